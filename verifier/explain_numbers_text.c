#include "circuits/people.h"
#include "cli/paragraph.h"
#include "cli/plain.h"
#include "verifier/explain_grid.h"
#include "verifier/explain_parts.h"
#include "verifier/explain_text.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define GROUP_ORDER_BITS 253 /* 2^252 < order < 2^253 */

static intmax_t number_of(const json_t *object, const char *member)
{
    return zks_explain_number_of(object, member);
}

/* A whole number with its thousands apart, in memory of the caller. */
typedef struct {
    char text[32];
} grouped_number;

static grouped_number grouped(intmax_t number)
{
    char digits[24];
    grouped_number out;
    int length = snprintf(digits, sizeof digits, "%" PRIdMAX, number);
    size_t at = 0;
    for (int i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            out.text[at++] = ',';
        out.text[at++] = digits[i];
    }
    out.text[at] = '\0';
    return out;
}

/* ---- requirements ------------------------------------------------------------------------------------------- */

static bool put_instance(const json_t *instance)
{
    printf("  ");
    zks_cli_put_line(stdout, zks_explain_text_of(instance, "name"));
    putchar('\n');
    return zks_cli_put_paragraph((zks_paragraph){.margin = 4, .lead = "", .indent = 4},
                                 zks_explain_text_of(instance, "text"));
}

static bool put_requirement(const json_t *requirement)
{
    const json_t *shown = json_object_get(requirement, "shown");
    intmax_t more = number_of(requirement, "instances") - (intmax_t)json_array_size(shown);
    size_t i;
    json_t *instance;
    bool whole = true;
    json_array_foreach(shown, i, instance) whole = whole && put_instance(instance);
    if (more > 0)
        printf("  and %" PRIdMAX " more of %s\n", more, zks_explain_text_of(requirement, "name"));
    return whole;
}

static bool put_requirements(const json_t *numbers)
{
    size_t i;
    json_t *requirement;
    bool whole = true;
    printf("\nRequirements with their numbers, in human units; the quote currency is ");
    zks_cli_put_line(stdout, zks_explain_text_of(numbers, "quote"));
    printf(":\n");
    json_array_foreach(json_object_get(numbers, "requirements"), i, requirement) whole =
        whole && put_requirement(requirement);
    if (strcmp(zks_explain_text_of(numbers, "pool_numbers"), "assumed") == 0)
        whole =
            whole && zks_cli_put_paragraph((zks_paragraph){.margin = 2, .lead = "", .indent = 2},
                                           "(pool numbers): reserves and the like, which are in no policy, only in an "
                                           "attestation");
    return whole;
}

/* ---- tables ------------------------------------------------------------------------------------------------- */

static void add_widths(zks_grid *grid, const json_t *run)
{
    intmax_t narrowest = number_of(run, "narrowest"), widest = number_of(run, "widest");
    if (narrowest == widest)
        zks_grid_add(grid, "%" PRIdMAX, widest);
    else
        zks_grid_add(grid, "%" PRIdMAX " to %" PRIdMAX, narrowest, widest);
}

static bool put_columns(const json_t *columns)
{
    static const bool right[5] = {[2] = true, [3] = true, [4] = true};
    zks_grid grid = {.columns = 5};
    size_t i;
    json_t *run;
    for (const char *const *cell = (const char *const[]){"columns", "of", "count", "bytes", "cells", NULL}; *cell;
         cell++)
        zks_grid_add(&grid, "%s", *cell);
    json_array_foreach(columns, i, run)
    {
        zks_grid_add(&grid, "%s", zks_explain_text_of(run, "kind"));
        zks_grid_add(&grid, "%s", zks_explain_text_of(run, "name"));
        zks_grid_add(&grid, "%" PRIdMAX, number_of(run, "count"));
        add_widths(&grid, run);
        zks_grid_add(&grid, "%" PRIdMAX, number_of(run, "cells"));
    }
    return zks_grid_print(&grid, right);
}

static void put_largest(const json_t *table)
{
    const json_t *largest = json_object_get(table, "largest");
    if (json_is_null(largest))
        return;
    printf("  largest value: %" PRIdMAX " bits, in ", number_of(largest, "bits"));
    zks_cli_put_line(stdout, zks_explain_text_of(largest, "constraint"));
    printf("; the group order has %d, so nothing wraps around\n", GROUP_ORDER_BITS);
}

static bool put_table(const json_t *table)
{
    bool is_account = strcmp(zks_explain_text_of(table, "scope"), "account") == 0;
    printf("\n%s\n", is_account ? "Table of every account:" : "Table of the pool:");
    bool whole = put_columns(json_object_get(table, "columns"));
    printf("  %s columns, %s cells (slacks: %s), ", grouped(number_of(table, "column_count")).text,
           grouped(number_of(table, "cells")).text, grouped(number_of(table, "slack_bytes")).text);
    printf("%s constraints\n", grouped(number_of(table, "constraints")).text);
    put_largest(table);
    return whole;
}

/* ---- sizes and cost ----------------------------------------------------------------------------------------- */

static void put_sizes(const json_t *numbers)
{
    const json_t *sizes = json_object_get(numbers, "sizes");
    bool is_assumed = strcmp(zks_explain_text_of(numbers, "pool_numbers"), "assumed") == 0;
    printf("\nAttestation of %s accounts, padding included:\n", grouped(number_of(numbers, "accounts")).text);
    printf("  accounts.bin  %s bytes\n", grouped(number_of(sizes, "accounts_bin")).text);
    printf("  proof.bin     %s bytes%s\n", grouped(number_of(sizes, "proof_bin")).text,
           is_assumed ? " with pool numbers of 10^15 each; smaller ones may save some" : "");
    printf("  segments      %s\n", grouped(number_of(sizes, "segments")).text);
}

/* Two digits of a positive number, which is all that an estimate is good for. */
static grouped_number rounded(double number)
{
    char digits[32];
    grouped_number out;
    snprintf(digits, sizeof digits, "%.1e", number);
    double two = strtod(digits, NULL);
    snprintf(out.text, sizeof out.text, two < 10 ? "%.1f" : "%.0f", two);
    return out;
}

static void put_cost(const json_t *estimate, const char *work)
{
    const json_t *cost = json_object_get(estimate, work);
    printf("  %-12s  some %s processor seconds, %s MiB\n", work,
           rounded(json_real_value(json_object_get(cost, "processor_seconds"))).text,
           rounded(json_real_value(json_object_get(cost, "memory_mib"))).text);
}

static bool put_estimate(const json_t *numbers)
{
    const json_t *estimate = json_object_get(numbers, "estimate");
    char *text =
        zks_name("These two are an estimate for %s, two threads, made of sizes alone: a ledger whose accounts hold "
                 "more or fewer of the columns takes more or less (docs/performance.md).",
                 zks_explain_text_of(estimate, "machine"));
    put_cost(estimate, "attest");
    put_cost(estimate, "verify");
    bool whole = text != NULL && zks_cli_put_paragraph((zks_paragraph){.margin = 2, .lead = "", .indent = 2}, text);
    free(text);
    return whole;
}

bool zks_explain_print_numbers(const json_t *numbers)
{
    size_t i;
    json_t *table;
    bool whole = put_requirements(numbers);
    json_array_foreach(json_object_get(numbers, "tables"), i, table) whole = whole && put_table(table);
    put_sizes(numbers);
    return put_estimate(numbers) && whole;
}
