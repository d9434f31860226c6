#include "verifier/verdict.h"

#include "attestation/json.h"
#include "cli/output.h"
#include "cli/plain.h"
#include "cli/style.h"

#include <inttypes.h>
#include <string.h>

bool zks_verdict_has_detail(zks_status status, const zks_report *report)
{
    return report->detail[0] != '\0' && strcmp(report->detail, zks_status_text(status)) != 0;
}

void zks_verdict_print_rejection(zks_status status, const zks_report *report)
{
    if (!zks_status_is_rejection(status))
        return;
    zks_cli_put_styled(stdout, ZKS_STYLE_BAD, "rejected");
    printf(": %s: %s", zks_status_name(status), zks_status_text(status));
    if (report->segment >= 0)
        printf(" (segment %ld)", report->segment);
    putchar('\n');
    if (zks_verdict_has_detail(status, report))
        zks_verdict_print_field("detail", report->detail);
}

void zks_verdict_print_valid(const char *rest)
{
    zks_cli_put_styled(stdout, ZKS_STYLE_GOOD, "valid");
    printf("%s\n", rest);
}

void zks_verdict_print_field(const char *name, const char *value)
{
    printf("  %-10s", name);
    zks_cli_put_line(stdout, value);
    putchar('\n');
}

void zks_verdict_print_hash(const char *name, const uint8_t hash[32])
{
    char hex[65];
    zks_hex_encode(hex, hash, 32);
    zks_verdict_print_field(name, hex);
}

void zks_verdict_print_rows(uint64_t rows)
{
    printf("  %-10s%" PRIu64 " (accounts, padding included)\n", "rows", rows);
}

json_t *zks_verdict_json(zks_status status, const zks_report *report)
{
    json_t *object = json_pack("{s:b, s:o}", "valid", status == ZKS_OK, "reason",
                               status == ZKS_OK ? json_null() : json_string(zks_status_name(status)));
    bool memory = object != NULL;
    if (memory && status != ZKS_OK)
        memory = json_object_set_new(object, "detail",
                                     zks_cli_json_text(zks_verdict_has_detail(status, report)
                                                           ? report->detail
                                                           : zks_status_text(status))) == 0;
    if (memory && report->segment >= 0)
        memory = json_object_set_new(object, "segment", json_integer(report->segment)) == 0;
    if (memory)
        return object;
    json_decref(object);
    return NULL;
}
