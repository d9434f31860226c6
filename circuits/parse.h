/* Grammar (docs/circuits.md, "Grammar"). */
#ifndef ZKS_CIRCUITS_PARSE_H
#define ZKS_CIRCUITS_PARSE_H

#include "circuits/ast.h"

/* Fills a circuit whose arena and source are set, the source being text (zks_lex_check_encoding). Names are not
 * resolved. After a finding it goes on with the next item, and puts the names of the one left out into `unclear`. False
 * with findings, or with the arena exhausted. */
bool zks_parse(zks_circuit *circuit, zks_diagnostics *d);

#endif
