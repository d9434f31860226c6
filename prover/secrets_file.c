#include "prover/secrets_file.h"

#include "attestation/folder.h"
#include "attestation/json.h"
#include "attestation/text.h"
#include "zksolv/prove.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

static const char plain_line[] = "zksolv/1 secrets\n", encrypted_line[] = "zksolv/1 secrets encrypted\n";
static const char statement_word[] = "statement ", seed_word[] = "seed ";

enum {
    PLAIN_LINE = sizeof plain_line - 1,
    ENCRYPTED_LINE = sizeof encrypted_line - 1,
    STATEMENT_AT = PLAIN_LINE + sizeof statement_word - 1,
    SEED_AT = STATEMENT_AT + 64 + 1 + sizeof seed_word - 1,
    PLAIN = SEED_AT + 64 + 1,

    SALT_AT = ENCRYPTED_LINE,
    OPERATIONS_AT = SALT_AT + crypto_pwhash_SALTBYTES,
    MEMORY_AT = OPERATIONS_AT + 8,
    HEADER_AT = MEMORY_AT + 8,
    MESSAGE_AT = HEADER_AT + crypto_secretstream_xchacha20poly1305_HEADERBYTES,
    ENCRYPTED = MESSAGE_AT + PLAIN + crypto_secretstream_xchacha20poly1305_ABYTES
};

/* What a file may ask of the machine that reads it. */
#define MAX_OPERATIONS 16
#define MAX_MEMORY ((uint64_t)1 << 30)

static zks_status fail(zks_report *report, zks_status status, const char *path, const char *what)
{
    zks_report_detail(report, "%.256s: %s", path, what);
    return status;
}

void zks_secrets_clear(zks_secrets *secrets)
{
    zks_secret_free(secrets->seed);
    *secrets = (zks_secrets){0};
}

static void put_plain(char text[PLAIN + 1], const zks_secrets *secrets)
{
    memcpy(text, plain_line, PLAIN_LINE);
    memcpy(text + PLAIN_LINE, statement_word, sizeof statement_word - 1);
    zks_hex_encode(text + STATEMENT_AT, secrets->statement, 32);
    text[STATEMENT_AT + 64] = '\n';
    memcpy(text + STATEMENT_AT + 65, seed_word, sizeof seed_word - 1);
    /* libsodium's conversion is constant-time, for the seed. */
    sodium_bin2hex(text + SEED_AT, 65, secrets->seed, ZKS_SEED_BYTES);
    text[SEED_AT + 64] = '\n';
}

/* What would not be written just so is no secrets file. The comparison is constant-time, for the seed. */
static bool read_plain(zks_secrets *read, char again[PLAIN + 1], const char *text)
{
    char digest[65];
    memcpy(digest, text + STATEMENT_AT, 64);
    digest[64] = 0;
    if (!zks_hex_decode(read->statement, 32, digest) ||
        sodium_hex2bin(read->seed, ZKS_SEED_BYTES, text + SEED_AT, 64, NULL, NULL, NULL) != 0)
        return false;
    put_plain(again, read);
    return sodium_memcmp(again, text, PLAIN) == 0;
}

static zks_status get_plain(zks_secrets *secrets, const char *text, const char *path, zks_report *report)
{
    zks_secrets read = {.seed = zks_secret_new(ZKS_SEED_BYTES)};
    char *again = zks_secret_new(PLAIN + 1);
    zks_status status = ZKS_ERROR_MEMORY;
    if (read.seed != NULL && again != NULL)
        status = read_plain(&read, again, text)
                     ? ZKS_OK
                     : fail(report, ZKS_ERROR_INPUT, path, "not a secrets file of this version");
    zks_secret_free(again);
    if (status == ZKS_OK)
        *secrets = read;
    else
        zks_secrets_clear(&read);
    return status;
}

/* The key of a passphrase, in secret memory; NULL: out of memory. */
static uint8_t *stretch(const char *passphrase, const uint8_t *salt, uint64_t operations, uint64_t memory)
{
    uint8_t *key = zks_secret_new(crypto_secretstream_xchacha20poly1305_KEYBYTES);
    if (key != NULL && crypto_pwhash(key, crypto_secretstream_xchacha20poly1305_KEYBYTES, passphrase,
                                     strlen(passphrase), salt, operations, memory, crypto_pwhash_ALG_ARGON2ID13) != 0) {
        zks_secret_free(key);
        return NULL;
    }
    return key;
}

static bool encrypt(uint8_t out[ENCRYPTED], const char *plain, const char *passphrase)
{
    memcpy(out, encrypted_line, ENCRYPTED_LINE);
    randombytes_buf(out + SALT_AT, crypto_pwhash_SALTBYTES);
    zks_store_u64(out + OPERATIONS_AT, crypto_pwhash_OPSLIMIT_MODERATE);
    zks_store_u64(out + MEMORY_AT, crypto_pwhash_MEMLIMIT_MODERATE);
    uint8_t *key = stretch(passphrase, out + SALT_AT, crypto_pwhash_OPSLIMIT_MODERATE, crypto_pwhash_MEMLIMIT_MODERATE);
    if (key == NULL)
        return false;
    crypto_secretstream_xchacha20poly1305_state state;
    crypto_secretstream_xchacha20poly1305_init_push(&state, out + HEADER_AT, key);
    /* Salt and limits are authenticated with the message. */
    crypto_secretstream_xchacha20poly1305_push(&state, out + MESSAGE_AT, NULL, (const uint8_t *)plain, PLAIN, out,
                                               HEADER_AT, crypto_secretstream_xchacha20poly1305_TAG_FINAL);
    zks_wipe(&state, sizeof state);
    zks_secret_free(key);
    return true;
}

static zks_status decrypt(char *plain, const uint8_t in[ENCRYPTED], const char *passphrase, const char *path,
                          zks_report *report)
{
    uint64_t operations = zks_load_u64(in + OPERATIONS_AT), memory = zks_load_u64(in + MEMORY_AT);
    if (operations < crypto_pwhash_OPSLIMIT_MIN || operations > MAX_OPERATIONS || memory < crypto_pwhash_MEMLIMIT_MIN ||
        memory > MAX_MEMORY)
        return fail(report, ZKS_ERROR_PASSPHRASE, path, "damaged: its Argon2id limits are out of range");
    uint8_t *key = stretch(passphrase, in + SALT_AT, operations, memory);
    if (key == NULL)
        return ZKS_ERROR_MEMORY;
    crypto_secretstream_xchacha20poly1305_state state;
    uint8_t tag = 0;
    bool good = crypto_secretstream_xchacha20poly1305_init_pull(&state, in + HEADER_AT, key) == 0 &&
                crypto_secretstream_xchacha20poly1305_pull(&state, (uint8_t *)plain, NULL, &tag, in + MESSAGE_AT,
                                                           ENCRYPTED - MESSAGE_AT, in, HEADER_AT) == 0 &&
                tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
    zks_wipe(&state, sizeof state);
    zks_secret_free(key);
    return good ? ZKS_OK : fail(report, ZKS_ERROR_PASSPHRASE, path, "wrong passphrase, or the file is damaged");
}

zks_status zks_secrets_write(const char *path, const zks_secrets *secrets, const char *passphrase, zks_report *report)
{
    char *plain = zks_secret_new(PLAIN + 1);
    if (plain == NULL)
        return ZKS_ERROR_MEMORY;
    put_plain(plain, secrets);
    zks_status status;
    if (passphrase == NULL) {
        status = zks_file_write(path, plain, PLAIN, 0600, report);
    } else {
        uint8_t sealed[ENCRYPTED];
        status = encrypt(sealed, plain, passphrase) ? zks_file_write(path, sealed, ENCRYPTED, 0600, report)
                                                    : ZKS_ERROR_MEMORY;
    }
    zks_secret_free(plain);
    return status;
}

static bool is_encrypted(const char *bytes, size_t length)
{
    return length == ENCRYPTED && memcmp(bytes, encrypted_line, ENCRYPTED_LINE) == 0;
}

static zks_status read_file(char **bytes, size_t *length, const char *path, zks_report *report)
{
    zks_status status = zks_file_read(bytes, length, path, ENCRYPTED, report);
    if (status == ZKS_ERROR_INPUT) /* longer than any */
        return fail(report, status, path, "not a secrets file of this version");
    if (status != ZKS_OK)
        return status;
    if (*length == PLAIN || is_encrypted(*bytes, *length))
        return ZKS_OK;
    zks_wipe(*bytes, *length);
    free(*bytes);
    return fail(report, ZKS_ERROR_INPUT, path, "not a secrets file of this version");
}

zks_status zks_secrets_read(zks_secrets *secrets, const char *path, const char *passphrase, zks_report *report)
{
    char *bytes, *plain;
    size_t length;
    zks_status status = read_file(&bytes, &length, path, report);
    if (status != ZKS_OK)
        return status;
    plain = zks_secret_new(PLAIN);
    if (plain == NULL)
        status = ZKS_ERROR_MEMORY;
    else if (!is_encrypted(bytes, length))
        memcpy(plain, bytes, PLAIN);
    else if (passphrase == NULL)
        status = fail(report, ZKS_ERROR_PASSPHRASE, path, "encrypted: a passphrase is needed");
    else
        status = decrypt(plain, (const uint8_t *)bytes, passphrase, path, report);
    if (status == ZKS_OK)
        status = get_plain(secrets, plain, path, report);
    zks_secret_free(plain);
    zks_wipe(bytes, length);
    free(bytes);
    return status;
}

zks_status zks_secrets_need_passphrase(const char *path, int *encrypted, zks_report *report)
{
    char *bytes;
    size_t length;
    zks_status status = read_file(&bytes, &length, path, report);
    if (status != ZKS_OK)
        return status;
    *encrypted = is_encrypted(bytes, length);
    zks_wipe(bytes, length);
    free(bytes);
    return ZKS_OK;
}
