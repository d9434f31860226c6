#include "prover/read_ahead.h"

/* The place of the next batch to read, once it is free; NULL where no more are wanted. */
static zks_row_batch *wait_for_place(zks_read_ahead *ahead)
{
    pthread_mutex_lock(&ahead->lock);
    while (ahead->read - ahead->done == 2 && !ahead->is_stopped)
        pthread_cond_wait(&ahead->changed, &ahead->lock);
    zks_row_batch *place = ahead->is_stopped ? NULL : &ahead->batches[ahead->read % 2];
    pthread_mutex_unlock(&ahead->lock);
    return place;
}

static void hand_over(zks_read_ahead *ahead)
{
    pthread_mutex_lock(&ahead->lock);
    ahead->read++;
    pthread_cond_signal(&ahead->changed);
    pthread_mutex_unlock(&ahead->lock);
}

static void *read_sheet(void *context)
{
    zks_read_ahead *ahead = context;
    bool is_last = false;
    for (zks_row_batch *place; !is_last && (place = wait_for_place(ahead)) != NULL;) {
        zks_row_batch_read(place, ahead->sheets, ahead->sheet);
        is_last = place->is_last;
        hand_over(ahead);
    }
    return NULL;
}

bool zks_read_ahead_start(zks_read_ahead *ahead, zks_sheets *sheets, size_t sheet, int threads)
{
    *ahead = (zks_read_ahead){
        .sheets = sheets, .sheet = sheet, .lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};
    if (!zks_row_batch_make(&ahead->batches[0]) || !zks_row_batch_make(&ahead->batches[1])) {
        zks_read_ahead_stop(ahead);
        return false;
    }
    ahead->has_thread = threads > 1 && pthread_create(&ahead->thread, NULL, read_sheet, ahead) == 0;
    return true;
}

void zks_read_ahead_stop(zks_read_ahead *ahead)
{
    if (ahead->has_thread) {
        pthread_mutex_lock(&ahead->lock);
        ahead->is_stopped = true;
        pthread_cond_signal(&ahead->changed);
        pthread_mutex_unlock(&ahead->lock);
        pthread_join(ahead->thread, NULL);
    }
    pthread_cond_destroy(&ahead->changed);
    pthread_mutex_destroy(&ahead->lock);
    zks_row_batch_clear(&ahead->batches[0]);
    zks_row_batch_clear(&ahead->batches[1]);
}

const zks_row_batch *zks_read_ahead_next(zks_read_ahead *ahead)
{
    if (!ahead->has_thread) {
        zks_row_batch_read(&ahead->batches[0], ahead->sheets, ahead->sheet);
        return &ahead->batches[0];
    }
    pthread_mutex_lock(&ahead->lock);
    ahead->done = ahead->given;
    pthread_cond_signal(&ahead->changed);
    while (ahead->read == ahead->given)
        pthread_cond_wait(&ahead->changed, &ahead->lock);
    const zks_row_batch *next = &ahead->batches[ahead->given++ % 2];
    pthread_mutex_unlock(&ahead->lock);
    return next;
}
