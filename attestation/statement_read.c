#include "attestation/json.h"
#include "attestation/numbers_json.h"
#include "attestation/statement.h"
#include "attestation/text.h"
#include "crypto/generators.h"

#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const zks_json_member statement_members[] = {{"claim", JSON_OBJECT}, {"files", JSON_OBJECT}};
static const zks_json_member file_members[] = {{"accounts.bin", JSON_STRING}, {"proof.bin", JSON_STRING}};
static const zks_json_member claim_members[] = {
    {"version", JSON_STRING},       {"issuer", JSON_STRING},     {"snapshot", JSON_STRING}, {"created", JSON_STRING},
    {"circuit", JSON_OBJECT},       {"quote", JSON_OBJECT},      {"indexes", JSON_OBJECT},  {"params", JSON_OBJECT},
    {"pool", JSON_OBJECT},          {"prices", JSON_ARRAY},      {"reserves", JSON_ARRAY},  {"rows", JSON_INTEGER},
    {"segment_rows", JSON_INTEGER}, {"generators", JSON_STRING}, {"root", JSON_STRING}};
static const zks_json_member circuit_members[] = {{"name", JSON_STRING}, {"text", JSON_STRING}};

/* Members of the claim are named from the claim on, as those of a policy are from the policy on. */
static const zks_json_path files_path = {NULL, "files", 0}, circuit_path = {NULL, "circuit", 0};

static bool has_members(const json_t *root, zks_report *report)
{
    if (!zks_json_is_object_of(root, NULL, statement_members, COUNT(statement_members), report))
        return false;
    const json_t *claim = json_object_get(root, "claim"), *files = json_object_get(root, "files");
    return zks_json_is_object_of(files, &files_path, file_members, COUNT(file_members), report) &&
           zks_json_is_object_of(claim, NULL, claim_members, COUNT(claim_members), report) &&
           zks_json_is_object_of(json_object_get(claim, "circuit"), &circuit_path, circuit_members,
                                 COUNT(circuit_members), report);
}

static bool read_hash(uint8_t out[32], const json_t *object, const zks_json_path *above, const char *name,
                      zks_report *report)
{
    const json_t *value = json_object_get(object, name);
    if (zks_hex_decode(out, 32, json_string_value(value)))
        return true;
    zks_json_path at = {above, name, 0};
    zks_json_fault(report, &at, value, "not 64 lower-case hexadecimal digits");
    return false;
}

static bool read_hashes(zks_statement *statement, const json_t *root, zks_report *report)
{
    const json_t *files = json_object_get(root, "files");
    return read_hash(statement->accounts_digest, files, &files_path, "accounts.bin", report) &&
           read_hash(statement->proof_digest, files, &files_path, "proof.bin", report) &&
           read_hash(statement->claim.root, json_object_get(root, "claim"), NULL, "root", report);
}

static bool issuer_is_line(const json_t *claim, zks_report *report)
{
    const json_t *issuer = json_object_get(claim, "issuer");
    if (zks_text_is_line(json_string_value(issuer), ZKS_MAX_ISSUER))
        return true;
    zks_json_path at = {NULL, "issuer", 0};
    zks_json_fault(report, &at, issuer, "empty, too long or with a control character");
    return false;
}

static char *copy_string(const json_t *object, const char *name)
{
    return strdup(json_string_value(json_object_get(object, name)));
}

static zks_status read_strings(zks_claim *claim, const json_t *object)
{
    const json_t *circuit = json_object_get(object, "circuit");
    claim->issuer = copy_string(object, "issuer");
    claim->snapshot = copy_string(object, "snapshot");
    claim->created = copy_string(object, "created");
    claim->circuit_name = copy_string(circuit, "name");
    claim->circuit_text = copy_string(circuit, "text");
    bool ok = claim->issuer != NULL && claim->snapshot != NULL && claim->created != NULL &&
              claim->circuit_name != NULL && claim->circuit_text != NULL;
    return ok ? ZKS_OK : ZKS_ERROR_MEMORY;
}

static bool member_is(const json_t *claim, const char *name, const char *expected, zks_report *report)
{
    const json_t *value = json_object_get(claim, name);
    if (strcmp(json_string_value(value), expected) == 0)
        return true;
    zks_json_path at = {NULL, name, 0};
    zks_json_fault(report, &at, value, "not one this program knows");
    return false;
}

static bool member_is_time(const json_t *claim, const char *name, zks_report *report)
{
    const json_t *value = json_object_get(claim, name);
    if (zks_time_is_canonical(json_string_value(value)))
        return true;
    zks_json_path at = {NULL, name, 0};
    zks_json_fault(report, &at, value, "not a time as in 2026-08-20T00:00:00Z");
    return false;
}

static bool read_shape(zks_claim *claim, const json_t *object, zks_report *report)
{
    const json_t *rows = json_object_get(object, "rows"), *segment_rows = json_object_get(object, "segment_rows");
    uint64_t row_count = (uint64_t)json_integer_value(rows), segment = (uint64_t)json_integer_value(segment_rows);
    zks_json_path rows_path = {NULL, "rows", 0}, segment_path = {NULL, "segment_rows", 0};
    if (row_count < 1 || row_count > ZKS_MAX_ROWS) {
        zks_json_fault(report, &rows_path, rows, "not in 1 .. 2^32");
        return false;
    }
    if (segment < 1 || segment > ZKS_MAX_SEGMENT_ROWS || (segment & (segment - 1)) != 0) {
        zks_json_fault(report, &segment_path, segment_rows, "not a power of two in 1 .. 65536");
        return false;
    }
    claim->rows = row_count;
    claim->segment_rows = (uint32_t)segment;
    return true;
}

/* Everything after the encoding, in the order of the statuses: a bad number is known early and told in its turn. */
static zks_status read_statement(zks_statement *statement, const json_t *root, zks_report *report)
{
    if (!has_members(root, report) || !read_hashes(statement, root, report))
        return ZKS_REJECT_STATEMENT_SCHEMA;
    zks_claim *claim = &statement->claim;
    const json_t *object = json_object_get(root, "claim");
    if (!issuer_is_line(object, report))
        return ZKS_REJECT_STATEMENT_SCHEMA;
    zks_report numbers_report;
    zks_status numbers = zks_numbers_from_json(&claim->numbers, object, ZKS_NUMBERS_STRICT, &numbers_report);
    if (numbers == ZKS_REJECT_STATEMENT_SCHEMA)
        *report = numbers_report;
    if (numbers == ZKS_REJECT_STATEMENT_SCHEMA || numbers == ZKS_ERROR_MEMORY)
        return numbers;
    zks_status sources = zks_sources_from_json(&claim->sources, object, report);
    if (sources != ZKS_OK)
        return sources;
    if (!member_is(object, "version", ZKS_FORMAT_VERSION, report))
        return ZKS_REJECT_VERSION;
    if (!member_is(object, "generators", ZKS_GENERATOR_SEED, report))
        return ZKS_REJECT_GENERATORS;
    if (!member_is_time(object, "snapshot", report) || !member_is_time(object, "created", report))
        return ZKS_REJECT_TIME;
    if (numbers != ZKS_OK) {
        *report = numbers_report;
        return numbers;
    }
    if (!read_shape(claim, object, report))
        return ZKS_REJECT_SHAPE;
    return read_strings(claim, object);
}

/* One line feed after the JSON, which jansson would pass over as any other white space. */
static zks_status read_encoding(json_t **root, const char *bytes, size_t length, zks_report *report)
{
    if (length > ZKS_STATEMENT_MAX_BYTES) {
        zks_report_detail(report, "longer than %u bytes", ZKS_STATEMENT_MAX_BYTES);
        return ZKS_REJECT_STATEMENT_ENCODING;
    }
    if (length == 0 || bytes[length - 1] != '\n') {
        zks_report_detail(report, "no line feed at the end");
        return ZKS_REJECT_STATEMENT_ENCODING;
    }
    return zks_json_read_canonical(root, bytes, length - 1, ZKS_REJECT_STATEMENT_ENCODING, report);
}

zks_status zks_statement_read(zks_statement *statement, const char *bytes, size_t length, zks_report *report)
{
    json_t *root;
    zks_status status = read_encoding(&root, bytes, length, report);
    if (status != ZKS_OK)
        return status;
    zks_statement read = {0};
    status = read_statement(&read, root, report);
    json_decref(root);
    if (status == ZKS_OK)
        *statement = read;
    else
        zks_statement_clear(&read);
    return status;
}
