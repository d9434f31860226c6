#include "attestation/json.h"
#include "attestation/text.h"

#include <stdio.h>
#include <string.h>

enum { SHOWN = 64 }; /* bytes of a name or value that a report shows */

typedef struct {
    char text[384];
    size_t length;
} rendering;

/* What does not fit is dropped. */
static void render(rendering *out, const zks_json_path *path)
{
    if (path == NULL)
        return;
    render(out, path->above);
    char *end = out->text + out->length;
    size_t room = sizeof out->text - out->length;
    int length = path->name == NULL ? snprintf(end, room, "[%zu]", path->element)
                                    : snprintf(end, room, "%s%.*s", out->length == 0 ? "" : ".", SHOWN, path->name);
    out->length += (size_t)length < room ? (size_t)length : room - 1;
}

void zks_json_fault(zks_report *report, const zks_json_path *path, const json_t *value, const char *fault)
{
    rendering where = {0};
    render(&where, path);
    const char *separator = where.length == 0 ? "" : ": ";
    if (json_is_string(value))
        zks_report_detail(report, "%s%s%s: '%.*s'", where.text, separator, fault, SHOWN, json_string_value(value));
    else if (json_is_integer(value))
        zks_report_detail(report, "%s%s%s: %" JSON_INTEGER_FORMAT, where.text, separator, fault,
                          json_integer_value(value));
    else
        zks_report_detail(report, "%s%s%s", where.text, separator, fault);
}

static const char *wrong_type(json_type expected)
{
    switch (expected) {
    case JSON_OBJECT:
        return "not an object";
    case JSON_ARRAY:
        return "not an array";
    case JSON_STRING:
        return "not a string";
    default:
        return "not an integer";
    }
}

static bool is_listed(const char *name, const zks_json_member *members, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(name, members[i].name) == 0)
            return true;
    return false;
}

bool zks_json_is_object_of(const json_t *value, const zks_json_path *path, const zks_json_member *members, size_t count,
                           zks_report *report)
{
    if (!json_is_object(value)) {
        zks_json_fault(report, path, NULL, wrong_type(JSON_OBJECT));
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        const json_t *inner = json_object_get(value, members[i].name);
        zks_json_path at = {path, members[i].name, 0};
        if (inner == NULL || json_typeof(inner) != members[i].type) {
            zks_json_fault(report, &at, NULL, inner == NULL ? "missing" : wrong_type(members[i].type));
            return false;
        }
    }
    const char *name;
    json_t *inner;
    json_object_foreach((json_t *)value, name, inner)
    {
        zks_json_path at = {path, name, 0};
        if (!is_listed(name, members, count)) {
            zks_json_fault(report, &at, NULL, "not a member the format knows");
            return false;
        }
    }
    return true;
}
