#include "verifier/signed_source.h"

#include "sources/signed_json.h"

#include <stdlib.h>
#include <string.h>

/* How much of a key's text is its name and id. */
static size_t name_length(const char *key)
{
    const char *plus = strchr(key, '+');
    plus = plus == NULL ? NULL : strchr(plus + 1, '+');
    return plus == NULL ? strlen(key) : (size_t)(plus - key);
}

size_t zks_source_told(size_t count)
{
    return count < ZKS_SOURCE_MAX_KEYS ? count : ZKS_SOURCE_MAX_KEYS;
}

bool zks_source_names(char ***names, size_t *count, const zks_texts *keys)
{
    size_t told = zks_source_told(keys->count);
    *count = 0;
    *names = calloc(told + 1, sizeof **names);
    bool memory = *names != NULL;
    for (size_t i = 0; memory && i < told; i++) {
        memory = ((*names)[i] = strndup(keys->text[i], name_length(keys->text[i]))) != NULL;
        *count += memory;
    }
    return memory;
}

void zks_source_names_free(char **names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(names[i]);
    free(names);
}

/* Canonical times are in the order of their characters. */
void zks_source_times_extend(char from[21], char to[21], const char *time)
{
    if (from[0] == '\0' || strcmp(time, from) < 0)
        memcpy(from, time, 21);
    if (strcmp(time, to) > 0)
        memcpy(to, time, 21);
}
