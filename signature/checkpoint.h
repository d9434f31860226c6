/* Checkpoints (c2sp.org/tlog-checkpoint): the text of a note that says how long a log is and what its root is. Three
 * lines, the origin (who keeps the log), the number of entries in decimal and the root in base64, and any number of
 * extension lines, which are ignored: none is written. docs/signatures.md, "Checkpoints". */
#ifndef ZKS_SIGNATURE_CHECKPOINT_H
#define ZKS_SIGNATURE_CHECKPOINT_H

#include "signature/note_key.h"

typedef struct {
    char origin[ZKS_NOTE_MAX_NAME + 1];
    uint64_t size; /* below 2^63 */
    uint8_t root[32];
} zks_checkpoint;

/* `text` ends in a line feed and is UTF-8 without control characters below U+0020, as notes are. ZKS_OK, or
 * ZKS_REJECT_SIGNATURE_ENCODING with the line in *report; *checkpoint is filled only on ZKS_OK. */
zks_status zks_checkpoint_parse(zks_checkpoint *checkpoint, const char *text, size_t length, zks_report *report);

#define ZKS_CHECKPOINT_TEXT (ZKS_NOTE_MAX_NAME + 1 + 19 + 1 + 44 + 1) /* characters at most, before the NUL */
/* Returns the length. */
size_t zks_checkpoint_text(char out[ZKS_CHECKPOINT_TEXT + 1], const zks_checkpoint *checkpoint);

#endif
