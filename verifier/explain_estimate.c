#include "verifier/explain_estimate.h"

const char zks_estimate_machine[] = "a virtual machine with two cores of an Intel Xeon with AVX-512 IFMA";

enum { ROWS_AT_ONCE = 65536 }; /* of two threads, a segment each */

/* What is counted. Cells of slacks are in use in most rows; those of the ledger's columns are not, since most accounts
 * hold few of the columns, and what an empty column costs shows in the words of the proof. */
typedef struct {
    double rows, rows_at_once, slack_cells, proof_words;
} counts;

/* What each costs, and what every run does: microseconds, or bytes of memory. */
typedef struct {
    double run, row, row_at_once, slack_cell, proof_word;
} prices;

/* Measured: docs/performance.md, "Estimates", has the runs, and how far off they are. */
static const prices attest_time = {.run = 321000, .row = 21.5, .slack_cell = 0.128, .proof_word = 42.4};
static const prices attest_memory = {
    .run = 16.4e6, .row = 137, .row_at_once = 783, .slack_cell = 16.2, .proof_word = 1281};
static const prices verify_time = {.run = 65700, .row = 3.91, .proof_word = 5.03};
static const prices verify_memory = {.run = 13.8e6, .row = 246, .proof_word = 510};

static double slack_cells_of_row(const zks_table *account)
{
    double cells = 0;
    for (size_t i = 0; i < account->column_count; i++)
        if (account->columns[i].kind == ZKS_COLUMN_SLACK)
            cells += account->columns[i].width;
    return cells;
}

static double cost(const prices *each, const counts *c)
{
    return each->run + each->row * c->rows + each->row_at_once * c->rows_at_once + each->slack_cell * c->slack_cells +
           each->proof_word * c->proof_words;
}

zks_estimate zks_estimate_make(const zks_table *account, const zks_segments *segments)
{
    double rows = (double)segments->rows, words = (double)segments->words, slack = slack_cells_of_row(account);
    double at_once = rows < ROWS_AT_ONCE ? rows : ROWS_AT_ONCE;
    counts all = {rows, at_once, rows * slack, words};
    counts in_memory = {rows, at_once, at_once * slack, words * at_once / rows};
    const double second = 1e6, mib = 1048576;
    return (zks_estimate){
        .attest = {.seconds = cost(&attest_time, &all) / second, .mib = cost(&attest_memory, &in_memory) / mib},
        .verify = {.seconds = cost(&verify_time, &all) / second, .mib = cost(&verify_memory, &all) / mib}};
}
