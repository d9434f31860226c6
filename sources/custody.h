/* One element of `reserves` in a claim: what custodians have stated of one pool column, checked and added up
 * (docs/reserves.md, "The check", 1 to 4). */
#ifndef ZKS_SOURCES_CUSTODY_H
#define ZKS_SOURCES_CUSTODY_H

#include "attestation/statement.h"
#include "circuits/circuit.h"
#include "crypto/group.h"
#include "sources/reserve_statement.h"

#include <gmp.h>

/* What all elements are read with. The caller fills the first part and clears the whole. */
typedef struct {
    const zks_claim *claim; /* its indexes and quote are checked; its pool is not looked at */
    const zks_circuit *circuit;

    void *known; /* accounts of statements, with their keys, and texts */
} zks_custody_reader;
void zks_custody_reader_clear(zks_custody_reader *reader);

/* Of one member. Statements are numbered from 1 on; 0: none. */
typedef struct {
    mpq_t amount;     /* what is stated as numbers, in human units */
    zks_point hidden; /* the sum of the commitments */
    size_t hiding;    /* the first statement that hides an amount */
    size_t unfit;     /* the first with an amount that is no integer of the column's unit below 256^16, or with a
                         commitment of other decimals */
} zks_custody_sum;

typedef struct {
    size_t column; /* its position among the pool columns */
    zks_declared_column declared;
    size_t member_count; /* of its index, or 1 */
    zks_custody_sum *sums;
} zks_custody_sums;
void zks_custody_sums_clear(zks_custody_sums *sums);

/* Reads the element of this position, behind all elements before it, into an empty *sums. ZKS_OK, ZKS_ERROR_MEMORY,
 * ZKS_REJECT_CIRCUIT, or ZKS_REJECT_RESERVE_* up to _MISSING, with element, statement and custodian in *report. */
zks_status zks_custody_add_up(zks_custody_sums *sums, zks_custody_reader *reader, size_t element, zks_report *report);

/* The detail "reserves[0] (reserve): ..."; returns `status`. */
__attribute__((format(printf, 5, 6))) zks_status zks_custody_fault(const zks_custody *custody, size_t element,
                                                                   zks_status status, zks_report *report,
                                                                   const char *format, ...);

/* The name of a member in the statements, and what has its unit, the member or one above it, or the quote currency;
 * NULL where the column has no unit. */
const char *zks_custody_asset(const zks_custody_reader *reader, const zks_declared_column *column, size_t member);
const zks_member *zks_custody_unit(const zks_custody_reader *reader, const zks_declared_column *column, size_t member);
/* The decimals of the unit, 0 without one. */
unsigned zks_custody_decimals(const zks_custody_reader *reader, const zks_declared_column *column, size_t member);

#endif
