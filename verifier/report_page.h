/* An attestation, and what came of verifying it, as one HTML page that needs nothing else (docs/report.md). Within
 * verifier/. */
#ifndef ZKS_VERIFIER_REPORT_PAGE_H
#define ZKS_VERIFIER_REPORT_PAGE_H

#include "verifier/claim.h"
#include "verifier/report_html.h"
#include "zksolv/verify.h"

#include <jansson.h>

typedef struct {
    zks_status status;                    /* ZKS_OK or a rejection */
    const zks_report *report;             /* beside it */
    const zks_verification *verification; /* without an issuer where the statement could not be read */
    const zks_stated *stated;             /* of the statement that was verified; without a circuit where it is wrong */
    bool has_numbers;                     /* its numbers fit the circuit, and are in order */
    const json_t *circuit;                /* in plain words (verifier/explain_json.h); NULL where there is none */
    const char *time;                     /* of the verification, by this machine's clock */
} zks_reported;

/* malloc'd; NULL: out of memory. */
char *zks_report_page(const zks_reported *reported, size_t *length);

#endif
