/* Step 5: the end values v_d = d(xi), v_h = h(xi), committed with their product, and the proof that it is their
 * product. */
#include "prover/argument/prover.h"

static const zks_niels *q_of(const zks_prover *p)
{
    return &p->setup->generators->q;
}

/* value Q + blinding H */
static void commit_single(const zks_prover *p, zks_point *out, const zks_scalar *value, const zks_scalar *blinding)
{
    zks_msm_var(out, value, q_of(p), 1, 1);
    zks_fixed_base_add_var(out, p->setup->h, blinding);
}

void zks_prover_ends(zks_prover *p)
{
    zks_scalar product;
    zks_scalar_mul(&product, &p->end_d, &p->end_h);
    const zks_scalar *value[3] = {&p->end_d, &p->end_h, &product};
    zks_point points[3];
    for (size_t i = 0; i < 3; i++) {
        zks_prover_nonce(p, "end value", i, &p->end_blinding[i]);
        commit_single(p, &points[i], value[i], &p->end_blinding[i]);
    }
    zks_encode_batch(p->proof[p->shape->at.ends], points, 3);
}

void zks_prover_product(zks_prover *p, zks_scalar nonce[3])
{
    for (size_t i = 0; i < 3; i++)
        zks_prover_nonce(p, "product", i, &nonce[i]);
    /* T_2 = a_1 V_h + a_3 H = a_1 v_h Q + (a_1 b_h + a_3) H */
    zks_scalar value, blinding;
    zks_scalar_mul(&value, &nonce[0], &p->end_h);
    zks_scalar_mul(&blinding, &nonce[0], &p->end_blinding[1]);
    zks_scalar_add(&blinding, &blinding, &nonce[2]);
    zks_point points[2];
    commit_single(p, &points[0], &nonce[0], &nonce[1]);
    commit_single(p, &points[1], &value, &blinding);
    zks_encode_batch(p->proof[p->shape->at.product], points, 2);
}

void zks_prover_product_responses(zks_prover *p, const zks_scalar nonce[3])
{
    const zks_scalar *c = &p->challenges.product;
    zks_word *out = p->proof + p->shape->at.product_responses;
    zks_scalar witness[3] = {p->end_d, p->end_blinding[0], p->end_blinding[2]}, cross;
    zks_scalar_mul(&cross, &p->end_d, &p->end_blinding[1]);
    zks_scalar_sub(&witness[2], &witness[2], &cross); /* b_p - v_d b_h */
    for (size_t i = 0; i < 3; i++) {
        zks_scalar_mul(&witness[i], &witness[i], c);
        zks_scalar_add(&witness[i], &witness[i], &nonce[i]);
        zks_scalar_encode(out[i], &witness[i]);
    }
    zks_wipe(witness, sizeof witness);
}
