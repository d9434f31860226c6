/* Where a name is used, for findings about what it stands for. */
#ifndef ZKS_CIRCUITS_FIND_USE_H
#define ZKS_CIRCUITS_FIND_USE_H

#include "circuits/compiler.h"

/* The first place in the definition of a form at which the symbol stands, itself or within a let; where there is none,
 * the form's own place. */
zks_place zks_find_use(const zks_compiler *c, const zks_form *form, const zks_symbol *symbol);

#endif
