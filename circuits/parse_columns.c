/* Indexes, parameters, columns. */
#include "circuits/parse_items.h"

static bool parse_field(zks_parser *p, zks_symbol *index)
{
    zks_word word = p->token.word;
    if (zks_parser_accept(p, ZKS_TOKEN_DECIMALS)) {
        if (index->has_decimals)
            return ZKS_PARSER_FAIL(p, word.place, "'decimals' is listed already");
        index->has_decimals = true;
        return true;
    }
    if (!zks_parser_expect_name(p, &word, "the name of a field"))
        return false;
    if (zks_word_is(word, "name"))
        return ZKS_PARSER_FAIL(p, word.place, "'name' is what every member has already\ncall the field otherwise");
    if (index->fields.count == ZKS_MAX_FIELDS)
        return ZKS_PARSER_FAIL(p, word.place, "an index has at most %d fields", ZKS_MAX_FIELDS);
    zks_symbol *field = zks_parser_declare(p, &index->fields, ZKS_SYMBOL_FIELD, word);
    if (!field)
        return false;
    field->over.count = 1;
    field->over.index[0] = index->position;
    field->is_wrong = false;
    return true;
}

bool zks_parse_index(zks_parser *p)
{
    zks_word word;
    if (!zks_parser_expect_name(p, &word, "the name of an index"))
        return false;
    zks_symbol *index = zks_parser_declare(p, &p->circuit->indexes, ZKS_SYMBOL_INDEX, word);
    if (!index)
        return false;
    index->is_wrong = false;
    if (zks_parser_accept(p, ZKS_TOKEN_IN) && !zks_parser_expect_name(p, &index->parent_word, "the name of an index"))
        return false;
    if (!zks_parser_accept(p, ZKS_TOKEN_OPEN_BRACE))
        return zks_parser_expected(p, "'{'",
                                   zks_parser_at(p, ZKS_TOKEN_OF) ? "write 'in' before the name of the parent"
                                                                  : "write '{ }' where members have no fields");
    if (zks_parser_accept(p, ZKS_TOKEN_CLOSE_BRACE))
        return true;
    do {
        if (!parse_field(p, index))
            return false;
    } while (zks_parser_accept(p, ZKS_TOKEN_COMMA));
    return zks_parser_accept(p, ZKS_TOKEN_CLOSE_BRACE) || zks_parser_expected(p, "',' or '}'", "");
}

zks_symbol *zks_parse_column(zks_parser *p, zks_symbols *list, zks_symbol_kind kind, const char *what)
{
    zks_word word;
    zks_over over = {0};
    if (!zks_parser_expect_name(p, &word, what))
        return NULL;
    zks_symbol *column = zks_parser_declare(p, list, kind, word);
    if (!column || !zks_parse_over(p, &over))
        return NULL;
    column->over = over;
    return column;
}

bool zks_parse_params(zks_parser *p)
{
    do {
        zks_symbol *param = zks_parse_column(p, &p->circuit->params, ZKS_SYMBOL_PARAM, "the name of a parameter");
        if (!param)
            return false;
        param->is_wrong = false;
    } while (zks_parser_accept(p, ZKS_TOKEN_COMMA));
    return true;
}

static bool at_unit(const zks_parser *p)
{
    return zks_parser_at(p, ZKS_TOKEN_UNITS) || zks_parser_at(p, ZKS_TOKEN_QUOTE) ||
           zks_parser_at(p, ZKS_TOKEN_INTEGER);
}

/* units of INDEX | quote units | integer */
static bool parse_unit(zks_parser *p, zks_symbol *column)
{
    if (zks_parser_accept(p, ZKS_TOKEN_UNITS)) {
        column->unit = ZKS_UNIT_MEMBER;
        return zks_parser_expect(p, ZKS_TOKEN_OF) &&
               zks_parser_expect_name(p, &column->unit_word, "the name of an index");
    }
    if (zks_parser_accept(p, ZKS_TOKEN_QUOTE)) {
        column->unit = ZKS_UNIT_QUOTE;
        return zks_parser_expect(p, ZKS_TOKEN_UNITS);
    }
    column->unit = ZKS_UNIT_NONE;
    return zks_parser_accept(p, ZKS_TOKEN_INTEGER) ||
           zks_parser_expected(p, "'units of' and an index, 'quote units' or 'integer'", "");
}

static bool expect_colon(zks_parser *p)
{
    return zks_parser_accept(p, ZKS_TOKEN_COLON) ||
           zks_parser_expected(p, "':' and a unit", "write ': units of' and an index, ': quote units' or ': integer'");
}

/* The unit and width after ':', for all columns from `first` on. */
static bool parse_type(zks_parser *p, size_t first)
{
    zks_symbol type = {0};
    if (!expect_colon(p) || !parse_unit(p, &type))
        return false;
    if (zks_parser_accept(p, ZKS_TOKEN_COMMA) &&
        !(zks_parser_expect(p, ZKS_TOKEN_BYTES) && zks_parser_expect_bytes(p, &type.bytes)))
        return false;
    const zks_symbols *columns = &p->circuit->account_columns;
    for (size_t i = first; i < columns->count; i++) {
        columns->items[i]->unit = type.unit;
        columns->items[i]->unit_word = type.unit_word;
        columns->items[i]->bytes = type.bytes;
        columns->items[i]->is_wrong = false;
    }
    return true;
}

static zks_symbol *parse_account_column(zks_parser *p)
{
    return zks_parse_column(p, &p->circuit->account_columns, ZKS_SYMBOL_ACCOUNT_COLUMN, "the name of a column");
}

bool zks_parse_account_columns(zks_parser *p)
{
    size_t first = p->circuit->account_columns.count;
    do {
        if (!parse_account_column(p))
            return false;
    } while (zks_parser_accept(p, ZKS_TOKEN_COMMA));
    return parse_type(p, first);
}

bool zks_parse_pair(zks_parser *p)
{
    size_t first = p->circuit->account_columns.count;
    zks_symbol *long_leg = parse_account_column(p);
    if (!long_leg || !zks_parser_expect(p, ZKS_TOKEN_COMMA))
        return false;
    zks_symbol *short_leg = parse_account_column(p);
    if (!short_leg)
        return false;
    if (zks_parser_at(p, ZKS_TOKEN_COMMA))
        return ZKS_PARSER_FAIL(p, p->token.word.place,
                               "a pair has two columns, the long and the short one\nwrite another 'account pair'");
    long_leg->partner = short_leg;
    short_leg->partner = long_leg;
    return parse_type(p, first);
}

/* public | public or committed. `or` is a word only here; elsewhere it is a name. */
static bool parse_publicity(zks_parser *p, zks_symbol *column)
{
    static const char either[] = "write 'public', or 'public or committed'";
    if (!zks_parser_accept(p, ZKS_TOKEN_PUBLIC))
        return zks_parser_expected(p, "'public'", zks_parser_at(p, ZKS_TOKEN_COMMITTED) ? either : "");
    if (zks_parser_at(p, ZKS_TOKEN_COMMITTED))
        return zks_parser_expected(p, "'or'", either);
    if (!zks_parser_at_word(p, "or"))
        return true;
    zks_place place = p->token.word.place;
    zks_parser_next(p);
    if (!zks_parser_accept(p, ZKS_TOKEN_COMMITTED))
        return zks_parser_expected(p, "'committed' after 'or'", either);
    if (column->over.count > 1)
        return ZKS_PARSER_FAIL(p, place,
                               "'%s' is over several indexes, and custodians commit to one amount of each "
                               "member\nwrite 'public' alone",
                               column->name);
    column->may_be_committed = true;
    return true;
}

/* A unit, or nothing: what is in no unit of its own is in those of its index, where that has any: the checker sees to
 * it. */
static bool parse_pool_unit(zks_parser *p, zks_symbol *column)
{
    column->unit = ZKS_UNIT_MEMBER;
    if (!at_unit(p))
        return true;
    if (!parse_unit(p, column))
        return false;
    return !zks_parser_at_word(p, "or") ||
           zks_parser_expected(p, "the next item", "write 'public or committed' before the unit");
}

bool zks_parse_pool_column(zks_parser *p)
{
    zks_symbol *column = zks_parse_column(p, &p->circuit->pool_columns, ZKS_SYMBOL_POOL_COLUMN, "the name of a column");
    if (!column)
        return false;
    if (zks_parser_at(p, ZKS_TOKEN_COMMA))
        return ZKS_PARSER_FAIL(p, p->token.word.place, "pool columns are declared one by one\nwrite 'pool' again");
    if (!zks_parser_accept(p, ZKS_TOKEN_COLON))
        return zks_parser_expected(p, "':'", "write ': public'");
    if (!parse_publicity(p, column))
        return false;
    column->is_wrong = false;
    return parse_pool_unit(p, column);
}
