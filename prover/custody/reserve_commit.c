#include "prover/custody/reserve_commit.h"

#include "attestation/folder.h"
#include "attestation/json.h"
#include "attestation/text.h"
#include "crypto/secret.h"
#include "policy/input.h"
#include "prover/custody/held_amounts.h"
#include "prover/custody/reserve_opening.h"
#include "signature/note_signer.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct {
    const zks_reserve_commit_options *options;
    zks_report *report;
    zks_note_signer signer;
    zks_held_amounts held;
    bool *is_public; /* by held amount */
    zks_reserve_statement statement;
    zks_opened_amount *opened; /* by hidden amount; witness memory */
    char *note;
    size_t note_length;
} job;

static void job_clear(job *j)
{
    zks_note_signer_clear(&j->signer);
    zks_held_amounts_clear(&j->held);
    free(j->is_public);
    zks_reserve_statement_clear(&j->statement);
    zks_witness_free(j->opened);
    free(j->note);
}

static zks_status fault(const job *j, const char *format, const char *what)
{
    zks_report_detail(j->report, format, what);
    return ZKS_ERROR_INPUT;
}

/* ---- what is asked for ------------------------------------------------------------------------------------------ */

static zks_status check_texts(job *j)
{
    const zks_reserve_commit_options *o = j->options;
    static const char no_line[] = "--%s is not a line of 1 to 256 bytes without control characters";
    if (!zks_text_is_line(o->account, ZKS_RESERVE_MAX_LINE))
        return fault(j, no_line, "account");
    return zks_text_is_line(o->holder, ZKS_RESERVE_MAX_LINE) ? ZKS_OK : fault(j, no_line, "holder");
}

static int compare_asset(const void *name, const void *held)
{
    return strcmp(name, ((const zks_held_amount *)held)->asset);
}

static zks_status mark_public(job *j, const char *name)
{
    const zks_held_amount *found = bsearch(name, j->held.list, j->held.count, sizeof *j->held.list, compare_asset);
    if (found == NULL)
        return fault(j, "--public: no line about '%.64s' among the amounts", name);
    j->is_public[found - j->held.list] = true;
    return ZKS_OK;
}

static zks_status mark_list(job *j, const char *list)
{
    char *names = strdup(list), *rest = names;
    zks_status status = names == NULL ? ZKS_ERROR_MEMORY : ZKS_OK;
    while (status == ZKS_OK && rest != NULL)
        status = mark_public(j, strsep(&rest, ","));
    free(names);
    return status;
}

static zks_status choose_public(job *j)
{
    const zks_reserve_commit_options *o = j->options;
    j->is_public = calloc(j->held.count, sizeof *j->is_public);
    if (j->is_public == NULL)
        return ZKS_ERROR_MEMORY;
    memset(j->is_public, o->all_public, j->held.count * sizeof *j->is_public);
    zks_status status = ZKS_OK;
    for (size_t i = 0; status == ZKS_OK && i < o->public_count; i++)
        status = mark_list(j, o->public_assets[i]);
    return status;
}

/* ---- the statement ---------------------------------------------------------------------------------------------- */

static bool draw_blinding(zks_scalar *blinding)
{
    uint8_t *wide = zks_secret_new(64);
    if (wide == NULL)
        return false;
    randombytes_buf(wide, 64);
    zks_scalar_from_wide(blinding, wide);
    zks_secret_free(wide);
    return true;
}

static zks_status hide(job *j, zks_reserve_holding *holding, const zks_held_amount *held)
{
    zks_reserve_statement *s = &j->statement;
    if (!held->has_units)
        return zks_input_error(j->report, j->options->amounts, (zks_position){held->line, 1},
                               "'%s' is to be hidden: its line needs decimals, those the issuer's policy counts it in "
                               "(or see --public)",
                               held->asset);
    holding->decimals = held->decimals;
    holding->hidden = s->hidden_count++;
    zks_opened_amount *opened = &j->opened[holding->hidden];
    opened->amount = held->units;
    if (!draw_blinding(&opened->blinding))
        return ZKS_ERROR_MEMORY;
    zks_opened_commit(s->commitments[holding->hidden], opened);
    return ZKS_OK;
}

static zks_status fill_statement(job *j)
{
    zks_reserve_statement *s = &j->statement;
    *s = (zks_reserve_statement){.account = j->options->account,
                                 .holder = j->options->holder,
                                 .time = j->options->time,
                                 .holdings = calloc(j->held.count, sizeof *s->holdings),
                                 .commitments = calloc(j->held.count, sizeof *s->commitments)};
    j->opened = zks_witness_new(j->held.count, sizeof *j->opened);
    if (s->holdings == NULL || s->commitments == NULL || j->opened == NULL)
        return ZKS_ERROR_MEMORY;
    zks_status status = ZKS_OK;
    for (size_t i = 0; status == ZKS_OK && i < j->held.count; i++) {
        zks_reserve_holding *holding = &s->holdings[s->count++];
        holding->asset = j->held.list[i].asset;
        if (j->is_public[i])
            holding->amount = j->held.list[i].amount;
        else
            status = hide(j, holding, &j->held.list[i]);
    }
    return status;
}

static zks_status check_opening(const job *j)
{
    bool hides = j->statement.hidden_count > 0;
    if (hides == (j->options->opening != NULL))
        return ZKS_OK;
    return fault(j, "%s",
                 hides ? "amounts are hidden: say with --opening where to write what opens them"
                       : "no amount is hidden: leave --opening out");
}

static zks_status sign(job *j)
{
    zks_note note = {0};
    char *text = zks_reserve_statement_text(&j->statement, &note.text_length);
    if (text == NULL)
        return ZKS_ERROR_MEMORY;
    note.text = text;
    zks_status status =
        zks_note_sign_within(&j->note, &j->note_length, &note, &j->signer, ZKS_SOURCE_MAX_BYTES, j->report);
    free(text);
    return status;
}

static zks_status write_files(const job *j)
{
    const char *opening = j->options->opening;
    uint8_t digest[32];
    zks_sha256(digest, &(zks_bytes){j->note, j->note_length}, 1);
    zks_status status = ZKS_OK;
    if (opening != NULL)
        status = zks_reserve_opening_write(opening, j->opened, &j->statement, digest, j->report);
    if (status != ZKS_OK)
        return status;
    status = zks_file_write(j->options->out, j->note, j->note_length, 0666, j->report);
    if (status != ZKS_OK && opening != NULL)
        unlink(opening);
    return status;
}

static zks_status run(job *j)
{
    zks_status status = check_texts(j);
    if (status == ZKS_OK)
        status = zks_note_signer_read(&j->signer, j->options->key, j->report);
    if (status == ZKS_OK)
        status = zks_held_amounts_read(&j->held, j->options->amounts, j->report);
    if (status == ZKS_OK)
        status = choose_public(j);
    if (status == ZKS_OK)
        status = fill_statement(j);
    if (status == ZKS_OK)
        status = check_opening(j);
    if (status == ZKS_OK)
        status = sign(j);
    return status == ZKS_OK ? write_files(j) : status;
}

zks_status zks_reserve_commit_files(const zks_reserve_commit_options *options, zks_reserve_committed *made,
                                    zks_report *report)
{
    *report = (zks_report){.segment = -1};
    if (zks_crypto_start() == 0)
        return ZKS_ERROR_MEMORY;
    job j = {.options = options, .report = report};
    zks_status status = run(&j);
    if (status == ZKS_OK) {
        *made = (zks_reserve_committed){.assets = j.statement.count, .hidden = j.statement.hidden_count};
        snprintf(made->signer, sizeof made->signer, "%s", j.signer.key.name);
    }
    job_clear(&j);
    return status;
}
