#include "cut.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static size_t find_index(const zks_circuit *circuit, const char *name)
{
    for (size_t i = 0; i < zks_circuit_index_count(circuit); i++)
        if (strcmp(zks_circuit_index_name(circuit, i), name) == 0)
            return i;
    fail_msg("no index %s", name);
    return 0;
}

/* The position among the members of `index` in a combination of members of `over`, the last index running fastest. */
static size_t member_of(const zks_numbers *numbers, const zks_dimensions *over, size_t combination, size_t position)
{
    for (size_t i = over->count - 1; i > position; i--)
        combination /= numbers->indexes[over->index[i]].member_count;
    return combination % numbers->indexes[over->index[position]].member_count;
}

typedef struct {
    size_t index, first, count;
} cut;

static bool stays(const cut *c, size_t member)
{
    return member >= c->first && member - c->first < c->count;
}

/* While the index still has all members. */
static void cut_values(const zks_numbers *numbers, zks_values *values, zks_dimensions over, const cut *c)
{
    for (size_t i = 0; i < over.count; i++) {
        if (over.index[i] != c->index)
            continue;
        size_t kept = 0;
        for (size_t v = 0; v < values->value_count; v++)
            if (stays(c, member_of(numbers, &over, v, i)))
                values->values[kept++] = values->values[v];
            else
                free(values->values[v]);
        values->value_count = kept;
        values->dimensions[i] = c->count;
    }
}

/* What is dropped goes as numbers of its own go. */
static void drop_members(zks_index *index, const cut *c)
{
    zks_numbers dropped = {.index_count = 1, .indexes = calloc(1, sizeof *dropped.indexes)};
    assert_non_null(dropped.indexes);
    zks_index *out = dropped.indexes;
    out->members = calloc(index->member_count, sizeof *out->members);
    assert_non_null(out->members);
    size_t kept = 0;
    for (size_t m = 0; m < index->member_count; m++)
        if (stays(c, m))
            index->members[kept++] = index->members[m];
        else
            out->members[out->member_count++] = index->members[m];
    index->member_count = kept;
    zks_numbers_clear(&dropped);
}

void cut_members(zks_numbers *numbers, const zks_circuit *circuit, const char *index, size_t first, size_t count)
{
    const cut c = {find_index(circuit, index), first, count};
    assert_true(count >= 1 && first + count <= numbers->indexes[c.index].member_count);
    for (size_t i = 0; i < numbers->index_count; i++)
        assert_int_not_equal(zks_circuit_index_parent(circuit, i), c.index);
    for (size_t i = 0; i < numbers->param_count; i++)
        cut_values(numbers, &numbers->params[i], zks_circuit_param_dimensions(circuit, i), &c);
    for (size_t i = 0; i < numbers->pool_count; i++)
        cut_values(numbers, &numbers->pool[i], zks_circuit_pool_column(circuit, i).over, &c);
    drop_members(&numbers->indexes[c.index], &c);
}

void set_param(zks_numbers *numbers, const char *param, const char *value)
{
    size_t i = 0;
    while (i < numbers->param_count && strcmp(numbers->params[i].name, param) != 0)
        i++;
    assert_true(i < numbers->param_count && numbers->params[i].dimension_count == 0);
    free(numbers->params[i].values[0]);
    numbers->params[i].values[0] = strdup(value);
    assert_non_null(numbers->params[i].values[0]);
}

void commit_pool_column(zks_numbers *numbers, const char *column)
{
    size_t i = 0;
    while (i < numbers->pool_count && strcmp(numbers->pool[i].name, column) != 0)
        i++;
    assert_true(i < numbers->pool_count);
    numbers->pool[i].committed = true;
}
