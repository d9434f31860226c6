/* Public keys of signed notes, and the text they are handed on in ("vkey"):
 *
 *     NAME+8 HEX DIGITS OF THE KEY ID+BASE64(0x01 || 32 bytes of Ed25519 public key)
 *
 * The id is SHA-256(NAME || 0x0A || 0x01 || public key), its first four bytes. */
#ifndef ZKS_SIGNATURE_NOTE_KEY_H
#define ZKS_SIGNATURE_NOTE_KEY_H

#include "zksolv/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ZKS_NOTE_MAX_NAME 255 /* bytes of the name of a key of ours or one we trust */
#define ZKS_NOTE_MAX_KEYS 256
#define ZKS_NOTE_PRIVATE "PRIVATE+KEY+"                        /* what the text of a private key begins with */
#define ZKS_NOTE_KEY_TEXT (ZKS_NOTE_MAX_NAME + 1 + 8 + 1 + 44) /* characters at most, before the NUL */

typedef struct {
    char name[ZKS_NOTE_MAX_NAME + 1];
    uint8_t id[4], public_key[32];
} zks_note_key;

/* Whether a name is well-formed UTF-8, not empty, and without spaces of Unicode, control characters below U+0020 and
 * plus signs. It may have any length. */
bool zks_note_name_is_valid(const char *name, size_t length);

/* The key of this name; false where the name is not valid or too long. */
bool zks_note_key_make(zks_note_key *key, const char *name, size_t length, const uint8_t public_key[32]);
void zks_note_key_text(char out[ZKS_NOTE_KEY_TEXT + 1], const zks_note_key *key);
/* Exactly what zks_note_key_text writes, of a canonical point of the prime-order subgroup; else ZKS_ERROR_INPUT. */
zks_status zks_note_key_parse(zks_note_key *key, const char *text, size_t length, zks_report *report);
/* Whether a text begins as a private key does: no message may repeat it. */
bool zks_note_key_is_private(const char *text);

/* A file of such keys, one a line; empty lines and lines that begin with '#' are skipped. At least one, at most
 * ZKS_NOTE_MAX_KEYS. *keys is malloc'd. */
zks_status zks_note_keys_read(zks_note_key **keys, size_t *count, const char *path, zks_report *report);

#endif
