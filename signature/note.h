/* Signed notes (c2sp.org/signed-note): a text that ends in a line feed, an empty line, and lines
 *
 *     — NAME BASE64(key id of 4 bytes || signature)
 *
 * Valid UTF-8 without control characters below U+0020 but the line feed. Ed25519 (RFC 8032) over the text is the one
 * kind of signature made and verified here; others are carried along. docs/signatures.md, "Notes". */
#ifndef ZKS_SIGNATURE_NOTE_H
#define ZKS_SIGNATURE_NOTE_H

#include "signature/note_key.h"
#include "zksolv/status.h"

#include <stddef.h>
#include <stdint.h>

/* Room for 16 signatures of post-quantum size, which every reader of notes has to take. */
#define ZKS_NOTE_MAX_BYTES (1u << 17)
#define ZKS_NOTE_MAX_SIGNATURES 100
#define ZKS_NOTE_MAX_SIGNATURE 8192 /* bytes of one signature, key id included; at least 5 */

typedef struct {
    const char *name, *encoded; /* not terminated; `encoded` is canonical base64 */
    size_t name_length, encoded_length;
    uint8_t id[4];
} zks_note_signature;

/* Points into the bytes it was read from. */
typedef struct {
    const char *text; /* its last line feed included */
    size_t text_length, signature_count;
    zks_note_signature signatures[ZKS_NOTE_MAX_SIGNATURES];
} zks_note;

/* ZKS_OK, or ZKS_REJECT_SIGNATURE_ENCODING with the line in *report; *note is filled only on ZKS_OK. Says nothing about
 * who signed. */
zks_status zks_note_parse(zks_note *note, const char *bytes, size_t length, zks_report *report);
/* The same for notes of at most `most` bytes. */
zks_status zks_note_parse_within(zks_note *note, const char *bytes, size_t length, size_t most, zks_report *report);

/* Whether the signature bears the key's name and id. */
bool zks_note_signature_names(const zks_note_signature *s, const zks_note_key *key);

/* Whether at least `needed` >= 1 different keys out of `count` trusted ones signed the text. What counts is the public
 * key: one that is trusted under two names counts once. `name` not NULL: one of those that signed must have this name.
 * Signatures by other keys are ignored; one that bears name and id of a trusted key and is not its signature is
 * ZKS_REJECT_SIGNATURE_INVALID, however many others are good; too few signatures, or none by `name`, are
 * ZKS_REJECT_SIGNATURE_UNTRUSTED. */
zks_status zks_note_verify(const zks_note *note, const zks_note_key *keys, size_t count, size_t needed,
                           const char *name, zks_report *report);

#endif
