/* Names, scopes and natures (docs/circuits.md, "What is checked before any number is known"). */
#ifndef ZKS_CIRCUITS_CHECK_H
#define ZKS_CIRCUITS_CHECK_H

#include "circuits/ast.h"

/* Resolves every name of a parsed circuit and checks what needs no numbers. False with findings, or with the arena
 * exhausted. */
bool zks_circuit_check(zks_circuit *circuit, zks_diagnostics *d);

#endif
