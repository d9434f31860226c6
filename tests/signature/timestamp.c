/* Timestamps of a local authority, made with the openssl program, and every reason not to believe one. */
#include "authority.h"

#include "attestation/json.h"
#include "crypto/hash.h"
#include "signature/timestamp.h"

static const char statement[] = "{\"claim\":{},\"files\":{}}\n";
static uint8_t digest[32];

static const char configuration[] = "[tsa]\n"
                                    "serial = serial\n"
                                    "default_policy = 1.2.3.4.1\n"
                                    "digests = sha1, sha256, sha512\n"
                                    "signer_digest = sha256\n"
                                    "ess_cert_id_alg = sha256\n";

static int make_clock(void **state)
{
    if (enter_folder(state) != 0)
        return -1;
    zks_sha256(digest, &(zks_bytes){statement, strlen(statement)}, 1);
    make_authority("ca");
    make_authority("stranger");
    make_certificate("tsa", P256, "keyUsage=digitalSignature\nextendedKeyUsage=critical,timeStamping\n", "ca");
    make_certificate("mail", P256, "keyUsage=digitalSignature\nextendedKeyUsage=emailProtection\n", "ca");
    write_text("tsa.conf", configuration);
    write_text("statement.json", statement);
    return 0;
}

typedef struct {
    uint8_t *bytes;
    size_t length;
} file;

static file load(const char *path)
{
    file f;
    f.bytes = (uint8_t *)read_file(path, &f.length);
    return f;
}

/* request.tsq, as we make it. */
static file request(void)
{
    file f;
    assert_int_equal(zks_timestamp_request(&f.bytes, &f.length, digest), ZKS_OK);
    write_file("request.tsq", f.bytes, f.length);
    return f;
}

/* The authority's answer to a file, with further options of "openssl ts -reply". */
static file answer(const char *query, const char *options)
{
    assert_int_equal(run("openssl ts -reply -config tsa.conf -section tsa -queryfile %s -signer tsa.pem -inkey tsa.key "
                         "%s -out answer.tsr",
                         query, options),
                     0);
    return load("answer.tsr");
}

static zks_status check_at(const file *f, const file *asked, const char *authorities, int64_t at, char when[21],
                           zks_report *report)
{
    return zks_timestamp_check(when, f->bytes, f->length, digest, asked == NULL ? NULL : asked->bytes,
                               asked == NULL ? 0 : asked->length, &(zks_authorities){.path = authorities}, at, report);
}

static zks_status check(const file *f, const file *asked, zks_report *report)
{
    char when[21] = "untouched", untouched[21] = "untouched";
    zks_status status = check_at(f, asked, "ca.pem", time(NULL), when, report);
    if (status != ZKS_OK)
        assert_memory_equal(when, untouched, sizeof when);
    return status;
}

static void openssl_reads_the_request(void **state)
{
    (void)state;
    file first = request(), second;
    char hex[65], command[256];
    zks_hex_encode(hex, digest, 32);
    assert_int_equal(run("openssl ts -query -in request.tsq -text > request.text"), 0);
    size_t length;
    char *text = read_file("request.text", &length);
    assert_non_null(strstr(text, "Version: 1"));
    assert_non_null(strstr(text, "Hash Algorithm: sha256"));
    assert_non_null(strstr(text, "Certificate required: yes"));
    assert_null(strstr(text, "Nonce: unspecified"));
    free(text);
    snprintf(command, sizeof command, "openssl ts -query -digest %s -no_nonce -cert -sha256 -out plain.tsq", hex);
    assert_int_equal(run("%s", command), 0);
    second = request();
    assert_true(first.length != second.length || memcmp(first.bytes, second.bytes, first.length) != 0);
    free(first.bytes);
    free(second.bytes);
}

static void an_answer_is_accepted_with_and_without_its_request(void **state)
{
    (void)state;
    zks_report report;
    char when[21];
    int64_t before = time(NULL), seconds;
    file asked = request(), answered = answer("request.tsq", "");
    assert_int_equal(check_at(&answered, &asked, "ca.pem", time(NULL), when, &report), ZKS_OK);
    assert_true(zks_time_to_seconds(&seconds, when));
    assert_true(seconds >= before && seconds <= time(NULL));
    assert_int_equal(check(&answered, NULL, &report), ZKS_OK);
    assert_int_equal(run("openssl ts -verify -data statement.json -in answer.tsr -CAfile ca.pem"), 0);
    free(asked.bytes);
    free(answered.bytes);
}

static void a_token_alone_is_accepted(void **state)
{
    (void)state;
    zks_report report;
    file asked = request(), token = answer("request.tsq", "-token_out");
    assert_int_equal(check(&token, &asked, &report), ZKS_OK);
    assert_int_equal(check(&token, NULL, &report), ZKS_OK);
    write_file("longer", token.bytes, token.length);
    assert_int_equal(run("printf x >> longer"), 0);
    file longer = load("longer");
    assert_int_equal(check(&longer, NULL, &report), ZKS_REJECT_TIMESTAMP_ENCODING);
    free(longer.bytes);
    free(asked.bytes);
    free(token.bytes);
}

/* The authority's certificate, unlike the nonce, is needed by those who come later. */
static void an_answer_to_another_request_is_refused(void **state)
{
    (void)state;
    zks_report report;
    file first = request(), answered = answer("request.tsq", ""), second = request();
    assert_int_equal(check(&answered, &second, &report), ZKS_REJECT_TIMESTAMP_INVALID);
    assert_detail(&report, "nonce mismatch");
    assert_int_equal(run("openssl ts -query -data statement.json -sha256 -no_nonce -out bare.tsq"), 0);
    file bare = answer("bare.tsq", "");
    assert_int_equal(check(&bare, NULL, &report), ZKS_REJECT_TIMESTAMP_INVALID);
    free(first.bytes);
    free(answered.bytes);
    free(second.bytes);
    free(bare.bytes);
}

static void a_request_has_to_be_for_the_statement(void **state)
{
    (void)state;
    static const char *const queries[] = {"printf x | openssl ts -query -sha256 -cert -out wrong.tsq",
                                          "openssl ts -query -data statement.json -sha512 -cert -out wrong.tsq",
                                          "echo hello > wrong.tsq"};
    file asked = request(), answered = answer("request.tsq", "");
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        zks_report report;
        assert_int_equal(run("%s", queries[i]), 0);
        file wrong = load("wrong.tsq");
        assert_int_equal(check(&answered, &wrong, &report), ZKS_ERROR_INPUT);
        free(wrong.bytes);
    }
    free(asked.bytes);
    free(answered.bytes);
}

static void other_statements_and_hashes_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *query, *detail;
    } others[] = {
        {"printf x | openssl ts -query -sha256 -cert -out other.tsq", "message imprint mismatch"},
        {"openssl ts -query -data statement.json -sha512 -cert -out other.tsq", "message imprint mismatch"},
        {"openssl ts -query -data statement.json -sha1 -cert -out other.tsq", "message imprint mismatch"},
    };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        zks_report report;
        assert_int_equal(run("%s", others[i].query), 0);
        file answered = answer("other.tsq", "");
        assert_int_equal(check(&answered, NULL, &report), ZKS_REJECT_TIMESTAMP_INVALID);
        assert_detail(&report, others[i].detail);
        free(answered.bytes);
    }
}

static void clocks_are_trusted_in_their_time(void **state)
{
    (void)state;
    zks_report report;
    char when[21];
    file asked = request(), answered = answer("request.tsq", "");
    assert_int_equal(check_at(&answered, NULL, "ca.pem", time(NULL) + 364 * day, when, &report), ZKS_OK);
    assert_int_equal(check_at(&answered, NULL, "ca.pem", time(NULL) + 366 * day, when, &report),
                     ZKS_REJECT_TIMESTAMP_INVALID);
    assert_detail(&report, "certificate has expired");
    assert_int_equal(check_at(&answered, NULL, "stranger.pem", time(NULL), when, &report),
                     ZKS_REJECT_TIMESTAMP_INVALID);
    assert_detail(&report, "certificate verify error");
    assert_int_equal(check_at(&answered, NULL, "absent.pem", time(NULL), when, &report), ZKS_ERROR_READ);
    free(asked.bytes);
    free(answered.bytes);
}

/* openssl's own authority refuses to sign with such a certificate: here the token is put together by CMS. */
static void a_certificate_that_is_no_clock_is_refused(void **state)
{
    (void)state;
    zks_report report;
    file asked = request(), token = answer("request.tsq", "-token_out");
    assert_int_equal(run("openssl cms -verify -noverify -binary -inform DER -in answer.tsr -out info.der &&"
                         "openssl cms -sign -cades -binary -nodetach -in info.der -econtent_type id-smime-ct-TSTInfo "
                         "-signer mail.pem -inkey mail.key -outform DER -out by_mail &&"
                         "openssl cms -sign -cades -binary -nodetach -in info.der -econtent_type id-smime-ct-TSTInfo "
                         "-signer tsa.pem -inkey tsa.key -outform DER -out by_tsa"),
                     0);
    file by_tsa = load("by_tsa"), by_mail = load("by_mail");
    assert_int_equal(check(&by_tsa, NULL, &report), ZKS_OK);
    assert_int_equal(check(&by_mail, NULL, &report), ZKS_REJECT_TIMESTAMP_INVALID);
    assert_detail(&report, "certificate verify error");
    free(asked.bytes);
    free(token.bytes);
    free(by_tsa.bytes);
    free(by_mail.bytes);
}

static void a_weakly_hashed_token_is_refused(void **state)
{
    (void)state;
    zks_report report;
    file asked = request(), answered = answer("request.tsq", "-sha1");
    assert_int_equal(check(&answered, &asked, &report), ZKS_REJECT_TIMESTAMP_INVALID);
    assert_detail(&report, "signed over a hash other than");
    free(asked.bytes);
    free(answered.bytes);
}

static void a_refusal_is_no_timestamp(void **state)
{
    (void)state;
    zks_report report;
    assert_int_equal(run("openssl ts -query -data statement.json -sha384 -cert -out refused.tsq"), 0);
    file refused = answer("refused.tsq", "");
    assert_int_equal(check(&refused, NULL, &report), ZKS_REJECT_TIMESTAMP_ENCODING);
    assert_detail(&report, "the authority refused");
    free(refused.bytes);
}

static void what_signs_something_else_is_no_timestamp(void **state)
{
    (void)state;
    zks_report report;
    assert_int_equal(run("openssl cms -sign -cades -binary -nodetach -in statement.json -signer tsa.pem -inkey tsa.key "
                         "-outform DER -out other"),
                     0);
    file other = load("other");
    assert_int_equal(check(&other, NULL, &report), ZKS_REJECT_TIMESTAMP_ENCODING);
    assert_detail(&report, "what is signed is no timestamp");
    free(other.bytes);
}

static void damaged_answers_are_rejected(void **state)
{
    (void)state;
    zks_report report;
    file asked = request(), answered = answer("request.tsq", "");
    size_t rejected = 0;
    for (size_t i = 0; i < answered.length; i++) {
        answered.bytes[i] ^= 0x11;
        zks_status status = check(&answered, &asked, &report);
        assert_true(status == ZKS_OK || zks_status_is_rejection(status));
        rejected += status != ZKS_OK;
        answered.bytes[i] ^= 0x11;
    }
    assert_true(rejected > answered.length * 9 / 10);
    for (size_t length = 0; length < answered.length; length++) {
        file cut = {answered.bytes, length};
        assert_int_equal(check(&cut, &asked, &report), ZKS_REJECT_TIMESTAMP_ENCODING);
    }
    uint8_t *longer = calloc(1, ZKS_TIMESTAMP_MAX_BYTES + 1);
    assert_non_null(longer);
    memcpy(longer, answered.bytes, answered.length);
    const file with_more[] = {{longer, answered.length + 1}, {longer, ZKS_TIMESTAMP_MAX_BYTES + 1}};
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(check(&with_more[i], &asked, &report), ZKS_REJECT_TIMESTAMP_ENCODING);
    free(longer);
    free(asked.bytes);
    free(answered.bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(openssl_reads_the_request),
        cmocka_unit_test(an_answer_is_accepted_with_and_without_its_request),
        cmocka_unit_test(a_token_alone_is_accepted),
        cmocka_unit_test(an_answer_to_another_request_is_refused),
        cmocka_unit_test(a_request_has_to_be_for_the_statement),
        cmocka_unit_test(other_statements_and_hashes_are_refused),
        cmocka_unit_test(clocks_are_trusted_in_their_time),
        cmocka_unit_test(a_certificate_that_is_no_clock_is_refused),
        cmocka_unit_test(a_weakly_hashed_token_is_refused),
        cmocka_unit_test(a_refusal_is_no_timestamp),
        cmocka_unit_test(what_signs_something_else_is_no_timestamp),
        cmocka_unit_test(damaged_answers_are_rejected),
    };
    return cmocka_run_group_tests(tests, make_clock, leave_folder);
}
