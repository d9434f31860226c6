#include "signature/trusted_keys.h"

#include "attestation/text.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A path may have plus signs in it, a key has two. */
static bool is_key(const char *text)
{
    return strchr(text, '+') != NULL && access(text, F_OK) != 0;
}

static zks_status read_one(zks_note_key **keys, size_t *count, const char *text, zks_report *report)
{
    if (!is_key(text))
        return zks_note_keys_read(keys, count, text, report);
    zks_note_key *key = malloc(sizeof *key);
    if (key == NULL)
        return ZKS_ERROR_MEMORY;
    zks_status status = zks_note_key_parse(key, text, strlen(text), report);
    if (status != ZKS_OK) {
        free(key);
        return status;
    }
    *keys = key;
    *count = 1;
    return ZKS_OK;
}

static zks_status append(zks_note_key *all, size_t *count, const char *text, zks_report *report)
{
    zks_note_key *keys;
    size_t more;
    zks_status status = read_one(&keys, &more, text, report);
    if (status != ZKS_OK)
        return status;
    if (more > ZKS_NOTE_MAX_KEYS - *count) {
        zks_report_detail(report, "more than %d trusted keys", ZKS_NOTE_MAX_KEYS);
        status = ZKS_ERROR_INPUT;
    } else {
        memcpy(all + *count, keys, more * sizeof *keys);
        *count += more;
    }
    free(keys);
    return status;
}

zks_status zks_trusted_keys(zks_note_key **keys, size_t *count, const char *const *texts, size_t text_count,
                            zks_report *report)
{
    size_t found = 0;
    zks_note_key *all = calloc(ZKS_NOTE_MAX_KEYS, sizeof *all);
    zks_status status = all == NULL ? ZKS_ERROR_MEMORY : ZKS_OK;
    for (size_t i = 0; i < text_count && status == ZKS_OK; i++)
        status = append(all, &found, texts[i], report);
    if (status != ZKS_OK) {
        free(all);
        return status;
    }
    *keys = all;
    *count = found;
    return ZKS_OK;
}
