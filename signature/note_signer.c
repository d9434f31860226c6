#include "signature/note_signer.h"

#include "attestation/folder.h"
#include "attestation/json.h"
#include "attestation/text.h"
#include "crypto/secret.h"
#include "signature/lines.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    ED25519 = 0x01,
    TYPED = 33,
    ENCODED = 44,
    TEXT = sizeof ZKS_NOTE_PRIVATE - 1 + ZKS_NOTE_MAX_NAME + 1 + 8 + 1 + ENCODED
};

static zks_status fail(zks_report *report, const char *path, const char *what)
{
    zks_report_detail(report, "'%.256s': %s", path, what);
    return ZKS_ERROR_INPUT;
}

void zks_note_signer_clear(zks_note_signer *signer)
{
    zks_secret_free(signer->secret);
    *signer = (zks_note_signer){0};
}

/* With `seed` NULL a fresh one. False: the name is not valid. */
static bool fill(zks_note_signer *signer, zks_line name, const uint8_t *seed)
{
    uint8_t public_key[crypto_sign_PUBLICKEYBYTES];
    if (seed == NULL)
        crypto_sign_keypair(public_key, signer->secret);
    else
        crypto_sign_seed_keypair(public_key, signer->secret, seed);
    return zks_note_key_make(&signer->key, name.bytes, name.length, public_key);
}

zks_status zks_note_signer_generate(zks_note_signer *signer, const char *name, zks_report *report)
{
    zks_note_signer made = {.secret = zks_secret_new(crypto_sign_SECRETKEYBYTES)};
    if (made.secret == NULL)
        return ZKS_ERROR_MEMORY;
    if (!fill(&made, (zks_line){name, strlen(name)}, NULL)) {
        zks_note_signer_clear(&made);
        zks_report_detail(report, "'%.256s' is not a name of a key: 1 to %d bytes without spaces and plus signs", name,
                          ZKS_NOTE_MAX_NAME);
        return ZKS_ERROR_INPUT;
    }
    *signer = made;
    return ZKS_OK;
}

/* Everything before the base64; returns its length. */
static size_t put_head(char *text, const zks_note_key *key)
{
    char id[9];
    zks_hex_encode(id, key->id, sizeof key->id);
    return (size_t)snprintf(text, TEXT + 2, "%s%s+%s+", ZKS_NOTE_PRIVATE, key->name, id);
}

zks_status zks_note_signer_write(const char *path, const zks_note_signer *signer, zks_report *report)
{
    char *text = zks_secret_new(TEXT + 2);
    uint8_t *typed = zks_secret_new(TYPED);
    zks_status status = ZKS_ERROR_MEMORY;
    if (text != NULL && typed != NULL) {
        size_t length = put_head(text, &signer->key);
        typed[0] = ED25519;
        memcpy(typed + 1, signer->secret, crypto_sign_SEEDBYTES);
        sodium_bin2base64(text + length, ENCODED + 1, typed, TYPED, sodium_base64_VARIANT_ORIGINAL);
        length += ENCODED;
        text[length++] = '\n';
        status = zks_file_write(path, text, length, 0600, report);
    }
    zks_secret_free(typed);
    zks_secret_free(text);
    return status;
}

/* A file that would not be written just so, up to the seed, is none. */
static bool read_line(zks_note_signer *signer, uint8_t *typed, zks_line line)
{
    zks_line whole = line, name, id;
    char head[TEXT + 2];
    if (!zks_line_skip(&line, ZKS_NOTE_PRIVATE) || !zks_line_split(&line, '+', &name) ||
        !zks_line_split(&line, '+', &id) || !zks_line_base64(typed, TYPED, line) || typed[0] != ED25519)
        return false;
    return fill(signer, name, typed + 1) && put_head(head, &signer->key) == whole.length - line.length &&
           zks_line_skip(&whole, head);
}

/* Those who give the one key for the other are told so. */
static const char *fault_of(zks_line line)
{
    zks_note_key key;
    zks_report ignored;
    return zks_note_key_parse(&key, line.bytes, line.length, &ignored) == ZKS_OK
               ? "a public key; expected the private one it belongs to"
               : "not a private key of signed notes";
}

zks_status zks_note_signer_read(zks_note_signer *signer, const char *path, zks_report *report)
{
    char *bytes;
    size_t length;
    zks_status status = zks_file_read(&bytes, &length, path, TEXT + 1, report);
    if (status != ZKS_OK)
        return status == ZKS_ERROR_INPUT ? fail(report, path, "not a private key of signed notes") : status;
    zks_note_signer read = {.secret = zks_secret_new(crypto_sign_SECRETKEYBYTES)};
    uint8_t *typed = zks_secret_new(TYPED);
    zks_lines lines = zks_lines_of(bytes, length);
    zks_line line = {0};
    status = ZKS_ERROR_MEMORY;
    if (read.secret != NULL && typed != NULL)
        status = zks_lines_next(&lines, &line) && lines.at == lines.end && read_line(&read, typed, line)
                     ? ZKS_OK
                     : fail(report, path, fault_of(line));
    zks_secret_free(typed);
    zks_wipe(bytes, length);
    free(bytes);
    if (status == ZKS_OK)
        *signer = read;
    else
        zks_note_signer_clear(&read);
    return status;
}

static void put_signatures(FILE *out, const zks_note *note, const zks_note_signer *signer)
{
    for (size_t i = 0; i < note->signature_count; i++) {
        const zks_note_signature *s = &note->signatures[i];
        if (!zks_note_signature_names(s, &signer->key))
            fprintf(out, "\u2014 %.*s %.*s\n", (int)s->name_length, s->name, (int)s->encoded_length, s->encoded);
    }
    uint8_t bytes[sizeof signer->key.id + crypto_sign_BYTES];
    char encoded[sodium_base64_ENCODED_LEN(sizeof bytes, sodium_base64_VARIANT_ORIGINAL)];
    memcpy(bytes, signer->key.id, sizeof signer->key.id);
    crypto_sign_detached(bytes + sizeof signer->key.id, NULL, (const uint8_t *)note->text, note->text_length,
                         signer->secret);
    sodium_bin2base64(encoded, sizeof encoded, bytes, sizeof bytes, sodium_base64_VARIANT_ORIGINAL);
    fprintf(out, "\u2014 %s %s\n", signer->key.name, encoded);
}

zks_status zks_note_sign(char **bytes, size_t *length, const zks_note *note, const zks_note_signer *signer,
                         zks_report *report)
{
    return zks_note_sign_within(bytes, length, note, signer, ZKS_NOTE_MAX_BYTES, report);
}

zks_status zks_note_sign_within(char **bytes, size_t *length, const zks_note *note, const zks_note_signer *signer,
                                size_t most, zks_report *report)
{
    char *text = NULL;
    size_t text_length;
    FILE *out = open_memstream(&text, &text_length);
    if (out == NULL)
        return ZKS_ERROR_MEMORY;
    fwrite(note->text, 1, note->text_length, out);
    fputc('\n', out);
    put_signatures(out, note, signer);
    if (zks_lines_close(out, &text) == NULL)
        return ZKS_ERROR_MEMORY;
    zks_note again;
    if (zks_note_parse_within(&again, text, text_length, most, report) != ZKS_OK ||
        again.text_length != note->text_length) {
        free(text);
        return ZKS_ERROR_INPUT;
    }
    *bytes = text;
    *length = text_length;
    return ZKS_OK;
}
