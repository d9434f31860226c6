#include "verifier/reserves_output.h"

#include "cli/output.h"
#include "cli/plain.h"
#include "cli/style.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

void zks_reserves_print_verdict(const zks_verification *v)
{
    static const struct {
        const char *name;
        zks_cli_style style;
        const char *rest;
    } verdicts[] = {{"reserves: none", ZKS_STYLE_HEAD, ": the circuit has none"},
                    {"reserves: declared", ZKS_STYLE_BAD, ": they are the issuer's word"},
                    {"reserves: partly signed", ZKS_STYLE_BAD, ": the other columns are the issuer's word"},
                    {"reserves: signed", ZKS_STYLE_BAD, ": with keys that the issuer names (see --custodian)"},
                    {"reserves: trusted", ZKS_STYLE_GOOD, ""}};
    for (size_t i = 0; v->reserves != NULL && i < sizeof verdicts / sizeof *verdicts; i++)
        if (strcmp(verdicts[i].name + strlen("reserves: "), v->reserves) == 0) {
            zks_cli_put_styled(stdout, verdicts[i].style, verdicts[i].name);
            printf("%s\n", verdicts[i].rest);
        }
}

static void print_times(const zks_verified_custody *column)
{
    if (column->time_from[0] == '\0')
        printf("no time is readable");
    else if (strcmp(column->time_from, column->time_to) == 0)
        printf("at %s", column->time_from);
    else
        printf("from %s to %s", column->time_from, column->time_to);
}

void zks_custodians_print(const zks_verified_custody *columns, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const zks_verified_custody *column = &columns[i];
        printf("  %-10s", "reserves");
        zks_cli_put_line(stdout, column->column);
        printf(": %s, %" PRIu64 " account%s of ", column->hidden ? "hidden" : "public", column->accounts,
               column->accounts == 1 ? "" : "s");
        for (size_t k = 0; k < column->custodian_count; k++) {
            printf("%s", k == 0 ? "" : ", ");
            zks_cli_put_line(stdout, column->custodians[k]);
        }
        printf(", ");
        print_times(column);
        printf(", at most %" PRIu64 " s from the snapshot\n", column->age);
    }
}

static json_t *names_json(const zks_verified_custody *column)
{
    json_t *array = json_array();
    for (size_t i = 0; i < column->custodian_count; i++)
        json_array_append_new(array, zks_cli_json_text(column->custodians[i]));
    return array;
}

static json_t *column_json(const zks_verified_custody *column)
{
    return json_pack("{s:o, s:b, s:o, s:I, s:I, s:s, s:s}", "column", zks_cli_json_text(column->column), "hidden",
                     column->hidden, "custodians", names_json(column), "accounts", (json_int_t)column->accounts, "age",
                     (json_int_t)column->age, "time_from", column->time_from, "time_to", column->time_to);
}

json_t *zks_reserves_json(const zks_verification *v)
{
    if (v->reserves == NULL)
        return json_null();
    json_t *columns = json_array();
    for (size_t i = 0; i < v->custody_count; i++)
        json_array_append_new(columns, column_json(&v->custodies[i]));
    return json_pack("{s:s, s:o}", "status", v->reserves, "columns", columns);
}
