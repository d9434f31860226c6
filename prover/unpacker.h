/* The bytes of a file, unpacked where it is packed with gzip or zstd. What it is packed with its first bytes say, not
 * its name. Streaming: memory is bounded whatever the file holds. */
#ifndef ZKS_PROVER_UNPACKER_H
#define ZKS_PROVER_UNPACKER_H

#include "policy/byte_source.h"

/* Opens a file; "-" is standard input. `path` is borrowed. Several streams behind each other are one. Opening gives
 * ZKS_ERROR_READ or ZKS_ERROR_MEMORY with *source untouched; reading also ZKS_ERROR_INPUT, where the file is damaged or
 * ends inside a stream. */
zks_status zks_unpacker_open(zks_byte_source **source, const char *path, zks_report *report);

#endif
