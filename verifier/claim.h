/* Steps 1 and 2 of the verifier (docs/protocol.md, section 6): from the bytes of statement.json to what has to be
 * proved. */
#ifndef ZKS_VERIFIER_CLAIM_H
#define ZKS_VERIFIER_CLAIM_H

#include "argument/segments.h"
#include "attestation/statement.h"
#include "circuits/table.h"

typedef struct {
    zks_statement statement;
    uint8_t digest[32]; /* the statement digest */
    char *bytes;        /* the claim bytes */
    size_t length;
    /* from here on filled by zks_stated_compile */
    zks_circuit *circuit;
    zks_table *account, *pool;
    zks_segments segments;
} zks_stated;

/* Step 1. Fills an empty *stated but for its last part. ZKS_OK, ZKS_ERROR_MEMORY or what zks_statement_read says;
 * *stated is cleared then. */
zks_status zks_stated_read(zks_stated *stated, const char *statement, size_t length, zks_report *report);
/* Step 2, and the shape that follows. ZKS_OK, ZKS_ERROR_MEMORY, ZKS_REJECT_CIRCUIT, _POLICY, _MATRIX_DIGEST, or
 * _SHAPE where lengths would leave what this machine can address. On failure the last part is filled as far as it came.
 */
zks_status zks_stated_compile(zks_stated *stated, zks_report *report);
void zks_stated_clear(zks_stated *stated);

/* Whether a circuit's text is, byte for byte, that of the circuit of the same name shipped with this program. */
typedef enum { ZKS_CIRCUIT_SHIPPED, ZKS_CIRCUIT_DIFFERS, ZKS_CIRCUIT_UNKNOWN } zks_circuit_origin;
zks_circuit_origin zks_circuit_origin_of(const char *name, const char *text, size_t length);
zks_circuit_origin zks_stated_circuit_origin(const zks_stated *stated);

#endif
