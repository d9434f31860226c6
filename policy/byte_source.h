/* Where the bytes of an input come from: a file, or another source that is unpacked. */
#ifndef ZKS_POLICY_BYTE_SOURCE_H
#define ZKS_POLICY_BYTE_SOURCE_H

#include "policy/input.h"

typedef struct zks_byte_source zks_byte_source;
struct zks_byte_source {
    /* Up to `room` > 0 bytes; *got is 0 only at the end. Not to be called again after a failure. */
    zks_status (*read)(zks_byte_source *source, void *bytes, size_t room, size_t *got, zks_report *report);
    void (*close)(zks_byte_source *source); /* frees it as well */

    /* For progress: bytes of the file read so far, and in all; 0 where that is not known. */
    uint64_t bytes_read, bytes;
};

/* Opens a file; "-" is standard input. `path` is borrowed. ZKS_ERROR_READ or ZKS_ERROR_MEMORY with *source untouched.
 */
zks_status zks_file_source_open(zks_byte_source **source, const char *path, zks_report *report);
/* The same for what must be a regular file of at most so many bytes: ZKS_ERROR_INPUT. "-" is a name like any other. */
zks_status zks_file_source_open_regular(zks_byte_source **source, const char *path, uint64_t most_bytes,
                                        zks_report *report);

#endif
