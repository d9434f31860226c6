/* The secrets file: what is written is read again, plain and encrypted, and nothing else is. Files under a passphrase
 * are made here too, from the description in prover/secrets_file.h and with limits that cost nothing, so that many can
 * be tried. */
#include "files.h"

#include "prover/secrets_file.h"
#include "tests/crypto/hex.h"
#include "zksolv/prove.h"

enum { PLAIN = 162, LIMITS_AT = 27 + 16, MESSAGE_AT = LIMITS_AT + 16 + 24, ENCRYPTED = MESSAGE_AT + PLAIN + 17 };

static const char plain_text[PLAIN + 1] = "zksolv/1 secrets\n"
                                          "statement 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n"
                                          "seed e0e1e2e3e4e5e6e7e8e9eaebecedeeeff0f1f2f3f4f5f6f7f8f9fafbfcfdfeff\n";
static const char passphrase[] = "correct horse battery staple";

static zks_secrets some_secrets(void)
{
    zks_secrets s = {.seed = zks_secret_new(ZKS_SEED_BYTES)};
    assert_non_null(s.seed);
    for (uint8_t i = 0; i < 32; i++) {
        s.statement[i] = i;
        s.seed[i] = (uint8_t)(0xE0 + i);
    }
    return s;
}

static void assert_same_secrets(const zks_secrets *a, const zks_secrets *b)
{
    assert_memory_equal(a->seed, b->seed, ZKS_SEED_BYTES);
    assert_memory_equal(a->statement, b->statement, 32);
}

/* The file is refused with `status`, the output untouched. */
static void assert_refused(const char *path, const char *with, zks_status status)
{
    zks_secrets read, untouched;
    zks_report report;
    memset(&read, 0x5A, sizeof read);
    untouched = read;
    assert_int_equal(zks_secrets_read(&read, path, with, &report), status);
    assert_memory_equal(&read, &untouched, sizeof read);
}

static void assert_round_trip(const char *path, const char *with, bool encrypted)
{
    zks_secrets secrets = some_secrets(), read;
    zks_report report;
    int needed = -1;
    assert_int_equal(zks_secrets_write(path, &secrets, with, &report), ZKS_OK);
    assert_int_equal(zks_secrets_need_passphrase(path, &needed, &report), ZKS_OK);
    assert_int_equal(needed, encrypted);
    assert_int_equal(zks_secrets_read(&read, path, with, &report), ZKS_OK);
    assert_same_secrets(&secrets, &read);
    zks_secrets_clear(&read);
    assert_null(read.seed);
    zks_secrets_clear(&secrets);
}

static void plain_secrets_are_read_as_written(void **state)
{
    (void)state;
    assert_round_trip("plain", NULL, false);
    content written = read_content("plain");
    assert_int_equal(written.length, PLAIN);
    assert_memory_equal(written.bytes, plain_text, PLAIN);
    free(written.bytes);
}

static void encrypted_secrets_are_read_as_written(void **state)
{
    (void)state;
    assert_round_trip("sealed", passphrase, true);
    assert_refused("sealed", NULL, ZKS_ERROR_PASSPHRASE);
    assert_refused("sealed", "correct horse battery staplf", ZKS_ERROR_PASSPHRASE);
    content written = read_content("sealed");
    assert_int_equal(written.length, ENCRYPTED);
    assert_true(zks_load_u64(written.bytes + LIMITS_AT) >= crypto_pwhash_OPSLIMIT_MODERATE);
    assert_true(zks_load_u64(written.bytes + LIMITS_AT + 8) >= crypto_pwhash_MEMLIMIT_MODERATE);
    assert_null(memmem(written.bytes, written.length, "seed", 4));
    free(written.bytes);
}

static void a_plain_file_needs_no_passphrase_and_minds_none(void **state)
{
    (void)state;
    zks_secrets read;
    zks_report report;
    write_file("minds-none", plain_text, PLAIN);
    assert_int_equal(zks_secrets_read(&read, "minds-none", passphrase, &report), ZKS_OK);
    zks_secrets_clear(&read);
}

/* A hexadecimal digit changed into another makes other secrets, which fit no attestation; anything else is refused. */
static void every_byte_of_a_plain_file_counts(void **state)
{
    (void)state;
    zks_secrets secrets = some_secrets();
    zks_report report;
    for (size_t i = 0; i < PLAIN; i++)
        for (unsigned bit = 0; bit < 8; bit++) {
            char changed[PLAIN];
            zks_secrets read = {0};
            memcpy(changed, plain_text, PLAIN);
            changed[i] = (char)(changed[i] ^ 1 << bit);
            write_file("changed", changed, PLAIN);
            zks_status status = zks_secrets_read(&read, "changed", NULL, &report);
            if (status == ZKS_OK)
                assert_true(memcmp(read.seed, secrets.seed, 32) != 0 ||
                            memcmp(read.statement, secrets.statement, 32) != 0);
            else
                assert_int_equal(status, ZKS_ERROR_INPUT);
            zks_secrets_clear(&read);
        }
    zks_secrets_clear(&secrets);
}

static void other_lengths_are_refused(void **state)
{
    (void)state;
    char longer[ENCRYPTED + 1] = {0};
    memcpy(longer, plain_text, PLAIN);
    for (size_t length = 0; length <= sizeof longer; length++) {
        write_file("length", longer, length);
        if (length != PLAIN)
            assert_refused("length", passphrase, ZKS_ERROR_INPUT);
    }
}

/* The encrypted form of `plain` by the description. */
static void seal(uint8_t out[ENCRYPTED], const char *plain, uint64_t operations, uint64_t memory)
{
    uint8_t key[crypto_secretstream_xchacha20poly1305_KEYBYTES];
    crypto_secretstream_xchacha20poly1305_state stream;
    memcpy(out, "zksolv/1 secrets encrypted\n", 27);
    memset(out + 27, 0x33, 16);
    zks_store_u64(out + LIMITS_AT, operations);
    zks_store_u64(out + LIMITS_AT + 8, memory);
    assert_int_equal(crypto_pwhash(key, sizeof key, passphrase, strlen(passphrase), out + 27, operations, memory,
                                   crypto_pwhash_ALG_ARGON2ID13),
                     0);
    crypto_secretstream_xchacha20poly1305_init_push(&stream, out + LIMITS_AT + 16, key);
    crypto_secretstream_xchacha20poly1305_push(&stream, out + MESSAGE_AT, NULL, (const uint8_t *)plain, PLAIN, out,
                                               LIMITS_AT + 16, crypto_secretstream_xchacha20poly1305_TAG_FINAL);
}

static void a_file_made_by_the_description_is_read(void **state)
{
    (void)state;
    uint8_t sealed[ENCRYPTED];
    zks_secrets secrets = some_secrets(), read;
    zks_report report;
    seal(sealed, plain_text, crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN);
    write_file("described", (const char *)sealed, ENCRYPTED);
    assert_int_equal(zks_secrets_read(&read, "described", passphrase, &report), ZKS_OK);
    assert_same_secrets(&secrets, &read);
    zks_secrets_clear(&read);
    zks_secrets_clear(&secrets);
}

static void every_byte_of_an_encrypted_file_is_authenticated(void **state)
{
    (void)state;
    static const uint8_t changes[] = {0x01, 0x80};
    uint8_t sealed[ENCRYPTED];
    seal(sealed, plain_text, crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN);
    for (size_t i = 0; i < ENCRYPTED; i++)
        for (size_t k = 0; k < sizeof changes; k++) {
            sealed[i] ^= changes[k];
            write_file("changed", (const char *)sealed, ENCRYPTED);
            assert_refused("changed", passphrase, i < 27 ? ZKS_ERROR_INPUT : ZKS_ERROR_PASSPHRASE);
            sealed[i] ^= changes[k];
        }
}

/* Authentic, and still no secrets file. */
static void what_is_sealed_is_checked_too(void **state)
{
    (void)state;
    uint8_t sealed[ENCRYPTED];
    char upper[PLAIN + 1];
    memcpy(upper, plain_text, sizeof upper);
    *strchr(upper + 30, 'a') = 'A';
    seal(sealed, upper, crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN);
    write_file("upper", (const char *)sealed, ENCRYPTED);
    assert_refused("upper", passphrase, ZKS_ERROR_INPUT);
}

/* A file may not make its reader work for hours or fill the memory. */
static void hostile_limits_are_refused(void **state)
{
    (void)state;
    static const uint64_t limits[][2] = {
        {0, crypto_pwhash_MEMLIMIT_MIN},
        {17, crypto_pwhash_MEMLIMIT_MIN},
        {UINT64_MAX, crypto_pwhash_MEMLIMIT_MIN},
        {1, crypto_pwhash_MEMLIMIT_MIN - 1},
        {1, ((uint64_t)1 << 30) + 1},
        {1, UINT64_MAX},
        {1, 0},
    };
    uint8_t sealed[ENCRYPTED];
    seal(sealed, plain_text, crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN);
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        zks_secrets read;
        zks_report report;
        zks_store_u64(sealed + LIMITS_AT, limits[i][0]);
        zks_store_u64(sealed + LIMITS_AT + 8, limits[i][1]);
        write_file("hostile", (const char *)sealed, ENCRYPTED);
        assert_int_equal(zks_secrets_read(&read, "hostile", passphrase, &report), ZKS_ERROR_PASSPHRASE);
        assert_string_equal(report.detail, "hostile: damaged: its Argon2id limits are out of range");
    }
}

static void only_the_owner_may_read_it(void **state)
{
    (void)state;
    zks_secrets secrets = some_secrets();
    zks_report report;
    mode_t before = umask(0);
    assert_int_equal(zks_secrets_write("private", &secrets, NULL, &report), ZKS_OK);
    umask(before);
    assert_int_equal(mode_of("private"), 0600);
    zks_secrets_clear(&secrets);
}

static void nothing_is_overwritten(void **state)
{
    (void)state;
    zks_secrets secrets = some_secrets();
    zks_report report;
    write_file("taken", "mine", 4);
    assert_int_equal(symlink("nowhere", "dangling"), 0);
    assert_int_equal(zks_secrets_write("taken", &secrets, NULL, &report), ZKS_ERROR_EXISTS);
    assert_int_equal(zks_secrets_write("dangling", &secrets, NULL, &report), ZKS_ERROR_EXISTS);
    assert_false(is_there("nowhere"));
    content kept = read_content("taken");
    assert_int_equal(kept.length, 4);
    assert_memory_equal(kept.bytes, "mine", 4);
    free(kept.bytes);
    assert_int_equal(zks_secrets_write("no/such/folder", &secrets, NULL, &report), ZKS_ERROR_WRITE);
    zks_secrets_clear(&secrets);
}

static void files_that_are_not_there_cannot_be_read(void **state)
{
    (void)state;
    int needed = -1;
    zks_report report;
    assert_refused("absent", NULL, ZKS_ERROR_READ);
    assert_int_equal(zks_secrets_need_passphrase("absent", &needed, &report), ZKS_ERROR_READ);
    write_file("other", "something else\n", 15);
    assert_int_equal(zks_secrets_need_passphrase("other", &needed, &report), ZKS_ERROR_INPUT);
    assert_int_equal(needed, -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_secrets_are_read_as_written),
        cmocka_unit_test(encrypted_secrets_are_read_as_written),
        cmocka_unit_test(a_plain_file_needs_no_passphrase_and_minds_none),
        cmocka_unit_test(every_byte_of_a_plain_file_counts),
        cmocka_unit_test(other_lengths_are_refused),
        cmocka_unit_test(a_file_made_by_the_description_is_read),
        cmocka_unit_test(every_byte_of_an_encrypted_file_is_authenticated),
        cmocka_unit_test(what_is_sealed_is_checked_too),
        cmocka_unit_test(hostile_limits_are_refused),
        cmocka_unit_test(only_the_owner_may_read_it),
        cmocka_unit_test(nothing_is_overwritten),
        cmocka_unit_test(files_that_are_not_there_cannot_be_read),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
