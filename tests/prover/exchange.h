/* A small exchange under the shipped circuit spot, and attestations of it with every byte fixed. */
#ifndef ZKS_TESTS_PROVER_EXCHANGE_H
#define ZKS_TESTS_PROVER_EXCHANGE_H

#include "book.h"
#include "files.h"

#include "zksolv/prove.h"
#include "zksolv/verify.h"

static const uint8_t exchange_seed[ZKS_SEED_BYTES] = {1, 2, 3}, other_seed[ZKS_SEED_BYTES] = {3, 2, 1};

static const char *const exchange_ledger[] = {"ledger.csv"}, *const exchange_reserves[] = {"reserves.csv"};

#define EXCHANGE_CREATED "2026-08-20T06:00:00Z"
#define EXCHANGE_POLICY(circuit)                                                                                       \
    "{\"circuit\":\"" circuit "\",\"issuer\":\"Example\",\"snapshot\":\"2026-08-20T00:00:00Z\","                       \
    "\"quote\":{\"name\":\"USDT\",\"decimals\":8},\"indexes\":{\"asset\":["                                            \
    "{\"name\":\"BTC\",\"decimals\":8,\"price\":\"60000\"},{\"name\":\"ETH\",\"decimals\":8,\"price\":\"3000\"}]},"    \
    "\"params\":{\"coverage\":\"1\"}}"

static inline void write_text(const char *path, const char *text)
{
    write_file(path, text, strlen(text));
}

/* Account i is "customer i"; all hold BTC, every third ETH too. */
static inline void write_ledger(const char *path, size_t accounts)
{
    lines csv = {0};
    lines_add(&csv, "account,asset,balance\n");
    for (size_t i = 0; i < accounts; i++) {
        lines_add(&csv, "customer %zu,BTC,%zu.5\n", i, i);
        if (i % 3 == 0)
            lines_add(&csv, "customer %zu,ETH,0.%08zu\n", i, i + 1);
    }
    write_file(path, csv.text, csv.length);
    free(csv.text);
}

static inline void write_exchange(size_t accounts)
{
    write_text("policy.json", EXCHANGE_POLICY("spot"));
    write_text("reserves.csv", "asset,reserve\nBTC,100000\nETH,1\n");
    write_ledger("ledger.csv", accounts);
}

/* What tests vary they set in the options. */
static inline zks_attest_options exchange_options(const char *out, const char *secrets)
{
    return (zks_attest_options){.policy = "policy.json",
                                .ledger = {.count = 1, .paths = exchange_ledger},
                                .reserves = {.count = 1, .paths = exchange_reserves},
                                .out = out,
                                .secrets = secrets,
                                .threads = 2,
                                .seed = exchange_seed,
                                .created = EXCHANGE_CREATED,
                                .segment_rows = 4};
}

static inline void attest(const zks_attest_options *options)
{
    zks_attestation result;
    zks_report report;
    if (zks_attest(options, NULL, &result, &report) != ZKS_OK)
        fail_msg("%s", report.detail);
    zks_attestation_clear(&result);
}

/* Empties the working directory, so that a test may count what is left in it. */
static inline int empty_folder(void **state)
{
    (void)state;
    return system("rm -rf -- * .zksolv-*");
}

#endif
