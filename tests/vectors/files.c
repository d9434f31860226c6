/* accounts.bin or proof.bin is not what the statement says it is. */
#include "chapters.h"

#include "attestation/json.h"
#include "crypto/hash.h"
#include "crypto/merkle.h"

#include "change.h"
#include "specimen.h"
#include "words.h"

#include <stdlib.h>
#include <string.h>

/* ---- lengths ---- */

/* Makes room for `count` zero bytes at `at`. */
static void insert(uint8_t **file, size_t *length, size_t at, size_t count)
{
    uint8_t *longer = book_array(*length + count, 1);
    memcpy(longer, *file, at);
    memcpy(longer + at + count, *file + at, *length - at);
    free(*file);
    *file = longer;
    *length += count;
}

static void accounts_byte_more(specimen *s)
{
    insert(&s->accounts_bin, &s->accounts_length, s->accounts_length, 1);
}

static void accounts_byte_less(specimen *s)
{
    s->accounts_length--;
}

static void accounts_one_more(specimen *s)
{
    insert(&s->accounts_bin, &s->accounts_length, s->accounts_length, 32);
}

static void accounts_one_less(specimen *s)
{
    s->accounts_length -= 32;
}

static void accounts_none(specimen *s)
{
    s->accounts_length = 0;
}

static void proof_byte_more(specimen *s)
{
    insert(&s->proof_bin, &s->proof_length, s->proof_length, 1);
}

static void proof_byte_less(specimen *s)
{
    s->proof_length--;
}

/* Two identity points before the first fold. */
static void proof_surplus_fold(specimen *s)
{
    insert(&s->proof_bin, &s->proof_length, s->segments.full.at.folds * sizeof(zks_word), 2 * sizeof(zks_word));
}

static void proof_without_pool(specimen *s)
{
    s->proof_length -= s->segments.pool.at.words * sizeof(zks_word);
}

static void proof_none(specimen *s)
{
    s->proof_length = 0;
}

/* ---- digests ---- */

static void exchange_accounts(specimen *s)
{
    uint8_t first[32];
    memcpy(first, s->accounts_bin, 32);
    memcpy(s->accounts_bin, s->accounts_bin + 32, 32);
    memcpy(s->accounts_bin + 32, first, 32);
}

static void flip_last_bit_of_proof(specimen *s)
{
    s->proof_bin[s->proof_length - 1] ^= 1;
}

/* ---- the root: the proof is made for it as it is ---- */

static void claim_root(specimen *s, const uint8_t root[32])
{
    char hex[65];
    zks_hex_encode(hex, root, 32);
    MUST(json_object_set_new(s->claim, "root", json_string(hex)) == 0);
    specimen_prove(s, NULL);
}

static void root_of_other_order(specimen *s)
{
    exchange_accounts(s);
    specimen_root(s);
    exchange_accounts(s);
    specimen_prove(s, NULL);
}

static void root_of_one_less(specimen *s)
{
    uint8_t root[32];
    zks_merkle_root(root, s->accounts_bin, s->accounts.rows - 1, 1);
    claim_root(s, root);
}

/* As in trees that repeat the last leaf of an odd level. */
static void root_with_repeated_leaf(specimen *s)
{
    uint8_t leaves[4][32], root[32];
    MUST(s->accounts.rows == 3);
    memcpy(leaves[0], s->accounts_bin, 3 * 32);
    memcpy(leaves[3], leaves[2], 32);
    zks_merkle_root(root, leaves[0], 4, 1);
    claim_root(s, root);
}

static void root_without_prefixes(specimen *s)
{
    uint8_t leaf[2][32], root[32];
    MUST(s->accounts.rows == 2);
    for (size_t i = 0; i < 2; i++)
        zks_sha256(leaf[i], &(zks_bytes){s->accounts_bin + 32 * i, 32}, 1);
    zks_sha256(root, &(zks_bytes){leaf, sizeof leaf}, 1);
    claim_root(s, root);
}

/* ---- commitments: root and proof follow ---- */

static void rename_root(specimen *s)
{
    specimen_root(s);
    specimen_prove(s, NULL);
}

static void first_commitment_negative(specimen *s)
{
    word_negate(s->accounts_bin);
    rename_root(s);
}

static void last_commitment_negative(specimen *s)
{
    word_negate(s->accounts_bin + s->accounts_length - 32);
    rename_root(s);
}

static void last_commitment_top_bit(specimen *s)
{
    word_set_top_bit(s->accounts_bin + s->accounts_length - 32);
    rename_root(s);
}

static void commitment_off_the_group(specimen *s)
{
    memset(s->accounts_bin + 5 * 32, 0xff, 32);
    rename_root(s);
}

static void exchanged_with_root(specimen *s)
{
    exchange_accounts(s);
    rename_root(s);
}

/* Of rows 3 and 4: the last of one segment and the first of the next. */
static void exchanged_across_segments(specimen *s)
{
    uint8_t row[32];
    memcpy(row, s->accounts_bin + 3 * 32, 32);
    memcpy(s->accounts_bin + 3 * 32, s->accounts_bin + 4 * 32, 32);
    memcpy(s->accounts_bin + 4 * 32, row, 32);
    rename_root(s);
}

static void last_commitment_identity(specimen *s)
{
    memset(s->accounts_bin + s->accounts_length - 32, 0, 32);
    rename_root(s);
}

static void first_commitment_twice(specimen *s)
{
    memcpy(s->accounts_bin + 32, s->accounts_bin, 32);
    rename_root(s);
}

/* ---- proofs of something else ---- */

static void segments_exchanged(specimen *s)
{
    size_t length = s->segments.full.at.words * sizeof(zks_word);
    uint8_t *first = book_array(length, 1);
    memcpy(first, specimen_words(s, 0), length);
    memcpy(specimen_words(s, 0), specimen_words(s, 1), length);
    memcpy(specimen_words(s, 1), first, length);
    free(first);
}

/* What another attestation's claim makes of one table's proof; all else stays. */
static void prove_for_another_claim(specimen *s, size_t table)
{
    size_t length = zks_segments_shape(&s->segments, table)->at.words * sizeof(zks_word);
    uint8_t *proof = book_array(s->proof_length, 1);
    memcpy(proof, s->proof_bin, s->proof_length);
    change_value(s->claim, "/created", "\"2026-08-19T12:00:00Z\"");
    specimen_prove(s, NULL);
    change_value(s->claim, "/created", "\"" RECIPE_CREATED "\"");
    size_t first = (size_t)((uint8_t *)specimen_words(s, table) - s->proof_bin);
    memcpy(proof + first, s->proof_bin + first, length);
    free(s->proof_bin);
    s->proof_bin = proof;
}

static void pool_of_another(specimen *s)
{
    prove_for_another_claim(s, s->segments.count);
}

static void last_segment_of_another(specimen *s)
{
    prove_for_another_claim(s, s->segments.count - 1);
}

/* An account that no proof speaks of, in a segment with room for it. */
static void account_appended(specimen *s)
{
    accounts_one_more(s);
    memcpy(s->accounts_bin + s->accounts_length - 32, s->accounts_bin, 32);
    change_value(s->claim, "/rows", "8");
    specimen_root(s);
}

/* ---- the table ---- */

typedef struct {
    const char *name, *recipe;
    void (*damage)(specimen *s);
    bool digested; /* whether the digests in the statement follow */
    zks_status expect;
    long segment;
    const char *comment;
} defect;

static const defect defects[] = {
    {"accounts-byte-more", "spot-3", accounts_byte_more, true, ZKS_REJECT_ACCOUNTS_LENGTH, -1, "one byte too many"},
    {"accounts-byte-less", "spot-3", accounts_byte_less, true, ZKS_REJECT_ACCOUNTS_LENGTH, -1, "one byte missing"},
    {"accounts-one-more", "spot-3", accounts_one_more, true, ZKS_REJECT_ACCOUNTS_LENGTH, -1,
     "one commitment too many, of nothing"},
    {"accounts-one-less", "spot-3", accounts_one_less, true, ZKS_REJECT_ACCOUNTS_LENGTH, -1, "one commitment missing"},
    {"accounts-none", "spot-3", accounts_none, true, ZKS_REJECT_ACCOUNTS_LENGTH, -1, "an empty file"},
    {"proof-byte-more", "spot-3", proof_byte_more, true, ZKS_REJECT_PROOF_LENGTH, -1, "one byte too many"},
    {"proof-byte-less", "spot-3", proof_byte_less, true, ZKS_REJECT_PROOF_LENGTH, -1, "one byte missing"},
    {"proof-surplus-fold", "spot-3", proof_surplus_fold, true, ZKS_REJECT_PROOF_LENGTH, -1,
     "one more pair of left and right"},
    {"proof-without-pool", "spot-3", proof_without_pool, true, ZKS_REJECT_PROOF_LENGTH, -1,
     "the pool's proof is missing"},
    {"proof-none", "spot-3", proof_none, true, ZKS_REJECT_PROOF_LENGTH, -1, "an empty file"},

    {"digest-accounts", "spot-3", exchange_accounts, false, ZKS_REJECT_ACCOUNTS_DIGEST, -1,
     "two commitments exchanged after the statement was made"},
    {"digest-proof", "spot-3", flip_last_bit_of_proof, false, ZKS_REJECT_PROOF_DIGEST, -1,
     "a bit of the last byte flipped after the statement was made"},

    {"root-other-order", "spot-3", root_of_other_order, true, ZKS_REJECT_ROOT, -1,
     "the root of the same leaves in another order"},
    {"root-one-less", "spot-3", root_of_one_less, true, ZKS_REJECT_ROOT, -1, "the root of all leaves but the last"},
    {"root-repeated-leaf", "spot-3", root_with_repeated_leaf, true, ZKS_REJECT_ROOT, -1,
     "the root where the last leaf of an odd level is repeated"},
    {"root-without-prefixes", "spot-2", root_without_prefixes, true, ZKS_REJECT_ROOT, -1,
     "the root where leaves and nodes are hashed without their prefixes"},

    {"commitment-first-negative", "spot-9", first_commitment_negative, true, ZKS_REJECT_COMMITMENT, 0,
     "the first commitment as the negative square root"},
    {"commitment-last-negative", "spot-9", last_commitment_negative, true, ZKS_REJECT_COMMITMENT, 2,
     "the last commitment as the negative square root"},
    {"commitment-last-top-bit", "spot-9", last_commitment_top_bit, true, ZKS_REJECT_COMMITMENT, 2,
     "bit 255 of the last commitment"},
    {"commitment-all-ones", "spot-9", commitment_off_the_group, true, ZKS_REJECT_COMMITMENT, 1,
     "a commitment of bits 1"},

    {"opening-exchanged", "spot-9", exchanged_with_root, true, ZKS_REJECT_OPENING, 0,
     "two commitments of one segment exchanged, and the root made for it"},
    {"opening-exchanged-segments", "spot-9", exchanged_across_segments, true, ZKS_REJECT_OPENING, 0,
     "the last commitment of a segment and the first of the next exchanged, and the root made for it"},
    {"opening-identity", "spot-9", last_commitment_identity, true, ZKS_REJECT_OPENING, 2,
     "the neutral element in place of the last commitment, and the root made for it"},
    {"opening-twice", "spot-9", first_commitment_twice, true, ZKS_REJECT_OPENING, 0,
     "a commitment twice, another left out, and the root made for it"},

    {"other-segments-exchanged", "spot-9", segments_exchanged, true, ZKS_REJECT_PRODUCT_FACTOR, 0,
     "the proofs of two segments of one shape exchanged"},
    {"other-pool", "spot-9", pool_of_another, true, ZKS_REJECT_PRODUCT_FACTOR, 3,
     "the pool's proof from an attestation created at another time"},
    {"other-last-segment", "spot-9", last_segment_of_another, true, ZKS_REJECT_PRODUCT_FACTOR, 2,
     "the last segment's proof from an attestation created at another time"},
    {"later-account", "spot-padded", account_appended, true, ZKS_REJECT_PRODUCT_FACTOR, 0,
     "an account appended where the shapes have room, after the proof was made"},
};
enum { DEFECTS = sizeof defects / sizeof *defects };

void chapter_files(book *b)
{
    for (size_t i = 0; i < DEFECTS; i++) {
        const defect *d = &defects[i];
        specimen *s = specimen_new(b, d->recipe);
        d->damage(s);
        MUST(d->expect != ZKS_REJECT_ROOT || specimen_holds(s));
        if (d->digested)
            specimen_digest(s);
        specimen_write(s, b, &(book_entry){d->name, d->expect, d->segment, d->comment});
        specimen_free(s);
    }
}
