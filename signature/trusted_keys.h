/* The public keys somebody trusts, as they are given on a command line. */
#ifndef ZKS_SIGNATURE_TRUSTED_KEYS_H
#define ZKS_SIGNATURE_TRUSTED_KEYS_H

#include "signature/note_key.h"

/* Each text is a public key or the path of a file of them (zks_note_keys_read); together at most ZKS_NOTE_MAX_KEYS.
 * *keys is malloc'd. ZKS_ERROR_INPUT, ZKS_ERROR_READ or ZKS_ERROR_MEMORY. */
zks_status zks_trusted_keys(zks_note_key **keys, size_t *count, const char *const *texts, size_t text_count,
                            zks_report *report);

#endif
