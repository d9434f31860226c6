/* Declared names: found by bisection, or guessed at where a text has none such. */
#ifndef ZKS_CIRCUITS_NAMES_H
#define ZKS_CIRCUITS_NAMES_H

#include "circuits/ast.h"

/* Makes `sorted`, and reports names that are declared twice. False only with the arena exhausted. */
bool zks_names_sort(zks_circuit *circuit, zks_diagnostics *d);
/* Reports that there is no such name, with the nearest one of that kind (any kind: kind < 0). */
void zks_names_report_unknown(const zks_circuit *circuit, zks_diagnostics *d, zks_word word, int kind,
                              const char *what);
void zks_names_report_no_requirement(const zks_circuit *circuit, zks_diagnostics *d, zks_word word);

#endif
