/* The order of rows: every account and padding account once, where the keys say, whoever looks. */
#include "book.h"

#include "prover/rows.h"

enum { ACCOUNTS = 40, ROWS = 60 };

static const uint8_t seed[ZKS_SEED_BYTES] = {1}, other_seed[ZKS_SEED_BYTES] = {2};

static book open_book(void)
{
    lines csv = {0};
    lines_add(&csv, "account,asset,balance,debt,credit\n");
    for (size_t i = 0; i < ACCOUNTS; i++)
        lines_add(&csv, "customer %zu,BTC,%zu,0,%zu\n", i, i % 3, i);
    book b = book_open(LENDING_CIRCUIT, LENDING_NUMBERS, csv.text);
    free(csv.text);
    return b;
}

static zks_derivation derive_from(const uint8_t *from, const char *claim)
{
    zks_derivation d;
    assert_true(zks_derivation_start(&d, from, claim, strlen(claim)));
    return d;
}

static void order_is_a_permutation(void **state)
{
    (void)state;
    book b = open_book();
    zks_derivation d = derive_from(seed, "claim");
    for (size_t count = ACCOUNTS; count <= ROWS; count++) {
        zks_rows rows;
        bool seen[ROWS] = {false};
        assert_true(zks_rows_make(&rows, &b.ledger, &d, count, 1));
        assert_int_equal(rows.count, count);
        for (size_t i = 0; i < count; i++) {
            assert_true(rows.subject[i] < count);
            assert_false(seen[rows.subject[i]]);
            seen[rows.subject[i]] = true;
        }
        zks_rows_clear(&rows);
    }
    zks_derivation_clear(&d);
    book_close(&b);
}

static void row_key(const zks_rows *rows, size_t row, uint8_t key[32])
{
    uint32_t subject = rows->subject[row];
    if (subject < ACCOUNTS)
        zks_derive_order(rows->derivation, zks_ledger_id(rows->ledger, subject), key);
    else
        zks_derive_padding_order(rows->derivation, subject - ACCOUNTS, key);
}

static void keys_ascend(void **state)
{
    (void)state;
    book b = open_book();
    zks_derivation d = derive_from(seed, "claim");
    zks_rows rows;
    uint8_t before[32], key[32];
    assert_true(zks_rows_make(&rows, &b.ledger, &d, ROWS, 2));
    row_key(&rows, 0, before);
    for (size_t i = 1; i < ROWS; i++) {
        row_key(&rows, i, key);
        assert_true(memcmp(before, key, 32) < 0);
        memcpy(before, key, 32);
    }
    zks_rows_clear(&rows);
    zks_derivation_clear(&d);
    book_close(&b);
}

static void finding_one_agrees_with_ordering_all(void **state)
{
    (void)state;
    book b = open_book();
    zks_derivation d = derive_from(seed, "claim");
    zks_rows rows;
    assert_true(zks_rows_make(&rows, &b.ledger, &d, ROWS, 1));
    for (size_t i = 0; i < ROWS; i++)
        if (rows.subject[i] < ACCOUNTS)
            assert_int_equal(zks_rows_find(&b.ledger, &d, ROWS, rows.subject[i], 1 + (int)(i % 3)), i);
    zks_rows_clear(&rows);
    zks_derivation_clear(&d);
    book_close(&b);
}

static bool same_order(const zks_ledger *ledger, const zks_derivation *a, const zks_derivation *b, int threads)
{
    zks_rows first, second;
    assert_true(zks_rows_make(&first, ledger, a, ROWS, 1));
    assert_true(zks_rows_make(&second, ledger, b, ROWS, threads));
    bool same = memcmp(first.subject, second.subject, ROWS * sizeof *first.subject) == 0;
    zks_rows_clear(&first);
    zks_rows_clear(&second);
    return same;
}

static void order_depends_on_seed_and_claim_only(void **state)
{
    (void)state;
    book b = open_book();
    zks_derivation d = derive_from(seed, "claim"), again = derive_from(seed, "claim");
    zks_derivation by_seed = derive_from(other_seed, "claim"), by_claim = derive_from(seed, "another");
    assert_true(same_order(&b.ledger, &d, &again, 1));
    assert_true(same_order(&b.ledger, &d, &again, 2));
    assert_true(same_order(&b.ledger, &d, &again, 3));
    assert_false(same_order(&b.ledger, &d, &by_seed, 1));
    assert_false(same_order(&b.ledger, &d, &by_claim, 1));
    zks_derivation_clear(&by_seed);
    zks_derivation_clear(&by_claim);
    zks_derivation_clear(&d);
    zks_derivation_clear(&again);
    book_close(&b);
}

static void assert_same_values(const zks_value *values, const zks_value *expected, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(values[i].column, expected[i].column);
        assert_memory_equal(values[i].limb, expected[i].limb, sizeof expected[i].limb);
    }
}

static void assert_row(const zks_rows *rows, size_t row, zks_account_filler *filler)
{
    zks_value expected[8];
    zks_scalar id, blinding, expected_id, expected_blinding;
    uint32_t subject = rows->subject[row];
    assert_true(rows->ledger->max_values <= 8);
    zks_filled_row filled = zks_row_open(rows, row, filler, &id, &blinding);
    size_t expected_count = 0;
    if (subject < ACCOUNTS) {
        zks_bytes name = zks_ledger_id(rows->ledger, subject);
        expected_count = zks_ledger_values(rows->ledger, subject, expected);
        zks_id_scalar(&expected_id, name);
        zks_derive_blinding(rows->derivation, name, expected, expected_count, &expected_blinding);
    } else {
        zks_derive_padding(rows->derivation, subject - ACCOUNTS, &expected_id, &expected_blinding);
    }
    assert_int_equal(filled.committed, expected_count);
    assert_same_values(filled.values, expected, expected_count);
    assert_true(zks_scalar_equal(&id, &expected_id));
    assert_true(zks_scalar_equal(&blinding, &expected_blinding));
}

/* Each row opens to its account, and padding rows to nothing under an id and a blinding of their own, however much of
 * them is filled. */
static void rows_open_to_their_subjects(void **state)
{
    (void)state;
    book b = open_book();
    zks_derivation d = derive_from(seed, "claim");
    zks_rows rows;
    assert_true(zks_rows_make(&rows, &b.ledger, &d, ROWS, 1));
    for (zks_fill fill = ZKS_FILL_COMMITTED; fill <= ZKS_FILL_WHOLE; fill++) {
        zks_account_filler filler;
        assert_true(zks_account_filler_make(&filler, &b.ledger, b.account, fill));
        assert_int_equal(filler.filler != NULL, fill == ZKS_FILL_WHOLE);
        for (size_t i = 0; i < ROWS; i++)
            assert_row(&rows, i, &filler);
        zks_account_filler_clear(&filler);
    }
    zks_rows_clear(&rows);
    zks_derivation_clear(&d);
    book_close(&b);
}

/* An account that is short 2.00 has the committed advice `claim`, 2.00; so has, of its own, every padding row. */
static void committed_advice_is_of_the_row_and_its_blinding(void **state)
{
    (void)state;
    book b = book_open("circuit owed\naccount a : quote units\naccount committed advice claim at least 5 - a\n",
                       DEPOSIT_NUMBERS, "account,a\nx,3\n");
    zks_derivation d = derive_from(seed, "claim");
    zks_rows rows;
    zks_account_filler filler;
    assert_true(zks_rows_make(&rows, &b.ledger, &d, 2, 1));
    assert_true(zks_account_filler_make(&filler, &b.ledger, b.account, ZKS_FILL_COMMITTED));
    for (size_t i = 0; i < 2; i++) {
        zks_scalar id, blinding, expected;
        zks_filled_row row = zks_row_open(&rows, i, &filler, &id, &blinding);
        bool is_padding = rows.subject[i] == 1;
        const zks_value values[] = {{0, {300}}, {1, {is_padding ? 500 : 200}}};
        assert_int_equal(row.committed, is_padding ? 1 : 2);
        assert_same_values(row.values, values + is_padding, row.committed);
        if (!is_padding) {
            zks_derive_blinding(&d, zks_ledger_id(&b.ledger, 0), values, 2, &expected);
            assert_true(zks_scalar_equal(&blinding, &expected));
        }
    }
    zks_account_filler_clear(&filler);
    zks_rows_clear(&rows);
    zks_derivation_clear(&d);
    book_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_is_a_permutation),
        cmocka_unit_test(keys_ascend),
        cmocka_unit_test(finding_one_agrees_with_ordering_all),
        cmocka_unit_test(order_depends_on_seed_and_claim_only),
        cmocka_unit_test(rows_open_to_their_subjects),
        cmocka_unit_test(committed_advice_is_of_the_row_and_its_blinding),
    };
    return zks_crypto_start() ? cmocka_run_group_tests(tests, enter_folder, leave_folder) : 1;
}
