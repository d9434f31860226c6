/* Breaches on a terminal and in JSON, the same for every command. */
#ifndef ZKS_PROVER_BREACH_OUTPUT_H
#define ZKS_PROVER_BREACH_OUTPUT_H

#include "zksolv/prove.h"

#include <jansson.h>

/* The first ZKS_BREACHES_SHOWN to standard error, a line each and indented lines for the accounts. */
void zks_put_breaches(const zks_breach *breaches, size_t count);
/* An array; NULL: out of memory. */
json_t *zks_breaches_json(const zks_breach *breaches, size_t count);

#endif
