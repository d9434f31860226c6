/* Every reason for rejecting a receipt, against the folder and against its statement alone. */
#include "sample.h"

#include "zksolv/verify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *folder, *statement;

static int start(void **state)
{
    static char folder_path[128], statement_path[128];
    sample_start(state);
    strcpy(folder_path, sample_path("original"));
    strcpy(statement_path, sample_path("original/statement.json"));
    folder = folder_path;
    statement = statement_path;
    return 0;
}

static zks_status check_text(const char *text, const char *attestation)
{
    zks_receipt_verification v;
    zks_report report;
    zks_status status =
        zks_verify_receipt(sample_write_receipt(text, strlen(text)), attestation, 1, 1, NULL, &v, &report);
    zks_receipt_verification_clear(&v);
    return status;
}

/* Takes the receipt over. */
static void assert_gives_each(json_t *receipt, zks_status with_folder, zks_status with_statement)
{
    char *text = json_dumps(receipt, 0);
    assert_non_null(text);
    assert_string_equal(zks_status_name(check_text(text, folder)), zks_status_name(with_folder));
    assert_string_equal(zks_status_name(check_text(text, statement)), zks_status_name(with_statement));
    free(text);
    json_decref(receipt);
}

static void assert_gives(json_t *receipt, zks_status status)
{
    assert_gives_each(receipt, status, status);
}

/* The sample's receipt with one member set. */
static json_t *with(const char *member, json_t *value)
{
    json_t *receipt = sample_receipt();
    assert_int_equal(json_object_set_new(receipt, member, value), 0);
    return receipt;
}

static json_t *with_amount(const char *column, const char *member, const char *amount)
{
    json_t *receipt = sample_receipt(), *values = json_object_get(receipt, "values");
    json_t *members = json_object_get(values, column);
    if (members == NULL) {
        members = json_object();
        json_object_set_new(values, column, members);
    }
    assert_int_equal(json_object_set_new(members, member, json_string(amount)), 0);
    return receipt;
}

/* A hexadecimal member with its first digit changed. */
static json_t *with_digit_changed(const char *member)
{
    json_t *receipt = sample_receipt();
    char *text = strdup(json_string_value(json_object_get(receipt, member)));
    text[0] = text[0] == '0' ? '1' : '0';
    json_object_set_new(receipt, member, json_string(text));
    free(text);
    return receipt;
}

static void valid(void **state)
{
    (void)state;
    assert_gives(sample_receipt(), ZKS_OK);
}

static void proof_checked_or_not(void **state)
{
    (void)state;
    json_t *receipt = sample_receipt();
    char *text = json_dumps(receipt, 0);
    json_decref(receipt);
    const char *path = sample_write_receipt(text, strlen(text));
    const struct {
        const char *attestation;
        int skip_proof, checked;
    } cases[] = {{folder, 0, 1}, {folder, 1, 0}, {statement, 0, 0}, {statement, 1, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        zks_receipt_verification v;
        zks_report report;
        assert_int_equal(zks_verify_receipt(path, cases[i].attestation, cases[i].skip_proof, 1, NULL, &v, &report),
                         ZKS_OK);
        assert_int_equal(v.proof_checked, cases[i].checked);
        assert_string_equal(v.account, "user-7");
        assert_int_equal(v.rows, SAMPLE_ROWS);
        assert_in_range(v.index, 0, SAMPLE_ROWS - 1);
        zks_receipt_verification_clear(&v);
    }
    free(text);
}

static void encoding(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "{", "nonsense", "{} {}", "{\"a\":1,\"a\":2}"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_int_equal(check_text(texts[i], folder), ZKS_REJECT_RECEIPT_ENCODING);
}

static void schema(void **state)
{
    (void)state;
    json_t *receipt = sample_receipt();
    json_object_del(receipt, "index");
    assert_gives(receipt, ZKS_REJECT_RECEIPT_SCHEMA);
    assert_gives(with("surplus", json_integer(1)), ZKS_REJECT_RECEIPT_SCHEMA);
    assert_gives(with("index", json_string("1")), ZKS_REJECT_RECEIPT_SCHEMA);
    assert_gives(with("index", json_integer(-1)), ZKS_REJECT_RECEIPT_SCHEMA);
    assert_gives(with("blinding", json_string("00")), ZKS_REJECT_RECEIPT_SCHEMA);
    assert_gives(with("account", json_string("")), ZKS_REJECT_RECEIPT_SCHEMA);
}

static void version(void **state)
{
    (void)state;
    assert_gives(with("version", json_string("zksolv/1 receipt")), ZKS_REJECT_RECEIPT_VERSION);
}

static void another_statement(void **state)
{
    (void)state;
    assert_gives(with_digit_changed("statement"), ZKS_REJECT_RECEIPT_STATEMENT);
}

static void value(void **state)
{
    (void)state;
    assert_gives(with_amount("collateral", "BTC", "1"), ZKS_REJECT_RECEIPT_VALUE);
    assert_gives(with_amount("balance", "XRP", "1"), ZKS_REJECT_RECEIPT_VALUE);
    assert_gives(with_amount("balance", "BTC", "0.80"), ZKS_REJECT_RECEIPT_VALUE);
    assert_gives(with_amount("balance", "BTC", "0"), ZKS_REJECT_RECEIPT_VALUE);
    assert_gives(with_amount("balance", "BTC", "-1"), ZKS_REJECT_RECEIPT_VALUE);
    assert_gives(with_amount("balance", "BTC", "0.000000001"), ZKS_REJECT_RECEIPT_VALUE);
    assert_gives(with_amount("balance", "BTC", "184467440737.09551616"), ZKS_REJECT_RECEIPT_VALUE);
}

static void opening(void **state)
{
    (void)state;
    static const char order[] = "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";
    assert_gives(with_amount("balance", "BTC", "0.80000001"), ZKS_REJECT_RECEIPT_OPENING);
    assert_gives(with("account", json_string("user-6")), ZKS_REJECT_RECEIPT_OPENING);
    assert_gives(with_digit_changed("blinding"), ZKS_REJECT_RECEIPT_OPENING);
    assert_gives(with("blinding", json_string(order)), ZKS_REJECT_RECEIPT_OPENING);
    assert_gives(with_digit_changed("commitment"), ZKS_REJECT_RECEIPT_OPENING);
    json_t *receipt = sample_receipt();
    json_object_del(json_object_get(json_object_get(receipt, "values"), "balance"), "ETH");
    assert_gives(receipt, ZKS_REJECT_RECEIPT_OPENING);
}

/* Without accounts.bin, another account's row is seen by the path. */
static void another_row(void **state)
{
    (void)state;
    json_t *receipt = sample_receipt();
    json_int_t index = json_integer_value(json_object_get(receipt, "index"));
    json_decref(receipt);
    assert_gives_each(with("index", json_integer((index + 1) % SAMPLE_ROWS)), ZKS_REJECT_RECEIPT_OPENING,
                      ZKS_REJECT_RECEIPT_PATH);
}

static void path(void **state)
{
    (void)state;
    json_t *receipt = sample_receipt();
    json_array_remove(json_object_get(receipt, "path"), 0);
    assert_gives(receipt, ZKS_REJECT_RECEIPT_PATH);
    receipt = sample_receipt();
    json_t *nodes = json_object_get(receipt, "path");
    json_array_append(nodes, json_array_get(nodes, 0));
    assert_gives(receipt, ZKS_REJECT_RECEIPT_PATH);
    receipt = sample_receipt();
    nodes = json_object_get(receipt, "path");
    json_array_set(nodes, 0, json_array_get(nodes, 1));
    assert_gives(receipt, ZKS_REJECT_RECEIPT_PATH);
    assert_gives(with("index", json_integer(SAMPLE_ROWS)), ZKS_REJECT_RECEIPT_PATH);
    assert_gives(with("index", json_integer((json_int_t)1 << 62)), ZKS_REJECT_RECEIPT_PATH);
}

/* A receipt is worth what its attestation is. */
static void the_attestation_is_verified_first(void **state)
{
    (void)state;
    copy c = copy_make();
    c.proof[100] ^= 1;
    const char *broken = copy_write(&c);
    zks_receipt_verification v;
    zks_report report;
    const char *receipt = sample_write_receipt("nonsense", 8);
    assert_int_equal(zks_verify_receipt(receipt, broken, 0, 1, NULL, &v, &report), ZKS_REJECT_PROOF_DIGEST);
    assert_false(v.proof_checked);
    zks_receipt_verification_clear(&v);
    copy_free(&c);
}

/* What a statement alone cannot say, and what is not remembered, is not passed over. */
static void trust_that_cannot_be_asked(void **state)
{
    (void)state;
    static const char *const keys[] = {"PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"};
    const struct {
        zks_trust trust;
        const char *attestation, *detail;
        int skip_proof;
    } cases[] = {
        {{.keys = keys, .key_count = 1}, statement, "stands in its folder, and this is its statement alone", 0},
        {{.authorities = "nowhere"}, statement, "stands in its folder, and this is its statement alone", 0},
        {{.timestamp_authorities = "nowhere"}, statement, "stands in its folder, and this is its statement alone", 0},
        {{.keys = keys, .key_count = 1, .log_memory = "nowhere"}, folder, "a log is remembered only of", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        zks_receipt_verification v;
        zks_report report;
        const char *receipt = sample_write_receipt("{}", 2);
        assert_int_equal(zks_verify_receipt_trusted(receipt, cases[i].attestation, &cases[i].trust, cases[i].skip_proof,
                                                    1, NULL, &v, &report),
                         ZKS_ERROR_INPUT);
        assert_non_null(strstr(report.detail, cases[i].detail));
        zks_receipt_verification_clear(&v);
    }
}

static void unreadable(void **state)
{
    (void)state;
    zks_receipt_verification v;
    zks_report report;
    assert_int_equal(zks_verify_receipt(sample_path("nowhere"), folder, 0, 1, NULL, &v, &report), ZKS_ERROR_READ);
    zks_receipt_verification_clear(&v);
    const char *receipt = sample_write_receipt("{}", 2);
    assert_int_equal(zks_verify_receipt(receipt, sample_path("nowhere"), 0, 1, NULL, &v, &report), ZKS_ERROR_READ);
    zks_receipt_verification_clear(&v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(valid),
        cmocka_unit_test(proof_checked_or_not),
        cmocka_unit_test(encoding),
        cmocka_unit_test(schema),
        cmocka_unit_test(version),
        cmocka_unit_test(another_statement),
        cmocka_unit_test(value),
        cmocka_unit_test(opening),
        cmocka_unit_test(path),
        cmocka_unit_test(the_attestation_is_verified_first),
        cmocka_unit_test(another_row),
        cmocka_unit_test(unreadable),
        cmocka_unit_test(trust_that_cannot_be_asked),
    };
    return cmocka_run_group_tests(tests, start, sample_end);
}
