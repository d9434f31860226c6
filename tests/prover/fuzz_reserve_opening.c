/* libFuzzer target: any bytes as what opens a statement. Replayed over its corpus as a test. */
#include "fuzz.h"

#include "crypto/secret.h"
#include "prover/custody/reserve_opening.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* The statement of docs/reserves.md, "Example". */
static const char note_text[] =
    "{\"account\":\"vault 7\",\"assets\":{\"BTC\":{\"commitment\":"
    "\"7059d7e5a57345f00465897e3886cde11161097d54048347cc9670b1b2e7a466\",\"decimals\":8},\"USD\":{\"amount\":"
    "\"1500000.25\"}},\"holder\":\"Example Exchange\",\"time\":\"2026-06-30T00:00:00Z\",\"version\":\"zksolv/1 "
    "reserves\"}\n\n"
    "\u2014 PeterNeumann "
    "x08gozYikvJNZA482ce44urNgvYMok8Jv0wOAnU69sFXDl+nx3AER0cVk78/lmqU17xdPoe0R5u5sY7I4KQJPigQKgI=\n";

static zks_reserve_statement statement;
static uint8_t digest[32];

static void open_statement(void)
{
    zks_note note;
    zks_report report;
    if (!zks_crypto_start() ||
        zks_reserve_statement_read(&statement, &note, note_text, strlen(note_text), &report) != ZKS_OK)
        abort();
    zks_sha256(digest, &(zks_bytes){note_text, strlen(note_text)}, 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    zks_opened_amount *opened;
    zks_report report = {0};
    zks_word made;
    if (statement.object == NULL)
        open_statement();
    zks_status status =
        zks_reserve_opening_parse(&opened, (const char *)data, size, "opening", &statement, digest, &report);
    if (status != ZKS_OK) {
        assert(status == ZKS_ERROR_INPUT && report.detail[0] != '\0');
        return 0;
    }
    zks_opened_commit(made, &opened[0]);
    assert(memcmp(made, statement.commitments[0], sizeof made) == 0);
    zks_witness_free(opened);
    return 0;
}
