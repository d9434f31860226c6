/* The ledger in memory: accounts in the order of their first appearance, each with its id and what it holds. Compact,
 * since an exchange has millions: 16 bytes for an amount above zero, zeros take none, ids lie in one arena. All in
 * witness memory. */
#ifndef ZKS_PROVER_LEDGER_H
#define ZKS_PROVER_LEDGER_H

#include "circuits/table.h"
#include "crypto/hash.h"
#include "policy/hash_index.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* An amount of 8 bytes or less stands in its entry; a longer one in the ledger's list of wide ones, where `amount` is
 * its position. */
typedef struct {
    uint32_t account;
    uint32_t column : 31, is_wide : 1;
    uint64_t amount;
} zks_ledger_entry;

/* Account i has the id bytes ids[id_start[i] .. id_start[i + 1]) and the entries entry_start[i] .. entry_start[i + 1],
 * whose columns (positions in the account table) ascend. All zero is an empty ledger. Made by
 * prover/ledger_builder.h. */
typedef struct {
    size_t account_count, max_values;
    char *ids;
    uint64_t *id_start, *entry_start;
    zks_ledger_entry *entries;
    unsigned __int128 *wide;
    zks_hash_index by_id;
} zks_ledger;

void zks_ledger_clear(zks_ledger *ledger); /* wipes */

/* The id, 1..ZKS_MAX_ACCOUNT_ID bytes, borrowed. */
zks_bytes zks_ledger_id(const zks_ledger *ledger, size_t account);
bool zks_ledger_find(const zks_ledger *ledger, const char *id, size_t length, size_t *account);

/* The amounts above zero of one account in ascending columns; returns how many, at most ledger->max_values. */
size_t zks_ledger_values(const zks_ledger *ledger, size_t account, zks_value *out);

#endif
