/* Changes of single words of proofs and commitments. */
#ifndef ZKS_TESTS_VECTORS_WORDS_H
#define ZKS_TESTS_VECTORS_WORDS_H

#include "argument/shape.h"

/* Of points: the other square root, which decodes to the same point where signs are not checked; bit 255 set; another
 * point. */
void word_negate(zks_word word);
void word_set_top_bit(zks_word word);
void word_add_q(zks_word word);
/* Of scalars: the same modulo the order; others. */
void word_add_order(zks_word word);
void word_add_one(zks_word word);
void word_subtract_one(zks_word word);

#endif
