/* Logs of made-up statements: entry i is SHA-256(u64 i). */
#ifndef ZKS_TESTS_SIGNATURE_LOGS_H
#define ZKS_TESTS_SIGNATURE_LOGS_H

#include "fixture.h"

#include "crypto/hash.h"
#include "signature/consistency.h"
#include "signature/log_proof.h"

static inline void make_statement(uint8_t digest[32], uint64_t i)
{
    uint8_t number[8];
    zks_store_u64(number, i);
    zks_sha256(digest, &(zks_bytes){number, sizeof number}, 1);
}

static inline zks_log log_of(size_t count)
{
    zks_log log = {malloc(32 * count + 32), count};
    assert_non_null(log.entries);
    for (size_t i = 0; i < count; i++)
        make_statement(log.entries + 32 * i, i);
    return log;
}

/* The log with its entry `at` another one. */
static inline zks_log rewritten_log_of(size_t count, size_t at)
{
    zks_log log = log_of(count);
    make_statement(log.entries + 32 * at, 1000 + at);
    return log;
}

/* The proof of the log's last entry, whose text is *bytes, malloc'd. */
static inline zks_log_proof proof_of(const zks_log *log, const zks_note_signer *signer, char **bytes)
{
    zks_log_proof proof;
    zks_report report;
    size_t length;
    assert_int_equal(zks_log_proof_make(bytes, &length, log, log->count - 1, signer, &report), ZKS_OK);
    assert_int_equal(zks_log_proof_parse(&proof, *bytes, length, &report), ZKS_OK);
    return proof;
}

#endif
