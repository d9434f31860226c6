/* Receipts: each account has one that verifies, and only from the secrets, the ledger and the folder that belong
 * together. */
#include "advice.h"
#include "exchange.h"

#include "prover/secrets_file.h"

enum { ACCOUNTS = 9 };

static int open_exchange(void **state)
{
    (void)state;
    zks_attest_options options = exchange_options("attestation", "secrets");
    options.padding = ACCOUNTS + 2;
    write_exchange(ACCOUNTS);
    attest(&options);
    return 0;
}

static zks_receipt_options usual(const char *account)
{
    return (zks_receipt_options){.secrets = "secrets",
                                 .ledger = {.count = 1, .paths = exchange_ledger},
                                 .attestation = "attestation",
                                 .account = account,
                                 .threads = 2};
}

/* malloc'd text. */
static char *make(const zks_receipt_options *options)
{
    zks_report report;
    char *text;
    size_t length;
    if (zks_make_receipt(options, &text, &length, &report) != ZKS_OK)
        fail_msg("%s", report.detail);
    assert_int_equal(strlen(text), length);
    return text;
}

static void assert_refused(const zks_receipt_options *options, zks_status status, const char *detail)
{
    zks_report report;
    char untouched, *text = &untouched;
    size_t length = 77;
    assert_int_equal(zks_make_receipt(options, &text, &length, &report), status);
    if (strcmp(report.detail, detail) != 0)
        fail_msg("%s", report.detail);
    assert_ptr_equal(text, &untouched);
    assert_int_equal(length, 77);
}

static void every_account_has_one_that_verifies(void **state)
{
    (void)state;
    bool seen[ACCOUNTS + 2] = {false};
    for (size_t i = 0; i < ACCOUNTS; i++) {
        char id[32];
        zks_receipt_verification verification;
        zks_report report;
        snprintf(id, sizeof id, "customer %zu", i);
        zks_receipt_options options = usual(id);
        char *text = make(&options);
        write_text("receipt.json", text);
        free(text);
        if (zks_verify_receipt("receipt.json", "attestation", 0, 1, NULL, &verification, &report) != ZKS_OK)
            fail_msg("%s", report.detail);
        assert_string_equal(verification.account, id);
        assert_int_equal(verification.proof_checked, 1);
        assert_int_equal(verification.rows, ACCOUNTS + 2);
        assert_true(verification.index < ACCOUNTS + 2);
        assert_false(seen[verification.index]);
        seen[verification.index] = true;
        zks_receipt_verification_clear(&verification);
    }
}

/* Committed advice is in the receipt beside what the ledger has. */
static void committed_advice_is_shown(void **state)
{
    (void)state;
    zks_attest_options options = exchange_options("risky", "risky.secrets");
    zks_receipt_options wanted = usual("customer 25");
    zks_receipt_verification verification;
    zks_report report;
    char *csv = advice_ledger(30);
    write_text("risky.circuit", ADVICE_CIRCUIT);
    write_text("policy.json", ADVICE_POLICY);
    write_text("ledger.csv", csv);
    write_text("reserves.csv", "fund\n15\n");
    free(csv);
    attest(&options);
    wanted.attestation = "risky";
    wanted.secrets = "risky.secrets";
    char *text = make(&wanted);
    assert_non_null(strstr(text, "\"claim\": \"1.25\""));
    assert_null(strstr(text, "loss"));
    write_text("receipt.json", text);
    free(text);
    if (zks_verify_receipt("receipt.json", "risky", 0, 1, NULL, &verification, &report) != ZKS_OK)
        fail_msg("%s", report.detail);
    zks_receipt_verification_clear(&verification);
}

static void others_have_none(void **state)
{
    (void)state;
    static const char *const ids[] = {"", "customer 9", "customer", "Customer 1", "customer 1 "};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        zks_receipt_options options = usual(ids[i]);
        assert_refused(&options, ZKS_ERROR_INPUT, "ledger.csv: the ledger has no account of that id");
    }
}

/* ---- another ledger ----------------------------------------------------------------------------------------- */

static void edit_ledger(const char *how)
{
    char command[128];
    snprintf(command, sizeof command, "sed '%s' ledger.csv > edited.csv", how);
    assert_int_equal(system(command), 0);
    assert_false(same_content("ledger.csv", "edited.csv"));
}

static void an_account_that_changed_has_none(void **state)
{
    (void)state;
    zks_receipt_options options = usual("customer 4");
    options.ledger = ONE_PATH("edited.csv");
    edit_ledger("s/^customer 4,BTC,4.5$/customer 4,BTC,4.50000001/");
    assert_refused(&options, ZKS_ERROR_SECRETS,
                   "edited.csv: this ledger is not the one that was attested: the account's commitment differs");
    edit_ledger("s/^customer 4,BTC,4.5$/customer 4,ETH,4.5/");
    assert_refused(&options, ZKS_ERROR_SECRETS,
                   "edited.csv: this ledger is not the one that was attested: the account's commitment differs");
}

/* The order of lines, and what others hold, is not this customer's. */
static void an_account_that_did_not_change_has_its_own(void **state)
{
    (void)state;
    static const char *const edits[] = {"s/^customer 4,BTC,4.5$/customer 4,BTC,7/", "2h;2d;$G"};
    zks_receipt_options options = usual("customer 6");
    char *expected = make(&options);
    options.ledger = ONE_PATH("edited.csv");
    for (size_t i = 0; i < 2; i++) {
        edit_ledger(edits[i]);
        char *text = make(&options);
        assert_string_equal(text, expected);
        free(text);
    }
    free(expected);
}

/* An account more or less moves others: each gets the receipt it had, or none. */
static void accounts_that_come_or_go_never_make_a_wrong_one(void **state)
{
    (void)state;
    static const char *const edits[] = {"/^customer 0,/d", "s/^customer 0,/nobody,/", "$a new,BTC,1"};
    for (size_t edit = 0; edit < 3; edit++) {
        edit_ledger(edits[edit]);
        for (size_t i = 1; i < ACCOUNTS; i++) {
            char id[32], *text;
            size_t length;
            zks_report report;
            snprintf(id, sizeof id, "customer %zu", i);
            zks_receipt_options options = usual(id);
            char *expected = make(&options);
            options.ledger = ONE_PATH("edited.csv");
            zks_status status = zks_make_receipt(&options, &text, &length, &report);
            if (status == ZKS_OK) {
                assert_string_equal(text, expected);
                free(text);
            } else {
                assert_int_equal(status, ZKS_ERROR_SECRETS);
            }
            free(expected);
        }
    }
}

static void a_ledger_with_more_accounts_than_rows_is_another(void **state)
{
    (void)state;
    zks_receipt_options options = usual("customer 1");
    write_ledger("longer.csv", ACCOUNTS + 3);
    options.ledger = ONE_PATH("longer.csv");
    assert_refused(&options, ZKS_ERROR_SECRETS,
                   "longer.csv: the ledger has more accounts than the attestation has rows");
}

/* ---- other secrets ------------------------------------------------------------------------------------------ */

static void secrets_of_another_attestation_are_refused(void **state)
{
    (void)state;
    zks_attest_options other = exchange_options("other", "other.secrets");
    other.seed = other_seed;
    attest(&other);
    zks_receipt_options options = usual("customer 1");
    options.secrets = "other.secrets";
    assert_refused(&options, ZKS_ERROR_SECRETS, "other.secrets: these are the secrets of another attestation");
    options = usual("customer 1");
    options.attestation = "other";
    assert_refused(&options, ZKS_ERROR_SECRETS, "secrets: these are the secrets of another attestation");
}

static void another_seed_for_the_same_statement_is_refused(void **state)
{
    (void)state;
    assert_int_equal(system("sed 's/^seed 0/seed 1/' secrets > changed.secrets"), 0);
    assert_false(same_content("secrets", "changed.secrets"));
    zks_receipt_options options = usual("customer 1");
    options.secrets = "changed.secrets";
    assert_refused(&options, ZKS_ERROR_SECRETS,
                   "ledger.csv: this ledger is not the one that was attested: the account's commitment differs");
}

static void encrypted_secrets_need_their_passphrase(void **state)
{
    (void)state;
    zks_attest_options sealed = exchange_options("sealed", "sealed.secrets");
    sealed.passphrase = "open sesame";
    attest(&sealed);
    zks_receipt_options options = usual("customer 2");
    options.attestation = "sealed";
    options.secrets = "sealed.secrets";
    assert_refused(&options, ZKS_ERROR_PASSPHRASE, "sealed.secrets: encrypted: a passphrase is needed");
    options.passphrase = "open barley";
    assert_refused(&options, ZKS_ERROR_PASSPHRASE, "sealed.secrets: wrong passphrase, or the file is damaged");
    options.passphrase = "open sesame";
    free(make(&options));
}

/* ---- a damaged attestation ---------------------------------------------------------------------------------- */

static void flip_byte(const char *path, size_t at)
{
    content c = read_content(path);
    c.bytes[at] ^= 1;
    write_file(path, (const char *)c.bytes, c.length);
    free(c.bytes);
}

/* Whatever byte of accounts.bin is wrong, the customer's path would be: no receipt is better. */
static void damaged_commitments_are_noticed(void **state)
{
    (void)state;
    zks_receipt_options options = usual("customer 1");
    for (size_t row = 0; row < ACCOUNTS + 2; row++) {
        flip_byte("attestation/accounts.bin", 32 * row + 5);
        assert_refused(&options, ZKS_ERROR_INPUT, "attestation: accounts.bin has not the digest in the statement");
        flip_byte("attestation/accounts.bin", 32 * row + 5);
    }
    assert_int_equal(truncate("attestation/accounts.bin", 32 * ACCOUNTS), 0);
    assert_refused(&options, ZKS_ERROR_INPUT, "'attestation/accounts.bin' has 288 bytes, not 352");
}

static void a_changed_statement_is_another(void **state)
{
    (void)state;
    zks_receipt_options options = usual("customer 1");
    flip_byte("attestation/statement.json", 40);
    assert_refused(&options, ZKS_ERROR_SECRETS, "secrets: these are the secrets of another attestation");
}

static void the_statement_names_its_folder(void **state)
{
    (void)state;
    zks_receipt_options options = usual("customer 1");
    char *of_folder, *of_statement;
    size_t length, same_length;
    zks_report report;
    assert_int_equal(zks_make_receipt(&options, &of_folder, &length, &report), ZKS_OK);
    options.attestation = "attestation/statement.json";
    assert_int_equal(zks_make_receipt(&options, &of_statement, &same_length, &report), ZKS_OK);
    assert_int_equal(length, same_length);
    assert_memory_equal(of_folder, of_statement, length);
    free(of_folder);
    free(of_statement);
    assert_int_equal(unlink("attestation/accounts.bin"), 0);
    assert_refused(&options, ZKS_ERROR_READ, "'attestation/accounts.bin': No such file or directory");
    options.attestation = "absent";
    assert_refused(&options, ZKS_ERROR_READ, "'absent': No such file or directory");
}

/* Secrets that fit, of a statement this program did not write. */
static void a_foreign_statement_is_bad_input(void **state)
{
    (void)state;
    static const char foreign[] = "{\"claim\":{},\"files\":{}}\n";
    zks_secrets secrets = {.seed = zks_secret_new(ZKS_SEED_BYTES)};
    zks_report report;
    char *text;
    size_t length;
    memset(secrets.seed, 1, ZKS_SEED_BYTES);
    zks_sha256(secrets.statement, &(zks_bytes){foreign, sizeof foreign - 1}, 1);
    assert_int_equal(zks_secrets_write("foreign.secrets", &secrets, NULL, &report), ZKS_OK);
    zks_secrets_clear(&secrets);
    write_text("attestation/statement.json", foreign);
    zks_receipt_options options = usual("customer 1");
    options.secrets = "foreign.secrets";
    assert_int_equal(zks_make_receipt(&options, &text, &length, &report), ZKS_ERROR_INPUT);
    assert_true(report.detail[0] != 0);
}

#define test(name) cmocka_unit_test_setup_teardown(name, open_exchange, empty_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(every_account_has_one_that_verifies),
        test(committed_advice_is_shown),
        test(others_have_none),
        test(an_account_that_changed_has_none),
        test(an_account_that_did_not_change_has_its_own),
        test(accounts_that_come_or_go_never_make_a_wrong_one),
        test(a_ledger_with_more_accounts_than_rows_is_another),
        test(secrets_of_another_attestation_are_refused),
        test(another_seed_for_the_same_statement_is_refused),
        test(encrypted_secrets_need_their_passphrase),
        test(damaged_commitments_are_noticed),
        test(a_changed_statement_is_another),
        test(the_statement_names_its_folder),
        test(a_foreign_statement_is_bad_input),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
