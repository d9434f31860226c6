#include "prover/check_values.h"

#include "attestation/text.h"
#include "circuits/decimal.h"
#include "crypto/secret.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- lines -------------------------------------------------------------------------------------------------- */

void zks_values_text_clear(zks_values_text *text)
{
    zks_witness_free(text->bytes);
    *text = (zks_values_text){0};
}

static bool reserve(zks_values_text *text, size_t more)
{
    if (more <= text->capacity - text->length)
        return true;
    size_t capacity = 2 * (text->length + more);
    char *bytes = zks_witness_new(capacity, 1);
    if (bytes == NULL)
        return false;
    if (text->length > 0)
        memcpy(bytes, text->bytes, text->length);
    zks_witness_free(text->bytes);
    text->bytes = bytes;
    text->capacity = capacity;
    return true;
}

/* In quotes where it has to be (RFC 4180). */
static bool put_field(zks_values_text *text, const char *field, size_t length, char end)
{
    bool quoted = false;
    for (size_t i = 0; i < length; i++)
        quoted = quoted || field[i] == ',' || field[i] == '"';
    if (!reserve(text, 2 * length + 3))
        return false;
    char *at = text->bytes + text->length;
    if (quoted)
        *at++ = '"';
    for (size_t i = 0; i < length; i++) {
        if (field[i] == '"')
            *at++ = '"';
        *at++ = field[i];
    }
    if (quoted)
        *at++ = '"';
    *at++ = end;
    text->length = (size_t)(at - text->bytes);
    return true;
}

/* Frees the value; NULL is out of memory. */
static bool put_line(zks_values_text *text, zks_bytes account, const char *name, char *value)
{
    bool put = value != NULL && put_field(text, account.data, account.length, ',') &&
               put_field(text, name, strlen(name), ',') && put_field(text, value, strlen(value), '\n');
    free(value);
    return put;
}

/* Whether constraint i is another side of the requirement that the one before it is of. */
static bool is_same_requirement(const zks_table *table, size_t i)
{
    const zks_integer_constraint *one = &table->constraints[i - 1], *next = &table->constraints[i];
    return !next->is_bound && one->declared == next->declared && one->member == next->member;
}

static bool add_margins(zks_values_text *text, const zks_compiled *compiled, zks_bytes account,
                        const zks_filled_row *row)
{
    const zks_table *table = compiled->table;
    bool memory = true;
    mpq_t margin, other;
    mpq_inits(margin, other, NULL);
    for (size_t i = 0; memory && i < table->constraint_count; i++) {
        if (table->constraints[i].is_bound)
            continue;
        zks_margin_value(margin, &table->constraints[i], row->results[i]);
        for (; i + 1 < table->constraint_count && is_same_requirement(table, i + 1); i++) {
            zks_margin_value(other, &table->constraints[i + 1], row->results[i + 1]);
            if (mpq_cmp(other, margin) < 0)
                mpq_set(margin, other);
        }
        memory = put_line(text, account, table->constraints[i].name, zks_decimal_from_rational(margin));
    }
    mpq_clears(margin, other, NULL);
    return memory;
}

static bool add_advice(zks_values_text *text, const zks_compiled *compiled, zks_bytes account,
                       const zks_filled_row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        const zks_column *column = &compiled->table->columns[row->values[i].column];
        mpz_t value;
        if (column->kind == ZKS_COLUMN_ADVICE &&
            !put_line(text, account, column->name,
                      zks_decimal_from_units(mpz_roinit_n(value, row->values[i].limb, 4), column->decimals)))
            return false;
    }
    return true;
}

bool zks_values_add_row(zks_values_text *text, const zks_compiled *compiled, zks_bytes account,
                        const zks_filled_row *row)
{
    return row->overflow >= 0 ||
           (add_margins(text, compiled, account, row) && add_advice(text, compiled, account, row));
}

/* ---- the file ----------------------------------------------------------------------------------------------- */

zks_status zks_values_open(zks_values_file *f, const char *path, const volatile int *interrupted, zks_report *report)
{
    static const char header[] = "account,name,value\n";
    *f = (zks_values_file){.file = -1, .interrupted = interrupted, .report = report};
    zks_status status = zks_target_open(&f->target, path, report);
    if (status != ZKS_OK)
        return status;
    f->file = openat(f->target.parent, f->target.temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (f->file < 0) {
        status = zks_report_errno(report, ZKS_ERROR_WRITE, path);
        zks_target_close(&f->target);
        return status;
    }
    status = zks_write_all(f->file, header, sizeof header - 1, interrupted, path, report);
    return status == ZKS_OK ? ZKS_OK : zks_values_close(f, status);
}

zks_status zks_values_write(zks_values_file *f, zks_values_text *text)
{
    zks_status status = zks_write_all(f->file, text->bytes, text->length, f->interrupted, f->target.path, f->report);
    text->length = 0;
    return status;
}

zks_status zks_values_close(zks_values_file *f, zks_status status)
{
    if (status == ZKS_OK && fsync(f->file) != 0)
        status = zks_report_errno(f->report, ZKS_ERROR_WRITE, f->target.path);
    if (close(f->file) != 0 && status == ZKS_OK)
        status = zks_report_errno(f->report, ZKS_ERROR_WRITE, f->target.path);
    if (status == ZKS_OK)
        status = zks_target_take(&f->target, f->report);
    if (status != ZKS_OK)
        unlinkat(f->target.parent, f->target.temporary, 0);
    zks_target_close(&f->target);
    return status;
}
