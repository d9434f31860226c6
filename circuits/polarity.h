/* Who gains by what (docs/circuits.md, "Polarity"): advice is the prover's choice within its bounds, the slices of a
 * filling are filled as he likes, both legs of a pair can be raised together, and totals are open.
 */
#ifndef ZKS_CIRCUITS_POLARITY_H
#define ZKS_CIRCUITS_POLARITY_H

#include "circuits/compiler.h"

/* Checks all forms, once they are there. False after findings: one for each requirement and each advice that offends.
 */
bool zks_polarity_check(zks_compiler *c);

#endif
