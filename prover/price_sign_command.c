#include "cli/report.h"
#include "prover/commands.h"
#include "prover/prices/price_signing.h"
#include "prover/time_option.h"

#include <stdio.h>
#include <string.h>

enum { SPREAD = 60 };

const zks_cli_option zks_price_sign_command_options[] = {
    {.name = "key", .letter = 'k', .value = "KEYFILE", .help = "the oracle's private key, of keygen", .required = true},
    {.name = "quote", .value = "NAME", .help = "the quote currency, as in the policy", .required = true},
    {.name = "source", .value = "TEXT", .help = "where the prices are from, for people", .required = true},
    {.name = "csv", .value = "FILE", .help = "prices: CSV with the columns asset and price", .repeated = true},
    {.name = "pyth", .value = "FILE", .help = "an answer of Pyth's Hermes, /v2/updates/price/latest", .repeated = true},
    {.name = "chainlink",
     .value = "FILE",
     .help = "answers to eth_call of latestRoundData, or of the Data Streams API",
     .repeated = true},
    {.name = "map",
     .value = "FILE",
     .help = "which feed is of which asset: CSV with the columns feed, asset and, for Chainlink, decimals"},
    {.name = "time", .value = "TIME", .help = "when the prices of CSV files were; others have their own"},
    {.name = "spread",
     .value = "SECONDS",
     .help = "how far apart the times of prices may be (default: 60)",
     .most = 86400},
    {.name = "out",
     .letter = 'o',
     .value = "FILE",
     .help = "the price note to write; must not exist (- for standard output)",
     .required = true},
    {0},
};

const char zks_price_sign_command_notes[] =
    "The note has the time of its oldest price. It is this key that vouches for the prices: signatures that Pyth or\n"
    "Chainlink put to them are not looked at.\n";

static zks_price_paths paths_given(const zks_cli_arguments *arguments, const char *name)
{
    zks_price_paths given;
    given.paths = zks_cli_values(arguments, name, &given.count);
    return given;
}

static int check_given(const zks_price_signing *signing)
{
    size_t mapped = signing->pyth.count + signing->chainlink.count;
    if (mapped + signing->csv.count == 0)
        return zks_cli_usage_error("nothing to sign: give --csv, --pyth or --chainlink");
    if ((signing->map != NULL) != (mapped > 0))
        return zks_cli_usage_error(mapped > 0 ? "--pyth and --chainlink also need --map"
                                              : "--map goes with --pyth and --chainlink");
    return ZKS_EXIT_OK;
}

int zks_price_sign_command(const zks_cli_arguments *arguments)
{
    char time[21];
    int usage = zks_time_given(time, arguments);
    if (usage != ZKS_EXIT_OK)
        return usage;
    const zks_price_signing signing = {.key = zks_cli_value(arguments, "key"),
                                       .quote = zks_cli_value(arguments, "quote"),
                                       .source = zks_cli_value(arguments, "source"),
                                       .out = zks_cli_value(arguments, "out"),
                                       .time = time[0] == '\0' ? NULL : time,
                                       .csv = paths_given(arguments, "csv"),
                                       .pyth = paths_given(arguments, "pyth"),
                                       .chainlink = paths_given(arguments, "chainlink"),
                                       .map = zks_cli_value(arguments, "map"),
                                       .spread = zks_cli_number(arguments, "spread", SPREAD)};
    zks_signed_prices made;
    zks_report report;
    usage = check_given(&signing);
    if (usage != ZKS_EXIT_OK)
        return usage;
    zks_status status = zks_sign_prices(&signing, &made, &report);
    if (status != ZKS_OK)
        return zks_cli_fail(status, &report);
    if (strcmp(signing.out, "-") != 0)
        printf("signed %zu price%s of %s\n", made.count, made.count == 1 ? "" : "s", made.time);
    return ZKS_EXIT_OK;
}
