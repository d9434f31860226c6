/* What a feed of prices and an element of reserves tell alike of their keys and times. Within verifier/. */
#ifndef ZKS_VERIFIER_SIGNED_SOURCE_H
#define ZKS_VERIFIER_SIGNED_SOURCE_H

#include "attestation/sources.h"

/* The names and ids of keys, "oracle.example+c74f20a3"; a malformed one is told as it is, and no more than a source can
 * have. False: out of memory; *names is to be freed in any case. */
bool zks_source_names(char ***names, size_t *count, const zks_texts *keys);
void zks_source_names_free(char **names, size_t count);

/* How many of so many notes or statements are told: no more than a source can have. */
size_t zks_source_told(size_t count);

/* Extends from..to, empty at first, to a canonical time. */
void zks_source_times_extend(char from[21], char to[21], const char *time);

#endif
