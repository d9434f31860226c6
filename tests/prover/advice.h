/* A circuit with advice of every owner: what an account may lose, what the pool pays of it, and what is left. */
#ifndef ZKS_TESTS_PROVER_ADVICE_H
#define ZKS_TESTS_PROVER_ADVICE_H

#include "book.h"

/* claim is what an account's worst loss takes beyond its deposits, left what the fund has beyond all claims. */
#define ADVICE_CIRCUIT                                                                                                 \
    "circuit risky\n"                                                                                                  \
    "index asset { decimals, price }\n"                                                                                \
    "index scenario {}\n"                                                                                              \
    "param shock[scenario, asset]\n"                                                                                   \
    "account deposit[asset] : quote units\n"                                                                           \
    "account pair long[asset], short[asset] : units of asset\n"                                                        \
    "pool fund : public quote units\n"                                                                                 \
    "account advice loss at least -sum(asset) shock * (long - short) for scenario\n"                                   \
    "account committed advice claim at least loss - sum(asset) deposit\n"                                              \
    "account advice usable bytes 3 at most 2 * sum(asset) deposit, 100\n"                                              \
    "pool advice gap at least total(claim) - fund\n"                                                                   \
    "account require cover: 2 * usable + 10 >= loss\n"                                                                 \
    "pool require solvent: 7 >= 3 * gap\n"
#define ADVICE_INDEXES                                                                                                 \
    "{\"asset\":[{\"name\":\"BTC\",\"decimals\":1,\"price\":\"1\"},"                                                   \
    "{\"name\":\"ETH\",\"decimals\":0,\"price\":\"1\"}],\"scenario\":[{\"name\":\"up\"},{\"name\":\"down\"}]}"
#define ADVICE_PARAMS "{\"shock\":[[\"2\",\"1\"],[\"-2.5\",\"-4\"]]}"
#define ADVICE_NUMBERS                                                                                                 \
    "{\"quote\":{\"name\":\"USDT\",\"decimals\":2},\"params\":" ADVICE_PARAMS ",\"indexes\":" ADVICE_INDEXES "}"
#define ADVICE_POLICY                                                                                                  \
    "{\"circuit\":\"risky.circuit\",\"issuer\":\"Example\",\"snapshot\":\"2026-08-20T00:00:00Z\","                     \
    "\"quote\":{\"name\":\"USDT\",\"decimals\":2},\"params\":" ADVICE_PARAMS ",\"indexes\":" ADVICE_INDEXES "}"

/* Account i is "customer i", long i / 10 BTC, which loses i / 4 when it goes down, and every third short an ETH, which
 * loses 1 when it goes up; deposits are i / 5. So claim is i / 20 (from 0 to 1.45 for 30), and less with the short. */
static inline char *advice_ledger(size_t accounts)
{
    lines csv = {0};
    lines_add(&csv, "account,asset,deposit,long,short\n");
    for (size_t i = 0; i < accounts; i++) {
        lines_add(&csv, "customer %zu,BTC,%zu.%zu,%zu.%zu,0\n", i, i / 5, 2 * (i % 5), i / 10, i % 10);
        if (i % 3 == 0)
            lines_add(&csv, "customer %zu,ETH,0,0,1\n", i);
    }
    return csv.text;
}

#endif
