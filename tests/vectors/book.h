/* The folder of vectors being written (docs/format.md, "Vectors"): files as they are added, index.json at the end. The
 * tool is for developers: whatever cannot be done ends it with a message.
 */
#ifndef ZKS_TESTS_VECTORS_BOOK_H
#define ZKS_TESTS_VECTORS_BOOK_H

#include "zksolv/status.h"

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

/* Ends the program unless the condition holds. */
#define MUST(condition) ((condition) ? (void)0 : book_fail(__FILE__, __LINE__, #condition))
_Noreturn void book_fail(const char *file, int line, const char *what);

typedef struct {
    char *inputs, *out; /* folders */
    char *scratch;      /* a folder for secrets, gone when the book is closed */
    json_t *vectors;
} book;

/* `inputs` is the folder of policies, ledgers and reserves; `out` is made where it does not exist, and may hold nothing
 * that is written now. */
book *book_open(const char *inputs, const char *out);
/* Writes the index and frees the book. */
void book_close(book *b);

/* A path, malloc'd: format as printf's. */
__attribute__((format(printf, 1, 2))) char *book_path(const char *format, ...);

typedef struct {
    const char *name; /* of the vector and of its file or folder */
    zks_status expect;
    long segment; /* that must be named; -1: none */
    const char *comment;
} book_entry;

/* attestations/NAME, of which the files are there already or are written now. */
void book_attestation(book *b, const book_entry *entry);
typedef struct {
    const void *bytes;
    size_t length;
} book_file;
void book_write_attestation(book *b, const book_entry *entry, book_file statement, book_file accounts, book_file proof);
/* receipts/NAME.json, checked against `attestation`: a folder or a file within the vectors. */
void book_write_receipt(book *b, const book_entry *entry, const char *attestation, book_file receipt);
/* primitives/NAME.json; takes the reference. */
void book_write_primitives(book *b, const book_entry *entry, const char *kind, json_t *content);

/* `count` zeroed objects, never NULL. */
void *book_array(size_t count, size_t size);
/* The bytes of a file, with a NUL after the last; malloc'd. */
char *book_read(const char *path, size_t *length);

#endif
