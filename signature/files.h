/* The files that vouch for an attestation, in its folder beside statement.json; none of them has to be there. */
#ifndef ZKS_SIGNATURE_FILES_H
#define ZKS_SIGNATURE_FILES_H

#include "zksolv/status.h"

#include <stddef.h>

#define ZKS_FILE_LOG_PROOF "statement.tlog-proof"    /* signature/log_proof.h */
#define ZKS_FILE_CONSISTENCY "statement.consistency" /* signature/consistency.h */
#define ZKS_FILE_CMS "statement.p7s"                 /* signature/cms.h */
#define ZKS_FILE_TIMESTAMP "statement.tsr"           /* signature/timestamp.h */

/* A regular file of a folder that may be anybody's, at most `limit` bytes. *bytes is malloc'd with a NUL behind its
 * end. Where it is not there: `missing`; where it is longer: `malformed`; else ZKS_ERROR_READ. */
zks_status zks_signature_file_read(char **bytes, size_t *length, const char *folder, const char *name, size_t limit,
                                   zks_status missing, zks_status malformed, zks_report *report);

#endif
