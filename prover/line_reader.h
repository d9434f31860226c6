/* Lines of a byte source, of bounded length; they end in a line feed, the last may lack it. */
#ifndef ZKS_PROVER_LINE_READER_H
#define ZKS_PROVER_LINE_READER_H

#include "policy/byte_source.h"

#define ZKS_MAX_LINE (1u << 18) /* bytes, without its end */

typedef struct zks_line_reader zks_line_reader;

/* Takes the source over, also where it fails: NULL, out of memory. `path` is for messages and borrowed. */
zks_line_reader *zks_line_reader_open(const char *path, zks_byte_source *source);
void zks_line_reader_close(zks_line_reader *lines);

/* The next line, valid until the next call, with its number from 1; its text is NULL after the last one. */
zks_status zks_line_reader_next(zks_line_reader *lines, zks_field *line, zks_report *report);
/* For progress. */
const zks_byte_source *zks_line_reader_source(const zks_line_reader *lines);

#endif
