/* Reads the rows of a sheet ahead of their use, in a thread of its own. Who waits sleeps, so that on a busy machine
 * nothing is lost. */
#ifndef ZKS_PROVER_READ_AHEAD_H
#define ZKS_PROVER_READ_AHEAD_H

#include "prover/row_batch.h"

#include <pthread.h>

typedef struct {
    zks_sheets *sheets;
    size_t sheet;
    zks_row_batch batches[2]; /* one in use, one being read */

    bool has_thread;
    pthread_t thread;
    pthread_mutex_t lock; /* of what follows */
    pthread_cond_t changed;
    size_t read, given, done; /* batches; done are those that may be overwritten */
    bool is_stopped;
} zks_read_ahead;

/* Until it is stopped the sheets belong to it, and progress is reported from its thread. With `threads` = 1 it reads in
 * the caller's. False: out of memory. */
bool zks_read_ahead_start(zks_read_ahead *ahead, zks_sheets *sheets, size_t sheet, int threads);
void zks_read_ahead_stop(zks_read_ahead *ahead);

/* The next batch, valid until the next call. Not to be called again after the last one. */
const zks_row_batch *zks_read_ahead_next(zks_read_ahead *ahead);

#endif
