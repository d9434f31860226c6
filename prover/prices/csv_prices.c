#include "prover/prices/price_files.h"

#include "circuits/decimal.h"
#include "prover/prices/named_rows.h"

#include <string.h>

enum { ASSET, PRICE, COLUMNS };

static const zks_named_column columns[COLUMNS] = {[ASSET] = {.name = "asset"}, [PRICE] = {.name = "price"}};

typedef struct {
    zks_gathering *gathering;
    const char *file;
} reading;

/* "68250.5" is 682505 * 10^-1: takes the point out, and the zeros before the first digit. */
static int to_mantissa(char *decimal)
{
    char *point = strchr(decimal, '.');
    int exponent = 0;
    if (point != NULL) {
        exponent = -(int)strlen(point + 1);
        memmove(point, point + 1, strlen(point));
    }
    size_t sign = decimal[0] == '-', zeros = strspn(decimal + sign, "0");
    if (decimal[sign + zeros] != '\0')
        memmove(decimal + sign, decimal + sign + zeros, strlen(decimal + sign + zeros) + 1);
    return exponent;
}

static zks_status read_row(void *context, const char *const *fields, const zks_position *at, zks_report *report)
{
    const reading *r = context;
    char decimal[ZKS_DECIMAL_MAX + 2];
    if (!zks_decimal_canonical(decimal, fields[PRICE], strlen(fields[PRICE])))
        return zks_input_error(report, r->file, at[PRICE], "%s is no price; expected a decimal like 68250.5",
                               zks_quote(fields[PRICE], strlen(fields[PRICE])).text);
    int exponent = to_mantissa(decimal);
    const char *fault = zks_gathering_add(r->gathering, fields[ASSET], decimal, exponent);
    if (fault == ZKS_FAULT_MEMORY)
        return zks_input_memory(report, r->file);
    if (fault == NULL)
        return ZKS_OK;
    return zks_input_error(report, r->file, at[ASSET], "%s: %s", zks_quote(fields[ASSET], strlen(fields[ASSET])).text,
                           fault);
}

zks_status zks_prices_from_csv(zks_gathering *gathering, const char *file, zks_report *report)
{
    reading r = {gathering, file};
    return zks_named_rows_read(file, columns, COLUMNS, read_row, &r, report);
}
