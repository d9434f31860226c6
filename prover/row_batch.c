#include "prover/row_batch.h"

#include "crypto/secret.h"

#include <string.h>

#define BATCH_FIELDS (8u * ZKS_CSV_MAX_FIELDS)
#define BATCH_TEXT (2u * ZKS_CSV_MAX_ROW)

bool zks_row_batch_make(zks_row_batch *batch)
{
    *batch = (zks_row_batch){.fields = zks_witness_new(BATCH_FIELDS, sizeof *batch->fields),
                             .text = zks_witness_new(BATCH_TEXT, 1)};
    if (batch->fields != NULL && batch->text != NULL)
        return true;
    zks_row_batch_clear(batch);
    return false;
}

void zks_row_batch_clear(zks_row_batch *batch)
{
    zks_witness_free(batch->fields);
    zks_witness_free(batch->text);
    zks_wipe(batch, sizeof *batch);
}

/* Whether the longest row would find room behind so many bytes of text. */
static bool has_room(const zks_row_batch *batch, size_t text_used)
{
    return (batch->rows + 1) * batch->row_fields <= BATCH_FIELDS && text_used + ZKS_CSV_MAX_ROW <= BATCH_TEXT;
}

/* Appends a row, its text from text + text_used on; returns the text's new length. */
static size_t keep_row(zks_row_batch *batch, const zks_field *row, size_t text_used)
{
    zks_field *kept = batch->fields + batch->rows++ * batch->row_fields;
    for (size_t i = 0; i < batch->row_fields; i++) {
        char *text = batch->text + text_used;
        memcpy(text, row[i].text, row[i].length);
        kept[i] = (zks_field){text, row[i].length, row[i].at};
        text_used += row[i].length;
    }
    return text_used;
}

void zks_row_batch_read(zks_row_batch *batch, zks_sheets *sheets, size_t sheet)
{
    const zks_columns *columns = sheets->sheets[sheet].columns;
    batch->rows = 0;
    batch->row_fields = zks_columns_key_count(columns) + columns->count;
    batch->is_last = false;
    for (size_t text_used = 0; !batch->is_last && has_room(batch, text_used);) {
        const zks_field *row;
        batch->status = zks_sheets_next(sheets, sheet, &row, &batch->report);
        batch->is_last = batch->status != ZKS_OK || row == NULL;
        if (!batch->is_last)
            text_used = keep_row(batch, row, text_used);
    }
}
