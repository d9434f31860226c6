/* The parts of the vectors, in their order in the index. */
#ifndef ZKS_TESTS_VECTORS_CHAPTERS_H
#define ZKS_TESTS_VECTORS_CHAPTERS_H

#include "book.h"

void chapter_valid(book *b);      /* attestations that verify, and receipts that belong to them */
void chapter_statements(book *b); /* statement.json is wrong */
void chapter_files(book *b);      /* accounts.bin or proof.bin is not what the statement says */
void chapter_words(book *b);      /* one word of a proof is wrong */
void chapter_forgeries(book *b);  /* a false witness, proved as well as it can be */
void chapter_receipts(book *b);   /* a receipt is wrong */
void chapter_primitives(book *b); /* what the protocol is built from */

#endif
