#include "attestation/json.h"

#include "attestation/text.h"
#include "crypto/secret.h"

#include <stdlib.h>
#include <string.h>

#define MAX_INTEGER ((json_int_t)1 << 53) /* exclusive: what every JSON reader keeps exactly */

/* With these, jansson writes exactly the canonical form of every value that has one: it escapes no character it need
 * not, and sorts names as bytes. */
enum { CANONICAL = JSON_COMPACT | JSON_SORT_KEYS | JSON_ENCODE_ANY };

/* jansson iterates over objects through non-const pointers, without changing them. */
static json_t *iterable(const json_t *object)
{
    return (json_t *)object;
}

static bool is_plain(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)text[i] < 0x20 && text[i] != '\n' && text[i] != '\t')
            return false;
    return true;
}

bool zks_json_strings_are_plain(const json_t *value)
{
    size_t position;
    const char *name;
    json_t *inner;
    if (json_is_string(value))
        return is_plain(json_string_value(value), json_string_length(value));
    json_array_foreach(value, position, inner) if (!zks_json_strings_are_plain(inner)) return false;
    json_object_foreach(iterable(value), name,
                        inner) if (!is_plain(name, strlen(name)) || !zks_json_strings_are_plain(inner)) return false;
    return true;
}

/* Whether all values are of the kinds canonical JSON has, and its integers in range. */
static bool kinds_are_canonical(const json_t *value)
{
    size_t position;
    const char *name;
    json_t *inner;
    switch (json_typeof(value)) {
    case JSON_STRING:
        return true;
    case JSON_INTEGER:
        return json_integer_value(value) >= 0 && json_integer_value(value) < MAX_INTEGER;
    case JSON_ARRAY:
        json_array_foreach(value, position, inner) if (!kinds_are_canonical(inner)) return false;
        return true;
    case JSON_OBJECT:
        json_object_foreach(iterable(value), name, inner) if (!kinds_are_canonical(inner)) return false;
        return true;
    default:
        return false;
    }
}

static bool has_canonical_form(const json_t *value)
{
    return kinds_are_canonical(value) && zks_json_strings_are_plain(value);
}

char *zks_json_canonical(const json_t *value, size_t *length)
{
    char *text = has_canonical_form(value) ? json_dumps(value, CANONICAL) : NULL;
    if (text != NULL)
        *length = strlen(text);
    return text;
}

/* jansson's messages quote the text they stumble on, after " near ": a receipt's must not reach a log. */
static void report_position(zks_report *report, const json_error_t *error)
{
    const char *quote = strstr(error->text, " near ");
    int length = quote != NULL ? (int)(quote - error->text) : (int)strlen(error->text);
    zks_report_detail(report, "line %d, column %d: %.*s", error->line, error->column, length, error->text);
}

/* In memory a value costs up to a hundred times its shortest text, so they are counted before they are read: all that
 * begin an object or an array, or stand behind a comma. */
bool zks_json_has_few_values(const char *bytes, size_t length)
{
    size_t count = 0;
    bool in_string = false;
    for (size_t i = 0; i < length; i++) {
        if (in_string && bytes[i] == '\\')
            i++;
        else if (bytes[i] == '"')
            in_string = !in_string;
        else if (!in_string)
            count += bytes[i] == '{' || bytes[i] == '[' || bytes[i] == ',';
    }
    return count <= ZKS_JSON_MAX_VALUES;
}

zks_status zks_json_read(json_t **value, const char *bytes, size_t length, zks_status otherwise, zks_report *report)
{
    if (!zks_json_has_few_values(bytes, length)) {
        zks_report_detail(report, "more than %u values", ZKS_JSON_MAX_VALUES);
        return otherwise;
    }
    json_error_t error;
    json_t *read = json_loadb(bytes, length, JSON_REJECT_DUPLICATES, &error);
    if (read == NULL) {
        if (json_error_code(&error) == json_error_out_of_memory)
            return ZKS_ERROR_MEMORY;
        report_position(report, &error);
        return otherwise;
    }
    *value = read;
    return ZKS_OK;
}

/* Compares what jansson writes with given bytes as it comes, so that a large statement is not held twice. */
typedef struct {
    const char *bytes;
    size_t length, matched;
    bool differs;
} comparison;

static int compare(const char *written, size_t length, void *data)
{
    comparison *c = data;
    c->differs = length > c->length - c->matched || memcmp(c->bytes + c->matched, written, length) != 0;
    c->matched += c->differs ? 0 : length;
    return c->differs ? -1 : 0;
}

static zks_status check_canonical(const json_t *value, const char *bytes, size_t length, zks_status otherwise,
                                  zks_report *report)
{
    if (!has_canonical_form(value)) {
        zks_report_detail(report,
                          "a value canonical JSON has not: a number that is no integer in 0 .. 2^53 - 1, true, false, "
                          "null, or a control character");
        return otherwise;
    }
    comparison c = {.bytes = bytes, .length = length};
    if (json_dump_callback(value, compare, &c, CANONICAL) != 0 && !c.differs)
        return ZKS_ERROR_MEMORY;
    if (c.differs || c.matched != length) {
        zks_report_detail(report, "not in canonical form from byte %zu on", c.matched);
        return otherwise;
    }
    return ZKS_OK;
}

zks_status zks_json_read_canonical(json_t **value, const char *bytes, size_t length, zks_status otherwise,
                                   zks_report *report)
{
    json_t *read;
    zks_status status = zks_json_read(&read, bytes, length, otherwise, report);
    if (status != ZKS_OK)
        return status;
    status = check_canonical(read, bytes, length, otherwise, report);
    if (status == ZKS_OK)
        *value = read;
    else
        json_decref(read);
    return status;
}

void zks_json_wipe(json_t *value)
{
    size_t position;
    const char *name;
    json_t *inner;
    if (json_is_string(value))
        zks_wipe((char *)json_string_value(value), json_string_length(value));
    json_array_foreach(value, position, inner) zks_json_wipe(json_incref(inner));
    json_object_foreach(value, name, inner) zks_json_wipe(json_incref(inner));
    json_decref(value);
}
