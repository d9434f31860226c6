#include "change.h"

#include "book.h"

#include <stdlib.h>
#include <string.h>

static json_t *child(json_t *parent, const char *name)
{
    json_t *found =
        json_is_array(parent) ? json_array_get(parent, strtoul(name, NULL, 10)) : json_object_get(parent, name);
    MUST(found != NULL);
    return found;
}

static void change_element(json_t *array, const char *position, json_t *value)
{
    if (strcmp(position, "-") == 0)
        MUST(json_array_append(array, value) == 0);
    else if (value != NULL)
        MUST(json_array_set(array, strtoul(position, NULL, 10), value) == 0);
    else
        MUST(json_array_remove(array, strtoul(position, NULL, 10)) == 0);
}

void change_value(json_t *root, const char *pointer, const char *value)
{
    char *path = strdup(pointer), *rest = path, *name, *next;
    MUST(path != NULL && *path == '/');
    strsep(&rest, "/");
    for (name = strsep(&rest, "/"); (next = strsep(&rest, "/")) != NULL; name = next)
        root = child(root, name);
    json_t *put = value == NULL ? NULL : json_loads(value, JSON_DECODE_ANY, NULL);
    MUST(value == NULL || put != NULL);
    if (json_is_array(root))
        change_element(root, name, put);
    else if (put != NULL)
        MUST(json_object_set(root, name, put) == 0);
    else
        MUST(json_object_del(root, name) == 0);
    json_decref(put);
    free(path);
}

char *change_text(const char *text, const char *find, const char *replacement, size_t length, size_t *changed_length)
{
    const char *at = strstr(text, find);
    MUST(at != NULL);
    size_t before = (size_t)(at - text), after = strlen(at) - strlen(find);
    char *changed = malloc(before + length + after + 1);
    MUST(changed != NULL);
    memcpy(changed, text, before);
    memcpy(changed + before, replacement, length);
    memcpy(changed + before + length, at + strlen(find), after + 1);
    *changed_length = before + length + after;
    return changed;
}
