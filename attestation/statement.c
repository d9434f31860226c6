#include "attestation/statement.h"

#include "attestation/numbers_json.h"
#include "crypto/generators.h"

#include <stdlib.h>
#include <string.h>

void zks_claim_clear(zks_claim *claim)
{
    free(claim->issuer);
    free(claim->snapshot);
    free(claim->created);
    free(claim->circuit_name);
    free(claim->circuit_text);
    zks_numbers_clear(&claim->numbers);
    zks_sources_clear(&claim->sources);
    *claim = (zks_claim){0};
}

void zks_statement_clear(zks_statement *statement)
{
    zks_claim_clear(&statement->claim);
    *statement = (zks_statement){0};
}

static json_t *hex_to_json(const uint8_t bytes[32])
{
    char hex[65];
    zks_hex_encode(hex, bytes, 32);
    return json_string(hex);
}

/* Owned by the caller, NULL: out of memory; so are all below. */
static json_t *claim_to_json_without_root(const zks_claim *claim)
{
    json_t *object = json_pack("{s:s, s:s, s:s, s:s, s:{s:s, s:s}, s:I, s:I, s:s}",                 //
                               "version", ZKS_FORMAT_VERSION,                                       //
                               "issuer", claim->issuer,                                             //
                               "snapshot", claim->snapshot,                                         //
                               "created", claim->created,                                           //
                               "circuit", "name", claim->circuit_name, "text", claim->circuit_text, //
                               "rows", (json_int_t)claim->rows,                                     //
                               "segment_rows", (json_int_t)claim->segment_rows,                     //
                               "generators", ZKS_GENERATOR_SEED);
    if (object == NULL || !zks_numbers_to_json(&claim->numbers, object) ||
        !zks_sources_to_json(&claim->sources, object)) {
        json_decref(object);
        return NULL;
    }
    return object;
}

static json_t *claim_to_json(const zks_claim *claim)
{
    json_t *object = claim_to_json_without_root(claim);
    if (object == NULL || json_object_set_new(object, "root", hex_to_json(claim->root)) != 0) {
        json_decref(object);
        return NULL;
    }
    return object;
}

static json_t *statement_to_json(const zks_statement *statement)
{
    return json_pack("{s:o, s:{s:o, s:o}}",                                   //
                     "claim", claim_to_json(&statement->claim),               //
                     "files",                                                 //
                     "accounts.bin", hex_to_json(statement->accounts_digest), //
                     "proof.bin", hex_to_json(statement->proof_digest));
}

/* Takes the value over. */
static char *canonical_bytes(json_t *value, size_t *length)
{
    char *bytes = value != NULL ? zks_json_canonical(value, length) : NULL;
    json_decref(value);
    return bytes;
}

char *zks_claim_bytes(const zks_claim *claim, size_t *length)
{
    return canonical_bytes(claim_to_json(claim), length);
}

char *zks_claim_bytes_without_root(const zks_claim *claim, size_t *length)
{
    return canonical_bytes(claim_to_json_without_root(claim), length);
}

char *zks_statement_bytes(const zks_statement *statement, size_t *length)
{
    size_t json_length;
    char *json = canonical_bytes(statement_to_json(statement), &json_length);
    char *bytes = json != NULL ? realloc(json, json_length + 2) : NULL;
    if (bytes == NULL) {
        free(json);
        return NULL;
    }
    memcpy(bytes + json_length, "\n", 2);
    *length = json_length + 1;
    return bytes;
}
