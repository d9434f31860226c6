/* What `explain` says, as JSON (docs/explain.md); for people it is printed from that (verifier/explain_text.h). Within
 * verifier/.
 */
#ifndef ZKS_VERIFIER_EXPLAIN_JSON_H
#define ZKS_VERIFIER_EXPLAIN_JSON_H

#include "circuits/table.h"
#include "verifier/claim.h"

#include <jansson.h>

/* The circuit in plain words. NULL: out of memory. */
json_t *zks_explain_circuit_json(const zks_circuit *circuit, zks_circuit_origin origin);

typedef struct {
    const zks_circuit *circuit;
    const char *quote; /* the quote currency's name */
    const zks_table *account, *pool;
    const zks_segments *segments;
    bool pool_is_assumed; /* the pool's numbers are not known, and ZKS_ASSUMED_POOL_NUMBER stands for each */
} zks_explained_numbers;
#define ZKS_ASSUMED_POOL_NUMBER "1000000000000000"
/* The member "numbers": what follows from a policy. NULL: out of memory. */
json_t *zks_explain_numbers_json(const zks_explained_numbers *numbers);

/* Appends what may be NULL. False: it was, or there is no memory. */
bool zks_explain_append(json_t *list, json_t *item);
/* A string from text it frees; NULL where that is. */
json_t *zks_explain_take(char *text);

#endif
