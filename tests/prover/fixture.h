/* What the tests of the prover's inputs share: a folder of their own to write files in, and circuits with their
 * numbers. */
#ifndef ZKS_TESTS_PROVER_FIXTURE_H
#define ZKS_TESTS_PROVER_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "attestation/numbers_json.h"
#include "circuits/table.h"
#include "crypto/secret.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Makes a new folder the working directory; the group's teardown removes it. */
static inline int enter_folder(void **state)
{
    char *folder = strdup("/tmp/zksolv-test-XXXXXX");
    if (folder == NULL || mkdtemp(folder) == NULL || chdir(folder) != 0 || !zks_crypto_start())
        return -1;
    *state = folder;
    return 0;
}

static inline int leave_folder(void **state)
{
    char command[64];
    snprintf(command, sizeof command, "rm -rf %s", (char *)*state);
    free(*state);
    return chdir("/") != 0 || system(command) != 0;
}

static inline void write_file(const char *path, const char *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

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

#endif
