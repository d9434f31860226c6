/* Signatures and timestamps under certificates, of tests/vectors/inputs/vouchers, and ages (docs/signatures.md). */
#include "chapters.h"

#include "attestation/json.h"
#include "crypto/hash.h"

#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Of a signer's certificate: before it is valid, its first second, a time within, its last day, the day after. The
 * authority's is valid at all of them. */
static const char early[] = "2024-12-31T23:59:59Z", first[] = "2025-01-01T00:00:00Z",
                  present[] = "2026-08-20T12:00:00Z", last[] = "2055-12-31T00:00:00Z", late[] = "2056-01-01T00:00:00Z";

static char *read_input(const book *b, const char *name, size_t *length)
{
    char *path = book_path("%s/vouchers/%s", b->inputs, name);
    char *bytes = book_read(path, length);
    free(path);
    return bytes;
}

static json_t *text_of(const book *b, const char *name, const char *suffix)
{
    size_t length;
    char *file = book_path("%s%s", name, suffix), *bytes = read_input(b, file, &length);
    json_t *text = json_stringn(bytes, length);
    MUST(text != NULL);
    free(bytes);
    free(file);
    return text;
}

/* PEM as it is, all else in hexadecimal. */
static json_t *file_of(const book *b, const char *name, const char *suffix)
{
    static const char pem_start[] = "-----BEGIN";
    size_t length;
    char *file = book_path("%s%s", name, suffix), *bytes = read_input(b, file, &length);
    char *hex = book_array(2 * length + 1, 1);
    zks_hex_encode(hex, (const uint8_t *)bytes, length);
    json_t *text = json_string(strncmp(bytes, pem_start, sizeof pem_start - 1) == 0 ? bytes : hex);
    MUST(text != NULL);
    free(hex);
    free(bytes);
    free(file);
    return text;
}

static void append(json_t *array, json_t *value)
{
    MUST(value != NULL && json_array_append_new(array, value) == 0);
}

/* ---- signatures ---------------------------------------------------------------------------------------------- */

typedef struct {
    const char *file, *authorities, *at;
    zks_status result;
} voucher;

static json_t *cms_case(const book *b, const voucher *v, json_t *statement)
{
    return json_pack("{s:o, s:o, s:o, s:s, s:s}", "statement", statement, "file", file_of(b, v->file, ".p7s"),
                     "authorities", text_of(b, v->authorities, ".pem"), "at", v->at, "result",
                     zks_status_name(v->result));
}

static json_t *cms_cases(const book *b)
{
    static const voucher cases[] = {
        {"p256", "authority", present, ZKS_OK},
        {"p256", "authority", first, ZKS_OK},
        {"p256", "authority", last, ZKS_OK},
        {"p256-pem", "authority", present, ZKS_OK},
        {"p256-sha512", "authority", present, ZKS_OK},
        {"rsa", "authority", present, ZKS_OK},
        {"documents", "authority", present, ZKS_OK},
        {"below", "authority", present, ZKS_OK},
        {"p256", "signer", present, ZKS_OK},

        {"attached", "authority", present, ZKS_REJECT_SIGNATURE_ENCODING},
        {"trailing", "authority", present, ZKS_REJECT_SIGNATURE_ENCODING},
        {"two-signers", "authority", present, ZKS_REJECT_SIGNATURE_ENCODING},
        {"no-certificate", "authority", present, ZKS_REJECT_SIGNATURE_ENCODING},

        {"changed", "authority", present, ZKS_REJECT_SIGNATURE_INVALID},
        {"p256-sha1", "authority", present, ZKS_REJECT_SIGNATURE_INVALID},
        {"ed25519", "authority", present, ZKS_REJECT_SIGNATURE_INVALID},

        {"p256", "stranger", present, ZKS_REJECT_SIGNATURE_UNTRUSTED},
        {"p256", "authority", early, ZKS_REJECT_SIGNATURE_UNTRUSTED},
        {"p256", "authority", late, ZKS_REJECT_SIGNATURE_UNTRUSTED},
        {"p256", "signer", late, ZKS_REJECT_SIGNATURE_UNTRUSTED},
        {"rsa", "signer", present, ZKS_REJECT_SIGNATURE_UNTRUSTED},
        {"rsa-1024", "authority", present, ZKS_REJECT_SIGNATURE_UNTRUSTED},
        {"below-alone", "authority", present, ZKS_REJECT_SIGNATURE_UNTRUSTED},
        {"below-signer", "authority", present, ZKS_REJECT_SIGNATURE_UNTRUSTED},
        {"server", "authority", present, ZKS_REJECT_SIGNATURE_UNTRUSTED},
        {"agreement", "authority", present, ZKS_REJECT_SIGNATURE_UNTRUSTED},
    };
    json_t *array = json_array();
    for (size_t i = 0; i < COUNT(cases); i++)
        append(array, cms_case(b, &cases[i], text_of(b, "statement", ".json")));
    const voucher of_another = {"p256", "authority", present, ZKS_REJECT_SIGNATURE_INVALID};
    append(array, cms_case(b, &of_another, json_string("{\"claim\":{},\"files\":{}}")));
    return array;
}

/* ---- timestamps ---------------------------------------------------------------------------------------------- */

static json_t *digest_of_statement(const book *b)
{
    uint8_t digest[32];
    char hex[65];
    size_t length;
    char *bytes = read_input(b, "statement.json", &length);
    zks_sha256(digest, &(zks_bytes){bytes, length}, 1);
    zks_hex_encode(hex, digest, sizeof digest);
    free(bytes);
    return json_string(hex);
}

static json_t *timestamp_case(const book *b, const voucher *v, json_t *statement)
{
    json_t *object =
        json_pack("{s:o, s:o, s:o, s:s, s:s}", "statement", statement, "file", file_of(b, v->file, ".tsr"),
                  "authorities", text_of(b, v->authorities, ".pem"), "at", v->at, "result", zks_status_name(v->result));
    if (v->result == ZKS_OK)
        MUST(json_object_set_new(object, "time", json_string("2026-08-20T00:00:05Z")) == 0);
    return object;
}

static json_t *timestamp_cases(const book *b)
{
    static const voucher cases[] = {
        {"granted", "authority", present, ZKS_OK},
        {"granted-with-modifications", "authority", present, ZKS_OK},
        {"token", "authority", present, ZKS_OK},
        {"fraction", "authority", present, ZKS_OK},
        {"token", "authority", last, ZKS_OK},

        {"rejected", "authority", present, ZKS_REJECT_TIMESTAMP_ENCODING},
        {"rejected-with-token", "authority", present, ZKS_REJECT_TIMESTAMP_ENCODING},
        {"trailing", "authority", present, ZKS_REJECT_TIMESTAMP_ENCODING},
        {"two-signers", "authority", present, ZKS_REJECT_TIMESTAMP_ENCODING},
        {"token-pem", "authority", present, ZKS_REJECT_TIMESTAMP_ENCODING},
        {"no-timestamp", "authority", present, ZKS_REJECT_TIMESTAMP_ENCODING},

        {"imprint-sha1", "authority", present, ZKS_REJECT_TIMESTAMP_INVALID},
        {"p256-sha1", "authority", present, ZKS_REJECT_TIMESTAMP_INVALID},
        {"changed", "authority", present, ZKS_REJECT_TIMESTAMP_INVALID},
        {"no-certificate", "authority", present, ZKS_REJECT_TIMESTAMP_INVALID},
        {"not-bound", "authority", present, ZKS_REJECT_TIMESTAMP_INVALID},
        {"token", "stranger", present, ZKS_REJECT_TIMESTAMP_INVALID},
        {"token", "authority", early, ZKS_REJECT_TIMESTAMP_INVALID},
        {"token", "authority", late, ZKS_REJECT_TIMESTAMP_INVALID},
        {"not-for-time", "authority", present, ZKS_REJECT_TIMESTAMP_INVALID},
        {"not-critical", "authority", present, ZKS_REJECT_TIMESTAMP_INVALID},
    };
    json_t *array = json_array();
    for (size_t i = 0; i < COUNT(cases); i++)
        append(array, timestamp_case(b, &cases[i], digest_of_statement(b)));
    const voucher of_another = {"token", "authority", present, ZKS_REJECT_TIMESTAMP_INVALID};
    append(array, timestamp_case(b, &of_another,
                                 json_string("0000000000000000000000000000000000000000000000000000000000000000")));
    return array;
}

/* ---- ages ---------------------------------------------------------------------------------------------------- */

static json_t *age_cases(void)
{
    static const struct {
        const char *created, *timestamp, *now;
        int max_age;
        zks_status result;
        const char *of;
    } cases[] = {
        {"2026-08-20T00:00:00Z", "", "2026-08-21T00:00:00Z", 86400, ZKS_OK, "created"},
        {"2026-08-20T00:00:00Z", "", "2026-08-21T00:00:01Z", 86400, ZKS_REJECT_AGE, "created"},
        {"2026-08-20T00:00:00Z", "", "2026-08-20T00:00:00Z", 0, ZKS_OK, "created"},
        {"2026-08-20T00:05:00Z", "", "2026-08-20T00:00:00Z", 0, ZKS_OK, "created"},
        {"2026-08-20T00:05:01Z", "", "2026-08-20T00:00:00Z", 86400, ZKS_REJECT_AGE, "created"},

        {"2026-08-20T00:00:01Z", "2026-08-20T00:00:00Z", "2026-08-21T00:00:00Z", 86400, ZKS_OK, "timestamp"},
        {"2026-08-20T00:00:01Z", "2026-08-20T00:00:00Z", "2026-08-21T00:00:01Z", 86400, ZKS_REJECT_AGE, "timestamp"},
        {"2026-08-20T00:00:00Z", "2026-08-20T00:00:01Z", "2026-08-21T00:00:00Z", 86400, ZKS_OK, "created"},
        {"2026-08-20T00:00:00Z", "2026-08-20T00:00:01Z", "2026-08-21T00:00:01Z", 86400, ZKS_REJECT_AGE, "created"},
        {"2026-08-20T00:00:00Z", "2026-08-20T00:00:00Z", "2026-08-21T00:00:00Z", 86400, ZKS_OK, "created"},
    };
    json_t *array = json_array();
    for (size_t i = 0; i < COUNT(cases); i++)
        append(array, json_pack("{s:s, s:s, s:s, s:i, s:s, s:s}", "created", cases[i].created, "timestamp",
                                cases[i].timestamp, "now", cases[i].now, "max_age", cases[i].max_age, "result",
                                zks_status_name(cases[i].result), "of", cases[i].of));
    return array;
}

static void write_cases(book *b, const char *kind, json_t *cases, const char *comment)
{
    book_write_primitives(b, &(book_entry){kind, ZKS_OK, -1, comment}, kind, json_pack("{s:o}", "cases", cases));
}

void chapter_vouchers(book *b)
{
    write_cases(b, "cms", cms_cases(b), "signatures under certificates, sound and each with one fault");
    write_cases(b, "timestamp", timestamp_cases(b), "timestamps, sound and each with one fault");
    write_cases(b, "age", age_cases(), "ages at their limit, and beyond it");
}
