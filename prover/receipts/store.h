/* Where receipts go: a folder, a tar file or an SQLite database (docs/receipts.md). A store that an earlier run left
 * unfinished is gone on with; what belongs to another attestation, or was not made by such a run, is never touched.
 * Receipts are put in the order of their names, one thread at a time. */
#ifndef ZKS_PROVER_RECEIPTS_STORE_H
#define ZKS_PROVER_RECEIPTS_STORE_H

#include "prover/receipts/names.h"
#include "zksolv/status.h"

#define ZKS_RECEIPT_STORE_VERSION "zksolv/1 receipts"

typedef enum {
    ZKS_STORE_UNKNOWN,
    ZKS_STORE_FOLDER, /* "receipts/", or a folder that is there */
    ZKS_STORE_TAR,    /* "receipts.tar" */
    ZKS_STORE_SQLITE  /* "receipts.sqlite" */
} zks_store_kind;

zks_store_kind zks_receipt_store_kind(const char *path);

/* What is to be stored; borrowed. */
typedef struct {
    const char *path;
    char statement[65]; /* the statement digest in hexadecimal */
    const zks_receipt_names *names;
} zks_receipt_set;

typedef struct {
    const zks_receipt_name *name;
    const char *text;
    size_t length;
} zks_receipt_file;

typedef struct zks_receipt_store zks_receipt_store;
struct zks_receipt_store {
    zks_status (*put)(zks_receipt_store *store, const zks_receipt_file *files, size_t count, zks_report *report);
    /* Once all are put: everything is on the disk. */
    zks_status (*finish)(zks_receipt_store *store, zks_report *report);
    /* Frees the store; what was put stays, and another run goes on from there. */
    void (*close)(zks_receipt_store *store);
    bool was_there; /* an earlier run began it */
    size_t first;   /* the receipts before this one, by name, are there and are not to be put again */
    size_t kept;    /* how many were there, those included */
};

/* ZKS_ERROR_EXISTS where the path names anything else than such a store of this attestation, ZKS_ERROR_WRITE, or
 * ZKS_ERROR_MEMORY. */
zks_status zks_receipt_store_open(zks_receipt_store **store, const zks_receipt_set *set, zks_report *report);

/* ---- within prover/receipts/ ---- */

zks_status zks_folder_store_open(zks_receipt_store **store, const zks_receipt_set *set, zks_report *report);
zks_status zks_tar_store_open(zks_receipt_store **store, const zks_receipt_set *set, zks_report *report);
zks_status zks_sqlite_store_open(zks_receipt_store **store, const zks_receipt_set *set, zks_report *report);

/* meta.json of a folder and a tar file: whose receipts these are. */
#define ZKS_STORE_META "meta.json"
#define ZKS_STORE_META_BYTES 160
size_t zks_store_meta(char text[ZKS_STORE_META_BYTES], const zks_receipt_set *set);
/* Where in them a receipt is: in a folder of the first two digits of its name. */
#define ZKS_STORE_PLACE_BYTES (3 + ZKS_RECEIPT_NAME_LENGTH + 1)
void zks_store_place(char place[ZKS_STORE_PLACE_BYTES], const zks_receipt_name *name);
/* "'path': what"; ZKS_ERROR_EXISTS. */
zks_status zks_store_exists(const char *path, const char *what, zks_report *report);
/* One process at a time: ZKS_ERROR_WRITE where another one is at it. */
zks_status zks_store_lock(int file, const char *path, zks_report *report);

#endif
