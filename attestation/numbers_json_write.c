#include "attestation/numbers_json.h"

#include <assert.h>

/* Whatever cannot be made is NULL, which jansson's setters refuse in turn; so only the last answer counts. */

static bool add_numbers(json_t *object, const zks_number *numbers, size_t count)
{
    bool ok = true;
    for (size_t i = 0; ok && i < count; i++)
        ok = json_object_set_new(object, numbers[i].name, json_string(numbers[i].value)) == 0;
    return ok;
}

static bool add_unit(json_t *object, const zks_member *member)
{
    return json_object_set_new(object, "decimals", json_integer(member->decimals)) == 0 &&
           json_object_set_new(object, "bytes", json_integer(member->bytes)) == 0;
}

static json_t *member_to_json(const zks_member *member)
{
    json_t *object = json_pack("{s:s}", "name", member->name);
    bool ok = object != NULL && (member->bytes == 0 || add_unit(object, member)) &&
              (member->parent == NULL || json_object_set_new(object, "in", json_string(member->parent)) == 0) &&
              add_numbers(object, member->fields, member->field_count);
    if (!ok) {
        json_decref(object);
        return NULL;
    }
    return object;
}

static bool add_index(json_t *indexes, const zks_index *index)
{
    json_t *array = json_array();
    bool ok = json_object_set_new(indexes, index->name, array) == 0;
    for (size_t i = 0; ok && i < index->member_count; i++)
        ok = json_array_append_new(array, member_to_json(&index->members[i])) == 0;
    return ok;
}

/* The values from *next on, in the arrays of one depth and the deeper ones. */
static json_t *nested_to_json(const zks_values *values, size_t depth, size_t *next)
{
    if (depth == values->dimension_count)
        return json_string(values->values[(*next)++]);
    assert(depth < ZKS_MAX_DIMENSIONS);
    json_t *array = json_array();
    bool ok = array != NULL;
    for (size_t i = 0; ok && i < values->dimensions[depth]; i++)
        ok = json_array_append_new(array, nested_to_json(values, depth + 1, next)) == 0;
    if (ok)
        return array;
    json_decref(array);
    return NULL;
}

static json_t *values_to_json(const zks_values *values)
{
    size_t next = 0;
    return nested_to_json(values, 0, &next);
}

static json_t *param_to_json(const zks_values *param)
{
    if (param->dimension_count == 0)
        return values_to_json(param);
    char hex[65];
    zks_hex_encode(hex, param->sha256, 32);
    return json_pack("{s:s, s:o}", "sha256", hex, "values", values_to_json(param));
}

static json_t *pool_column_to_json(const zks_values *column)
{
    return column->committed ? json_string(ZKS_COMMITTED) : values_to_json(column);
}

bool zks_numbers_to_json(const zks_numbers *numbers, json_t *parent)
{
    json_t *indexes = json_object(), *params = json_object(), *pool = json_object();
    bool ok = json_object_set_new(parent, "quote", member_to_json(&numbers->quote)) == 0;
    ok &= json_object_set_new(parent, "indexes", indexes) == 0;
    ok &= json_object_set_new(parent, "params", params) == 0;
    ok &= json_object_set_new(parent, "pool", pool) == 0;
    for (size_t i = 0; ok && i < numbers->index_count; i++)
        ok = add_index(indexes, &numbers->indexes[i]);
    for (size_t i = 0; ok && i < numbers->param_count; i++)
        ok = json_object_set_new(params, numbers->params[i].name, param_to_json(&numbers->params[i])) == 0;
    for (size_t i = 0; ok && i < numbers->pool_count; i++)
        ok = json_object_set_new(pool, numbers->pool[i].name, pool_column_to_json(&numbers->pool[i])) == 0;
    return ok;
}
