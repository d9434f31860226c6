/* Pippenger's bucket method. Scalars are cut into windows of `width` bits; within a window every point goes to the
 * bucket of its digit, and the buckets, weighed by their digits, add up to the window's sum. Windows are joined by
 * `width` doublings each. The points of a window are sorted by bucket first, so that a backend may add up many buckets
 * side by side.
 *
 * Digits are signed, from -2^(width-1) to 2^(width-1): a negative one subtracts, and half the buckets suffice. Adding
 * once the constant with 2^(width-1) in every window but the last makes each digit a plain bit field less 2^(width-1),
 * so windows can be taken in any order, by any thread, with no carry between them.
 *
 * Many threads on few windows also cut the points into chunks; a task is one window of one chunk.
 *
 * Sources: Pippenger, "On the evaluation of powers and related problems" (1976); Bernstein, Doumen, Lange, Oosterwijk,
 * "Faster batch forgery identification" (2012), section 4.
 */
#include "crypto/backend.h"
#include "crypto/counters.h"
#include "crypto/msm_parts.h"
#include "crypto/portable/group_inline.h"

#include <omp.h>
#include <stdlib.h>
#include <string.h>

enum { MIN_WIDTH = 4, MAX_WIDTH = 16 };

typedef struct {
    int width, windows;
    size_t chunks, chunk; /* number, and terms in each but perhaps the last */
} plan;

static size_t bucket_count(int width)
{
    return (size_t)1 << (width - 1);
}

/* One window more than bits / width: the top digit, less than 2^(width-1) before the last carry, keeps within range. */
static int window_count(int bits, int width)
{
    return bits / width + 1;
}

/* Additions of one run. Weighing a bucket takes two full additions, about 5/2 of the mixed ones (measured). */
static size_t cost(size_t count, int bits, int width)
{
    return (size_t)window_count(bits, width) * (2 * count + 5 * bucket_count(width));
}

static plan plan_for(size_t count, int bits, int threads)
{
    int width = MIN_WIDTH;
    for (int candidate = MIN_WIDTH + 1; candidate <= MAX_WIDTH; candidate++)
        if (cost(count, bits, candidate) < cost(count, bits, width))
            width = candidate;
    const int windows = window_count(bits, width);

    /* Four tasks a thread balance the load, as long as a chunk still outweighs its buckets. */
    const size_t wanted = (4 * (size_t)threads + (size_t)windows - 1) / (size_t)windows;
    const size_t worth = count / (4 * bucket_count(width));
    size_t chunks = threads == 1 || worth == 0 ? 1 : wanted < worth ? wanted : worth;
    return (plan){width, windows, chunks, (count + chunks - 1) / chunks};
}

/* 2^(width-1) in every window but the last. */
static void digit_offset(uint64_t limb[4], const plan *p)
{
    memset(limb, 0, 4 * sizeof *limb);
    for (int w = 0; w < p->windows - 1; w++) {
        const int position = w * p->width + p->width - 1;
        limb[position / 64] |= UINT64_C(1) << position % 64;
    }
}

static void add_digit_offset(uint64_t limb[4], const uint64_t offset[4])
{
    unsigned __int128 sum = 0;
    for (int i = 0; i < 4; i++) {
        sum += (unsigned __int128)limb[i] + offset[i];
        limb[i] = (uint64_t)sum;
        sum >>= 64;
    }
}

/* The signed digit of a window, of a scalar with the offset added. */
static inline int digit_at(const signed_scalar *k, const plan *p, int window)
{
    const int position = window * p->width, word = position / 64, shift = position % 64;
    uint64_t bits = k->limb[word] >> shift;
    if (shift + p->width > 64 && word < 3)
        bits |= k->limb[word + 1] << (64 - shift);
    int digit = (int)(bits & ((UINT64_C(1) << p->width) - 1));
    if (window < p->windows - 1)
        digit -= 1 << (p->width - 1);
    return k->negative ? -digit : digit;
}

/* What one thread works with: the digits of a chunk, and its points sorted by bucket. */
typedef struct {
    int32_t *digit;
    zks_summand *list;
    size_t *start; /* of each bucket's part of the list, and the end */
    zks_point *buckets;
} workspace;

/* The points of a chunk, listed by bucket: bucket v - 1 takes digits v and -v. */
static void sort_by_bucket(const workspace *w, const msm_term *terms, size_t count, const plan *p, int window)
{
    size_t *next = w->start + 1; /* next[b] counts bucket b - 1, then is where the next point of bucket b goes */
    memset(w->start, 0, (bucket_count(p->width) + 2) * sizeof *w->start);
    for (size_t i = 0; i < count; i++) {
        w->digit[i] = digit_at(&terms[i].k, p, window);
        next[abs(w->digit[i])]++;
    }
    next[0] = 0; /* zeros are in no bucket */
    for (size_t b = 1; b <= bucket_count(p->width); b++)
        next[b] += next[b - 1];
    for (size_t i = 0; i < count; i++)
        if (w->digit[i] != 0)
            w->list[next[abs(w->digit[i]) - 1]++] = zks_summand_of(terms[i].point, w->digit[i] < 0);
}

/* The sum of one window over some terms. */
static void window_sum(zks_point *out, const workspace *w, const msm_term *terms, size_t count, const plan *p,
                       int window)
{
    sort_by_bucket(w, terms, count, p, window);
    zks_sum_lists_var(w->buckets, w->list, w->start, bucket_count(p->width));
    zks_work_add(ZKS_WORK_BUCKET, bucket_count(p->width));
    zks_backend_current()->weigh_var(out, w->buckets, bucket_count(p->width), true);
}

/* sum_w 2^(width w) (sum of the window's chunks), from the top. */
static void join_windows(zks_point *out, const zks_point *sums, const plan *p)
{
    zks_point total = zks_point_identity;
    for (int w = p->windows - 1; w >= 0; w--) {
        total = point_double_times(&total, p->width);
        for (size_t c = 0; c < p->chunks; c++)
            zks_point_add(&total, &total, &sums[(size_t)w * p->chunks + c]);
    }
    *out = total;
}

void zks_pippenger_var(zks_point *out, msm_term *terms, size_t count, int bits, int threads)
{
    const plan p = plan_for(count, bits, threads);
    const size_t tasks = (size_t)p.windows * p.chunks, buckets = bucket_count(p.width), workers = (size_t)threads;
    zks_point *sums = zks_msm_scratch_new(tasks, sizeof *sums);
    zks_point *bucket = zks_msm_scratch_new(workers * buckets, sizeof *bucket);
    zks_summand *list = zks_msm_scratch_new(workers * p.chunk, sizeof *list);
    size_t *start = zks_msm_scratch_new(workers * (buckets + 2), sizeof *start);
    int32_t *digit = zks_msm_scratch_new(workers * p.chunk, sizeof *digit);
    uint64_t offset[4];
    digit_offset(offset, &p);
    for (size_t i = 0; i < count; i++)
        add_digit_offset(terms[i].k.limb, offset);

#pragma omp parallel for schedule(dynamic, 1) num_threads(threads) if (threads > 1)
    for (size_t task = 0; task < tasks; task++) {
        const size_t mine = (size_t)omp_get_thread_num(), first = task % p.chunks * p.chunk;
        const size_t length = count - first < p.chunk ? count - first : p.chunk;
        const workspace w = {digit + mine * p.chunk, list + mine * p.chunk, start + mine * (buckets + 2),
                             bucket + mine * buckets};
        window_sum(&sums[task], &w, terms + first, length, &p, (int)(task / p.chunks));
    }
    join_windows(out, sums, &p);
    zks_msm_scratch_free(digit, workers * p.chunk, sizeof *digit);
    zks_msm_scratch_free(start, workers * (buckets + 2), sizeof *start);
    zks_msm_scratch_free(list, workers * p.chunk, sizeof *list);
    zks_msm_scratch_free(bucket, workers * buckets, sizeof *bucket);
    zks_msm_scratch_free(sums, tasks, sizeof *sums);
}
