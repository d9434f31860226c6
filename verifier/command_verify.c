#include "cli/output.h"
#include "cli/plain.h"
#include "cli/progress.h"
#include "cli/report.h"
#include "verifier/commands.h"
#include "verifier/prices_output.h"
#include "verifier/reserves_output.h"
#include "verifier/trust_options.h"
#include "verifier/verdict.h"
#include "verifier/vouchers_output.h"
#include "zksolv/verify.h"

#include <stdio.h>

const zks_cli_option zks_verify_command_options[] = {
    ZKS_TRUST_OPTIONS,
    {.name = "json", .help = "print one JSON object instead of text"},
    ZKS_CLI_THREADS,
    {0},
};

const char zks_verify_command_notes[] =
    "DIR holds statement.json, accounts.bin and proof.bin, and may hold what vouches for them: statement.tlog-proof,\n"
    "statement.consistency, statement.p7s, statement.tsr. The verdict is the first word printed. Without --trust and\n"
    "--ca a valid attestation may be anybody's.\n";

static void print_requirements(const zks_verification *v)
{
    printf("proved of every account: its amounts are within the widths of their columns, none below zero\n");
    for (size_t i = 0; i < v->requirement_count; i++) {
        const zks_verified_requirement *requirement = &v->requirements[i];
        printf("proved of %s: ", requirement->scope[0] == 'a' ? "every account" : "the pool");
        zks_cli_put_line(stdout, requirement->name);
        if (requirement->index != NULL)
            printf("[%s]", requirement->index);
        printf(": ");
        zks_cli_put_line(stdout, requirement->text);
        putchar('\n');
    }
}

static void print_claim(const zks_verification *v)
{
    zks_verdict_print_field("circuit", v->circuit);
    if (!v->circuit_is_shipped)
        printf("            (not the text of a circuit shipped with this verifier: read it with 'show')\n");
    zks_verdict_print_field("issuer", v->issuer);
    zks_verdict_print_field("snapshot", v->snapshot);
    zks_verdict_print_field("created", v->created);
    zks_verdict_print_rows(v->rows);
    zks_verdict_print_hash("statement", v->statement_digest);
    zks_vouchers_print(&v->vouchers);
    zks_feeds_print(v->feeds, v->feed_count);
    zks_custodians_print(v->custodies, v->custody_count);
}

static void print(zks_status status, const zks_verification *v, const zks_report *report)
{
    if (status == ZKS_OK)
        zks_verdict_print_valid("");
    zks_verdict_print_rejection(status, report);
    if (status == ZKS_OK) {
        zks_vouchers_print_verdict(&v->vouchers);
        zks_prices_print_verdict(v);
        zks_reserves_print_verdict(v);
    }
    if (v->circuit != NULL && zks_cli_exit_status(status) != ZKS_EXIT_TROUBLE)
        print_claim(v);
    if (status == ZKS_OK) {
        print_requirements(v);
        printf("verified in %.2f s\n", v->seconds_read + v->seconds_compile + v->seconds_hash + v->seconds_proofs);
    }
}

static json_t *requirements_json(const zks_verification *v)
{
    json_t *array = json_array();
    for (size_t i = 0; i < v->requirement_count; i++) {
        const zks_verified_requirement *requirement = &v->requirements[i];
        json_array_append_new(array, json_pack("{s:o, s:o, s:o, s:o}", "name", zks_cli_json_text(requirement->name),
                                               "index", zks_cli_json_text(requirement->index), "scope",
                                               zks_cli_json_text(requirement->scope), "text",
                                               zks_cli_json_text(requirement->text)));
    }
    return array;
}

static json_t *timings_json(const zks_verification *v)
{
    return json_pack("{s:f, s:f, s:f, s:f}", "read", v->seconds_read, "compile", v->seconds_compile, "hash",
                     v->seconds_hash, "proofs", v->seconds_proofs);
}

static json_t *to_json(zks_status status, const zks_verification *v, const zks_report *report)
{
    json_t *object = zks_verdict_json(status, report);
    if (v->circuit != NULL) {
        json_object_set_new(object, "rows", json_integer((json_int_t)v->rows));
        json_object_set_new(object, "circuit", zks_cli_json_text(v->circuit));
        json_object_set_new(object, "circuit_is_shipped", json_boolean(v->circuit_is_shipped));
        json_object_set_new(object, "issuer", zks_cli_json_text(v->issuer));
        json_object_set_new(object, "snapshot", zks_cli_json_text(v->snapshot));
        json_object_set_new(object, "created", zks_cli_json_text(v->created));
        json_object_set_new(object, "statement", zks_cli_json_hash(v->statement_digest));
        json_object_set_new(object, "requirements", requirements_json(v));
        zks_vouchers_put_json(object, &v->vouchers);
        json_object_set_new(object, "prices", zks_prices_json(v));
        json_object_set_new(object, "reserves", zks_reserves_json(v));
    }
    json_object_set_new(object, "timings", timings_json(v));
    return object;
}

int zks_command_verify(const zks_cli_arguments *arguments)
{
    zks_verification verification;
    zks_report report;
    zks_trust trust;
    int usage = zks_trust_given(&trust, arguments);
    if (usage != ZKS_EXIT_OK)
        return usage;
    zks_status status = zks_verify_trusted(zks_cli_operand(arguments, 0), &trust, zks_cli_threads(arguments),
                                           zks_cli_progress(), &verification, &report);
    zks_cli_progress_clear();
    int exit_status = zks_cli_exit_status(status);
    if (exit_status == ZKS_EXIT_TROUBLE)
        zks_cli_fail(status, &report);
    if (zks_cli_flag(arguments, "json"))
        exit_status = zks_cli_print_json(to_json(status, &verification, &report), exit_status);
    else
        print(status, &verification, &report);
    zks_verification_clear(&verification);
    return exit_status;
}
