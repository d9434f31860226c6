#include "prover/breach_output.h"

#include "cli/output.h"
#include "cli/plain.h"

#include <inttypes.h>
#include <stdio.h>

/* ---- for people --------------------------------------------------------------------------------------------- */

/* What is wrong with the breach's account at this position, or with the pool. */
static void put_fault(const zks_breach *breach, size_t position)
{
    if (breach->kind == ZKS_BREACH_WIDTH) {
        fprintf(stderr, "does not fit its %u bytes\n", breach->bytes);
        return;
    }
    fputs(breach->is_equality ? "off by " : "short by ", stderr);
    zks_cli_put_line(stderr, breach->first[position].shortfall);
    fputc('\n', stderr);
}

static void put_more(const zks_breach *breach)
{
    if (breach->count > breach->shown)
        fprintf(stderr, "    and %" PRIu64 " more\n", breach->count - breach->shown);
}

static void put_requirement(const zks_breach *breach)
{
    fprintf(stderr, "  requirement ");
    zks_cli_put_line(stderr, breach->name);
    if (breach->first[0].account == NULL) {
        fprintf(stderr, " (pool): ");
        put_fault(breach, 0);
        return;
    }
    fprintf(stderr, ": broken by %" PRIu64 " account%s\n", breach->count, breach->count == 1 ? "" : "s");
    for (size_t i = 0; i < breach->shown; i++) {
        fprintf(stderr, "    ");
        zks_cli_put_line(stderr, breach->first[i].account);
        fprintf(stderr, "  ");
        put_fault(breach, i);
    }
    put_more(breach);
}

/* "advice risk[BTC] of account customer 7 does not fit its 6 bytes" */
static void put_advice(const zks_breach *breach)
{
    for (size_t i = 0; i < breach->shown; i++) {
        fputs(breach->kind == ZKS_BREACH_BOUND ? "  no value meets advice " : "  advice ", stderr);
        zks_cli_put_line(stderr, breach->name);
        fputs(breach->first[i].account != NULL ? " of account " : " of the pool", stderr);
        if (breach->first[i].account != NULL)
            zks_cli_put_line(stderr, breach->first[i].account);
        fputs(breach->kind == ZKS_BREACH_BOUND ? ": " : " ", stderr);
        put_fault(breach, i);
    }
    put_more(breach);
}

void zks_put_breaches(const zks_breach *breaches, size_t count)
{
    size_t shown = count < ZKS_BREACHES_SHOWN ? count : ZKS_BREACHES_SHOWN;
    for (size_t i = 0; i < shown; i++)
        if (breaches[i].kind == ZKS_BREACH_REQUIREMENT)
            put_requirement(&breaches[i]);
        else
            put_advice(&breaches[i]);
    if (count > shown)
        fprintf(stderr, "  and %zu more, all listed with --json\n", count - shown);
}

/* ---- for programs ------------------------------------------------------------------------------------------- */

static json_t *accounts_json(const zks_breach *breach)
{
    json_t *first = json_array();
    for (size_t i = 0; i < breach->shown; i++)
        json_array_append_new(first, json_pack("{s:o, s:o}", "account", zks_cli_json_text(breach->first[i].account),
                                               "shortfall", zks_cli_json_text(breach->first[i].shortfall)));
    return first;
}

json_t *zks_breaches_json(const zks_breach *breaches, size_t count)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++) {
        const zks_breach *breach = &breaches[i];
        json_t *object = json_pack(
            "{s:s, s:s, s:I, s:o}", breach->kind == ZKS_BREACH_REQUIREMENT ? "requirement" : "advice", breach->name,
            "scope", breach->scope, "count", (json_int_t)breach->count, "first", accounts_json(breach));
        if (breach->kind == ZKS_BREACH_WIDTH)
            json_object_set_new(object, "bytes", json_integer((json_int_t)breach->bytes));
        json_array_append_new(list, object);
    }
    return list;
}
