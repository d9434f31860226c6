/* libFuzzer target: any bytes as a ledger and as reserves. Replayed over its corpus as a test. */
#include "fuzz.h"

#include "attestation/numbers_json.h"
#include "crypto/secret.h"
#include "prover/ledger_csv.h"
#include "prover/reserves.h"

#include <assert.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static const char circuit_text[] = "circuit lending\n"
                                   "index asset { decimals, price }\n"
                                   "account balance[asset], debt[asset] : units of asset\n"
                                   "pool reserve[asset] : public\n"
                                   "pool require covered[asset]: reserve >= total(balance)\n";
static const char numbers_text[] =
    "{\"quote\":{\"name\":\"USDT\",\"decimals\":2},\"params\":{},\"indexes\":{\"asset\":["
    "{\"name\":\"BTC\",\"decimals\":8,\"price\":1},{\"name\":\"ETH\",\"decimals\":18,\"bytes\":16,\"price\":1}]}}";

static zks_circuit *circuit;
static zks_numbers numbers;

static void start(void)
{
    zks_diagnostics diagnostics = {0};
    zks_status status = ZKS_OK;
    zks_report report;
    json_t *json = json_loads(numbers_text, 0, NULL);
    circuit = zks_circuit_read(circuit_text, sizeof circuit_text - 1, "lending", &diagnostics, &status);
    if (!zks_crypto_start() || circuit == NULL ||
        zks_numbers_from_json(&numbers, json, ZKS_NUMBERS_POLICY, &report) != ZKS_OK ||
        zks_numbers_check(circuit, &numbers, true, &diagnostics) != ZKS_OK)
        abort();
    json_decref(json);
}

static void read_ledger(const char *path)
{
    zks_ledger ledger;
    zks_report report = {.segment = 0};
    if (zks_ledger_read_csv(&ledger, path, circuit, &numbers, &report) != ZKS_OK) {
        assert(report.segment == -1 && strlen(report.detail) < sizeof report.detail);
        return;
    }
    zks_value *values = calloc(ledger.max_values + 1, sizeof *values);
    assert(values != NULL);
    for (size_t i = 0; i < ledger.account_count; i++) {
        zks_bytes id = zks_ledger_id(&ledger, i);
        size_t found, count = zks_ledger_values(&ledger, i, values);
        assert(zks_ledger_find(&ledger, id.data, id.length, &found) && found == i);
        for (size_t j = 1; j < count; j++)
            assert(values[j - 1].column < values[j].column);
    }
    free(values);
    zks_ledger_clear(&ledger);
}

static void free_pool(void)
{
    for (size_t i = 0; i < numbers.pool_count; i++) {
        for (size_t j = 0; j < numbers.pool[i].value_count; j++)
            free(numbers.pool[i].values[j]);
        free(numbers.pool[i].values);
        free(numbers.pool[i].name);
    }
    free(numbers.pool);
    numbers.pool = NULL;
    numbers.pool_count = 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    if (circuit == NULL)
        start();
    int descriptor = memfd_create("input", MFD_CLOEXEC);
    char path[32];
    zks_report report;
    if (descriptor < 0 || write(descriptor, bytes, length) != (ssize_t)length)
        abort();
    snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
    read_ledger(path);
    zks_reserves_read_csv(&numbers, path, circuit, &report);
    free_pool();
    close(descriptor);
    return 0;
}
