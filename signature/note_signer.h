/* Private keys of signed notes, and signing with them. The file is one line:
 *
 *     PRIVATE+KEY+NAME+8 HEX DIGITS OF THE KEY ID+BASE64(0x01 || 32 bytes of Ed25519 seed)
 */
#ifndef ZKS_SIGNATURE_NOTE_SIGNER_H
#define ZKS_SIGNATURE_NOTE_SIGNER_H

#include "signature/note.h"

typedef struct {
    zks_note_key key;
    uint8_t *secret; /* 64 bytes of secret memory, owned: libsodium's secret key, whose first half is the seed */
} zks_note_signer;

void zks_note_signer_clear(zks_note_signer *signer);

/* A fresh key. ZKS_ERROR_INPUT: the name is not valid. ZKS_ERROR_MEMORY also where memory cannot be locked. */
zks_status zks_note_signer_generate(zks_note_signer *signer, const char *name, zks_report *report);
/* Mode 0600, never over an existing file (ZKS_ERROR_EXISTS). */
zks_status zks_note_signer_write(const char *path, const zks_note_signer *signer, zks_report *report);
/* ZKS_ERROR_INPUT, without a byte of it in *report, where it is not such a file. */
zks_status zks_note_signer_read(zks_note_signer *signer, const char *path, zks_report *report);

/* The note's text with all its signatures (there may be none) but those by this key, and with one by this key behind
 * them. *bytes is malloc'd and has a NUL behind its end. ZKS_ERROR_INPUT where zks_note_parse would refuse the result.
 */
zks_status zks_note_sign(char **bytes, size_t *length, const zks_note *note, const zks_note_signer *signer,
                         zks_report *report);
/* The same for notes of at most `most` bytes, and zks_note_parse_within. */
zks_status zks_note_sign_within(char **bytes, size_t *length, const zks_note *note, const zks_note_signer *signer,
                                size_t most, zks_report *report);

#endif
