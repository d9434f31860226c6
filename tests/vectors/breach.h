/* Attestations in which one constraint does not hold, and nothing else is wrong: proved by the dense prover as well as
 * it can be. */
#ifndef ZKS_TESTS_VECTORS_BREACH_H
#define ZKS_TESTS_VECTORS_BREACH_H

#include "book.h"

typedef struct {
    const char *name, *recipe;
    const char *row;           /* specimen_row of whom `says` speaks; NULL: nobody */
    const char *says[5];       /* specimen_say */
    const char *numbers[4][2]; /* public ones that are others: JSON pointer into the claim, JSON text */
    const char *broken;        /* the constraint; NULL: none, and the attestation is valid */
    const char *comment;
} breach;

/* Ends the program where anything but `broken` is broken, or where the verifier without that constraint would not
 * accept. */
void breach_write(book *b, const breach *x);

#endif
