/* Where prices come from: the feeds of a claim against its numbers (docs/prices.md, "The check"). */
#ifndef ZKS_SOURCES_PRICES_H
#define ZKS_SOURCES_PRICES_H

#include "attestation/sources.h"
#include "circuits/circuit.h"
#include "signature/note_key.h"

/* What the feeds are about. Everything is borrowed. */
typedef struct {
    const zks_sources *sources;
    const zks_circuit *circuit;
    const char *snapshot; /* canonical */
} zks_priced;

/* Whether every price that is said to be signed follows from its notes. The numbers are checked ones. ZKS_OK,
 * ZKS_ERROR_MEMORY, ZKS_REJECT_CIRCUIT or ZKS_REJECT_PRICE_* with the feed, and the note or member, in *report. */
zks_status zks_prices_check(const zks_priced *priced, const zks_numbers *numbers, zks_report *report);

/* Puts the prices that follow from the notes into the numbers of a policy, which do not have these fields but of
 * declared members. Refuses with the statuses and words of zks_prices_check, and with ZKS_ERROR_INPUT where a member
 * states what notes do, or does not state what is declared. The numbers may be filled in part then. */
zks_status zks_prices_fill(zks_numbers *numbers, const zks_priced *priced, zks_report *report);

/* Whether there are feeds, and every key of theirs is one of those trusted (by its 32 bytes); else
 * ZKS_REJECT_PRICE_UNTRUSTED. For feeds that were checked. */
zks_status zks_prices_are_trusted(const zks_sources *sources, const zks_note_key *trusted, size_t count,
                                  zks_report *report);

#endif
