#include "breach.h"

#include "change.h"
#include "specimen.h"

#include <stdio.h>
#include <string.h>

static void make_false(specimen *s, const breach *x)
{
    for (size_t i = 0; i < sizeof x->numbers / sizeof *x->numbers && x->numbers[i][0] != NULL; i++)
        change_value(s->claim, x->numbers[i][0], x->numbers[i][1]);
    for (size_t i = 0; i < sizeof x->says / sizeof *x->says && x->says[i] != NULL; i++)
        specimen_say(s, specimen_row(s, x->row), x->says[i]);
    specimen_compile(s);
    specimen_matrices(s);
    specimen_commit(s);
}

/* Without the constraint, on both sides, the same rows are accepted: nothing but it rejects them. */
static void check_twin(specimen *s, const specimen_breach *found)
{
    zks_constraint *constraint = &found->of->system.constraints[found->constraint], kept = *constraint;
    constraint->term_count = 0;
    constraint->constant = (zks_scalar){0};
    specimen_prove(s, NULL);
    MUST(specimen_holds(s));
    *constraint = kept;
}

/* Ends the program where anything but x->broken is broken. Whether anything is. */
static bool find_broken(const specimen *s, const breach *x, specimen_breach *found)
{
    size_t count = specimen_breaches(s, found);
    const char *name = count == 0 ? "nothing" : found->of->constraints[found->constraint].name;
    const char *wanted = x->broken == NULL ? "nothing" : x->broken;
    bool as_wanted = count <= 1 && strcmp(name, wanted) == 0;
    if (!as_wanted)
        fprintf(stderr, "%s breaks %s, one of %zu, in place of %s\n", x->name, name, count, wanted);
    MUST(as_wanted);
    return count > 0;
}

static void write_valid(specimen *s, book *b, const breach *x)
{
    specimen_prove(s, NULL);
    specimen_digest(s);
    specimen_write(s, b, &(book_entry){x->name, ZKS_OK, -1, x->comment});
}

static void write_false(specimen *s, book *b, const breach *x, const specimen_breach *found)
{
    const specimen_lie lie = {.table = found->table};
    check_twin(s, found);
    specimen_prove(s, &lie);
    specimen_digest(s);
    specimen_write(s, b, &(book_entry){x->name, ZKS_REJECT_OPENING, (long)found->table, x->comment});
}

void breach_write(book *b, const breach *x)
{
    specimen *s = specimen_new(b, x->recipe);
    specimen_breach found;
    make_false(s, x);
    if (find_broken(s, x, &found))
        write_false(s, b, x, &found);
    else
        write_valid(s, b, x);
    specimen_free(s);
}
