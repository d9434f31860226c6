#include "verifier/vector_index.h"

#include "attestation/folder.h"
#include "attestation/json.h"
#include "attestation/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { MAX_NAME = 128, MAX_COMMENT = 1024, MAX_PATH = 256 };

void zks_vector_index_clear(zks_vector_index *index)
{
    for (size_t i = 0; i < index->count; i++) {
        free(index->vectors[i].name);
        free(index->vectors[i].comment);
        free(index->vectors[i].path);
        free(index->vectors[i].attestation);
    }
    free(index->vectors);
    *index = (zks_vector_index){0};
}

static zks_status fault(zks_report *report, const zks_json_path *entry, const json_t *object, const char *member,
                        const char *text)
{
    zks_json_path at = {entry, member, 0};
    zks_json_fault(report, &at, json_object_get(object, member), text);
    return ZKS_REJECT_VECTOR;
}

/* Components of letters, digits, `-`, `_` and `.`, none beginning with a point: nothing of this leads out of a folder.
 */
static bool stays_within(const char *path)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
    if (strlen(path) > MAX_PATH)
        return false;
    for (;;) {
        size_t length = strspn(path, letters);
        if (length == 0 || path[0] == '.')
            return false;
        path += length;
        if (*path == '\0')
            return true;
        if (*path++ != '/')
            return false;
    }
}

/* Whether vectors may name the status: "ok", or a rejection. */
static bool find_expectation(zks_status *expected, const char *name)
{
    for (zks_status status = ZKS_OK; status < ZKS_STATUS_COUNT; status++) {
        if (strcmp(zks_status_name(status), name) == 0) {
            *expected = status;
            return status == ZKS_OK || zks_status_is_rejection(status);
        }
    }
    return false;
}

static bool find_kind(zks_vector *vector, const char *name)
{
    if (strcmp(name, "attestation") == 0) {
        vector->kind = ZKS_VECTOR_ATTESTATION;
        vector->kind_name = "attestation";
        return true;
    }
    if (strcmp(name, "receipt") == 0) {
        vector->kind = ZKS_VECTOR_RECEIPT;
        vector->kind_name = "receipt";
        return true;
    }
    vector->primitive = zks_primitive_find(name);
    if (vector->primitive == NULL)
        return false;
    vector->kind = ZKS_VECTOR_PRIMITIVE;
    vector->kind_name = zks_primitive_kind(vector->primitive);
    return true;
}

/* The members an entry has depend on its kind; "segment" may be there or not. */
static bool has_members(const json_t *object, zks_vector_kind kind, const zks_json_path *entry, zks_report *report)
{
    zks_json_member members[7] = {{"name", JSON_STRING},   {"kind", JSON_STRING},    {"path", JSON_STRING},
                                  {"expect", JSON_STRING}, {"comment", JSON_STRING}, {0}};
    size_t count = 5;
    if (kind == ZKS_VECTOR_RECEIPT)
        members[count++] = (zks_json_member){"attestation", JSON_STRING};
    if (kind != ZKS_VECTOR_PRIMITIVE && json_object_get(object, "segment") != NULL)
        members[count++] = (zks_json_member){"segment", JSON_INTEGER};
    return zks_json_is_object_of(object, entry, members, count, report);
}

static const char *text_of(const json_t *object, const char *member)
{
    return json_string_value(json_object_get(object, member));
}

static zks_status check_texts(const json_t *object, const zks_json_path *entry, zks_report *report)
{
    if (!zks_text_is_line(text_of(object, "name"), MAX_NAME))
        return fault(report, entry, object, "name", "empty, too long or with a control character");
    if (!zks_text_is_line(text_of(object, "comment"), MAX_COMMENT))
        return fault(report, entry, object, "comment", "empty, too long or with a control character");
    if (!stays_within(text_of(object, "path")))
        return fault(report, entry, object, "path", "not a plain relative path");
    const char *attestation = text_of(object, "attestation");
    if (attestation != NULL && !stays_within(attestation))
        return fault(report, entry, object, "attestation", "not a plain relative path");
    return ZKS_OK;
}

static bool copy_texts(zks_vector *vector, const json_t *object)
{
    vector->name = strdup(text_of(object, "name"));
    vector->comment = strdup(text_of(object, "comment"));
    vector->path = strdup(text_of(object, "path"));
    const char *attestation = text_of(object, "attestation");
    vector->attestation = attestation == NULL ? NULL : strdup(attestation);
    return vector->name != NULL && vector->comment != NULL && vector->path != NULL &&
           (attestation == NULL || vector->attestation != NULL);
}

static zks_status read_vector(zks_vector *vector, const json_t *object, const zks_json_path *entry, zks_report *report)
{
    const char *kind = text_of(object, "kind");
    if (kind == NULL || !find_kind(vector, kind))
        return fault(report, entry, object, "kind", "not a kind this program knows");
    if (!has_members(object, vector->kind, entry, report))
        return ZKS_REJECT_VECTOR;
    zks_status status = check_texts(object, entry, report);
    if (status != ZKS_OK)
        return status;
    if (!find_expectation(&vector->expected, text_of(object, "expect")))
        return fault(report, entry, object, "expect", "not \"ok\" or a reason this program knows");
    const json_t *segment = json_object_get(object, "segment");
    vector->segment = segment == NULL ? -1 : (long)json_integer_value(segment);
    if (segment != NULL && (vector->segment < 0 || vector->expected == ZKS_OK))
        return fault(report, entry, object, "segment", "not the segment of a rejection");
    return copy_texts(vector, object) ? ZKS_OK : ZKS_ERROR_MEMORY;
}

static zks_status read_vectors(zks_vector_index *index, const json_t *array, zks_report *report)
{
    const zks_json_path path = {NULL, "vectors", 0};
    size_t count = json_array_size(array);
    if (count == 0) {
        zks_json_fault(report, &path, NULL, "empty");
        return ZKS_REJECT_VECTOR;
    }
    index->vectors = calloc(count, sizeof *index->vectors);
    if (index->vectors == NULL)
        return ZKS_ERROR_MEMORY;
    while (index->count < count) {
        zks_json_path entry = {&path, NULL, index->count};
        zks_status status =
            read_vector(&index->vectors[index->count], json_array_get(array, index->count), &entry, report);
        index->count++; /* what the entry owns is cleared with the index, whole or not */
        if (status != ZKS_OK)
            return status;
    }
    return ZKS_OK;
}

static zks_status read_root(zks_vector_index *index, const json_t *root, zks_report *report)
{
    static const zks_json_member members[] = {{"version", JSON_STRING}, {"vectors", JSON_ARRAY}};
    if (!zks_json_is_object_of(root, NULL, members, COUNT(members), report))
        return ZKS_REJECT_VECTOR;
    if (strcmp(text_of(root, "version"), ZKS_VECTORS_VERSION) != 0)
        return fault(report, NULL, root, "version", "not one this program knows");
    return read_vectors(index, json_object_get(root, "vectors"), report);
}

static zks_status read_file(char **bytes, size_t *length, const char *folder, zks_report *report)
{
    char *path;
    if (asprintf(&path, "%s/index.json", folder) < 0)
        return ZKS_ERROR_MEMORY;
    zks_status status = zks_file_read(bytes, length, path, ZKS_VECTOR_MAX_BYTES, report);
    free(path);
    return status == ZKS_ERROR_INPUT ? ZKS_REJECT_VECTOR : status;
}

zks_status zks_vector_index_read(zks_vector_index *index, const char *folder, zks_report *report)
{
    char *bytes;
    size_t length;
    zks_status status = read_file(&bytes, &length, folder, report);
    if (status != ZKS_OK)
        return status;
    json_t *root = NULL;
    zks_vector_index read = {0};
    status = zks_json_read(&root, bytes, length, ZKS_REJECT_VECTOR, report);
    if (status == ZKS_OK)
        status = read_root(&read, root, report);
    json_decref(root);
    free(bytes);
    if (status == ZKS_OK)
        *index = read;
    else
        zks_vector_index_clear(&read);
    return status;
}
