/* Public and private keys of notes, their files, and signing with them, against the published ones. */
#include "fixture.h"

#include "signature/note_key.h"

#include <sys/stat.h>

static void assert_no_key(const char *text, size_t length)
{
    zks_note_key key, untouched;
    zks_report report;
    memset(&key, 0x5A, sizeof key);
    untouched = key;
    assert_int_equal(zks_note_key_parse(&key, text, length, &report), ZKS_ERROR_INPUT);
    assert_memory_equal(&key, &untouched, sizeof key);
}

static void published_keys_are_read_and_written(void **state)
{
    (void)state;
    static const char *const published[] = {PETER, ENOCH};
    for (size_t i = 0; i < 2; i++) {
        char text[ZKS_NOTE_KEY_TEXT + 1];
        zks_note_key key = key_of(published[i]);
        zks_note_key_text(text, &key);
        assert_string_equal(text, published[i]);
    }
    assert_memory_equal(key_of(PETER).id, "\xc7\x4f\x20\xa3", 4);
    assert_string_equal(key_of(ENOCH).name, "EnochRoot");
}

static void every_other_byte_is_refused(void **state)
{
    (void)state;
    char text[] = PETER;
    size_t length = sizeof text - 1;
    for (size_t from = 0; from < length; from++)
        for (size_t to = from; to <= length; to++)
            if (from != 0 || to != length)
                assert_no_key(text + from, to - from);
    for (size_t i = 0; i < length; i++) {
        text[i]++;
        assert_no_key(text, length);
        text[i]--;
    }
}

static void other_kinds_of_keys_are_refused(void **state)
{
    (void)state;
    static const char *const others[] = {
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==", /* a longer one */
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",         /* another algorithm */
        "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        PETER_PRIVATE,
    };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_no_key(others[i], strlen(others[i]));
}

/* Under such a key anybody can sign some texts; no honest key is one. */
static void points_of_small_order_are_refused(void **state)
{
    (void)state;
    uint8_t identity[32] = {1};
    zks_note_key key;
    char text[ZKS_NOTE_KEY_TEXT + 1];
    assert_true(zks_note_key_make(&key, "small", 5, identity));
    zks_note_key_text(text, &key);
    assert_no_key(text, strlen(text));
}

static void names_are_bounded(void **state)
{
    (void)state;
    char name[ZKS_NOTE_MAX_NAME + 2], text[ZKS_NOTE_KEY_TEXT + 1];
    memset(name, 'n', sizeof name);
    name[ZKS_NOTE_MAX_NAME] = '\0';
    zks_note_key key = key_of(PETER);
    assert_true(zks_note_key_make(&key, name, ZKS_NOTE_MAX_NAME, key.public_key));
    zks_note_key_text(text, &key);
    assert_string_equal(key_of(text).name, name);
    assert_false(zks_note_key_make(&key, name, ZKS_NOTE_MAX_NAME + 1, key.public_key));
    assert_false(zks_note_key_make(&key, "", 0, key.public_key));
    assert_false(zks_note_key_make(&key, "a\0b", 3, key.public_key));
    assert_false(zks_note_key_make(&key, "a\u2003b", 5, key.public_key));
}

static void a_file_of_keys_is_read(void **state)
{
    (void)state;
    zks_note_key *keys;
    size_t count;
    zks_report report;
    write_text("keys", "# who signs\n" PETER "\n\n" ENOCH "\n");
    assert_int_equal(zks_note_keys_read(&keys, &count, "keys", &report), ZKS_OK);
    assert_int_equal(count, 2);
    assert_string_equal(keys[1].name, "EnochRoot");
    free(keys);
}

static void faults_in_a_file_of_keys_have_their_place(void **state)
{
    (void)state;
    static const struct {
        const char *text, *detail;
    } faults[] = {{"", "'keys' holds no key"},
                  {"# none\n", "'keys' holds no key"},
                  {PETER, "'keys' holds no key"},
                  {PETER "\n" ENOCH, "'keys' does not end in a line feed"},
                  {PETER "\n" ENOCH "=\n", "'keys', line 2: not a public key of Ed25519"},
                  {PETER "\r\n", "'keys', line 1: a carriage return at its end"},
                  {"x" PETER "\n", "'keys', line 1: the id of a public key"},
                  {PETER_PRIVATE "\n", "'keys', line 1: a private key; expected the public one"},
                  {"hello\n", "'keys', line 1: a public key is its name"}};
    zks_note_key *keys;
    size_t count;
    zks_report report;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        write_text("keys", faults[i].text);
        assert_int_equal(zks_note_keys_read(&keys, &count, "keys", &report), ZKS_ERROR_INPUT);
        assert_detail(&report, faults[i].detail);
    }
    assert_int_equal(zks_note_keys_read(&keys, &count, "absent", &report), ZKS_ERROR_READ);
}

static void the_published_private_key_signs_as_published(void **state)
{
    (void)state;
    zks_note_signer signer;
    zks_report report;
    write_text("peter", PETER_PRIVATE "\n");
    assert_int_equal(zks_note_signer_read(&signer, "peter", &report), ZKS_OK);
    zks_note_key peter = key_of(PETER);
    assert_memory_equal(signer.key.public_key, peter.public_key, 32);

    zks_note note = {.text = TEXT, .text_length = strlen(TEXT)};
    char *bytes;
    size_t length;
    assert_int_equal(zks_note_sign(&bytes, &length, &note, &signer, &report), ZKS_OK);
    assert_string_equal(bytes, TEXT "\n" PETER_LINE);
    assert_int_equal(length, strlen(bytes));
    free(bytes);
    zks_note_signer_clear(&signer);
}

static void a_signature_is_added_and_ones_own_replaced(void **state)
{
    (void)state;
    zks_note_signer signer;
    zks_note note;
    zks_report report;
    char *bytes;
    size_t length;
    static const char before[] = TEXT "\n\u2014 PeterNeumann x08go/ZJkuBS\n" ENOCH_LINE;
    write_text("again", PETER_PRIVATE "\n");
    assert_int_equal(zks_note_signer_read(&signer, "again", &report), ZKS_OK);
    assert_int_equal(zks_note_parse(&note, before, strlen(before), &report), ZKS_OK);
    assert_int_equal(zks_note_sign(&bytes, &length, &note, &signer, &report), ZKS_OK);
    assert_string_equal(bytes, TEXT "\n" ENOCH_LINE PETER_LINE);
    free(bytes);
    zks_note_signer_clear(&signer);
}

static void what_could_not_be_read_again_is_not_signed(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "no line feed", "tab\there\n", "\xff\n"};
    zks_note_signer signer = signer_of("signer");
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        zks_note note = {.text = texts[i], .text_length = strlen(texts[i])};
        char *bytes;
        size_t length;
        zks_report report;
        assert_int_equal(zks_note_sign(&bytes, &length, &note, &signer, &report), ZKS_ERROR_INPUT);
    }
    zks_note_signer_clear(&signer);
}

static void a_fresh_key_is_written_for_its_owner_only(void **state)
{
    (void)state;
    zks_note_signer made = signer_of("issuer.example/solvency"), read, other = signer_of("issuer.example/solvency");
    zks_report report;
    struct stat about;
    assert_memory_not_equal(made.secret, other.secret, 64);
    assert_int_equal(zks_note_signer_write("private", &made, &report), ZKS_OK);
    assert_int_equal(stat("private", &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
    assert_int_equal(zks_note_signer_write("private", &other, &report), ZKS_ERROR_EXISTS);
    assert_int_equal(zks_note_signer_read(&read, "private", &report), ZKS_OK);
    assert_memory_equal(read.secret, made.secret, 64);
    assert_memory_equal(&read.key, &made.key, sizeof read.key);
    zks_note_signer_clear(&read);
    assert_null(read.secret);
    zks_note_signer_clear(&made);
    zks_note_signer_clear(&other);
    assert_int_equal(zks_note_signer_generate(&made, "two words", &report), ZKS_ERROR_INPUT);
}

/* The last character but the padding has bits of the seed in it, as all others: every change makes another id. */
static void damaged_private_keys_are_refused(void **state)
{
    (void)state;
    char text[] = PETER_PRIVATE "\n";
    size_t length = sizeof text - 1;
    zks_note_signer signer;
    zks_report report;
    for (size_t i = 0; i < length; i++) {
        text[i]++;
        write_file("damaged", text, length);
        assert_int_equal(zks_note_signer_read(&signer, "damaged", &report), ZKS_ERROR_INPUT);
        assert_string_equal(report.detail, "'damaged': not a private key of signed notes");
        text[i]--;
        write_file("damaged", text, i);
        assert_int_equal(zks_note_signer_read(&signer, "damaged", &report), ZKS_ERROR_INPUT);
    }
    write_text("damaged", PETER "\n");
    assert_int_equal(zks_note_signer_read(&signer, "damaged", &report), ZKS_ERROR_INPUT);
    assert_string_equal(report.detail, "'damaged': a public key; expected the private one it belongs to");
    write_text("damaged", PETER_PRIVATE "\n\n");
    assert_int_equal(zks_note_signer_read(&signer, "damaged", &report), ZKS_ERROR_INPUT);
    assert_int_equal(zks_note_signer_read(&signer, "absent", &report), ZKS_ERROR_READ);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_keys_are_read_and_written),
        cmocka_unit_test(every_other_byte_is_refused),
        cmocka_unit_test(other_kinds_of_keys_are_refused),
        cmocka_unit_test(points_of_small_order_are_refused),
        cmocka_unit_test(names_are_bounded),
        cmocka_unit_test(a_file_of_keys_is_read),
        cmocka_unit_test(faults_in_a_file_of_keys_have_their_place),
        cmocka_unit_test(the_published_private_key_signs_as_published),
        cmocka_unit_test(a_signature_is_added_and_ones_own_replaced),
        cmocka_unit_test(what_could_not_be_read_again_is_not_signed),
        cmocka_unit_test(a_fresh_key_is_written_for_its_owner_only),
        cmocka_unit_test(damaged_private_keys_are_refused),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
