#include "shipped_prover.h"

#include "prover/argument/prover.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

/* The non-zero digits of consecutive rows, as the prover wants them. */
typedef struct {
    size_t *row_start;
    uint32_t *cell;
    uint8_t *digit;
} live_digits;

static live_digits find_live(const uint8_t *digit, size_t rows, size_t cells)
{
    live_digits live = {
        .row_start = calloc(rows + 1, sizeof *live.row_start),
        .cell = calloc(rows * cells, sizeof *live.cell),
        .digit = calloc(rows * cells, sizeof *live.digit),
    };
    assert_true(live.row_start != NULL && live.cell != NULL && live.digit != NULL);
    size_t count = 0;
    for (size_t row = 0; row < rows; row++) {
        for (size_t cell = 0; cell < cells; cell++)
            if (digit[row * cells + cell] != 0) {
                live.cell[count] = (uint32_t)cell;
                live.digit[count++] = digit[row * cells + cell];
            }
        live.row_start[row + 1] = count;
    }
    return live;
}

/* One for the whole program, as the generators are. */
static zks_prover_setup setup_once(void)
{
    static zks_fixed_base *h_table;
    const zks_generators *generators = instance_generators();
    if (h_table == NULL) {
        zks_point h;
        zks_point_from_niels(&h, &generators->h);
        h_table = zks_fixed_base_new(&h, ZKS_SCALAR_BYTES);
        assert_non_null(h_table);
    }
    return (zks_prover_setup){.generators = generators, .h = h_table};
}

void shipped_prove_table(instance *in, size_t table, int threads)
{
    zks_prover_setup setup = setup_once();
    const zks_shape *shape = zks_segments_shape(&in->segments, table);
    bool pool = table == in->segments.count;
    size_t first = pool ? 0 : zks_segments_first_row(&in->segments, table);
    live_digits live = find_live(pool ? in->pool_digit : in->digit + first * shape->cells, shape->rows, shape->cells);
    const zks_witness witness = {
        .row_start = live.row_start,
        .cell = live.cell,
        .digit = live.digit,
        .id = pool ? &in->pool_id : in->id + first,
        .blinding = pool ? &in->pool_blinding : in->blinding + first,
        .external_blinding = in->external_blinding,
    };
    zks_transcript t = instance_transcript(in, table);
    zks_status status = zks_prove_table(&setup, shape, pool ? &in->pool : &in->account, &witness, in->seed, &t, threads,
                                        instance_words(in, table), NULL);
    assert_int_equal(status, ZKS_OK);
    free(live.row_start);
    free(live.cell);
    free(live.digit);
}

void shipped_prove(instance *in, int threads)
{
    for (size_t table = 0; table <= in->segments.count; table++)
        shipped_prove_table(in, table, threads);
}
