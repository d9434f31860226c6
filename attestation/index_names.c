#include "attestation/index_names.h"

#include <stdio.h>
#include <stdlib.h>

bool zks_index_names(char **names, const zks_circuit *circuit, const zks_dimensions *over)
{
    *names = NULL;
    for (size_t d = 0; d < over->count; d++) {
        char *before = *names;
        if (asprintf(names, "%s%s%s", before == NULL ? "" : before, before == NULL ? "" : ", ",
                     zks_circuit_index_name(circuit, over->index[d])) < 0)
            *names = NULL;
        free(before);
        if (*names == NULL)
            return false;
    }
    return true;
}
