/* The attestation folder: statement.json, accounts.bin, proof.bin (docs/format.md). */
#ifndef ZKS_ATTESTATION_FOLDER_H
#define ZKS_ATTESTATION_FOLDER_H

#include "zksolv/status.h"

#include <stddef.h>
#include <stdint.h>

typedef struct {
    const char *name; /* within a folder */
    const void *bytes;
    size_t length;
} zks_folder_file;

/* Files that are made, with what that does elsewhere, only once everything else of a folder is on the disk and little
 * can go wrong any more. */
#define ZKS_FOLDER_LAST_FILES 2
typedef struct {
    zks_status (*make)(void *context, zks_folder_file files[ZKS_FOLDER_LAST_FILES], zks_report *report);
    void *context;
} zks_folder_last;

typedef struct {
    char *statement;           /* all malloc'd by the readers */
    uint8_t *accounts, *proof; /* NULL where not asked for */
    size_t statement_length, accounts_length, proof_length;
    const zks_folder_last *last; /* only where it is to be written; NULL: none */
} zks_folder;

/* Reads the statement only, into an empty *folder. `path` is a folder, or its statement.json itself ("-": standard
 * input): then *is_folder is false. ZKS_ERROR_READ names the file in *report; a statement longer than
 * ZKS_STATEMENT_MAX_BYTES is ZKS_REJECT_STATEMENT_ENCODING. */
zks_status zks_folder_read_statement(zks_folder *folder, const char *path, int *is_folder, zks_report *report);
/* Reads the other files, regular ones whose lengths must be as given, else ZKS_REJECT_ACCOUNTS_LENGTH or
 * ZKS_REJECT_PROOF_LENGTH before a byte is read or allocated. */
zks_status zks_folder_read_files(zks_folder *folder, const char *path, uint64_t accounts_length, uint64_t proof_length,
                                 zks_report *report);
/* The first of them alone. */
zks_status zks_folder_read_accounts(zks_folder *folder, const char *path, uint64_t length, zks_report *report);
/* Frees what the readers filled; a folder put together to be written is its maker's to free. */
void zks_folder_clear(zks_folder *folder);

/* Writes a folder whole or not at all: under a temporary name beside `path`, synced, then renamed; never over anything
 * that exists (ZKS_ERROR_EXISTS). On failure (ZKS_ERROR_WRITE), and where *interrupted (may be NULL) turns non-zero
 * (ZKS_ERROR_INTERRUPTED), nothing is left. Once the last files are made it is not interrupted any more. */
zks_status zks_folder_write(const char *path, const zks_folder *folder, const volatile int *interrupted,
                            zks_report *report);

/* The same for files of any names. */
zks_status zks_folder_write_files(const char *path, const zks_folder_file *files, size_t count,
                                  const volatile int *interrupted, zks_report *report);

/* A whole file, at most `limit` bytes; "-" is standard input. *bytes is malloc'd and has a NUL after its end; no other
 * copy is left in memory. A longer file is ZKS_ERROR_INPUT. Used by every reader of small files. */
zks_status zks_file_read(char **bytes, size_t *length, const char *path, size_t limit, zks_report *report);
/* Writes a new file (mode as given, less the umask) whole or not at all, never over one that exists; "-" is standard
 * output. */
zks_status zks_file_write(const char *path, const void *bytes, size_t length, unsigned mode, zks_report *report);
/* The same in place of a file that may exist, which stays as it is unless the new one is whole. */
zks_status zks_file_replace(const char *path, const void *bytes, size_t length, unsigned mode, zks_report *report);

#endif
