#include "circuits/table.h"

#include "circuits/constraint.h"
#include "circuits/system.h"

#include <assert.h>
#include <stdlib.h>

void zks_table_free(zks_table *table)
{
    if (!table)
        return;
    for (size_t i = 0; i < table->column_count; i++)
        free(table->columns[i].name);
    for (size_t i = 0; i < table->constraint_count; i++)
        zks_constraint_clear(&table->constraints[i]);
    free(table->columns);
    free(table->constraints);
    free(table->first_use);
    free(table->uses);
    zks_system_clear(&table->system);
    free(table);
}

void zks_table_evaluate(const zks_table *table, const zks_value *values, size_t count, mpz_t *results)
{
    for (size_t i = 0; i < table->constraint_count; i++)
        mpz_set(results[i], table->constraints[i].constant);
    for (size_t i = 0; i < count; i++) {
        uint32_t column = values[i].column;
        assert(column < table->committed_count);
        mpz_t value;
        mpz_roinit_n(value, values[i].limb, 4);
        for (size_t use = table->first_use[column]; use < table->first_use[column + 1]; use++)
            mpz_addmul(results[table->uses[use].constraint], table->uses[use].term->coefficient, value);
    }
}
