/* Checking what vouches for an attestation against whom somebody trusts (docs/signatures.md, "The verifier's checks").
 */
#ifndef ZKS_VERIFIER_VOUCHING_H
#define ZKS_VERIFIER_VOUCHING_H

#include "verifier/voucher_files.h"

/* What is checked of the attestation. */
typedef struct {
    const char *bytes; /* of statement.json */
    size_t length;
    const uint8_t *digest; /* the statement digest */
    const char *created;
} zks_vouched_statement;

typedef struct {
    const zks_trust *trust;
    zks_note_key *keys;
    size_t key_count;
    zks_note_key *oracles; /* who may have signed prices; none: whom the issuer names */
    size_t oracle_count;
    zks_note_key *custodians; /* who may have signed reserves, all of them; none: whom the issuer names */
    size_t custodian_count;
    char now[21];
    int64_t now_seconds;
    zks_voucher_files files;
    zks_vouchers found;
} zks_vouching;

/* Reads the keys into an empty *vouching. ZKS_OK, ZKS_ERROR_READ, ZKS_ERROR_MEMORY, or ZKS_ERROR_INPUT where the trust
 * makes no sense. `trust` must outlive it. */
zks_status zks_vouching_start(zks_vouching *vouching, const zks_trust *trust, zks_report *report);
void zks_vouching_clear(zks_vouching *vouching);

/* The files of the folder, all but what needs a memory: ZKS_OK or the first ZKS_REJECT_* of docs/signatures.md.
 * `folder` NULL: a statement alone, of which only the age can be asked; ZKS_ERROR_INPUT where the trust asks for more.
 */
zks_status zks_vouching_check(zks_vouching *vouching, const char *folder, const zks_vouched_statement *statement,
                              zks_report *report);
/* Compares with what is remembered of the log, and remembers. Last, so that nothing is remembered of what is rejected.
 */
zks_status zks_vouching_remember(zks_vouching *vouching, zks_report *report);

#endif
