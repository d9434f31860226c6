#include "prover/ledger.h"

#include "crypto/secret.h"

#include <string.h>

_Static_assert(sizeof(zks_ledger_entry) == 16, "a ledger entry is 16 bytes");

void zks_ledger_clear(zks_ledger *ledger)
{
    zks_witness_free(ledger->ids);
    zks_witness_free(ledger->id_start);
    zks_witness_free(ledger->entry_start);
    zks_witness_free(ledger->entries);
    zks_witness_free(ledger->wide);
    zks_hash_index_clear(&ledger->by_id);
    memset(ledger, 0, sizeof *ledger);
}

zks_bytes zks_ledger_id(const zks_ledger *ledger, size_t account)
{
    uint64_t start = ledger->id_start[account];
    return (zks_bytes){ledger->ids + start, ledger->id_start[account + 1] - start};
}

bool zks_ledger_find(const zks_ledger *ledger, const char *id, size_t length, size_t *account)
{
    uint32_t hash = zks_hash_index_hash(&ledger->by_id, id, length), found;
    for (size_t probe = 0; (found = zks_hash_index_next(&ledger->by_id, hash, &probe)) != ZKS_NO_ITEM;) {
        zks_bytes known = zks_ledger_id(ledger, found);
        if (known.length == length && memcmp(known.data, id, length) == 0) {
            *account = found;
            return true;
        }
    }
    return false;
}

size_t zks_ledger_values(const zks_ledger *ledger, size_t account, zks_value *out)
{
    const zks_ledger_entry *entry = ledger->entries + ledger->entry_start[account];
    size_t count = ledger->entry_start[account + 1] - ledger->entry_start[account];
    for (size_t i = 0; i < count; i++) {
        unsigned __int128 amount = entry[i].is_wide ? ledger->wide[entry[i].amount] : entry[i].amount;
        out[i] = (zks_value){.column = entry[i].column, .limb = {(uint64_t)amount, (uint64_t)(amount >> 64)}};
    }
    return count;
}
