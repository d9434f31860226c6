/* What the protocol is built from. check_primitives.py computes the same from the documents, Python's hashes and
 * libsodium. */
#include "chapters.h"

#include "argument/id.h"
#include "argument/reserve_commitment.h"
#include "argument/shape.h"
#include "attestation/json.h"
#include "crypto/generators.h"
#include "crypto/merkle.h"
#include "crypto/transcript.h"
#include "verifier/opening.h"

#include "rfc9496.h"

#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static json_t *hex(const uint8_t *bytes, size_t length)
{
    char *text = book_array(2 * length + 1, 1);
    zks_hex_encode(text, bytes, length);
    json_t *string = json_string(text);
    MUST(string != NULL);
    free(text);
    return string;
}

static json_t *point_hex(const zks_point *point)
{
    uint8_t bytes[32];
    zks_point_encode(bytes, point);
    return hex(bytes, sizeof bytes);
}

static json_t *scalar_hex(const zks_scalar *scalar)
{
    uint8_t bytes[32];
    zks_scalar_encode(bytes, scalar);
    return hex(bytes, sizeof bytes);
}

static void append(json_t *array, json_t *value)
{
    MUST(value != NULL && json_array_append_new(array, value) == 0);
}

static json_t *strings(const char *const *text, size_t count)
{
    json_t *array = json_array();
    for (size_t i = 0; i < count; i++)
        append(array, json_string(text[i]));
    return array;
}

static void write_cases(book *b, const char *kind, json_t *cases, const char *comment)
{
    book_write_primitives(b, &(book_entry){kind, ZKS_OK, -1, comment}, kind, json_pack("{s:o}", "cases", cases));
}

static void write_sets(book *b, const char *kind, json_t *valid, json_t *invalid, const char *comment)
{
    book_write_primitives(b, &(book_entry){kind, ZKS_OK, -1, comment}, kind,
                          json_pack("{s:o, s:o}", "valid", valid, "invalid", invalid));
}

/* ---- the group ---- */

static json_t *generator(const char *name, zks_generator_kind kind, uint64_t index)
{
    zks_point point;
    zks_generators_derive(&point, kind, index, 1, 1);
    return json_pack("{s:s, s:I, s:o}", "kind", name, "index", (json_int_t)index, "point", point_hex(&point));
}

static json_t *generator_cases(void)
{
    static const struct {
        const char *name;
        zks_generator_kind kind;
    } families[] = {{"G", ZKS_GENERATOR_G}, {"M", ZKS_GENERATOR_M}, {"A", ZKS_GENERATOR_A}, {"K", ZKS_GENERATOR_K}};
    static const uint64_t indexes[] = {0, 1, 255, 256, 65535, UINT64_C(1) << 40};
    json_t *cases = json_array();
    for (size_t i = 0; i < COUNT(families); i++)
        for (size_t k = 0; k < COUNT(indexes); k++)
            append(cases, generator(families[i].name, families[i].kind, indexes[k]));
    append(cases, generator("Id", ZKS_GENERATOR_ID, 0));
    append(cases, generator("Q", ZKS_GENERATOR_Q, 0));
    append(cases, generator("H", ZKS_GENERATOR_H, 0));
    append(cases, generator("R", ZKS_GENERATOR_R, 0));
    return cases;
}

static json_t *hash_to_group_cases(void)
{
    json_t *cases = json_array();
    for (size_t i = 0; i < COUNT(rfc9496_uniform); i++) {
        uint8_t uniform[64];
        zks_point point;
        MUST(zks_hex_decode(uniform, sizeof uniform, rfc9496_uniform[i]));
        zks_point_from_uniform(&point, uniform);
        append(cases, json_pack("{s:s, s:o}", "uniform", rfc9496_uniform[i], "point", point_hex(&point)));
    }
    return cases;
}

/* 0, 1, the order less 1; the order, the order plus 1, 2^253, 2^256 - 1. */
static const char *const canonical_scalars[] = {
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010",
};
static const char *const other_scalars[] = {
    "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010",
    "eed3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010",
    "0000000000000000000000000000000000000000000000000000000000000020",
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "00000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000 ",
    "ECd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010",
};

/* ---- hashing ---- */

/* One step: an absorption of `count` strings of `length` bytes, or, where `count` is negative, a challenge. */
typedef struct {
    const char *label;
    int count;
    size_t length;
} step;
enum { MAX_STEPS = 6 };

static const step transcripts[][MAX_STEPS] = {
    {{"alpha", -1, 0}},
    {{"claim", 1, 3}, {"alpha", -1, 0}, {"alpha", -1, 0}, {"rho", -1, 0}},
    {{"digits", 0, 0}, {"alpha", -1, 0}},
    {{"digits", 2, 32}, {"mask", 1, 32}, {"lambda", -1, 0}},
    {{"digits", 1, 64}, {"lambda", -1, 0}},
    {{"claim", 1, 0}, {"instance", 4, 8}, {"kappa'", -1, 0}, {"theta M", -1, 0}},
    {{"", 1, 200}, {"", -1, 0}, {"fold", 2, 32}, {"fold", -1, 0}, {"fold", 2, 32}, {"fold", -1, 0}},
};

static json_t *absorbed(zks_transcript *t, const step *s)
{
    enum { MAX_ITEMS = 4, MAX_LENGTH = 200 };
    uint8_t bytes[MAX_ITEMS][MAX_LENGTH];
    zks_bytes items[MAX_ITEMS];
    json_t *array = json_array();
    MUST(s->count <= MAX_ITEMS && s->length <= MAX_LENGTH);
    for (size_t i = 0; i < (size_t)s->count; i++) {
        for (size_t k = 0; k < s->length; k++)
            bytes[i][k] = (uint8_t)(17 * i + 3 * k);
        items[i] = (zks_bytes){bytes[i], s->length};
        append(array, hex(bytes[i], s->length));
    }
    zks_transcript_absorb(t, s->label, items, (size_t)s->count);
    return json_pack("{s:s, s:o}", "absorb", s->label, "items", array);
}

static json_t *drawn(zks_transcript *t, const step *s)
{
    zks_scalar value;
    zks_transcript_challenge(t, s->label, &value);
    return json_pack("{s:s, s:o}", "challenge", s->label, "value", scalar_hex(&value));
}

static json_t *transcript_cases(void)
{
    json_t *cases = json_array();
    for (size_t i = 0; i < COUNT(transcripts); i++) {
        json_t *steps = json_array();
        zks_transcript t;
        zks_transcript_start(&t);
        for (size_t k = 0; k < MAX_STEPS && transcripts[i][k].label != NULL; k++) {
            const step *s = &transcripts[i][k];
            append(steps, s->count < 0 ? drawn(&t, s) : absorbed(&t, s));
        }
        append(cases, json_pack("{s:o}", "steps", steps));
    }
    return cases;
}

static json_t *merkle_case(size_t count)
{
    enum { MOST = 9 };
    uint8_t leaves[MOST][32], root[32], path[ZKS_MERKLE_MAX_PATH][32];
    json_t *leaf_array = json_array(), *paths = json_array();
    MUST(count <= MOST);
    for (size_t i = 0; i < count; i++) {
        memset(leaves[i], (int)(i + 1), 32);
        append(leaf_array, hex(leaves[i], 32));
    }
    for (size_t i = 0; i < count; i++) {
        json_t *nodes = json_array();
        zks_merkle_path(path, leaves[0], count, i);
        for (size_t k = 0; k < zks_merkle_path_length(i, count); k++)
            append(nodes, hex(path[k], 32));
        append(paths, nodes);
    }
    zks_merkle_root(root, leaves[0], count, 1);
    return json_pack("{s:o, s:o, s:o}", "leaves", leaf_array, "root", hex(root, 32), "paths", paths);
}

static json_t *merkle_cases(void)
{
    json_t *cases = json_array();
    for (size_t count = 1; count <= 9; count++)
        append(cases, merkle_case(count));
    return cases;
}

/* ---- accounts ---- */

static const char *const accounts[] = {"alice", "a", "ivan, née Иван", "0", "\xf0\x9f\xa6\x8a"};

static json_t *account_id_cases(void)
{
    json_t *cases = json_array();
    for (size_t i = 0; i < COUNT(accounts); i++) {
        zks_scalar id;
        zks_id_scalar(&id, (zks_bytes){accounts[i], strlen(accounts[i])});
        append(cases, json_pack("{s:s, s:o}", "account", accounts[i], "scalar", scalar_hex(&id)));
    }
    return cases;
}

typedef struct {
    uint32_t column;
    const char *text; /* the value in decimal */
    uint64_t low, high;
} held;

static json_t *commitment_case(const char *account, const held *of, size_t count, int64_t blinding)
{
    zks_value values[4] = {0};
    json_t *array = json_array();
    for (size_t i = 0; i < count; i++) {
        values[i] = (zks_value){.column = of[i].column, .limb = {of[i].low, of[i].high}};
        append(array, json_pack("{s:I, s:s}", "column", (json_int_t)of[i].column, "value", of[i].text));
    }
    zks_scalar r;
    uint8_t commitment[32];
    zks_scalar_from_i64(&r, blinding);
    zks_opening_commit(commitment, (zks_bytes){account, strlen(account)}, values, count, &r);
    return json_pack("{s:s, s:o, s:o, s:o}", "account", account, "values", array, "blinding", scalar_hex(&r),
                     "commitment", hex(commitment, 32));
}

static json_t *commitment_cases(void)
{
    static const held some[] = {{0, "1", 1, 0},
                                {3, "18446744073709551616", 0, 1},
                                {255, "340282366920938463463374607431768211455", UINT64_MAX, UINT64_MAX}};
    json_t *cases = json_array();
    for (size_t count = 0; count <= COUNT(some); count++)
        for (int64_t blinding = -1; blinding <= 1; blinding++)
            append(cases, commitment_case(accounts[count], some, count, blinding));
    return cases;
}

static json_t *reserve_commitment_case(const held *of, int64_t blinding)
{
    uint8_t amount[ZKS_AMOUNT_BYTES];
    zks_scalar r;
    zks_word commitment;
    zks_store_u64(amount, of->low);
    zks_store_u64(amount + 8, of->high);
    zks_scalar_from_i64(&r, blinding);
    zks_reserve_commit(commitment, amount, &r);
    return json_pack("{s:s, s:o, s:o}", "amount", of->text, "blinding", scalar_hex(&r), "commitment",
                     hex(commitment, 32));
}

static json_t *reserve_commitment_cases(void)
{
    static const held amounts[] = {{0, "0", 0, 0},
                                   {0, "1", 1, 0},
                                   {0, "18446744073709551616", 0, 1},
                                   {0, "340282366920938463463374607431768211455", UINT64_MAX, UINT64_MAX}};
    json_t *cases = json_array();
    for (size_t i = 0; i < COUNT(amounts); i++)
        for (int64_t blinding = -1; blinding <= 1; blinding++)
            append(cases, reserve_commitment_case(&amounts[i], blinding));
    return cases;
}

/* ---- shapes ---- */

typedef struct {
    uint64_t rows;
    size_t cells, committed, external;
} sizes;

/* Without external columns the case does not name them. */
static json_t *shape_case(const sizes *from)
{
    zks_shape s;
    MUST(zks_shape_make(&s, from->rows, from->cells, from->committed, from->external));
    json_t *shape = json_pack("{s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I}", "rows", (json_int_t)s.rows, "cells",
                              (json_int_t)s.cells, "committed", (json_int_t)s.committed, "rounds", (json_int_t)s.rounds,
                              "row_length", (json_int_t)s.row_length, "matrix_rows", (json_int_t)s.matrix_rows, "folds",
                              (json_int_t)s.folds, "points", (json_int_t)s.at.points, "words", (json_int_t)s.at.words);
    if (s.external > 0)
        MUST(json_object_set_new(shape, "external", json_integer((json_int_t)s.external)) == 0);
    return shape;
}

/* The basis of 194 committed columns and an external one just fits 512 positions; that of 195 does not. */
static json_t *shape_cases(void)
{
    static const sizes all[] = {
        {1, 1, 0, 0},     {1, 1, 1, 0},      {1, 9, 1, 0},       {2, 3, 2, 0},
        {3, 16, 2, 0},    {4, 108, 12, 0},   {5, 7, 3, 0},       {8, 16, 2, 0},
        {1, 4000, 99, 0}, {1000, 80, 10, 0}, {32768, 80, 10, 0}, {32768, 23200, 2898, 0},
        {65536, 1, 1, 0}, {65535, 8, 1, 0},  {257, 255, 31, 0},  {4096, 4096, 500, 0},
        {1, 1, 0, 1},     {1, 393, 194, 0},  {1, 393, 194, 1},   {1, 395, 195, 0},
        {1, 395, 195, 1}, {1, 4000, 99, 17},
    };
    json_t *cases = json_array();
    for (size_t i = 0; i < COUNT(all); i++)
        append(cases, shape_case(&all[i]));
    return cases;
}

/* ---- text ---- */

#define ONES_OF_64 "1111111111111111111111111111111111111111111111111111111111111111"

static const char *const decimals[] = {
    "0", "1", "-1", "10", "0.1", "-0.1", "100.001", "0.000000000000000000000000000000000001", ONES_OF_64 ONES_OF_64,
};
static const char *const no_decimals[] = {
    "",      "-",    "-0",       "00",    "01",
    "-01",   "1.",   ".1",       "0.0",   "1.0",
    "-0.0",  "1.10", "+1",       " 1",    "1 ",
    "1,5",   "1e3",  "0x1",      "1.2.3", "--1",
    "1_000", "1\n",  "\xd9\xa1", "NaN",   ONES_OF_64 ONES_OF_64 "1",
};
static const char *const times[] = {
    "2026-08-20T00:00:00Z", "2024-02-29T23:59:59Z", "2000-02-29T12:30:45Z",
    "0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z",
};
static const char *const no_times[] = {
    "",
    "2026-08-20",
    "2026-08-20T00:00:00",
    "2026-08-20 00:00:00Z",
    "2026-08-20t00:00:00z",
    "2026-08-20T00:00:00+00:00",
    "2026-08-20T00:00:00-00:00",
    "2026-08-20T00:00:00.000Z",
    "2026-08-20T24:00:00Z",
    "2026-08-20T23:60:00Z",
    "2016-12-31T23:59:60Z",
    "2026-00-20T00:00:00Z",
    "2026-13-20T00:00:00Z",
    "2026-08-00T00:00:00Z",
    "2026-04-31T00:00:00Z",
    "2026-02-29T00:00:00Z",
    "1900-02-29T00:00:00Z",
    "026-08-20T00:00:00Z",
    "12026-08-20T00:00:00Z",
    "2026-8-20T00:00:00Z",
    "+026-08-20T00:00:00Z",
    " 2026-08-20T00:00:00Z",
    "2026-08-20T00:00:00Z ",
};

/* ---- all of them ---- */

/* For runners that would accept anything. */
static void write_wrong(book *b)
{
    json_t *wrong = merkle_case(3), *other = merkle_case(1);
    MUST(json_object_set(wrong, "root", json_object_get(other, "root")) == 0);
    json_decref(other);
    book_write_primitives(b,
                          &(book_entry){"merkle-wrong", ZKS_REJECT_VECTOR, -1,
                                        "the root of one leaf for three: a case that does not hold"},
                          "merkle", json_pack("{s:[o]}", "cases", wrong));
}

void chapter_primitives(book *b)
{
    write_cases(b, "generators", generator_cases(), "the generators, of every kind");
    write_cases(b, "hash-to-group", hash_to_group_cases(), "the one-way map, on the inputs of RFC 9496, appendix A.3");
    write_cases(b, "transcript", transcript_cases(), "absorptions and challenges in several orders");
    write_cases(b, "merkle", merkle_cases(), "trees of 1 to 9 leaves, with all paths");
    write_wrong(b);
    write_cases(b, "commitment", commitment_cases(), "commitments to nothing, to little and to the largest values");
    write_cases(b, "reserve-commitment", reserve_commitment_cases(),
                "custodians' commitments to nothing, to little and to the largest amount");
    write_cases(b, "account-id", account_id_cases(), "the scalars of account ids");
    write_cases(b, "shape", shape_cases(), "sizes of proofs");
    write_sets(b, "point", strings(rfc9496_multiples, COUNT(rfc9496_multiples)),
               strings(rfc9496_invalid, COUNT(rfc9496_invalid)), "encodings of RFC 9496, appendix A.1 and A.2");
    write_sets(b, "scalar", strings(canonical_scalars, COUNT(canonical_scalars)),
               strings(other_scalars, COUNT(other_scalars)), "scalars on both sides of the order");
    write_sets(b, "decimal", strings(decimals, COUNT(decimals)), strings(no_decimals, COUNT(no_decimals)),
               "canonical decimals and others");
    write_sets(b, "time", strings(times, COUNT(times)), strings(no_times, COUNT(no_times)),
               "times a statement may hold and others");
}
