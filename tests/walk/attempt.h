/* Attestations of one table of a circuit by a prover who checks nothing: every equation that the verifier has about
 * digits, ranges and commitments holds, so only the table's constraints can be why one is rejected. The other table has
 * the same committed columns and no constraint. An account table has two rows; a pool table is about one account that
 * holds all of the totals.
 */
#ifndef ZKS_TESTS_WALK_ATTEMPT_H
#define ZKS_TESTS_WALK_ATTEMPT_H

#include "witness.h"

#include "zksolv/status.h"

enum { ATTEMPT_ACCOUNTS = 2, NOTHING_REMOVED = -1 };

/* How many rows an attempt has. */
size_t attempt_rows(const zks_table *table);

/* Proves the rows, and verifies the proof: with all constraints, or without the `removed` one, which prover and
 * verifier then both leave out. Returns the verifier's verdict; where that is a rejection, of the walked table. */
zks_status attempt(witness *const *rows, long removed);

#endif
