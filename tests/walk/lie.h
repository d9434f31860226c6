/* Witnesses that break one constraint and no other. */
#ifndef ZKS_TESTS_WALK_LIE_H
#define ZKS_TESTS_WALK_LIE_H

#include "witness.h"

/* Changes the slack of an inequality: w, which meets every constraint, breaks this one alone then. */
void lie_by_slack(witness *w, size_t constraint);

/* Looks for values, other than slacks, that no slack makes up for in this constraint, while every other one is met: the
 * rule itself is broken, by as little as can be. Starts from each of the rows, all of which meet every constraint;
 * fewest changed columns first. The result is in w, slacks settled. False where nothing was found. */
bool lie_by_values(witness *w, size_t constraint, witness *const *starts, size_t start_count);

#endif
