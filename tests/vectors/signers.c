#include "signers.h"

#include "book.h"
#include "crypto/hash.h"
#include "crypto/secret.h"

#include <sodium.h>
#include <string.h>

zks_note_signer signer_of(const char *name)
{
    zks_note_signer signer = {.secret = zks_secret_new(crypto_sign_SECRETKEYBYTES)};
    uint8_t seed[32], public_key[32];
    MUST(signer.secret != NULL);
    zks_sha256(seed, &(zks_bytes){name, strlen(name)}, 1);
    crypto_sign_seed_keypair(public_key, signer.secret, seed);
    MUST(zks_note_key_make(&signer.key, name, strlen(name), public_key));
    return signer;
}

char *signer_key(const char *name)
{
    zks_note_signer signer = signer_of(name);
    char *text = book_array(ZKS_NOTE_KEY_TEXT + 1, 1);
    zks_note_key_text(text, &signer.key);
    zks_note_signer_clear(&signer);
    return text;
}

char *signer_note(const char *name, const char *text)
{
    zks_note_signer signer = signer_of(name);
    const zks_note note = {.text = text, .text_length = strlen(text)};
    char *bytes;
    size_t length;
    zks_report report;
    MUST(zks_note_sign(&bytes, &length, &note, &signer, &report) == ZKS_OK);
    zks_note_signer_clear(&signer);
    return bytes;
}
