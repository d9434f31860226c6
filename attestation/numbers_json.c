#include "attestation/numbers_json.h"

#include "attestation/text.h"
#include "circuits/decimal.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A fault of structure goes before a bad number wherever it stands, so the first ends the reading and the second waits
 * for the end. */
typedef struct {
    zks_numbers_dialect dialect;
    zks_report *report;
    bool has_bad_number;
    zks_report bad_number; /* the first one's */
} reader;

static zks_status fault(reader *r, const zks_json_path *path, const json_t *value, const char *text)
{
    zks_json_fault(r->report, path, value, text);
    return ZKS_REJECT_STATEMENT_SCHEMA;
}

static void note_bad_number(reader *r, const zks_json_path *path, const json_t *value, const char *text)
{
    if (!r->has_bad_number)
        zks_json_fault(&r->bad_number, path, value, text);
    r->has_bad_number = true;
}

static zks_status copy_string(char **out, const char *text)
{
    *out = strdup(text);
    return *out == NULL ? ZKS_ERROR_MEMORY : ZKS_OK;
}

/* calloc() may give NULL for nothing, which is no lack of memory. */
static void *new_array(size_t count, size_t size)
{
    return calloc(count > 0 ? count : 1, size);
}

/* A decimal: a canonical one in a string; in a policy any plain one in a string, or an integer. A bad one leaves *out
 * NULL. */
static zks_status read_decimal(char **out, const json_t *value, const zks_json_path *path, reader *r)
{
    bool is_policy = r->dialect == ZKS_NUMBERS_POLICY;
    char written[24], canonical[ZKS_DECIMAL_MAX + 2];
    const char *text = json_string_value(value);
    if (is_policy && json_is_integer(value)) {
        snprintf(written, sizeof written, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
        text = written;
    }
    if (text == NULL)
        return fault(r, path, NULL, is_policy ? "not an integer or a decimal in quotes" : "not a decimal in quotes");
    if (is_policy && zks_decimal_canonical(canonical, text, strlen(text)))
        text = canonical;
    if (strnlen(text, ZKS_DECIMAL_MAX + 1) > ZKS_DECIMAL_MAX || !zks_decimal_is_canonical(text)) {
        note_bad_number(r, path, value, is_policy ? "not a decimal, like 3000.5" : "not a canonical decimal");
        return ZKS_OK;
    }
    return copy_string(out, text);
}

static zks_status read_small(unsigned *out, const json_t *value, unsigned least, unsigned most,
                             const zks_json_path *path, reader *r)
{
    if (!json_is_integer(value))
        return fault(r, path, NULL,
                     json_is_string(value) ? "not an integer; write it without quotes" : "not an integer");
    if (json_integer_value(value) >= least && json_integer_value(value) <= most) {
        *out = (unsigned)json_integer_value(value);
        return ZKS_OK;
    }
    char text[32];
    snprintf(text, sizeof text, "not %u to %u", least, most);
    note_bad_number(r, path, value, text);
    return ZKS_OK;
}

/* The unit of a member, if it has one. */
static zks_status read_unit(zks_member *member, const json_t *object, const zks_json_path *path, reader *r)
{
    const json_t *decimals = json_object_get(object, "decimals");
    const json_t *bytes = json_object_get(object, "bytes");
    zks_json_path decimals_path = {path, "decimals", 0}, bytes_path = {path, "bytes", 0};
    if (decimals == NULL)
        return bytes == NULL ? ZKS_OK : fault(r, &bytes_path, NULL, "only members with decimals have bytes");
    if (bytes == NULL && r->dialect == ZKS_NUMBERS_STRICT)
        return fault(r, &bytes_path, NULL, "missing");
    member->bytes = ZKS_DEFAULT_BYTES;
    zks_status status = read_small(&member->decimals, decimals, 0, ZKS_MAX_DECIMALS, &decimals_path, r);
    if (status == ZKS_OK && bytes != NULL)
        status = read_small(&member->bytes, bytes, 1, ZKS_MAX_BYTES, &bytes_path, r);
    return status;
}

static bool is_field(const char *name)
{
    return strcmp(name, "name") != 0 && strcmp(name, "decimals") != 0 && strcmp(name, "bytes") != 0 &&
           strcmp(name, "in") != 0;
}

static zks_status read_fields(zks_member *member, json_t *object, const zks_json_path *path, reader *r)
{
    member->fields = new_array(json_object_size(object), sizeof *member->fields);
    if (member->fields == NULL)
        return ZKS_ERROR_MEMORY;
    const char *name;
    json_t *value;
    json_object_foreach(object, name, value)
    {
        if (!is_field(name))
            continue;
        zks_number *field = &member->fields[member->field_count++];
        zks_json_path at = {path, name, 0};
        zks_status status = copy_string(&field->name, name);
        if (status == ZKS_OK)
            status = read_decimal(&field->value, value, &at, r);
        if (status != ZKS_OK)
            return status;
    }
    return ZKS_OK;
}

/* A member's own name ("name"), or that of the parent's member it belongs to ("in"). */
static zks_status read_name(char **out, const json_t *object, const char *which, const zks_json_path *path, reader *r)
{
    const json_t *name = json_object_get(object, which);
    zks_json_path at = {path, which, 0};
    if (!json_is_string(name))
        return fault(r, &at, NULL, name == NULL ? "missing" : "not a string");
    if (!zks_text_is_line(json_string_value(name), ZKS_MAX_NAME))
        return fault(r, &at, name, "empty, too long or with a control character");
    return copy_string(out, json_string_value(name));
}

static zks_status read_member(zks_member *member, json_t *object, const zks_json_path *path, reader *r)
{
    if (!json_is_object(object))
        return fault(r, path, NULL, "not an object");
    zks_status status = read_name(&member->name, object, "name", path, r);
    if (status == ZKS_OK && json_object_get(object, "in") != NULL)
        status = read_name(&member->parent, object, "in", path, r);
    if (status == ZKS_OK)
        status = read_unit(member, object, path, r);
    if (status == ZKS_OK)
        status = read_fields(member, object, path, r);
    return status;
}

static zks_status read_quote(zks_numbers *numbers, json_t *object, const zks_json_path *path, reader *r)
{
    zks_status status = read_member(&numbers->quote, object, path, r);
    if (status != ZKS_OK)
        return status;
    zks_json_path decimals = {path, "decimals", 0};
    if (numbers->quote.bytes == 0)
        return fault(r, &decimals, NULL, "missing");
    if (numbers->quote.field_count > 0 || numbers->quote.parent != NULL) {
        zks_json_path surplus = {path, numbers->quote.parent != NULL ? "in" : numbers->quote.fields[0].name, 0};
        return fault(r, &surplus, NULL, "not a member the format knows");
    }
    return ZKS_OK;
}

static zks_status read_index(zks_index *index, const char *name, const json_t *array, const zks_json_path *path,
                             reader *r)
{
    if (!json_is_array(array))
        return fault(r, path, NULL, "not an array");
    if (json_array_size(array) > ZKS_MAX_MEMBERS)
        return fault(r, path, NULL, "too many members");
    index->members = new_array(json_array_size(array), sizeof *index->members);
    if (index->members == NULL)
        return ZKS_ERROR_MEMORY;
    zks_status status = copy_string(&index->name, name);
    for (size_t i = 0; status == ZKS_OK && i < json_array_size(array); i++) {
        zks_json_path at = {path, NULL, i};
        status = read_member(&index->members[index->member_count++], json_array_get(array, i), &at, r);
    }
    return status;
}

static zks_status read_indexes(zks_numbers *numbers, json_t *object, const zks_json_path *path, reader *r)
{
    numbers->indexes = new_array(json_object_size(object), sizeof *numbers->indexes);
    if (numbers->indexes == NULL)
        return ZKS_ERROR_MEMORY;
    const char *name;
    json_t *array;
    json_object_foreach(object, name, array)
    {
        zks_json_path at = {path, name, 0};
        zks_status status = read_index(&numbers->indexes[numbers->index_count++], name, array, &at, r);
        if (status != ZKS_OK)
            return status;
    }
    return ZKS_OK;
}

/* Parameters and pool columns. What reads one number of theirs: */
typedef zks_status read_one(char **out, const json_t *value, const zks_json_path *path, reader *r);

/* Reserves and the like: unlike other numbers never below zero. */
static zks_status read_pool_number(char **out, const json_t *value, const zks_json_path *path, reader *r)
{
    zks_status status = read_decimal(out, value, path, r);
    if (*out != NULL && **out == '-')
        note_bad_number(r, path, value, "below zero");
    return status;
}

/* How deep the arrays are and how long, by the first of each depth, and room for so many values. */
static zks_status measure(zks_values *values, const json_t *array, const zks_json_path *path, reader *r)
{
    size_t count = 1;
    for (const json_t *at = array; json_is_array(at); at = json_array_get(at, 0)) {
        if (values->dimension_count == ZKS_MAX_DIMENSIONS)
            return fault(r, path, NULL, "arrays nested more than 3 deep");
        size_t length = json_array_size(at);
        values->dimensions[values->dimension_count++] = length;
        if (length > 0 && count > ZKS_MAX_VALUES / length)
            return fault(r, path, NULL, "more than 1000000 values");
        count *= length;
    }
    values->values = new_array(count, sizeof *values->values);
    return values->values == NULL ? ZKS_ERROR_MEMORY : ZKS_OK;
}

static zks_status fault_of_length(reader *r, const zks_json_path *path, size_t length, size_t first)
{
    char text[96];
    snprintf(text, sizeof text, "of length %zu; the first array of its depth has length %zu", length, first);
    return fault(r, path, NULL, text);
}

/* The values from one depth on, which must be as measured. */
static zks_status read_nested(zks_values *values, size_t depth, const json_t *value, read_one *read,
                              const zks_json_path *path, reader *r)
{
    if (depth == values->dimension_count)
        return read(&values->values[values->value_count++], value, path, r);
    assert(depth < ZKS_MAX_DIMENSIONS);
    if (!json_is_array(value))
        return fault(r, path, NULL, "not an array");
    if (json_array_size(value) != values->dimensions[depth])
        return fault_of_length(r, path, json_array_size(value), values->dimensions[depth]);
    zks_status status = ZKS_OK;
    for (size_t i = 0; status == ZKS_OK && i < json_array_size(value); i++) {
        zks_json_path at = {path, NULL, i};
        status = read_nested(values, depth + 1, json_array_get(value, i), read, &at, r);
    }
    return status;
}

static zks_status read_values(zks_values *values, const json_t *value, read_one *read, const zks_json_path *path,
                              reader *r)
{
    zks_status status = measure(values, value, path, r);
    return status == ZKS_OK ? read_nested(values, 0, value, read, path, r) : status;
}

static zks_status read_pool_column(zks_values *column, json_t *value, const zks_json_path *path, reader *r)
{
    column->committed = json_is_string(value) && strcmp(json_string_value(value), ZKS_COMMITTED) == 0;
    return column->committed ? ZKS_OK : read_values(column, value, read_pool_number, path, r);
}

/* A parameter over indexes as a statement has it: its values, and the digest of their CSV. */
static zks_status read_matrix(zks_values *param, const json_t *object, const zks_json_path *path, reader *r)
{
    static const zks_json_member members[] = {{"sha256", JSON_STRING}, {"values", JSON_ARRAY}};
    if (!zks_json_is_object_of(object, path, members, sizeof members / sizeof *members, r->report))
        return ZKS_REJECT_STATEMENT_SCHEMA;
    zks_json_path sha256 = {path, "sha256", 0}, values = {path, "values", 0};
    if (!zks_hex_decode(param->sha256, 32, json_string_value(json_object_get(object, "sha256"))))
        return fault(r, &sha256, json_object_get(object, "sha256"), "not 64 lower-case hexadecimal digits");
    return read_values(param, json_object_get(object, "values"), read_decimal, &values, r);
}

static bool is_csv_name(const json_t *value)
{
    size_t length = json_string_length(value);
    return length > 4 && strcmp(json_string_value(value) + length - 4, ".csv") == 0;
}

static zks_status read_param(zks_values *param, json_t *value, const zks_json_path *path, reader *r)
{
    if (r->dialect == ZKS_NUMBERS_POLICY)
        return is_csv_name(value) ? fault(r, path, value, "a file is written {\"file\": \"NAME\"}")
                                  : read_values(param, value, read_decimal, path, r);
    if (json_is_object(value))
        return read_matrix(param, value, path, r);
    return json_is_array(value) ? fault(r, path, NULL, "not a decimal in quotes, nor an object")
                                : read_values(param, value, read_decimal, path, r);
}

/* All members of an object, in any order. */
typedef zks_status read_list(zks_values *list, json_t *value, const zks_json_path *path, reader *r);
static zks_status read_lists(zks_values **lists, size_t *count, json_t *object, read_list *read,
                             const zks_json_path *path, reader *r)
{
    *lists = new_array(json_object_size(object), sizeof **lists);
    if (*lists == NULL)
        return ZKS_ERROR_MEMORY;
    const char *name;
    json_t *value;
    json_object_foreach(object, name, value)
    {
        zks_values *list = &(*lists)[(*count)++];
        zks_json_path at = {path, name, 0};
        zks_status status = copy_string(&list->name, name);
        if (status == ZKS_OK)
            status = read(list, value, &at, r);
        if (status != ZKS_OK)
            return status;
    }
    return ZKS_OK;
}

static zks_status read_params(zks_numbers *numbers, json_t *object, const zks_json_path *path, reader *r)
{
    return read_lists(&numbers->params, &numbers->param_count, object, read_param, path, r);
}

static zks_status read_pool(zks_numbers *numbers, json_t *object, const zks_json_path *path, reader *r)
{
    return read_lists(&numbers->pool, &numbers->pool_count, object, read_pool_column, path, r);
}

typedef zks_status read_section(zks_numbers *numbers, json_t *object, const zks_json_path *path, reader *r);

static const struct {
    const char *name;
    read_section *read;
} sections[] = {{"quote", read_quote}, {"indexes", read_indexes}, {"params", read_params}, {"pool", read_pool}};

static zks_status read_sections(zks_numbers *numbers, const json_t *parent, reader *r)
{
    size_t count = r->dialect == ZKS_NUMBERS_POLICY ? 3 : 4;
    for (size_t i = 0; i < count; i++) {
        json_t *object = json_object_get(parent, sections[i].name);
        zks_json_path at = {NULL, sections[i].name, 0};
        if (!json_is_object(object))
            return fault(r, &at, NULL, object == NULL ? "missing" : "not an object");
        zks_status status = sections[i].read(numbers, object, &at, r);
        if (status != ZKS_OK)
            return status;
    }
    return ZKS_OK;
}

zks_status zks_numbers_from_json(zks_numbers *numbers, const json_t *parent, zks_numbers_dialect dialect,
                                 zks_report *report)
{
    reader r = {.dialect = dialect, .report = report};
    zks_numbers read = {0};
    zks_status status = read_sections(&read, parent, &r);
    if (status == ZKS_OK && r.has_bad_number) {
        status = ZKS_REJECT_NUMBER;
        if (report != NULL)
            *report = r.bad_number;
    }
    if (status != ZKS_OK)
        zks_numbers_clear(&read);
    *numbers = status == ZKS_OK ? read : (zks_numbers){0};
    return status;
}
