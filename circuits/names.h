/* Declared names: found by bisection, or guessed at where a text has none such. */
#ifndef ZKS_CIRCUITS_NAMES_H
#define ZKS_CIRCUITS_NAMES_H

#include "circuits/ast.h"

/* Makes `sorted`, and reports names that are declared twice. False only with the arena exhausted. */
bool zks_names_sort(zks_circuit *circuit, zks_diagnostics *d);

/* The nearest of the names offered that differ from a word in at most a third of its letters, rounded. */
typedef struct {
    zks_word word;
    size_t least;
    const char *best; /* NULL: none */
} zks_guess;
zks_guess zks_guess_at(zks_word word);
/* Whether the name is the nearest so far. */
bool zks_guess_offer(zks_guess *guess, const char *name);

/* Reports that there is no such name, with the nearest one; once, and not where it stands in what cannot be read. */
void zks_names_report_unknown(zks_circuit *circuit, zks_diagnostics *d, zks_word word, bool wants_index);
void zks_names_report_no_requirement(zks_circuit *circuit, zks_diagnostics *d, zks_word word);

#endif
