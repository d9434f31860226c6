#include "verifier/cases.h"

#include "argument/shape.h"
#include "circuits/decimal.h"
#include "crypto/generators.h"
#include "crypto/merkle.h"
#include "crypto/transcript.h"
#include "verifier/opening.h"

#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static zks_status fault(zks_report *report, const zks_json_path *at, const char *member, const char *text)
{
    zks_json_path path = {at, member, 0};
    zks_json_fault(report, member == NULL ? at : &path, NULL, text);
    return ZKS_REJECT_VECTOR;
}

static zks_status differs(zks_report *report, const zks_json_path *at, const char *member)
{
    return fault(report, at, member, "not what is computed here");
}

static const char *text_of(const json_t *object, const char *member)
{
    return json_string_value(json_object_get(object, member));
}

static bool read_hex(uint8_t *out, size_t length, const json_t *value)
{
    return json_is_string(value) && zks_hex_decode(out, length, json_string_value(value));
}

/* Whether the member is the hexadecimal form of these 32 bytes. */
static bool is_hex_of(const json_t *object, const char *member, const uint8_t bytes[32])
{
    char hex[65];
    zks_hex_encode(hex, bytes, 32);
    return strcmp(hex, text_of(object, member)) == 0;
}

static bool is_point_of(const json_t *object, const char *member, const zks_point *point)
{
    uint8_t bytes[ZKS_POINT_BYTES];
    zks_point_encode(bytes, point);
    return is_hex_of(object, member, bytes);
}

/* ---- generators, hash-to-group ---- */

static bool find_generator_kind(zks_generator_kind *kind, const char *name)
{
    static const char *const names[] = {
        [ZKS_GENERATOR_G] = "G", [ZKS_GENERATOR_M] = "M", [ZKS_GENERATOR_A] = "A", [ZKS_GENERATOR_ID] = "Id",
        [ZKS_GENERATOR_K] = "K", [ZKS_GENERATOR_Q] = "Q", [ZKS_GENERATOR_H] = "H",
    };
    for (size_t i = 0; i < COUNT(names); i++) {
        if (strcmp(names[i], name) == 0) {
            *kind = (zks_generator_kind)i;
            return true;
        }
    }
    return false;
}

zks_status zks_case_generators(const json_t *object, const zks_json_path *at, zks_report *report)
{
    static const zks_json_member members[] = {{"kind", JSON_STRING}, {"index", JSON_INTEGER}, {"point", JSON_STRING}};
    zks_generator_kind kind;
    if (!zks_json_is_object_of(object, at, members, COUNT(members), report))
        return ZKS_REJECT_VECTOR;
    json_int_t index = json_integer_value(json_object_get(object, "index"));
    if (!find_generator_kind(&kind, text_of(object, "kind")) || index < 0)
        return fault(report, at, NULL, "no generator");
    zks_point point;
    zks_generators_derive(&point, kind, (uint64_t)index, 1, 1);
    return is_point_of(object, "point", &point) ? ZKS_OK : differs(report, at, "point");
}

zks_status zks_case_hash_to_group(const json_t *object, const zks_json_path *at, zks_report *report)
{
    static const zks_json_member members[] = {{"uniform", JSON_STRING}, {"point", JSON_STRING}};
    uint8_t uniform[64];
    if (!zks_json_is_object_of(object, at, members, COUNT(members), report))
        return ZKS_REJECT_VECTOR;
    if (!read_hex(uniform, sizeof uniform, json_object_get(object, "uniform")))
        return fault(report, at, "uniform", "not 64 bytes in hexadecimal");
    zks_point point;
    zks_point_from_uniform(&point, uniform);
    return is_point_of(object, "point", &point) ? ZKS_OK : differs(report, at, "point");
}

/* ---- transcript ---- */

static void free_items(zks_bytes *items, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free((void *)items[i].data);
    free(items);
}

/* The strings of an array from hexadecimal. */
static zks_status read_items(zks_bytes **items, const json_t *array, const zks_json_path *at, zks_report *report)
{
    size_t count = json_array_size(array);
    zks_bytes *read = calloc(count + 1, sizeof *read);
    zks_status status = read == NULL ? ZKS_ERROR_MEMORY : ZKS_OK;
    for (size_t i = 0; i < count && status == ZKS_OK; i++) {
        const json_t *item = json_array_get(array, i);
        size_t length = json_string_length(item) / 2;
        uint8_t *bytes = malloc(length + 1);
        read[i] = (zks_bytes){bytes, length};
        if (bytes == NULL)
            status = ZKS_ERROR_MEMORY;
        else if (!read_hex(bytes, length, item))
            status = fault(report, at, "items", "not bytes in hexadecimal");
    }
    if (status == ZKS_OK)
        *items = read;
    else if (read != NULL)
        free_items(read, count);
    return status;
}

static zks_status absorb(zks_transcript *t, const json_t *step, const zks_json_path *at, zks_report *report)
{
    static const zks_json_member members[] = {{"absorb", JSON_STRING}, {"items", JSON_ARRAY}};
    zks_bytes *items;
    if (!zks_json_is_object_of(step, at, members, COUNT(members), report))
        return ZKS_REJECT_VECTOR;
    const json_t *array = json_object_get(step, "items");
    zks_status status = read_items(&items, array, at, report);
    if (status != ZKS_OK)
        return status;
    zks_transcript_absorb(t, text_of(step, "absorb"), items, json_array_size(array));
    free_items(items, json_array_size(array));
    return ZKS_OK;
}

static zks_status challenge(zks_transcript *t, const json_t *step, const zks_json_path *at, zks_report *report)
{
    static const zks_json_member members[] = {{"challenge", JSON_STRING}, {"value", JSON_STRING}};
    if (!zks_json_is_object_of(step, at, members, COUNT(members), report))
        return ZKS_REJECT_VECTOR;
    zks_scalar value;
    uint8_t bytes[ZKS_SCALAR_BYTES];
    zks_transcript_challenge(t, text_of(step, "challenge"), &value);
    zks_scalar_encode(bytes, &value);
    return is_hex_of(step, "value", bytes) ? ZKS_OK : differs(report, at, "value");
}

zks_status zks_case_transcript(const json_t *object, const zks_json_path *at, zks_report *report)
{
    static const zks_json_member members[] = {{"steps", JSON_ARRAY}};
    if (!zks_json_is_object_of(object, at, members, COUNT(members), report))
        return ZKS_REJECT_VECTOR;
    const json_t *steps = json_object_get(object, "steps");
    const zks_json_path path = {at, "steps", 0};
    zks_transcript t;
    zks_transcript_start(&t);
    zks_status status = ZKS_OK;
    for (size_t i = 0; i < json_array_size(steps) && status == ZKS_OK; i++) {
        const json_t *step = json_array_get(steps, i);
        zks_json_path here = {&path, NULL, i};
        bool absorbs = json_object_get(step, "absorb") != NULL;
        status = absorbs ? absorb(&t, step, &here, report) : challenge(&t, step, &here, report);
    }
    return status;
}

/* ---- merkle ---- */

/* The words of an array, malloc'd, from hexadecimal. */
static zks_status read_words(uint8_t (**words)[32], const json_t *array, const zks_json_path *at, zks_report *report)
{
    size_t count = json_array_size(array);
    uint8_t(*read)[32] = calloc(count + 1, sizeof *read);
    if (read == NULL)
        return ZKS_ERROR_MEMORY;
    for (size_t i = 0; i < count; i++) {
        if (!read_hex(read[i], 32, json_array_get(array, i))) {
            free(read);
            return fault(report, at, NULL, "not 32 bytes in hexadecimal");
        }
    }
    *words = read;
    return ZKS_OK;
}

static zks_status check_path(const uint8_t root[32], const uint8_t (*leaves)[32], size_t count, size_t index,
                             const json_t *array, const zks_json_path *at, zks_report *report)
{
    uint8_t(*path)[32], computed[ZKS_MERKLE_MAX_PATH][32];
    zks_status status = read_words(&path, array, at, report);
    if (status != ZKS_OK)
        return status;
    size_t length = json_array_size(array);
    bool same = length == zks_merkle_path_length(index, count);
    if (same) {
        zks_merkle_path(computed, leaves[0], count, index);
        same = memcmp(computed, path, length * sizeof *path) == 0 &&
               zks_merkle_check(root, leaves[index], index, count, (const uint8_t(*)[32])path, length);
    }
    free(path);
    return same ? ZKS_OK : differs(report, at, NULL);
}

static zks_status check_tree(const json_t *object, const uint8_t (*leaves)[32], size_t count, const zks_json_path *at,
                             zks_report *report)
{
    uint8_t root[32];
    zks_merkle_root(root, leaves[0], count, 1);
    if (!is_hex_of(object, "root", root))
        return differs(report, at, "root");
    const json_t *paths = json_object_get(object, "paths");
    const zks_json_path path = {at, "paths", 0};
    zks_status status = ZKS_OK;
    for (size_t i = 0; i < count && status == ZKS_OK; i++) {
        zks_json_path here = {&path, NULL, i};
        status = check_path(root, leaves, count, i, json_array_get(paths, i), &here, report);
    }
    return status;
}

zks_status zks_case_merkle(const json_t *object, const zks_json_path *at, zks_report *report)
{
    static const zks_json_member members[] = {{"leaves", JSON_ARRAY}, {"root", JSON_STRING}, {"paths", JSON_ARRAY}};
    if (!zks_json_is_object_of(object, at, members, COUNT(members), report))
        return ZKS_REJECT_VECTOR;
    const json_t *array = json_object_get(object, "leaves");
    size_t count = json_array_size(array);
    if (count == 0 || json_array_size(json_object_get(object, "paths")) != count)
        return fault(report, at, NULL, "not a path for each of at least one leaf");
    const zks_json_path path = {at, "leaves", 0};
    uint8_t(*leaves)[32];
    zks_status status = read_words(&leaves, array, &path, report);
    if (status != ZKS_OK)
        return status;
    status = check_tree(object, (const uint8_t(*)[32])leaves, count, at, report);
    free(leaves);
    return status;
}

/* ---- commitment, account-id ---- */

static zks_status read_value(zks_value *out, const json_t *object, const zks_json_path *at, zks_report *report)
{
    static const zks_json_member members[] = {{"column", JSON_INTEGER}, {"value", JSON_STRING}};
    if (!zks_json_is_object_of(object, at, members, COUNT(members), report))
        return ZKS_REJECT_VECTOR;
    json_int_t column = json_integer_value(json_object_get(object, "column"));
    const char *text = text_of(object, "value");
    unsigned __int128 value;
    if (column < 0 || column > UINT32_MAX)
        return fault(report, at, "column", "not a column");
    if (zks_units_parse(&value, text, strlen(text), 0, ZKS_MAX_BYTES) != ZKS_UNITS_OK)
        return fault(report, at, "value", "not an integer of at most 16 bytes");
    *out = (zks_value){.column = (uint32_t)column, .limb = {(uint64_t)value, (uint64_t)(value >> 64)}};
    return ZKS_OK;
}

static zks_status check_commitment(const json_t *object, zks_value *values, const zks_scalar *blinding,
                                   const zks_json_path *at, zks_report *report)
{
    const json_t *array = json_object_get(object, "values");
    const zks_json_path path = {at, "values", 0};
    size_t count = json_array_size(array);
    for (size_t i = 0; i < count; i++) {
        zks_json_path here = {&path, NULL, i};
        zks_status status = read_value(&values[i], json_array_get(array, i), &here, report);
        if (status != ZKS_OK)
            return status;
    }
    const char *account = text_of(object, "account");
    uint8_t commitment[ZKS_POINT_BYTES];
    zks_opening_commit(commitment, (zks_bytes){account, strlen(account)}, values, count, blinding);
    return is_hex_of(object, "commitment", commitment) ? ZKS_OK : differs(report, at, "commitment");
}

zks_status zks_case_commitment(const json_t *object, const zks_json_path *at, zks_report *report)
{
    static const zks_json_member members[] = {
        {"account", JSON_STRING}, {"values", JSON_ARRAY}, {"blinding", JSON_STRING}, {"commitment", JSON_STRING}};
    if (!zks_json_is_object_of(object, at, members, COUNT(members), report))
        return ZKS_REJECT_VECTOR;
    uint8_t bytes[ZKS_SCALAR_BYTES];
    zks_scalar blinding;
    if (!read_hex(bytes, sizeof bytes, json_object_get(object, "blinding")) || !zks_scalar_decode(&blinding, bytes))
        return fault(report, at, "blinding", "not a canonical scalar");
    zks_value *values = calloc(json_array_size(json_object_get(object, "values")) + 1, sizeof *values);
    if (values == NULL)
        return ZKS_ERROR_MEMORY;
    zks_status status = check_commitment(object, values, &blinding, at, report);
    free(values);
    return status;
}

zks_status zks_case_account_id(const json_t *object, const zks_json_path *at, zks_report *report)
{
    static const zks_json_member members[] = {{"account", JSON_STRING}, {"scalar", JSON_STRING}};
    if (!zks_json_is_object_of(object, at, members, COUNT(members), report))
        return ZKS_REJECT_VECTOR;
    const char *account = text_of(object, "account");
    zks_scalar id;
    uint8_t bytes[ZKS_SCALAR_BYTES];
    zks_opening_id(&id, (zks_bytes){account, strlen(account)});
    zks_scalar_encode(bytes, &id);
    return is_hex_of(object, "scalar", bytes) ? ZKS_OK : differs(report, at, "scalar");
}

/* ---- shape ---- */

static uint64_t integer_of(const json_t *object, const char *member)
{
    return (uint64_t)json_integer_value(json_object_get(object, member));
}

zks_status zks_case_shape(const json_t *object, const zks_json_path *at, zks_report *report)
{
    static const zks_json_member members[] = {
        {"rows", JSON_INTEGER},   {"cells", JSON_INTEGER},      {"committed", JSON_INTEGER},
        {"rounds", JSON_INTEGER}, {"row_length", JSON_INTEGER}, {"matrix_rows", JSON_INTEGER},
        {"folds", JSON_INTEGER},  {"points", JSON_INTEGER},     {"words", JSON_INTEGER}};
    if (!zks_json_is_object_of(object, at, members, COUNT(members), report))
        return ZKS_REJECT_VECTOR;
    zks_shape shape;
    if (!zks_shape_make(&shape, integer_of(object, "rows"), integer_of(object, "cells"), integer_of(object, "committed")))
        return fault(report, at, NULL, "sizes out of range");
    const struct {
        const char *member;
        uint64_t computed;
    } sizes[] = {{"rounds", shape.rounds}, {"row_length", shape.row_length}, {"matrix_rows", shape.matrix_rows},
                 {"folds", shape.folds},   {"points", shape.at.points},      {"words", shape.at.words}};
    for (size_t i = 0; i < COUNT(sizes); i++)
        if (integer_of(object, sizes[i].member) != sizes[i].computed)
            return differs(report, at, sizes[i].member);
    return ZKS_OK;
}

/* ---- point, scalar, decimal, time ---- */


bool zks_case_is_point(const char *text)
{
    uint8_t word[32];
    zks_point point;
    return zks_hex_decode(word, sizeof word, text) && zks_point_decode(&point, word);
}

bool zks_case_is_scalar(const char *text)
{
    uint8_t word[32];
    zks_scalar scalar;
    return zks_hex_decode(word, sizeof word, text) && zks_scalar_decode(&scalar, word);
}

bool zks_case_is_decimal(const char *text)
{
    return strlen(text) <= ZKS_DECIMAL_MAX && zks_decimal_is_canonical(text);
}

bool zks_case_is_time(const char *text)
{
    return zks_time_is_canonical(text);
}
