/* Lines of COPY in its text format (PostgreSQL's manual, "COPY", "Text Format"). */
#ifndef ZKS_PROVER_POSTGRESQL_COPY_LINE_H
#define ZKS_PROVER_POSTGRESQL_COPY_LINE_H

#include <stdbool.h>
#include <stddef.h>

typedef struct {
    const char *text; /* NULL: the value is */
    size_t length;
} zks_copied;

/* Takes the escapes out of a line, in place, and fills in its fields, which lie in it. False where it is no such line,
 * or has not `count` fields. */
bool zks_copy_line(char *line, size_t length, zks_copied *fields, size_t count);

#endif
