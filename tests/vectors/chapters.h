/* The parts of the vectors, in their order in the index. */
#ifndef ZKS_TESTS_VECTORS_CHAPTERS_H
#define ZKS_TESTS_VECTORS_CHAPTERS_H

#include "book.h"

void chapter_valid(book *b);        /* attestations that verify, and receipts that belong to them */
void chapter_statements(book *b);   /* statement.json is wrong */
void chapter_numbers(book *b);      /* its numbers over indexes are */
void chapter_files(book *b);        /* accounts.bin or proof.bin is not what the statement says */
void chapter_words(book *b);        /* one word of a proof is wrong */
void chapter_requirements(book *b); /* one requirement does not hold */
void chapter_advice(book *b);       /* one bound of advice does not hold */
void chapter_tiers(book *b);        /* tiers are filled otherwise than in order */
void chapter_dummies(book *b);      /* accounts that belong to nobody make a pool look sound */
void chapter_forgeries(book *b);    /* commitments and digits that say different things, proved as well as can be */
void chapter_reserves(book *b);     /* custodians did not say what a claim says they did */
void chapter_receipts(book *b);     /* a receipt is wrong */
void chapter_primitives(book *b);   /* what the protocol is built from */
void chapter_prices(book *b);       /* signed prices */
void chapter_logs(book *b);         /* logs of statements, and who signed them */
void chapter_vouchers(book *b);     /* signatures and timestamps under certificates, and ages */

#endif
