/* Whether rows meet a table's constraints, in the clear, by how much they do not, and which come closest to breaking
 * one: what the prover finds before it proves anything. Exact.
 */
#ifndef ZKS_PROVER_REQUIREMENTS_H
#define ZKS_PROVER_REQUIREMENTS_H

#include "circuits/row.h"
#include "prover/margin.h"
#include "zksolv/prove.h"

/* The accounts in which one constraint does not hold, or one advice column is too narrow. */
typedef struct {
    uint64_t count;
    size_t shown;
    size_t account[ZKS_BREACHES_SHOWN];  /* the first in ledger order */
    char *shortfall[ZKS_BREACHES_SHOWN]; /* owned; NULL where it is the column */
} zks_broken;

/* The row that comes closest to breaking a constraint, or breaks it most: of the least result, and of an equality the
 * one furthest from 0; of several, the first. */
typedef struct {
    bool is_known; /* once a row was seen */
    size_t account;
    mpz_t result;
} zks_tightest;

/* What was found of the rows of one table. Rows whose advice does not fit count as overflows and nothing else, since
 * what they give is not known. */
typedef struct {
    zks_compiled compiled;
    uint64_t rows, overflows;
    zks_broken **broken;    /* by constraint, then by column: the advice that does not fit. NULL: none */
    zks_tightest *tightest; /* by constraint; not of bounds */
    /* A requirement makes one line of a report, or one for each unit its members have (prover/margin.h). */
    size_t line_count;
    size_t *line;          /* by constraint; not of bounds */
    uint64_t *line_broken; /* by line: rows that break any of its constraints ... */
    uint64_t *line_last;   /* ... and the last of them, counted from 1 */
} zks_findings;

/* False: out of memory, and *findings is cleared. */
bool zks_findings_make(zks_findings *findings, const zks_compiled *compiled);
void zks_findings_clear(zks_findings *findings); /* all zero is fine */

/* Adds a row, which is called `account`. False: out of memory. */
bool zks_findings_add(zks_findings *findings, size_t account, const zks_filled_row *row);
/* Adds what was found of other rows of the same table, whose texts move from *from. The result does not depend on how
 * rows were shared out. False: out of memory. */
bool zks_findings_merge(zks_findings *findings, zks_findings *from);

#endif
