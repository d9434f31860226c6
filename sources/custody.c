#include "sources/custody.h"

#include "attestation/text.h"
#include "circuits/decimal.h"
#include "crypto/hash.h"

#include <assert.h>
#include <inttypes.h>
#include <search.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

zks_status zks_custody_fault(const zks_custody *custody, size_t element, zks_status status, zks_report *report,
                             const char *format, ...)
{
    char what[sizeof report->detail];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    zks_report_detail(report, "reserves[%zu] (%.64s): %s", element, custody->column, what);
    return status;
}

/* One element on its way. */
typedef struct {
    zks_custody_reader *reader;
    size_t element;
    const zks_custody *custody;
    zks_source_keys keys;
    bool has_signed[ZKS_SOURCE_MAX_KEYS];
    zks_custody_sums sums;
    zks_report *report;
} reading;

static __attribute__((format(printf, 3, 4))) zks_status fault(const reading *r, zks_status status, const char *format,
                                                              ...)
{
    char text[sizeof r->report->detail];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return zks_custody_fault(r->custody, r->element, status, r->report, "%s", text);
}

/* Puts the place before what an inner function reported. */
static zks_status fault_inside(const reading *r, zks_status status, const char *where)
{
    char text[sizeof r->report->detail];
    snprintf(text, sizeof text, "%s", r->report->detail);
    return status == ZKS_ERROR_MEMORY ? status : fault(r, status, "%s%s", where, text);
}

/* ---- columns and members --------------------------------------------------------------------------------------- */

const char *zks_custody_asset(const zks_custody_reader *reader, const zks_declared_column *column, size_t member)
{
    const zks_numbers *numbers = &reader->claim->numbers;
    return column->over.count == 0 ? numbers->quote.name : numbers->indexes[column->over.index[0]].members[member].name;
}

const zks_member *zks_custody_unit(const zks_custody_reader *reader, const zks_declared_column *column, size_t member)
{
    const zks_numbers *numbers = &reader->claim->numbers;
    if (column->unit != ZKS_UNIT_MEMBER)
        return column->unit == ZKS_UNIT_QUOTE ? &numbers->quote : NULL;
    size_t index = column->over.index[0];
    while ((long)index != column->unit_index) {
        member = numbers->indexes[index].members[member].parent_position;
        index = (size_t)zks_circuit_index_parent(reader->circuit, index);
    }
    return &numbers->indexes[index].members[member];
}

unsigned zks_custody_decimals(const zks_custody_reader *reader, const zks_declared_column *column, size_t member)
{
    const zks_member *unit = zks_custody_unit(reader, column, member);
    return unit == NULL ? 0 : unit->decimals;
}

static zks_status find_column(reading *r)
{
    const zks_circuit *circuit = r->reader->circuit;
    for (size_t i = 0; i < zks_circuit_pool_column_count(circuit); i++) {
        zks_declared_column column = zks_circuit_pool_column(circuit, i);
        if (strcmp(column.name, r->custody->column) != 0)
            continue;
        r->sums.column = i;
        r->sums.declared = column;
        return column.over.count <= 1 ? ZKS_OK : fault(r, ZKS_REJECT_CIRCUIT, "the column is over several indexes");
    }
    return fault(r, ZKS_REJECT_CIRCUIT, "the circuit has no such pool column");
}

static zks_status open_sums(zks_custody_sums *sums, const zks_numbers *numbers)
{
    const zks_dimensions *over = &sums->declared.over;
    size_t count = over->count == 0 ? 1 : numbers->indexes[over->index[0]].member_count;
    sums->sums = calloc(count + 1, sizeof *sums->sums);
    if (sums->sums == NULL)
        return ZKS_ERROR_MEMORY;
    for (; sums->member_count < count; sums->member_count++) {
        mpq_init(sums->sums[sums->member_count].amount);
        sums->sums[sums->member_count].hidden = zks_point_identity;
    }
    return ZKS_OK;
}

void zks_custody_sums_clear(zks_custody_sums *sums)
{
    for (size_t i = 0; i < sums->member_count; i++)
        mpq_clear(sums->sums[i].amount);
    free(sums->sums);
    *sums = (zks_custody_sums){0};
}

/* ---- what is known ---------------------------------------------------------------------------------------------- */

/* Of a statement: its account with the key, and the hash of its text, which has no name. */
typedef struct {
    uint8_t of[32];
    char name[];
} known;

static int compare_known(const void *left, const void *right)
{
    const known *a = left, *b = right;
    int order = memcmp(a->of, b->of, sizeof a->of);
    return order != 0 ? order : strcmp(a->name, b->name);
}

void zks_custody_reader_clear(zks_custody_reader *reader)
{
    tdestroy(reader->known, free);
    *reader = (zks_custody_reader){0};
}

/* ZKS_REJECT_RESERVE_REPEATED where it is there. */
static zks_status add_known(void **tree, const uint8_t of[32], const char *name)
{
    known *added = malloc(sizeof *added + strlen(name) + 1);
    if (added == NULL)
        return ZKS_ERROR_MEMORY;
    memcpy(added->of, of, sizeof added->of);
    memcpy(added->name, name, strlen(name) + 1);
    known *const *found = tsearch(added, tree, compare_known);
    if (found != NULL && *found == added)
        return ZKS_OK;
    free(added);
    return found == NULL ? ZKS_ERROR_MEMORY : ZKS_REJECT_RESERVE_REPEATED;
}

/* ---- statements ------------------------------------------------------------------------------------------------- */

/* Whether an amount counts units of so many decimals. */
static bool fits(const zks_reserve_holding *holding, unsigned decimals)
{
    unsigned __int128 units;
    if (holding->amount == NULL)
        return holding->decimals == decimals;
    return zks_units_parse(&units, holding->amount, strlen(holding->amount), decimals, ZKS_MAX_BYTES) == ZKS_UNITS_OK;
}

static void add_holding(zks_custody_sum *sum, const zks_reserve_statement *s, const zks_reserve_holding *holding,
                        unsigned decimals, size_t number)
{
    if (sum->unfit == 0 && !fits(holding, decimals))
        sum->unfit = number;
    if (holding->amount == NULL) {
        zks_point point = zks_point_identity;
        zks_point_decode(&point, s->commitments[holding->hidden]);
        zks_point_add(&sum->hidden, &sum->hidden, &point);
        sum->hiding = sum->hiding == 0 ? number : sum->hiding;
        return;
    }
    mpq_t amount;
    mpq_init(amount);
    zks_decimal_to_mpq(amount, holding->amount);
    mpq_add(sum->amount, sum->amount, amount);
    mpq_clear(amount);
}

static void add_statement(reading *r, const zks_reserve_statement *s, size_t number)
{
    const zks_declared_column *column = &r->sums.declared;
    for (size_t i = 0; i < r->sums.member_count; i++) {
        const zks_reserve_holding *holding = zks_reserve_statement_find(s, zks_custody_asset(r->reader, column, i));
        if (holding != NULL)
            add_holding(&r->sums.sums[i], s, holding, zks_custody_decimals(r->reader, column, i), number);
    }
}

/* Neither an account of the key again nor a text: what two keys sign word for word is one holding. */
static zks_status check_new(const reading *r, const zks_reserve_statement *s, const zks_note *note,
                            const zks_note_key *key, const char *where)
{
    uint8_t digest[32];
    zks_status status = add_known(&r->reader->known, key->public_key, s->account);
    if (status == ZKS_REJECT_RESERVE_REPEATED)
        return fault(r, status, "%s%.100s states the account '%.200s' a second time", where, key->name, s->account);
    zks_sha256(digest, &(zks_bytes){note->text, note->text_length}, 1);
    if (status == ZKS_OK)
        status = add_known(&r->reader->known, digest, "");
    if (status == ZKS_REJECT_RESERVE_REPEATED)
        return fault(r, status, "%s%.100s states what a statement before it does, word for word", where, key->name);
    return status;
}

static zks_status check_statement(reading *r, const zks_reserve_statement *s, const zks_note *note, const char *where)
{
    const zks_claim *claim = r->reader->claim;
    size_t signer;
    zks_status status = zks_signed_json_signer(&signer, note, &r->keys, ZKS_REJECT_RESERVE_SIGNATURE, r->report);
    if (status != ZKS_OK)
        return fault_inside(r, status, where);
    const zks_note_key *key = &r->keys.keys[signer];
    r->has_signed[signer] = true;
    if (strcmp(s->holder, claim->issuer) != 0)
        return fault(r, ZKS_REJECT_RESERVE_HOLDER, "%s%.100s states what '%.100s' holds, not the issuer '%.100s'",
                     where, key->name, s->holder, claim->issuer);
    if (!zks_times_are_near(s->time, claim->snapshot, r->custody->age))
        return fault(r, ZKS_REJECT_RESERVE_STALE,
                     "%s%.100s states what was held at %s, more than %" PRIu64 " s from the snapshot, %s", where,
                     key->name, s->time, r->custody->age, claim->snapshot);
    return check_new(r, s, note, key, where);
}

static zks_status read_statement(reading *r, size_t position)
{
    const char *text = r->custody->statements.text[position];
    char where[64];
    snprintf(where, sizeof where, "statements[%zu]: ", position);
    zks_reserve_statement statement = {0};
    zks_note note;
    zks_status status = zks_reserve_statement_read(&statement, &note, text, strlen(text), r->report);
    if (status != ZKS_OK)
        return fault_inside(r, status, where);
    status = check_statement(r, &statement, &note, where);
    if (status == ZKS_OK)
        add_statement(r, &statement, position + 1);
    zks_reserve_statement_clear(&statement);
    return status;
}

/* ---- the element ------------------------------------------------------------------------------------------------ */

static zks_status check_form(reading *r)
{
    const zks_custody *custody = r->custody;
    size_t count = custody->statements.count;
    if (r->element > 0 && strcmp(custody[-1].column, custody->column) >= 0)
        return fault(r, ZKS_REJECT_RESERVE_ENCODING, "not behind the element before it in the order of columns");
    zks_status status = zks_source_keys_read(&r->keys, &custody->keys, ZKS_REJECT_RESERVE_ENCODING, r->report);
    if (status != ZKS_OK)
        return fault_inside(r, status, "");
    if (custody->age > ZKS_SOURCE_MAX_SECONDS)
        return fault(r, ZKS_REJECT_RESERVE_ENCODING, "age: not 0 to 2147483647 seconds");
    if (count < 1 || count > ZKS_SOURCE_MAX_KEYS)
        return fault(r, ZKS_REJECT_RESERVE_ENCODING, "statements: %zu of them, not 1 to %d", count,
                     ZKS_SOURCE_MAX_KEYS);
    return ZKS_OK;
}

static zks_status check_signers(const reading *r)
{
    for (size_t i = 0; i < r->keys.count; i++)
        if (!r->has_signed[i])
            return fault(r, ZKS_REJECT_RESERVE_MISSING, "keys[%zu]: no statement of %.255s", i, r->keys.keys[i].name);
    return ZKS_OK;
}

static zks_status read_element(reading *r)
{
    zks_status status = find_column(r);
    if (status == ZKS_OK)
        status = check_form(r);
    if (status == ZKS_OK)
        status = open_sums(&r->sums, &r->reader->claim->numbers);
    for (size_t i = 0; status == ZKS_OK && i < r->custody->statements.count; i++)
        status = read_statement(r, i);
    return status == ZKS_OK ? check_signers(r) : status;
}

zks_status zks_custody_add_up(zks_custody_sums *sums, zks_custody_reader *reader, size_t element, zks_report *report)
{
    assert(element < reader->claim->sources.custody_count);
    reading r = {
        .reader = reader, .element = element, .custody = &reader->claim->sources.custodies[element], .report = report};
    zks_status status = read_element(&r);
    zks_source_keys_clear(&r.keys);
    if (status == ZKS_OK)
        *sums = r.sums;
    else
        zks_custody_sums_clear(&r.sums);
    return status;
}
