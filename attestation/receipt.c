#include "attestation/receipt.h"

#include "attestation/json.h"
#include "attestation/text.h"
#include "crypto/merkle.h"
#include "crypto/secret.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void wipe_string(char *text)
{
    if (text != NULL)
        zks_wipe(text, strlen(text));
    free(text);
}

void zks_receipt_clear(zks_receipt *receipt)
{
    wipe_string(receipt->account);
    for (size_t i = 0; i < receipt->value_count; i++) {
        wipe_string(receipt->values[i].column);
        for (size_t j = 0; j < receipt->values[i].member_count; j++)
            wipe_string(receipt->values[i].members[j]);
        wipe_string(receipt->values[i].amount);
    }
    free(receipt->values);
    free(receipt->path);
    zks_wipe(receipt, sizeof *receipt);
}

/* Writing. NULL is out of memory, and jansson's setters refuse it in turn. */

static json_t *hex_to_json(const uint8_t bytes[32])
{
    char hex[65];
    zks_hex_encode(hex, bytes, 32);
    json_t *value = json_string(hex);
    zks_wipe(hex, sizeof hex);
    return value;
}

/* The object a name stands for in another, made where there is none; NULL: out of memory. */
static json_t *object_in(json_t *object, const char *name)
{
    json_t *inner = json_object_get(object, name);
    if (inner == NULL && json_object_set_new(object, name, json_object()) == 0)
        inner = json_object_get(object, name);
    assert(inner == NULL || json_is_object(inner));
    return inner;
}

/* Under its column and all its members but the last, by the name of that. */
static bool add_value(json_t *columns, const zks_receipt_value *value)
{
    json_t *object = columns;
    const char *name = value->column;
    for (size_t i = 0; object != NULL && i < value->member_count; i++) {
        object = object_in(object, name);
        name = value->members[i];
    }
    assert(object == NULL || json_object_get(object, name) == NULL);
    return object != NULL && json_object_set_new(object, name, json_string(value->amount)) == 0;
}

static json_t *values_to_json(const zks_receipt *receipt)
{
    json_t *columns = json_object();
    bool ok = columns != NULL;
    for (size_t i = 0; ok && i < receipt->value_count; i++)
        ok = add_value(columns, &receipt->values[i]);
    if (ok)
        return columns;
    zks_json_wipe(columns);
    return NULL;
}

static json_t *path_to_json(const zks_receipt *receipt)
{
    json_t *path = json_array();
    bool ok = path != NULL;
    for (size_t i = 0; ok && i < receipt->path_length; i++)
        ok = json_array_append_new(path, hex_to_json(receipt->path[i])) == 0;
    if (ok)
        return path;
    json_decref(path);
    return NULL;
}

static json_t *receipt_to_json(const zks_receipt *receipt)
{
    json_t *object = json_pack("{s:s, s:s}", "version", ZKS_RECEIPT_VERSION, "account", receipt->account);
    if (json_object_set_new(object, "values", values_to_json(receipt)) == 0 &&
        json_object_set_new(object, "blinding", hex_to_json(receipt->blinding)) == 0 &&
        json_object_set_new(object, "commitment", hex_to_json(receipt->commitment)) == 0 &&
        json_object_set_new(object, "index", json_integer((json_int_t)receipt->index)) == 0 &&
        json_object_set_new(object, "path", path_to_json(receipt)) == 0 &&
        json_object_set_new(object, "statement", hex_to_json(receipt->statement)) == 0)
        return object;
    zks_json_wipe(object);
    return NULL;
}

/* Two passes into memory of our own: json_dumps() would leave copies of the amounts where its buffer grew. */
static char *dump(const json_t *object, size_t *length)
{
    const size_t flags = JSON_INDENT(2);
    size_t json_length = json_dumpb(object, NULL, 0, flags);
    char *bytes = json_length > 0 ? malloc(json_length + 2) : NULL;
    if (bytes == NULL || json_dumpb(object, bytes, json_length, flags) != json_length) {
        free(bytes);
        return NULL;
    }
    memcpy(bytes + json_length, "\n", 2);
    *length = json_length + 1;
    return bytes;
}

char *zks_receipt_bytes(const zks_receipt *receipt, size_t *length)
{
    json_t *object = receipt_to_json(receipt);
    char *bytes = object != NULL ? dump(object, length) : NULL;
    zks_json_wipe(object);
    return bytes;
}

/* Reading. Faults are told without the values. */

static const zks_json_member receipt_members[] = {
    {"version", JSON_STRING},    {"account", JSON_STRING}, {"values", JSON_OBJECT}, {"blinding", JSON_STRING},
    {"commitment", JSON_STRING}, {"index", JSON_INTEGER},  {"path", JSON_ARRAY},    {"statement", JSON_STRING}};

static zks_status fault(zks_report *report, const zks_json_path *path, const char *text)
{
    zks_json_fault(report, path, NULL, text);
    return ZKS_REJECT_RECEIPT_SCHEMA;
}

static zks_status copy_string(char **out, const char *text)
{
    *out = strdup(text);
    return *out == NULL ? ZKS_ERROR_MEMORY : ZKS_OK;
}

static zks_status read_hex(uint8_t out[32], const json_t *value, const zks_json_path *path, zks_report *report)
{
    if (json_is_string(value) && zks_hex_decode(out, 32, json_string_value(value)))
        return ZKS_OK;
    return fault(report, path, "not 64 lower-case hexadecimal digits");
}

static zks_status read_hex_member(uint8_t out[32], const json_t *object, const char *name, zks_report *report)
{
    zks_json_path path = {NULL, name, 0};
    return read_hex(out, json_object_get(object, name), &path, report);
}

static zks_status read_account(zks_receipt *receipt, const json_t *object, zks_report *report)
{
    const char *account = json_string_value(json_object_get(object, "account"));
    zks_json_path path = {NULL, "account", 0};
    if (!zks_text_is_line(account, ZKS_MAX_ACCOUNT_ID))
        return fault(report, &path, "empty, too long or with a control character");
    return copy_string(&receipt->account, account);
}

static zks_status read_index(zks_receipt *receipt, const json_t *object, zks_report *report)
{
    json_int_t index = json_integer_value(json_object_get(object, "index"));
    zks_json_path path = {NULL, "index", 0};
    if (index < 0)
        return fault(report, &path, "below zero");
    receipt->index = (uint64_t)index;
    return ZKS_OK;
}

static zks_status read_path(zks_receipt *receipt, const json_t *object, zks_report *report)
{
    const json_t *array = json_object_get(object, "path");
    zks_json_path path = {NULL, "path", 0};
    size_t length = json_array_size(array);
    if (length > ZKS_MERKLE_MAX_PATH)
        return fault(report, &path, "too long");
    receipt->path = calloc(length + 1, sizeof *receipt->path);
    if (receipt->path == NULL)
        return ZKS_ERROR_MEMORY;
    receipt->path_length = length;
    for (size_t i = 0; i < length; i++) {
        zks_json_path at = {&path, NULL, i};
        zks_status status = read_hex(receipt->path[i], json_array_get(array, i), &at, report);
        if (status != ZKS_OK)
            return status;
    }
    return ZKS_OK;
}

/* The names an amount stands under: the column, then members. */
typedef struct {
    const char *name[1 + ZKS_MAX_DIMENSIONS];
    size_t count;
} name_chain;

/* The receipt has room. */
static zks_status read_value(zks_receipt *receipt, const name_chain *names, const json_t *amount,
                             const zks_json_path *path, zks_report *report)
{
    if (!json_is_string(amount))
        return fault(report, path, "not a decimal in quotes");
    zks_receipt_value *value = &receipt->values[receipt->value_count++];
    zks_status status = copy_string(&value->column, names->name[0]);
    for (size_t i = 1; status == ZKS_OK && i < names->count; i++)
        status = copy_string(&value->members[value->member_count++], names->name[i]);
    if (status == ZKS_OK)
        status = copy_string(&value->amount, json_string_value(amount));
    return status;
}

static zks_status read_named(zks_receipt *receipt, name_chain names, json_t *content, const zks_json_path *path,
                             zks_report *report);

/* Names are as short as the circuit's and the statement's, as each is copied with every amount under it. */
static zks_status read_object(zks_receipt *receipt, const name_chain *above, json_t *object, const zks_json_path *path,
                              zks_report *report)
{
    name_chain names = *above;
    json_t *content;
    names.count++;
    json_object_foreach(object, names.name[above->count], content)
    {
        zks_json_path at = {path, names.name[above->count], 0};
        zks_status status = zks_text_is_line(names.name[above->count], ZKS_MAX_NAME)
                                ? read_named(receipt, names, content, &at, report)
                                : fault(report, &at, "a name that is empty, too long or with a control character");
        if (status != ZKS_OK)
            return status;
    }
    return ZKS_OK;
}

static zks_status read_named(zks_receipt *receipt, name_chain names, json_t *content, const zks_json_path *path,
                             zks_report *report)
{
    if (!json_is_object(content))
        return read_value(receipt, &names, content, path, report);
    if (json_object_size(content) == 0)
        return fault(report, path, "empty");
    if (names.count == COUNT(names.name))
        return fault(report, path, "more members than a column has indexes");
    return read_object(receipt, &names, content, path, report);
}

static size_t count_values(json_t *object)
{
    size_t count = 0;
    const char *name;
    json_t *content;
    json_object_foreach(object, name, content) count += json_is_object(content) ? count_values(content) : 1;
    return count;
}

static zks_status read_values(zks_receipt *receipt, const json_t *object, zks_report *report)
{
    json_t *columns = json_object_get(object, "values");
    receipt->values = calloc(count_values(columns) + 1, sizeof *receipt->values);
    if (receipt->values == NULL)
        return ZKS_ERROR_MEMORY;
    zks_json_path path = {NULL, "values", 0};
    return read_object(receipt, &(name_chain){.count = 0}, columns, &path, report);
}

static zks_status check_version(const json_t *object, zks_report *report)
{
    if (strcmp(json_string_value(json_object_get(object, "version")), ZKS_RECEIPT_VERSION) == 0)
        return ZKS_OK;
    zks_json_path path = {NULL, "version", 0};
    zks_json_fault(report, &path, json_object_get(object, "version"), "not one this program knows");
    return ZKS_REJECT_RECEIPT_VERSION;
}

static zks_status read_receipt(zks_receipt *receipt, const json_t *object, zks_report *report)
{
    if (!zks_json_is_object_of(object, NULL, receipt_members, COUNT(receipt_members), report))
        return ZKS_REJECT_RECEIPT_SCHEMA;
    zks_status status = read_account(receipt, object, report);
    if (status == ZKS_OK)
        status = read_values(receipt, object, report);
    if (status == ZKS_OK)
        status = read_hex_member(receipt->blinding, object, "blinding", report);
    if (status == ZKS_OK)
        status = read_hex_member(receipt->commitment, object, "commitment", report);
    if (status == ZKS_OK)
        status = read_index(receipt, object, report);
    if (status == ZKS_OK)
        status = read_path(receipt, object, report);
    if (status == ZKS_OK)
        status = read_hex_member(receipt->statement, object, "statement", report);
    return status == ZKS_OK ? check_version(object, report) : status;
}

zks_status zks_receipt_read(zks_receipt *receipt, const char *bytes, size_t length, zks_report *report)
{
    if (length > ZKS_RECEIPT_MAX_BYTES) {
        zks_report_detail(report, "longer than %u bytes", ZKS_RECEIPT_MAX_BYTES);
        return ZKS_REJECT_RECEIPT_ENCODING;
    }
    json_t *object;
    zks_status status = zks_json_read(&object, bytes, length, ZKS_REJECT_RECEIPT_ENCODING, report);
    if (status != ZKS_OK)
        return status;
    zks_receipt read = {0};
    status = read_receipt(&read, object, report);
    zks_json_wipe(object);
    if (status == ZKS_OK)
        *receipt = read;
    else
        zks_receipt_clear(&read);
    return status;
}
