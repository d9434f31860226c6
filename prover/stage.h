/* Progress and time of the prover's stages. */
#ifndef ZKS_PROVER_STAGE_H
#define ZKS_PROVER_STAGE_H

#include "zksolv/progress.h"

#include <stdbool.h>
#include <stddef.h>

bool zks_is_interrupted(const zks_progress *progress);
/* Adds `step` to *done and reports; callable from several threads. */
void zks_stage_advance(const zks_progress *progress, const char *stage, size_t *done, size_t step, size_t total);
/* Seconds since *since, which becomes now. */
double zks_stage_seconds(double *since);

#endif
