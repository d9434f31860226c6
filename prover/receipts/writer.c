#include "prover/receipts/writer.h"

#include "attestation/json.h"
#include "attestation/receipt.h"
#include "crypto/secret.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIXED_ROOM = 1024, NODE_ROOM = 80, AMOUNT_ROOM = 160, NAME_ROOM = 32, MAX_NAMES = 1 + ZKS_MAX_DIMENSIONS };

/* The names an amount stands under, as JSON strings. */
typedef struct {
    char *name[MAX_NAMES];
    size_t count;
    unsigned decimals;
    size_t room;
} column;

struct zks_receipt_writer {
    char statement[65];
    size_t column_count;
    column *columns; /* the committed ones */
};

/* ---- text ---------------------------------------------------------------------------------------------------- */

static char *put(char *at, const char *text)
{
    return stpcpy(at, text);
}

/* No control characters are in what stands in a receipt: these two alone are escaped. */
static char *put_string(char *at, const char *text, size_t length)
{
    *at++ = '"';
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '"' || text[i] == '\\')
            *at++ = '\\';
        *at++ = text[i];
    }
    *at++ = '"';
    return at;
}

static char *put_hex(char *at, const uint8_t bytes[32])
{
    *at++ = '"';
    zks_hex_encode(at, bytes, 32);
    at += 64;
    *at++ = '"';
    return at;
}

/* A new line, `depth` objects deep. */
static char *put_line(char *at, size_t depth)
{
    *at++ = '\n';
    memset(at, ' ', 2 * depth);
    return at + 2 * depth;
}

/* Divides by 10^19, the largest power of ten in a limb; returns the remainder. */
static uint64_t next_digits(uint64_t limb[4])
{
    const uint64_t divisor = 10000000000000000000u;
    uint64_t remainder = 0;
    for (size_t i = 4; i-- > 0;) {
        unsigned __int128 dividend = (unsigned __int128)remainder << 64 | limb[i];
        limb[i] = (uint64_t)(dividend / divisor);
        remainder = (uint64_t)(dividend % divisor);
    }
    return remainder;
}

/* The amount's digits, the lowest first; at least one more than the decimals. */
static size_t get_digits(char digits[AMOUNT_ROOM], const zks_value *value, unsigned decimals)
{
    uint64_t limb[4];
    size_t count = 0;
    memcpy(limb, value->limb, sizeof limb);
    while ((limb[0] | limb[1] | limb[2] | limb[3]) != 0) {
        uint64_t several = next_digits(limb);
        for (size_t i = 0; i < 19; i++, several /= 10)
            digits[count++] = (char)('0' + several % 10);
    }
    while (count <= decimals)
        digits[count++] = '0';
    while (count > decimals + 1 && digits[count - 1] == '0')
        count--;
    return count;
}

/* A canonical decimal, as zks_decimal_from_units. */
static char *put_amount(char *at, const zks_value *value, unsigned decimals)
{
    char digits[AMOUNT_ROOM];
    size_t count = get_digits(digits, value, decimals), last = 0;
    while (last < decimals && digits[last] == '0')
        last++;
    *at++ = '"';
    for (size_t i = count; i-- > last;) {
        *at++ = digits[i];
        if (i == decimals && i > last)
            *at++ = '.';
    }
    *at++ = '"';
    zks_wipe(digits, sizeof digits);
    return at;
}

/* ---- parts --------------------------------------------------------------------------------------------------- */

/* How many objects, by name, both amounts stand in. */
static size_t shared_objects(const column *a, const column *b)
{
    size_t shared = 0;
    while (shared + 1 < a->count && shared + 1 < b->count && strcmp(a->name[shared], b->name[shared]) == 0)
        shared++;
    return shared;
}

static char *close_objects(char *at, size_t *open, size_t wanted)
{
    for (; *open > wanted; --*open)
        at = put(put_line(at, *open + 1), "}");
    return at;
}

static char *put_values(char *at, const zks_receipt_writer *writer, const zks_opened_row *row)
{
    size_t open = 0;
    const column *last = NULL;
    *at++ = '{';
    for (size_t i = 0; i < row->value_count; i++) {
        const column *c = &writer->columns[row->values[i].column];
        if (last != NULL) {
            at = close_objects(at, &open, shared_objects(last, c));
            *at++ = ',';
        }
        for (; open + 1 < c->count; open++)
            at = put(put(put_line(at, open + 2), c->name[open]), ": {");
        at = put(put(put_line(at, open + 2), c->name[open]), ": ");
        at = put_amount(at, &row->values[i], c->decimals);
        last = c;
    }
    at = close_objects(at, &open, 0);
    if (last != NULL)
        at = put_line(at, 1);
    *at++ = '}';
    return at;
}

static char *put_path(char *at, const zks_opened_row *row)
{
    *at++ = '[';
    for (size_t i = 0; i < row->path_length; i++) {
        if (i > 0)
            *at++ = ',';
        at = put_hex(put_line(at, 2), row->path[i]);
    }
    if (row->path_length > 0)
        at = put_line(at, 1);
    *at++ = ']';
    return at;
}

size_t zks_receipt_write(const zks_receipt_writer *writer, const zks_opened_row *row, char *out)
{
    char *at = put(out, "{\n  \"version\": \"" ZKS_RECEIPT_VERSION "\",\n  \"account\": ");
    at = put_string(at, row->account.data, row->account.length);
    at = put_values(put(at, ",\n  \"values\": "), writer, row);
    at = put_hex(put(at, ",\n  \"blinding\": "), row->blinding);
    at = put_hex(put(at, ",\n  \"commitment\": "), row->commitment);
    at += sprintf(at, ",\n  \"index\": %ju", (uintmax_t)row->index);
    at = put_path(put(at, ",\n  \"path\": "), row);
    at = put_string(put(at, ",\n  \"statement\": "), writer->statement, 64);
    return (size_t)(put(at, "\n}\n") - out);
}

size_t zks_receipt_room(const zks_receipt_writer *writer, const zks_opened_row *row)
{
    size_t room = FIXED_ROOM + 2 * row->account.length + NODE_ROOM * row->path_length;
    for (size_t i = 0; i < row->value_count; i++)
        room += writer->columns[row->values[i].column].room;
    return room;
}

/* ---- what is prepared ---------------------------------------------------------------------------------------- */

/* malloc'd; NULL: out of memory. */
static char *quoted(const char *text)
{
    size_t length = strlen(text);
    char *string = malloc(2 * length + 3);
    if (string != NULL)
        *put_string(string, text, length) = 0;
    return string;
}

static bool prepare_column(column *c, const zks_receipt_value *named, unsigned decimals)
{
    *c = (column){.count = 1 + named->member_count, .decimals = decimals, .room = AMOUNT_ROOM};
    for (size_t i = 0; i < c->count; i++) {
        c->name[i] = quoted(i == 0 ? named->column : named->members[i - 1]);
        if (c->name[i] == NULL)
            return false;
        c->room += strlen(c->name[i]) + NAME_ROOM;
    }
    return true;
}

/* The names are taken from the receipt of an account that has something of everything. */
static bool prepare_columns(zks_receipt_writer *writer, const zks_circuit *circuit, const zks_numbers *numbers,
                            const zks_table *table)
{
    size_t count = table->committed_count;
    zks_receipt all = {0};
    zks_value *ones = calloc(count + 1, sizeof *ones);
    writer->columns = calloc(count + 1, sizeof *writer->columns);
    writer->column_count = count;
    for (size_t i = 0; ones != NULL && i < count; i++)
        ones[i] = (zks_value){.column = (uint32_t)i, .limb = {1}};
    bool ok = writer->columns != NULL && ones != NULL &&
              zks_receipt_from_values(&all, circuit, numbers, table, ones, count) == ZKS_OK;
    for (size_t i = 0; ok && i < count; i++)
        ok = prepare_column(&writer->columns[i], &all.values[i], table->columns[i].decimals);
    zks_receipt_clear(&all);
    free(ones);
    return ok;
}

zks_receipt_writer *zks_receipt_writer_new(const zks_circuit *circuit, const zks_numbers *numbers,
                                           const zks_table *table, const uint8_t statement[32])
{
    zks_receipt_writer *writer = calloc(1, sizeof *writer);
    if (writer == NULL)
        return NULL;
    zks_hex_encode(writer->statement, statement, 32);
    if (prepare_columns(writer, circuit, numbers, table))
        return writer;
    zks_receipt_writer_free(writer);
    return NULL;
}

void zks_receipt_writer_free(zks_receipt_writer *writer)
{
    for (size_t i = 0; writer != NULL && writer->columns != NULL && i < writer->column_count; i++)
        for (size_t j = 0; j < MAX_NAMES; j++)
            free(writer->columns[i].name[j]);
    if (writer != NULL)
        free(writer->columns);
    free(writer);
}
