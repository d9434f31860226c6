/* A ledger as text, to compare it with. */
#ifndef ZKS_TESTS_PROVER_LEDGER_TEXT_H
#define ZKS_TESTS_PROVER_LEDGER_TEXT_H

#include "fixture.h"

#include "prover/ledger_csv.h"

/* "alice:0=150000000,3=1;bob:" */
static inline char *describe(const zks_ledger *ledger)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    zks_value *values = calloc(ledger->max_values + 1, sizeof *values);
    for (size_t i = 0; i < ledger->account_count; i++) {
        zks_bytes id = zks_ledger_id(ledger, i);
        fprintf(out, "%.*s:", (int)id.length, (const char *)id.data);
        size_t count = zks_ledger_values(ledger, i, values);
        for (size_t j = 0; j < count; j++) {
            assert_int_equal(values[j].limb[2] | values[j].limb[3], 0);
            fprintf(out, "%s%u=", j ? "," : "", values[j].column);
            if (values[j].limb[1] != 0)
                fprintf(out, "%llu*2^64+", (unsigned long long)values[j].limb[1]);
            fprintf(out, "%llu", (unsigned long long)values[j].limb[0]);
        }
        fputc(';', out);
    }
    free(values);
    fclose(out);
    return text;
}

#endif
