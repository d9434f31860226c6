/* Public numbers for tests, from lines of words:
 *
 *   quote NAME DECIMALS BYTES
 *   index NAME
 *   member NAME DECIMALS BYTES FIELD=VALUE ...    (of the index above; in=NAME: its parent's member)
 *   param NAME VALUE ...
 *   pool NAME VALUE ...
 *   pool NAME committed
 *
 * One value stands for itself, several are an array. NAME[2,3] VALUE ... says how long the arrays are, outer ones
 * first.
 */
#ifndef ZKS_TESTS_NUMBERS_BY_HAND_H
#define ZKS_TESTS_NUMBERS_BY_HAND_H

#include "circuits/table.h"

zks_numbers numbers_by_hand(const char *text);
/* Reads a circuit that must be right. */
zks_circuit *circuit_by_hand(const char *text);
/* Compiles what must compile; both numbers and circuit are checked first. */
zks_table *table_by_hand(const char *circuit, const char *numbers, zks_scope scope, uint64_t rows);
/* The findings of reading, checking the numbers and compiling both tables, stopping at the first step that has any; to
 * be freed. *status is that step's. */
char *findings_by_hand(const char *circuit, const char *numbers, zks_status *status);

#endif
