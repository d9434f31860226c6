/* Numbers changed for a test: policies cut down to fewer members, so that it is quick; pool columns hidden. */
#ifndef ZKS_TESTS_WALK_CUT_H
#define ZKS_TESTS_WALK_CUT_H

#include "circuits/table.h"

/* Keeps members first .. first + count - 1 of an index, and of every number over it what is for them. No index has it
 * as parent; the numbers are in the order of the circuit (zks_numbers_check). */
void cut_members(zks_numbers *numbers, const zks_circuit *circuit, const char *index, size_t first, size_t count);
/* Another value, a canonical decimal, for a parameter over no index: a share of fewer members, say. */
void set_param(zks_numbers *numbers, const char *param, const char *value);
/* As if custodians had committed to a pool column. Its amounts stay where they are, for the prover to know. */
void commit_pool_column(zks_numbers *numbers, const char *column);

#endif
