/* Indexes, public numbers, columns and lets in words. */
#include "circuits/explain.h"
#include "circuits/explain_expression.h"
#include "circuits/people.h"

#include <assert.h>

static const zks_symbol *item(const zks_symbols *symbols, size_t position)
{
    assert(position < symbols->count);
    return symbols->items[position];
}

char *zks_explain_whom(const zks_circuit *circuit, zks_scope scope, zks_dimensions over)
{
    zks_words words;
    zks_words_begin(&words);
    if (words.out != NULL) {
        fputs(scope == ZKS_SCOPE_ACCOUNT ? "every account" : "all accounts together", words.out);
        zks_put_every(words.out, circuit, ", for every ", over.index, over.count);
    }
    return zks_words_end(&words);
}

char *zks_explain_index(const zks_circuit *circuit, size_t index)
{
    const zks_symbol *symbol = item(&circuit->indexes, index);
    zks_words words;
    zks_words_begin(&words);
    if (words.out == NULL)
        return NULL;
    fputs("each", words.out);
    if (symbol->parent >= 0)
        fprintf(words.out, " belongs to one %s and", item(&circuit->indexes, (size_t)symbol->parent)->name);
    fputs(" has a name", words.out);
    if (symbol->has_decimals)
        fputs(", units of its own", words.out);
    for (size_t i = 0; i < symbol->fields.count; i++)
        fprintf(words.out, "%s%s", i == 0 ? ", and the public numbers " : ", ", symbol->fields.items[i]->name);
    return zks_words_end(&words);
}

char *zks_explain_param(const zks_circuit *circuit, size_t param)
{
    const zks_over *over = &item(&circuit->params, param)->over;
    zks_words words;
    zks_words_begin(&words);
    if (words.out != NULL) {
        fputs("a public number", words.out);
        zks_put_every(words.out, circuit, " for every ", over->index, over->count);
    }
    return zks_words_end(&words);
}

char *zks_explain_unit(const zks_circuit *circuit, const zks_declared_column *column)
{
    if (column->unit == ZKS_UNIT_MEMBER)
        return zks_name("units of %s", zks_circuit_index_name(circuit, (size_t)column->unit_index));
    return zks_name("%s", column->unit == ZKS_UNIT_QUOTE ? "quote units" : "number");
}

const char *zks_explain_partner(const zks_circuit *circuit, size_t column)
{
    const zks_symbol *partner = item(&circuit->account_columns, column)->partner;
    return partner != NULL ? partner->name : NULL;
}

size_t zks_explain_let_count(const zks_circuit *circuit)
{
    return circuit->lets.count;
}

zks_declared_let zks_explain_let(const zks_circuit *circuit, size_t let)
{
    static const char *const kinds[] = {
        [ZKS_LET_PUBLIC] = "public", [ZKS_LET_ACCOUNT] = "account", [ZKS_LET_POOL] = "pool"};
    const zks_symbol *symbol = item(&circuit->lets, let);
    zks_declared_let declared = {.name = symbol->name,
                                 .over.count = symbol->over.count,
                                 .kind = kinds[symbol->let->kind],
                                 .text = symbol->let->text};
    for (size_t i = 0; i < symbol->over.count; i++)
        declared.over.index[i] = symbol->over.index[i];
    return declared;
}

char *zks_explain_let_meaning(const zks_circuit *circuit, size_t let)
{
    zks_words words;
    zks_words_begin(&words);
    if (words.out != NULL)
        zks_put_expression(words.out, item(&circuit->lets, let)->let->expression);
    return zks_words_end(&words);
}
