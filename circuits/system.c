#include "circuits/system.h"

#include <assert.h>
#include <stdlib.h>

static void scalar_from_integer(zks_scalar *out, const mpz_t integer)
{
    uint8_t bytes[ZKS_SCALAR_BYTES] = {0};
    assert(mpz_sizeinbase(integer, 2) <= 8 * sizeof bytes);
    mpz_export(bytes, NULL, -1, 1, 0, 0, integer);
    zks_scalar_from_bytes(out, bytes, sizeof bytes);
    if (mpz_sgn(integer) < 0)
        zks_scalar_neg(out, out);
}

static void fill_columns(zks_system *system, const zks_table *table)
{
    for (size_t i = 0; i < table->column_count; i++) {
        system->width[i] = (uint8_t)table->columns[i].width;
        system->first_cell[i] = (uint32_t)system->cells;
        system->cells += table->columns[i].width;
    }
}

static void fill_constraints(zks_system *system, const zks_table *table)
{
    for (size_t c = 0; c < table->constraint_count; c++) {
        const zks_integer_constraint *from = &table->constraints[c];
        zks_constraint *to = &system->constraints[c];
        *to = (zks_constraint){.first_term = system->term_count, .term_count = from->term_count};
        scalar_from_integer(&to->constant, from->constant);
        for (size_t i = 0; i < from->term_count; i++) {
            zks_term *term = &system->terms[system->term_count++];
            term->column = from->terms[i].column;
            scalar_from_integer(&term->coefficient, from->terms[i].coefficient);
        }
    }
}

bool zks_system_fill(zks_table *table)
{
    zks_system *system = &table->system;
    size_t terms = 0;
    for (size_t c = 0; c < table->constraint_count; c++)
        terms += table->constraints[c].term_count;
    *system = (zks_system){.columns = table->column_count,
                           .committed = table->committed_count,
                           .external = table->external_count,
                           .constraint_count = table->constraint_count};
    system->width = calloc(system->columns + 1, sizeof *system->width);
    system->first_cell = calloc(system->columns + 1, sizeof *system->first_cell);
    system->constraints = calloc(system->constraint_count + 1, sizeof *system->constraints);
    system->terms = calloc(terms + 1, sizeof *system->terms);
    if (!system->width || !system->first_cell || !system->constraints || !system->terms)
        return false;
    fill_columns(system, table);
    fill_constraints(system, table);
    return true;
}

void zks_system_clear(zks_system *system)
{
    free(system->width);
    free(system->first_cell);
    free(system->constraints);
    free(system->terms);
    *system = (zks_system){0};
}
