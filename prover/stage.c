#include "prover/stage.h"

#include <time.h>

bool zks_is_interrupted(const zks_progress *progress)
{
    return progress != NULL && progress->interrupted != NULL && *progress->interrupted;
}

void zks_stage_advance(const zks_progress *progress, const char *stage, size_t *done, size_t step, size_t total)
{
#pragma omp critical(zks_stage)
    {
        *done += step;
        if (progress != NULL && progress->report != NULL)
            progress->report(progress->context, stage, *done, total);
    }
}

double zks_stage_seconds(double *since)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    double now = (double)t.tv_sec + 1e-9 * (double)t.tv_nsec, passed = now - *since;
    *since = now;
    return passed;
}
