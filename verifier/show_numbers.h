/* The public numbers of a statement, printed for people. */
#ifndef ZKS_VERIFIER_SHOW_NUMBERS_H
#define ZKS_VERIFIER_SHOW_NUMBERS_H

#include "circuits/circuit.h"
#include "circuits/numbers.h"

/* Checked numbers. What is over no index and over several stands in a line each, without the values of the latter; then
 * a table for each index has its members, and what is over it alone. ZKS_OK or ZKS_ERROR_MEMORY. */
zks_status zks_show_numbers(const zks_circuit *circuit, const zks_numbers *numbers);

#endif
