/* A byte source of which the first byte is known before it is read. */
#ifndef ZKS_PROVER_FIRST_BYTE_H
#define ZKS_PROVER_FIRST_BYTE_H

#include "policy/byte_source.h"

/* Puts in place of *source, which it takes over, one that gives the same bytes; *first is the first, -1 where there is
 * none. On failure *source is closed. `path` is for messages. */
zks_status zks_first_byte(zks_byte_source **source, int *first, const char *path, zks_report *report);

#endif
