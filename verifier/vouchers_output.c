#include "verifier/vouchers_output.h"

#include "cli/output.h"
#include "cli/plain.h"
#include "cli/style.h"
#include "verifier/verdict.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>

zks_vouched zks_vouchers_signature(const zks_vouchers *v)
{
    return v->log_proof > v->certificate ? v->log_proof : v->certificate;
}

static void print_verdict(zks_cli_style style, const char *verdict, const char *rest)
{
    zks_cli_put_styled(stdout, style, verdict);
    printf("%s\n", rest);
}

void zks_vouchers_print_verdict(const zks_vouchers *vouchers)
{
    bool is_log_open = vouchers->log_proof == ZKS_VOUCHED && !vouchers->log_is_compared;
    switch (zks_vouchers_signature(vouchers)) {
    case ZKS_VOUCHED:
        print_verdict(ZKS_STYLE_GOOD, "signature: trusted",
                      is_log_open ? "; whether everybody sees this log was not asked (see --log)" : "");
        break;
    case ZKS_VOUCHED_UNCHECKED:
        print_verdict(ZKS_STYLE_BAD, "signature: unchecked",
                      ": anybody could have written what is there (see --trust and --ca)");
        break;
    default:
        print_verdict(ZKS_STYLE_BAD, "signature: none", ": nothing in the folder says who made it");
    }
}

static const char *mark(zks_vouched state)
{
    return state == ZKS_VOUCHED ? "" : " (unchecked)";
}

static void print_field(const char *name, const char *value, zks_vouched state)
{
    printf("  %-10s", name);
    zks_cli_put_line(stdout, value);
    printf("%s\n", mark(state));
}

static void print_log(const zks_vouchers *v)
{
    for (size_t i = 0; i < v->signer_count; i++)
        print_field(i == 0 ? "signed by" : "", v->signers[i], v->log_proof);
    printf("  %-10s", "log");
    zks_cli_put_line(stdout, v->origin);
    printf(", entry %" PRIu64 " of %" PRIu64 "%s", v->log_index + 1, v->log_size, mark(v->log_proof));
    if (v->log_is_compared && v->log_seen > 0)
        printf("; one log with the %" PRIu64 " entries seen before", v->log_seen);
    else if (v->log_is_compared)
        printf("; seen for the first time, and remembered");
    putchar('\n');
}

void zks_vouchers_print(const zks_vouchers *vouchers)
{
    if (vouchers->log_proof != ZKS_VOUCHED_NOT)
        print_log(vouchers);
    if (vouchers->certificate != ZKS_VOUCHED_NOT)
        print_field("subject", vouchers->subject, vouchers->certificate);
    if (vouchers->timestamp != ZKS_VOUCHED_NOT)
        print_field("timestamp", vouchers->time, vouchers->timestamp);
    if (vouchers->age_of != NULL)
        printf("  %-10scounted from %s\n", "age",
               vouchers->age_of[0] == 't' ? "the timestamp" : "what the issuer says under created");
}

static json_t *log_json(const zks_vouchers *v)
{
    if (v->log_proof == ZKS_VOUCHED_NOT)
        return json_null();
    json_t *signers = json_array();
    for (size_t i = 0; i < v->signer_count; i++)
        json_array_append_new(signers, zks_cli_json_text(v->signers[i]));
    return json_pack("{s:b, s:o, s:o, s:I, s:I, s:o}", "checked", v->log_proof == ZKS_VOUCHED, "signers", signers,
                     "origin", zks_cli_json_text(v->origin), "index", (json_int_t)v->log_index, "size",
                     (json_int_t)v->log_size, "seen",
                     v->log_is_compared ? json_integer((json_int_t)v->log_seen) : json_null());
}

static json_t *checked_json(zks_vouched state, const char *name, const char *value)
{
    if (state == ZKS_VOUCHED_NOT)
        return json_null();
    return json_pack("{s:b, s:o}", "checked", state == ZKS_VOUCHED, name, zks_cli_json_text(value));
}

void zks_vouchers_put_json(json_t *object, const zks_vouchers *vouchers)
{
    static const char *const names[] = {
        [ZKS_VOUCHED_NOT] = "none", [ZKS_VOUCHED_UNCHECKED] = "unchecked", [ZKS_VOUCHED] = "trusted"};
    json_object_set_new(object, "signature", json_string(names[zks_vouchers_signature(vouchers)]));
    json_object_set_new(object, "log", log_json(vouchers));
    json_object_set_new(object, "certificate", checked_json(vouchers->certificate, "subject", vouchers->subject));
    json_object_set_new(object, "timestamp", checked_json(vouchers->timestamp, "time", vouchers->time));
    json_object_set_new(object, "age_of", zks_cli_json_text(vouchers->age_of));
}
