/* Whether the values of a parameter or pool column fit what it is declared over. */
#ifndef ZKS_CIRCUITS_VALUES_H
#define ZKS_CIRCUITS_VALUES_H

#include "circuits/ast.h"

/* `numbers` have their indexes checked and in the order of declaration. False after a finding. */
bool zks_values_check(const zks_symbol *declared, const zks_values *values, const zks_numbers *numbers,
                      zks_diagnostics *d);

#endif
