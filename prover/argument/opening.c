/* Step 6: the opening of everything, a zero-knowledge inner-product argument (docs/protocol.md, section 5).
 *
 * Folding the generators in every round would cost a full scalar multiplication for each. Instead the basis stays as it
 * was for several rounds and the challenges are carried in the scalars: a folded generator is sum_j coefficient[j] *
 * basis[i + j length]. When a basis point has been through EXPANDED rounds, the folded points are computed at once.
 */
#include "crypto/multiples.h"
#include "prover/argument/prover.h"

#include <string.h>

enum { EXPANDED = 3, SMALL_BASIS = 256 };

typedef struct {
    zks_prover *p;
    size_t length;      /* of the folded vectors */
    zks_scalar *opened; /* Zv */
    zks_scalar *weight; /* u */
    zks_scalar blinding;
    zks_niels *basis;
    size_t present;           /* basis points there are; behind them Q, at the positions without a generator */
    size_t copies;            /* a folded generator is made of this many basis points: a power of two */
    zks_scalar *coefficient;  /* `copies` of them */
    zks_scalar *scalars;      /* scratch for sums over the basis and Q */
    zks_multiples *multiples; /* of a basis that stays, and Q; NULL before */
} opening;

static void inner_product(zks_scalar *out, const zks_scalar *a, const zks_scalar *b, size_t count)
{
    *out = zks_scalar_zero;
    for (size_t i = 0; i < count; i++)
        zks_scalar_add_product(out, &a[i], &b[i]);
}

/* z_c = sum_k e_k ( d + eta h ): every cell has eta/alpha, live ones differ, by one of as many terms as the matrix row
 * has different digits. */
static void fold_matrix(const zks_prover *p, zks_scalar *z, const zks_functional *functional)
{
    const zks_challenges *c = &p->challenges;
    zks_scalar everywhere, beyond_zero[256];
    zks_scalar_mul(&everywhere, &c->eta, &p->reciprocal[0]);
    for (uint64_t v = 0; v < 256; v++) {
        zks_scalar_from_u64(&beyond_zero[v], v);
        zks_scalar_add_product(&beyond_zero[v], &c->eta, &p->reciprocal[v]);
        zks_scalar_sub(&beyond_zero[v], &beyond_zero[v], &everywhere);
    }
    for (size_t i = 0; i < p->shape->row_length; i++)
        z[i] = everywhere;
    zks_scalar term[256];
    for (size_t k = 0; k < p->shape->matrix_rows; k++) {
        size_t first, count = zks_prover_row_digits(p, k, &first);
        for (size_t j = 0; j < p->sum_count[k]; j++) {
            uint8_t v = p->sum_digit[p->sum_start[k] + j];
            zks_scalar_mul(&term[v], &functional->matrix_rows[k], &beyond_zero[v]);
        }
        for (size_t i = first; i < first + count; i++)
            zks_scalar_add(&z[p->column[i]], &z[p->column[i]], &term[p->digit[i]]);
    }
}

/* The opened vector and its blinding. */
static void open_blocks(opening *o, const zks_functional *functional)
{
    zks_prover *p = o->p;
    const zks_shape *s = p->shape;
    const zks_challenges *c = &p->challenges;
    zks_scalar term;

    fold_matrix(p, o->opened, functional);
    for (size_t v = 0; v < 256; v++)
        zks_scalar_mul(&o->opened[s->basis.m + v], &c->theta_m, &p->multiplicity[v]);
    for (size_t a = 0; a <= s->committed; a++) /* the id's coordinate is the last */
        zks_scalar_mul(&o->opened[s->basis.a + a], &c->theta_p, &p->openings[a]);
    for (size_t k = s->basis.k; k < s->basis.r; k++)
        zks_scalar_mul(&o->opened[k], &c->theta_k, &p->mask[k - s->basis.k]);
    if (s->external > 0)
        zks_scalar_mul(&o->opened[s->basis.r], &c->theta_r, &p->reserve);

    o->blinding = zks_scalar_zero;
    for (size_t k = 0; k < s->matrix_rows; k++) {
        zks_scalar_mul(&term, &c->eta, &p->eps[k]);
        zks_scalar_add(&term, &term, &p->delta[k]);
        zks_scalar_add_product(&o->blinding, &term, &functional->matrix_rows[k]);
    }
    zks_scalar_add_product(&o->blinding, &c->theta_m, &p->mu);
    zks_scalar_add_product(&o->blinding, &c->theta_k, &p->mask_blinding);
    inner_product(&term, p->rows_eq, p->witness->blinding, s->rows);
    zks_scalar_add_product(&o->blinding, &c->theta_p, &term);
    if (s->external > 0)
        zks_scalar_add_product(&o->blinding, &c->theta_r, &p->reserve_blinding);

    const zks_scalar *end[3] = {&functional->end_d, &functional->end_h, &functional->end_p};
    zks_scalar ends = zks_scalar_zero;
    for (size_t i = 0; i < 3; i++)
        zks_scalar_add_product(&ends, end[i], &p->end_blinding[i]);
    zks_scalar_add_product(&o->blinding, &ends, &c->chi);
}

static void place_basis(opening *o)
{
    const zks_shape *s = o->p->shape;
    const zks_generators *g = o->p->setup->generators;
    memcpy(o->basis, g->g, s->row_length * sizeof *o->basis);
    memcpy(o->basis + s->basis.m, g->m, 256 * sizeof *o->basis);
    memcpy(o->basis + s->basis.a, g->a, s->committed * sizeof *o->basis);
    o->basis[s->basis.id] = g->id;
    memcpy(o->basis + s->basis.k, g->k, (s->basis.r - s->basis.k) * sizeof *o->basis);
    if (s->external > 0)
        o->basis[s->basis.r] = g->r;
    o->basis[s->basis.used] = g->q;
    o->present = s->basis.used;
    o->copies = 1;
    o->coefficient[0] = zks_scalar_one;
}

static void opening_free(opening *o)
{
    zks_witness_free(o->opened);
    zks_witness_free(o->basis);
    zks_witness_free(o->coefficient);
    zks_witness_free(o->scalars);
    zks_multiples_free(o->multiples);
}

/* A basis this short is not computed anew, and serves all rounds that are left. */
static bool keep_small_basis(opening *o)
{
    if (o->length > SMALL_BASIS || o->multiples != NULL)
        return true;
    o->multiples = zks_multiples_new(o->basis, o->present + 1);
    return o->multiples != NULL;
}

static bool opening_make(opening *o, zks_prover *p, zks_functional *functional)
{
    size_t length = p->shape->basis.length;
    *o = (opening){.p = p, .length = length, .weight = functional->weights};
    o->opened = zks_witness_new(length, sizeof *o->opened);
    o->basis = zks_witness_new(length + 1, sizeof *o->basis);
    o->coefficient = zks_witness_new(length, sizeof *o->coefficient);
    o->scalars = zks_witness_new(length + 1, sizeof *o->scalars);
    bool made = o->opened != NULL && o->basis != NULL && o->coefficient != NULL && o->scalars != NULL;
    if (made) {
        open_blocks(o, functional);
        place_basis(o);
        made = keep_small_basis(o);
    }
    if (!made)
        opening_free(o);
    return made;
}

/* out = sum over folded generators first .. first + count - 1 of value[i] times the generator, and inner chi Q. */
static void sum_folded(opening *o, zks_point *out, const zks_scalar *value, size_t first, size_t count,
                       const zks_scalar *inner)
{
    memset(o->scalars, 0, o->present * sizeof *o->scalars);
    for (size_t j = 0; j < o->copies; j++)
        for (size_t i = 0; i < count; i++) {
            size_t at = j * o->length + first + i;
            if (at >= o->present)
                break;
            zks_scalar_mul(&o->scalars[at], &value[i], &o->coefficient[j]);
        }
    zks_scalar_mul(&o->scalars[o->present], inner, &o->p->challenges.chi);
    if (o->multiples != NULL)
        zks_multiples_sum_var(out, o->multiples, o->scalars);
    else
        zks_msm_var(out, o->scalars, o->basis, o->present + 1, o->p->threads);
}

static void cross_terms(opening *o, zks_word out[2], zks_scalar blinding[2], unsigned fold)
{
    size_t half = o->length / 2;
    zks_point points[2];
    zks_scalar value;
    zks_prover_nonce(o->p, "left", fold, &blinding[0]);
    zks_prover_nonce(o->p, "right", fold, &blinding[1]);
    inner_product(&value, o->opened, o->weight + half, half);
    sum_folded(o, &points[0], o->opened, half, half, &value);
    inner_product(&value, o->opened + half, o->weight, half);
    sum_folded(o, &points[1], o->opened + half, 0, half, &value);
    for (size_t side = 0; side < 2; side++)
        zks_fixed_base_add_var(&points[side], o->p->setup->h, &blinding[side]);
    zks_encode_batch(out[0], points, 2);
}

/* Folded generators first .. first + count - 1, each made of `terms` basis points; the first of these has
 * coefficient 1. */
static void combine(const opening *o, zks_point *folded, size_t first, size_t count, size_t terms)
{
    if (terms > 1)
        zks_combine_var(folded + first, o->basis + first, o->length, count, o->coefficient, terms, o->p->threads);
    else
        for (size_t i = first; i < first + count; i++)
            zks_point_from_niels(&folded[i], &o->basis[i]);
}

/* Replaces the basis by the folded generators themselves. The last copy may have points for the first of them only. */
static bool compute_basis(opening *o)
{
    size_t folded_count = o->present < o->length ? o->present : o->length;
    size_t whole_copies = o->present / o->length, further = o->present - whole_copies * o->length;
    zks_point *folded = zks_witness_new(folded_count, sizeof *folded);
    if (folded == NULL)
        return false;
    combine(o, folded, 0, further, whole_copies + 1);
    if (whole_copies > 0)
        combine(o, folded, further, folded_count - further, whole_copies);
    zks_niels_from_points(o->basis, folded, folded_count);
    zks_witness_free(folded);
    o->basis[folded_count] = o->p->setup->generators->q;
    o->present = folded_count;
    o->copies = 1;
    o->coefficient[0] = zks_scalar_one;
    return true;
}

/* The first fold meets few generators in its high half, so computing the folded basis there is cheap; later ones wait.
 */
static bool worth_computing(const opening *o)
{
    size_t moved = o->present > o->length ? o->present - o->length : 0;
    return o->length > SMALL_BASIS && (o->copies == 1 << EXPANDED || (o->copies == 2 && moved < o->length / 8));
}

static bool fold(opening *o, const zks_scalar *x, const zks_scalar blinding[2])
{
    size_t half = o->length / 2;
    zks_scalar term;
    for (size_t i = 0; i < half; i++) {
        zks_scalar_mul(&o->opened[i], &o->opened[i], x);
        zks_scalar_add(&o->opened[i], &o->opened[i], &o->opened[half + i]);
        zks_scalar_add_product(&o->weight[i], &o->weight[half + i], x);
    }
    /* blinding = x^2 left + x blinding + right */
    zks_scalar_mul(&term, &blinding[0], x);
    zks_scalar_add(&o->blinding, &o->blinding, &term);
    zks_scalar_mul(&o->blinding, &o->blinding, x);
    zks_scalar_add(&o->blinding, &o->blinding, &blinding[1]);

    /* Basis point i + j half has coefficient[j / 2], times x where j is odd. */
    for (size_t j = o->copies; j-- > 0;) {
        o->coefficient[2 * j] = o->coefficient[j];
        zks_scalar_mul(&o->coefficient[2 * j + 1], &o->coefficient[2 * j], x);
    }
    o->copies *= 2;
    o->length = half;
    return (!worth_computing(o) || compute_basis(o)) && keep_small_basis(o);
}

/* Z = p ( basis + u chi Q ) + q H, z = p + c Zv, z' = q + c blinding. */
static void schnorr(opening *o)
{
    zks_prover *p = o->p;
    const zks_layout *at = &p->shape->at;
    zks_scalar nonce, nonce_blinding, value;
    zks_point point;
    zks_prover_nonce(p, "schnorr", 0, &nonce);
    zks_prover_nonce(p, "schnorr blinding", 0, &nonce_blinding);
    zks_scalar_mul(&value, &nonce, &o->weight[0]);
    sum_folded(o, &point, &nonce, 0, 1, &value);
    zks_fixed_base_add_var(&point, o->p->setup->h, &nonce_blinding);
    zks_point_encode(p->proof[at->schnorr], &point);
    zks_schedule_schnorr(&p->transcript, p->shape, p->proof, &p->challenges);
    zks_scalar_add_product(&nonce, &p->challenges.schnorr, &o->opened[0]);
    zks_scalar_add_product(&nonce_blinding, &p->challenges.schnorr, &o->blinding);
    zks_scalar_encode(p->proof[at->responses], &nonce);
    zks_scalar_encode(p->proof[at->responses + 1], &nonce_blinding);
    zks_schedule_responses(&p->transcript, p->shape, p->proof);
}

zks_status zks_prover_opening(zks_prover *p)
{
    zks_functional functional;
    zks_scalar sum, blinding[2];
    opening o;
    if (!zks_scalar_decode(&sum, p->proof[p->shape->at.sum]) ||
        !zks_functional_make(&functional, p->shape, &p->challenges, p->cell_weights, &p->constant, &p->real_rows, &sum,
                             &p->last))
        return ZKS_ERROR_MEMORY;
    if (!opening_make(&o, p, &functional)) {
        zks_functional_clear(&functional);
        return ZKS_ERROR_MEMORY;
    }
    zks_status status = ZKS_OK;
    for (unsigned i = 0; i < p->shape->folds && status == ZKS_OK; i++) {
        cross_terms(&o, p->proof + p->shape->at.folds + 2 * (size_t)i, blinding, i);
        status = zks_schedule_fold(&p->transcript, p->shape, p->proof, i, &p->challenges);
        if (status == ZKS_OK && !fold(&o, &p->challenges.fold[i], blinding))
            status = ZKS_ERROR_MEMORY;
    }
    if (status == ZKS_OK)
        schnorr(&o);
    zks_wipe(blinding, sizeof blinding);
    opening_free(&o);
    zks_functional_clear(&functional);
    return status;
}
