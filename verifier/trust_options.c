#include "verifier/trust_options.h"

#include "attestation/json.h"
#include "cli/report.h"

#include <stdlib.h>
#include <string.h>

/* "90s", "15m", "12h", "30d", "2w". */
static bool read_duration(uint64_t *seconds, const char *text)
{
    static const struct {
        char letter;
        uint64_t seconds;
    } units[] = {{'s', 1}, {'m', 60}, {'h', 3600}, {'d', 86400}, {'w', 7 * 86400}};
    size_t digits = strspn(text, "0123456789");
    if (digits == 0 || digits > 9 || text[digits] == '\0' || text[digits + 1] != '\0')
        return false;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (units[i].letter == text[digits]) {
            *seconds = strtoul(text, NULL, 10) * units[i].seconds;
            return true;
        }
    return false;
}

static int check_needs(const zks_cli_arguments *arguments)
{
    static const char *const needs[][2] = {{"threshold", "trust"}, {"log", "trust"}, {"log-entries", "log"}};
    for (size_t i = 0; i < sizeof needs / sizeof *needs; i++)
        if (zks_cli_value(arguments, needs[i][0]) != NULL && zks_cli_value(arguments, needs[i][1]) == NULL)
            return zks_cli_usage_error("--%s also needs --%s", needs[i][0], needs[i][1]);
    return ZKS_EXIT_OK;
}

int zks_trust_given(zks_trust *trust, const zks_cli_arguments *arguments)
{
    const char *max_age = zks_cli_value(arguments, "max-age"), *at = zks_cli_value(arguments, "at");
    *trust = (zks_trust){.threshold = zks_cli_number(arguments, "threshold", 0),
                         .log_memory = zks_cli_value(arguments, "log"),
                         .log_entries = zks_cli_value(arguments, "log-entries"),
                         .authorities = zks_cli_value(arguments, "ca"),
                         .timestamp_authorities = zks_cli_value(arguments, "tsa-ca"),
                         .at = at,
                         .has_max_age = max_age != NULL};
    trust->keys = zks_cli_values(arguments, "trust", &trust->key_count);
    trust->custodians = zks_cli_values(arguments, "custodian", &trust->custodian_count);
    trust->oracles = zks_cli_values(arguments, "oracle", &trust->oracle_count);
    if (max_age != NULL && !read_duration(&trust->max_age, max_age))
        return zks_cli_usage_error("option '--max-age' takes a number and s, m, h, d or w, not '%s'", max_age);
    if (at != NULL && !zks_time_is_canonical(at))
        return zks_cli_usage_error("option '--at' takes a time like 2026-08-20T00:00:00Z, not '%s'", at);
    return check_needs(arguments);
}
