/* Names of receipts: one for each account, in order, of the secrets; and the index that says whose they are. */
#include "book.h"

#include "attestation/json.h"
#include "crypto/secret.h"
#include "prover/receipts/names.h"

enum { ACCOUNTS = 3000, ROWS = 3100 };

typedef struct {
    book base;
    zks_derivation derivation;
    zks_rows rows;
    zks_receipt_names names;
} register_of_names;

static register_of_names open_register(const char *csv, size_t rows, uint8_t seed_byte)
{
    uint8_t seed[ZKS_SEED_BYTES] = {seed_byte};
    register_of_names r = {.base = book_open(DEPOSIT_CIRCUIT, DEPOSIT_NUMBERS, csv)};
    assert_true(zks_derivation_start(&r.derivation, seed, "{}", 2));
    assert_true(zks_rows_make(&r.rows, &r.base.ledger, &r.derivation, rows, 2));
    r.rows.derivation = &r.derivation;
    assert_true(zks_receipt_names_make(&r.names, &r.rows, 2));
    return r;
}

static void close_register(register_of_names *r)
{
    zks_receipt_names_clear(&r->names);
    zks_rows_clear(&r->rows);
    zks_derivation_clear(&r->derivation);
    book_close(&r->base);
}

static char *many_accounts(void)
{
    lines csv = {0};
    lines_add(&csv, "account,deposit,bonus\n");
    for (size_t i = 0; i < ACCOUNTS; i++)
        lines_add(&csv, "customer %zu,1,0\n", i);
    return csv.text;
}

static void every_account_has_one_and_padding_none(void **state)
{
    (void)state;
    char *csv = many_accounts();
    register_of_names r = open_register(csv, ROWS, 1);
    bool seen[ACCOUNTS] = {false};
    assert_int_equal(r.names.count, ACCOUNTS);
    for (size_t i = 0; i < ACCOUNTS; i++) {
        const zks_receipt_name *name = &r.names.list[i];
        uint8_t expected[ZKS_RECEIPT_NAME_BYTES];
        assert_true(name->account < ACCOUNTS);
        assert_false(seen[name->account]);
        seen[name->account] = true;
        assert_int_equal(r.rows.subject[name->row], name->account);
        zks_derive_receipt_name(&r.derivation, zks_ledger_id(&r.base.ledger, name->account), expected);
        assert_memory_equal(name->digits, expected, sizeof expected);
        assert_true(i == 0 || memcmp(r.names.list[i - 1].digits, name->digits, sizeof expected) < 0);
    }
    close_register(&r);
    free(csv);
}

static void other_secrets_give_other_names(void **state)
{
    (void)state;
    static const char csv[] = "account,deposit,bonus\nalice,1,0\n";
    register_of_names r = open_register(csv, 1, 1), other = open_register(csv, 1, 2);
    assert_memory_not_equal(r.names.list[0].digits, other.names.list[0].digits, ZKS_RECEIPT_NAME_BYTES);
    close_register(&r);
    close_register(&other);
}

static void the_index_is_csv(void **state)
{
    (void)state;
    register_of_names r =
        open_register("account,deposit,bonus\nplain,1,0\n\"a,b\",1,0\n\"say \"\"so\"\"\",1,0\n", 3, 1);
    static const char *const fields[] = {"plain", "\"a,b\"", "\"say \"\"so\"\"\""};
    lines expected = {0};
    char *bytes, name[ZKS_RECEIPT_NAME_LENGTH + 1];
    size_t length;
    assert_true(zks_receipt_index(&r.names, &r.base.ledger, &bytes, &length));
    lines_add(&expected, "account,name\n");
    for (size_t i = 0; i < 3; i++) {
        zks_receipt_name_text(name, r.names.list[i].digits);
        assert_int_equal(strlen(name), 37);
        assert_int_equal(strspn(name, "0123456789abcdef"), 32);
        lines_add(&expected, "%s,%s\n", fields[r.names.list[i].account], name);
    }
    assert_int_equal(length, expected.length);
    assert_memory_equal(bytes, expected.text, length);
    zks_witness_free(bytes);
    free(expected.text);
    close_register(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_account_has_one_and_padding_none),
        cmocka_unit_test(other_secrets_give_other_names),
        cmocka_unit_test(the_index_is_csv),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
