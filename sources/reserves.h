/* Custodians' reserve statements against a claim: the check of docs/reserves.md as a whole. */
#ifndef ZKS_SOURCES_RESERVES_H
#define ZKS_SOURCES_RESERVES_H

#include "argument/shape.h"
#include "attestation/statement.h"
#include "circuits/circuit.h"
#include "signature/note_key.h"

typedef struct {
    size_t count;
    zks_word *commitments; /* malloc'd: the reserve commitments, in the order of the pool table's external columns */
} zks_reserves;

/* Frees what the members own; an all-zero object is fine. */
void zks_reserves_clear(zks_reserves *reserves);

/* The whole check of a claim whose numbers are checked and in the order of declaration. ZKS_OK, ZKS_ERROR_MEMORY,
 * ZKS_REJECT_CIRCUIT or the first ZKS_REJECT_RESERVE_* with its place in *report; *reserves is filled only on ZKS_OK.
 */
zks_status zks_reserves_check(zks_reserves *reserves, const zks_claim *claim, const zks_circuit *circuit,
                              zks_report *report);

/* Whether every pool column has an element, and every key of every element is one of those trusted (by its 32 bytes);
 * else ZKS_REJECT_RESERVE_UNTRUSTED. For a claim that was checked. */
zks_status zks_reserves_are_trusted(const zks_claim *claim, const zks_note_key *trusted, size_t count,
                                    zks_report *report);

/* What the claim's statements say its pool is: adds a column for each element to numbers->pool, which has the others;
 * committed where a statement hides an amount of one of its members, else with the sums. `numbers` may be the claim's,
 * the rest of which is checked. Statuses as above. */
zks_status zks_reserves_state(zks_numbers *numbers, const zks_claim *claim, const zks_circuit *circuit,
                              zks_report *report);

#endif
