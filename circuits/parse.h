/* Grammar (docs/circuits.md, "Grammar"). */
#ifndef ZKS_CIRCUITS_PARSE_H
#define ZKS_CIRCUITS_PARSE_H

#include "circuits/ast.h"

/* Fills a circuit whose arena and file are set from a text that lives in its arena. Names are not resolved. False with
 * findings, or with the arena exhausted. */
bool zks_parse(zks_circuit *circuit, const char *text, size_t length, zks_diagnostics *d);

#endif
