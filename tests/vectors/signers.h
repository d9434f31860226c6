/* Keys that sign the same in every run: the seed is the SHA-256 of the name. */
#ifndef ZKS_TESTS_VECTORS_SIGNERS_H
#define ZKS_TESTS_VECTORS_SIGNERS_H

#include "signature/note_signer.h"

/* To be cleared. */
zks_note_signer signer_of(const char *name);
/* Its public key as a text, malloc'd. */
char *signer_key(const char *name);
/* A text with its line feed, signed; malloc'd. */
char *signer_note(const char *name, const char *text);

#endif
