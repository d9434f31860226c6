/* The unit that each requirement counts in, for people (docs/circuits.md, "Units of margins"). */
#ifndef ZKS_CIRCUITS_REQUIREMENT_UNITS_H
#define ZKS_CIRCUITS_REQUIREMENT_UNITS_H

#include "circuits/ast.h"

/* Of a circuit without findings. False: out of memory. */
bool zks_requirement_units_find(zks_circuit *circuit);

#endif
