/* A value of statement.json that is wrong. */
#ifndef ZKS_TESTS_VECTORS_CLAIM_DEFECT_H
#define ZKS_TESTS_VECTORS_CLAIM_DEFECT_H

#include "book.h"

typedef struct {
    const char *name, *recipe, *pointer, *value; /* NULL: removed */
    zks_status expect;
    long segment;
    const char *comment;
} claim_defect;

/* The proof is made for the claim as it is here. */
void claim_defect_write(book *b, const claim_defect *d);
/* The proof was made for another claim; the files and their digests are consistent. */
void claim_defect_write_later(book *b, const claim_defect *d);

#endif
