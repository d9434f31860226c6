#include "prover/custody/hidden_reserves.h"

#include "attestation/text.h"
#include "circuits/decimal.h"
#include "crypto/hash.h"
#include "crypto/secret.h"
#include "prover/custody/reserve_opening.h"
#include "sources/custody.h"
#include "sources/reserves.h"

#include <stdlib.h>
#include <string.h>

void zks_hidden_reserves_clear(zks_hidden_reserves *hidden)
{
    zks_witness_free(hidden->amounts);
    zks_witness_free(hidden->blindings);
    free(hidden->commitments);
    *hidden = (zks_hidden_reserves){0};
}

/* One column on its way. */
typedef struct {
    const zks_policy *policy;
    const char *path;
    zks_custody_reader reader; /* for its members alone */
    zks_declared_column column;
    size_t element, first, member_count; /* `first`: its first external column */
    zks_hidden_reserves *hidden;
    zks_report *report;
} opening;

static const zks_custody *element_of(const opening *o)
{
    return &o->policy->sources.custodies[o->element];
}

static zks_status fault(const opening *o, size_t statement, const char *what)
{
    zks_report_detail(o->report, "%.256s: reserves (%.64s): statements[%zu]: %s", o->path, o->column.name, statement,
                      what);
    return ZKS_ERROR_INPUT;
}

/* ---- one statement ---------------------------------------------------------------------------------------------- */

static unsigned bytes_of(const opening *o, size_t member)
{
    const zks_member *unit = zks_custody_unit(&o->reader, &o->column, member);
    return o->column.bytes != 0 ? o->column.bytes : unit != NULL ? unit->bytes : ZKS_DEFAULT_BYTES;
}

static bool fits(unsigned __int128 amount, unsigned bytes)
{
    return bytes >= sizeof amount || amount >> (8 * bytes) == 0;
}

/* An amount of a statement was found to fit its unit when it was added up. */
static unsigned __int128 units_of(const opening *o, const zks_reserve_holding *holding, size_t member)
{
    unsigned __int128 units = 0;
    zks_units_parse(&units, holding->amount, strlen(holding->amount),
                    zks_custody_decimals(&o->reader, &o->column, member), ZKS_MAX_BYTES);
    return units;
}

static zks_status report_width(const opening *o, size_t member, unsigned bytes)
{
    zks_report_detail(o->report,
                      "%.256s: reserves (%.64s): %.64s does not fit its %u bytes: raise \"bytes\" of what it counts in",
                      o->path, o->column.name, zks_custody_asset(&o->reader, &o->column, member), bytes);
    return ZKS_ERROR_INPUT;
}

static zks_status add(const opening *o, size_t member, unsigned __int128 amount, const zks_scalar *blinding)
{
    unsigned __int128 *sum = &o->hidden->amounts[o->first + member];
    zks_scalar *blindings = &o->hidden->blindings[o->first + member];
    unsigned bytes = bytes_of(o, member);
    if (__builtin_add_overflow(*sum, amount, sum) || !fits(*sum, bytes))
        return report_width(o, member, bytes);
    if (blinding != NULL)
        zks_scalar_add(blindings, blindings, blinding);
    return ZKS_OK;
}

static zks_status add_statement(const opening *o, const zks_reserve_statement *s, const zks_opened_amount *opened)
{
    zks_status status = ZKS_OK;
    for (size_t i = 0; status == ZKS_OK && i < o->member_count; i++) {
        const zks_reserve_holding *holding =
            zks_reserve_statement_find(s, zks_custody_asset(&o->reader, &o->column, i));
        if (holding == NULL)
            continue;
        status = holding->amount != NULL ? add(o, i, units_of(o, holding, i), NULL)
                                         : add(o, i, opened[holding->hidden].amount, &opened[holding->hidden].blinding);
    }
    return status;
}

static const char *opening_file(const opening *o, size_t statement)
{
    const zks_policy_openings *openings = &o->policy->openings;
    for (size_t i = 0; i < openings->count; i++)
        if (openings->list[i].statement == statement && strcmp(openings->list[i].column, o->column.name) == 0)
            return openings->list[i].file;
    return NULL;
}

static zks_status open_statement(const opening *o, size_t position, const zks_reserve_statement *s,
                                 zks_opened_amount **opened)
{
    const char *text = element_of(o)->statements.text[position], *file = opening_file(o, position);
    uint8_t digest[32];
    if (s->hidden_count == 0)
        return file == NULL ? ZKS_OK : fault(o, position, "hides nothing, and has an opening");
    if (file == NULL)
        return fault(o, position, "hides amounts: name its opening as well");
    zks_sha256(digest, &(zks_bytes){text, strlen(text)}, 1);
    return zks_reserve_opening_read(opened, file, s, digest, o->report);
}

static zks_status open_and_add(const opening *o, size_t position)
{
    const char *text = element_of(o)->statements.text[position];
    zks_reserve_statement s = {0};
    zks_opened_amount *opened = NULL;
    zks_note note;
    zks_status status = zks_reserve_statement_read(&s, &note, text, strlen(text), o->report);
    if (status == ZKS_OK)
        status = open_statement(o, position, &s, &opened);
    if (status == ZKS_OK)
        status = add_statement(o, &s, opened);
    zks_witness_free(opened);
    zks_reserve_statement_clear(&s);
    return status;
}

/* ---- all columns ------------------------------------------------------------------------------------------------ */

static size_t find_element(const zks_sources *sources, const char *column)
{
    size_t i = 0;
    while (strcmp(sources->custodies[i].column, column) != 0)
        i++;
    return i;
}

/* Every committed column has its element: that was checked. */
static zks_status open_columns(opening *o)
{
    const zks_numbers *numbers = &o->policy->numbers;
    zks_status status = ZKS_OK;
    for (size_t i = 0; status == ZKS_OK && i < numbers->pool_count; i++) {
        if (!numbers->pool[i].committed)
            continue;
        o->column = zks_circuit_pool_column(o->reader.circuit, i);
        o->element = find_element(&o->policy->sources, o->column.name);
        o->member_count = o->column.over.count == 0 ? 1 : numbers->indexes[o->column.over.index[0]].member_count;
        for (size_t k = 0; status == ZKS_OK && k < element_of(o)->statements.count; k++)
            status = open_and_add(o, k);
        o->first += o->member_count;
    }
    return status;
}

zks_status zks_hidden_reserves_open(zks_hidden_reserves *hidden, const zks_policy *policy, const char *path,
                                    const zks_circuit *circuit, zks_report *report)
{
    const zks_claim claim = {
        .issuer = policy->issuer, .snapshot = policy->snapshot, .numbers = policy->numbers, .sources = policy->sources};
    zks_reserves reserves = {0};
    zks_report finding = {.segment = -1};
    zks_status status = zks_reserves_check(&reserves, &claim, circuit, &finding);
    if (status != ZKS_OK) {
        zks_report_detail(report, "%.256s: %s", path, finding.detail);
        return status;
    }
    zks_hidden_reserves opened = {.count = reserves.count,
                                  .amounts = zks_witness_new(reserves.count + 1, sizeof *opened.amounts),
                                  .blindings = zks_witness_new(reserves.count + 1, sizeof *opened.blindings),
                                  .commitments = reserves.commitments};
    opening o = {.policy = policy,
                 .path = path,
                 .reader = {.claim = &claim, .circuit = circuit},
                 .hidden = &opened,
                 .report = report};
    status = opened.amounts == NULL || opened.blindings == NULL ? ZKS_ERROR_MEMORY : open_columns(&o);
    if (status == ZKS_OK)
        *hidden = opened;
    else
        zks_hidden_reserves_clear(&opened);
    return status;
}
