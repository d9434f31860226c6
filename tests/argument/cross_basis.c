/* Components smuggled along another basis of the opening (docs/protocol.md, section 5, the separators). Built twice.
 * Against the shipped verifier every attack is rejected. Against the build with the hook on challenges, each is
 * accepted once the separators named beside it are 1 for prover and verifier, so the lie is known to bite; and rejected
 * as long as any one of those is random, all others being 1.
 *
 * Four accounts say balances 1000, 2000, 3000, 4000 and a slack that equals the balance; what the commitments hold is
 * the attack's lie. Their pool has two reserves, both of 10000, and keeps one column at the first reserve plus 7. Every
 * matrix row of the cube is sent, so the e_k sum to 1; so do the eq(rho, i).
 */
#include "instance.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

enum { ROWS = 4, SHIFT = 1005, SLACK_CELL = 3, PADDING_CELL = 7, ACCOUNTS = 0, POOL = 1 };
/* The pool's reserves, and the columns of its table. */
enum { EXTERNAL = 2, EXTRA = 5, SECOND_RESERVE_COLUMN = 2, REST_COLUMN = 3 };

static instance *four_accounts(void)
{
    instance *in = instance_new(&(instance_spec){
        .rows = ROWS,
        .segment_rows = ROWS,
        .columns = 2,
        .committed = 1,
        .width = {3, 4},
        .external = EXTERNAL,
        .external_width = {3, 3},
        .constraints = 1,
        .constraint = {{.terms = {{0, 1}, {1, -1}}, .count = 2}},
    });
    for (size_t row = 0; row < ROWS; row++)
        instance_set(in, row, 0, 1000 * (row + 1));
    for (size_t j = 0; j < EXTERNAL; j++)
        instance_set_external(in, j, 10000);
    const zks_shape *s = &in->segments.last, *pool = &in->segments.pool;
    assert_int_equal(s->matrix_rows, s->all_matrix_rows);
    assert_int_equal(pool->matrix_rows, pool->all_matrix_rows);
    assert_int_equal(s->cells, PADDING_CELL);
    return in;
}

static void add_to(zks_scalar *acc, const zks_scalar *x)
{
    zks_scalar_add(acc, acc, x);
}

/* a / b */
static zks_scalar quotient(const zks_scalar *a, const zks_scalar *b)
{
    zks_scalar q;
    zks_scalar_invert(&q, b);
    zks_scalar_mul(&q, &q, a);
    return q;
}

/* ---- what the commitments hold ---------------------------------------------------------------------------------- */

static void truth(instance *in)
{
    (void)in;
}

static void every_balance_shifted(instance *in)
{
    const zks_scalar shift = instance_integer(-SHIFT);
    for (size_t row = 0; row < ROWS; row++)
        add_to(&in->value[row], &shift);
}

static void other_balances(instance *in)
{
    in->value[0] = instance_integer(-5);
    in->value[2] = instance_integer(77);
}

static void first_balance_negative(instance *in)
{
    in->value[0] = instance_integer(-5);
}

/* ---- what the digits say, where they do not say the balances
 * --------------------------------------------------------- */

static void set_row_digits_to_minus_five(dense_prover *p)
{
    for (size_t cell = 0; cell < p->shape->cells; cell++)
        p->digit[cell * p->shape->padded_rows] = zks_scalar_zero;
    p->digit[0] = p->digit[SLACK_CELL * p->shape->padded_rows] = instance_integer(-5);
}

/* The pool's digits say more of a column than anything else does. */
static void raise_column(dense_prover *p, size_t column)
{
    const zks_scalar extra = instance_integer(EXTRA);
    add_to(&p->digit[p->system->first_cell[column]], &extra);
}

static void raise_second_reserve(dense_prover *p)
{
    raise_column(p, SECOND_RESERVE_COLUMN);
}

static void raise_rest(dense_prover *p)
{
    raise_column(p, REST_COLUMN);
}

/* ---- the components --------------------------------------------------------------------------------------------- */

static void add_to_rows(const dense_prover *p, zks_scalar *rows, size_t position, const zks_scalar *x)
{
    for (size_t k = 0; k < p->shape->matrix_rows; k++)
        add_to(&rows[k * p->positions + position], x);
}

static void shift_in_multiplicities(dense_prover *p)
{
    const zks_scalar shift = instance_integer(SHIFT);
    add_to(&p->multiplicities[p->shape->basis.a], &shift);
}

static void shift_in_digits(dense_prover *p)
{
    const zks_scalar shift = instance_integer(SHIFT);
    add_to_rows(p, p->digit_rows, p->shape->basis.a, &shift);
}

static void shift_in_reciprocals(dense_prover *p)
{
    const zks_scalar shift = instance_integer(SHIFT);
    add_to_rows(p, p->reciprocal_rows, p->shape->basis.a, &shift);
}

/* The balances are off by defect / (gamma kappa'), which is known when the mask is chosen. */
static void balances_in_mask(dense_prover *p)
{
    zks_scalar defect, weight;
    dense_defect(p, &defect);
    zks_scalar_mul(&weight, &p->challenges.gamma, &p->challenges.kappa_prime);
    zks_scalar missing = quotient(&defect, &weight);
    add_to(&p->mask[p->shape->basis.a], &missing);
}

/* The sum of the reciprocals less sum_v m_v / (alpha + v). */
static zks_scalar surplus_of_reciprocals(const dense_prover *p)
{
    zks_scalar surplus = zks_scalar_zero;
    for (size_t f = 0; f < p->cube; f++)
        add_to(&surplus, &p->reciprocal[f]);
    for (size_t v = 0; v < 256; v++) {
        zks_scalar pole = instance_integer((int64_t)v), term;
        add_to(&pole, &p->challenges.alpha);
        term = quotient(&p->multiplicities[p->shape->basis.m + v], &pole);
        zks_scalar_sub(&surplus, &surplus, &term);
    }
    return surplus;
}

/* What m_0 lacks: m_0 / alpha makes up for the reciprocals of digits that no multiplicity counts. */
static zks_scalar missing_multiplicity(const dense_prover *p)
{
    zks_scalar missing = surplus_of_reciprocals(p);
    zks_scalar_mul(&missing, &missing, &p->challenges.alpha);
    return missing;
}

static void multiplicity_in_mask(dense_prover *p)
{
    zks_scalar missing = missing_multiplicity(p);
    add_to(&p->mask[p->shape->basis.m], &missing);
}

static void multiplicity_in_reciprocals(dense_prover *p)
{
    zks_scalar missing = missing_multiplicity(p);
    add_to_rows(p, p->reciprocal_rows, p->shape->basis.m, &missing);
}

/* Only D + E is bound: the digits become others once alpha is known, E takes the difference, and a padding cell makes
 * the sum of the reciprocals right. */
static void digits_exchanged(dense_prover *p)
{
    const zks_shape *s = p->shape;
    zks_scalar *padding = &p->reciprocal[PADDING_CELL * s->padded_rows];
    set_row_digits_to_minus_five(p);
    for (size_t f = 0; f < p->cube; f++) {
        zks_scalar shifted = p->digit[f];
        add_to(&shifted, &p->challenges.alpha);
        p->reciprocal[f] = quotient(&zks_scalar_one, &shifted);
    }
    zks_scalar surplus = surplus_of_reciprocals(p);
    zks_scalar_sub(padding, padding, &surplus);
    zks_scalar digit = quotient(&zks_scalar_one, padding);
    zks_scalar_sub(&p->digit[PADDING_CELL * s->padded_rows], &digit, &p->challenges.alpha);

    for (size_t f = 0; f < p->cube; f++) {
        size_t at = f / s->row_length * p->positions + f % s->row_length;
        zks_scalar_sub(&p->reciprocal_rows[at], &p->digit[f], &p->digit_rows[at]);
        add_to(&p->reciprocal_rows[at], &p->reciprocal[f]);
    }
}

static void shift_all_digits(dense_prover *p, const zks_scalar *x)
{
    for (size_t f = 0; f < p->cube; f++)
        add_to(&p->digit[f], x);
}

/* Shifts d everywhere by what makes the sum over the cube right: it is linear in the shift. */
static zks_scalar shift_that_fits(dense_prover *p)
{
    zks_scalar defect, moved, slope, shift;
    dense_defect(p, &defect);
    shift_all_digits(p, &zks_scalar_one);
    dense_defect(p, &moved);
    zks_scalar_sub(&slope, &defect, &moved);
    shift = quotient(&defect, &slope);
    zks_scalar rest;
    zks_scalar_sub(&rest, &shift, &zks_scalar_one);
    shift_all_digits(p, &rest);
    return shift;
}

static void digits_in_mask(dense_prover *p)
{
    zks_scalar shift = shift_that_fits(p);
    for (size_t c = 0; c < p->shape->row_length; c++)
        add_to(&p->mask[c], &shift);
}

static void end_value_in_mask(dense_prover *p)
{
    zks_scalar shift = shift_that_fits(p);
    zks_scalar_sub(&p->mask[p->q], &p->mask[p->q], &shift);
}

static void component_in_end_value(dense_prover *p)
{
    const zks_scalar shift = instance_integer(SHIFT);
    zks_scalar *v_h = p->ends + p->positions;
    add_to(&v_h[p->q], &shift);
    for (size_t c = 0; c < p->shape->row_length; c++)
        add_to(&v_h[c], &shift);
}

/* ---- those of the pool's reserves, and those on their generator ---------------------------------------------------
 */

static void add_to_first_reserve(dense_prover *p, size_t position)
{
    const zks_scalar extra = instance_integer(EXTRA);
    add_to(&p->reserves[position], &extra);
    dense_publish_reserves(p);
}

/* Along A_0 the first reserve meets kappa'^(m+1) kappa', which is the link of the second. */
static void second_reserve_in_the_first(dense_prover *p)
{
    raise_second_reserve(p);
    add_to_first_reserve(p, p->shape->basis.a);
}

static void mask_in_reserve(dense_prover *p)
{
    add_to_first_reserve(p, p->shape->basis.k + 1);
}

/* What P_R has of the mask: EXTRA kappa'^(m+1), m being 1. */
static zks_scalar mask_of_reserves(const dense_prover *p)
{
    zks_scalar component = instance_integer(EXTRA);
    zks_scalar_mul(&component, &component, &p->challenges.kappa_prime);
    zks_scalar_mul(&component, &component, &p->challenges.kappa_prime);
    return component;
}

/* Gc is committed to as drawn; the sumcheck is of the mask that Gc and P_R make together. */
static void take_mask_of_reserves(dense_prover *p, size_t first, size_t count)
{
    (void)count;
    if (first != p->shape->at.mask)
        return;
    zks_scalar component = mask_of_reserves(p);
    add_to(&p->mask[p->shape->basis.k + 1], &component);
}

static void give_mask_of_reserves_back(dense_prover *p)
{
    zks_scalar component = mask_of_reserves(p), *g = &p->mask[p->shape->basis.k + 1];
    zks_scalar_sub(g, g, &component);
}

/* On R every other commitment meets kappa'^0, the place of the first constraint. */
static void rest_in_multiplicities(dense_prover *p)
{
    const zks_scalar missing = instance_integer(-EXTRA);
    add_to(&p->multiplicities[p->shape->basis.r], &missing);
}

static void rest_in_digits(dense_prover *p)
{
    const zks_scalar missing = instance_integer(-EXTRA);
    add_to_rows(p, p->digit_rows, p->shape->basis.r, &missing);
}

static void rest_in_reciprocals(dense_prover *p)
{
    const zks_scalar missing = instance_integer(-EXTRA);
    add_to_rows(p, p->reciprocal_rows, p->shape->basis.r, &missing);
}

/* The reserves are off by defect / gamma, which is known when the mask is chosen. */
static void reserve_in_mask(dense_prover *p)
{
    zks_scalar defect, missing;
    dense_defect(p, &defect);
    missing = quotient(&defect, &p->challenges.gamma);
    add_to(&p->mask[p->shape->basis.r], &missing);
}

/* ---- the table -------------------------------------------------------------------------------------------------- */

enum { THETA_M = 1, THETA_P = 2, THETA_K = 4, ETA = 8, CHI = 16, THETA_R = 32, ALL_SEPARATORS = 63 };

typedef struct {
    const char *name;
    size_t table; /* the one that lies: ACCOUNTS or POOL */
    void (*commitments)(instance *in);
    void (*witness)(dense_prover *p); /* before the first step; or NULL */
    dense_cheat cheat;
    unsigned opened_by; /* the separators that must be 1 */
} attack;

static const attack attacks[] = {
    {.name = "Mc -> A",
     .commitments = every_balance_shifted,
     .cheat = {.digits = shift_in_multiplicities},
     .opened_by = THETA_M | THETA_P},
    {.name = "D -> A",
     .commitments = every_balance_shifted,
     .cheat = {.digits = shift_in_digits},
     .opened_by = THETA_P},
    {.name = "E -> A",
     .commitments = every_balance_shifted,
     .cheat = {.reciprocals = shift_in_reciprocals},
     .opened_by = THETA_P | ETA},
    {.name = "Gc -> A",
     .commitments = other_balances,
     .cheat = {.mask = balances_in_mask},
     .opened_by = THETA_P | THETA_K},
    {.name = "Gc -> M",
     .commitments = first_balance_negative,
     .witness = set_row_digits_to_minus_five,
     .cheat = {.mask = multiplicity_in_mask},
     .opened_by = THETA_M | THETA_K},
    {.name = "E -> M",
     .commitments = first_balance_negative,
     .witness = set_row_digits_to_minus_five,
     .cheat = {.reciprocals = multiplicity_in_reciprocals},
     .opened_by = THETA_M | ETA},
    {.name = "D <-> E",
     .commitments = first_balance_negative,
     .cheat = {.reciprocals = digits_exchanged},
     .opened_by = ETA},
    {.name = "Gc -> G", .commitments = other_balances, .cheat = {.mask = digits_in_mask}, .opened_by = THETA_K},
    {.name = "Gc -> Q",
     .commitments = other_balances,
     .cheat = {.mask = end_value_in_mask},
     .opened_by = THETA_K | CHI},
    /* no lie: the component alone */
    {.name = "V_h -> G", .commitments = truth, .cheat = {.ends = component_in_end_value}, .opened_by = CHI},

    {.name = "X -> A",
     .table = POOL,
     .commitments = truth,
     .witness = second_reserve_in_the_first,
     .opened_by = THETA_P | THETA_R},
    /* no lie: the component alone */
    {.name = "X -> K",
     .table = POOL,
     .commitments = truth,
     .witness = mask_in_reserve,
     .cheat = {.send = take_mask_of_reserves, .ends = give_mask_of_reserves_back},
     .opened_by = THETA_K | THETA_R},
    {.name = "Mc -> R",
     .table = POOL,
     .commitments = truth,
     .witness = raise_rest,
     .cheat = {.digits = rest_in_multiplicities},
     .opened_by = THETA_M | THETA_R},
    {.name = "D -> R",
     .table = POOL,
     .commitments = truth,
     .witness = raise_rest,
     .cheat = {.digits = rest_in_digits},
     .opened_by = THETA_R},
    {.name = "E -> R",
     .table = POOL,
     .commitments = truth,
     .witness = raise_rest,
     .cheat = {.reciprocals = rest_in_reciprocals},
     .opened_by = THETA_R | ETA},
    {.name = "Gc -> R",
     .table = POOL,
     .commitments = truth,
     .witness = raise_second_reserve,
     .cheat = {.mask = reserve_in_mask},
     .opened_by = THETA_K | THETA_R},
};
enum { ATTACKS = sizeof attacks / sizeof *attacks };

static void attempt(const attack *a, zks_status status)
{
    instance *in = four_accounts();
    a->commitments(in);
    instance_commit(in);
    instance_prove_table(in, a->table == POOL ? ACCOUNTS : POOL, NULL);
    dense_prover *p = instance_prover(in, a->table, &a->cheat);
    if (a->witness != NULL)
        a->witness(p);
    dense_prover_run(p);
    dense_prover_free(p);
    print_message("%s\n", a->name);
    assert_verdict(in, status, (long)a->table);
    instance_free(in);
}

#ifndef ZKS_TEST_HOOKS

static void every_attack_is_rejected(void **state)
{
    (void)state;
    for (size_t i = 0; i < ATTACKS; i++)
        attempt(&attacks[i], ZKS_REJECT_OPENING);
}

static void the_truth_is_accepted(void **state)
{
    (void)state;
    attempt(&(const attack){.name = "truth", .commitments = truth}, ZKS_OK);
}

/* ---- any component on any basis --------------------------------------------------------------------------------- */

/* The last of each is in the pool alone. */
typedef enum { IN_D, IN_MC, IN_E, IN_GC, IN_V_D, IN_V_H, IN_X, COMMITMENTS } commitment;
typedef enum { ON_G, ON_M, ON_A, ON_ID, ON_K, ON_Q, ON_R, BASES } basis;

typedef struct {
    commitment in;
    basis on;
} component;

static void add_component(dense_prover *p, commitment in, zks_scalar *opening)
{
    const component *c = p->cheat->context;
    const zks_basis *at = &p->shape->basis;
    const size_t position[BASES] = {
        [ON_G] = 0, [ON_M] = at->m, [ON_A] = at->a, [ON_ID] = at->id, [ON_K] = at->k, [ON_Q] = p->q, [ON_R] = at->r,
    };
    if (c->in == in)
        add_to(&opening[position[c->on]], &zks_scalar_one);
}

static void add_component_to_digits(dense_prover *p)
{
    add_component(p, IN_D, p->digit_rows);
    add_component(p, IN_MC, p->multiplicities);
}

static void add_component_to_reciprocals(dense_prover *p)
{
    add_component(p, IN_E, p->reciprocal_rows);
}

static void add_component_to_mask(dense_prover *p)
{
    add_component(p, IN_GC, p->mask);
}

static void add_component_to_ends(dense_prover *p)
{
    add_component(p, IN_V_D, p->ends);
    add_component(p, IN_V_H, p->ends + p->positions);
}

/* Only the id's coordinate and the mask are free. In V_d the product proof has no room for anything beside Q and H. */
static zks_status verdict_on(const component *c)
{
    if (c->in == IN_V_D && c->on != ON_Q)
        return ZKS_REJECT_PRODUCT_FACTOR;
    return c->on == ON_ID || (c->in == IN_GC && c->on == ON_K) ? ZKS_OK : ZKS_REJECT_OPENING;
}

static void prove_with_component(instance *in, size_t table, const dense_cheat *cheat)
{
    instance_commit(in); /* the reserves without the component before */
    dense_prover *p = instance_prover(in, table, cheat);
    if (table == POOL) {
        add_component(p, IN_X, p->reserves);
        dense_publish_reserves(p);
    }
    dense_prover_run(p);
    dense_prover_free(p);
}

static void check_components(size_t table, size_t commitments, size_t bases)
{
    instance *in = four_accounts();
    instance_commit(in);
    instance_prove(in);
    for (size_t k = 0; k < commitments * bases; k++) {
        const component c = {.in = (commitment)(k / bases), .on = (basis)(k % bases)};
        const dense_cheat cheat = {
            .digits = add_component_to_digits,
            .reciprocals = add_component_to_reciprocals,
            .mask = add_component_to_mask,
            .ends = add_component_to_ends,
            .context = &c,
        };
        prove_with_component(in, table, &cheat);
        assert_verdict(in, verdict_on(&c), (long)table);
    }
    instance_free(in);
}

static void every_component_has_its_verdict(void **state)
{
    (void)state;
    check_components(ACCOUNTS, IN_X, ON_R);
    check_components(POOL, COMMITMENTS, BASES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_component_has_its_verdict),
        cmocka_unit_test(every_attack_is_rejected),
        cmocka_unit_test(the_truth_is_accepted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#else

static unsigned set_to_one;

static void set_separators(const char *label, zks_scalar *challenge)
{
    static const char *const labels[] = {"theta M", "theta P", "theta K", "eta", "chi", "theta R"};
    for (size_t k = 0; k < sizeof labels / sizeof *labels; k++)
        if ((set_to_one >> k & 1) != 0 && strcmp(label, labels[k]) == 0)
            *challenge = zks_scalar_one;
}

static void attempt_with(const attack *a, unsigned separators, zks_status status)
{
    set_to_one = separators;
    zks_transcript_hook = set_separators;
    attempt(a, status);
    zks_transcript_hook = NULL;
}

static void every_attack_is_accepted_without_its_separators(void **state)
{
    (void)state;
    for (size_t i = 0; i < ATTACKS; i++)
        attempt_with(&attacks[i], attacks[i].opened_by, ZKS_OK);
}

static void each_of_its_separators_stops_an_attack(void **state)
{
    (void)state;
    for (size_t i = 0; i < ATTACKS; i++)
        for (unsigned separator = 1; separator < ALL_SEPARATORS; separator <<= 1)
            if ((attacks[i].opened_by & separator) != 0)
                attempt_with(&attacks[i], ALL_SEPARATORS & ~separator, ZKS_REJECT_OPENING);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_attack_is_accepted_without_its_separators),
        cmocka_unit_test(each_of_its_separators_stops_an_attack),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#endif
