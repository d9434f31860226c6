/* What a form can be worth, and the unit and width of a column that has to hold it (docs/circuits.md, "Advice bounds").
 */
#ifndef ZKS_CIRCUITS_FORM_VALUES_H
#define ZKS_CIRCUITS_FORM_VALUES_H

#include "circuits/linear.h"
#include "circuits/table.h"

#define ZKS_MAX_ADVICE_DECIMALS 72

/* The least and the largest value over all columns within their widths. False where a number passes
 * ZKS_MAX_RATIONAL_BITS. */
bool zks_least_value(mpq_t out, const zks_linear *form, const zks_column *columns);
bool zks_largest_value(mpq_t out, const zks_linear *form, const zks_column *columns);

/* What a column must be able to hold. */
typedef struct {
    unsigned decimals;
    mpq_t value;
} zks_extent;
void zks_extent_init(zks_extent *extent); /* 0, without decimals */
void zks_extent_clear(zks_extent *extent);
/* Raises the decimals to those with which the number, all numbers of the form, are integers. False where there are
 * none, or more than ZKS_MAX_ADVICE_DECIMALS. */
bool zks_extent_hold_number(zks_extent *extent, mpq_srcptr number);
bool zks_extent_hold_numbers_of(zks_extent *extent, const zks_linear *form);
/* Raises the value. */
void zks_extent_hold_value(zks_extent *extent, const mpq_t value);
/* The least w >= 1 with value * 10^decimals < 256^w. */
size_t zks_extent_width(const zks_extent *extent);

/* The largest value of a column, in human units. */
void zks_column_top(mpq_t out, const zks_column *column);

#endif
