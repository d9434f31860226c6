#include "policy/policy_reserves.h"

#include "policy/input.h"
#include "sources/signed_json.h"

#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const zks_json_member custody_members[] = {
    {"age", JSON_INTEGER}, {"column", JSON_STRING}, {"keys", JSON_ARRAY}, {"statements", JSON_ARRAY}};
static const zks_json_member opened_members[] = {{"opening", JSON_STRING}, {"statement", JSON_STRING}};

void zks_policy_openings_clear(zks_policy_openings *openings)
{
    for (size_t i = 0; i < openings->count; i++) {
        free(openings->list[i].column);
        free(openings->list[i].file);
    }
    free(openings->list);
    *openings = (zks_policy_openings){0};
}

/* An element on its way. */
typedef struct {
    zks_custody *custody;
    zks_policy_openings *openings;
    const json_t *object;
    zks_json_path path;
    zks_source_files *files;
    zks_report *report;
} reading;

static zks_status check_members(const reading *r, const json_t *object, const zks_json_path *path,
                                const zks_json_member *members, size_t count)
{
    zks_report finding = {.segment = -1};
    return zks_json_is_object_of(object, path, members, count, &finding)
               ? ZKS_OK
               : zks_input_error(r->report, r->files->policy, (zks_position){0, 0}, "%s", finding.detail);
}

static zks_status read_column_and_age(const reading *r)
{
    const json_t *age = json_object_get(r->object, "age");
    if (json_integer_value(age) < 0 || json_integer_value(age) > (json_int_t)ZKS_SOURCE_MAX_SECONDS)
        return zks_source_files_fault(r->files, &(zks_json_path){&r->path, "age", 0}, age,
                                      "not 0 to 2147483647 seconds", r->report);
    r->custody->age = (uint64_t)json_integer_value(age);
    r->custody->column = strdup(json_string_value(json_object_get(r->object, "column")));
    return r->custody->column == NULL ? ZKS_ERROR_MEMORY : ZKS_OK;
}

static zks_status add_opening(const reading *r, size_t statement, const json_t *object, const zks_json_path *path)
{
    const json_t *opening = json_object_get(object, "opening");
    zks_status status = check_members(r, object, path, opened_members, COUNT(opened_members));
    if (status != ZKS_OK)
        return status;
    if (strcmp(json_string_value(opening), "-") == 0)
        return zks_source_files_fault(r->files, &(zks_json_path){path, "opening", 0}, NULL, "\"-\" is no file",
                                      r->report);
    zks_policy_opening *list = realloc(r->openings->list, (r->openings->count + 1) * sizeof *list);
    if (list == NULL)
        return ZKS_ERROR_MEMORY;
    r->openings->list = list;
    zks_policy_opening *added = &list[r->openings->count++];
    *added = (zks_policy_opening){.column = strdup(r->custody->column),
                                  .statement = statement,
                                  .file = zks_path_beside(r->files->policy, json_string_value(opening))};
    return added->column == NULL || added->file == NULL ? ZKS_ERROR_MEMORY : ZKS_OK;
}

/* Notes the openings, and leaves an array of paths alone. */
static zks_status take_openings(const reading *r, const zks_json_path *path, json_t *paths)
{
    const json_t *statements = json_object_get(r->object, "statements");
    zks_status status = ZKS_OK;
    for (size_t i = 0; status == ZKS_OK && i < json_array_size(statements); i++) {
        const zks_json_path at = {path, NULL, i};
        json_t *element = json_array_get(statements, i);
        if (json_is_object(element)) {
            status = add_opening(r, i, element, &at);
            element = json_object_get(element, "statement");
        }
        if (status == ZKS_OK && json_array_append(paths, element) != 0)
            status = ZKS_ERROR_MEMORY;
    }
    return status;
}

static zks_status read_statements(const reading *r)
{
    const zks_json_path path = {&r->path, "statements", 0};
    json_t *paths = json_array();
    zks_status status = paths == NULL ? ZKS_ERROR_MEMORY : take_openings(r, &path, paths);
    if (status == ZKS_OK)
        status = zks_source_files_signed(r->files, &r->custody->statements, paths, &path, r->report);
    json_decref(paths);
    return status;
}

static zks_status read_element(const reading *r)
{
    const zks_json_path keys = {&r->path, "keys", 0};
    zks_status status = check_members(r, r->object, &r->path, custody_members, COUNT(custody_members));
    if (status == ZKS_OK)
        status = read_column_and_age(r);
    if (status == ZKS_OK)
        status =
            zks_source_files_keys(r->files, &r->custody->keys, json_object_get(r->object, "keys"), &keys, r->report);
    return status == ZKS_OK ? read_statements(r) : status;
}

static int compare_columns(const void *a, const void *b)
{
    const zks_custody *left = a, *right = b;
    return strcmp(left->column, right->column);
}

static zks_status put_in_order(zks_sources *sources, const zks_json_path *path, zks_source_files *files,
                               zks_report *report)
{
    qsort(sources->custodies, sources->custody_count, sizeof *sources->custodies, compare_columns);
    for (size_t i = 1; i < sources->custody_count; i++)
        if (compare_columns(&sources->custodies[i - 1], &sources->custodies[i]) == 0)
            return zks_source_files_twice(files, path, "column", sources->custodies[i].column, report);
    return ZKS_OK;
}

zks_status zks_policy_reserves_read(zks_sources *sources, zks_policy_openings *openings, const json_t *array,
                                    zks_source_files *files, zks_report *report)
{
    static const zks_json_path path = {NULL, "reserves", 0};
    if (array == NULL)
        return ZKS_OK;
    if (!json_is_array(array))
        return zks_source_files_fault(files, &path, NULL, "not an array", report);
    sources->custodies = calloc(json_array_size(array) + 1, sizeof *sources->custodies);
    zks_status status = sources->custodies == NULL ? ZKS_ERROR_MEMORY : ZKS_OK;
    for (size_t i = 0; status == ZKS_OK && i < json_array_size(array); i++) {
        const reading element = {.custody = &sources->custodies[sources->custody_count++],
                                 .openings = openings,
                                 .object = json_array_get(array, i),
                                 .path = {&path, NULL, i},
                                 .files = files,
                                 .report = report};
        status = read_element(&element);
    }
    return status == ZKS_OK ? put_in_order(sources, &path, files, report) : status;
}
