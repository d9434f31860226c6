/* Prints what the kernels of crypto/ cost on this machine: nanoseconds of processor time, one thread, for every backend
 * the processor has, and how many times faster than the portable one that is. An argument is the logarithm of the
 * largest multi-scalar multiplication; with --json, it prints what a unit of each kind of work (crypto/counters.h)
 * costs under the backend in use instead. */
#include "crypto/backend.h"
#include "crypto/counters.h"
#include "crypto/generators.h"
#include "crypto/hash.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { LOG_MIN = 8, LOG_MAX = 20, BATCH = 1024, ACCOUNTS = 256, BALANCE_BYTES = 8, PAIR_ROWS = 64 };

/* What the kernels work on; results go back in, so that no call can be left out. */
typedef struct {
    zks_field field[2];
    zks_scalar scalar[2];
    zks_point point[2];
    zks_point points[BATCH];
    zks_niels niels[BATCH];
    uint8_t bytes[BATCH * ZKS_POINT_BYTES];
    zks_node nodes[BATCH + 1], bound[BATCH];
    zks_pair pairs[BATCH];
    zks_scalar row_weights[PAIR_ROWS], cell_weights[BATCH], constraint_weights[2 * BATCH];
    zks_pair_sums sums;
    zks_fixed_base *whole, *balance; /* tables for whole scalars and for balances */
} operands;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

typedef void kernel(operands *o);

/* Seconds a call of the kernel: the best of five, each of as many calls as fill a fiftieth of a second. */
static double time_of(kernel *run, operands *o)
{
    double best = 0;
    long calls = 1;
    for (int found = 0; found < 5;) {
        const double start = now();
        for (long i = 0; i < calls; i++)
            run(o);
        const double elapsed = now() - start;
        if (elapsed < 0.02) {
            calls *= 2;
            continue;
        }
        if (found++ == 0 || elapsed / (double)calls < best)
            best = elapsed / (double)calls;
    }
    return best;
}

static void field_mul(operands *o)
{
    for (int i = 0; i < BATCH; i++)
        zks_field_mul(&o->field[0], &o->field[0], &o->field[1]);
}

static void field_square(operands *o)
{
    for (int i = 0; i < BATCH; i++)
        zks_field_square(&o->field[0], &o->field[0]);
}

static void scalar_mul(operands *o)
{
    for (int i = 0; i < BATCH; i++)
        zks_scalar_mul(&o->scalar[0], &o->scalar[0], &o->scalar[1]);
}

static void point_add(operands *o)
{
    for (int i = 0; i < BATCH; i++)
        zks_point_add(&o->point[0], &o->point[0], &o->points[i]);
}

static void point_add_niels(operands *o)
{
    for (int i = 0; i < BATCH; i++)
        zks_point_add_niels(&o->point[0], &o->point[0], &o->niels[i]);
}

static void point_double(operands *o)
{
    for (int i = 0; i < BATCH; i++)
        zks_point_double(&o->point[0], &o->point[0]);
}

static void bucket_sums(operands *o)
{
    zks_point buckets[256];
    uint32_t position[BATCH];
    uint8_t digit[BATCH];
    for (uint32_t i = 0; i < BATCH; i++) {
        position[i] = i;
        digit[i] = (uint8_t)(1 + i * 37 % 255);
    }
    zks_bucket_sums_var(buckets, o->niels, position, digit, BATCH);
    o->point[0] = buckets[1];
}

static void point_mul(operands *o)
{
    for (int i = 0; i < 16; i++)
        zks_point_mul(&o->point[0], &o->scalar[1], &o->point[0]);
}

static void point_mul_var(operands *o)
{
    for (int i = 0; i < 16; i++)
        zks_point_mul_var(&o->point[0], &o->scalar[1], &o->point[0]);
}

static void encode(operands *o)
{
    zks_encode_batch(o->bytes, o->points, BATCH);
}

static void encode_doubles(operands *o)
{
    zks_encode_doubles_batch(o->bytes, o->points, BATCH);
}

static void decode(operands *o)
{
    if (zks_decode_batch(o->niels, o->bytes, BATCH) != BATCH)
        abort();
}

static void generator(operands *o)
{
    zks_generators_derive(o->points, ZKS_GENERATOR_G, 0, BATCH, 1);
}

static void normalise(operands *o)
{
    zks_niels_from_points(o->niels, o->points, BATCH);
}

static void bucket_weigh(operands *o)
{
    zks_bucket_weigh_var(&o->point[0], o->points);
}

/* The same combination of 16 points for each of 32 results: what folding generators costs. */
static void combine(operands *o)
{
    enum { RESULTS = 32, TERMS = 16 };
    zks_scalar scalars[TERMS];
    for (int j = 0; j < TERMS; j++)
        zks_scalar_mul(&scalars[j], j == 0 ? &o->scalar[0] : &scalars[j - 1], &o->scalar[0]);
    zks_combine_var(o->points, o->niels, RESULTS, RESULTS, scalars, TERMS, 1);
}

/* Encoded commitments to three balances, an id and a blinding. */
static void commit(operands *o)
{
    static zks_summand list[ACCOUNTS * 5 * ZKS_SCALAR_BYTES];
    size_t start[ACCOUNTS + 1] = {0};
    zks_scalar k = o->scalar[0];
    for (size_t i = 0; i < ACCOUNTS; i++) {
        zks_summand *at = list + start[i];
        uint8_t value[BALANCE_BYTES] = {0};
        zks_scalar_add(&k, &k, &o->scalar[1]);
        for (uint8_t j = 0; j < 3; j++) {
            zks_store_u64(value, UINT64_C(0x9e3779b9) * (3 * i + j));
            at += zks_fixed_base_list_bytes_var(at, o->balance, value, sizeof value);
        }
        at += zks_fixed_base_list_var(at, o->whole, &k);
        at += zks_fixed_base_list_var(at, o->whole, &o->scalar[1]);
        start[i + 1] = (size_t)(at - list);
    }
    zks_sum_lists_var(o->points, list, start, ACCOUNTS);
    zks_encode_doubles_batch(o->bytes, o->points, ACCOUNTS);
}

static void pairs_sum(operands *o)
{
    zks_pairs_sum(&o->sums, o->pairs, BATCH, o->nodes, o->row_weights, o->cell_weights, o->constraint_weights);
}

static void pairs_bind(operands *o)
{
    zks_pairs_bind(o->bound, o->pairs, BATCH, o->nodes, &o->scalar[1]);
}

static const struct {
    const char *name;
    kernel *run;
    int calls; /* operations a call of run */
} kernels[] =
    {
        {"bucket addition", bucket_sums, BATCH},
        {"bucket weighed", bucket_weigh, 256},
        {"commitment, encoded", commit, ACCOUNTS},
        {"combination of 16 points", combine, 32},
        {"encoding", encode, BATCH},
        {"encoding of doubles", encode_doubles, BATCH},
        {"decoding", decode, BATCH},
        {"normalisation", normalise, BATCH},
        {"generator", generator, BATCH},
        {"pair summed", pairs_sum, BATCH},
        {"pair bound", pairs_bind, BATCH},
},
  portable_only[] = {
      {"field multiplication", field_mul, BATCH},   {"field squaring", field_square, BATCH},
      {"scalar multiplication", scalar_mul, BATCH}, {"point addition", point_add, BATCH},
      {"mixed addition", point_add_niels, BATCH},   {"doubling", point_double, BATCH},
      {"point times scalar", point_mul, 16},        {"the same, variable time", point_mul_var, 16},
};

enum { BACKENDS = 3 };
static const char *const backend_names[BACKENDS] = {"portable", "avx2", "ifma"};

/* One line: the time under each backend, and the ratios. A time below 0 is of a backend this processor lacks. */
static void print_row(const char *name, const double time[BACKENDS])
{
    printf("%-26s", name);
    for (int b = 0; b < BACKENDS; b++)
        if (time[b] >= 0)
            printf(" %10.1f", 1e9 * time[b]);
        else
            printf(" %10s", "-");
    for (int b = 1; b < BACKENDS; b++)
        if (time[b] > 0)
            printf(" %6.1fx", time[0] / time[b]);
        else
            printf(" %7s", "-");
    printf("\n");
}

static void print_head(const char *title)
{
    printf("%-26s %10s %10s %10s %7s %7s\n", title, "portable", "avx2", "ifma", "avx2", "ifma");
}

static void time_kernels(operands *o)
{
    print_head("ns each");
    for (size_t i = 0; i < sizeof kernels / sizeof kernels[0]; i++) {
        double time[BACKENDS];
        for (int b = 0; b < BACKENDS; b++)
            time[b] = zks_backend_select(backend_names[b]) == ZKS_BACKEND_SELECTED
                          ? time_of(kernels[i].run, o) / kernels[i].calls
                          : -1;
        print_row(kernels[i].name, time);
    }
    for (size_t i = 0; i < sizeof portable_only / sizeof portable_only[0]; i++)
        printf("%-26s %10.1f\n", portable_only[i].name,
               1e9 * time_of(portable_only[i].run, o) / portable_only[i].calls);
}

/* The kernel that says what each kind of work costs. */
static kernel *const priced[ZKS_WORK_KINDS] = {
    [ZKS_WORK_ADDITION] = bucket_sums,    [ZKS_WORK_BUCKET] = bucket_weigh,
    [ZKS_WORK_COMBINED] = combine,        [ZKS_WORK_DOUBLING] = combine,
    [ZKS_WORK_DECODING] = decode,         [ZKS_WORK_ENCODING] = encode,
    [ZKS_WORK_GENERATOR] = generator,     [ZKS_WORK_DOUBLE_ENCODING] = encode_doubles,
    [ZKS_WORK_NORMALISATION] = normalise, [ZKS_WORK_SCALAR] = pairs_sum,
};

/* Units of work done so far, of all kinds that the kernel prices. */
static uint64_t work_done(kernel *run)
{
    uint64_t done = 0;
    for (zks_work_kind kind = 0; kind < ZKS_WORK_KINDS; kind++)
        if (priced[kind] == run)
            done += zks_work_done(kind);
    return done;
}

/* Those that one call does. */
static uint64_t work_of(kernel *run, operands *o)
{
    const uint64_t before = work_done(run);
    run(o);
    return work_done(run) - before;
}

static void print_prices(operands *o)
{
    printf("{\"backend\": \"%s\", \"nanoseconds\": {", zks_backend_current()->name);
    for (zks_work_kind kind = 0; kind < ZKS_WORK_KINDS; kind++)
        printf("%s\"%s\": %.2f", kind == 0 ? "" : ", ", zks_work_name(kind),
               1e9 * time_of(priced[kind], o) / (double)work_of(priced[kind], o));
    printf("}}\n");
}

/* The best of up to five runs, as far as a second goes; a point. */
static double time_msm_of(const zks_scalar *scalars, const zks_niels *points, size_t count)
{
    double best = 0;
    const double begin = now();
    for (int run = 0; run == 0 || (run < 5 && now() - begin < 1); run++) {
        zks_point sum;
        const double start = now();
        zks_msm_var(&sum, scalars, points, count, 1);
        const double elapsed = (now() - start) / (double)count;
        if (run == 0 || elapsed < best)
            best = elapsed;
    }
    return best;
}

static void time_msm(const zks_niels *points, const zks_scalar *scalars, int log_max)
{
    print_head("multi-scalar, ns a point");
    for (int log = LOG_MIN; log <= log_max; log++) {
        char name[32];
        double time[BACKENDS];
        for (int b = 0; b < BACKENDS; b++)
            time[b] = zks_backend_select(backend_names[b]) == ZKS_BACKEND_SELECTED
                          ? time_msm_of(scalars, points, (size_t)1 << log)
                          : -1;
        snprintf(name, sizeof name, "2^%d points", log);
        print_row(name, time);
    }
}

/* Powers of a full-size scalar. */
static void fill_scalars(zks_scalar *scalars, size_t count)
{
    zks_scalar k = zks_scalar_one, step;
    zks_scalar_from_u64(&step, UINT64_C(0x9e3779b97f4a7c15));
    for (int i = 0; i < 8; i++)
        zks_scalar_square(&step, &step);
    for (size_t i = 0; i < count; i++) {
        zks_scalar_mul(&k, &k, &step);
        scalars[i] = k;
    }
}

/* Pairs of neighbouring nodes, each cell with a weight of its own. */
static void fill_pairs(operands *o)
{
    fill_scalars((zks_scalar *)o->nodes, 2 * (BATCH + 1));
    fill_scalars(o->row_weights, PAIR_ROWS);
    fill_scalars(o->cell_weights, BATCH);
    fill_scalars(o->constraint_weights, 2 * BATCH);
    for (uint32_t i = 0; i < BATCH; i++)
        o->pairs[i] = (zks_pair){.low = i, .high = i + 1, .cell = i, .row = i % PAIR_ROWS};
}

static bool fill_operands(operands *o)
{
    const uint8_t bytes[32] = {7, 1, 8, 2, 8, 1, 8, 2, 8, 4, 5, 9, 0, 4, 5, 2,
                               3, 5, 3, 6, 0, 2, 8, 7, 4, 7, 1, 3, 5, 2, 6, 6};
    zks_field_decode(&o->field[0], bytes);
    o->field[1] = o->field[0];
    zks_scalar_from_bytes(&o->scalar[0], bytes, sizeof bytes);
    zks_scalar_invert(&o->scalar[1], &o->scalar[0]);
    zks_generators_derive(o->points, ZKS_GENERATOR_A, 0, BATCH, 1);
    zks_niels_from_points(o->niels, o->points, BATCH);
    zks_encode_batch(o->bytes, o->points, BATCH);
    o->point[0] = o->points[0];
    fill_pairs(o);
    o->whole = zks_fixed_base_new(&o->points[0], ZKS_SCALAR_BYTES);
    o->balance = zks_fixed_base_new(&o->points[1], BALANCE_BYTES);
    return o->whole != NULL && o->balance != NULL;
}

int main(int argc, char **argv)
{
    const bool json = argc > 1 && strcmp(argv[1], "--json") == 0;
    const int log_max = json ? LOG_MIN : argc > 1 ? atoi(argv[1]) : LOG_MAX;
    if (log_max < LOG_MIN || log_max > LOG_MAX)
        return 2;
    const size_t points = (size_t)1 << log_max;
    zks_generators *generators = zks_generators_new(points, 0, 0, 2);
    zks_scalar *scalars = malloc(points * sizeof *scalars);
    operands *o = calloc(1, sizeof *o);
    const bool made = generators != NULL && scalars != NULL && o != NULL && fill_operands(o);
    if (made && json)
        print_prices(o);
    else if (made) {
        fill_scalars(scalars, points);
        time_kernels(o);
        time_msm(generators->g, scalars, log_max);
    }
    if (o != NULL) {
        zks_fixed_base_free(o->whole);
        zks_fixed_base_free(o->balance);
    }
    free(o);
    free(scalars);
    zks_generators_free(generators);
    return made ? 0 : 1;
}
