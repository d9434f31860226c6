/* GMP declares gmp_fprintf where it sees a FILE. */
#include <stdio.h>

#include "numbers_by_hand.h"
#include "table_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static void print_columns(FILE *out, const zks_table *table)
{
    static const char *const kinds[] = {[ZKS_COLUMN_LEDGER] = "",
                                        [ZKS_COLUMN_RESERVE] = "reserve",
                                        [ZKS_COLUMN_ADVICE] = "advice",
                                        [ZKS_COLUMN_HELPER] = "helper"};
    for (size_t i = 0; i < table->column_count; i++) {
        const zks_column *column = &table->columns[i];
        fprintf(out, "%s %u", column->name, column->width);
        if (column->kind != ZKS_COLUMN_SLACK)
            fprintf(out, " .%u %s#%u@%u", column->decimals, kinds[column->kind], column->declared, column->member);
        fputc('\n', out);
    }
}

static void print_constraint(FILE *out, const zks_table *table, const zks_integer_constraint *constraint)
{
    fprintf(out, "%s:", constraint->name);
    for (size_t i = 0; i < constraint->term_count; i++)
        gmp_fprintf(out, " %+Zd*%s", constraint->terms[i].coefficient,
                    table->columns[constraint->terms[i].column].name);
    gmp_fprintf(out, " %+Zd = 0, scale %Qd\n", constraint->constant, constraint->scale);
}

static void print_step(FILE *out, const zks_table *table, const zks_step *step)
{
    static const char *const kinds[] = {[ZKS_STEP_LEAST] = "least",
                                        [ZKS_STEP_LARGEST] = "largest",
                                        [ZKS_STEP_OPEN] = "open",
                                        [ZKS_STEP_ORDER] = "order"};
    fprintf(out, "%s = %s of %zu+%zu", table->columns[step->column].name, kinds[step->kind], step->first, step->count);
    if (step->kind == ZKS_STEP_ORDER)
        fprintf(out, ", rank %zu", step->rank);
    fputc('\n', out);
}

static char *table_text(const zks_table *table)
{
    char *text;
    size_t length;
    FILE *out = open_memstream(&text, &length);
    assert_non_null(out);
    print_columns(out, table);
    for (size_t i = 0; i < table->constraint_count; i++)
        print_constraint(out, table, &table->constraints[i]);
    for (size_t i = 0; i < table->step_count; i++)
        print_step(out, table, &table->steps[i]);
    fclose(out);
    return text;
}

void assert_table(const char *circuit, const char *numbers, zks_scope scope, uint64_t rows, const char *wanted)
{
    zks_table *table = table_by_hand(circuit, numbers, scope, rows);
    char *text = table_text(table);
    assert_string_equal(text, wanted);
    free(text);
    zks_table_free(table);
}
