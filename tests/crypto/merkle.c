/* The Merkle tree against a literal transcription of RFC 9162, section 2.1, itself held to the published roots of
 * Certificate Transparency; and every path of every tree of up to 130 leaves, honest and damaged. */
#include "crypto/merkle.h"

#include "crypto/hash.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>
#include <openssl/sha.h>

#include "hex.h"

/* MTH(D[first .. first + count]), over leaves of any length. */
static void rfc_root(uint8_t root[32], const zks_bytes *leaves, size_t count)
{
    uint8_t input[65];
    if (count == 1) {
        input[0] = 0x00;
        memcpy(input + 1, leaves->data, leaves->length);
        SHA256(input, 1 + leaves->length, root);
        return;
    }
    size_t k = 1;
    while (2 * k < count)
        k *= 2;
    input[0] = 0x01;
    rfc_root(input + 1, leaves, k);
    rfc_root(input + 33, leaves + k, count - k);
    SHA256(input, sizeof input, root);
}

/* PATH(index, D[count]); returns its length. */
static size_t rfc_path(uint8_t (*path)[32], const zks_bytes *leaves, size_t count, size_t index)
{
    if (count == 1)
        return 0;
    size_t k = 1;
    while (2 * k < count)
        k *= 2;
    size_t length;
    if (index < k) {
        length = rfc_path(path, leaves, k, index);
        rfc_root(path[length], leaves + k, count - k);
    } else {
        length = rfc_path(path, leaves + k, count - k, index - k);
        rfc_root(path[length], leaves, k);
    }
    return length + 1;
}

/* Leaf i is SHA-256(u64 i). */
enum { LEAVES = 5000 };
static uint8_t leaf[LEAVES][32];
static zks_bytes leaf_bytes[LEAVES];

static int make_leaves(void **state)
{
    (void)state;
    for (size_t i = 0; i < LEAVES; i++) {
        uint8_t number[8];
        zks_store_u64(number, i);
        SHA256(number, sizeof number, leaf[i]);
        leaf_bytes[i] = (zks_bytes){leaf[i], 32};
    }
    return 0;
}

/* The reference tree of Certificate Transparency: its leaves are not 32 bytes long, so it judges the oracle only. */
static void oracle_gives_the_certificate_transparency_roots(void **state)
{
    (void)state;
    static const zks_bytes leaves[8] = {
        {"", 0},
        {"\x00", 1},
        {"\x10", 1},
        {"\x20\x21", 2},
        {"\x30\x31", 2},
        {"\x40\x41\x42\x43", 4},
        {"\x50\x51\x52\x53\x54\x55\x56\x57", 8},
        {"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f", 16},
    };
    static const char *roots[8] = {
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    };
    for (size_t count = 1; count <= 8; count++) {
        uint8_t root[32];
        rfc_root(root, leaves, count);
        assert_hex(root, 32, roots[count - 1]);
    }
}

/* Computed with Python's hashlib. */
static void known_roots(void **state)
{
    (void)state;
    static const struct {
        size_t count;
        const char *root;
    } known[] = {
        {1, "aea833068048b82f42271c18e0076a5230cbc7d711c99de16a5917db14a3b044"},
        {2, "eef1b9248be39f5f163068a40bec9d0c11835ec8dd5f59398b95147c22e8f74b"},
        {3, "27058f4ae7a0ab5ea062e301665d2fd2e749c6a4ec31cf8deacb139f40cd3c07"},
        {7, "9d07734d5f6d2e0148d180eda3c69b89e4f1ce59252771e8a018b8ef863c4485"},
        {8, "2edfad23d1e159125b880e5182bf5e7cd9da5105a1b94376a6d6f3ab534ea4bd"},
        {100, "e45f987d272633b0dbf9fbd568ce11242bead9f98e1b51d20dcd5cdb21b37883"},
        {1024, "6bcd99b2dcc3692c7701c6dfcee6cabed53046ebc25181210f1450e7555d1270"},
        {5000, "803fd410ef1f0f821c38ba02c4435b5fe61564bdba7f452ca929c22bb0026711"},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        uint8_t root[32];
        zks_merkle_root(root, leaf[0], known[i].count, 1);
        assert_hex(root, 32, known[i].root);
    }
}

/* Around every size at which the runs of leaves double, and at which threads start. */
static void roots_match_the_rfc_for_any_number_of_threads(void **state)
{
    (void)state;
    static const size_t middles[] = {512, 1024, 1536, 2048, 3072, 4096, 4608};
    uint8_t expected[32], root[32];
    for (size_t count = 1; count <= 300; count++) {
        rfc_root(expected, leaf_bytes, count);
        zks_merkle_root(root, leaf[0], count, 1);
        assert_memory_equal(root, expected, 32);
    }
    for (size_t i = 0; i < sizeof middles / sizeof middles[0]; i++)
        for (size_t count = middles[i] - 3; count <= middles[i] + 3; count++) {
            rfc_root(expected, leaf_bytes, count);
            for (int threads = 1; threads <= 4; threads++) {
                zks_merkle_root(root, leaf[0], count, threads);
                assert_memory_equal(root, expected, 32);
            }
        }
}

enum { PATH_LEAVES = 130, MAX_LENGTH = 8 };

static void paths_match_the_rfc(void **state)
{
    (void)state;
    for (size_t count = 1; count <= PATH_LEAVES; count++) {
        zks_merkle_tree *tree = zks_merkle_tree_new(leaf[0], count, 1);
        assert_non_null(tree);
        for (size_t index = 0; index < count; index++) {
            uint8_t expected[MAX_LENGTH][32], path[MAX_LENGTH][32];
            size_t length = rfc_path(expected, leaf_bytes, count, index);
            assert_int_equal(zks_merkle_path_length(index, count), length);
            zks_merkle_path(path, leaf[0], count, index);
            assert_memory_equal(path, expected, 32 * length);
            memset(path, 0, sizeof path);
            zks_merkle_tree_path(path, tree, index);
            assert_memory_equal(path, expected, 32 * length);
        }
        zks_merkle_tree_free(tree);
    }
}

static void big_trees_give_the_same_paths_for_any_number_of_threads(void **state)
{
    (void)state;
    for (int threads = 1; threads <= 4; threads += 3)
        for (size_t count = 4094; count <= LEAVES; count += 453) {
            zks_merkle_tree *tree = zks_merkle_tree_new(leaf[0], count, threads);
            assert_non_null(tree);
            for (size_t index = 0; index < count; index += index < 4090 ? 409 : 101) {
                uint8_t expected[ZKS_MERKLE_MAX_PATH][32], path[ZKS_MERKLE_MAX_PATH][32];
                size_t length = zks_merkle_path_length(index, count);
                zks_merkle_path(expected, leaf[0], count, index);
                zks_merkle_tree_path(path, tree, index);
                assert_memory_equal(path, expected, 32 * length);
            }
            zks_merkle_tree_free(tree);
        }
}

static void path_lengths_at_the_limit(void **state)
{
    (void)state;
    assert_int_equal(zks_merkle_path_length(0, SIZE_MAX), ZKS_MERKLE_MAX_PATH);
    assert_int_equal(zks_merkle_path_length(SIZE_MAX - 1, SIZE_MAX), ZKS_MERKLE_MAX_PATH - 1);
    assert_int_equal(zks_merkle_path_length((size_t)1 << 63, ((size_t)1 << 63) + 1), 1);
}

/* An honest path with its tree, and room for one node too many. */
typedef struct {
    uint8_t root[32], path[MAX_LENGTH + 1][32];
    size_t index, count, length;
} inclusion;

static bool check(const inclusion *i, const uint8_t checked_leaf[32])
{
    return zks_merkle_check(i->root, checked_leaf, i->index, i->count, (const uint8_t(*)[32])i->path, i->length);
}

static void for_every_inclusion(void (*test)(const inclusion *honest))
{
    for (size_t count = 1; count <= PATH_LEAVES; count++) {
        zks_merkle_tree *tree = zks_merkle_tree_new(leaf[0], count, 1);
        assert_non_null(tree);
        inclusion honest = {.count = count};
        zks_merkle_root(honest.root, leaf[0], count, 1);
        for (size_t index = 0; index < count; index++) {
            honest.index = index;
            honest.length = zks_merkle_path_length(index, count);
            zks_merkle_tree_path(honest.path, tree, index);
            assert_true(check(&honest, leaf[index]));
            test(&honest);
        }
        zks_merkle_tree_free(tree);
    }
}

static void refuse_other_indices(const inclusion *honest)
{
    inclusion wrong = *honest;
    for (wrong.index = 0; wrong.index < honest->count + 3; wrong.index++)
        assert_int_equal(check(&wrong, leaf[honest->index]), wrong.index == honest->index);
    wrong.index = SIZE_MAX;
    assert_false(check(&wrong, leaf[honest->index]));
    wrong.index = honest->index + ((size_t)1 << honest->length);
    assert_false(check(&wrong, leaf[honest->index]));
}

static void refuse_other_leaves(const inclusion *honest)
{
    assert_false(check(honest, leaf[honest->index ^ 1]));
    assert_false(check(honest, leaf[honest->index + 1]));
    assert_false(check(honest, leaf[honest->count]));
}

static void refuse_other_lengths(const inclusion *honest)
{
    inclusion wrong = *honest;
    for (wrong.length = 0; wrong.length <= MAX_LENGTH + 1; wrong.length++)
        assert_int_equal(check(&wrong, leaf[honest->index]), wrong.length == honest->length);
    wrong.length = SIZE_MAX;
    assert_false(check(&wrong, leaf[honest->index]));
}

static void refuse_missing_and_doubled_nodes(const inclusion *honest)
{
    for (size_t i = 0; i < honest->length; i++) {
        inclusion wrong = *honest;
        memmove(wrong.path[i], wrong.path[i + 1], 32 * (honest->length - i - 1));
        memset(wrong.path[honest->length - 1], 0, 32);
        assert_false(check(&wrong, leaf[honest->index]));
        wrong.length--;
        assert_false(check(&wrong, leaf[honest->index]));

        wrong = *honest;
        memmove(wrong.path[i + 1], wrong.path[i], 32 * (honest->length - i));
        wrong.length++;
        assert_false(check(&wrong, leaf[honest->index]));
    }
}

static void refuse_swapped_nodes(const inclusion *honest)
{
    for (size_t i = 0; i < honest->length; i++)
        for (size_t j = 0; j < i; j++) {
            inclusion wrong = *honest;
            memcpy(wrong.path[i], honest->path[j], 32);
            memcpy(wrong.path[j], honest->path[i], 32);
            assert_false(check(&wrong, leaf[honest->index]));
        }
}

static void flip(uint8_t bytes[32], size_t bit)
{
    bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
}

/* One bit of every node, another one for every tree and leaf. */
static void refuse_flipped_bits(const inclusion *honest)
{
    size_t bit = (37 * honest->count + honest->index) % 256;
    inclusion wrong = *honest;
    for (size_t i = 0; i < honest->length; i++) {
        flip(wrong.path[i], bit);
        assert_false(check(&wrong, leaf[honest->index]));
        flip(wrong.path[i], bit);
    }
    flip(wrong.root, bit);
    assert_false(check(&wrong, leaf[honest->index]));

    uint8_t wrong_leaf[32];
    memcpy(wrong_leaf, leaf[honest->index], 32);
    flip(wrong_leaf, bit);
    assert_false(check(honest, wrong_leaf));
}

static void wrong_index(void **state)
{
    (void)state;
    for_every_inclusion(refuse_other_indices);
}

static void wrong_leaf(void **state)
{
    (void)state;
    for_every_inclusion(refuse_other_leaves);
}

static void wrong_length(void **state)
{
    (void)state;
    for_every_inclusion(refuse_other_lengths);
}

static void missing_or_doubled_node(void **state)
{
    (void)state;
    for_every_inclusion(refuse_missing_and_doubled_nodes);
}

static void swapped_nodes(void **state)
{
    (void)state;
    for_every_inclusion(refuse_swapped_nodes);
}

static void flipped_bit(void **state)
{
    (void)state;
    for_every_inclusion(refuse_flipped_bits);
}

/* Without the tags the children of the root of four leaves would be the leaves of a tree of two. */
static void inner_node_is_no_leaf(void **state)
{
    (void)state;
    uint8_t root[32], of_first[2][32], of_last[2][32];
    zks_merkle_root(root, leaf[0], 4, 1);
    zks_merkle_path(of_first, leaf[0], 4, 0);
    zks_merkle_path(of_last, leaf[0], 4, 3);
    const uint8_t *left = of_last[1], *right = of_first[1];
    assert_false(zks_merkle_check(root, left, 0, 2, (const uint8_t(*)[32])right, 1));
    assert_false(zks_merkle_check(root, right, 1, 2, (const uint8_t(*)[32])left, 1));
}

static void empty_tree_holds_nothing(void **state)
{
    (void)state;
    uint8_t root[32];
    SHA256(NULL, 0, root);
    assert_false(zks_merkle_check(root, leaf[0], 0, 0, NULL, 0));
}

/* SUBPROOF(older, D[count], is_known), appended behind `length` nodes. */
static size_t rfc_subproof(uint8_t (*proof)[32], size_t length, const zks_bytes *leaves, size_t older, size_t count,
                           bool is_known)
{
    if (older == count) {
        if (!is_known)
            rfc_root(proof[length++], leaves, count);
        return length;
    }
    size_t k = 1;
    while (2 * k < count)
        k *= 2;
    if (older <= k) {
        length = rfc_subproof(proof, length, leaves, older, k, is_known);
        rfc_root(proof[length], leaves + k, count - k);
    } else {
        length = rfc_subproof(proof, length, leaves + k, older - k, count - k, false);
        rfc_root(proof[length], leaves, k);
    }
    return length + 1;
}

/* The trees of Certificate Transparency again, whose roots stand above, with the proofs published for them. */
static void consistency_of_certificate_transparency_is_accepted(void **state)
{
    (void)state;
    static const char *roots[9] = {
        [1] = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        [2] = "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        [5] = "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        [6] = "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        [8] = "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    };
    static const struct {
        size_t older, count, length;
        const char *nodes[3];
    } published[] = {
        {1, 1, 0, {NULL}},
        {1,
         8,
         3,
         {"96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
          "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
          "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"}},
        {6,
         8,
         3,
         {"0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
          "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"}},
        {2,
         5,
         2,
         {"5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
          "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"}},
    };
    for (size_t i = 0; i < sizeof published / sizeof *published; i++) {
        uint8_t older[32], newer[32], nodes[3][32];
        sodium_hex2bin(older, 32, roots[published[i].older], 64, NULL, NULL, NULL);
        sodium_hex2bin(newer, 32, roots[published[i].count], 64, NULL, NULL, NULL);
        for (size_t k = 0; k < published[i].length; k++)
            sodium_hex2bin(nodes[k], 32, published[i].nodes[k], 64, NULL, NULL, NULL);
        assert_true(zks_merkle_check_consistency(older, published[i].older, newer, published[i].count,
                                                 (const uint8_t(*)[32])nodes, published[i].length));
    }
}

enum { GROWTH_LEAVES = 66, MAX_CONSISTENCY = 9 };

/* An honest proof with its trees, and room for one node too many. */
typedef struct {
    uint8_t older_root[32], root[32], nodes[MAX_CONSISTENCY + 1][32];
    size_t older, count, length;
} growth;

static bool check_growth(const growth *g)
{
    return zks_merkle_check_consistency(g->older_root, g->older, g->root, g->count, (const uint8_t(*)[32])g->nodes,
                                        g->length);
}

static void for_every_growth(void (*test)(const growth *honest))
{
    for (size_t count = 1; count <= GROWTH_LEAVES; count++)
        for (size_t older = 1; older <= count; older++) {
            growth honest = {.older = older, .count = count};
            zks_merkle_root(honest.older_root, leaf[0], older, 1);
            zks_merkle_root(honest.root, leaf[0], count, 1);
            honest.length = zks_merkle_consistency(honest.nodes, leaf[0], older, count);
            test(&honest);
        }
}

static void match_the_rfc(const growth *honest)
{
    uint8_t expected[MAX_CONSISTENCY + 1][32];
    assert_int_equal(honest->length, rfc_subproof(expected, 0, leaf_bytes, honest->older, honest->count, true));
    assert_memory_equal(honest->nodes, expected, 32 * honest->length);
    assert_true(check_growth(honest));
}

/* A proof has the length of its sizes, but one length fits several sizes: the roots tell these apart. */
static void refuse_other_sizes(const growth *honest)
{
    growth wrong = *honest;
    uint8_t other[32];
    for (wrong.older = 0; wrong.older <= honest->count + 1; wrong.older++) {
        if (wrong.older == honest->older || wrong.older == 0 || wrong.older > honest->count) {
            assert_int_equal(check_growth(&wrong), wrong.older == honest->older);
            continue;
        }
        zks_merkle_root(other, leaf[0], wrong.older, 1);
        memcpy(wrong.older_root, other, 32);
        assert_false(check_growth(&wrong));
        memcpy(wrong.older_root, honest->older_root, 32);
    }
}

static void refuse_other_numbers_of_nodes(const growth *honest)
{
    growth wrong = *honest;
    for (wrong.length = 0; wrong.length <= MAX_CONSISTENCY + 1; wrong.length++)
        assert_int_equal(check_growth(&wrong), wrong.length == honest->length);
    wrong.length = SIZE_MAX;
    assert_false(check_growth(&wrong));
}

static void refuse_flipped_bits_of_a_growth(const growth *honest)
{
    size_t bit = (37 * honest->count + honest->older) % 256;
    growth wrong = *honest;
    for (size_t i = 0; i < honest->length; i++) {
        flip(wrong.nodes[i], bit);
        assert_false(check_growth(&wrong));
        flip(wrong.nodes[i], bit);
    }
    flip(wrong.root, bit);
    assert_false(check_growth(&wrong));
    flip(wrong.root, bit);
    flip(wrong.older_root, bit);
    assert_false(check_growth(&wrong));
}

/* The same number of leaves, the first or the last of the older tree another one. */
static void refuse_rewritten_leaves(const growth *honest)
{
    static uint8_t rewritten[GROWTH_LEAVES][32];
    growth wrong = *honest;
    for (size_t end = 0; end < 2; end++) {
        memcpy(rewritten, leaf, sizeof rewritten);
        flip(rewritten[end == 0 ? 0 : honest->older - 1], 7);
        zks_merkle_root(wrong.root, rewritten[0], honest->count, 1);
        wrong.length = zks_merkle_consistency(wrong.nodes, rewritten[0], honest->older, honest->count);
        assert_false(check_growth(&wrong));
    }
}

static void consistency_matches_the_rfc(void **state)
{
    (void)state;
    for_every_growth(match_the_rfc);
}

static void other_sizes_of_a_growth(void **state)
{
    (void)state;
    for_every_growth(refuse_other_sizes);
}

static void wrong_number_of_nodes_of_a_growth(void **state)
{
    (void)state;
    for_every_growth(refuse_other_numbers_of_nodes);
}

static void flipped_bit_of_a_growth(void **state)
{
    (void)state;
    for_every_growth(refuse_flipped_bits_of_a_growth);
}

static void rewritten_leaf(void **state)
{
    (void)state;
    for_every_growth(refuse_rewritten_leaves);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(oracle_gives_the_certificate_transparency_roots),
        cmocka_unit_test(known_roots),
        cmocka_unit_test(roots_match_the_rfc_for_any_number_of_threads),
        cmocka_unit_test(paths_match_the_rfc),
        cmocka_unit_test(big_trees_give_the_same_paths_for_any_number_of_threads),
        cmocka_unit_test(path_lengths_at_the_limit),
        cmocka_unit_test(wrong_index),
        cmocka_unit_test(wrong_leaf),
        cmocka_unit_test(wrong_length),
        cmocka_unit_test(missing_or_doubled_node),
        cmocka_unit_test(swapped_nodes),
        cmocka_unit_test(flipped_bit),
        cmocka_unit_test(inner_node_is_no_leaf),
        cmocka_unit_test(empty_tree_holds_nothing),
        cmocka_unit_test(consistency_of_certificate_transparency_is_accepted),
        cmocka_unit_test(consistency_matches_the_rfc),
        cmocka_unit_test(other_sizes_of_a_growth),
        cmocka_unit_test(wrong_number_of_nodes_of_a_growth),
        cmocka_unit_test(flipped_bit_of_a_growth),
        cmocka_unit_test(rewritten_leaf),
    };
    return cmocka_run_group_tests(tests, make_leaves, NULL);
}
