#include "circuits/layout.h"

#include "circuits/people.h"

/* The unit of an account or pool column for the members in scope. */
static void set_unit(const zks_compiler *c, const zks_symbol *symbol, zks_column *column)
{
    column->width = ZKS_DEFAULT_BYTES;
    if (symbol->unit != ZKS_UNIT_NONE) {
        const zks_member *owner = &c->numbers->quote;
        if (symbol->unit == ZKS_UNIT_MEMBER)
            owner = &c->numbers->indexes[symbol->unit_index].members[c->evaluation.scope.member[symbol->unit_index]];
        column->decimals = owner->decimals;
        column->width = owner->bytes;
    }
    if (symbol->bytes)
        column->width = symbol->bytes;
}

/* A column for every combination of members of what a symbol is over. */
static bool add_columns(zks_compiler *c, const zks_symbol *symbol, zks_column_kind kind)
{
    zks_in_scope *scope = &c->evaluation.scope;
    zks_walk walk;
    bool ok = true;
    zks_walk_begin(&walk, scope, symbol->over.index, symbol->over.count);
    while (ok && zks_walk_next(&walk)) {
        zks_column column = {.name = zks_name_in_scope(scope, symbol->name, &symbol->over),
                             .kind = kind,
                             .width = 1,
                             .declared = (uint32_t)symbol->position,
                             .member = (uint32_t)zks_combination_in_scope(scope, &symbol->over)};
        if (kind != ZKS_COLUMN_ADVICE)
            set_unit(c, symbol, &column);
        ok = zks_compiler_add_column(c, symbol->place, column);
    }
    zks_walk_end(&walk);
    return ok && zks_evaluation_spend(&c->evaluation, symbol->place, 0);
}

bool zks_layout_accounts(zks_compiler *c)
{
    const zks_symbols *columns = &c->circuit->account_columns, *advice = &c->circuit->advice;
    for (size_t i = 0; i < columns->count; i++) {
        c->first_of_column[i] = (uint32_t)c->table->column_count;
        if (!add_columns(c, columns->items[i], ZKS_COLUMN_LEDGER))
            return false;
    }
    c->table->ledger_count = c->table->column_count;
    for (size_t i = 0; i < advice->count; i++)
        if (advice->items[i]->advice->committed && !zks_layout_advice(c, advice->items[i]->advice))
            return false;
    c->table->committed_count = c->table->column_count;
    return true;
}

/* Least w with rows * (256^width - 1) < 256^w. */
static unsigned total_width(uint64_t rows, unsigned width)
{
    mpz_t largest;
    mpz_init(largest);
    mpz_ui_pow_ui(largest, 256, width);
    mpz_sub_ui(largest, largest, 1);
    mpz_mul_ui(largest, largest, rows);
    unsigned bytes = (unsigned)((mpz_sizeinbase(largest, 2) + 7) / 8);
    mpz_clear(largest);
    return bytes;
}

static bool check_width(zks_compiler *c, zks_place place, const char *name, size_t width)
{
    return width <= ZKS_MAX_WIDTH ||
           ZKS_COMPILER_FAIL(c, place,
                             "'%s' would have to hold numbers of %zu bytes; a column has at most %d\n"
                             "use narrower columns or fewer decimals, or write 'bytes' after the name",
                             name, width, ZKS_MAX_WIDTH);
}

bool zks_layout_totals(zks_compiler *c, const zks_compiler *accounts, uint64_t rows)
{
    const zks_table *from = accounts->table;
    for (size_t i = 0; i < c->circuit->account_columns.count; i++)
        c->first_of_column[i] = accounts->first_of_column[i];
    for (size_t i = 0; i < c->circuit->advice.count; i++)
        c->first_of_advice[i] = accounts->first_of_advice[i];
    for (size_t i = 0; i < from->committed_count; i++) {
        zks_column column = from->columns[i];
        column.name = zks_name("total(%s)", from->columns[i].name);
        column.width = total_width(rows, column.width);
        zks_place place = zks_declared_as(c, &column)->place;
        if (!zks_compiler_add_column(c, place, column) || !check_width(c, place, column.name, column.width))
            return false;
    }
    c->table->ledger_count = from->ledger_count;
    c->table->committed_count = from->committed_count;
    return true;
}

bool zks_layout_reserves(zks_compiler *c)
{
    const zks_symbols *columns = &c->circuit->pool_columns;
    size_t first = c->table->column_count;
    for (size_t i = 0; i < columns->count; i++) {
        c->first_of_pool_column[i] = (uint32_t)c->table->column_count;
        if (c->numbers->pool[i].committed && !add_columns(c, columns->items[i], ZKS_COLUMN_RESERVE))
            return false;
    }
    c->table->external_count = c->table->column_count - first;
    return true;
}

bool zks_layout_advice(zks_compiler *c, const zks_advice_item *item)
{
    c->first_of_advice[item->symbol->position] = (uint32_t)c->table->column_count;
    return add_columns(c, item->symbol, ZKS_COLUMN_ADVICE);
}

uint32_t zks_advice_column(const zks_compiler *c, const zks_symbol *symbol)
{
    return c->first_of_advice[symbol->position] +
           (uint32_t)zks_combination_in_scope(&c->evaluation.scope, &symbol->over);
}

bool zks_layout_set_unit(zks_compiler *c, zks_place place, uint32_t column, const zks_extent *extent, unsigned bytes)
{
    zks_column *out = &c->table->columns[column];
    size_t width = bytes ? bytes : zks_extent_width(extent);
    out->decimals = extent->decimals;
    if (!check_width(c, place, out->name, width))
        return false;
    out->width = (unsigned)width;
    return true;
}

bool zks_layout_add_helper(zks_compiler *c, const zks_advice_item *item, zks_place place, char *name,
                           const zks_extent *extent)
{
    zks_column column = {.name = name, .kind = ZKS_COLUMN_HELPER, .declared = (uint32_t)item->symbol->position};
    uint32_t position = (uint32_t)c->table->column_count;
    return zks_compiler_add_column(c, place, column) && zks_layout_set_unit(c, place, position, extent, 0);
}
