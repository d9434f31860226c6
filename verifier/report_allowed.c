#include "verifier/report_sections.h"

#include "circuits/decimal.h"
#include "verifier/report_charts.h"

#include <stdlib.h>
#include <string.h>

/* One side of a requirement of the pool, for each member of its index: the sum of what is public in it, in the quote
 * currency. So much may stand on the side of what is hidden, and how much does is not said. Drawn where amounts of all
 * members can be compared: in the quote currency, or in units of members that have a field `price`. */
typedef struct {
    const zks_reported *reported;
    zks_requirement requirement;
    const zks_integer_constraint *constraints; /* of the requirement, both sides */
    size_t constraint_count;
    bool reversed;
    const zks_index *index;
    long price; /* the field, -1: in the quote currency already */
    zks_chart_series series;
} allowance;

static long price_of(const zks_index *index)
{
    for (size_t i = 0; i < index->members[0].field_count; i++)
        if (strcmp(index->members[0].fields[i].name, "price") == 0)
            return (long)i;
    return -1;
}

/* Whether a custodian's commitment hides some of what is allowed. */
static bool hides_something(const allowance *a)
{
    const zks_table *pool = a->reported->stated->pool;
    for (size_t i = 0; i < a->constraint_count; i++)
        for (size_t t = 0; t < a->constraints[i].term_count; t++)
            if (pool->columns[a->constraints[i].terms[t].column].kind == ZKS_COLUMN_RESERVE)
                return true;
    return false;
}

static bool is_comparable(allowance *a)
{
    a->price = -1;
    if (a->requirement.scope != ZKS_SCOPE_POOL || a->requirement.over.count != 1 || hides_something(a))
        return false;
    size_t index = a->requirement.over.index[0];
    a->index = &a->reported->stated->statement.claim.numbers.indexes[index];
    if (a->requirement.unit == ZKS_UNIT_MEMBER && a->requirement.unit_index == (long)index &&
        a->index->member_count > 0)
        a->price = price_of(a->index);
    return a->requirement.unit == ZKS_UNIT_QUOTE || a->price >= 0;
}

static bool allocate(zks_chart_series *series, size_t count)
{
    series->names = calloc(count + 1, sizeof *series->names);
    series->texts = calloc(count + 1, sizeof *series->texts);
    series->values = calloc(count + 1, sizeof *series->values);
    return series->names != NULL && series->texts != NULL && series->values != NULL;
}

static void clear(zks_chart_series *series)
{
    for (size_t i = 0; series->texts != NULL && i < series->count; i++)
        free(series->texts[i]);
    free(series->names);
    free(series->texts);
    free(series->values);
}

static bool add(allowance *a, const zks_integer_constraint *constraint)
{
    zks_chart_series *series = &a->series;
    const zks_member *member = &a->index->members[constraint->member];
    mpq_t value, factor;
    mpq_inits(value, factor, NULL);
    mpq_set_z(value, constraint->constant);
    mpq_div(value, value, constraint->scale);
    if (a->price >= 0) {
        zks_decimal_to_mpq(factor, member->fields[a->price].value);
        mpq_mul(value, value, factor);
    }
    series->names[series->count] = member->name;
    series->values[series->count] = mpq_get_d(value);
    unsigned decimals = a->reported->stated->statement.claim.numbers.quote.decimals;
    series->texts[series->count] = zks_decimal_rounded(value, decimals, mpz_fdiv_q);
    mpq_clears(value, factor, NULL);
    return series->texts[series->count++] != NULL;
}

static bool collect(allowance *a)
{
    if (!allocate(&a->series, a->index->member_count))
        return false;
    for (size_t i = 0; i < a->constraint_count && a->series.count < a->index->member_count; i++) {
        const zks_integer_constraint *constraint = &a->constraints[i];
        if (constraint->slack >= 0 && constraint->reversed == a->reversed && !add(a, constraint))
            return false;
    }
    return true;
}

/* Where a number is below zero, or all are zero, the public side demands rather than allows. */
static bool allows_something(const zks_chart_series *series)
{
    bool some = false;
    for (size_t i = 0; i < series->count; i++) {
        if (series->values[i] < 0)
            return false;
        some = some || series->values[i] > 0;
    }
    return some;
}

static void put(zks_html *page, const allowance *a)
{
    zks_html_markup(page, "<h4>");
    zks_html_text(page, a->requirement.name);
    zks_html_markup(page, ", in ");
    zks_html_name(page, a->reported->stated->statement.claim.numbers.quote.name);
    zks_html_markup(page, "%s</h4>\n", a->price >= 0 ? " at the declared price" : "");
    zks_chart_series_put(page, &a->series);
}

static void put_side(zks_html *page, allowance *a, bool reversed, bool *has_head)
{
    a->reversed = reversed;
    a->series = (zks_chart_series){0};
    if (!collect(a))
        page->exhausted = true;
    else if (allows_something(&a->series)) {
        if (!*has_head)
            zks_html_markup(page, "<h3>What the declared numbers allow</h3>\n<p class=\"note\">By each requirement of "
                                  "all accounts together, at most so much of what is hidden. How much there is, nobody "
                                  "learns: these are no totals of the ledger. Rounded down.</p>\n");
        *has_head = true;
        put(page, a);
    }
    clear(&a->series);
}

/* The constraints of the pool's requirements stand in their order, behind those of advice. */
static const zks_integer_constraint *take_constraints(size_t *count, size_t *at, const zks_table *pool, size_t position)
{
    while (*at < pool->constraint_count && pool->constraints[*at].is_bound)
        ++*at;
    const zks_integer_constraint *first = &pool->constraints[*at];
    for (*count = 0; *at < pool->constraint_count && pool->constraints[*at].declared == position; ++*at)
        ++*count;
    return first;
}

void zks_report_put_allowed(zks_html *page, const zks_reported *r)
{
    bool has_head = false;
    size_t at = 0;
    for (size_t i = 0; i < zks_circuit_requirement_count(r->stated->circuit); i++) {
        allowance a = {.reported = r, .requirement = zks_circuit_requirement(r->stated->circuit, i)};
        a.constraints = take_constraints(&a.constraint_count, &at, r->stated->pool, i);
        if (!is_comparable(&a))
            continue;
        put_side(page, &a, false, &has_head);
        put_side(page, &a, true, &has_head);
    }
}
