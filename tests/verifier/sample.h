/* A small attestation (ten accounts of two assets under `spot`, in segments of four, four and two) and changed copies
 * of it. Whatever goes wrong here fails the test. */
#ifndef ZKS_TESTS_VERIFIER_SAMPLE_H
#define ZKS_TESTS_VERIFIER_SAMPLE_H

#include "verifier/claim.h"

#include <jansson.h>

enum { SAMPLE_ROWS = 10, SAMPLE_SEGMENTS = 3, SAMPLE_POOL = SAMPLE_SEGMENTS };

/* Group set-up and tear-down of cmocka. */
int sample_start(void **state);
int sample_end(void **state);

/* A copy of the attestation to be changed. */
typedef struct {
    json_t *statement;
    char *text; /* NULL: the canonical bytes of `statement`; else these bytes stand in its place */
    size_t text_length;
    uint8_t *accounts, *proof;
    size_t accounts_length, proof_length;
} copy;

copy copy_make(void);
void copy_free(copy *c);
json_t *copy_claim(copy *c);
/* Makes the digests, and the root, those of the changed files. */
void copy_fix_digests(copy *c);
void copy_fix_root(copy *c);
/* Writes it as a folder, over the one written before. Its path, which stays the same. */
const char *copy_write(const copy *c);
/* Its statement compiled: where the words of the proof are. */
zks_stated copy_stated(const copy *c);
/* One word of a table's proof; `table` counts as in argument/segments.h. */
zks_word *copy_word(copy *c, const zks_stated *stated, size_t table, size_t word);

/* Writes and verifies the copy, fails the test unless this comes out, and frees the copy. segment < 0: not looked at.
 */
void assert_copy_gives(copy *c, zks_status status, long segment);

/* The receipt of one account of the attestation: parsed, the caller's to json_decref. */
json_t *sample_receipt(void);
/* Writes a receipt's text to a file and returns its path, which stays the same. */
const char *sample_write_receipt(const char *text, size_t length);
/* A path in the sample's own temporary folder. */
const char *sample_path(const char *name);
void sample_write(const char *path, const void *bytes, size_t length);

#endif
