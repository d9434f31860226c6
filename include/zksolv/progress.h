/* How long work reports on itself. The library calls report() now and then, from one thread at a time; NULL is silence.
 *
 * `stage` is a constant, and says what `done` and `total` count: "read" and "check" of a ledger bytes and accounts,
 * "commit" and "reading commitments" rows, "prove" and "reading proofs" proofs, "checking equations" the one sum that
 * all proofs end in. */
#ifndef ZKSOLV_PROGRESS_H
#define ZKSOLV_PROGRESS_H

#include <stdint.h>

typedef struct {
    void (*report)(void *context, const char *stage, uint64_t done, uint64_t total);
    void *context;
    const volatile int *interrupted; /* NULL, or turned non-zero (by a signal handler) to stop the work soon, cleanly */
} zks_progress;

#endif
