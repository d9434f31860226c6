#include "circuits/circuit.h"

#include <string.h>

/* The rows are made from the circuit files by circuits/embed.py. */
static const struct {
    const char *name;
    size_t length;
    const char *text;
} shipped[] = {
#include "shipped_circuits.inc"
};

#define SHIPPED_COUNT (sizeof shipped / sizeof *shipped)

const char *zks_shipped_circuit(const char *name, size_t *length)
{
    for (size_t i = 0; i < SHIPPED_COUNT; i++) {
        if (strcmp(shipped[i].name, name) == 0) {
            *length = shipped[i].length;
            return shipped[i].text;
        }
    }
    return NULL;
}

const char *zks_shipped_circuit_name(size_t position)
{
    return position < SHIPPED_COUNT ? shipped[position].name : NULL;
}
