#include "sources/prices.h"

#include "attestation/text.h"
#include "circuits/decimal.h"
#include "sources/price_feed.h"
#include "sources/price_median.h"
#include "sources/signed_json.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { SHOWN = 64 }; /* bytes of a name or a number in a detail */

/* What is done with a member that is not declared, whose median is of notes enough; and with one that is. NULL:
 * nothing. */
typedef struct {
    zks_status (*priced)(const zks_feed *feed, size_t member, const char *price, zks_report *report);
    zks_status (*declared)(const zks_feed *feed, size_t member, zks_report *report);
} treatment;

static zks_status check_quorum(const zks_feed *feed, const char *member, size_t notes, zks_report *report)
{
    uint64_t quorum = feed->said->quorum;
    if (notes >= quorum)
        return ZKS_OK;
    return zks_feed_fault(feed, ZKS_REJECT_PRICE_MISSING, report, "%.*s: priced by %zu oracle%s, not %" PRIu64, SHOWN,
                          member, notes, notes == 1 ? "" : "s", quorum);
}

static zks_status treat_members(const zks_feed *feed, const treatment *treat, zks_report *report)
{
    const zks_index *index = feed->index;
    zks_median *medians = zks_medians_make(index, feed->notes, feed->note_count);
    if (medians == NULL)
        return ZKS_ERROR_MEMORY;
    zks_status status = ZKS_OK;
    for (size_t i = 0; status == ZKS_OK && i < index->member_count; i++) {
        const char *name = index->members[i].name;
        if (zks_feed_is_declared(feed, name)) {
            status = treat->declared != NULL ? treat->declared(feed, i, report) : ZKS_OK;
            continue;
        }
        status = check_quorum(feed, name, medians[i].notes, report);
        if (status == ZKS_OK)
            status = treat->priced(feed, i, medians[i].price, report);
    }
    zks_medians_free(medians, index);
    return status;
}

static zks_status treat_feeds(const zks_priced *priced, const zks_numbers *numbers, const treatment *treat,
                              zks_report *report)
{
    zks_status status = ZKS_OK;
    for (size_t i = 0; status == ZKS_OK && i < priced->sources->feed_count; i++) {
        zks_feed feed;
        status = zks_feed_read(&feed, priced, i, numbers, report);
        if (status == ZKS_OK)
            status = treat_members(&feed, treat, report);
        zks_feed_clear(&feed);
    }
    return status;
}

/* NULL where the member does not state the feed's field. */
static const char *stated(const zks_feed *feed, size_t member)
{
    const zks_member *of = &feed->index->members[member];
    for (size_t i = 0; i < of->field_count; i++)
        if (strcmp(of->fields[i].name, feed->said->field) == 0)
            return of->fields[i].value;
    return NULL;
}

/* ---- the check ------------------------------------------------------------------------------------------------- */

static zks_status compare(const zks_feed *feed, size_t member, const char *price, zks_report *report)
{
    const char *value = stated(feed, member);
    if (strcmp(value, price) == 0)
        return ZKS_OK;
    return zks_feed_fault(feed, ZKS_REJECT_PRICE_VALUE, report, "%.*s: stated as %.*s; the oracles' median is %.*s",
                          SHOWN, feed->index->members[member].name, SHOWN, value, SHOWN, price);
}

zks_status zks_prices_check(const zks_priced *priced, const zks_numbers *numbers, zks_report *report)
{
    static const treatment check = {.priced = compare};
    return treat_feeds(priced, numbers, &check, report);
}

/* ---- a policy's numbers ---------------------------------------------------------------------------------------- */

static zks_status refuse(const zks_feed *feed, size_t member, const char *what, zks_report *report)
{
    zks_report_detail(report, "indexes.%.*s[%zu].%.*s: %s", SHOWN, feed->said->index, member, SHOWN, feed->said->field,
                      what);
    return ZKS_ERROR_INPUT;
}

static zks_status fill(const zks_feed *feed, size_t member, const char *price, zks_report *report)
{
    zks_member *of = &feed->index->members[member];
    if (stated(feed, member) != NULL)
        return refuse(feed, member, "comes from price notes: leave it out, or list the member under \"declared\"",
                      report);
    if (strlen(price) > ZKS_DECIMAL_MAX)
        return refuse(feed, member, "the oracles' median has more than 128 characters", report);
    zks_number *fields = realloc(of->fields, (of->field_count + 1) * sizeof *fields);
    if (fields == NULL)
        return ZKS_ERROR_MEMORY;
    of->fields = fields;
    zks_number *field = &fields[of->field_count++];
    *field = (zks_number){.name = strdup(feed->said->field), .value = strdup(price)};
    return field->name == NULL || field->value == NULL ? ZKS_ERROR_MEMORY : ZKS_OK;
}

static zks_status want_stated(const zks_feed *feed, size_t member, zks_report *report)
{
    return stated(feed, member) != NULL ? ZKS_OK : refuse(feed, member, "missing, and the member is declared", report);
}

zks_status zks_prices_fill(zks_numbers *numbers, const zks_priced *priced, zks_report *report)
{
    static const treatment filling = {.priced = fill, .declared = want_stated};
    return treat_feeds(priced, numbers, &filling, report);
}

/* ---- whose the keys are ---------------------------------------------------------------------------------------- */

static zks_status check_keys(const zks_sources *sources, size_t number, const zks_note_key *trusted, size_t count,
                             zks_report *report)
{
    const zks_feed feed = {.said = &sources->feeds[number], .number = number};
    for (size_t i = 0; i < feed.said->keys.count; i++) {
        const char *text = feed.said->keys.text[i];
        if (!zks_source_key_is_trusted(text, trusted, count))
            return zks_feed_fault(&feed, ZKS_REJECT_PRICE_UNTRUSTED, report, "keys[%zu]: '%.320s' is not trusted", i,
                                  text);
    }
    return ZKS_OK;
}

zks_status zks_prices_are_trusted(const zks_sources *sources, const zks_note_key *trusted, size_t count,
                                  zks_report *report)
{
    if (sources->feed_count == 0) {
        zks_report_detail(report, "no prices are signed");
        return ZKS_REJECT_PRICE_UNTRUSTED;
    }
    zks_status status = ZKS_OK;
    for (size_t i = 0; status == ZKS_OK && i < sources->feed_count; i++)
        status = check_keys(sources, i, trusted, count, report);
    return status;
}
