#include "lie.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

/* One column is moved against the constraint, and one more for each that this breaks, up to so many; nowhere is looked
 * longer than this. */
enum { MAX_MOVED = 6, MAX_MOVES = 4000 };

void lie_by_slack(witness *w, size_t constraint)
{
    const zks_table *table = w->table;
    mpz_ptr slack = w->value[table->constraints[constraint].slack];
    if (mpz_sgn(slack) == 0)
        mpz_set_ui(slack, 1);
    else
        mpz_sub_ui(slack, slack, 1);
}

typedef struct {
    witness *w;
    size_t target, moved_count, limit, moves;
    uint32_t moved[MAX_MOVED];
} search;

static bool is_moved(const search *s, uint32_t column)
{
    for (size_t i = 0; i < s->moved_count; i++)
        if (s->moved[i] == column)
            return true;
    return false;
}

/* The first constraint besides the target that does not hold; constraint_count where all do. */
static size_t find_damage(const search *s)
{
    size_t c = 0, count = s->w->table->constraint_count;
    while (c < count && (c == s->target || witness_holds(s->w, c)))
        c++;
    return c;
}

/* The least change of a column with which the sum of a constraint falls below 0. */
static void change_to_break(mpz_t change, const mpz_t result, const mpz_t coefficient)
{
    mpz_add_ui(change, result, 1);
    mpz_neg(change, change);
    if (mpz_sgn(coefficient) > 0)
        mpz_fdiv_q(change, change, coefficient);
    else
        mpz_cdiv_q(change, change, coefficient);
}

/* The least change with which it is 0 or more. */
static void change_to_mend(mpz_t change, const mpz_t result, const mpz_t coefficient)
{
    mpz_neg(change, result);
    if (mpz_sgn(coefficient) > 0)
        mpz_cdiv_q(change, change, coefficient);
    else
        mpz_fdiv_q(change, change, coefficient);
}

static bool mend(search *s);

/* Moves a column and mends what that breaks; takes it back where that fails. */
static bool try_move(search *s, uint32_t column, mpz_t change)
{
    s->moves++;
    if (!witness_move(s->w, column, change))
        return false;
    s->moved[s->moved_count++] = column;
    if (mend(s))
        return true;
    s->moved_count--;
    mpz_neg(change, change);
    assert_true(witness_move(s->w, column, change));
    return false;
}

/* The target is broken, and everything else holds or is mended. */
static bool mend(search *s)
{
    const zks_table *table = s->w->table;
    if (witness_holds(s->w, s->target))
        return false;
    size_t damaged = find_damage(s);
    if (damaged == table->constraint_count)
        return true;
    if (s->moved_count == s->limit || s->moves > MAX_MOVES)
        return false;
    const zks_integer_constraint *constraint = &table->constraints[damaged];
    mpz_t change;
    mpz_init(change);
    bool found = false;
    for (size_t i = 0; !found && i < constraint->term_count; i++) {
        const zks_integer_term *term = &constraint->terms[i];
        if (term->column >= s->w->columns || is_moved(s, term->column))
            continue;
        change_to_mend(change, s->w->result[damaged], term->coefficient);
        found = try_move(s, term->column, change);
    }
    mpz_clear(change);
    return found;
}

static bool break_target(search *s)
{
    const zks_integer_constraint *constraint = &s->w->table->constraints[s->target];
    mpz_t change;
    mpz_init(change);
    bool found = false;
    for (size_t i = 0; !found && i < constraint->term_count; i++) {
        const zks_integer_term *term = &constraint->terms[i];
        if (term->column >= s->w->columns)
            continue;
        change_to_break(change, s->w->result[s->target], term->coefficient);
        found = try_move(s, term->column, change);
    }
    mpz_clear(change);
    return found;
}

/* How far a column can go by itself while every constraint but the target holds, at most by `change`, which becomes
 * that. */
static void shorten(const search *s, uint32_t column, mpz_t change)
{
    const zks_table *table = s->w->table;
    mpz_t room;
    mpz_init(room);
    for (size_t i = table->first_use[column]; i < table->first_use[column + 1]; i++) {
        const zks_use *use = &table->uses[i];
        if (use->constraint == s->target || mpz_sgn(use->term->coefficient) == mpz_sgn(change))
            continue;
        mpz_neg(room, s->w->result[use->constraint]);
        mpz_tdiv_q(room, room, use->term->coefficient);
        if (mpz_cmpabs(room, change) < 0)
            mpz_set(change, room);
    }
    mpz_clear(room);
}

/* Moves every column of the target as far against it as everything else allows, one after another. */
static bool press_target(search *s, bool backwards)
{
    const zks_integer_constraint *constraint = &s->w->table->constraints[s->target];
    mpz_t change;
    mpz_init(change);
    for (size_t i = 0; i < constraint->term_count && witness_holds(s->w, s->target); i++) {
        const zks_integer_term *term = &constraint->terms[backwards ? constraint->term_count - 1 - i : i];
        if (term->column >= s->w->columns)
            continue;
        change_to_break(change, s->w->result[s->target], term->coefficient);
        shorten(s, term->column, change);
        witness_move(s->w, term->column, change);
    }
    mpz_clear(change);
    return !witness_holds(s->w, s->target) && find_damage(s) == s->w->table->constraint_count;
}

static bool find_moves(witness *w, size_t constraint, witness *const *starts, size_t start_count)
{
    for (size_t limit = 1; limit <= MAX_MOVED; limit++)
        for (size_t i = 0; i < start_count; i++) {
            search s = {.w = w, .target = constraint, .limit = limit};
            witness_copy(w, starts[i]);
            if (break_target(&s))
                return true;
        }
    return false;
}

static bool find_pressed(witness *w, size_t constraint, witness *const *starts, size_t start_count)
{
    for (size_t i = 0; i < 2 * start_count; i++) {
        search s = {.w = w, .target = constraint};
        witness_copy(w, starts[i / 2]);
        if (press_target(&s, i % 2))
            return true;
    }
    return false;
}

bool lie_by_values(witness *w, size_t constraint, witness *const *starts, size_t start_count)
{
    if (!find_moves(w, constraint, starts, start_count) && !find_pressed(w, constraint, starts, start_count))
        return false;
    witness_settle(w);
    return true;
}
