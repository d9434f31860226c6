/* Checkpoints and proofs of inclusion: what the specifications show is read, what was made is accepted, and nothing
 * else. */
#include "logs.h"

static const char origin[] = "issuer.example/solvency";

static void a_checkpoint_of_the_specification_is_read(void **state)
{
    (void)state;
    static const char text[] = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
    zks_checkpoint checkpoint;
    zks_report report;
    char again[ZKS_CHECKPOINT_TEXT + 1];
    assert_int_equal(zks_checkpoint_parse(&checkpoint, text, strlen(text), &report), ZKS_OK);
    assert_string_equal(checkpoint.origin, "example.com/behind-the-sofa");
    assert_int_equal(checkpoint.size, 20852163);
    assert_int_equal(checkpoint.root[0], 0x0A);
    assert_int_equal(zks_checkpoint_text(again, &checkpoint), strlen(text));
    assert_string_equal(again, text);
}

#define ROOT "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="

static void extension_lines_are_skipped(void **state)
{
    (void)state;
    static const char text[] = "o\n0\n" ROOT "\none\ntwo 2\n";
    zks_checkpoint checkpoint;
    zks_report report;
    assert_int_equal(zks_checkpoint_parse(&checkpoint, text, strlen(text), &report), ZKS_OK);
    assert_int_equal(checkpoint.size, 0);
}

static void what_is_no_checkpoint_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text, *detail;
    } malformed[] = {
        {"", "line 1: not an origin"},
        {"\n1\n" ROOT "\n", "line 1: not an origin"},
        {"o\n", "line 2: not a number"},
        {"o\n\n" ROOT "\n", "line 2: not a number"},
        {"o\n01\n" ROOT "\n", "line 2: not a number"},
        {"o\n00\n" ROOT "\n", "line 2: not a number"},
        {"o\n-1\n" ROOT "\n", "line 2: not a number"},
        {"o\n+1\n" ROOT "\n", "line 2: not a number"},
        {"o\n 1\n" ROOT "\n", "line 2: not a number"},
        {"o\n0x1\n" ROOT "\n", "line 2: not a number"},
        {"o\n9223372036854775808\n" ROOT "\n", "line 2: not a number"},
        {"o\n18446744073709551617\n" ROOT "\n", "line 2: not a number"},
        {"o\n1\n", "line 3: not a root"},
        {"o\n1\n" ROOT, "line 3: not a root"},
        {"o\n1\n\n", "line 3: not a root"},
        {"o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n", "line 3: not a root"},
        {"o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I\n", "line 3: not a root"},
        {"o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxqw==\n", "line 3: not a root"},
        {"o\n1\n" ROOT ROOT "\n", "line 3: not a root"},
        {"o\n1\n" ROOT "\n\n", "line 4: an extension line"},
        {"o\n1\n" ROOT "\nx\n\n", "line 5: an extension line"},
        {"o\n1\n" ROOT "\nx", "line 4: an extension line"},
    };
    for (size_t i = 0; i < sizeof malformed / sizeof *malformed; i++) {
        zks_checkpoint checkpoint;
        zks_report report;
        assert_int_equal(zks_checkpoint_parse(&checkpoint, malformed[i].text, strlen(malformed[i].text), &report),
                         ZKS_REJECT_SIGNATURE_ENCODING);
        assert_detail(&report, malformed[i].detail);
    }
}

/* Every byte in place of each character of a root but its last ones, whose bits do not all count. */
static void base64_has_64_characters(void **state)
{
    (void)state;
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char text[] = "o\n1\n" ROOT "\n";
    for (size_t i = strlen("o\n1\n"); i < sizeof text - 4; i++)
        for (int byte = 0; byte < 256; byte++) {
            char before = text[i];
            zks_checkpoint checkpoint;
            zks_report report;
            text[i] = (char)byte;
            bool is_good = byte != 0 && strchr(alphabet, byte) != NULL;
            assert_int_equal(zks_checkpoint_parse(&checkpoint, text, sizeof text - 1, &report),
                             is_good ? ZKS_OK : ZKS_REJECT_SIGNATURE_ENCODING);
            text[i] = before;
        }
}

static void the_largest_size_is_read(void **state)
{
    (void)state;
    static const char text[] = "o\n9223372036854775807\n" ROOT "\n";
    zks_checkpoint checkpoint;
    zks_report report;
    assert_int_equal(zks_checkpoint_parse(&checkpoint, text, strlen(text), &report), ZKS_OK);
    assert_true(checkpoint.size == INT64_MAX);
}

static void every_entry_of_a_log_is_proved(void **state)
{
    (void)state;
    zks_note_signer signer = signer_of(origin);
    zks_report report;
    for (size_t count = 1; count <= 20; count++) {
        zks_log log = log_of(count);
        for (size_t index = 0; index < count; index++) {
            char *bytes, *again;
            size_t length, length_again;
            zks_log_proof proof;
            assert_int_equal(zks_log_proof_make(&bytes, &length, &log, index, &signer, &report), ZKS_OK);
            assert_int_equal(zks_log_proof_parse(&proof, bytes, length, &report), ZKS_OK);
            assert_int_equal(proof.index, index);
            assert_string_equal(proof.checkpoint.origin, origin);
            for (size_t k = 0; k < count; k++)
                assert_int_equal(zks_log_proof_check(&proof, log.entries + 32 * k, &signer.key, 1, 1, &report),
                                 k == index ? ZKS_OK : ZKS_REJECT_LOG_INCLUSION);
            again = zks_log_proof_text(&proof, &length_again);
            assert_string_equal(again, bytes);
            free(again);
            free(bytes);
        }
        char *bytes;
        size_t length;
        assert_int_equal(zks_log_proof_make(&bytes, &length, &log, count, &signer, &report), ZKS_ERROR_INPUT);
        zks_log_clear(&log);
    }
    zks_note_signer_clear(&signer);
}

/* docs/signatures.md, "Example", computed with Python's hashlib and cryptography. */
static void the_example_is_made_to_the_byte(void **state)
{
    (void)state;
    static const char example[] =
        "c2sp.org/tlog-proof@v1\n"
        "index 1\n"
        "rqgzBoBIuC9CJxwY4AdqUjDLx9cRyZ3halkX2xSjsEQ=\n"
        "suNl146FP2rsYJFOupOl5eWbBxJ3CfoXXqAbKAzOCpE=\n"
        "\n"
        "PeterNeumann\n"
        "3\n"
        "JwWPSuegq16gYuMBZl0v0udJxqTsMc+N6ssTn0DNPAc=\n"
        "\n"
        "\u2014 PeterNeumann "
        "x08go3UJwjp1N3jEJOGfLm5R/ckxpuxCQCBBBRTEOK7BnGn+ZZiKmCewPBmsw1v1sed3uEQJ6hkF7G7+nZB17P2JeA0=\n";
    zks_note_signer signer;
    zks_report report;
    char *bytes;
    size_t length;
    zks_log log = log_of(3);
    write_text("peter", PETER_PRIVATE "\n");
    assert_int_equal(zks_note_signer_read(&signer, "peter", &report), ZKS_OK);
    assert_int_equal(zks_log_proof_make(&bytes, &length, &log, 1, &signer, &report), ZKS_OK);
    assert_string_equal(bytes, example);
    free(bytes);
    zks_log_clear(&log);
    zks_note_signer_clear(&signer);
}

static void an_extra_line_is_skipped(void **state)
{
    (void)state;
    zks_note_signer signer = signer_of(origin);
    zks_log log = log_of(3);
    char *bytes, *with_extra;
    zks_log_proof proof = proof_of(&log, &signer, &bytes);
    zks_report report;
    assert_true(asprintf(&with_extra, "c2sp.org/tlog-proof@v1\nextra YWdl\n%s", strchr(bytes, '\n') + 1) > 0);
    assert_int_equal(zks_log_proof_parse(&proof, with_extra, strlen(with_extra), &report), ZKS_OK);
    assert_int_equal(zks_log_proof_check(&proof, log.entries + 64, &signer.key, 1, 1, &report), ZKS_OK);
    free(with_extra);
    free(bytes);
    zks_log_clear(&log);
    zks_note_signer_clear(&signer);
}

/* An auditor's key counts, but does not speak for the log. */
static void the_log_itself_must_have_signed(void **state)
{
    (void)state;
    zks_note_signer issuer = signer_of(origin), auditor = signer_of("auditor.example");
    zks_log log = log_of(3);
    char *bytes, *both;
    size_t length;
    zks_log_proof proof = proof_of(&log, &issuer, &bytes);
    zks_report report;
    const zks_note_key keys[] = {issuer.key, auditor.key};
    assert_int_equal(zks_log_proof_check(&proof, log.entries + 64, keys, 2, 1, &report), ZKS_OK);
    assert_int_equal(zks_log_proof_check(&proof, log.entries + 64, keys, 2, 2, &report),
                     ZKS_REJECT_SIGNATURE_UNTRUSTED);
    assert_int_equal(zks_log_proof_sign(&both, &length, &proof, &auditor, &report), ZKS_OK);
    assert_int_equal(zks_log_proof_parse(&proof, both, length, &report), ZKS_OK);
    assert_int_equal(zks_log_proof_check(&proof, log.entries + 64, keys, 2, 2, &report), ZKS_OK);
    assert_int_equal(zks_log_proof_check(&proof, log.entries + 64, keys + 1, 1, 1, &report),
                     ZKS_REJECT_SIGNATURE_UNTRUSTED);
    assert_detail(&report, "not signed by a trusted key named 'issuer.example/solvency'");
    free(bytes);
    free(both);
    zks_log_clear(&log);
    zks_note_signer_clear(&issuer);
    zks_note_signer_clear(&auditor);
}

/* Whatever single byte of the file is changed: it is refused, or it is a line nobody signed and the same entry. */
static void every_byte_of_the_file_counts(void **state)
{
    (void)state;
    zks_note_signer signer = signer_of(origin);
    zks_log log = log_of(6);
    char *bytes;
    proof_of(&log, &signer, &bytes);
    size_t length = strlen(bytes);
    for (size_t i = 0; i < length; i++)
        for (int bit = 0; bit < 8; bit++) {
            zks_log_proof proof;
            zks_report report;
            bytes[i] = (char)(bytes[i] ^ 1 << bit);
            zks_status status = zks_log_proof_parse(&proof, bytes, length, &report);
            if (status == ZKS_OK)
                status = zks_log_proof_check(&proof, log.entries + 32 * 5, &signer.key, 1, 1, &report);
            assert_true(zks_status_is_rejection(status));
            bytes[i] = (char)(bytes[i] ^ 1 << bit);
        }
    for (size_t cut = 0; cut < length; cut++) {
        zks_log_proof proof;
        zks_report report;
        assert_int_equal(zks_log_proof_parse(&proof, bytes, cut, &report), ZKS_REJECT_SIGNATURE_ENCODING);
    }
    free(bytes);
    zks_log_clear(&log);
    zks_note_signer_clear(&signer);
}

#define CHECKPOINT "o\n1\n" ROOT "\n\n\u2014 o AAAAAAA=\n"
#define FIRST "c2sp.org/tlog-proof@v1\n"

static void what_is_no_proof_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text, *detail;
    } malformed[] = {
        {"", "line 1: not 'c2sp.org/tlog-proof@v1'"},
        {"c2sp.org/tlog-proof@v2\nindex 0\n\n" CHECKPOINT, "line 1: not 'c2sp.org/tlog-proof@v1'"},
        {FIRST "\n" CHECKPOINT, "line 2: not 'index'"},
        {FIRST "index 00\n\n" CHECKPOINT, "line 2: not 'index'"},
        {FIRST "index -1\n\n" CHECKPOINT, "line 2: not 'index'"},
        {FIRST "index 9223372036854775808\n\n" CHECKPOINT, "line 2: not 'index'"},
        {FIRST "extra YWdl\nextra YWdl\nindex 0\n\n" CHECKPOINT, "line 3: not 'index'"},
        {FIRST "index 0\n" CHECKPOINT, "line 3: not a node"},
        {FIRST "index 0\n" ROOT "\n", "line 4: no empty line"},
        {FIRST "index 0\n" ROOT "=\n\n" CHECKPOINT, "line 3: not a node"},
        {FIRST "index 0\n\n", "the checkpoint: a signed note without an empty line"},
        {FIRST "index 0\n\n" CHECKPOINT "\n", "the checkpoint: line 6: no signature"},
        {FIRST "index 0\n\no\n1\n\n\u2014 o AAAAAAA=\n", "the checkpoint: line 3: not a root"},
    };
    for (size_t i = 0; i < sizeof malformed / sizeof *malformed; i++) {
        zks_log_proof proof;
        zks_report report;
        assert_int_equal(zks_log_proof_parse(&proof, malformed[i].text, strlen(malformed[i].text), &report),
                         ZKS_REJECT_SIGNATURE_ENCODING);
        assert_detail(&report, malformed[i].detail);
    }
}

static void nodes_are_bounded(void **state)
{
    (void)state;
    zks_log_proof proof;
    zks_report report;
    char *text = malloc(ZKS_LOG_PROOF_MAX_BYTES + 2);
    assert_non_null(text);
    for (size_t nodes = ZKS_MERKLE_MAX_PATH; nodes <= ZKS_MERKLE_MAX_PATH + 1; nodes++) {
        strcpy(text, FIRST "index 0\n");
        for (size_t i = 0; i < nodes; i++)
            strcat(text, ROOT "\n");
        strcat(text, "\n" CHECKPOINT);
        assert_int_equal(zks_log_proof_parse(&proof, text, strlen(text), &report),
                         nodes == ZKS_MERKLE_MAX_PATH ? ZKS_OK : ZKS_REJECT_SIGNATURE_ENCODING);
    }
    assert_detail(&report, "line 67: more than 64 nodes");
    memset(text, 'x', ZKS_LOG_PROOF_MAX_BYTES + 1);
    assert_int_equal(zks_log_proof_parse(&proof, text, ZKS_LOG_PROOF_MAX_BYTES + 1, &report),
                     ZKS_REJECT_SIGNATURE_ENCODING);
    assert_detail(&report, "more than");
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_checkpoint_of_the_specification_is_read),
        cmocka_unit_test(extension_lines_are_skipped),
        cmocka_unit_test(what_is_no_checkpoint_is_refused),
        cmocka_unit_test(base64_has_64_characters),
        cmocka_unit_test(the_largest_size_is_read),
        cmocka_unit_test(every_entry_of_a_log_is_proved),
        cmocka_unit_test(the_example_is_made_to_the_byte),
        cmocka_unit_test(an_extra_line_is_skipped),
        cmocka_unit_test(the_log_itself_must_have_signed),
        cmocka_unit_test(every_byte_of_the_file_counts),
        cmocka_unit_test(what_is_no_proof_is_refused),
        cmocka_unit_test(nodes_are_bounded),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
