#include "prover/samples.h"

#include <string.h>

/* The rows are made from the files by circuits/embed.py, those of one circuit together. */
static const zks_sample_file samples[] = {
#include "shipped_samples.inc"
};

#define SAMPLE_COUNT (sizeof samples / sizeof *samples)

const zks_sample_file *zks_sample_files(const char *circuit, size_t *count)
{
    size_t first = 0;
    while (first < SAMPLE_COUNT && strcmp(samples[first].circuit, circuit) != 0)
        first++;
    size_t end = first;
    while (end < SAMPLE_COUNT && strcmp(samples[end].circuit, circuit) == 0)
        end++;
    *count = end - first;
    return samples + first;
}
