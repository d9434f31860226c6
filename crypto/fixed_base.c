/* Multiples of one point by table look-up: k = sum digit[i] 256^i with digits from -128 to 127,
 * and row i of the table holds 256^i, 2 * 256^i .. 128 * 256^i times the base. One mixed addition per non-zero digit
 * and no doubling.
 *
 * Source: Bernstein, Duif, Lange, Schwabe, Yang, "High-speed high-security signatures" (2011), section 4.
 */
#include "crypto/portable/group_inline.h"

#include "crypto/counters.h"
#include "crypto/msm.h"

#include <assert.h>
#include <stdlib.h>

enum { ROW = 128 };

struct zks_fixed_base {
    size_t rows;
    zks_niels multiple[][ROW]; /* multiple[i][j] = (j + 1) 256^i base */
};

zks_fixed_base *zks_fixed_base_new(const zks_point *base, size_t bytes)
{
    assert(bytes >= 1 && bytes <= ZKS_SCALAR_BYTES);
    /* One row more than the value has bytes, for the last carry; a scalar's top byte is at most 16 and carries nothing.
     */
    size_t rows = bytes < ZKS_SCALAR_BYTES ? bytes + 1 : bytes;
    zks_fixed_base *table = malloc(sizeof *table + rows * sizeof *table->multiple);
    if (table == NULL)
        return NULL;
    table->rows = rows;
    zks_point power = *base;
    for (size_t i = 0; i < rows; i++) {
        const cached_point step = cached_from_point(&power);
        zks_point row[ROW];
        row[0] = power;
        for (int j = 1; j < ROW; j++) {
            const completed_point c = completed_add_cached(&row[j - 1], &step, false);
            row[j] = point_from_completed(&c);
        }
        zks_niels_from_points(table->multiple[i], row, ROW);
        zks_point_double(&power, &row[ROW - 1]);
    }
    return table;
}

void zks_fixed_base_free(zks_fixed_base *table)
{
    free(table);
}

/* A digit above 127 becomes negative and carries one into the next row, at last into row `length`. */
static size_t list_digits(zks_summand *list, const zks_fixed_base *table, const uint8_t *value, size_t length)
{
    size_t count = 0;
    int carry = 0;
    for (size_t i = 0; i < length || carry != 0; i++) {
        int digit = (i < length ? value[i] : 0) + carry;
        carry = digit >= ROW;
        digit -= carry * 2 * ROW;
        if (digit != 0)
            list[count++] = zks_summand_of(&table->multiple[i][abs(digit) - 1], digit < 0);
    }
    return count;
}

size_t zks_fixed_base_list_var(zks_summand *list, const zks_fixed_base *table, const zks_scalar *k)
{
    uint8_t bytes[ZKS_SCALAR_BYTES];
    assert(table->rows == ZKS_SCALAR_BYTES);
    zks_scalar_encode(bytes, k);
    return list_digits(list, table, bytes, sizeof bytes);
}

size_t zks_fixed_base_list_bytes_var(zks_summand *list, const zks_fixed_base *table, const uint8_t *value,
                                     size_t length)
{
    assert(length < table->rows);
    return list_digits(list, table, value, length);
}

static void add_all(zks_point *acc, const zks_summand *list, size_t count)
{
    zks_work_add(ZKS_WORK_ADDITION, count);
    for (size_t i = 0; i < count; i++)
        if (zks_summand_is_negative(list[i]))
            zks_point_sub_niels(acc, acc, zks_summand_point(list[i]));
        else
            zks_point_add_niels(acc, acc, zks_summand_point(list[i]));
}

void zks_fixed_base_add_var(zks_point *acc, const zks_fixed_base *table, const zks_scalar *k)
{
    zks_summand list[ZKS_SCALAR_BYTES];
    add_all(acc, list, zks_fixed_base_list_var(list, table, k));
}

void zks_fixed_base_add_bytes_var(zks_point *acc, const zks_fixed_base *table, const uint8_t *value, size_t length)
{
    zks_summand list[ZKS_SCALAR_BYTES];
    add_all(acc, list, zks_fixed_base_list_bytes_var(list, table, value, length));
}
