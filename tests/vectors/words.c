/* One word of a proof is wrong: changed before it was absorbed, so that everything after it follows from what was sent,
 * or when the proof was finished. */
#include "words.h"

#include "chapters.h"
#include "specimen.h"

#include <stdlib.h>
#include <string.h>

/* Little-endian: 2^255 - 19, and the order of the group. */
static const uint8_t prime[32] = {0xed, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                                  0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                                  0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f};
static const uint8_t order[32] = {0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7,
                                  0xa2, 0xde, 0xf9, 0xde, 0x14, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
                                  0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x10};

void word_negate(zks_word word)
{
    int borrow = 0;
    for (size_t i = 0; i < 32; i++) {
        int difference = prime[i] - word[i] - borrow;
        borrow = difference < 0;
        word[i] = (uint8_t)difference;
    }
}

void word_set_top_bit(zks_word word)
{
    word[31] |= 0x80;
}

void word_add_q(zks_word word)
{
    zks_point point;
    MUST(zks_point_decode(&point, word));
    zks_point_add_niels(&point, &point, &specimen_generators()->q);
    zks_point_encode(word, &point);
}

void word_add_order(zks_word word)
{
    int carry = 0;
    for (size_t i = 0; i < 32; i++) {
        carry += word[i] + order[i];
        word[i] = (uint8_t)carry;
        carry >>= 8;
    }
}

void word_add_one(zks_word word)
{
    zks_scalar x;
    MUST(zks_scalar_decode(&x, word));
    zks_scalar_add(&x, &x, &zks_scalar_one);
    zks_scalar_encode(word, &x);
}

void word_subtract_one(zks_word word)
{
    zks_scalar x;
    MUST(zks_scalar_decode(&x, word));
    zks_scalar_sub(&x, &x, &zks_scalar_one);
    zks_scalar_encode(word, &x);
}

/* ---- the table ---- */

typedef struct {
    const char *name;
    size_t part, position; /* the word: this one of a part of the layout */
    void (*change)(zks_word word);
    size_t table;
    zks_status expect;
    const char *comment;
} defect;
#define PART(member) offsetof(zks_layout, member)

/* Of spot-9: segments of 4, 4 and 1 rows, and the pool as table 3. */
static const char base[] = "spot-9";

static const defect absorbed[] = {
    {"point-digits-negative", PART(digits), 0, word_negate, 0, ZKS_REJECT_POINT, "D_0 as the negative square root"},
    {"point-multiplicities-top-bit", PART(multiplicities), 0, word_set_top_bit, 1, ZKS_REJECT_POINT, "bit 255 of Mc"},
    {"point-reciprocals-negative", PART(reciprocals), 1, word_negate, 2, ZKS_REJECT_POINT,
     "E_1 as the negative square root"},
    {"point-mask-top-bit", PART(mask), 0, word_set_top_bit, 3, ZKS_REJECT_POINT, "bit 255 of Gc, in the pool's proof"},
    {"point-ends-negative", PART(ends), 1, word_negate, 0, ZKS_REJECT_POINT, "V_h as the negative square root"},
    {"point-product-negative", PART(product), 0, word_negate, 0, ZKS_REJECT_POINT, "T_1 as the negative square root"},
    {"point-fold-negative", PART(folds), 1, word_negate, 1, ZKS_REJECT_POINT,
     "the first right as the negative square root"},
    {"point-schnorr-negative", PART(schnorr), 0, word_negate, 3, ZKS_REJECT_POINT,
     "Z as the negative square root, in the pool's proof"},
    {"scalar-sum", PART(sum), 0, word_add_order, 0, ZKS_REJECT_SCALAR, "S' plus the order"},
    {"scalar-round", PART(rounds), 4, word_add_order, 1, ZKS_REJECT_SCALAR, "s(2) of round 1 plus the order"},
    {"scalar-product-response", PART(product_responses), 1, word_add_order, 2, ZKS_REJECT_SCALAR, "z_2 plus the order"},
    {"scalar-response", PART(responses), 0, word_add_order, 0, ZKS_REJECT_SCALAR, "z plus the order"},
    {"scalar-blinding-response", PART(responses), 1, word_add_order, 3, ZKS_REJECT_SCALAR,
     "z' plus the order: the last word of proof.bin"},

    {"word-digits", PART(digits), 1, word_add_q, 0, ZKS_REJECT_OPENING, "D_1 has a component along Q"},
    {"word-multiplicities", PART(multiplicities), 0, word_add_q, 1, ZKS_REJECT_OPENING, "Mc has a component along Q"},
    {"word-reciprocals", PART(reciprocals), 0, word_add_q, 2, ZKS_REJECT_OPENING, "E_0 has a component along Q"},
    {"word-mask", PART(mask), 0, word_add_q, 3, ZKS_REJECT_OPENING, "the pool's Gc has a component along Q"},
    {"word-sum", PART(sum), 0, word_add_one, 0, ZKS_REJECT_OPENING, "S' plus 1"},
    {"word-round-first", PART(rounds), 0, word_add_one, 1, ZKS_REJECT_OPENING, "s(0) of the first round plus 1"},
    {"word-round-last", PART(rounds), 11, word_subtract_one, 2, ZKS_REJECT_OPENING, "s(3) of the last round minus 1"},
    {"word-end-factor", PART(ends), 0, word_add_q, 0, ZKS_REJECT_PRODUCT_FACTOR, "V_d commits to v_d plus 1"},
    {"word-end-other-factor", PART(ends), 1, word_add_q, 0, ZKS_REJECT_PRODUCT, "V_h commits to v_h plus 1"},
    {"word-end-product", PART(ends), 2, word_add_q, 1, ZKS_REJECT_PRODUCT, "V_p commits to v_d v_h plus 1"},
    {"word-product-factor-nonce", PART(product), 0, word_add_q, 3, ZKS_REJECT_PRODUCT_FACTOR,
     "T_1 is not what the response is for, in the pool's proof"},
    {"word-product-nonce", PART(product), 1, word_add_q, 2, ZKS_REJECT_PRODUCT, "T_2 is not what the response is for"},
    {"word-product-response", PART(product_responses), 0, word_add_one, 0, ZKS_REJECT_PRODUCT_FACTOR, "z_1 plus 1"},
    {"word-product-blinding", PART(product_responses), 1, word_add_one, 1, ZKS_REJECT_PRODUCT_FACTOR, "z_2 plus 1"},
    {"word-product-other-blinding", PART(product_responses), 2, word_add_one, 3, ZKS_REJECT_PRODUCT,
     "z_3 plus 1, in the pool's proof"},
    {"word-fold-left", PART(folds), 0, word_add_q, 0, ZKS_REJECT_OPENING, "the first left is another point"},
    {"word-fold-right", PART(folds), 17, word_add_q, 1, ZKS_REJECT_OPENING, "the last right is another point"},
    {"word-schnorr", PART(schnorr), 0, word_add_q, 2, ZKS_REJECT_OPENING, "Z is another point"},
    {"word-response", PART(responses), 0, word_add_one, 0, ZKS_REJECT_OPENING, "z plus 1"},
    {"word-blinding-response", PART(responses), 1, word_subtract_one, 3, ZKS_REJECT_OPENING,
     "z' minus 1: the last word of proof.bin"},
};
enum { ABSORBED = sizeof absorbed / sizeof *absorbed };

/* The challenges come out different, the product proof's first of those that are checked. */
static const defect finished[] = {
    {"later-digits", PART(digits), 0, word_add_q, 1, ZKS_REJECT_PRODUCT_FACTOR,
     "D_0 exchanged after the proof was made"},
    {"later-round", PART(rounds), 2, word_add_one, 2, ZKS_REJECT_PRODUCT_FACTOR,
     "s(3) of the first round changed after the proof was made"},
    {"later-product-other-blinding", PART(product_responses), 2, word_add_one, 0, ZKS_REJECT_PRODUCT,
     "z_3 changed after the proof was made"},
    {"later-fold", PART(folds), 0, word_add_q, 3, ZKS_REJECT_OPENING,
     "the pool's first left exchanged after its proof was made"},
};
enum { FINISHED = sizeof finished / sizeof *finished };

static size_t word_of(const defect *d, const zks_shape *shape)
{
    size_t first;
    memcpy(&first, (const char *)&shape->at + d->part, sizeof first);
    return first + d->position;
}

static void change_what_is_sent(dense_prover *p, size_t first, size_t count)
{
    const defect *d = p->cheat->context;
    size_t word = word_of(d, p->shape);
    if (word >= first && word < first + count)
        d->change(p->proof[word]);
}

static void write_defect(book *b, const defect *d, bool later)
{
    specimen *s = specimen_new(b, base);
    const specimen_lie lie = {.table = d->table, .cheat = {.send = change_what_is_sent, .context = d}};
    if (later)
        d->change(specimen_words(s, d->table)[word_of(d, zks_segments_shape(&s->segments, d->table))]);
    else
        specimen_prove(s, &lie);
    specimen_digest(s);
    specimen_write(s, b, &(book_entry){d->name, d->expect, (long)d->table, d->comment});
    specimen_free(s);
}

/* Their closing equations are off by H and by -H: equal weights would let them cancel. */
static void write_cancelling(book *b)
{
    specimen *s = specimen_new(b, base);
    const zks_layout *at = &s->segments.full.at;
    word_add_one(specimen_words(s, 0)[at->responses + 1]);
    word_subtract_one(specimen_words(s, 1)[at->responses + 1]);
    specimen_digest(s);
    specimen_write(s, b,
                   &(book_entry){"word-two-that-cancel", ZKS_REJECT_OPENING, 0,
                                 "z' plus 1 in one segment and minus 1 in the next: cancels where weights are equal"});
    specimen_free(s);
}

void chapter_words(book *b)
{
    for (size_t i = 0; i < ABSORBED; i++)
        write_defect(b, &absorbed[i], false);
    for (size_t i = 0; i < FINISHED; i++)
        write_defect(b, &finished[i], true);
    write_cancelling(b);
}
