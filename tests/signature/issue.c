/* Who signs checkpoints signs one log of a name, whatever happens to his files. */
#include "logs.h"

#include "signature/issue.h"
#include "signature/log_memory.h"

#include <sys/wait.h>

static zks_log_signer open_signer(const char *key, const char *memory)
{
    zks_log_signer signer;
    zks_report report;
    assert_int_equal(zks_log_signer_open(&signer, key, memory, &report), ZKS_OK);
    return signer;
}

static void make_key(const char *path, const char *name)
{
    zks_note_signer signer = signer_of(name);
    zks_report report;
    assert_int_equal(zks_note_signer_write(path, &signer, &report), ZKS_OK);
    zks_note_signer_clear(&signer);
}

static int make_keys(void **state)
{
    if (enter_folder(state) != 0)
        return -1;
    make_key("key", "issuer.example");
    make_key("auditor", "auditor.example");
    return 0;
}

/* Statement i of tests/signature/logs.h. */
static zks_status issue(zks_issued *issued, const zks_log_signer *signer, const char *log, uint64_t i,
                        zks_report *report)
{
    uint8_t digest[32];
    make_statement(digest, i);
    return zks_issue(issued, signer, log, digest, report);
}

static void issue_well(const zks_log_signer *signer, const char *log, uint64_t i)
{
    zks_issued issued;
    zks_report report;
    assert_int_equal(issue(&issued, signer, log, i, &report), ZKS_OK);
    zks_issued_clear(&issued);
}

static void what_is_issued_is_accepted(void **state)
{
    (void)state;
    zks_log_signer signer = open_signer("key", NULL);
    assert_string_equal(signer.memory, "key.checkpoints");
    for (uint64_t i = 0; i < 3; i++) {
        zks_issued issued;
        zks_log_proof proof;
        zks_consistency consistency;
        zks_report report;
        uint64_t seen;
        uint8_t digest[32];
        make_statement(digest, i);
        assert_int_equal(zks_issue_check(&signer, "log", &report), ZKS_OK);
        assert_int_equal(zks_issue(&issued, &signer, "log", digest, &report), ZKS_OK);
        assert_int_equal(issued.index, i);
        assert_int_equal(issued.size, i + 1);
        assert_int_equal(zks_log_proof_parse(&proof, issued.log_proof, issued.log_proof_length, &report), ZKS_OK);
        assert_int_equal(zks_log_proof_check(&proof, digest, &signer.key.key, 1, 1, &report), ZKS_OK);
        assert_int_equal(zks_consistency_parse(&consistency, issued.consistency, issued.consistency_length, &report),
                         ZKS_OK);
        assert_int_equal(zks_log_memory_visit(&seen, "verifiers", &proof, &consistency, NULL, &report), ZKS_OK);
        assert_int_equal(seen, i);
        zks_issued_clear(&issued);
    }
    zks_log_signer_close(&signer);
}

static void an_old_copy_of_the_log_is_left_alone(void **state)
{
    (void)state;
    zks_log_signer signer = open_signer("key", "remembered");
    zks_issued issued;
    zks_report report;
    size_t length, after;
    issue_well(&signer, "long", 0);
    char *old = read_file("long", &length);
    issue_well(&signer, "long", 1);
    issue_well(&signer, "long", 2);
    write_file("short", old, length);
    assert_int_equal(zks_issue_check(&signer, "short", &report), ZKS_REJECT_LOG_CONSISTENCY);
    assert_detail(&report, "'short' has 1 entries, and 3 were signed before: it is an old copy");
    assert_int_equal(issue(&issued, &signer, "short", 3, &report), ZKS_REJECT_LOG_CONSISTENCY);
    assert_int_equal(issue(&issued, &signer, "none", 3, &report), ZKS_REJECT_LOG_CONSISTENCY);
    assert_detail(&report, "'none' has 0 entries");
    free(read_file("short", &after));
    assert_int_equal(after, length);
    assert_int_not_equal(access("none", F_OK), 0);
    free(old);
    zks_log_signer_close(&signer);
}

static void a_log_that_was_rewritten_is_left_alone(void **state)
{
    (void)state;
    zks_log_signer signer = open_signer("key", "known"), forgetful = open_signer("key", "forgotten");
    zks_issued issued;
    zks_report report;
    size_t length, after;
    issue_well(&signer, "true", 0);
    issue_well(&signer, "true", 1);
    issue_well(&forgetful, "false", 5);
    issue_well(&forgetful, "false", 6);
    issue_well(&forgetful, "false", 7);
    free(read_file("false", &length));
    assert_int_equal(issue(&issued, &signer, "false", 2, &report), ZKS_REJECT_LOG_CONSISTENCY);
    assert_detail(&report, "was rewritten");
    free(read_file("false", &after));
    assert_int_equal(after, length);
    zks_log_signer_close(&signer);
    zks_log_signer_close(&forgetful);
}

static void looking_makes_no_files(void **state)
{
    (void)state;
    zks_log_signer signer = open_signer("key", "unmade");
    zks_report report;
    assert_int_equal(zks_issue_check(&signer, "unmade.log", &report), ZKS_OK);
    assert_int_not_equal(access("unmade", F_OK), 0);
    assert_int_not_equal(access("unmade.log", F_OK), 0);
    write_text("damaged", "nonsense");
    assert_int_equal(zks_issue_check(&signer, "damaged", &report), ZKS_ERROR_INPUT);
    zks_log_signer_close(&signer);
}

/* Each finds the other's entries in the log, and the memory is one line of checkpoints. */
static void issuers_at_the_same_time(void **state)
{
    (void)state;
    enum { PROCESSES = 4, STATEMENTS = 8 };
    for (uint64_t p = 0; p < PROCESSES; p++)
        if (fork() == 0) {
            zks_log_signer signer;
            zks_issued issued = {0};
            zks_report report;
            bool is_good = zks_log_signer_open(&signer, "key", "common", &report) == ZKS_OK;
            for (uint64_t i = 0; i < STATEMENTS && is_good; i++) {
                is_good = issue(&issued, &signer, "common.log", 100 * p + i, &report) == ZKS_OK;
                zks_issued_clear(&issued);
            }
            _exit(is_good ? 0 : 1);
        }
    for (int p = 0; p < PROCESSES; p++) {
        int status;
        assert_true(wait(&status) > 0);
        assert_int_equal(status, 0);
    }
    zks_log_signer signer = open_signer("key", "common");
    zks_report report;
    size_t length;
    assert_int_equal(zks_issue_check(&signer, "common.log", &report), ZKS_OK);
    free(read_file("common.log", &length));
    assert_int_equal(length, 65 * PROCESSES * STATEMENTS);
    zks_log_signer_close(&signer);
}

static void a_cosigner_signs_one_log_of_a_name(void **state)
{
    (void)state;
    zks_note_signer issuer = signer_of("issuer.example");
    zks_log_signer auditor = open_signer("auditor", NULL);
    zks_log one = log_of(3), other = rewritten_log_of(3, 1);
    char *of_one, *of_other, *text;
    size_t length;
    zks_report report;
    zks_log_proof first = proof_of(&one, &issuer, &of_one), second = proof_of(&other, &issuer, &of_other), both;
    zks_note_key keys[2] = {issuer.key, auditor.key.key};
    assert_int_equal(zks_cosign(&text, &length, &auditor, &first, NULL, NULL, &report), ZKS_OK);
    assert_int_equal(zks_log_proof_parse(&both, text, length, &report), ZKS_OK);
    assert_int_equal(zks_note_verify(&both.note, keys, 2, 2, "issuer.example", &report), ZKS_OK);
    free(text);
    assert_int_equal(zks_cosign(&text, &length, &auditor, &second, NULL, NULL, &report), ZKS_REJECT_LOG_CONSISTENCY);
    assert_detail(&report, "was rewritten");
    free(of_one);
    free(of_other);
    zks_log_clear(&one);
    zks_log_clear(&other);
    zks_log_signer_close(&auditor);
    zks_note_signer_clear(&issuer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_issued_is_accepted),
        cmocka_unit_test(an_old_copy_of_the_log_is_left_alone),
        cmocka_unit_test(a_log_that_was_rewritten_is_left_alone),
        cmocka_unit_test(looking_makes_no_files),
        cmocka_unit_test(issuers_at_the_same_time),
        cmocka_unit_test(a_cosigner_signs_one_log_of_a_name),
    };
    return cmocka_run_group_tests(tests, make_keys, leave_folder);
}
