/* The unit that each requirement counts in, for people (docs/circuits.md, "Units of margins"). */
#ifndef ZKS_CIRCUITS_REQUIREMENT_UNITS_H
#define ZKS_CIRCUITS_REQUIREMENT_UNITS_H

#include "circuits/ast.h"

/* Of a circuit that was read and checked without findings. False: the arena is exhausted. */
bool zks_requirement_units_find(zks_circuit *circuit);

#endif
