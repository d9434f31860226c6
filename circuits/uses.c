#include "circuits/uses.h"

#include <stdlib.h>

size_t zks_columns_before_slacks(const zks_table *table)
{
    size_t count = table->column_count;
    while (count > 0 && table->columns[count - 1].kind == ZKS_COLUMN_SLACK)
        count--;
    return count;
}

/* Count, prefix sums, fill. */
bool zks_uses_fill(zks_table *table)
{
    size_t columns = zks_columns_before_slacks(table), uses = 0;
    size_t *next = table->first_use = calloc(columns + 2, sizeof *table->first_use);
    if (!next)
        return false;
    for (size_t i = 0; i < table->constraint_count; i++)
        for (size_t t = 0; t < table->constraints[i].term_count; t++)
            if (table->constraints[i].terms[t].column < columns) {
                next[table->constraints[i].terms[t].column + 2]++;
                uses++;
            }
    table->uses = malloc((uses + 1) * sizeof *table->uses);
    if (!table->uses)
        return false;
    for (size_t column = 2; column < columns + 2; column++)
        next[column] += next[column - 1];
    /* next[a + 1] is where column a's next use goes, and ends as where column a + 1 begins. */
    for (size_t i = 0; i < table->constraint_count; i++)
        for (size_t t = 0; t < table->constraints[i].term_count; t++) {
            const zks_integer_term *term = &table->constraints[i].terms[t];
            if (term->column < columns)
                table->uses[next[term->column + 1]++] = (zks_use){i, term};
        }
    return true;
}
