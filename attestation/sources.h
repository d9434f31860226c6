/* Whose the public numbers of a claim are: oracles' price notes and custodians' reserve statements, carried as they
 * were signed (docs/prices.md, docs/reserves.md). This is their form in the statement alone; what they say is checked
 * elsewhere. */
#ifndef ZKS_ATTESTATION_SOURCES_H
#define ZKS_ATTESTATION_SOURCES_H

#include "attestation/json.h"

#define ZKS_SOURCES_MAX_TEXTS 100000 /* elements of one array */

/* malloc'd, like everything here. */
typedef struct {
    size_t count;
    char **text;
} zks_texts;

/* Where one field of one index comes from. */
typedef struct {
    char *index, *field;
    zks_texts declared; /* members whose price is the issuer's word */
    zks_texts keys, notes;
    uint64_t latency, quorum;
} zks_price_feed;

/* Where one pool column comes from. */
typedef struct {
    char *column;
    zks_texts keys, statements;
    uint64_t age;
} zks_custody;

typedef struct {
    size_t feed_count, custody_count;
    zks_price_feed *feeds;
    zks_custody *custodies;
} zks_sources;

/* Frees what the members own; all-zero objects are fine. */
void zks_sources_clear(zks_sources *sources);

/* The members "prices" and "reserves" of a claim, both arrays. ZKS_OK, ZKS_ERROR_MEMORY or ZKS_REJECT_STATEMENT_SCHEMA
 * with the place; *sources is filled only on ZKS_OK. */
zks_status zks_sources_from_json(zks_sources *sources, const json_t *claim, zks_report *report);
/* Adds the two members to `claim`. False: out of memory. */
bool zks_sources_to_json(const zks_sources *sources, json_t *claim);

#endif
