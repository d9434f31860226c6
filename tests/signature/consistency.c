/* Whether a log only grew: proofs of it, and what a verifier who remembers a log catches. */
#include "logs.h"

#include "signature/log_memory.h"

static const char origin[] = "issuer.example/solvency";

static zks_checkpoint checkpoint_of(const zks_log *log)
{
    zks_checkpoint checkpoint;
    assert_true(zks_log_checkpoint(&checkpoint, log, origin));
    return checkpoint;
}

static zks_consistency consistency_of(const zks_log *log)
{
    zks_consistency consistency;
    zks_report report;
    size_t length;
    char *text = zks_consistency_text(log, &length);
    assert_non_null(text);
    assert_true(length <= ZKS_CONSISTENCY_MAX_BYTES);
    assert_int_equal(zks_consistency_parse(&consistency, text, length, &report), ZKS_OK);
    free(text);
    return consistency;
}

static void a_growing_log_is_consistent_as_far_as_its_proofs_go(void **state)
{
    (void)state;
    zks_report report;
    for (size_t count = 1; count <= 70; count++) {
        zks_log log = log_of(count);
        zks_checkpoint found = checkpoint_of(&log);
        zks_consistency consistency = consistency_of(&log);
        assert_int_equal(consistency.count, count - 1 < 32 ? count - 1 : 32);
        for (size_t older = 1; older <= count; older++) {
            zks_log before = log_of(older);
            zks_checkpoint seen = checkpoint_of(&before);
            assert_int_equal(zks_consistency_check(&seen, &found, &consistency, NULL, &report),
                             count - older <= 32 ? ZKS_OK : ZKS_REJECT_LOG_CONSISTENCY);
            assert_int_equal(zks_consistency_check(&seen, &found, NULL, NULL, &report),
                             count == older ? ZKS_OK : ZKS_REJECT_LOG_CONSISTENCY);
            assert_int_equal(zks_consistency_check(&seen, &found, NULL, &log, &report), ZKS_OK);
            zks_log_clear(&before);
        }
        zks_log_clear(&log);
    }
}

/* docs/signatures.md, "Example", computed with Python's hashlib. */
static void the_example_is_made_to_the_byte(void **state)
{
    (void)state;
    static const char example[] = "zksolv/1 consistency\n"
                                  "from 2\n"
                                  "suNl146FP2rsYJFOupOl5eWbBxJ3CfoXXqAbKAzOCpE=\n"
                                  "\n"
                                  "from 1\n"
                                  "hCanlK8S6dK2jBVn0rbYasTmQH0MKDgxFVSLQvOuBJM=\n"
                                  "suNl146FP2rsYJFOupOl5eWbBxJ3CfoXXqAbKAzOCpE=\n";
    zks_log log = log_of(3);
    size_t length;
    char *text = zks_consistency_text(&log, &length);
    assert_string_equal(text, example);
    assert_int_equal(length, strlen(example));
    free(text);
    zks_log_clear(&log);
}

/* Every rewritten entry of what was seen, of equal size and of larger. */
static void a_rewritten_log_is_caught(void **state)
{
    (void)state;
    enum { SEEN = 9 };
    zks_report report;
    zks_log before = log_of(SEEN);
    zks_checkpoint seen = checkpoint_of(&before);
    for (size_t count = SEEN; count <= SEEN + 4; count++)
        for (size_t at = 0; at < SEEN; at++) {
            zks_log log = rewritten_log_of(count, at);
            zks_checkpoint found = checkpoint_of(&log);
            zks_consistency consistency = consistency_of(&log);
            assert_int_equal(zks_consistency_check(&seen, &found, &consistency, NULL, &report),
                             ZKS_REJECT_LOG_CONSISTENCY);
            assert_detail(&report, "rewritten");
            assert_int_equal(zks_consistency_check(&seen, &found, NULL, &log, &report), ZKS_REJECT_LOG_CONSISTENCY);
            assert_detail(&report, "rewritten");
            zks_log_clear(&log);
        }
    zks_log_clear(&before);
}

static void entries_have_to_be_those_of_the_checkpoint(void **state)
{
    (void)state;
    zks_report report;
    zks_log before = log_of(3), log = log_of(9), other = rewritten_log_of(9, 8), fewer = log_of(8), more = log_of(12);
    zks_checkpoint seen = checkpoint_of(&before), found = checkpoint_of(&log);
    assert_int_equal(zks_consistency_check(&seen, &found, NULL, &other, &report), ZKS_REJECT_LOG_CONSISTENCY);
    assert_detail(&report, "not those of the checkpoint");
    assert_int_equal(zks_consistency_check(&seen, &found, NULL, &fewer, &report), ZKS_REJECT_LOG_CONSISTENCY);
    assert_detail(&report, "are 8, and 9 are needed");
    assert_int_equal(zks_consistency_check(&seen, &found, NULL, &more, &report), ZKS_OK);
    zks_log_clear(&before);
    zks_log_clear(&log);
    zks_log_clear(&other);
    zks_log_clear(&fewer);
    zks_log_clear(&more);
}

/* An older attestation is looked at again. */
static void a_smaller_log_needs_the_entries(void **state)
{
    (void)state;
    zks_report report;
    zks_log before = log_of(9), log = log_of(4), other = rewritten_log_of(4, 2);
    zks_checkpoint seen = checkpoint_of(&before), found = checkpoint_of(&log), fork = checkpoint_of(&other);
    zks_consistency consistency = consistency_of(&before);
    assert_int_equal(zks_consistency_check(&seen, &found, &consistency, NULL, &report), ZKS_REJECT_LOG_CONSISTENCY);
    assert_detail(&report, "has 4 entries here and had 9 when last seen");
    assert_int_equal(zks_consistency_check(&seen, &found, NULL, &before, &report), ZKS_OK);
    assert_int_equal(zks_consistency_check(&seen, &fork, NULL, &before, &report), ZKS_REJECT_LOG_CONSISTENCY);
    zks_log_clear(&before);
    zks_log_clear(&log);
    zks_log_clear(&other);
}

static void an_empty_log_is_no_beginning(void **state)
{
    (void)state;
    zks_report report;
    zks_log log = log_of(2);
    zks_checkpoint found = checkpoint_of(&log), empty = {.origin = "o"};
    assert_int_equal(zks_consistency_check(&empty, &found, NULL, &log, &report), ZKS_REJECT_LOG_CONSISTENCY);
    assert_int_equal(zks_consistency_check(&found, &empty, NULL, &log, &report), ZKS_REJECT_LOG_CONSISTENCY);
    zks_log_clear(&log);
}

#define FIRST "zksolv/1 consistency\n"
#define NODE "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"

static void what_is_no_file_of_proofs_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text, *detail;
    } malformed[] = {
        {"", "line 1: not 'zksolv/1 consistency'"},
        {"zksolv/2 consistency\n", "line 1: not 'zksolv/1 consistency'"},
        {FIRST "\n", "line 2: not 'from'"},
        {FIRST NODE, "line 2: not 'from'"},
        {FIRST "from 0\n", "line 2: not 'from'"},
        {FIRST "from 01\n", "line 2: not 'from'"},
        {FIRST "from 3\nCsUYapGGPo4dkMgIAUqom\n", "line 3: not a node"},
        {FIRST "from 3\n" NODE "from 2\n" NODE, "line 4: not a node"},
        {FIRST "from 3\n" NODE "\n", "line 4: an empty line at the end"},
        {FIRST "from 3\n" NODE "\n\nfrom 2\n", "line 5: not 'from'"},
        {FIRST "from 3\n" NODE "\nfrom 3\n" NODE, "line 5: a proof from a size"},
        {FIRST "from 3\n" NODE "\nfrom 4\n" NODE, "line 5: a proof from a size"},
        {FIRST "from 3\n" NODE "x", "line 4: no line feed"},
    };
    for (size_t i = 0; i < sizeof malformed / sizeof *malformed; i++) {
        zks_consistency consistency;
        zks_report report;
        assert_int_equal(zks_consistency_parse(&consistency, malformed[i].text, strlen(malformed[i].text), &report),
                         ZKS_REJECT_SIGNATURE_ENCODING);
        assert_detail(&report, malformed[i].detail);
    }
}

static void proofs_and_nodes_are_bounded(void **state)
{
    (void)state;
    static char text[1 << 16];
    static zks_consistency consistency;
    zks_report report;
    strcpy(text, FIRST);
    for (int i = 33; i > 0; i--)
        sprintf(text + strlen(text), "%sfrom %d\n", i < 33 ? "\n" : "", i);
    assert_int_equal(zks_consistency_parse(&consistency, text, strlen(text), &report), ZKS_REJECT_SIGNATURE_ENCODING);
    assert_detail(&report, "line 66: more than 32 proofs");
    strcpy(text, FIRST "from 1\n");
    for (int i = 0; i < 66; i++) {
        assert_int_equal(zks_consistency_parse(&consistency, text, strlen(text), &report), ZKS_OK);
        strcat(text, NODE);
    }
    assert_int_equal(zks_consistency_parse(&consistency, text, strlen(text), &report), ZKS_REJECT_SIGNATURE_ENCODING);
    assert_detail(&report, "line 68: more than 65 nodes");
}

/* A visit to the log, with the proofs that come with it. */
static zks_status visit(const char *memory, const zks_log *log, const zks_note_signer *signer, const zks_log *entries,
                        uint64_t *seen, zks_report *report)
{
    char *bytes;
    zks_log_proof proof = proof_of(log, signer, &bytes);
    zks_consistency consistency = consistency_of(log);
    zks_status status = zks_log_memory_visit(seen, memory, &proof, &consistency, entries, report);
    free(bytes);
    return status;
}

static void a_log_is_followed_and_a_fork_caught(void **state)
{
    (void)state;
    zks_note_signer signer = signer_of(origin), stranger = signer_of("other.example");
    zks_log at_3 = log_of(3), at_7 = log_of(7), at_50 = log_of(50), fork = rewritten_log_of(8, 6);
    zks_report report;
    uint64_t seen = 99;
    size_t length, length_after;
    assert_int_equal(visit("memory", &at_3, &signer, NULL, &seen, &report), ZKS_OK);
    assert_int_equal(seen, 0);
    assert_int_equal(visit("memory", &fork, &stranger, NULL, &seen, &report), ZKS_OK);
    assert_int_equal(seen, 0);
    assert_int_equal(visit("memory", &at_7, &signer, NULL, &seen, &report), ZKS_OK);
    assert_int_equal(seen, 3);
    assert_int_equal(visit("memory", &at_7, &signer, NULL, &seen, &report), ZKS_OK);
    assert_int_equal(seen, 7);
    char *before = read_file("memory", &length);
    assert_int_equal(visit("memory", &fork, &signer, NULL, &seen, &report), ZKS_REJECT_LOG_CONSISTENCY);
    assert_detail(&report, "rewritten");
    assert_int_equal(visit("memory", &at_3, &signer, NULL, &seen, &report), ZKS_REJECT_LOG_CONSISTENCY);
    assert_int_equal(visit("memory", &at_50, &signer, NULL, &seen, &report), ZKS_REJECT_LOG_CONSISTENCY);
    assert_detail(&report, "entries are needed");
    char *after = read_file("memory", &length_after);
    assert_string_equal(before, after);
    assert_int_equal(visit("memory", &at_3, &signer, &at_7, &seen, &report), ZKS_OK);
    assert_int_equal(visit("memory", &at_50, &signer, &at_50, &seen, &report), ZKS_OK);
    assert_int_equal(seen, 7);
    free(before);
    free(after);
    zks_log_clear(&at_3);
    zks_log_clear(&at_7);
    zks_log_clear(&at_50);
    zks_log_clear(&fork);
    zks_note_signer_clear(&signer);
    zks_note_signer_clear(&stranger);
}

/* What was signed stays whole: it is the evidence. */
static void signed_checkpoints_are_kept(void **state)
{
    (void)state;
    zks_note_signer signer = signer_of(origin);
    zks_log log = log_of(5);
    zks_report report;
    uint64_t seen;
    size_t length;
    char *bytes, *kept, *expected;
    zks_log_proof proof = proof_of(&log, &signer, &bytes);
    assert_int_equal(zks_log_memory_visit(&seen, "kept", &proof, NULL, NULL, &report), ZKS_OK);
    kept = read_file("kept", &length);
    assert_true(asprintf(&expected, "%.*s\n", (int)proof.note_length, proof.note_bytes) > 0);
    assert_string_equal(kept, expected);
    free(kept);
    free(expected);
    free(bytes);
    zks_log_clear(&log);
    zks_note_signer_clear(&signer);
}

static void damaged_memories_are_refused_and_left_alone(void **state)
{
    (void)state;
    static const char *const damaged[] = {"x", "\n\n\n\n", "o\n1\n" NODE "\n\u2014 o AAAAAAA=\n",
                                          "o\n1\n" NODE "\n\u2014 o AAAAAAA=\n\nrest", "o\n1\n\n\u2014 o AAAAAAA=\n\n"};
    zks_note_signer signer = signer_of(origin);
    zks_log log = log_of(5);
    for (size_t i = 0; i < sizeof damaged / sizeof *damaged; i++) {
        zks_report report;
        uint64_t seen;
        size_t length;
        write_text("damaged", damaged[i]);
        assert_int_equal(visit("damaged", &log, &signer, NULL, &seen, &report), ZKS_ERROR_INPUT);
        assert_detail(&report, "'damaged' is no memory of logs");
        char *after = read_file("damaged", &length);
        assert_string_equal(after, damaged[i]);
        free(after);
    }
    zks_log_clear(&log);
    zks_note_signer_clear(&signer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_growing_log_is_consistent_as_far_as_its_proofs_go),
        cmocka_unit_test(the_example_is_made_to_the_byte),
        cmocka_unit_test(a_rewritten_log_is_caught),
        cmocka_unit_test(entries_have_to_be_those_of_the_checkpoint),
        cmocka_unit_test(a_smaller_log_needs_the_entries),
        cmocka_unit_test(an_empty_log_is_no_beginning),
        cmocka_unit_test(what_is_no_file_of_proofs_is_refused),
        cmocka_unit_test(proofs_and_nodes_are_bounded),
        cmocka_unit_test(a_log_is_followed_and_a_fork_caught),
        cmocka_unit_test(signed_checkpoints_are_kept),
        cmocka_unit_test(damaged_memories_are_refused_and_left_alone),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
