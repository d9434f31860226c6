#include "prover/ledger_builder.h"

#include "attestation/receipt.h"
#include "circuits/utf8.h"
#include "crypto/secret.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* What was read of one row of the columns at hand, kept to find and name a second row for the same account and member.
 */
typedef struct {
    uint32_t account, member;
    uint64_t line;
} row;

/* The ledger under construction: entries in the order of reading, id_start up to the end of the last id. */
struct zks_ledger_builder {
    const zks_columns *columns;
    zks_ledger ledger;
    size_t id_bytes, entry_count, wide_count;
    size_t id_capacity, account_capacity, entry_capacity, wide_capacity;

    row *rows;
    size_t row_count, row_capacity;
    zks_hash_index by_account_and_member;
};

zks_ledger_builder *zks_ledger_builder_new(void)
{
    return calloc(1, sizeof(zks_ledger_builder));
}

static void forget_rows(zks_ledger_builder *builder)
{
    zks_witness_free(builder->rows);
    builder->rows = NULL;
    builder->row_count = builder->row_capacity = 0;
    zks_hash_index_clear(&builder->by_account_and_member);
}

void zks_ledger_builder_free(zks_ledger_builder *builder)
{
    if (builder == NULL)
        return;
    forget_rows(builder);
    zks_ledger_clear(&builder->ledger);
    free(builder);
}

void zks_ledger_builder_begin(zks_ledger_builder *builder, const zks_columns *columns)
{
    forget_rows(builder);
    builder->columns = columns;
}

/* Makes a witness array hold `count` elements of `size` bytes, moving it where it has to be larger, by half, so that
 * adding stays linear. `array` is the address of its pointer. False: out of memory, the array as it was. */
static bool make_room(void *array, size_t *capacity, size_t count, size_t size)
{
    if (count <= *capacity)
        return true;
    size_t enlarged = count + count / 2 + 64;
    void *old, *moved = zks_witness_new(enlarged, size);
    if (moved == NULL)
        return false;
    memcpy(&old, array, sizeof old);
    if (old != NULL)
        memcpy(moved, old, *capacity * size);
    zks_witness_free(old);
    memcpy(array, &moved, sizeof moved);
    *capacity = enlarged;
    return true;
}

static zks_status check_id(const zks_ledger_builder *builder, const zks_field *id, zks_report *report)
{
    const char *file = builder->columns->file;
    if (id->length == 0)
        return zks_input_error(report, file, id->at, "empty account id");
    if (id->length > ZKS_MAX_ACCOUNT_ID)
        return zks_input_error(report, file, id->at, "account id %s has %zu bytes; at most %d are allowed",
                               zks_quote_field(id).text, id->length, ZKS_MAX_ACCOUNT_ID);
    if (!zks_utf8_is_plain(id->text, id->length))
        return zks_input_error(report, file, id->at, "account id %s has a control character or is not UTF-8",
                               zks_quote_field(id).text);
    return ZKS_OK;
}

static zks_status add_account(zks_ledger_builder *builder, const zks_field *id, size_t *account, zks_report *report)
{
    zks_ledger *ledger = &builder->ledger;
    if (ledger->account_count == ZKS_NO_ITEM)
        return zks_input_error(report, builder->columns->file, id->at, "more than %" PRIu32 " accounts", ZKS_NO_ITEM);
    if (!make_room(&ledger->ids, &builder->id_capacity, builder->id_bytes + id->length, 1) ||
        !make_room(&ledger->id_start, &builder->account_capacity, ledger->account_count + 2,
                   sizeof *ledger->id_start) ||
        !zks_hash_index_reserve(&ledger->by_id))
        return zks_input_memory(report, builder->columns->file);
    memcpy(ledger->ids + builder->id_bytes, id->text, id->length);
    builder->id_bytes += id->length;
    *account = ledger->account_count++;
    ledger->id_start[ledger->account_count] = builder->id_bytes;
    zks_hash_index_insert(&ledger->by_id, zks_hash_index_hash(&ledger->by_id, id->text, id->length),
                          (uint32_t)*account);
    return ZKS_OK;
}

static const row *find_row(const zks_ledger_builder *builder, uint32_t account, uint32_t member, uint32_t hash)
{
    uint32_t found;
    for (size_t probe = 0; (found = zks_hash_index_next(&builder->by_account_and_member, hash, &probe)) != ZKS_NO_ITEM;)
        if (builder->rows[found].account == account && builder->rows[found].member == member)
            return &builder->rows[found];
    return NULL;
}

static zks_status report_second_row(const zks_ledger_builder *builder, const zks_field *fields, const row *first,
                                    zks_report *report)
{
    const zks_columns *columns = builder->columns;
    if (columns->over.count == 0)
        return zks_input_error(report, columns->file, fields[0].at, "account %s appears twice, first on line %" PRIu64,
                               zks_quote_field(&fields[0]).text, first->line);
    return zks_input_error(report, columns->file, fields[1].at, "account %s has %s twice, first on line %" PRIu64,
                           zks_quote_field(&fields[0]).text, zks_columns_member_name(columns, first->member).text,
                           first->line);
}

static zks_status add_row(zks_ledger_builder *builder, const zks_field *fields, uint32_t account, uint32_t member,
                          zks_report *report)
{
    const char *file = builder->columns->file;
    if (builder->row_count == ZKS_NO_ITEM)
        return zks_input_error(report, file, fields[0].at, "more than %" PRIu32 " rows", ZKS_NO_ITEM);
    if (!make_room(&builder->rows, &builder->row_capacity, builder->row_count + 1, sizeof *builder->rows) ||
        !zks_hash_index_reserve(&builder->by_account_and_member))
        return zks_input_memory(report, file);
    uint32_t pair[2] = {account, member};
    uint32_t hash = zks_hash_index_hash(&builder->by_account_and_member, pair, sizeof pair);
    const row *first = find_row(builder, account, member, hash);
    if (first != NULL)
        return report_second_row(builder, fields, first, report);
    builder->rows[builder->row_count] = (row){account, member, fields[0].at.line};
    zks_hash_index_insert(&builder->by_account_and_member, hash, (uint32_t)builder->row_count++);
    return ZKS_OK;
}

static bool add_entry(zks_ledger_builder *builder, zks_ledger_entry entry, unsigned __int128 amount)
{
    zks_ledger *ledger = &builder->ledger;
    if (!make_room(&ledger->entries, &builder->entry_capacity, builder->entry_count + 1, sizeof *ledger->entries))
        return false;
    entry.amount = (uint64_t)amount;
    if (amount > UINT64_MAX) {
        if (!make_room(&ledger->wide, &builder->wide_capacity, builder->wide_count + 1, sizeof *ledger->wide))
            return false;
        ledger->wide[builder->wide_count] = amount;
        entry.amount = builder->wide_count++;
        entry.is_wide = 1;
    }
    ledger->entries[builder->entry_count++] = entry;
    return true;
}

static zks_status add_amounts(zks_ledger_builder *builder, uint32_t account, uint32_t member, const zks_field *amounts,
                              zks_report *report)
{
    for (size_t i = 0; i < builder->columns->count; i++) {
        unsigned __int128 amount;
        zks_status status = zks_columns_amount(builder->columns, i, member, &amounts[i], &amount, report);
        if (status != ZKS_OK)
            return status;
        size_t column = builder->columns->list[i].first + member;
        assert(column >> 31 == 0);
        zks_ledger_entry entry = {.account = account, .column = (uint32_t)column & INT32_MAX};
        if (amount > 0 && !add_entry(builder, entry, amount))
            return zks_input_memory(report, builder->columns->file);
    }
    return ZKS_OK;
}

zks_status zks_ledger_builder_add(zks_ledger_builder *builder, const zks_field *fields, zks_report *report)
{
    const zks_columns *columns = builder->columns;
    const zks_field *account = &fields[0];
    uint32_t member;
    size_t number;
    zks_status status = check_id(builder, account, report);
    if (status == ZKS_OK)
        status = zks_columns_member(columns, &fields[1], &member, report);
    if (status == ZKS_OK && !zks_ledger_find(&builder->ledger, account->text, account->length, &number))
        status = add_account(builder, account, &number, report);
    if (status == ZKS_OK)
        status = add_row(builder, fields, (uint32_t)number, member, report);
    if (status == ZKS_OK)
        status = add_amounts(builder, (uint32_t)number, member, fields + zks_columns_key_count(columns), report);
    return status;
}

static void count_entries(zks_ledger *ledger, size_t entry_count)
{
    for (size_t i = 0; i < entry_count; i++)
        ledger->entry_start[ledger->entries[i].account + 1]++;
    for (size_t i = 0; i < ledger->account_count; i++) {
        if (ledger->entry_start[i + 1] > ledger->max_values)
            ledger->max_values = ledger->entry_start[i + 1];
        ledger->entry_start[i + 1] += ledger->entry_start[i];
    }
}

/* Brings each entry among those of its account, in place: an entry found where another account's belong is exchanged
 * with what stands at the next place of its own. `next` starts as a copy of entry_start. */
static void group_by_account(zks_ledger *ledger, uint64_t *next)
{
    zks_ledger_entry *entries = ledger->entries;
    for (uint32_t account = 0; account < ledger->account_count; account++) {
        while (next[account] < ledger->entry_start[account + 1]) {
            zks_ledger_entry *here = &entries[next[account]];
            zks_ledger_entry *there = &entries[next[here->account]++];
            zks_ledger_entry moved = *here;
            *here = *there;
            *there = moved;
        }
    }
}

/* Shell's sort: in place, since qsort may copy to memory that is not wiped. */
static void sort_by_column(zks_ledger_entry *entries, size_t count)
{
    size_t gap = 1;
    while (gap < count / 3)
        gap = 3 * gap + 1;
    for (; gap > 0; gap /= 3) {
        for (size_t i = gap; i < count; i++) {
            zks_ledger_entry moved = entries[i];
            size_t j = i;
            for (; j >= gap && entries[j - gap].column > moved.column; j -= gap)
                entries[j] = entries[j - gap];
            entries[j] = moved;
        }
    }
}

zks_status zks_ledger_builder_finish(zks_ledger_builder *builder, zks_ledger *ledger, zks_report *report)
{
    zks_ledger *made = &builder->ledger;
    const char *file = builder->columns->file;
    if (made->account_count == 0)
        return zks_input_error(report, file, (zks_position){0, 0}, "the ledger has no account");
    forget_rows(builder);
    made->entry_start = zks_witness_new(made->account_count + 1, sizeof *made->entry_start);
    uint64_t *next = zks_witness_new(made->account_count + 1, sizeof *next);
    if (made->entry_start == NULL || next == NULL) {
        zks_witness_free(next);
        return zks_input_memory(report, file);
    }
    count_entries(made, builder->entry_count);
    memcpy(next, made->entry_start, (made->account_count + 1) * sizeof *next);
    group_by_account(made, next);
    zks_witness_free(next);
    for (size_t i = 0; i < made->account_count; i++)
        sort_by_column(made->entries + made->entry_start[i], made->entry_start[i + 1] - made->entry_start[i]);
    *ledger = *made;
    memset(made, 0, sizeof *made);
    return ZKS_OK;
}
