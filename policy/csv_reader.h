/* Rows of a CSV file (RFC 4180) with the physical line and column of every field, over libcsv. Streaming: memory is
 * bounded whatever the file holds. UTF-8 with or without a byte order mark; lines end in LF, CRLF or CR, the last may
 * lack its end; blank lines are skipped; quoted fields may hold commas, doubled quotes and line ends; spaces belong to
 * the field. */
#ifndef ZKS_POLICY_CSV_READER_H
#define ZKS_POLICY_CSV_READER_H

#include "policy/byte_source.h"

#define ZKS_CSV_MAX_FIELD 4096 /* bytes as written, quotes included */
#define ZKS_CSV_MAX_ROW (1u << 18)
#define ZKS_CSV_MAX_FIELDS 4096 /* of one row */

typedef struct zks_csv zks_csv;

/* Of one row. */
typedef struct {
    size_t fields, row_bytes; /* its fields' text together */
} zks_csv_limits;
#define ZKS_CSV_LIMITS ((zks_csv_limits){ZKS_CSV_MAX_FIELDS, ZKS_CSV_MAX_ROW})

/* Reads a source, which it takes over, also where it fails. `path` is for messages and borrowed. ZKS_ERROR_MEMORY with
 * *csv untouched. */
zks_status zks_csv_open(zks_csv **csv, const char *path, zks_byte_source *source, zks_csv_limits limits,
                        zks_report *report);
void zks_csv_close(zks_csv *csv);

/* The next row, valid until the next call; *count is 0 after the last one. ZKS_ERROR_READ, or ZKS_ERROR_INPUT with the
 * position: bad quoting, invalid UTF-8, a field or row over its limit. Not to be called again after a failure. */
zks_status zks_csv_next(zks_csv *csv, const zks_field **fields, size_t *count, zks_report *report);

/* For progress: what the source says of itself. */
uint64_t zks_csv_bytes_read(const zks_csv *csv);
uint64_t zks_csv_bytes(const zks_csv *csv);

#endif
