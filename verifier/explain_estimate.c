#include "verifier/explain_estimate.h"

const char zks_estimate_machine[] = "a virtual machine with two cores of an Intel Xeon with AVX-512 IFMA";

enum { ROWS_AT_ONCE = 65536 }; /* of two threads, a segment each */

/* What each counted thing costs: microseconds, or bytes of memory. Cells of the ledger's columns cost less than those
 * of slacks, since most accounts hold few of the columns; advice is written from both, and adds nothing of its own that
 * can be told apart from them. */
typedef struct {
    double run, row, row_at_once, ledger_cell, slack_cell, proof_word;
} prices;

/* Measured: docs/performance.md, "Estimates", has the runs, and how far off they are. */
static const prices attest_time = {
    .run = 203000, .row = 19.9, .ledger_cell = 0.0103, .slack_cell = 0.0826, .proof_word = 176};
static const prices attest_memory = {
    .run = 17.4e6, .row = 133, .row_at_once = 583, .ledger_cell = 1.35, .slack_cell = 15.9};
static const prices verify_time = {.run = 70600, .row = 3.88, .proof_word = 2.85};
static const prices verify_memory = {.run = 14.5e6, .row = 247, .proof_word = 171};

/* How many of each there are, but rows and words, in one row. */
typedef struct {
    double ledger_cells, slack_cells;
} row_cells;

static row_cells count_cells(const zks_table *account)
{
    row_cells cells = {0};
    for (size_t i = 0; i < account->column_count; i++) {
        if (account->columns[i].kind == ZKS_COLUMN_LEDGER)
            cells.ledger_cells += account->columns[i].width;
        if (account->columns[i].kind == ZKS_COLUMN_SLACK)
            cells.slack_cells += account->columns[i].width;
    }
    return cells;
}

/* `rows`: those whose cells count. */
static double cost(const prices *each, const row_cells *cells, const zks_segments *segments, double rows)
{
    return each->run + each->row * (double)segments->rows + each->proof_word * (double)segments->words +
           rows * (each->row_at_once + each->ledger_cell * cells->ledger_cells + each->slack_cell * cells->slack_cells);
}

zks_estimate zks_estimate_make(const zks_table *account, const zks_segments *segments)
{
    row_cells cells = count_cells(account);
    double rows = (double)segments->rows, at_once = rows < ROWS_AT_ONCE ? rows : ROWS_AT_ONCE;
    const double second = 1e6, mib = 1048576;
    return (zks_estimate){.attest = {.seconds = cost(&attest_time, &cells, segments, rows) / second,
                                     .mib = cost(&attest_memory, &cells, segments, at_once) / mib},
                          .verify = {.seconds = cost(&verify_time, &cells, segments, rows) / second,
                                     .mib = cost(&verify_memory, &cells, segments, at_once) / mib}};
}
