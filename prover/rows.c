#include "prover/rows.h"

#include "crypto/secret.h"

#include <string.h>

typedef struct {
    uint8_t key[32];
    uint32_t subject;
} place;

static void order_key(const zks_ledger *ledger, const zks_derivation *d, size_t subject, uint8_t key[32])
{
    if (subject < ledger->account_count)
        zks_derive_order(d, zks_ledger_id(ledger, subject), key);
    else
        zks_derive_padding_order(d, subject - ledger->account_count, key);
}

static bool is_before(const place *a, const place *b)
{
    return memcmp(a->key, b->key, sizeof a->key) < 0;
}

/* Lets heap[at] sink until no child of its comes after it. */
static void sink(place *heap, size_t at, size_t count)
{
    place sinking = heap[at];
    for (size_t child; (child = 2 * at + 1) < count; at = child) {
        if (child + 1 < count && is_before(&heap[child], &heap[child + 1]))
            child++;
        if (!is_before(&sinking, &heap[child]))
            break;
        heap[at] = heap[child];
    }
    heap[at] = sinking;
}

/* Heapsort: in place, since qsort may copy to memory that is not wiped. */
static void sort(place *places, size_t count)
{
    for (size_t i = count / 2; i > 0; i--)
        sink(places, i - 1, count);
    for (size_t end = count; end > 1; end--) {
        place last = places[0];
        places[0] = places[end - 1];
        places[end - 1] = last;
        sink(places, 0, end - 1);
    }
}

bool zks_rows_make(zks_rows *rows, const zks_ledger *ledger, const zks_derivation *derivation, size_t count,
                   int threads)
{
    place *places = zks_witness_new(count, sizeof *places);
    uint32_t *subject = zks_witness_new(count, sizeof *subject);
    if (places == NULL || subject == NULL) {
        zks_witness_free(places);
        zks_witness_free(subject);
        return false;
    }
#pragma omp parallel for schedule(static) num_threads(threads)
    for (size_t i = 0; i < count; i++) {
        places[i].subject = (uint32_t)i;
        order_key(ledger, derivation, i, places[i].key);
    }
    sort(places, count);
    for (size_t i = 0; i < count; i++)
        subject[i] = places[i].subject;
    zks_witness_free(places);
    *rows = (zks_rows){.ledger = ledger, .derivation = derivation, .count = count, .subject = subject};
    return true;
}

void zks_rows_clear(zks_rows *rows)
{
    zks_witness_free(rows->subject);
    *rows = (zks_rows){0};
}

zks_filled_row zks_rows_fill(const zks_rows *rows, size_t row, zks_account_filler *filler)
{
    size_t subject = rows->subject[row];
    return zks_account_fill(filler, subject < rows->ledger->account_count ? subject : ZKS_EMPTY_ACCOUNT);
}

zks_filled_row zks_row_open(const zks_rows *rows, size_t row, zks_account_filler *filler, zks_scalar *id,
                            zks_scalar *blinding)
{
    const zks_ledger *ledger = rows->ledger;
    size_t subject = rows->subject[row];
    zks_filled_row filled = zks_rows_fill(rows, row, filler);
    if (subject >= ledger->account_count) {
        zks_derive_padding(rows->derivation, subject - ledger->account_count, id, blinding);
        return filled;
    }
    zks_bytes name = zks_ledger_id(ledger, subject);
    zks_id_scalar(id, name);
    zks_derive_blinding(rows->derivation, name, filled.values, filled.committed, blinding);
    return filled;
}

size_t zks_rows_find(const zks_ledger *ledger, const zks_derivation *derivation, size_t count, size_t account,
                     int threads)
{
    uint8_t wanted[32];
    size_t before = 0;
    order_key(ledger, derivation, account, wanted);
#pragma omp parallel for schedule(static) num_threads(threads) reduction(+ : before)
    for (size_t i = 0; i < count; i++) {
        uint8_t key[32];
        order_key(ledger, derivation, i, key);
        before += memcmp(key, wanted, sizeof key) < 0;
    }
    return before;
}
