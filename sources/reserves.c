#include "sources/reserves.h"

#include "attestation/text.h"
#include "circuits/decimal.h"
#include "crypto/generators.h"
#include "crypto/msm.h"
#include "sources/custody.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PUBLIC_BYTES = ZKS_MAX_BYTES + 1 }; /* of what statements say of a hidden column as numbers, together */

void zks_reserves_clear(zks_reserves *reserves)
{
    free(reserves->commitments);
    *reserves = (zks_reserves){0};
}

/* ---- the check -------------------------------------------------------------------------------------------------- */

typedef struct {
    zks_custody_reader reader;
    size_t *first; /* by pool column: its first reserve commitment */
    zks_reserves out;
    zks_fixed_base *r; /* multiples of the generator R */
    zks_report *report;
} checking;

static const zks_values *pool_of(const checking *c, size_t column)
{
    return &c->reader.claim->numbers.pool[column];
}

static bool has_element(const zks_sources *sources, const char *column)
{
    for (size_t i = 0; i < sources->custody_count; i++)
        if (strcmp(sources->custodies[i].column, column) == 0)
            return true;
    return false;
}

static zks_status check_committed(const checking *c)
{
    const zks_claim *claim = c->reader.claim;
    for (size_t i = 0; i < claim->numbers.pool_count; i++) {
        const zks_values *values = pool_of(c, i);
        if (!values->committed || has_element(&claim->sources, values->name))
            continue;
        zks_report_detail(c->report, "pool.%.64s: committed, and no element of reserves is about it", values->name);
        return ZKS_REJECT_RESERVE_MISSING;
    }
    return ZKS_OK;
}

static size_t member_count(const checking *c, size_t column)
{
    zks_dimensions over = zks_circuit_pool_column(c->reader.circuit, column).over;
    return over.count == 0 ? 1 : c->reader.claim->numbers.indexes[over.index[0]].member_count;
}

/* Numbers the reserve commitments. */
static bool open_commitments(checking *c)
{
    size_t columns = c->reader.claim->numbers.pool_count;
    c->first = calloc(columns + 1, sizeof *c->first);
    if (c->first == NULL)
        return false;
    for (size_t i = 0; i < columns; i++) {
        c->first[i] = c->out.count;
        c->out.count += pool_of(c, i)->committed ? member_count(c, i) : 0;
    }
    if (c->out.count == 0)
        return true;
    zks_point r;
    zks_generators_derive(&r, ZKS_GENERATOR_R, 0, 1, 1);
    c->out.commitments = calloc(c->out.count, sizeof *c->out.commitments);
    c->r = zks_fixed_base_new(&r, PUBLIC_BYTES);
    return c->out.commitments != NULL && c->r != NULL;
}

/* Adds what is stated as numbers to what is hidden: at most 64 integers of the column's unit, each below 256^16. */
static void add_public(const checking *c, zks_custody_sum *sum, unsigned decimals)
{
    uint8_t bytes[PUBLIC_BYTES] = {0};
    mpz_t units;
    mpz_init(units);
    mpz_ui_pow_ui(units, 10, decimals);
    mpz_divexact(units, units, mpq_denref(sum->amount));
    mpz_mul(units, units, mpq_numref(sum->amount));
    assert(mpz_sizeinbase(units, 2) <= 8 * sizeof bytes);
    mpz_export(bytes, NULL, -1, 1, 0, 0, units);
    mpz_clear(units);
    zks_fixed_base_add_bytes_var(&sum->hidden, c->r, bytes, sizeof bytes);
}

static const zks_custody *element_at(const checking *c, size_t element)
{
    return &c->reader.claim->sources.custodies[element];
}

/* What is wrong with what the statement of this number, from 1 on, says of a member. */
static zks_status fault(const checking *c, size_t element, const zks_custody_sums *sums, size_t member, size_t number,
                        const char *what)
{
    return zks_custody_fault(element_at(c, element), element, ZKS_REJECT_RESERVE_VALUE, c->report,
                             "statements[%zu]: what is held of %.64s %s", number - 1,
                             zks_custody_asset(&c->reader, &sums->declared, member), what);
}

static zks_status report_difference(const checking *c, size_t element, const zks_custody_sums *sums, size_t member)
{
    char *sum = zks_decimal_from_rational(sums->sums[member].amount);
    if (sum == NULL)
        return ZKS_ERROR_MEMORY;
    zks_custody_fault(element_at(c, element), element, ZKS_REJECT_RESERVE_VALUE, c->report,
                      "%.64s: stated as %.64s; the custodians' sum is %.64s",
                      zks_custody_asset(&c->reader, &sums->declared, member), pool_of(c, sums->column)->values[member],
                      sum);
    free(sum);
    return ZKS_REJECT_RESERVE_VALUE;
}

static zks_status compare_value(const checking *c, size_t element, const zks_custody_sums *sums, size_t member)
{
    const zks_custody_sum *sum = &sums->sums[member];
    if (sum->hiding != 0)
        return fault(c, element, sums, member, sum->hiding, "is hidden, and the pool states it");
    mpq_t stated;
    mpq_init(stated);
    zks_decimal_to_mpq(stated, pool_of(c, sums->column)->values[member]);
    bool is_equal = mpq_equal(stated, sum->amount);
    mpq_clear(stated);
    return is_equal ? ZKS_OK : report_difference(c, element, sums, member);
}

static zks_status compare_values(const checking *c, size_t element, const zks_custody_sums *sums)
{
    zks_status status = ZKS_OK;
    for (size_t i = 0; status == ZKS_OK && i < sums->member_count; i++)
        status = compare_value(c, element, sums, i);
    return status;
}

static zks_status report_unfit(const checking *c, size_t element, const zks_custody_sums *sums, size_t member,
                               unsigned decimals)
{
    char what[128];
    snprintf(what, sizeof what, "does not fit the column's unit, of %u decimals and below 256^%d", decimals,
             ZKS_MAX_BYTES);
    return fault(c, element, sums, member, sums->sums[member].unfit, what);
}

static zks_status commit(const checking *c, size_t element, const zks_custody_sums *sums)
{
    zks_point *points = calloc(sums->member_count + 1, sizeof *points);
    if (points == NULL)
        return ZKS_ERROR_MEMORY;
    zks_status status = ZKS_OK;
    for (size_t i = 0; status == ZKS_OK && i < sums->member_count; i++) {
        zks_custody_sum *sum = &sums->sums[i];
        unsigned decimals = zks_custody_decimals(&c->reader, &sums->declared, i);
        if (sum->unfit != 0)
            status = report_unfit(c, element, sums, i, decimals);
        else
            add_public(c, sum, decimals);
        points[i] = sum->hidden;
    }
    if (status == ZKS_OK && sums->member_count > 0)
        zks_encode_batch(c->out.commitments[c->first[sums->column]], points, sums->member_count);
    free(points);
    return status;
}

static zks_status check_element(checking *c, size_t element)
{
    zks_custody_sums sums = {0};
    zks_status status = zks_custody_add_up(&sums, &c->reader, element, c->report);
    if (status == ZKS_OK)
        status = pool_of(c, sums.column)->committed ? commit(c, element, &sums) : compare_values(c, element, &sums);
    zks_custody_sums_clear(&sums);
    return status;
}

zks_status zks_reserves_check(zks_reserves *reserves, const zks_claim *claim, const zks_circuit *circuit,
                              zks_report *report)
{
    checking c = {.reader = {.claim = claim, .circuit = circuit}, .report = report};
    zks_status status = check_committed(&c);
    if (status == ZKS_OK && !open_commitments(&c))
        status = ZKS_ERROR_MEMORY;
    for (size_t i = 0; status == ZKS_OK && i < claim->sources.custody_count; i++)
        status = check_element(&c, i);
    zks_custody_reader_clear(&c.reader);
    zks_fixed_base_free(c.r);
    free(c.first);
    if (status == ZKS_OK)
        *reserves = c.out;
    else
        zks_reserves_clear(&c.out);
    return status;
}

/* ---- whose the keys are ----------------------------------------------------------------------------------------- */

static zks_status check_keys(const zks_sources *sources, size_t element, const zks_note_key *trusted, size_t count,
                             zks_report *report)
{
    const zks_custody *custody = &sources->custodies[element];
    for (size_t i = 0; i < custody->keys.count; i++)
        if (!zks_source_key_is_trusted(custody->keys.text[i], trusted, count))
            return zks_custody_fault(custody, element, ZKS_REJECT_RESERVE_UNTRUSTED, report,
                                     "keys[%zu]: '%.320s' is not trusted", i, custody->keys.text[i]);
    return ZKS_OK;
}

zks_status zks_reserves_are_trusted(const zks_claim *claim, const zks_note_key *trusted, size_t count,
                                    zks_report *report)
{
    zks_status status = ZKS_OK;
    for (size_t i = 0; i < claim->numbers.pool_count; i++)
        if (!has_element(&claim->sources, claim->numbers.pool[i].name)) {
            zks_report_detail(report, "pool.%.64s: declared by the issuer alone", claim->numbers.pool[i].name);
            return ZKS_REJECT_RESERVE_UNTRUSTED;
        }
    for (size_t i = 0; status == ZKS_OK && i < claim->sources.custody_count; i++)
        status = check_keys(&claim->sources, i, trusted, count, report);
    return status;
}

/* ---- stating ---------------------------------------------------------------------------------------------------- */

static bool is_hidden(const zks_custody_sums *sums)
{
    for (size_t i = 0; i < sums->member_count; i++)
        if (sums->sums[i].hiding != 0)
            return true;
    return false;
}

static bool copy_sums(zks_values *values, const zks_custody_sums *sums)
{
    values->dimension_count = sums->declared.over.count;
    values->dimensions[0] = sums->declared.over.count == 0 ? 0 : sums->member_count;
    values->values = calloc(sums->member_count + 1, sizeof *values->values);
    bool memory = values->values != NULL;
    for (; memory && values->value_count < sums->member_count; values->value_count++) {
        values->values[values->value_count] = zks_decimal_from_rational(sums->sums[values->value_count].amount);
        memory = values->values[values->value_count] != NULL;
    }
    return memory;
}

/* A sum may have a digit more than its summands. */
static zks_status check_lengths(const zks_values *values, zks_report *report)
{
    for (size_t i = 0; i < values->value_count; i++)
        if (strlen(values->values[i]) > ZKS_DECIMAL_MAX) {
            zks_report_detail(report, "pool.%.64s: a sum of statements has more than %d characters", values->name,
                              ZKS_DECIMAL_MAX);
            return ZKS_REJECT_RESERVE_VALUE;
        }
    return ZKS_OK;
}

static zks_status add_column(zks_numbers *numbers, const zks_custody_sums *sums, zks_report *report)
{
    zks_values *pool = realloc(numbers->pool, (numbers->pool_count + 1) * sizeof *pool);
    if (pool == NULL)
        return ZKS_ERROR_MEMORY;
    numbers->pool = pool;
    zks_values *values = &pool[numbers->pool_count++];
    *values = (zks_values){.name = strdup(sums->declared.name), .committed = is_hidden(sums)};
    if (values->name == NULL || (!values->committed && !copy_sums(values, sums)))
        return ZKS_ERROR_MEMORY;
    return check_lengths(values, report);
}

zks_status zks_reserves_state(zks_numbers *numbers, const zks_claim *claim, const zks_circuit *circuit,
                              zks_report *report)
{
    zks_custody_reader reader = {.claim = claim, .circuit = circuit};
    zks_status status = ZKS_OK;
    for (size_t i = 0; status == ZKS_OK && i < claim->sources.custody_count; i++) {
        zks_custody_sums sums = {0};
        status = zks_custody_add_up(&sums, &reader, i, report);
        if (status == ZKS_OK)
            status = add_column(numbers, &sums, report);
        zks_custody_sums_clear(&sums);
    }
    zks_custody_reader_clear(&reader);
    return status;
}
