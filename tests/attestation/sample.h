/* A statement to start from: sound in form, with every member in use. */
#ifndef ZKS_TESTS_ATTESTATION_SAMPLE_H
#define ZKS_TESTS_ATTESTATION_SAMPLE_H

#include "attestation/statement.h"

#include <jansson.h>

/* Its canonical bytes, written by hand (and equal to what Python's json module makes of them). */
extern const char sample_statement[];
/* The same parsed, to be changed; the caller's to json_decref. */
json_t *sample_json(void);
/* What reading the canonical bytes of `root` gives; `report` may be NULL. */
zks_status read_json(const json_t *root, zks_report *report);

#endif
