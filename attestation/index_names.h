/* What something is over, as results name it. */
#ifndef ZKS_ATTESTATION_INDEX_NAMES_H
#define ZKS_ATTESTATION_INDEX_NAMES_H

#include "circuits/circuit.h"

/* Sets *names to those of the indexes, "scenario, asset", malloc'd, or to NULL where there are none. False: out of
 * memory. */
bool zks_index_names(char **names, const zks_circuit *circuit, const zks_dimensions *over);

#endif
