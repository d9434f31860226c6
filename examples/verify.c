/* Verifies an attestation with libzksolv-verify, and tells on standard error how far it is: verify DIR
 *
 *     cc verify.c $(pkg-config --cflags --libs zksolv-verify) -o verify
 */
#include <zksolv/verify.h>

#include <stdio.h>

static void report_progress(void *context, const char *stage, uint64_t done, uint64_t total)
{
    fprintf(context, "%s: %llu of %llu\n", stage, (unsigned long long)done, (unsigned long long)total);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: verify DIR\n");
        return 2;
    }
    zks_progress progress = {.report = report_progress, .context = stderr};
    zks_verification verification;
    zks_report report;
    zks_status status = zks_verify_attestation(argv[1], 1, &progress, &verification, &report);
    if (status == ZKS_OK)
        printf("valid: %s, %llu rows, circuit %s\n", verification.issuer, (unsigned long long)verification.rows,
               verification.circuit);
    else
        printf("%s: %s: %s\n", zks_status_is_rejection(status) ? "rejected" : "error", zks_status_name(status),
               report.detail);
    zks_verification_clear(&verification);
    return status == ZKS_OK ? 0 : 1;
}
