/* Texts put together from parts, in memory. */
#ifndef ZKS_CIRCUITS_WORDS_H
#define ZKS_CIRCUITS_WORDS_H

#include <stddef.h>
#include <stdio.h>

typedef struct {
    FILE *out; /* NULL: out of memory; write nothing then */
    char *text;
    size_t length;
} zks_words;

/* Write to `out`, then end it. `words` stays where it is until then. */
void zks_words_begin(zks_words *words);
/* The text, malloc'd; NULL: out of memory. */
char *zks_words_end(zks_words *words);

#endif
