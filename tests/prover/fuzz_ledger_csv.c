/* libFuzzer target: any bytes as ledgers and as reserves, of one file and of several. Replayed over its corpus as a
 * test. */
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

#define MAX_FILES 4
#define SEPARATOR '\x1d' /* between files */

static const char one_file[] = "circuit lending\n"
                               "index asset { decimals, price }\n"
                               "account balance[asset], debt[asset] : units of asset\n"
                               "pool reserve[asset] : public\n"
                               "pool require covered[asset]: reserve >= total(balance)\n";
static const char three_files[] = "circuit terms\n"
                                  "index asset { decimals, price }\n"
                                  "index term in asset { weight }\n"
                                  "account balance[asset], debt[asset] : units of asset\n"
                                  "account lent[term] : units of asset\n"
                                  "account fee : quote units\n"
                                  "pool reserve[asset] : public\n"
                                  "pool insurance : public\n"
                                  "pool require covered[asset]: reserve >= total(balance)\n";
#define ASSETS                                                                                                         \
    "{\"quote\":{\"name\":\"USDT\",\"decimals\":2},\"params\":{},\"indexes\":{\"asset\":["                             \
    "{\"name\":\"BTC\",\"decimals\":8,\"price\":1},{\"name\":\"ETH\",\"decimals\":18,\"bytes\":16,\"price\":1}]"
static const char one_index[] = ASSETS "}}";
static const char two_indexes[] = ASSETS ",\"term\":[{\"name\":\"1W\",\"in\":\"BTC\",\"weight\":1},"
                                         "{\"name\":\"1M\",\"in\":\"ETH\",\"weight\":1}]}}";

typedef struct {
    zks_circuit *circuit;
    zks_numbers numbers;
} rule;
static rule rules[2];

static void open_rule(rule *r, const char *text, const char *numbers_text)
{
    zks_diagnostics diagnostics = {0};
    zks_status status = ZKS_OK;
    zks_report report;
    json_t *json = json_loads(numbers_text, 0, NULL);
    r->circuit = zks_circuit_read(text, strlen(text), "fuzz", &diagnostics, &status);
    if (r->circuit == NULL || zks_numbers_from_json(&r->numbers, json, ZKS_NUMBERS_POLICY, &report) != ZKS_OK ||
        zks_numbers_check(r->circuit, &r->numbers, true, &diagnostics) != ZKS_OK)
        abort();
    json_decref(json);
}

static void read_ledger(const rule *r, zks_paths paths)
{
    zks_ledger ledger;
    zks_report report = {.segment = 0};
    if (zks_ledger_read_csv(&ledger, paths, r->circuit, &r->numbers, 2, NULL, &report) != ZKS_OK) {
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

static void read_reserves(rule *r, zks_paths paths)
{
    zks_report report;
    zks_diagnostics diagnostics = {0};
    if (zks_reserves_read_csv(&r->numbers, paths, r->circuit, NULL, &report) != ZKS_OK)
        return;
    if (zks_numbers_check(r->circuit, &r->numbers, false, &diagnostics) != ZKS_OK)
        abort();
    for (size_t i = 0; i < r->numbers.pool_count; i++) {
        for (size_t j = 0; j < r->numbers.pool[i].value_count; j++)
            free(r->numbers.pool[i].values[j]);
        free(r->numbers.pool[i].values);
        free(r->numbers.pool[i].name);
    }
    free(r->numbers.pool);
    r->numbers.pool = NULL;
    r->numbers.pool_count = 0;
}

static int keep_file(const uint8_t *bytes, size_t length)
{
    int descriptor = memfd_create("input", MFD_CLOEXEC);
    if (descriptor < 0 || write(descriptor, bytes, length) != (ssize_t)length)
        abort();
    return descriptor;
}

/* Cuts the bytes into files; what is behind the last cut is one file. */
static size_t keep_files(int descriptors[MAX_FILES], const uint8_t *bytes, size_t length)
{
    size_t count = 0;
    const uint8_t *end = bytes + length, *cut;
    while (count + 1 < MAX_FILES && (cut = memchr(bytes, SEPARATOR, (size_t)(end - bytes))) != NULL) {
        descriptors[count++] = keep_file(bytes, (size_t)(cut - bytes));
        bytes = cut + 1;
    }
    descriptors[count++] = keep_file(bytes, (size_t)(end - bytes));
    return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    if (rules[0].circuit == NULL) {
        if (!zks_crypto_start())
            abort();
        open_rule(&rules[0], one_file, one_index);
        open_rule(&rules[1], three_files, two_indexes);
    }
    int descriptors[MAX_FILES];
    char names[MAX_FILES][32];
    const char *paths[MAX_FILES];
    size_t count = keep_files(descriptors, bytes, length);
    for (size_t i = 0; i < count; i++) {
        snprintf(names[i], sizeof names[i], "/proc/self/fd/%d", descriptors[i]);
        paths[i] = names[i];
    }
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        read_ledger(&rules[i], (zks_paths){.count = count, .paths = paths});
        read_reserves(&rules[i], (zks_paths){.count = count, .paths = paths});
    }
    for (size_t i = 0; i < count; i++)
        close(descriptors[i]);
    return 0;
}
