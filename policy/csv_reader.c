#include "policy/csv_reader.h"

#include "circuits/utf8.h"
#include "crypto/secret.h"

#include <csv.h>
#include <string.h>

#define BLOCK_BYTES (1u << 16)

typedef enum { FAULT_NONE, FAULT_UTF8, FAULT_ROW_LENGTH, FAULT_ROW_FIELDS } fault;

/* libcsv says what a field holds, not where it stood. So it is fed pieces that end at the next byte that could end a
 * field: a callback then always belongs to the last byte of a piece, whose position is known. */
struct zks_csv {
    const char *path;
    zks_byte_source *source;
    struct csv_parser parser;

    unsigned char block[BLOCK_BYTES];
    size_t block_length, block_used;
    bool started, ended;

    zks_position here; /* of the next byte */
    bool after_cr;

    zks_position field_at;
    size_t field_bytes; /* as written, so far */
    bool field_done, row_done;
    fault fault; /* found by a callback, which cannot stop the parser */

    zks_csv_limits limits;
    char *text; /* of the row's fields, one after the other */
    size_t text_length;
    zks_field *fields;
    size_t field_count;
};

static int is_never_space(unsigned char c)
{
    (void)c;
    return 0;
}

/* The parser asks for one buffer, longer than any field it is fed, so never for a second. */
static void *buffer_new(void *old, size_t size)
{
    return old == NULL ? zks_witness_new(size, 1) : NULL;
}

/* A reader without a source yet; NULL: out of memory. */
static zks_csv *new_reader(zks_csv_limits limits)
{
    zks_csv *csv = zks_witness_new(1, sizeof *csv);
    if (csv == NULL)
        return NULL;
    csv->text = zks_witness_new(limits.row_bytes, 1);
    csv->fields = zks_witness_new(limits.fields, sizeof *csv->fields);
    csv->limits = limits;
    if (csv->text == NULL || csv->fields == NULL || csv_init(&csv->parser, CSV_STRICT | CSV_STRICT_FINI) != 0) {
        zks_witness_free(csv->text);
        zks_witness_free(csv->fields);
        zks_witness_free(csv);
        return NULL;
    }
    return csv;
}

zks_status zks_csv_open(zks_csv **csv, const char *path, zks_byte_source *source, zks_csv_limits limits,
                        zks_report *report)
{
    zks_csv *opened = new_reader(limits);
    if (opened == NULL) {
        source->close(source);
        return zks_input_memory(report, path);
    }
    csv_set_space_func(&opened->parser, is_never_space);
    csv_set_realloc_func(&opened->parser, buffer_new);
    csv_set_free_func(&opened->parser, zks_witness_free);
    csv_set_blk_size(&opened->parser, 2 * ZKS_CSV_MAX_FIELD);
    opened->path = path;
    opened->source = source;
    opened->here = opened->field_at = (zks_position){1, 1};
    *csv = opened;
    return ZKS_OK;
}

void zks_csv_close(zks_csv *csv)
{
    if (csv == NULL)
        return;
    csv_free(&csv->parser);
    csv->source->close(csv->source);
    zks_witness_free(csv->text);
    zks_witness_free(csv->fields);
    zks_witness_free(csv);
}

static void end_field(void *text, size_t length, void *reader)
{
    zks_csv *csv = reader;
    csv->field_done = true;
    if (csv->field_count == csv->limits.fields) {
        csv->fault = FAULT_ROW_FIELDS;
    } else if (length > csv->limits.row_bytes - csv->text_length) {
        csv->fault = FAULT_ROW_LENGTH;
    } else {
        char *kept = csv->text + csv->text_length;
        if (length > 0)
            memcpy(kept, text, length);
        csv->text_length += length;
        csv->fields[csv->field_count++] = (zks_field){kept, length, csv->field_at};
        if (!zks_utf8_is_valid(kept, length))
            csv->fault = FAULT_UTF8;
    }
}

static void end_row(int terminator, void *reader)
{
    (void)terminator;
    ((zks_csv *)reader)->row_done = true;
}

static zks_status report_fault(const zks_csv *csv, zks_report *report)
{
    switch (csv->fault) {
    case FAULT_UTF8:
        return zks_input_error(report, csv->path, csv->field_at, "%s is not valid UTF-8",
                               zks_quote_field(&csv->fields[csv->field_count - 1]).text);
    case FAULT_ROW_LENGTH:
        return zks_input_error(report, csv->path, csv->field_at, "row of more than %zu bytes", csv->limits.row_bytes);
    case FAULT_ROW_FIELDS:
        return zks_input_error(report, csv->path, csv->field_at, "row of more than %zu fields", csv->limits.fields);
    case FAULT_NONE:
        break;
    }
    return ZKS_OK;
}

static void advance(zks_csv *csv, const unsigned char *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (bytes[i] == '\r' || (bytes[i] == '\n' && !csv->after_cr))
            csv->here = (zks_position){csv->here.line + 1, 1};
        else if (bytes[i] != '\n' && (bytes[i] & 0xC0) != 0x80)
            csv->here.column++;
        csv->after_cr = bytes[i] == '\r';
    }
}

static zks_status report_quoting(zks_csv *csv, const unsigned char *piece, size_t parsed, zks_report *report)
{
    if (csv_error(&csv->parser) != CSV_EPARSE)
        return zks_input_memory(report, csv->path);
    advance(csv, piece, parsed);
    return zks_input_error(report, csv->path, csv->here,
                           piece[parsed] == '"'
                               ? "quote inside an unquoted field; quote the whole field and double the quotes in it"
                               : "a closing quote must be followed by a comma or the end of the line");
}

static size_t piece_length(const unsigned char *bytes, size_t count)
{
    size_t length = 0;
    while (length < count) {
        unsigned char c = bytes[length++];
        if (c == ',' || c == '\n' || c == '\r' || c == '"')
            break;
    }
    return length;
}

static zks_status parse_piece(zks_csv *csv, zks_report *report)
{
    const unsigned char *piece = csv->block + csv->block_used;
    size_t length = piece_length(piece, csv->block_length - csv->block_used);
    csv->field_bytes += length;
    if (csv->field_bytes > ZKS_CSV_MAX_FIELD + 1)
        return zks_input_error(report, csv->path, csv->field_at, "field of more than %d bytes; is a quote left open?",
                               ZKS_CSV_MAX_FIELD);
    csv->field_done = false;
    size_t parsed = csv_parse(&csv->parser, piece, length, end_field, end_row, csv);
    if (parsed != length)
        return report_quoting(csv, piece, parsed, report);
    if (csv->fault != FAULT_NONE)
        return report_fault(csv, report);
    csv->block_used += length;
    advance(csv, piece, length);
    bool blank_line = csv->field_count == 0 && csv->field_bytes == 1 && (piece[0] == '\n' || piece[0] == '\r');
    if (csv->field_done || blank_line) {
        csv->field_at = csv->here;
        csv->field_bytes = 0;
    }
    return ZKS_OK;
}

static zks_status finish(zks_csv *csv, zks_report *report)
{
    csv->ended = true;
    if (csv_fini(&csv->parser, end_field, end_row, csv) != 0)
        return csv_error(&csv->parser) == CSV_EPARSE
                   ? zks_input_error(report, csv->path, csv->field_at, "quote is never closed")
                   : zks_input_memory(report, csv->path);
    return report_fault(csv, report);
}

/* Fills the block as far as the source goes, so that a byte order mark is never split. */
static zks_status fill(zks_csv *csv, zks_report *report)
{
    csv->block_length = csv->block_used = 0;
    for (size_t got = 1; got > 0 && csv->block_length < BLOCK_BYTES; csv->block_length += got) {
        zks_status status = csv->source->read(csv->source, csv->block + csv->block_length,
                                              BLOCK_BYTES - csv->block_length, &got, report);
        if (status != ZKS_OK)
            return status;
    }
    if (!csv->started && csv->block_length >= 3 && memcmp(csv->block, "\xEF\xBB\xBF", 3) == 0)
        csv->block_used = 3;
    csv->started = true;
    return ZKS_OK;
}

zks_status zks_csv_next(zks_csv *csv, const zks_field **fields, size_t *count, zks_report *report)
{
    csv->field_count = csv->text_length = 0;
    csv->row_done = false;
    while (!csv->row_done && !csv->ended) {
        zks_status status = ZKS_OK;
        if (csv->block_used == csv->block_length)
            status = fill(csv, report);
        if (status == ZKS_OK)
            status = csv->block_used < csv->block_length ? parse_piece(csv, report) : finish(csv, report);
        if (status != ZKS_OK)
            return status;
    }
    *fields = csv->fields;
    *count = csv->field_count;
    return ZKS_OK;
}

uint64_t zks_csv_bytes_read(const zks_csv *csv)
{
    return csv->source->bytes_read;
}

uint64_t zks_csv_bytes(const zks_csv *csv)
{
    return csv->source->bytes;
}
