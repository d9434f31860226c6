#include "verifier/index_table.h"

#include <stdio.h>
#include <stdlib.h>

/* A table on its way. */
typedef struct {
    const zks_circuit *circuit;
    const zks_numbers *numbers;
    size_t index;
    bool has_parent, has_units;
    const zks_values **values; /* over this index */
    size_t value_count;
    zks_index_table *table;
    const char **next; /* cell */
    char (*next_unit)[12];
} maker;

static bool is_over(const maker *m, zks_dimensions over)
{
    return over.count == 1 && over.index[0] == m->index;
}

static void find_values(maker *m)
{
    for (size_t i = 0; i < m->numbers->param_count; i++)
        if (is_over(m, zks_circuit_param_dimensions(m->circuit, i)))
            m->values[m->value_count++] = &m->numbers->params[i];
    for (size_t i = 0; i < m->numbers->pool_count; i++)
        if (!m->numbers->pool[i].committed && is_over(m, zks_circuit_pool_column(m->circuit, i).over))
            m->values[m->value_count++] = &m->numbers->pool[i];
}

static bool allocate(maker *m)
{
    zks_index_table *t = m->table;
    t->rows = m->numbers->indexes[m->index].member_count + 1;
    t->text_columns = m->has_parent ? 2 : 1;
    t->columns =
        t->text_columns + (m->has_units ? 2 : 0) + zks_circuit_field_count(m->circuit, m->index) + m->value_count;
    t->cells = calloc(t->rows * t->columns, sizeof *t->cells);
    t->units = calloc(2 * t->rows, sizeof *t->units);
    t->right = calloc(t->columns, sizeof *t->right);
    m->next = t->cells;
    m->next_unit = t->units;
    return t->cells != NULL && t->units != NULL && t->right != NULL;
}

static void fill_head(maker *m)
{
    *m->next++ = zks_circuit_index_name(m->circuit, m->index);
    if (m->has_parent)
        *m->next++ = "in";
    if (m->has_units) {
        *m->next++ = "decimals";
        *m->next++ = "bytes";
    }
    for (size_t i = 0; i < zks_circuit_field_count(m->circuit, m->index); i++)
        *m->next++ = zks_circuit_field_name(m->circuit, m->index, i);
    for (size_t i = 0; i < m->value_count; i++)
        *m->next++ = m->values[i]->name;
}

static const char *unit_text(maker *m, unsigned number)
{
    snprintf(*m->next_unit, sizeof *m->next_unit, "%u", number);
    return *m->next_unit++;
}

static void fill_member(maker *m, size_t position)
{
    const zks_member *member = &m->numbers->indexes[m->index].members[position];
    *m->next++ = member->name;
    if (m->has_parent)
        *m->next++ = member->parent;
    if (m->has_units) {
        *m->next++ = unit_text(m, member->decimals);
        *m->next++ = unit_text(m, member->bytes);
    }
    for (size_t i = 0; i < member->field_count; i++)
        *m->next++ = member->fields[i].value;
    for (size_t i = 0; i < m->value_count; i++)
        *m->next++ = m->values[i]->values[position];
}

bool zks_index_table_make(zks_index_table *table, const zks_circuit *circuit, const zks_numbers *numbers, size_t index)
{
    maker m = {.circuit = circuit,
               .numbers = numbers,
               .index = index,
               .has_parent = zks_circuit_index_parent(circuit, index) >= 0,
               .has_units = zks_circuit_index_has_decimals(circuit, index),
               .values = calloc(numbers->param_count + numbers->pool_count + 1, sizeof *m.values),
               .table = table};
    bool made = m.values != NULL;
    if (made)
        find_values(&m);
    made = made && allocate(&m);
    if (made) {
        fill_head(&m);
        for (size_t i = 0; i + 1 < table->rows; i++)
            fill_member(&m, i);
        for (size_t i = table->text_columns; i < table->columns; i++)
            table->right[i] = true;
    }
    free(m.values);
    return made;
}

void zks_index_table_clear(zks_index_table *table)
{
    free(table->cells);
    free(table->units);
    free(table->right);
    *table = (zks_index_table){0};
}
