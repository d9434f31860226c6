#include "prover/custody/held_amounts.h"

#include "attestation/text.h"
#include "crypto/secret.h"
#include "policy/csv_reader.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { KEYS = 2, FIELDS = 3 }; /* without decimals, and with */
static const char *const names[FIELDS] = {"asset", "amount", "decimals"};

void zks_held_amounts_clear(zks_held_amounts *amounts)
{
    zks_witness_free(amounts->list);
    *amounts = (zks_held_amounts){0};
}

/* One file on its way. */
typedef struct {
    const char *path;
    zks_csv *csv;
    size_t fields; /* of each line */
    size_t room;
    zks_held_amounts amounts;
    zks_report *report;
} reading;

static zks_status read_header(reading *r)
{
    const zks_field *fields;
    zks_status status = zks_csv_next(r->csv, &fields, &r->fields, r->report);
    if (status != ZKS_OK)
        return status;
    bool good = r->fields == KEYS || r->fields == FIELDS;
    for (size_t i = 0; good && i < r->fields; i++)
        good = zks_field_is(&fields[i], names[i]);
    return good ? ZKS_OK
                : zks_input_error(r->report, r->path, (zks_position){1, 1},
                                  "expected the header asset,amount,decimals or asset,amount");
}

static zks_status read_asset(const reading *r, zks_held_amount *held, const zks_field *field)
{
    memcpy(held->asset, field->text, field->length <= ZKS_MAX_NAME ? field->length : 0);
    return strlen(held->asset) == field->length && zks_text_is_line(held->asset, ZKS_MAX_NAME)
               ? ZKS_OK
               : zks_input_error(r->report, r->path, field->at,
                                 "%s is no name of an asset: 1 to 64 bytes without control characters",
                                 zks_quote_field(field).text);
}

static zks_status read_amount(const reading *r, zks_held_amount *held, const zks_field *field)
{
    return zks_decimal_canonical(held->amount, field->text, field->length) && held->amount[0] != '-'
               ? ZKS_OK
               : zks_input_error(r->report, r->path, field->at, "%s is no amount; expected a plain decimal from 0 on",
                                 zks_quote_field(field).text);
}

/* At most two digits; -1: no number. */
static int digits(const zks_field *field)
{
    int number = field->length > 2 ? -1 : 0;
    for (size_t i = 0; i < field->length && number >= 0; i++)
        number = field->text[i] >= '0' && field->text[i] <= '9' ? 10 * number + field->text[i] - '0' : -1;
    return number;
}

static zks_status read_decimals(const reading *r, zks_held_amount *held, const zks_field *field,
                                const zks_field *amount)
{
    if (field->length == 0)
        return ZKS_OK;
    int decimals = digits(field);
    if (decimals < 0 || decimals > ZKS_MAX_DECIMALS)
        return zks_input_error(r->report, r->path, field->at, "%s is no number of decimals; expected 0 to 36",
                               zks_quote_field(field).text);
    held->decimals = (unsigned)decimals;
    held->has_units = true;
    switch (zks_units_parse(&held->units, held->amount, strlen(held->amount), held->decimals, ZKS_MAX_BYTES)) {
    case ZKS_UNITS_OK:
        return ZKS_OK;
    case ZKS_UNITS_DECIMALS:
        return zks_input_error(r->report, r->path, amount->at, "%s has more than %u decimals",
                               zks_quote_field(amount).text, held->decimals);
    default:
        return zks_input_error(r->report, r->path, amount->at, "%s has 256^16 units of %u decimals or more",
                               zks_quote_field(amount).text, held->decimals);
    }
}

static bool make_room(reading *r)
{
    if (r->amounts.count < r->room)
        return true;
    size_t room = r->room == 0 ? 64 : 2 * r->room;
    zks_held_amount *list = zks_witness_new(room, sizeof *list);
    if (list == NULL)
        return false;
    if (r->amounts.count > 0)
        memcpy(list, r->amounts.list, r->amounts.count * sizeof *list);
    zks_witness_free(r->amounts.list);
    r->amounts.list = list;
    r->room = room;
    return true;
}

static zks_status read_line(reading *r, const zks_field *fields, size_t count)
{
    if (count != r->fields)
        return zks_input_error(r->report, r->path, fields[0].at, "%zu fields; expected %zu", count, r->fields);
    if (r->amounts.count == ZKS_MAX_MEMBERS)
        return zks_input_error(r->report, r->path, fields[0].at, "more than %d assets", ZKS_MAX_MEMBERS);
    if (!make_room(r))
        return zks_input_memory(r->report, r->path);
    zks_held_amount *held = &r->amounts.list[r->amounts.count++];
    held->line = fields[0].at.line;
    zks_status status = read_asset(r, held, &fields[0]);
    if (status == ZKS_OK)
        status = read_amount(r, held, &fields[1]);
    return status == ZKS_OK && count == FIELDS ? read_decimals(r, held, &fields[2], &fields[1]) : status;
}

static int compare(const void *a, const void *b)
{
    const zks_held_amount *left = a, *right = b;
    int order = strcmp(left->asset, right->asset);
    return order != 0 ? order : (left->line > right->line) - (left->line < right->line);
}

static zks_status put_in_order(const reading *r)
{
    const zks_held_amounts *amounts = &r->amounts;
    if (amounts->count == 0)
        return zks_input_error(r->report, r->path, (zks_position){0, 0}, "no assets behind the header");
    qsort(amounts->list, amounts->count, sizeof *amounts->list, compare);
    for (size_t i = 1; i < amounts->count; i++) {
        const zks_held_amount *first = &amounts->list[i - 1], *second = &amounts->list[i];
        if (strcmp(first->asset, second->asset) == 0)
            return zks_input_error(r->report, r->path, (zks_position){second->line, 1},
                                   "%s has a second line, first on line %" PRIu64, second->asset, first->line);
    }
    return ZKS_OK;
}

static zks_status read_lines(reading *r)
{
    zks_status status = read_header(r);
    const zks_field *fields = NULL;
    size_t count = 1;
    while (status == ZKS_OK && count > 0) {
        status = zks_csv_next(r->csv, &fields, &count, r->report);
        if (status == ZKS_OK && count > 0)
            status = read_line(r, fields, count);
    }
    return status == ZKS_OK ? put_in_order(r) : status;
}

zks_status zks_held_amounts_read(zks_held_amounts *amounts, const char *path, zks_report *report)
{
    zks_byte_source *source;
    reading r = {.path = path, .report = report};
    zks_status status = zks_file_source_open(&source, path, report);
    if (status == ZKS_OK)
        status = zks_csv_open(&r.csv, path, source, ZKS_CSV_LIMITS, report);
    if (status != ZKS_OK)
        return status;
    status = read_lines(&r);
    zks_csv_close(r.csv);
    if (status == ZKS_OK)
        *amounts = r.amounts;
    else
        zks_held_amounts_clear(&r.amounts);
    return status;
}
