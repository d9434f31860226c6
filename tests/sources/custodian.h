/* Custodians of a test: keys, statements and claims that carry them. */
#ifndef ZKS_TESTS_SOURCES_CUSTODIAN_H
#define ZKS_TESTS_SOURCES_CUSTODIAN_H

#include "../signature/fixture.h"
#include "argument/reserve_commitment.h"
#include "attestation/json.h"
#include "sources/reserve_statement.h"

#define ISSUER "Example Exchange"
#define SNAPSHOT "2026-06-30T00:00:00Z"

static inline char *note_of(const char *text, const zks_note_signer *signer)
{
    const zks_note note = {.text = text, .text_length = strlen(text)};
    zks_report report;
    char *bytes;
    size_t length;
    assert_int_equal(zks_note_sign_within(&bytes, &length, &note, signer, ZKS_SOURCE_MAX_BYTES, &report), ZKS_OK);
    return bytes;
}

/* What a custodian says; NULL members stand for what is right. malloc'd. */
typedef struct {
    const char *account, *assets, *holder, *time, *version;
} said;

static inline const char *either(const char *given, const char *otherwise)
{
    return given != NULL ? given : otherwise;
}

static inline char *text_of(said s)
{
    char *text;
    assert_true(asprintf(&text, "{\"account\":%s,\"assets\":%s,\"holder\":%s,\"time\":%s,\"version\":%s}\n",
                         either(s.account, "\"vault 7\""), either(s.assets, "{\"BTC\":{\"amount\":\"1.5\"}}"),
                         either(s.holder, "\"" ISSUER "\""), either(s.time, "\"" SNAPSHOT "\""),
                         either(s.version, "\"zksolv/1 reserves\"")) > 0);
    return text;
}

static inline char *statement_of(said s, const zks_note_signer *signer)
{
    char *text = text_of(s), *note = note_of(text, signer);
    free(text);
    return note;
}

/* The commitment to a small number of units with a small blinding. */
static inline void commit_to(zks_word out, uint64_t units, uint64_t blinding)
{
    uint8_t amount[ZKS_AMOUNT_BYTES] = {0};
    zks_scalar r;
    for (size_t i = 0; i < 8; i++)
        amount[i] = (uint8_t)(units >> (8 * i));
    zks_scalar_from_u64(&r, blinding);
    zks_reserve_commit(out, amount, &r);
}

static inline char *commitment_of(uint64_t units, uint64_t blinding)
{
    zks_word commitment;
    char *hex = malloc(2 * sizeof commitment + 1);
    commit_to(commitment, units, blinding);
    zks_hex_encode(hex, commitment, sizeof commitment);
    return hex;
}

#endif
