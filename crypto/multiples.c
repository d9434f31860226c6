/* Scalars are written in base 32 with digits from -15 to 16, k = sum digit[w] 32^w. The points of one digit position,
 * each times its digit, are looked up and added as one list, and five doublings lead from each position to the next
 * lower one: there is no bucket to weigh, and the lists, of all points each, fill vector lanes however few the points
 * are.
 *
 * Source: Straus, "Addition chains of vectors" (1964).
 */
#include "crypto/multiples.h"

#include "crypto/backend.h"
#include "crypto/msm_parts.h"
#include "crypto/portable/group_inline.h"

#include <stdlib.h>
#include <string.h>

enum { WINDOW = 5, MULTIPLES = 1 << (WINDOW - 1), POSITIONS = 51 }; /* 51 windows hold 253 bits and a carry */

struct zks_multiples {
    size_t count;
    zks_niels *multiple; /* (d + 1) * points[i] at d * count + i */
};

/* Multiples have + 1 .. 2 have of all points, from 1 .. have of them: the `have`-fold and the others added. */
static bool double_table(zks_multiples *m, size_t have)
{
    const size_t made = have * m->count;
    zks_point *sums = malloc(made * sizeof *sums);
    zks_summand *list = malloc(2 * made * sizeof *list);
    size_t *start = malloc((made + 1) * sizeof *start);
    const bool memory = sums != NULL && list != NULL && start != NULL;
    if (memory) {
        const zks_niels *largest = m->multiple + (have - 1) * m->count;
        for (size_t i = 0; i < made; i++) {
            start[i] = 2 * i;
            list[2 * i] = zks_summand_of(&largest[i % m->count], false);
            list[2 * i + 1] = zks_summand_of(&m->multiple[i], false);
        }
        start[made] = 2 * made;
        zks_sum_lists_var(sums, list, start, made);
        zks_niels_from_points(m->multiple + made, sums, made);
    }
    free(start);
    free(list);
    free(sums);
    return memory;
}

zks_multiples *zks_multiples_new(const zks_niels *points, size_t count)
{
    zks_multiples *m = malloc(sizeof *m);
    if (m == NULL)
        return NULL;
    *m = (zks_multiples){.count = count, .multiple = zks_msm_scratch_new(MULTIPLES * count, sizeof *m->multiple)};
    memcpy(m->multiple, points, count * sizeof *points);
    for (size_t have = 1; have < MULTIPLES; have *= 2) {
        if (!double_table(m, have)) {
            zks_multiples_free(m);
            return NULL;
        }
    }
    return m;
}

void zks_multiples_free(zks_multiples *m)
{
    if (m == NULL)
        return;
    free(m->multiple);
    free(m);
}

/* The digits of one scalar, the lowest first. */
static void recode(int8_t digit[POSITIONS], const zks_scalar *k)
{
    uint8_t bytes[ZKS_SCALAR_BYTES + 1] = {0};
    int carry = 0;
    zks_scalar_encode(bytes, k);
    for (size_t w = 0; w < POSITIONS; w++) {
        const size_t bit = WINDOW * w;
        const unsigned two = bytes[bit / 8] | (unsigned)bytes[bit / 8 + 1] << 8;
        int value = (int)(two >> bit % 8 & (2 * MULTIPLES - 1)) + carry;
        carry = value > MULTIPLES;
        digit[w] = (int8_t)(value - carry * 2 * MULTIPLES);
    }
}

/* sum_w 32^w sums[w] */
static void join_positions(zks_point *out, const zks_point sums[POSITIONS])
{
    zks_point total = sums[POSITIONS - 1];
    for (size_t w = POSITIONS - 1; w-- > 0;) {
        total = point_double_times(&total, WINDOW);
        zks_point_add(&total, &total, &sums[w]);
    }
    *out = total;
}

void zks_multiples_sum_var(zks_point *out, const zks_multiples *m, const zks_scalar *scalars)
{
    int8_t(*digit)[POSITIONS] = zks_msm_scratch_new(m->count, sizeof *digit);
    zks_summand *list = zks_msm_scratch_new(POSITIONS * m->count, sizeof *list);
    zks_point sums[POSITIONS];
    size_t start[POSITIONS + 1], length = 0;
    for (size_t i = 0; i < m->count; i++)
        recode(digit[i], &scalars[i]);
    for (size_t w = 0; w < POSITIONS; w++) {
        start[w] = length;
        for (size_t i = 0; i < m->count; i++)
            if (digit[i][w] != 0)
                list[length++] =
                    zks_summand_of(&m->multiple[(size_t)(abs(digit[i][w]) - 1) * m->count + i], digit[i][w] < 0);
    }
    start[POSITIONS] = length;
    zks_sum_lists_var(sums, list, start, POSITIONS);
    join_positions(out, sums);
    zks_msm_scratch_free(list, POSITIONS * m->count, sizeof *list);
    zks_msm_scratch_free(digit, m->count, sizeof *digit);
}
