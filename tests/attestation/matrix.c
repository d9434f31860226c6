/* The digest of a matrix is that of the CSV an issuer publishes; the expected ones are sha256sum's. */
#include "attestation/matrix.h"

#include "attestation/json.h"
#include "attestation/numbers_json.h"
#include "circuits/table.h"
#include "crypto/hash.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char circuit_text[] = "circuit c\n"
                                   "index asset { decimals }\n"
                                   "index scenario { }\n"
                                   "index term { }\n"
                                   "param k\n"
                                   "param threshold[scenario]\n"
                                   "param pnl[scenario, asset]\n"
                                   "param cube[asset, scenario, term]\n"
                                   "param m[asset, scenario, single] index single { }\n"
                                   "account a : integer\n";

/* Names that need quotes, and members in an order that is not that of the alphabet. */
static const char numbers_text[] =
    "{\"quote\":{\"name\":\"USD\",\"decimals\":2},\"indexes\":{"
    "\"asset\":[{\"name\":\"BTC, 30 JUN\",\"decimals\":0},{\"name\":\"the \\\"big\\\" one\",\"decimals\":0}],"
    "\"scenario\":[{\"name\":\"up\"},{\"name\":\"down\"}],"
    "\"single\":[{\"name\":\"m\"}],"
    "\"term\":[{\"name\":\"near\"},{\"name\":\"far\"}]},"
    "\"params\":{\"k\":3,\"threshold\":[\"1.50\",-2],\"pnl\":[[1,2],[-3,\"0.4\"]],"
    "\"cube\":[[[1,2],[3,4]],[[5,6],[7,8]]],\"m\":[[[1],[2]],[[3],[4]]]}}";

static const struct {
    const char *param, *csv, *sha256;
} matrices[] = {
    {"threshold", "scenario,threshold\nup,1.5\ndown,-2\n",
     "5abd6fd5ba694d4ed35d715d0926236f3d62ecd81151b742a0a18edb20b59d5d"},
    {"pnl", "scenario,\"BTC, 30 JUN\",\"the \"\"big\"\" one\"\nup,1,2\ndown,-3,0.4\n",
     "caf48be1eac16b79e9f8b30ccb08b172c72aae38594eb0045cd151fe9a99d41f"},
    {"cube",
     "asset,scenario,near,far\n\"BTC, 30 JUN\",up,1,2\n\"BTC, 30 JUN\",down,3,4\n\"the \"\"big\"\" one\",up,5,6\n"
     "\"the \"\"big\"\" one\",down,7,8\n",
     "460d00230b7a7178ebb8ce8fe7954f1351b2c6e652750c15113c22d0a70de9e0"},
    {"m",
     "asset,scenario,m\n\"BTC, 30 JUN\",up,1\n\"BTC, 30 JUN\",down,2\n\"the \"\"big\"\" one\",up,3\n"
     "\"the \"\"big\"\" one\",down,4\n",
     "644490239bcdd8627cb4ed910f9417bb683916c2de221dcb80243e6d7274a958"},
};

typedef struct {
    zks_circuit *circuit;
    zks_numbers numbers;
} fixture;

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    zks_diagnostics d = {0};
    zks_status status = ZKS_OK;
    zks_report report;
    f->circuit = zks_circuit_read(circuit_text, strlen(circuit_text), "c", &d, &status);
    json_t *json = json_loads(numbers_text, JSON_REJECT_DUPLICATES, NULL);
    if (f->circuit != NULL)
        status = zks_numbers_from_json(&f->numbers, json, ZKS_NUMBERS_POLICY, &report);
    if (status == ZKS_OK)
        status = zks_numbers_check(f->circuit, &f->numbers, false, &d);
    if (status != ZKS_OK)
        print_error("%s", d.text);
    json_decref(json);
    zks_diagnostics_clear(&d);
    *state = f;
    return status != ZKS_OK;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    zks_circuit_free(f->circuit);
    zks_numbers_clear(&f->numbers);
    free(f);
    return 0;
}

static zks_values *param_called(fixture *f, const char *name)
{
    for (size_t i = 0; i < f->numbers.param_count; i++)
        if (strcmp(f->numbers.params[i].name, name) == 0)
            return &f->numbers.params[i];
    fail();
    return NULL;
}

static void digests_are_those_of_the_file(void **state)
{
    fixture *f = *state;
    zks_report report;
    assert_true(zks_matrices_digest(f->circuit, &f->numbers));
    for (size_t i = 0; i < sizeof matrices / sizeof *matrices; i++) {
        char hex[65];
        zks_hex_encode(hex, param_called(f, matrices[i].param)->sha256, 32);
        assert_string_equal(hex, matrices[i].sha256);
        uint8_t digest[32];
        zks_sha256(digest, &(zks_bytes){matrices[i].csv, strlen(matrices[i].csv)}, 1);
        assert_memory_equal(param_called(f, matrices[i].param)->sha256, digest, sizeof digest);
    }
    static const uint8_t none[32] = {0};
    assert_memory_equal(param_called(f, "k")->sha256, none, 32);
    assert_int_equal(zks_matrices_check(f->circuit, &f->numbers, &report), ZKS_OK);
}

static void another_digest_or_value_is_found(void **state)
{
    fixture *f = *state;
    zks_report report;
    assert_true(zks_matrices_digest(f->circuit, &f->numbers));
    for (size_t i = 0; i < sizeof matrices / sizeof *matrices; i++) {
        zks_values *param = param_called(f, matrices[i].param);
        char detail[256];
        param->sha256[31] ^= 1;
        assert_int_equal(zks_matrices_check(f->circuit, &f->numbers, &report), ZKS_REJECT_MATRIX_DIGEST);
        snprintf(detail, sizeof detail, "params.%s.sha256: the values' CSV has the digest %s", matrices[i].param,
                 matrices[i].sha256);
        assert_string_equal(report.detail, detail);
        param->sha256[31] ^= 1;

        char *last = param->values[param->value_count - 1], other[] = "9";
        param->values[param->value_count - 1] = other;
        assert_int_equal(zks_matrices_check(f->circuit, &f->numbers, &report), ZKS_REJECT_MATRIX_DIGEST);
        param->values[param->value_count - 1] = last;
    }
    assert_int_equal(zks_matrices_check(f->circuit, &f->numbers, &report), ZKS_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digests_are_those_of_the_file),
        cmocka_unit_test(another_digest_or_value_is_found),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
