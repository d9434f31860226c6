/* Attests a ledger with libzksolv-prove: attest POLICY LEDGER RESERVES OUT SECRETS
 *
 *     cc attest.c $(pkg-config --cflags --libs zksolv-prove) -o attest
 */
#include <zksolv/prove.h>

#include <stdio.h>

static void print_breaches(const zks_attestation *result)
{
    for (size_t i = 0; i < result->breach_count; i++)
        printf("%s is broken %llu times\n", result->breaches[i].name, (unsigned long long)result->breaches[i].count);
}

int main(int argc, char **argv)
{
    if (argc != 6) {
        fprintf(stderr, "usage: attest POLICY LEDGER RESERVES OUT SECRETS\n");
        return 2;
    }
    const char *ledger = argv[2], *reserves = argv[3];
    zks_attest_options options = {
        .policy = argv[1],
        .ledger = {.count = 1, .paths = &ledger},
        .reserves = {.count = 1, .paths = &reserves},
        .out = argv[4],
        .secrets = argv[5],
        .threads = 1,
    };
    zks_attestation result;
    zks_report report;
    zks_status status = zks_attest(&options, NULL, &result, &report);
    if (status == ZKS_OK)
        printf("attested %llu accounts\n", (unsigned long long)result.accounts);
    else
        printf("%s: %s\n", zks_status_text(status), report.detail);
    print_breaches(&result);
    zks_attestation_clear(&result);
    return status == ZKS_OK ? 0 : 1;
}
