/* What the tests of the prover's inputs share: circuits with their numbers. */
#ifndef ZKS_TESTS_PROVER_FIXTURE_H
#define ZKS_TESTS_PROVER_FIXTURE_H

#include "../policy/folder.h"

#include "attestation/numbers_json.h"
#include "circuits/table.h"
#include "zksolv/prove.h"

/* A list of one file. */
#define ONE_PATH(path) ((zks_paths){.count = 1, .paths = (const char *const[]){path}})

typedef struct {
    zks_circuit *circuit;
    zks_numbers numbers; /* checked, without pool */
} fixture;

static inline fixture fixture_new(const char *circuit_text, const char *numbers_json)
{
    fixture f = {0};
    zks_diagnostics diagnostics = {0};
    zks_status status = ZKS_OK;
    zks_report report;
    f.circuit = zks_circuit_read(circuit_text, strlen(circuit_text), "test.circuit", &diagnostics, &status);
    if (f.circuit == NULL)
        fail_msg("%s", diagnostics.text);
    json_t *json = json_loads(numbers_json, 0, NULL);
    assert_non_null(json);
    assert_int_equal(zks_numbers_from_json(&f.numbers, json, ZKS_NUMBERS_POLICY, &report), ZKS_OK);
    json_decref(json);
    if (zks_numbers_check(f.circuit, &f.numbers, true, &diagnostics) != ZKS_OK)
        fail_msg("%s", diagnostics.text);
    zks_diagnostics_clear(&diagnostics);
    return f;
}

static inline void fixture_clear(fixture *f)
{
    zks_circuit_free(f->circuit);
    zks_numbers_clear(&f->numbers);
}

#define LENDING_CIRCUIT                                                                                                \
    "circuit lending\n"                                                                                                \
    "index asset { decimals, price }\n"                                                                                \
    "account balance[asset], debt[asset] : units of asset\n"                                                           \
    "account credit[asset] : quote units\n"                                                                            \
    "pool reserve[asset] : public\n"                                                                                   \
    "policy require price > 0\n"                                                                                       \
    "pool require covered[asset]: reserve >= total(balance)\n"
#define LENDING_NUMBERS                                                                                                \
    "{\"quote\":{\"name\":\"USDT\",\"decimals\":2},\"params\":{},\"indexes\":{\"asset\":["                             \
    "{\"name\":\"BTC\",\"decimals\":8,\"price\":1},{\"name\":\"ETH\",\"decimals\":18,\"bytes\":16,\"price\":1},"       \
    "{\"name\":\"USDC\",\"decimals\":0,\"bytes\":1,\"price\":1}]}}"

#define DEPOSIT_CIRCUIT                                                                                                \
    "circuit deposits\n"                                                                                               \
    "account deposit : quote units\n"                                                                                  \
    "account bonus : quote units\n"                                                                                    \
    "pool held : public quote units\n"                                                                                 \
    "pool require covered: held >= total(deposit) + total(bonus)\n"
#define DEPOSIT_NUMBERS "{\"quote\":{\"name\":\"USDT\",\"decimals\":2},\"params\":{},\"indexes\":{}}"

/* Columns over one index and its child, over several and over none, in units of all kinds. */
#define DESK_CIRCUIT                                                                                                   \
    "circuit desk\n"                                                                                                   \
    "index asset { decimals, price }\n"                                                                                \
    "index contract in asset { mark }\n"                                                                               \
    "index term { weight }\n"                                                                                          \
    "account collateral[asset], debt[asset] : units of asset\n"                                                        \
    "account fee : quote units\n"                                                                                      \
    "account lent[asset, term] : units of asset\n"                                                                     \
    "account margin[contract] : units of asset, bytes 9\n"                                                             \
    "account lots[contract] : integer\n"                                                                               \
    "pool reserve[asset] : public\n"                                                                                   \
    "pool insurance : public quote units\n"                                                                            \
    "pool limit[asset, term] : public\n"                                                                               \
    "pool factor[contract] : public integer\n"                                                                         \
    "pool require covered[asset]: reserve >= total(collateral)\n"
#define DESK_NUMBERS                                                                                                   \
    "{\"quote\":{\"name\":\"USDT\",\"decimals\":2},\"params\":{},\"indexes\":{\"asset\":["                             \
    "{\"name\":\"BTC\",\"decimals\":8,\"price\":1},{\"name\":\"ETH\",\"decimals\":18,\"bytes\":16,\"price\":1},"       \
    "{\"name\":\"USDC\",\"decimals\":0,\"bytes\":1,\"price\":1}],\"contract\":["                                       \
    "{\"name\":\"BTC-JUN\",\"in\":\"BTC\",\"mark\":1},{\"name\":\"BTC-SEP\",\"in\":\"BTC\",\"mark\":1},"               \
    "{\"name\":\"ETH-JUN\",\"in\":\"ETH\",\"mark\":1}],\"term\":["                                                     \
    "{\"name\":\"1W\",\"weight\":1},{\"name\":\"1M\",\"weight\":1}]}}"

#endif
