/* Who gains by inflating what (docs/circuits.md, "Polarity"): totals are open to accounts nobody checks, and both legs
 * of a long/short pair can be raised together. Requirements are taken in the form  expr >= 0  (or expr == 0).
 */
#ifndef ZKS_CIRCUITS_POLARITY_H
#define ZKS_CIRCUITS_POLARITY_H

#include "circuits/expression.h"

/* What a requirement relies on another for: `total` is bounded from above by that requirement at that member. */
typedef zks_covered_total zks_reliance;

/* A requirement at one member of its index, as a form over columns or totals. */
typedef struct {
    size_t requirement, member;
    bool equality;
    zks_linear form;
    size_t reliance_count;
    zks_reliance *reliances;
} zks_instance;

typedef enum {
    ZKS_POLARITY_OK,
    ZKS_POLARITY_OPEN,     /* an uncovered total helps: `variable` */
    ZKS_POLARITY_TOO_LONG, /* a coefficient passes ZKS_MAX_RATIONAL_BITS */
    ZKS_POLARITY_MEMORY
} zks_polarity;

/* Replaces covered totals in a form (collected before and after) by what they stand for, and keeps as reliances those
 * that help. The covered totals are moved out of the evaluation or forgotten. */
zks_polarity zks_polarity_uncover(zks_evaluation *e, zks_instance *instance, uint32_t *variable);
/* Whether a requirement in the form  bound >= 0  (== 0) keeps a positive multiple of `total` below a public number,
 * whatever other columns hold. */
bool zks_polarity_bounds(const zks_instance *bound, const zks_linear *total);
/* Whether raising both legs of a pair by one integer unit helps: their coefficients add up to more than zero, in an
 * equality to anything but zero. */
bool zks_polarity_pair_gains(const zks_instance *instance, uint32_t leg, uint32_t partner);

#endif
