/* The index of a vectors folder (docs/format.md, "Vectors"; vectors/v3/schema.json). */
#ifndef ZKS_VERIFIER_VECTOR_INDEX_H
#define ZKS_VERIFIER_VECTOR_INDEX_H

#include "verifier/primitives.h"
#include "zksolv/status.h"

#include <stddef.h>

#define ZKS_VECTORS_VERSION "zksolv/1 vectors"
#define ZKS_VECTOR_MAX_BYTES (16u << 20) /* of the index, and of a file of primitives */

typedef enum { ZKS_VECTOR_ATTESTATION, ZKS_VECTOR_RECEIPT, ZKS_VECTOR_PRIMITIVE } zks_vector_kind;

typedef struct {
    char *name, *comment;
    zks_vector_kind kind;
    const char *kind_name;          /* a constant */
    const zks_primitive *primitive; /* of a primitive, else NULL */
    char *path;                     /* within the vectors folder, and checked not to lead out of it */
    char *attestation;              /* of a receipt, else NULL */
    zks_status expected;            /* ZKS_OK or a rejection */
    long segment;                   /* expected too; -1 where the vector names none */
} zks_vector;

typedef struct {
    size_t count;
    zks_vector *vectors;
} zks_vector_index;

/* Reads FOLDER/index.json. ZKS_OK, ZKS_ERROR_READ, ZKS_ERROR_MEMORY, or ZKS_REJECT_VECTOR where it is malformed, names
 * an unknown kind or reason or a path that leads out of the folder. */
zks_status zks_vector_index_read(zks_vector_index *index, const char *folder, zks_report *report);
void zks_vector_index_clear(zks_vector_index *index);

#endif
