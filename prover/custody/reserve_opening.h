/* What opens a reserve statement: the amounts that a custodian has hidden, and their blindings (docs/reserves.md,
 * "Openings"). It is the custodian's and the issuer's alone, in a file of mode 0600. */
#ifndef ZKS_PROVER_CUSTODY_RESERVE_OPENING_H
#define ZKS_PROVER_CUSTODY_RESERVE_OPENING_H

#include "argument/reserve_commitment.h"
#include "sources/reserve_statement.h"

#define ZKS_RESERVE_OPENING_MAX_BYTES (1u << 23)

typedef struct {
    unsigned __int128 amount; /* in units of the commitment's decimals */
    zks_scalar blinding;
} zks_opened_amount;

/* The amount in human units, a canonical decimal. */
typedef struct {
    char text[64];
} zks_amount_text;
void zks_opened_text(zks_amount_text *out, const zks_opened_amount *opened, unsigned decimals);

/* The commitment to an amount. */
void zks_opened_commit(zks_word commitment, const zks_opened_amount *opened);

/* What opens each hidden amount of a statement, in witness memory that the caller frees; `digest` is the SHA-256 of the
 * statement's file. ZKS_OK, ZKS_ERROR_READ, ZKS_ERROR_MEMORY, or ZKS_ERROR_INPUT where it is no such file, is of
 * another statement or does not open every commitment; *report names the asset and never an amount. */
zks_status zks_reserve_opening_read(zks_opened_amount **opened, const char *path, const zks_reserve_statement *s,
                                    const uint8_t digest[32], zks_report *report);
/* The same for bytes in memory; `path` names them. */
zks_status zks_reserve_opening_parse(zks_opened_amount **opened, const char *bytes, size_t length, const char *path,
                                     const zks_reserve_statement *s, const uint8_t digest[32], zks_report *report);

/* Never over a file that exists (ZKS_ERROR_EXISTS). */
zks_status zks_reserve_opening_write(const char *path, const zks_opened_amount *opened, const zks_reserve_statement *s,
                                     const uint8_t digest[32], zks_report *report);

#endif
