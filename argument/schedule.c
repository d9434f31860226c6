#include "argument/schedule.h"

#include <string.h>

static void absorb(zks_transcript *t, const char *label, const zks_word *words, size_t count)
{
    zks_transcript_absorb_words(t, label, (const uint8_t *)words, count);
}

static zks_status nonzero(const zks_scalar *x)
{
    return zks_scalar_is_zero(x) ? ZKS_REJECT_CHALLENGE : ZKS_OK;
}

static zks_status draw_nonzero(zks_transcript *t, const char *label, zks_scalar *x)
{
    zks_transcript_challenge(t, label, x);
    return nonzero(x);
}

void zks_schedule_claim(zks_transcript *t, const char *claim, size_t length)
{
    zks_transcript_start(t);
    zks_transcript_absorb(t, "claim", &(zks_bytes){claim, length}, 1);
}

void zks_schedule_instance(zks_transcript *t, const char *role, uint64_t segment, uint64_t segments, uint64_t rows)
{
    uint8_t number[3][8];
    zks_store_u64(number[0], segment);
    zks_store_u64(number[1], segments);
    zks_store_u64(number[2], rows);
    zks_transcript_absorb(t, "instance",
                          (const zks_bytes[]){{role, strlen(role)}, {number[0], 8}, {number[1], 8}, {number[2], 8}}, 4);
}

void zks_schedule_reserves(zks_transcript *t, const zks_word *external, size_t count)
{
    if (count > 0)
        absorb(t, "reserves", external, count);
}

zks_status zks_schedule_digits(zks_transcript *t, const zks_shape *s, const zks_word *proof, zks_challenges *c)
{
    absorb(t, "digits", proof + s->at.digits, s->matrix_rows + 1);
    zks_transcript_challenge(t, "alpha", &c->alpha);
    for (uint64_t v = 0; v < 256; v++) {
        zks_scalar pole;
        zks_scalar_from_u64(&pole, v);
        zks_scalar_add(&pole, &pole, &c->alpha);
        if (zks_scalar_is_zero(&pole))
            return ZKS_REJECT_CHALLENGE;
    }
    return ZKS_OK;
}

void zks_schedule_reciprocals(zks_transcript *t, const zks_shape *s, const zks_word *proof, zks_challenges *c)
{
    absorb(t, "reciprocals", proof + s->at.reciprocals, s->matrix_rows);
    for (unsigned i = 0; i < s->row_bits; i++)
        zks_transcript_challenge(t, "rho", &c->anchor[s->cell_bits + i]);
    for (unsigned i = 0; i < s->cell_bits; i++)
        zks_transcript_challenge(t, "tau", &c->anchor[i]);
    zks_transcript_challenge(t, "kappa", &c->kappa);
    zks_transcript_challenge(t, "kappa'", &c->kappa_prime);
    zks_transcript_challenge(t, "beta", &c->beta);
    zks_transcript_challenge(t, "gamma", &c->gamma);
}

zks_status zks_schedule_mask(zks_transcript *t, const zks_shape *s, const zks_word *proof, zks_challenges *c)
{
    absorb(t, "mask", proof + s->at.mask, 1);
    return draw_nonzero(t, "lambda", &c->lambda);
}

void zks_schedule_sum(zks_transcript *t, const zks_shape *s, const zks_word *proof)
{
    absorb(t, "sum", proof + s->at.sum, 1);
}

void zks_schedule_round(zks_transcript *t, const zks_shape *s, const zks_word *proof, unsigned round, zks_challenges *c)
{
    absorb(t, "round", proof + s->at.rounds + 3 * (size_t)round, 3);
    zks_transcript_challenge(t, "xi", &c->xi[round]);
}

void zks_schedule_ends(zks_transcript *t, const zks_shape *s, const zks_word *proof)
{
    absorb(t, "end values", proof + s->at.ends, 3);
}

void zks_schedule_product(zks_transcript *t, const zks_shape *s, const zks_word *proof, zks_challenges *c)
{
    absorb(t, "product", proof + s->at.product, 2);
    zks_transcript_challenge(t, "product", &c->product);
}

zks_status zks_schedule_separators(zks_transcript *t, const zks_shape *s, const zks_word *proof, zks_challenges *c)
{
    absorb(t, "product response", proof + s->at.product_responses, 3);
    zks_transcript_challenge(t, "eta", &c->eta);
    zks_transcript_challenge(t, "zeta", &c->zeta);
    zks_transcript_challenge(t, "chi", &c->chi);
    zks_transcript_challenge(t, "theta M", &c->theta_m);
    zks_transcript_challenge(t, "theta P", &c->theta_p);
    zks_transcript_challenge(t, "theta K", &c->theta_k);
    const zks_scalar *never_zero[] = {&c->chi, &c->theta_m, &c->theta_p, &c->theta_k};
    for (size_t i = 0; i < sizeof never_zero / sizeof *never_zero; i++)
        if (nonzero(never_zero[i]) != ZKS_OK)
            return ZKS_REJECT_CHALLENGE;
    return s->external > 0 ? draw_nonzero(t, "theta R", &c->theta_r) : ZKS_OK;
}

zks_status zks_schedule_fold(zks_transcript *t, const zks_shape *s, const zks_word *proof, unsigned fold,
                             zks_challenges *c)
{
    absorb(t, "fold", proof + s->at.folds + 2 * (size_t)fold, 2);
    return draw_nonzero(t, "fold", &c->fold[fold]);
}

void zks_schedule_schnorr(zks_transcript *t, const zks_shape *s, const zks_word *proof, zks_challenges *c)
{
    absorb(t, "schnorr", proof + s->at.schnorr, 1);
    zks_transcript_challenge(t, "schnorr", &c->schnorr);
}

void zks_schedule_responses(zks_transcript *t, const zks_shape *s, const zks_word *proof)
{
    absorb(t, "schnorr response", proof + s->at.responses, 2);
}

zks_status zks_schedule_replay(zks_transcript *t, const zks_shape *s, const zks_word *proof, zks_challenges *c)
{
    zks_status status;
    if ((status = zks_schedule_digits(t, s, proof, c)) != ZKS_OK)
        return status;
    zks_schedule_reciprocals(t, s, proof, c);
    if ((status = zks_schedule_mask(t, s, proof, c)) != ZKS_OK)
        return status;
    zks_schedule_sum(t, s, proof);
    for (unsigned i = 0; i < s->rounds; i++)
        zks_schedule_round(t, s, proof, i, c);
    zks_schedule_ends(t, s, proof);
    zks_schedule_product(t, s, proof, c);
    if ((status = zks_schedule_separators(t, s, proof, c)) != ZKS_OK)
        return status;
    for (unsigned i = 0; i < s->folds; i++)
        if ((status = zks_schedule_fold(t, s, proof, i, c)) != ZKS_OK)
            return status;
    zks_schedule_schnorr(t, s, proof, c);
    zks_schedule_responses(t, s, proof);
    return ZKS_OK;
}
