/* What price notes and reserve statements have in common: a note over one object in canonical JSON, signed by one of
 * the keys that a claim names (docs/prices.md, docs/reserves.md).
 *
 * Each function returns ZKS_OK, ZKS_ERROR_MEMORY, or the status `otherwise` with what is wrong in *report. */
#ifndef ZKS_SOURCES_SIGNED_JSON_H
#define ZKS_SOURCES_SIGNED_JSON_H

#include "attestation/sources.h"
#include "signature/note.h"

#define ZKS_SOURCE_MAX_BYTES (1u << 22) /* of a note */
#define ZKS_SOURCE_MAX_KEYS 64          /* of a feed or a pool column; and as many notes or statements */
#define ZKS_SOURCE_MAX_SECONDS UINT32_C(0x7fffffff)

typedef struct {
    size_t count;
    zks_note_key *keys;
} zks_source_keys;

/* The keys of their texts: 1 to ZKS_SOURCE_MAX_KEYS, no two of the same 32 bytes. Fills an empty *keys. */
zks_status zks_source_keys_read(zks_source_keys *keys, const zks_texts *texts, zks_status otherwise,
                                zks_report *report);
void zks_source_keys_clear(zks_source_keys *keys);

/* Splits a note into its object, the caller's to json_decref, and its signatures, which point into `bytes`. */
zks_status zks_signed_json_read(json_t **object, zks_note *note, const char *bytes, size_t length, zks_status otherwise,
                                zks_report *report);
/* The position of the one key that signed the note. Where none did, or several, or where a line with name and id of one
 * is not its signature: `otherwise`. */
zks_status zks_signed_json_signer(size_t *signer, const zks_note *note, const zks_source_keys *keys,
                                  zks_status otherwise, zks_report *report);

/* Whether a key, as a text, is one of those trusted, by its 32 bytes. */
bool zks_source_key_is_trusted(const char *text, const zks_note_key *trusted, size_t count);

/* Whether two canonical times are at most so many seconds apart. */
bool zks_times_are_near(const char *time, const char *snapshot, uint64_t seconds);

#endif
