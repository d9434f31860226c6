#include "circuits/table.h"

#include "circuits/constraint.h"
#include "circuits/system.h"

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
    free(table->steps);
    free(table->first_use);
    free(table->uses);
    zks_system_clear(&table->system);
    free(table);
}
