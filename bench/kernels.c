/* Prints what the kernels of crypto/ cost on this machine, one thread: nanoseconds each, and the two rates other
 * estimates build on. */
#include "crypto/generators.h"
#include "crypto/msm.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { LOG_MIN = 8, LOG_MAX = 18, POINTS = 1 << LOG_MAX, BATCH = 1024 };

/* What the kernels work on; results go back in, so that no call can be left out. */
typedef struct {
    zks_field field[2];
    zks_scalar scalar[2];
    zks_point point[2];
    zks_point points[BATCH];
    zks_niels niels[BATCH];
    uint8_t bytes[BATCH * ZKS_POINT_BYTES];
} operands;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

typedef void kernel(operands *o);

/* Seconds a call of the kernel, from as many calls as fill a fifth of a second. */
static double time_of(kernel *run, operands *o)
{
    for (long calls = 1;; calls *= 2) {
        const double start = now();
        for (long i = 0; i < calls; i++)
            run(o);
        const double elapsed = now() - start;
        if (elapsed > 0.2)
            return elapsed / (double)calls;
    }
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

static void time_kernels(operands *o)
{
    static const struct {
        const char *name;
        kernel *run;
        int calls; /* operations a call of run */
    } kernels[] = {
        {"field multiplication", field_mul, BATCH},
        {"field squaring", field_square, BATCH},
        {"scalar multiplication", scalar_mul, BATCH},
        {"point addition", point_add, BATCH},
        {"mixed addition", point_add_niels, BATCH},
        {"doubling", point_double, BATCH},
        {"bucket addition", bucket_sums, BATCH},
        {"point times scalar", point_mul, 16},
        {"the same, variable time", point_mul_var, 16},
        {"encoding", encode, BATCH},
        {"encoding of doubles", encode_doubles, BATCH},
        {"decoding", decode, BATCH},
        {"generator", generator, BATCH},
    };
    for (size_t i = 0; i < sizeof kernels / sizeof kernels[0]; i++)
        printf("%-26s %10.1f ns\n", kernels[i].name, 1e9 * time_of(kernels[i].run, o) / kernels[i].calls);
    printf("%-26s %10.1f M/s\n", "field multiplications", 1e-6 * BATCH / time_of(field_mul, o));
    printf("%-26s %10.1f M/s\n", "bucket additions", 1e-6 * BATCH / time_of(bucket_sums, o));
}

static int time_msm(const zks_niels *points)
{
    zks_scalar *scalars = malloc(POINTS * sizeof *scalars);
    if (scalars == NULL)
        return 1;
    zks_scalar k = zks_scalar_one, step;
    zks_scalar_from_u64(&step, UINT64_C(0x9e3779b97f4a7c15));
    for (int i = 0; i < 8; i++)
        zks_scalar_square(&step, &step);
    for (size_t i = 0; i < POINTS; i++) {
        zks_scalar_mul(&k, &k, &step);
        scalars[i] = k;
    }
    for (int log = LOG_MIN; log <= LOG_MAX; log++) {
        const size_t count = (size_t)1 << log;
        zks_point sum;
        const double start = now();
        int runs = 0;
        while (runs == 0 || now() - start < 0.2) {
            zks_msm_var(&sum, scalars, points, count, 1);
            runs++;
        }
        const double each = (now() - start) / (double)runs / (double)count;
        printf("multi-scalar, 2^%-2d points   %8.1f ns a point\n", log, 1e9 * each);
    }
    free(scalars);
    return 0;
}

int main(void)
{
    zks_generators *generators = zks_generators_new(POINTS, 0, 0, 2);
    operands *o = malloc(sizeof *o);
    if (generators == NULL || o == NULL)
        return 1;
    const uint8_t bytes[32] = {7, 1, 8, 2, 8, 1, 8, 2, 8, 4, 5, 9, 0, 4, 5, 2,
                               3, 5, 3, 6, 0, 2, 8, 7, 4, 7, 1, 3, 5, 2, 6, 6};
    zks_field_decode(&o->field[0], bytes);
    o->field[1] = o->field[0];
    zks_scalar_from_bytes(&o->scalar[0], bytes, sizeof bytes);
    zks_scalar_invert(&o->scalar[1], &o->scalar[0]);
    zks_generators_derive(o->points, ZKS_GENERATOR_A, 0, BATCH, 1);
    zks_niels_from_points(o->niels, o->points, BATCH);
    o->point[0] = o->points[0];
    time_kernels(o);
    const int failed = time_msm(generators->g);
    free(o);
    zks_generators_free(generators);
    return failed;
}
