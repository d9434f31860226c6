/* What `explain` says, for people. Within verifier/. */
#ifndef ZKS_VERIFIER_EXPLAIN_TEXT_H
#define ZKS_VERIFIER_EXPLAIN_TEXT_H

#include <jansson.h>
#include <stdbool.h>

/* Prints what zks_explain_circuit_json() made; false: no memory. */
bool zks_explain_print_circuit(const json_t *circuit);
/* Prints what zks_explain_numbers_json() made. */
bool zks_explain_print_numbers(const json_t *numbers);

#endif
