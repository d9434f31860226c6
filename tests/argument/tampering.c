/* Every word of a proof changed, in two ways: after the proof was made, and by a prover who sends something else than
 * he should and goes on as if he had not. Either way the verifier names the equation that breaks first, and the
 * segment. */
#include "instance.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

enum { SEGMENTS = 3, CHANGED = 1 /* the table that is changed where one is enough */ };

static instance *three_segments(void)
{
    instance *in = instance_new(&(instance_spec){
        .rows = 5,
        .segment_rows = 2,
        .columns = 2,
        .committed = 1,
        .width = {1, 2},
        .external = 2,
        .external_width = {2, 1},
        .constraints = 1,
        .constraint = {{.terms = {{0, 3}, {1, -1}}, .count = 2, .constant = 5}},
    });
    instance_prove(in);
    assert_int_equal(in->segments.count, SEGMENTS);
    assert_verdict(in, ZKS_OK, -1);
    return in;
}

/* A run of words, up to the next one's first, and the reasons. A word changed afterwards changes every later challenge,
 * that of the product proof before all; a word that was absorbed as sent breaks its own equation. */
typedef struct {
    size_t first;
    zks_status afterwards, as_sent;
} region;

static region region_of(const zks_shape *s, size_t word)
{
    const zks_status factor = ZKS_REJECT_PRODUCT_FACTOR, product = ZKS_REJECT_PRODUCT, opening = ZKS_REJECT_OPENING;
    const region regions[] = {
        {s->at.digits, factor, opening},
        {s->at.multiplicities, factor, opening},
        {s->at.reciprocals, factor, opening},
        {s->at.mask, factor, opening},
        {s->at.ends, factor, factor},         /* V_d */
        {s->at.ends + 1, factor, product},    /* V_h, V_p */
        {s->at.product, factor, factor},      /* T_1 */
        {s->at.product + 1, factor, product}, /* T_2 */
        {s->at.folds, opening, opening},
        {s->at.schnorr, opening, opening},
        {s->at.sum, factor, opening},
        {s->at.rounds, factor, opening},
        {s->at.product_responses, factor, factor},       /* z_1, z_2 */
        {s->at.product_responses + 2, product, product}, /* z_3 */
        {s->at.responses, opening, opening},
    };
    size_t k = sizeof regions / sizeof *regions - 1;
    while (regions[k].first > word)
        k--;
    return regions[k];
}

/* Another canonical word: a point plus Q, a scalar plus one. */
static void shift(const zks_shape *s, zks_word *proof, size_t word)
{
    if (word < s->at.points) {
        zks_point point;
        assert_true(zks_point_decode(&point, proof[word]));
        zks_point_add_niels(&point, &point, &instance_generators()->q);
        zks_point_encode(proof[word], &point);
    } else {
        zks_scalar scalar;
        assert_true(zks_scalar_decode(&scalar, proof[word]));
        zks_scalar_add(&scalar, &scalar, &zks_scalar_one);
        zks_scalar_encode(proof[word], &scalar);
    }
}

static void every_word_changed_afterwards(void **state)
{
    (void)state;
    instance *in = three_segments();
    for (size_t table = 0; table <= SEGMENTS; table++) {
        const zks_shape *s = zks_segments_shape(&in->segments, table);
        zks_word *proof = instance_words(in, table);
        for (size_t word = 0; word < s->at.words; word++) {
            zks_word honest;
            memcpy(honest, proof[word], sizeof honest);
            shift(s, proof, word);
            assert_verdict(in, region_of(s, word).afterwards, (long)table);
            memcpy(proof[word], honest, sizeof honest);
        }
    }
    assert_verdict(in, ZKS_OK, -1);
    instance_free(in);
}

static void send_shifted(dense_prover *p, size_t first, size_t count)
{
    size_t word = *(const size_t *)p->cheat->context;
    if (word >= first && word < first + count)
        shift(p->shape, p->proof, word);
}

static void every_word_sent_wrong(void **state)
{
    (void)state;
    instance *in = three_segments();
    for (size_t table = 0; table <= SEGMENTS; table++) {
        const zks_shape *s = zks_segments_shape(&in->segments, table);
        for (size_t word = 0; word < s->at.words; word++) {
            instance_prove_table(in, table, &(dense_cheat){.send = send_shifted, .context = &word});
            assert_verdict(in, region_of(s, word).as_sent, (long)table);
        }
        instance_prove_table(in, table, NULL);
    }
    assert_verdict(in, ZKS_OK, -1);
    instance_free(in);
}

static void every_point_not_canonical(void **state)
{
    (void)state;
    static const zks_word bad[] = {
        {[0] = 0x01},              /* negative */
        {[0] = 0xed, [31] = 0x7f}, /* not on the curve */
        {0xed, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
         0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f}, /* p, for 0 */
        {[31] = 0x80}, /* 0 with the unused bit */
    };
    instance *in = three_segments();
    const zks_shape *s = zks_segments_shape(&in->segments, CHANGED);
    zks_word *proof = instance_words(in, CHANGED);
    for (size_t word = 0; word < s->at.points; word++) {
        zks_word honest;
        memcpy(honest, proof[word], sizeof honest);
        memcpy(proof[word], bad[word % (sizeof bad / sizeof *bad)], sizeof honest);
        assert_verdict(in, ZKS_REJECT_POINT, CHANGED);
        memcpy(proof[word], honest, sizeof honest);
    }
    memset(in->accounts[3], 0xff, sizeof *in->accounts);
    assert_verdict(in, ZKS_REJECT_COMMITMENT, 1);
    instance_free(in);
}

static const zks_word order = {0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58,       0xd6,
                               0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, [31] = 0x10};

/* word += order; a scalar and the order fit 256 bits. */
static void add_order(zks_word word)
{
    unsigned carry = 0;
    for (size_t i = 0; i < sizeof order; i++) {
        carry += (unsigned)word[i] + order[i];
        word[i] = (uint8_t)carry;
        carry >>= 8;
    }
}

/* The same residue in another encoding, the order itself, and the highest bit. */
static void every_scalar_not_canonical(void **state)
{
    (void)state;
    instance *in = three_segments();
    const zks_shape *s = zks_segments_shape(&in->segments, CHANGED);
    zks_word *proof = instance_words(in, CHANGED);
    for (size_t word = s->at.points; word < s->at.words; word++) {
        zks_word honest;
        memcpy(honest, proof[word], sizeof honest);
        add_order(proof[word]);
        assert_verdict(in, ZKS_REJECT_SCALAR, CHANGED);
        memcpy(proof[word], order, sizeof order);
        assert_verdict(in, ZKS_REJECT_SCALAR, CHANGED);
        memcpy(proof[word], honest, sizeof honest);
        proof[word][31] |= 0x80;
        assert_verdict(in, ZKS_REJECT_SCALAR, CHANGED);
        memcpy(proof[word], honest, sizeof honest);
    }
    instance_free(in);
}

/* Sent, absorbed and answered with the order added: every equation would hold. */
static void send_with_order(dense_prover *p, size_t first, size_t count)
{
    size_t word = *(const size_t *)p->cheat->context;
    if (word >= first && word < first + count)
        add_order(p->proof[word]);
}

static void scalars_plus_the_order_in_a_consistent_proof(void **state)
{
    (void)state;
    instance *in = three_segments();
    const zks_shape *s = zks_segments_shape(&in->segments, CHANGED);
    const size_t words[] = {s->at.sum, s->at.rounds, s->at.product_responses, s->at.responses, s->at.responses + 1};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        instance_prove_table(in, CHANGED, &(dense_cheat){.send = send_with_order, .context = &words[i]});
        assert_verdict(in, ZKS_REJECT_SCALAR, CHANGED);
    }
    instance_free(in);
}

/* The tables in order, and in each points before scalars before equations, whatever the number of threads. */
static void check_first_failure(int threads)
{
    instance *in = three_segments();
    in->threads = threads;
    zks_word *first = instance_words(in, 0), *second = instance_words(in, 1), *pool = instance_words(in, SEGMENTS);
    shift(zks_segments_shape(&in->segments, 0), first, 0);
    assert_verdict(in, ZKS_REJECT_PRODUCT_FACTOR, 0);
    memset(pool[in->segments.pool.at.sum], 0xff, sizeof *pool);
    assert_verdict(in, ZKS_REJECT_SCALAR, SEGMENTS);
    memset(pool[0], 0xff, sizeof *pool);
    assert_verdict(in, ZKS_REJECT_POINT, SEGMENTS);
    memset(second[in->segments.full.at.sum], 0xff, sizeof *second);
    assert_verdict(in, ZKS_REJECT_SCALAR, 1);
    memset(in->accounts[4], 0xff, sizeof *in->accounts);
    assert_verdict(in, ZKS_REJECT_COMMITMENT, 2);
    instance_free(in);
}

static void the_first_failure_is_named(void **state)
{
    (void)state;
    for (int threads = 1; threads <= 3; threads++)
        check_first_failure(threads);
}

static void a_proof_of_another_segment(void **state)
{
    (void)state;
    instance *in = three_segments();
    memcpy(instance_words(in, 1), instance_words(in, 0), in->segments.full.at.words * sizeof(zks_word));
    assert_verdict(in, ZKS_REJECT_PRODUCT_FACTOR, 1);
    instance_free(in);
}

/* A true proof under another beginning of the transcript. */
static void every_part_of_the_instance_is_bound(void **state)
{
    (void)state;
    instance *in = three_segments();
    const struct {
        const char *role;
        uint64_t segment, segments, rows;
        size_t claim_length;
    } others[] = {
        {"pool", 1, 3, 2, in->claim_length},        {"account", 0, 3, 2, in->claim_length},
        {"account", 1, 4, 2, in->claim_length},     {"account", 1, 3, 1, in->claim_length},
        {"account", 1, 3, 2, in->claim_length - 1},
    };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        dense_prover *p = instance_prover(in, CHANGED, NULL);
        zks_schedule_claim(&p->transcript, in->claim, others[i].claim_length);
        zks_schedule_instance(&p->transcript, others[i].role, others[i].segment, others[i].segments, others[i].rows);
        dense_prover_run(p);
        dense_prover_free(p);
        assert_verdict(in, ZKS_REJECT_PRODUCT_FACTOR, CHANGED);
    }
    instance_prove_table(in, CHANGED, NULL);
    assert_verdict(in, ZKS_OK, -1);
    instance_free(in);
}

static void every_byte_of_the_claim_is_bound(void **state)
{
    (void)state;
    instance *in = three_segments();
    for (size_t i = 0; i < in->claim_length; i += 37) {
        in->claim[i] ^= 1;
        assert_verdict(in, ZKS_REJECT_PRODUCT_FACTOR, 0);
        in->claim[i] ^= 1;
    }
    assert_verdict(in, ZKS_OK, -1);
    instance_free(in);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_word_changed_afterwards),
        cmocka_unit_test(every_word_sent_wrong),
        cmocka_unit_test(every_point_not_canonical),
        cmocka_unit_test(every_scalar_not_canonical),
        cmocka_unit_test(scalars_plus_the_order_in_a_consistent_proof),
        cmocka_unit_test(the_first_failure_is_named),
        cmocka_unit_test(a_proof_of_another_segment),
        cmocka_unit_test(every_part_of_the_instance_is_bound),
        cmocka_unit_test(every_byte_of_the_claim_is_bound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
