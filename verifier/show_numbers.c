#include "verifier/show_numbers.h"

#include "attestation/index_names.h"
#include "attestation/json.h"
#include "cli/plain.h"
#include "cli/table.h"

#include <stdio.h>
#include <stdlib.h>

/* A number of a member as text, in memory of the table. */
typedef struct {
    char text[12];
} small_number;

static small_number number_text(unsigned number)
{
    small_number n;
    snprintf(n.text, sizeof n.text, "%u", number);
    return n;
}

/* The table of one index: what each member has, parameters and pool columns over it alone included. */
typedef struct {
    const zks_circuit *circuit;
    const zks_numbers *numbers;
    size_t index;
    bool has_parent, has_units;
    const zks_values **values; /* over this index */
    size_t value_count, columns;
    const char **cells, **next;
    small_number (*units)[2]; /* decimals and bytes of each member */
    bool *right;
} index_table;

static void index_table_clear(index_table *t)
{
    free(t->values);
    free(t->cells);
    free(t->units);
    free(t->right);
}

static bool is_over(const index_table *t, zks_dimensions over)
{
    return over.count == 1 && over.index[0] == t->index;
}

static void find_values(index_table *t)
{
    for (size_t i = 0; i < t->numbers->param_count; i++)
        if (is_over(t, zks_circuit_param_dimensions(t->circuit, i)))
            t->values[t->value_count++] = &t->numbers->params[i];
    for (size_t i = 0; i < t->numbers->pool_count; i++)
        if (is_over(t, zks_circuit_pool_column(t->circuit, i).over))
            t->values[t->value_count++] = &t->numbers->pool[i];
}

static bool index_table_make(index_table *t)
{
    size_t members = t->numbers->indexes[t->index].member_count;
    t->has_parent = zks_circuit_index_parent(t->circuit, t->index) >= 0;
    t->has_units = zks_circuit_index_has_decimals(t->circuit, t->index);
    t->values = calloc(t->numbers->param_count + t->numbers->pool_count + 1, sizeof *t->values);
    if (t->values == NULL)
        return false;
    find_values(t);
    size_t parent = t->has_parent ? 1 : 0, units = t->has_units ? 2 : 0;
    t->columns = 1 + parent + units + zks_circuit_field_count(t->circuit, t->index) + t->value_count;
    t->cells = calloc((members + 1) * t->columns, sizeof *t->cells);
    t->units = calloc(members + 1, sizeof *t->units);
    t->right = calloc(t->columns, sizeof *t->right);
    t->next = t->cells;
    return t->cells != NULL && t->units != NULL && t->right != NULL;
}

static void fill_head(index_table *t)
{
    *t->next++ = zks_circuit_index_name(t->circuit, t->index);
    if (t->has_parent)
        *t->next++ = "in";
    if (t->has_units) {
        *t->next++ = "decimals";
        *t->next++ = "bytes";
    }
    for (size_t i = 0; i < zks_circuit_field_count(t->circuit, t->index); i++)
        *t->next++ = zks_circuit_field_name(t->circuit, t->index, i);
    for (size_t i = 0; i < t->value_count; i++)
        *t->next++ = t->values[i]->name;
}

static void fill_member(index_table *t, size_t position)
{
    const zks_member *member = &t->numbers->indexes[t->index].members[position];
    t->units[position][0] = number_text(member->decimals);
    t->units[position][1] = number_text(member->bytes);
    *t->next++ = member->name;
    if (t->has_parent)
        *t->next++ = member->parent;
    if (t->has_units) {
        *t->next++ = t->units[position][0].text;
        *t->next++ = t->units[position][1].text;
    }
    for (size_t i = 0; i < member->field_count; i++)
        *t->next++ = member->fields[i].value;
    for (size_t i = 0; i < t->value_count; i++)
        *t->next++ = t->values[i]->values[position];
}

static bool show_index(const zks_circuit *circuit, const zks_numbers *numbers, size_t index)
{
    index_table t = {.circuit = circuit, .numbers = numbers, .index = index};
    size_t members = numbers->indexes[index].member_count;
    bool shown = index_table_make(&t);
    if (shown) {
        fill_head(&t);
        for (size_t i = 0; i < members; i++)
            fill_member(&t, i);
        for (size_t i = t.has_parent ? 2 : 1; i < t.columns; i++)
            t.right[i] = true;
        putchar('\n');
        shown = zks_cli_table(t.cells, members + 1, t.columns, t.right);
    }
    index_table_clear(&t);
    return shown;
}

static bool show_values(const zks_circuit *circuit, const zks_values *values, zks_dimensions over)
{
    char *names;
    if (!zks_index_names(&names, circuit, &over))
        return false;
    if (over.count == 0)
        printf("%s = %s\n", values->name, values->values[0]);
    else if (over.count > 1)
        printf("%s[%s]: %zu values\n", values->name, names, values->value_count);
    free(names);
    return true;
}

/* For the auditor to compare with the file that is published. */
static void show_digest(const zks_values *param)
{
    char hex[65];
    zks_hex_encode(hex, param->sha256, sizeof param->sha256);
    if (param->dimension_count > 0)
        printf("%s as CSV has the SHA-256 %s\n", param->name, hex);
}

zks_status zks_show_numbers(const zks_circuit *circuit, const zks_numbers *numbers)
{
    printf("\nquote currency: ");
    zks_cli_put_line(stdout, numbers->quote.name);
    printf(", %u decimals, %u bytes\n", numbers->quote.decimals, numbers->quote.bytes);
    bool shown = true;
    for (size_t i = 0; shown && i < numbers->param_count; i++) {
        shown = show_values(circuit, &numbers->params[i], zks_circuit_param_dimensions(circuit, i));
        show_digest(&numbers->params[i]);
    }
    for (size_t i = 0; shown && i < numbers->pool_count; i++)
        shown = show_values(circuit, &numbers->pool[i], zks_circuit_pool_column(circuit, i).over);
    for (size_t i = 0; shown && i < numbers->index_count; i++)
        shown = show_index(circuit, numbers, i);
    return shown ? ZKS_OK : ZKS_ERROR_MEMORY;
}
