/* The pairs of a sumcheck round: every backend of this machine against the portable one. */
#include "crypto/portable/pairs.h"
#include "crypto/backend.h"
#include "random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { NODES = 300, ROWS = 40, CELLS = 64, MOST = 9000 };

typedef struct {
    zks_node nodes[NODES];
    zks_scalar rows[ROWS], cells[CELLS], constraints[2 * CELLS];
    zks_pair pairs[MOST];
    zks_node bound[MOST], wanted[MOST];
} table;

/* Every third scalar is an extreme one. */
static zks_scalar any_scalar(void)
{
    zks_scalar x;
    uint8_t wide[64];
    random_bytes(wide, sizeof wide);
    zks_scalar_from_wide(&x, wide);
    if (wide[0] % 9 == 0)
        x = zks_scalar_zero;
    else if (wide[0] % 9 == 1)
        zks_scalar_from_i64(&x, -1);
    else if (wide[0] % 9 == 2) /* the largest integer in Montgomery form */
        x = (zks_scalar){{0x5812631a5cf5d3ec, 0x14def9dea2f79cd6, 0, 0x1000000000000000}};
    return x;
}

static table *random_table(void)
{
    table *t = calloc(1, sizeof *t);
    assert_non_null(t);
    for (size_t i = 1; i < NODES; i++)
        t->nodes[i] = (zks_node){any_scalar(), any_scalar()};
    for (size_t i = 0; i < ROWS; i++)
        t->rows[i] = any_scalar();
    for (size_t i = 0; i < CELLS; i++)
        t->cells[i] = any_scalar();
    for (size_t i = 0; i < 2 * CELLS; i++)
        t->constraints[i] = any_scalar();
    for (size_t i = 0; i < MOST; i++) {
        uint8_t r[5];
        random_bytes(r, sizeof r);
        t->pairs[i] =
            (zks_pair){.low = r[0], .high = (uint32_t)r[1] + r[2] % 40, .cell = r[3] % CELLS, .row = r[4] % ROWS};
    }
    return t;
}

static void check(table *t, size_t count)
{
    zks_pair_sums sums, wanted;
    memset(&sums, 0, sizeof sums);
    sums.h_at0 = zks_scalar_one; /* sums are added to */
    wanted = sums;
    zks_pairs_sum(&sums, t->pairs, count, t->nodes, t->rows, t->cells, t->constraints);
    zks_portable_pairs_sum(&wanted, t->pairs, count, t->nodes, t->rows, t->cells, t->constraints);
    assert_memory_equal(&sums, &wanted, sizeof sums);

    zks_scalar x = any_scalar();
    memset(t->bound, 0x5a, sizeof t->bound);
    memcpy(t->wanted, t->bound, sizeof t->bound);
    zks_pairs_bind(t->bound, t->pairs, count, t->nodes, &x);
    zks_portable_pairs_bind(t->wanted, t->pairs, count, t->nodes, &x);
    assert_memory_equal(t->bound, t->wanted, sizeof t->bound);
}

static void check_backend(const char *name)
{
    if (zks_backend_select(name) != ZKS_BACKEND_SELECTED) {
        print_message("this processor has no %s: skipped\n", name);
        skip();
    }
    table *t = random_table();
    for (size_t count = 0; count <= 40; count++)
        check(t, count);
    check(t, 4096);
    check(t, 4097);
    check(t, MOST);
    free(t);
}

/* All factors as large as they come, in the longest sum before it is emptied. */
static void check_extremes(const char *name)
{
    if (zks_backend_select(name) != ZKS_BACKEND_SELECTED)
        skip();
    table *t = random_table();
    const zks_scalar largest = {{0x5812631a5cf5d3ec, 0x14def9dea2f79cd6, 0, 0x1000000000000000}};
    for (size_t i = 1; i < NODES; i++)
        t->nodes[i] = (zks_node){largest, largest};
    for (size_t i = 0; i < ROWS; i++)
        t->rows[i] = largest;
    for (size_t i = 0; i < CELLS; i++)
        t->cells[i] = t->constraints[2 * i] = t->constraints[2 * i + 1] = largest;
    check(t, MOST);
    free(t);
}

static void avx2(void **state)
{
    (void)state;
    check_backend("avx2");
}

static void ifma(void **state)
{
    (void)state;
    check_backend("ifma");
}

static void ifma_extremes(void **state)
{
    (void)state;
    check_extremes("ifma");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(avx2), cmocka_unit_test(ifma), cmocka_unit_test(ifma_extremes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
