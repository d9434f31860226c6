/* From forms to the constraints of a table, with their slacks. */
#ifndef ZKS_CIRCUITS_CONSTRAINTS_H
#define ZKS_CIRCUITS_CONSTRAINTS_H

#include "circuits/compiler.h"

/* Makes a constraint of every form, and appends a slack for each inequality. False after findings (it can never hold,
 * or could wrap around): one for each requirement and each advice; or out of memory. */
bool zks_constraints_make(zks_compiler *c);

#endif
