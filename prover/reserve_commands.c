#include "attestation/folder.h"
#include "attestation/text.h"
#include "cli/plain.h"
#include "cli/report.h"
#include "cli/table.h"
#include "crypto/hash.h"
#include "crypto/secret.h"
#include "prover/commands.h"
#include "prover/custody/reserve_commit.h"
#include "prover/custody/reserve_opening.h"
#include "prover/time_option.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- reserve-commit --------------------------------------------------------------------------------------------- */

const zks_cli_option zks_reserve_commit_command_options[] = {
    {.name = "key",
     .letter = 'k',
     .value = "KEYFILE",
     .help = "the private key to sign with (see keygen)",
     .required = true},
    {.name = "holder",
     .value = "ISSUER",
     .help = "for whom it is held: the issuer, exactly as his policy has it",
     .required = true},
    {.name = "account", .value = "LINE", .help = "which of the holder's accounts with you this is", .required = true},
    {.name = "time", .value = "TIME", .help = "when it was held, like 2026-06-30T00:00:00Z", .required = true},
    {.name = "amounts",
     .value = "FILE",
     .help = "what is held: CSV with the header asset,amount,decimals",
     .required = true},
    {.name = "public",
     .value = "ASSETS",
     .help = "state the amounts of these assets, names with commas between, instead of hiding them",
     .repeated = true},
    {.name = "all-public", .help = "state all amounts"},
    {.name = "out", .letter = 'o', .value = "FILE", .help = "the statement to write; must not exist", .required = true},
    {.name = "opening",
     .value = "FILE",
     .help = "what opens hidden amounts, mode 0600, for the issuer alone; must not exist"},
    {0},
};

const char zks_reserve_commit_command_notes[] =
    "For custodians: signs a statement of what is held for an issuer. The statement is for everybody; amounts are\n"
    "hidden in it unless they are named with --public. The opening has them, and what makes them provable: give it to\n"
    "the issuer, and to nobody else. Decimals are those of the issuer's policy; what is public needs none.\n";

int zks_reserve_commit_command(const zks_cli_arguments *arguments)
{
    char time[21];
    int usage = zks_time_given(time, arguments);
    if (usage != ZKS_EXIT_OK)
        return usage;
    zks_reserve_commit_options options = {.key = zks_cli_value(arguments, "key"),
                                          .account = zks_cli_value(arguments, "account"),
                                          .holder = zks_cli_value(arguments, "holder"),
                                          .time = time,
                                          .amounts = zks_cli_value(arguments, "amounts"),
                                          .all_public = zks_cli_flag(arguments, "all-public"),
                                          .out = zks_cli_value(arguments, "out"),
                                          .opening = zks_cli_value(arguments, "opening")};
    options.public_assets = zks_cli_values(arguments, "public", &options.public_count);
    if (options.all_public && options.public_count > 0)
        return zks_cli_usage_error("--all-public states what --public names, and the others: give one of them");
    if (options.opening != NULL && strcmp(options.opening, "-") == 0)
        return zks_cli_usage_error("--opening names a file, not a stream");
    zks_reserve_committed made;
    zks_report report;
    zks_status status = zks_reserve_commit_files(&options, &made, &report);
    if (status != ZKS_OK)
        return zks_cli_fail(status, &report);
    if (strcmp(options.out, "-") == 0)
        return ZKS_EXIT_OK;
    printf("%zu asset%s, %zu hidden, signed by ", made.assets, made.assets == 1 ? "" : "s", made.hidden);
    zks_cli_put_line(stdout, made.signer);
    putchar('\n');
    return ZKS_EXIT_OK;
}

/* ---- reserve-check ---------------------------------------------------------------------------------------------- */

const zks_cli_option zks_reserve_check_command_options[] = {
    {.name = "statement", .value = "FILE", .help = "a custodian's reserve statement", .required = true},
    {.name = "opening", .value = "FILE", .help = "what opens the amounts hidden in it"},
    {0},
};

const char zks_reserve_check_command_notes[] =
    "For issuers: shows what a statement says, and with its opening the amounts hidden in it, once they are found to\n"
    "be those the custodian has committed to. Whose signature it is, is not checked: the policy says which keys "
    "count.\n";

typedef struct {
    zks_reserve_statement statement;
    zks_note note; /* points into `bytes` */
    char *bytes;
    size_t length;
    zks_opened_amount *opened; /* NULL: not opened */
} shown;

static zks_status read_statement(shown *s, const char *path, zks_report *report)
{
    zks_report finding = {.segment = -1};
    zks_status status = zks_reserve_statement_read(&s->statement, &s->note, s->bytes, s->length, &finding);
    if (status != ZKS_OK)
        zks_report_detail(report, "%.256s: %s", path, finding.detail);
    return status;
}

static zks_status read_files(shown *s, const zks_cli_arguments *arguments, zks_report *report)
{
    const char *path = zks_cli_value(arguments, "statement"), *opening = zks_cli_value(arguments, "opening");
    uint8_t digest[32];
    zks_status status = zks_file_read(&s->bytes, &s->length, path, ZKS_SOURCE_MAX_BYTES, report);
    if (status == ZKS_OK)
        status = read_statement(s, path, report);
    if (status != ZKS_OK || opening == NULL)
        return status;
    zks_sha256(digest, &(zks_bytes){s->bytes, s->length}, 1);
    return zks_reserve_opening_read(&s->opened, opening, &s->statement, digest, report);
}

static void put_field(const char *name, const char *text, size_t length)
{
    char *line = strndup(text, length);
    printf("%-9s", name);
    zks_cli_put_line(stdout, line != NULL ? line : "");
    putchar('\n');
    free(line);
}

static bool print_holdings(const shown *s)
{
    enum { COLUMNS = 3 };
    static const bool right[COLUMNS] = {[1] = true};
    const zks_reserve_statement *statement = &s->statement;
    const char **cells = calloc((statement->count + 1) * COLUMNS, sizeof *cells);
    zks_amount_text *texts = zks_witness_new(statement->count + 1, sizeof *texts);
    bool memory = cells != NULL && texts != NULL;
    if (memory)
        memcpy(cells, (const char *const[]){"asset", "amount", ""}, COLUMNS * sizeof *cells);
    for (size_t i = 0; memory && i < statement->count; i++) {
        const zks_reserve_holding *holding = &statement->holdings[i];
        const char **row = cells + (i + 1) * COLUMNS;
        bool is_opened = holding->amount == NULL && s->opened != NULL;
        if (is_opened)
            zks_opened_text(&texts[i], &s->opened[holding->hidden], holding->decimals);
        row[0] = holding->asset;
        row[1] = holding->amount != NULL ? holding->amount : is_opened ? texts[i].text : "-";
        row[2] = holding->amount != NULL ? "public" : "hidden";
    }
    memory = memory && zks_cli_table(cells, statement->count + 1, COLUMNS, right);
    zks_witness_free(texts);
    free(cells);
    return memory;
}

static bool print(const shown *s)
{
    for (size_t i = 0; i < s->note.signature_count; i++)
        put_field("signed", s->note.signatures[i].name, s->note.signatures[i].name_length);
    put_field("account", s->statement.account, strlen(s->statement.account));
    put_field("holder", s->statement.holder, strlen(s->statement.holder));
    put_field("time", s->statement.time, strlen(s->statement.time));
    if (s->opened != NULL)
        printf("opening  fits\n");
    putchar('\n');
    return print_holdings(s);
}

int zks_reserve_check_command(const zks_cli_arguments *arguments)
{
    shown s = {0};
    zks_report report = {.segment = -1};
    zks_status status = zks_crypto_start() == 0 ? ZKS_ERROR_MEMORY : read_files(&s, arguments, &report);
    if (status == ZKS_OK && !print(&s))
        status = ZKS_ERROR_MEMORY;
    int exit_status = status == ZKS_OK ? ZKS_EXIT_OK : zks_cli_fail(status, &report);
    zks_witness_free(s.opened);
    zks_reserve_statement_clear(&s.statement);
    free(s.bytes);
    return exit_status;
}
