/* CMS signatures: made, checked by openssl and by us, and every reason not to believe one. */
#include "authority.h"

#include "signature/cms.h"

static const char statement[] = "{\"claim\":{},\"files\":{}}\n";

static int make_certificates(void **state)
{
    if (enter_folder(state) != 0)
        return -1;
    make_authority("ca");
    make_authority("stranger");
    make_certificate("signer", P256, "keyUsage=digitalSignature\n", "ca");
    make_certificate("rsa", RSA_2048, "extendedKeyUsage=emailProtection\n", "ca");
    make_certificate("documents", P256, "keyUsage=nonRepudiation\nextendedKeyUsage=1.3.6.1.5.5.7.3.36\n", "ca");
    make_certificate("server", P256, "keyUsage=digitalSignature\nextendedKeyUsage=serverAuth\n", "ca");
    make_certificate("cipher", P256, "keyUsage=keyAgreement\n", "ca");
    make_certificate("weak", "rsa:1024", "keyUsage=digitalSignature\n", "ca");
    make_certificate("middle", P256, "basicConstraints=critical,CA:TRUE\n", "ca");
    make_certificate("below", P256, "keyUsage=digitalSignature\n", "middle");
    make_certificate("impostor", P256, "keyUsage=digitalSignature\n", "rsa"); /* which is no authority */
    return run("cat below.pem middle.pem > chain.pem; cat impostor.pem rsa.pem > no_chain.pem");
}

typedef struct {
    uint8_t *bytes;
    size_t length;
} signature;

static zks_status try_sign(signature *s, const char *certificates, const char *key, zks_report *report)
{
    return zks_cms_sign(&s->bytes, &s->length, statement, strlen(statement), certificates, key, NULL, report);
}

static signature sign(const char *certificates, const char *key)
{
    signature s;
    zks_report report;
    zks_status status = try_sign(&s, certificates, key, &report);
    if (status != ZKS_OK)
        fail_msg("%s", report.detail);
    return s;
}

static zks_status check_at(const signature *s, const char *content, const char *authorities, int64_t at,
                           zks_report *report)
{
    char *signer = NULL;
    zks_status status = zks_cms_check(&signer, s->bytes, s->length, content, strlen(content),
                                      &(zks_authorities){.path = authorities}, at, report);
    assert_int_equal(signer != NULL, status == ZKS_OK);
    free(signer);
    return status;
}

static zks_status check(const signature *s, const char *authorities, zks_report *report)
{
    return check_at(s, statement, authorities, time(NULL), report);
}

static void what_is_signed_is_accepted(void **state)
{
    (void)state;
    static const char *const files[][3] = {{"signer.pem", "signer.key", "O=The Issuer"},
                                           {"rsa.pem", "rsa.key", "CN=rsa"},
                                           {"documents.pem", "documents.key", "CN=documents"},
                                           {"chain.pem", "below.key", "CN=below"}};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        signature s = sign(files[i][0], files[i][1]);
        char *signer;
        zks_report report;
        assert_int_equal(zks_cms_check(&signer, s.bytes, s.length, statement, strlen(statement),
                                       &(zks_authorities){.path = "ca.pem"}, time(NULL), &report),
                         ZKS_OK);
        assert_non_null(strstr(signer, files[i][2]));
        free(signer);
        free(s.bytes);
    }
}

static void openssl_accepts_it_too(void **state)
{
    (void)state;
    static const char *const files[][2] = {{"signer.pem", "signer.key"}, {"chain.pem", "below.key"}};
    write_text("statement.json", statement);
    write_text("other.json", "{}\n");
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        signature s = sign(files[i][0], files[i][1]);
        write_file("statement.p7s", s.bytes, s.length);
        free(s.bytes);
        assert_int_equal(run("openssl cms -verify -binary -inform DER -in statement.p7s -content statement.json "
                             "-CAfile ca.pem -out verified && cmp verified statement.json"),
                         0);
        assert_int_not_equal(run("openssl cms -verify -binary -inform DER -in statement.p7s -content other.json "
                                 "-CAfile ca.pem"),
                             0);
    }
}

static void what_openssl_signs_is_accepted(void **state)
{
    (void)state;
    static const char *const forms[] = {"DER", "PEM"};
    write_text("statement.json", statement);
    for (size_t i = 0; i < 2; i++) {
        signature s;
        zks_report report;
        assert_int_equal(run("openssl cms -sign -binary -in statement.json -signer rsa.pem -inkey rsa.key -outform %s "
                             "-out by_openssl",
                             forms[i]),
                         0);
        s.bytes = (uint8_t *)read_file("by_openssl", &s.length);
        assert_int_equal(check(&s, "ca.pem", &report), ZKS_OK);
        assert_int_equal(check_at(&s, "{}\n", "ca.pem", time(NULL), &report), ZKS_REJECT_SIGNATURE_INVALID);
        free(s.bytes);
    }
}

static void certificates_are_valid_in_their_time(void **state)
{
    (void)state;
    signature s = sign("signer.pem", "signer.key");
    zks_report report;
    assert_int_equal(check_at(&s, statement, "ca.pem", time(NULL) + 364 * day, &report), ZKS_OK);
    assert_int_equal(check_at(&s, statement, "ca.pem", time(NULL) + 366 * day, &report),
                     ZKS_REJECT_SIGNATURE_UNTRUSTED);
    assert_detail(&report, "certificate has expired (certificate 0 of its chain)");
    assert_int_equal(check_at(&s, statement, "ca.pem", time(NULL) - day, &report), ZKS_REJECT_SIGNATURE_UNTRUSTED);
    assert_detail(&report, "not yet valid");
    free(s.bytes);
}

static void strangers_are_not_trusted(void **state)
{
    (void)state;
    zks_report report;
    signature s = sign("signer.pem", "signer.key"), below = sign("below.pem", "below.key"),
              impostor = sign("no_chain.pem", "impostor.key");
    assert_int_equal(check(&s, "stranger.pem", &report), ZKS_REJECT_SIGNATURE_UNTRUSTED);
    assert_detail(&report, "unable to get local issuer certificate");
    assert_int_equal(check(&below, "ca.pem", &report), ZKS_REJECT_SIGNATURE_UNTRUSTED);
    assert_detail(&report, "unable to get local issuer certificate");
    assert_int_equal(check(&impostor, "ca.pem", &report), ZKS_REJECT_SIGNATURE_UNTRUSTED);
    assert_detail(&report, "invalid CA certificate (certificate 1 of its chain)");
    assert_int_equal(check(&impostor, "rsa.pem", &report), ZKS_REJECT_SIGNATURE_UNTRUSTED);
    assert_detail(&report, "invalid CA certificate (certificate 1 of its chain)");
    free(s.bytes);
    free(below.bytes);
    free(impostor.bytes);
}

/* Trust in one signer is less than trust in whoever an authority certifies. */
static void a_signers_own_certificate_can_be_trusted(void **state)
{
    (void)state;
    zks_report report;
    signature s = sign("signer.pem", "signer.key"), other = sign("rsa.pem", "rsa.key");
    assert_int_equal(check(&s, "signer.pem", &report), ZKS_OK);
    assert_int_equal(check(&other, "signer.pem", &report), ZKS_REJECT_SIGNATURE_UNTRUSTED);
    free(s.bytes);
    free(other.bytes);
}

static void certificates_for_other_uses_are_refused(void **state)
{
    (void)state;
    static const char *const files[][2] = {{"server.pem", "server.key"}, {"cipher.pem", "cipher.key"}};
    for (size_t i = 0; i < 2; i++) {
        zks_report report;
        signature s = sign(files[i][0], files[i][1]);
        assert_int_equal(check(&s, "ca.pem", &report), ZKS_REJECT_SIGNATURE_UNTRUSTED);
        assert_detail(&report, "not for signing documents");
        free(s.bytes);
    }
}

static void other_bytes_are_refused(void **state)
{
    (void)state;
    signature s = sign("signer.pem", "signer.key");
    zks_report report;
    assert_int_equal(check_at(&s, "{\"claim\":{},\"files\":{}}", "ca.pem", time(NULL), &report),
                     ZKS_REJECT_SIGNATURE_INVALID);
    assert_int_equal(check_at(&s, "{\"claim\":{},\"files\":{}}\r\n", "ca.pem", time(NULL), &report),
                     ZKS_REJECT_SIGNATURE_INVALID);
    assert_int_equal(check_at(&s, "", "ca.pem", time(NULL), &report), ZKS_REJECT_SIGNATURE_INVALID);
    free(s.bytes);
}

/* Of the bits of a signature some say nothing that is signed (names of fields nobody reads); whatever is changed is
 * rejected for a reason of signatures, or is such a bit. */
static void damaged_signatures_are_rejected(void **state)
{
    (void)state;
    signature s = sign("signer.pem", "signer.key");
    size_t rejected = 0;
    for (size_t i = 0; i < s.length; i++) {
        zks_report report;
        s.bytes[i] ^= 0x11;
        zks_status status = check(&s, "ca.pem", &report);
        assert_true(status == ZKS_OK || zks_status_is_rejection(status));
        rejected += status != ZKS_OK;
        s.bytes[i] ^= 0x11;
    }
    assert_true(rejected > s.length * 9 / 10);
    for (size_t length = 0; length < s.length; length++) {
        zks_report report;
        signature cut = {s.bytes, length};
        assert_int_equal(check(&cut, "ca.pem", &report), ZKS_REJECT_SIGNATURE_ENCODING);
    }
    free(s.bytes);
}

static void what_is_no_detached_signature_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *make, *detail;
    } others[] = {
        {"echo hello > made", "not CMS signed data"},
        {"printf -- '-----BEGIN CMS-----\\nAAAA\\n-----END CMS-----\\n' > made", "not CMS signed data"},
        {"openssl cms -sign -binary -nodetach -in statement.json -signer signer.pem -inkey signer.key -outform DER "
         "-out made",
         "not detached"},
        {"openssl cms -sign -binary -in statement.json -signer signer.pem -inkey signer.key -signer rsa.pem -inkey "
         "rsa.key -outform DER -out made",
         "exactly one signer"},
        {"openssl cms -sign -binary -nocerts -in statement.json -signer signer.pem -inkey signer.key -outform DER "
         "-out made",
         "the signer's certificate is not in it"},
        {"openssl cms -digest_create -in statement.json -outform DER -out made", "not CMS signed data"},
        {"openssl cms -sign -binary -in statement.json -signer signer.pem -inkey signer.key -outform DER -out made; "
         "printf x >> made",
         "not CMS signed data"},
        {"head -c 262145 /dev/zero > made", "more than 262144 bytes"},
        {": > made", "empty"},
    };
    write_text("statement.json", statement);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        signature s;
        zks_report report;
        assert_int_equal(run("%s", others[i].make), 0);
        s.bytes = (uint8_t *)read_file("made", &s.length);
        assert_int_equal(check(&s, "ca.pem", &report), ZKS_REJECT_SIGNATURE_ENCODING);
        assert_detail(&report, others[i].detail);
        free(s.bytes);
    }
}

static void weak_hashes_are_refused(void **state)
{
    (void)state;
    signature s;
    zks_report report;
    write_text("statement.json", statement);
    assert_int_equal(run("openssl cms -sign -binary -md sha1 -in statement.json -signer rsa.pem -inkey rsa.key "
                         "-outform DER -out made"),
                     0);
    s.bytes = (uint8_t *)read_file("made", &s.length);
    assert_int_equal(check(&s, "ca.pem", &report), ZKS_REJECT_SIGNATURE_INVALID);
    assert_detail(&report, "its hash is not SHA-256");
    free(s.bytes);
}

static void weak_keys_are_refused(void **state)
{
    (void)state;
    signature s;
    zks_report report;
    write_text("statement.json", statement);
    assert_int_equal(run("openssl cms -sign -binary -in statement.json -signer weak.pem -inkey weak.key -outform DER "
                         "-out made"),
                     0);
    s.bytes = (uint8_t *)read_file("made", &s.length);
    assert_int_equal(check(&s, "ca.pem", &report), ZKS_REJECT_SIGNATURE_UNTRUSTED);
    assert_detail(&report, "key too weak");
    free(s.bytes);
}

static void bad_keys_and_certificates_do_not_sign(void **state)
{
    (void)state;
    static const struct {
        const char *certificates, *key, *detail;
        zks_status status;
    } cases[] = {
        {"signer.pem", "rsa.key", "'signer.pem': its first certificate is not of this key", ZKS_ERROR_INPUT},
        {"signer.key", "signer.key", "'signer.key': no certificate in PEM", ZKS_ERROR_INPUT},
        {"signer.pem", "signer.pem", "'signer.pem': no private key in PEM", ZKS_ERROR_INPUT},
        {"signer.pem", "sealed.key", "'sealed.key': no private key in PEM, or it is encrypted", ZKS_ERROR_INPUT},
        {"ed25519.pem", "ed25519.key", "'ed25519.key': an Ed25519 or Ed448 key: CMS in OpenSSL 3.0", ZKS_ERROR_INPUT},
        {"weak.pem", "weak.key", "'weak.key': a weak key", ZKS_ERROR_INPUT},
        {"broken.pem", "signer.key", "'broken.pem': a certificate in it is malformed", ZKS_ERROR_INPUT},
        {"absent.pem", "signer.key", "'absent.pem': No such file", ZKS_ERROR_READ},
        {"signer.pem", "absent.key", "'absent.key': No such file", ZKS_ERROR_READ},
    };
    make_certificate("ed25519", "ed25519", "keyUsage=digitalSignature\n", "ca");
    assert_int_equal(run("openssl pkcs8 -topk8 -in signer.key -passout pass:opensesame -out sealed.key"), 0);
    write_text("broken.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        signature s;
        zks_report report;
        assert_int_equal(try_sign(&s, cases[i].certificates, cases[i].key, &report), cases[i].status);
        assert_detail(&report, cases[i].detail);
    }
}

static void an_encrypted_key_signs_with_its_passphrase(void **state)
{
    (void)state;
    signature s;
    zks_report report;
    assert_int_equal(run("openssl pkcs8 -topk8 -in signer.key -passout pass:opensesame -out locked.key"), 0);
    assert_int_equal(zks_cms_sign(&s.bytes, &s.length, statement, strlen(statement), "signer.pem", "locked.key",
                                  "opensesame", &report),
                     ZKS_OK);
    assert_int_equal(check(&s, "ca.pem", &report), ZKS_OK);
    free(s.bytes);
    assert_int_equal(zks_cms_sign(&s.bytes, &s.length, statement, strlen(statement), "signer.pem", "locked.key",
                                  "opensesamf", &report),
                     ZKS_ERROR_INPUT);
}

static void authorities_have_to_be_there(void **state)
{
    (void)state;
    signature s = sign("signer.pem", "signer.key");
    zks_report report;
    write_text("none.pem", "no certificate\n");
    assert_int_equal(check(&s, "absent.pem", &report), ZKS_ERROR_READ);
    assert_int_equal(check(&s, "none.pem", &report), ZKS_ERROR_INPUT);
    assert_detail(&report, "'none.pem': no certificate in PEM");
    free(s.bytes);
}

static void authorities_may_be_text(void **state)
{
    (void)state;
    signature s = sign("signer.pem", "signer.key");
    zks_report report;
    char *signer;
    size_t length;
    char *text = read_file("ca.pem", &length);
    const zks_authorities authorities = {.text = text}, none = {.text = "none"};
    assert_int_equal(
        zks_cms_check(&signer, s.bytes, s.length, statement, strlen(statement), &authorities, time(NULL), &report),
        ZKS_OK);
    free(signer);
    assert_int_equal(
        zks_cms_check(&signer, s.bytes, s.length, statement, strlen(statement), &none, time(NULL), &report),
        ZKS_ERROR_INPUT);
    assert_detail(&report, "'authorities': no certificate in PEM");
    free(text);
    free(s.bytes);
}

/* Whatever OpenSSL this is built with makes of it. */
static void other_kinds_of_keys_are_refused(void **state)
{
    (void)state;
    signature s;
    zks_report report;
    s.bytes = (uint8_t *)read_file(ZKS_TEST_VOUCHERS "/ed25519.p7s", &s.length);
    assert_int_equal(check(&s, ZKS_TEST_VOUCHERS "/authority.pem", &report), ZKS_REJECT_SIGNATURE_INVALID);
    assert_detail(&report, "its key is neither of an elliptic curve nor RSA");
    free(s.bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_signed_is_accepted),
        cmocka_unit_test(openssl_accepts_it_too),
        cmocka_unit_test(what_openssl_signs_is_accepted),
        cmocka_unit_test(certificates_are_valid_in_their_time),
        cmocka_unit_test(strangers_are_not_trusted),
        cmocka_unit_test(a_signers_own_certificate_can_be_trusted),
        cmocka_unit_test(certificates_for_other_uses_are_refused),
        cmocka_unit_test(other_bytes_are_refused),
        cmocka_unit_test(damaged_signatures_are_rejected),
        cmocka_unit_test(what_is_no_detached_signature_is_refused),
        cmocka_unit_test(weak_hashes_are_refused),
        cmocka_unit_test(weak_keys_are_refused),
        cmocka_unit_test(bad_keys_and_certificates_do_not_sign),
        cmocka_unit_test(an_encrypted_key_signs_with_its_passphrase),
        cmocka_unit_test(authorities_have_to_be_there),
        cmocka_unit_test(authorities_may_be_text),
        cmocka_unit_test(other_kinds_of_keys_are_refused),
    };
    return cmocka_run_group_tests(tests, make_certificates, leave_folder);
}
