/* Signed notes against the vectors published with the format, and what is no note. */
#include "fixture.h"

#include "signature/note.h"

static zks_status parse(zks_note *note, const char *bytes, zks_report *report)
{
    return zks_note_parse(note, bytes, strlen(bytes), report);
}

static zks_status verify(const char *bytes, const zks_note_key *keys, size_t count, size_t needed)
{
    zks_note note;
    zks_report report;
    assert_int_equal(parse(&note, bytes, &report), ZKS_OK);
    return zks_note_verify(&note, keys, count, needed, NULL, &report);
}

static void the_published_note_is_read(void **state)
{
    (void)state;
    zks_note note;
    zks_report report;
    assert_int_equal(parse(&note, TEXT "\n" PETER_LINE ENOCH_LINE, &report), ZKS_OK);
    assert_int_equal(note.text_length, strlen(TEXT));
    assert_memory_equal(note.text, TEXT, strlen(TEXT));
    assert_int_equal(note.signature_count, 2);
    assert_int_equal(note.signatures[1].name_length, strlen("EnochRoot"));
    assert_memory_equal(note.signatures[1].name, "EnochRoot", strlen("EnochRoot"));
    assert_memory_equal(note.signatures[1].id, "\xaf\x0c\xfe\x78", 4);
}

static void a_text_may_have_empty_lines(void **state)
{
    (void)state;
    zks_note note;
    zks_report report;
    assert_int_equal(parse(&note, "one\n\n\u2014 two\n\nthree\n\n" PETER_LINE, &report), ZKS_OK);
    assert_int_equal(note.text_length, strlen("one\n\n\u2014 two\n\nthree\n"));
    assert_int_equal(note.signature_count, 1);
}

static void published_signatures_count(void **state)
{
    (void)state;
    const zks_note_key keys[] = {key_of(PETER), key_of(ENOCH)};
    assert_int_equal(verify(TEXT "\n" PETER_LINE ENOCH_LINE, keys, 2, 2), ZKS_OK);
    assert_int_equal(verify(TEXT "\n" ENOCH_LINE PETER_LINE, keys, 2, 2), ZKS_OK);
    assert_int_equal(verify(TEXT "\n" PETER_LINE ENOCH_LINE, keys, 1, 1), ZKS_OK);
    assert_int_equal(verify(TEXT "\n" PETER_LINE ENOCH_LINE, keys + 1, 1, 1), ZKS_OK);
    assert_int_equal(verify(TEXT "\n" PETER_LINE, keys, 2, 1), ZKS_OK);
    assert_int_equal(verify(TEXT "\n" PETER_LINE, keys, 2, 2), ZKS_REJECT_SIGNATURE_UNTRUSTED);
    assert_int_equal(verify(TEXT "\n" PETER_LINE, keys + 1, 1, 1), ZKS_REJECT_SIGNATURE_UNTRUSTED);
    assert_int_equal(verify(TEXT "\n" PETER_LINE, keys, 0, 1), ZKS_REJECT_SIGNATURE_UNTRUSTED);
}

static void one_key_counts_once(void **state)
{
    (void)state;
    zks_note_key keys[] = {key_of(PETER), key_of(PETER), key_of(ENOCH)};
    assert_int_equal(verify(TEXT "\n" PETER_LINE PETER_LINE, keys, 3, 1), ZKS_OK);
    assert_int_equal(verify(TEXT "\n" PETER_LINE PETER_LINE, keys, 3, 2), ZKS_REJECT_SIGNATURE_UNTRUSTED);
    assert_int_equal(verify(TEXT "\n" PETER_LINE ENOCH_LINE, keys, 3, 2), ZKS_OK);
    assert_int_equal(verify(TEXT "\n" PETER_LINE ENOCH_LINE, keys, 3, 3), ZKS_REJECT_SIGNATURE_UNTRUSTED);
}

/* The same public key under two names, both of which sign. */
static void two_names_of_one_key_count_once(void **state)
{
    (void)state;
    zks_note_signer first = signer_of("first"), second = signer_of("second");
    zks_note_key_make(&second.key, "second", 6, first.key.public_key);
    memcpy(second.secret, first.secret, 64);
    zks_note note = {.text = TEXT, .text_length = strlen(TEXT)};
    zks_report report;
    char *one, *two;
    size_t length;
    assert_int_equal(zks_note_sign(&one, &length, &note, &first, &report), ZKS_OK);
    assert_int_equal(zks_note_parse(&note, one, length, &report), ZKS_OK);
    assert_int_equal(zks_note_sign(&two, &length, &note, &second, &report), ZKS_OK);
    const zks_note_key keys[] = {first.key, second.key};
    assert_int_equal(verify(two, keys, 2, 1), ZKS_OK);
    assert_int_equal(verify(two, keys, 2, 2), ZKS_REJECT_SIGNATURE_UNTRUSTED);
    assert_int_equal(verify(two, keys + 1, 1, 1), ZKS_OK);
    free(one);
    free(two);
    zks_note_signer_clear(&first);
    zks_note_signer_clear(&second);
}

static void one_of_the_signers_must_have_the_name_asked_for(void **state)
{
    (void)state;
    const zks_note_key keys[] = {key_of(PETER), key_of(ENOCH)};
    zks_note note;
    zks_report report;
    assert_int_equal(parse(&note, TEXT "\n" PETER_LINE, &report), ZKS_OK);
    assert_int_equal(zks_note_verify(&note, keys, 2, 1, "PeterNeumann", &report), ZKS_OK);
    assert_int_equal(zks_note_verify(&note, keys, 2, 1, "EnochRoot", &report), ZKS_REJECT_SIGNATURE_UNTRUSTED);
    assert_detail(&report, "'EnochRoot'");
}

/* Even where enough other signatures are good. */
static void a_bad_signature_by_a_trusted_key_is_an_error(void **state)
{
    (void)state;
    const zks_note_key keys[] = {key_of(PETER), key_of(ENOCH)};
    static const char moved[] =
        "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfq"
        "dngotpRZb6KE6RyyBwJnAQ=\n";
    char bytes[1024];
    assert_int_equal(verify("other text\n\n" PETER_LINE, keys, 2, 1), ZKS_REJECT_SIGNATURE_INVALID);
    snprintf(bytes, sizeof bytes, "%s\n%s%s", TEXT, moved, ENOCH_LINE);
    assert_int_equal(verify(bytes, keys, 2, 1), ZKS_REJECT_SIGNATURE_INVALID);
    assert_int_equal(verify(bytes, keys + 1, 1, 1), ZKS_OK);
    snprintf(bytes, sizeof bytes, "%s\n%s%s", TEXT, PETER_LINE, moved);
    assert_int_equal(verify(bytes, keys, 2, 1), ZKS_REJECT_SIGNATURE_INVALID);
    /* one byte short, and one too many */
    assert_int_equal(verify(TEXT
                            "\n\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvq"
                            "fqdngotpRZb6KE6RyyBwJnA==\n",
                            keys, 1, 1),
                     ZKS_REJECT_SIGNATURE_INVALID);
    assert_int_equal(verify(TEXT
                            "\n\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvq"
                            "fqdngotpRZb6KE6RyyBwJnAMA\n",
                            keys, 1, 1),
                     ZKS_REJECT_SIGNATURE_INVALID);
}

/* Same name with another id, same id with another name. */
static void signatures_by_unknown_keys_are_ignored(void **state)
{
    (void)state;
    const zks_note_key peter = key_of(PETER);
    static const char *const lines[] = {"\u2014 PeterNeumann yE8go/ZJkuBS\n", "\u2014 PeterNeuman x08go/ZJkuBS\n",
                                        "\u2014 witness.example/w1 AAAAAAA=\n"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        char bytes[1024];
        snprintf(bytes, sizeof bytes, "%s\n%s%s", TEXT, lines[i], PETER_LINE);
        assert_int_equal(verify(bytes, &peter, 1, 1), ZKS_OK);
        snprintf(bytes, sizeof bytes, "%s\n%s", TEXT, lines[i]);
        assert_int_equal(verify(bytes, &peter, 1, 1), ZKS_REJECT_SIGNATURE_UNTRUSTED);
    }
}

static void what_is_no_note_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *bytes, *detail;
    } malformed[] = {
        {"", "without an empty line"},
        {"\n", "without an empty line"},
        {TEXT, "without an empty line"},
        {TEXT PETER_LINE, "without an empty line"},
        {"\n\n", "line 2: no signature"},
        {TEXT "\n", "line 3: no signature"},
        {TEXT "\n\n" PETER_LINE "\n", "line 6: no signature"},
        {TEXT "\n\u2014 PeterNeumann x08go/ZJkuBS", "line 4: no line feed"},
        {"\x01" TEXT "\n" PETER_LINE, "line 1: a control character"},
        {"a\tb\n\n" PETER_LINE, "line 1: a control character"},
        {"a\n" TEXT "\r\n" PETER_LINE, "line 4: a control character"},
        {"\xff" TEXT "\n" PETER_LINE, "line 1: a control character, or not UTF-8"},
        {"\xed\xa0\x80" TEXT "\n" PETER_LINE, "line 1: a control character, or not UTF-8"},
        {TEXT "\n" PETER_LINE "Unexpected line.\n", "line 5: not an em dash"},
        {TEXT "\n- PeterNeumann x08go/ZJkuBS\n", "line 4: not an em dash"},
        {TEXT "\n\u2014PeterNeumann x08go/ZJkuBS\n", "line 4: not an em dash"},
        {TEXT "\n\u2014 PeterNeumann\n", "line 4: not an em dash"},
        {TEXT "\n\u2014  x08go/ZJkuBS\n", "line 4: a key's name is empty"},
        {TEXT "\n\u2014 Peter+Neumann x08go/ZJkuBS\n", "line 4: a key's name"},
        {TEXT "\n\u2014 Peter\u00a0Neumann x08go/ZJkuBS\n", "line 4: a key's name"},
        {TEXT "\n\u2014 Peter\u3000Neumann x08go/ZJkuBS\n", "line 4: a key's name"},
        {TEXT "\n\u2014 Bad Name x08go/ZJkuBS\n", "line 4: the signature"},
        {TEXT "\n\u2014 PeterNeumann \n", "line 4: the signature"},
        {TEXT "\n\u2014 PeterNeumann x08gow==\n", "line 4: the signature"},
        {TEXT "\n\u2014 PeterNeumann x08go/ZJkuB\n", "line 4: the signature"},
        {TEXT "\n\u2014 PeterNeumann x08go/ZJkuB=\n", "line 4: the signature"},
        {TEXT "\n\u2014 PeterNeumann x08go_ZJkuBS\n", "line 4: the signature"},
        {TEXT "\n\u2014 PeterNeumann x08go/ZJ kuBS\n", "line 4: the signature"},
        {TEXT "\n\u2014 PeterNeumann x08go/ZJkuBS \n", "line 4: the signature"},
    };
    for (size_t i = 0; i < sizeof malformed / sizeof *malformed; i++) {
        zks_note note, untouched;
        zks_report report;
        memset(&note, 0x5A, sizeof note);
        untouched = note;
        assert_int_equal(parse(&note, malformed[i].bytes, &report), ZKS_REJECT_SIGNATURE_ENCODING);
        assert_detail(&report, malformed[i].detail);
        assert_memory_equal(&note, &untouched, sizeof note);
    }
}

static void a_nul_is_a_control_character(void **state)
{
    (void)state;
    static const char bytes[] = "te\0xt\n\n" PETER_LINE;
    zks_note note;
    zks_report report;
    assert_int_equal(zks_note_parse(&note, bytes, sizeof bytes - 1, &report), ZKS_REJECT_SIGNATURE_ENCODING);
}

/* Every cut of the note is either refused or has fewer signatures. */
static void truncated_notes_are_refused(void **state)
{
    (void)state;
    static const char bytes[] = TEXT "\n" PETER_LINE ENOCH_LINE;
    size_t one_signature = strlen(TEXT "\n" PETER_LINE);
    for (size_t length = 0; length < sizeof bytes - 1; length++) {
        zks_note note;
        zks_report report;
        zks_status status = zks_note_parse(&note, bytes, length, &report);
        assert_int_equal(status, length == one_signature ? ZKS_OK : ZKS_REJECT_SIGNATURE_ENCODING);
    }
}

static void numbers_and_sizes_are_bounded(void **state)
{
    (void)state;
    zks_note note;
    zks_report report;
    char *bytes = malloc(ZKS_NOTE_MAX_BYTES + 2);
    assert_non_null(bytes);
    strcpy(bytes, TEXT "\n");
    for (int i = 0; i < 101; i++) {
        strcat(bytes, "\u2014 a AAAAAAA=\n");
        assert_int_equal(parse(&note, bytes, &report), i < 100 ? ZKS_OK : ZKS_REJECT_SIGNATURE_ENCODING);
    }
    assert_detail(&report, "line 104: more than 100 signatures");

    memset(bytes, 'x', ZKS_NOTE_MAX_BYTES + 1);
    for (size_t length = ZKS_NOTE_MAX_BYTES; length <= ZKS_NOTE_MAX_BYTES + 1; length++) {
        memset(bytes, 'x', length);
        memcpy(bytes + length - strlen("\n\n" PETER_LINE), "\n\n" PETER_LINE, strlen("\n\n" PETER_LINE));
        assert_int_equal(zks_note_parse(&note, bytes, length, &report),
                         length == ZKS_NOTE_MAX_BYTES ? ZKS_OK : ZKS_REJECT_SIGNATURE_ENCODING);
    }
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_published_note_is_read),
        cmocka_unit_test(a_text_may_have_empty_lines),
        cmocka_unit_test(published_signatures_count),
        cmocka_unit_test(one_key_counts_once),
        cmocka_unit_test(two_names_of_one_key_count_once),
        cmocka_unit_test(one_of_the_signers_must_have_the_name_asked_for),
        cmocka_unit_test(a_bad_signature_by_a_trusted_key_is_an_error),
        cmocka_unit_test(signatures_by_unknown_keys_are_ignored),
        cmocka_unit_test(what_is_no_note_is_refused),
        cmocka_unit_test(a_nul_is_a_control_character),
        cmocka_unit_test(truncated_notes_are_refused),
        cmocka_unit_test(numbers_and_sizes_are_bounded),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
