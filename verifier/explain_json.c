#include "verifier/explain_json.h"

#include "circuits/explain.h"

#include <stdio.h>
#include <stdlib.h>

bool zks_explain_append(json_t *list, json_t *item)
{
    return json_array_append_new(list, item) == 0;
}

json_t *zks_explain_take(char *text)
{
    json_t *string = text != NULL ? json_string(text) : NULL;
    free(text);
    return string;
}

static json_t *index_names(const zks_circuit *circuit, zks_dimensions over)
{
    json_t *list = json_array();
    for (size_t i = 0; i < over.count; i++)
        json_array_append_new(list, json_string(zks_circuit_index_name(circuit, over.index[i])));
    return list;
}

static const char *scope_name(zks_scope scope)
{
    return scope == ZKS_SCOPE_ACCOUNT ? "account" : "pool";
}

/* ---- one of each -------------------------------------------------------------------------------------------- */

static json_t *index_json(const zks_circuit *circuit, size_t i)
{
    long parent = zks_circuit_index_parent(circuit, i);
    json_t *fields = json_array();
    for (size_t f = 0; f < zks_circuit_field_count(circuit, i); f++)
        json_array_append_new(fields, json_string(zks_circuit_field_name(circuit, i, f)));
    return json_pack("{s:s, s:s?, s:b, s:o, s:o}", "name", zks_circuit_index_name(circuit, i), "in",
                     parent < 0 ? NULL : zks_circuit_index_name(circuit, (size_t)parent), "decimals",
                     zks_circuit_index_has_decimals(circuit, i), "fields", fields, "words",
                     zks_explain_take(zks_explain_index(circuit, i)));
}

static json_t *param_json(const zks_circuit *circuit, size_t i)
{
    return json_pack("{s:s, s:o, s:o}", "name", zks_circuit_param_name(circuit, i), "indexes",
                     index_names(circuit, zks_circuit_param_dimensions(circuit, i)), "words",
                     zks_explain_take(zks_explain_param(circuit, i)));
}

static json_t *column_json(const zks_circuit *circuit, const zks_declared_column *column, const char *source,
                           const char *partner)
{
    json_t *object =
        json_pack("{s:s, s:o, s:s, s:o, s:s?}", "name", column->name, "indexes", index_names(circuit, column->over),
                  "source", source, "unit", zks_explain_take(zks_explain_unit(circuit, column)), "pair", partner);
    if (object != NULL && column->bytes > 0)
        json_object_set_new(object, "bytes", json_integer((json_int_t)column->bytes));
    return object;
}

static json_t *account_column_json(const zks_circuit *circuit, size_t i)
{
    zks_declared_column column = zks_circuit_account_column(circuit, i);
    return column_json(circuit, &column, "ledger", zks_explain_partner(circuit, i));
}

static json_t *pool_column_json(const zks_circuit *circuit, size_t i)
{
    zks_declared_column column = zks_circuit_pool_column(circuit, i);
    json_t *object = column_json(circuit, &column, "pool", NULL);
    if (object != NULL)
        json_object_set_new(object, "may_be_committed", json_boolean(column.may_be_committed));
    return object;
}

static json_t *let_json(const zks_circuit *circuit, size_t i)
{
    zks_declared_let let = zks_explain_let(circuit, i);
    return json_pack("{s:s, s:o, s:s, s:s, s:o}", "name", let.name, "indexes", index_names(circuit, let.over), "scope",
                     let.kind, "text", let.text, "words", zks_explain_take(zks_explain_let_meaning(circuit, i)));
}

/* Takes the list. */
static json_t *reliances_json(bool found, zks_explained_reliances *relies)
{
    json_t *list = found ? json_array() : NULL;
    for (size_t i = 0; list != NULL && i < relies->count; i++)
        json_array_append_new(list, json_pack("{s:s, s:s, s:b}", "total", relies->list[i].total, "requirement",
                                              relies->list[i].requirement, "pool_numbers", relies->list[i].backed));
    zks_explained_reliances_clear(relies);
    return list;
}

static json_t *advice_json(const zks_circuit *circuit, size_t i)
{
    zks_declared_advice advice = zks_circuit_advice(circuit, i);
    zks_explained_reliances relies;
    bool found = zks_explain_advice_relies(&relies, circuit, i);
    return json_pack("{s:s, s:o, s:s, s:o, s:b, s:b, s:s, s:o, s:s, s:o}", "name", advice.name, "indexes",
                     index_names(circuit, advice.over), "scope", scope_name(advice.scope), "holds_for",
                     zks_explain_take(zks_explain_whom(circuit, advice.scope, advice.over)), "flag", advice.flag,
                     "committed", advice.committed, "text", advice.text, "words",
                     zks_explain_take(zks_explain_advice(circuit, i)), "choice", zks_explain_choice(circuit, i),
                     "relies_on", reliances_json(found, &relies));
}

/* What a requirement counts in; null where nothing says so for certain. */
static json_t *requirement_unit(const zks_circuit *circuit, const zks_requirement *requirement)
{
    zks_declared_column unit = {.unit = requirement->unit, .unit_index = requirement->unit_index};
    return unit.unit == ZKS_UNIT_NONE ? json_null() : zks_explain_take(zks_explain_unit(circuit, &unit));
}

static json_t *requirement_json(const zks_circuit *circuit, size_t i)
{
    zks_requirement requirement = zks_circuit_requirement(circuit, i);
    zks_explained_reliances relies;
    bool found = zks_explain_requirement_relies(&relies, circuit, i);
    return json_pack("{s:s, s:o, s:s, s:o, s:o, s:s, s:o, s:o}", "name", requirement.name, "indexes",
                     index_names(circuit, requirement.over), "scope", scope_name(requirement.scope), "holds_for",
                     zks_explain_take(zks_explain_whom(circuit, requirement.scope, requirement.over)), "unit",
                     requirement_unit(circuit, &requirement), "text", requirement.text, "words",
                     zks_explain_take(zks_explain_requirement(circuit, i)), "relies_on",
                     reliances_json(found, &relies));
}

static json_t *check_json(const zks_circuit *circuit, size_t i)
{
    return json_pack("{s:s, s:o}", "text", zks_explain_check_text(circuit, i), "words",
                     zks_explain_take(zks_explain_check(circuit, i)));
}

/* ---- all of them -------------------------------------------------------------------------------------------- */

typedef json_t *item_json(const zks_circuit *circuit, size_t position);

static json_t *list_json(const zks_circuit *circuit, size_t count, item_json *make)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        if (!zks_explain_append(list, make(circuit, i))) {
            json_decref(list);
            return NULL;
        }
    return list;
}

static json_t *columns_json(const zks_circuit *circuit)
{
    json_t *columns = list_json(circuit, zks_circuit_account_column_count(circuit), account_column_json);
    json_t *pool = list_json(circuit, zks_circuit_pool_column_count(circuit), pool_column_json);
    bool whole = columns != NULL && pool != NULL && json_array_extend(columns, pool) == 0;
    json_decref(pool);
    if (whole)
        return columns;
    json_decref(columns);
    return NULL;
}

static json_t *committed_names(const zks_circuit *circuit)
{
    json_t *list = json_array();
    for (size_t i = 0; i < zks_circuit_account_column_count(circuit); i++)
        json_array_append_new(list, json_string(zks_circuit_account_column(circuit, i).name));
    for (size_t i = 0; i < zks_circuit_advice_count(circuit); i++) {
        zks_declared_advice advice = zks_circuit_advice(circuit, i);
        if (advice.committed)
            json_array_append_new(list, json_string(advice.name));
    }
    return list;
}

static bool may_hide_pool_columns(const zks_circuit *circuit)
{
    bool may = false;
    for (size_t i = 0; !may && i < zks_circuit_pool_column_count(circuit); i++)
        may = zks_circuit_pool_column(circuit, i).may_be_committed;
    return may;
}

/* Who gets to see what (docs/threat-model.md). */
static json_t *revealed_json(const zks_circuit *circuit)
{
    const char *pool = may_hide_pool_columns(circuit) ? "columns of the pool that custodians have committed to" : NULL;
    return json_pack(
        "{s:[s, s, s], s:[s, s, s*], s:o}", "published", "this rule, and every public number of it",
        "how many accounts there are, empty ones included that the issuer adds, and a commitment to each, which hides "
        "what is in it",
        "that every requirement holds", "hidden", "names, columns and advice of every account",
        "every total over the accounts, and advice of the pool", pool, "receipt", committed_names(circuit));
}

static const char *origin_name(zks_circuit_origin origin)
{
    switch (origin) {
    case ZKS_CIRCUIT_SHIPPED:
        return "shipped";
    case ZKS_CIRCUIT_DIFFERS:
        return "differs";
    default:
        return "unknown";
    }
}

json_t *zks_explain_circuit_json(const zks_circuit *circuit, zks_circuit_origin origin)
{
    return json_pack("{s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "circuit", zks_circuit_name(circuit),
                     "origin", origin_name(origin), "indexes",
                     list_json(circuit, zks_circuit_index_count(circuit), index_json), "params",
                     list_json(circuit, zks_circuit_param_count(circuit), param_json), "policy",
                     list_json(circuit, zks_explain_check_count(circuit), check_json), "columns", columns_json(circuit),
                     "lets", list_json(circuit, zks_explain_let_count(circuit), let_json), "advice",
                     list_json(circuit, zks_circuit_advice_count(circuit), advice_json), "requirements",
                     list_json(circuit, zks_circuit_requirement_count(circuit), requirement_json), "revealed",
                     revealed_json(circuit));
}
