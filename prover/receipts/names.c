#include "prover/receipts/names.h"

#include "attestation/json.h"
#include "crypto/secret.h"

#include <string.h>

enum { FEW = 24 }; /* names that are sorted faster by insertion */

static bool is_before(const zks_receipt_name *a, const zks_receipt_name *b)
{
    return memcmp(a->digits, b->digits, sizeof a->digits) < 0;
}

static void insertion_sort(zks_receipt_name *names, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        zks_receipt_name moving = names[i];
        size_t at = i;
        for (; at > 0 && is_before(&moving, &names[at - 1]); at--)
            names[at] = names[at - 1];
        names[at] = moving;
    }
}

/* By one byte after the other, in place: qsort may copy to memory that is not wiped. */
static void sort(zks_receipt_name *names, size_t count, size_t byte)
{
    if (count <= FEW || byte == ZKS_RECEIPT_NAME_BYTES) {
        insertion_sort(names, count);
        return;
    }
    size_t next[256], start[257] = {0};
    for (size_t i = 0; i < count; i++)
        start[names[i].digits[byte] + 1]++;
    for (size_t k = 0; k < 256; k++) {
        start[k + 1] += start[k];
        next[k] = start[k];
    }
    for (size_t k = 0; k < 256; k++) {
        while (next[k] < start[k + 1]) {
            zks_receipt_name *here = &names[next[k]], *there = &names[next[here->digits[byte]]++];
            zks_receipt_name moving = *here;
            *here = *there;
            *there = moving;
        }
    }
    for (size_t k = 0; k < 256; k++)
        sort(names + start[k], start[k + 1] - start[k], byte + 1);
}

bool zks_receipt_names_make(zks_receipt_names *names, const zks_rows *rows, int threads)
{
    const zks_ledger *ledger = rows->ledger;
    *names = (zks_receipt_names){.count = ledger->account_count,
                                 .list = zks_witness_new(ledger->account_count + 1, sizeof *names->list)};
    if (names->list == NULL)
        return false;
#pragma omp parallel for schedule(static) num_threads(threads)
    for (size_t row = 0; row < rows->count; row++) {
        uint32_t account = rows->subject[row];
        if (account >= ledger->account_count)
            continue;
        zks_receipt_name *name = &names->list[account];
        name->row = (uint32_t)row;
        name->account = account;
        zks_derive_receipt_name(rows->derivation, zks_ledger_id(ledger, account), name->digits);
    }
    sort(names->list, names->count, 0);
    return true;
}

void zks_receipt_names_clear(zks_receipt_names *names)
{
    zks_witness_free(names->list);
    *names = (zks_receipt_names){0};
}

void zks_receipt_name_text(char text[ZKS_RECEIPT_NAME_LENGTH + 1], const uint8_t digits[ZKS_RECEIPT_NAME_BYTES])
{
    zks_hex_encode(text, digits, ZKS_RECEIPT_NAME_BYTES);
    memcpy(text + 2 * ZKS_RECEIPT_NAME_BYTES, ".json", sizeof ".json");
}

/* RFC 4180; an id has no line break. */
static char *put_field(char *at, zks_bytes id)
{
    bool quoted = memchr(id.data, ',', id.length) != NULL || memchr(id.data, '"', id.length) != NULL;
    if (quoted)
        *at++ = '"';
    for (size_t i = 0; i < id.length; i++) {
        char c = ((const char *)id.data)[i];
        if (c == '"')
            *at++ = '"';
        *at++ = c;
    }
    if (quoted)
        *at++ = '"';
    return at;
}

bool zks_receipt_index(const zks_receipt_names *names, const zks_ledger *ledger, char **bytes, size_t *length)
{
    static const char header[] = "account,name\n";
    size_t ids = names->count == 0 ? 0 : ledger->id_start[ledger->account_count];
    size_t room = sizeof header + 2 * ids + names->count * (ZKS_RECEIPT_NAME_LENGTH + sizeof "\"\",\n");
    char *at = *bytes = zks_witness_new(room, 1);
    if (at == NULL)
        return false;
    at = mempcpy(at, header, sizeof header - 1);
    for (size_t i = 0; i < names->count; i++) {
        at = put_field(at, zks_ledger_id(ledger, names->list[i].account));
        *at++ = ',';
        zks_receipt_name_text(at, names->list[i].digits);
        at += ZKS_RECEIPT_NAME_LENGTH;
        *at++ = '\n';
    }
    *length = (size_t)(at - *bytes);
    return true;
}
