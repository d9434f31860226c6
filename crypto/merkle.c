#include "crypto/merkle.h"

#include "crypto/hash.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { HASH = 32, TAG_LEAF = 0x00, TAG_NODE = 0x01 };

/* Below so many hashes, waking threads costs more than it saves. */
enum { WORTH_THREADS = 1024 };

static void hash_leaf(uint8_t out[HASH], const uint8_t leaf[HASH])
{
    uint8_t input[1 + HASH] = {TAG_LEAF};
    memcpy(input + 1, leaf, HASH);
    zks_sha256(out, &(zks_bytes){input, sizeof input}, 1);
}

/* `out` may be one of the children. */
static void hash_node(uint8_t out[HASH], const uint8_t left[HASH], const uint8_t right[HASH])
{
    uint8_t input[1 + 2 * HASH] = {TAG_NODE};
    memcpy(input + 1, left, HASH);
    memcpy(input + 1 + HASH, right, HASH);
    zks_sha256(out, &(zks_bytes){input, sizeof input}, 1);
}

/* RFC 9162's k: the leaves of a tree of `count` > 1 that are under the left child. */
static size_t left_leaves(size_t count)
{
    return (size_t)1 << (63 - __builtin_clzll(count - 1));
}

/* MTH of `count` >= 1 leaves. */
static void subtree_root(uint8_t root[HASH], const uint8_t *leaves, size_t count)
{
    if (count == 1) {
        hash_leaf(root, leaves);
        return;
    }
    size_t left = left_leaves(count);
    uint8_t right_root[HASH];
    subtree_root(root, leaves, left);
    subtree_root(right_root, leaves + HASH * left, count - left);
    hash_node(root, root, right_root);
}

/* The level above `count` nodes: neighbours are joined, and a last node without a neighbour rises as it is, which is
 * the shape RFC 9162 gives by splitting at powers of two. One thread may work in place. Returns the number of parents.
 */
static size_t join_neighbours(uint8_t (*parents)[HASH], uint8_t (*nodes)[HASH], size_t count, int threads)
{
    assert(threads == 1 || parents != nodes);
#pragma omp parallel for num_threads(threads) if (threads > 1 && count >= WORTH_THREADS)
    for (size_t i = 0; i < count / 2; i++)
        hash_node(parents[i], nodes[2 * i], nodes[2 * i + 1]);
    if (count % 2 == 1)
        memmove(parents[count / 2], nodes[count - 1], HASH);
    return (count + 1) / 2;
}

/* The leaves are cut into runs of a power of two, each a subtree of the whole and a job of its own. Enough runs for any
 * number of threads, few enough to need no heap. */
void zks_merkle_root(uint8_t root[32], const uint8_t *leaves, size_t count, int threads)
{
    enum { MAX_RUNS = 512 };
    assert(count >= 1 && threads >= 1);

    size_t run = 1;
    while ((count - 1) / run >= MAX_RUNS)
        run *= 2;
    size_t runs = (count - 1) / run + 1;
    uint8_t nodes[MAX_RUNS][HASH];
#pragma omp parallel for schedule(dynamic) num_threads(threads) if (threads > 1 && count >= WORTH_THREADS)
    for (size_t i = 0; i < runs; i++) {
        size_t first = i * run;
        subtree_root(nodes[i], leaves + HASH * first, count - first < run ? count - first : run);
    }
    while (runs > 1)
        runs = join_neighbours(nodes, nodes, runs, 1);
    memcpy(root, nodes[0], HASH);
}

/* A walk from a leaf up to the root, one level a step: the node's place in its level, and the level's last place. */
typedef struct {
    size_t place, last;
} walk;

static bool at_root(walk w)
{
    return w.last == 0;
}

static walk parent(walk w)
{
    return (walk){w.place / 2, w.last / 2};
}

/* Only the last node of a level can be without one, and then it rises as it is. */
static bool has_sibling(walk w)
{
    return (w.place ^ 1) <= w.last;
}

size_t zks_merkle_path_length(size_t index, size_t count)
{
    assert(index < count);
    size_t length = 0;
    for (walk w = {index, count - 1}; !at_root(w); w = parent(w))
        length += has_sibling(w);
    return length;
}

void zks_merkle_path(uint8_t (*path)[32], const uint8_t *leaves, size_t count, size_t index)
{
    size_t above = zks_merkle_path_length(index, count);
    while (count > 1) {
        size_t left = left_leaves(count);
        above--;
        if (index < left) {
            subtree_root(path[above], leaves + HASH * left, count - left);
            count = left;
        } else {
            subtree_root(path[above], leaves, left);
            leaves += HASH * left;
            index -= left;
            count -= left;
        }
    }
}

bool zks_merkle_check(const uint8_t root[32], const uint8_t leaf[32], size_t index, size_t count,
                      const uint8_t (*path)[32], size_t length)
{
    if (index >= count || length != zks_merkle_path_length(index, count))
        return false;
    uint8_t node[HASH];
    hash_leaf(node, leaf);
    for (walk w = {index, count - 1}; !at_root(w); w = parent(w)) {
        if (!has_sibling(w))
            continue;
        if (w.place % 2 == 1)
            hash_node(node, *path++, node);
        else
            hash_node(node, node, *path++);
    }
    return memcmp(node, root, HASH) == 0;
}

/* RFC 9162's SUBPROOF, appended behind `length` nodes. `is_known`: the older tree begins where these leaves do, so that
 * its verifier has the root of the older leaves here already. */
static size_t subproof(uint8_t (*proof)[32], size_t length, const uint8_t *leaves, size_t older, size_t count,
                       bool is_known)
{
    if (older == count) {
        if (!is_known)
            subtree_root(proof[length++], leaves, count);
        return length;
    }
    size_t left = left_leaves(count);
    const uint8_t *right = leaves + HASH * left;
    if (older <= left) {
        length = subproof(proof, length, leaves, older, left, is_known);
        subtree_root(proof[length], right, count - left);
    } else {
        length = subproof(proof, length, right, older - left, count - left, false);
        subtree_root(proof[length], leaves, left);
    }
    return length + 1;
}

size_t zks_merkle_consistency(uint8_t (*proof)[32], const uint8_t *leaves, size_t older, size_t count)
{
    assert(older >= 1 && older <= count);
    return subproof(proof, 0, leaves, older, count, true);
}

/* From a node that both trees have, the last such of the older one, up to both roots: what stands to the left is in
 * both trees, what stands to the right in the newer only. The walk's `place` is the older tree's last. */
static bool check_consistency(const uint8_t older_root[HASH], const uint8_t root[HASH], walk w,
                              const uint8_t shared[HASH], const uint8_t (*proof)[32], size_t length)
{
    uint8_t older[HASH], newer[HASH];
    memcpy(older, shared, HASH);
    memcpy(newer, shared, HASH);
    for (; !at_root(w); w = parent(w)) {
        if (!has_sibling(w))
            continue;
        if (length-- == 0)
            return false;
        if (w.place % 2 == 1) {
            hash_node(older, *proof, older);
            hash_node(newer, *proof++, newer);
        } else {
            hash_node(newer, newer, *proof++);
        }
    }
    return length == 0 && memcmp(older, older_root, HASH) == 0 && memcmp(newer, root, HASH) == 0;
}

bool zks_merkle_check_consistency(const uint8_t older_root[32], size_t older, const uint8_t root[32], size_t count,
                                  const uint8_t (*proof)[32], size_t length)
{
    if (older < 1 || older > count)
        return false;
    if (older == count)
        return length == 0 && memcmp(older_root, root, HASH) == 0;
    walk w = {older - 1, count - 1};
    while (w.place % 2 == 1)
        w = parent(w);
    bool is_whole = w.place == 0; /* a power of two: the shared node is the older root itself, and not sent */
    if (is_whole)
        return check_consistency(older_root, root, w, older_root, proof, length);
    return length > 0 && check_consistency(older_root, root, w, *proof, proof + 1, length - 1);
}

struct zks_merkle_tree {
    size_t count;
    uint8_t nodes[][HASH]; /* level after level, the hashed leaves first, the root last */
};

/* False on overflow. */
static bool tree_bytes(size_t *bytes, size_t count)
{
    size_t nodes = 1;
    for (walk w = {0, count - 1}; !at_root(w); w = parent(w))
        if (__builtin_add_overflow(nodes, w.last, &nodes) || __builtin_add_overflow(nodes, 1, &nodes))
            return false;
    return !__builtin_mul_overflow(nodes, HASH, bytes) &&
           !__builtin_add_overflow(*bytes, sizeof(zks_merkle_tree), bytes);
}

zks_merkle_tree *zks_merkle_tree_new(const uint8_t *leaves, size_t count, int threads)
{
    assert(count >= 1 && threads >= 1);
    size_t bytes;
    zks_merkle_tree *tree = tree_bytes(&bytes, count) ? malloc(bytes) : NULL;
    if (tree == NULL)
        return NULL;
    tree->count = count;

    uint8_t(*level)[HASH] = tree->nodes;
#pragma omp parallel for num_threads(threads) if (threads > 1 && count >= WORTH_THREADS)
    for (size_t i = 0; i < count; i++)
        hash_leaf(level[i], leaves + HASH * i);
    while (count > 1) {
        uint8_t(*above)[HASH] = level + count;
        count = join_neighbours(above, level, count, threads);
        level = above;
    }
    return tree;
}

void zks_merkle_tree_free(zks_merkle_tree *tree)
{
    free(tree);
}

void zks_merkle_tree_path(uint8_t (*path)[32], const zks_merkle_tree *tree, size_t index)
{
    assert(index < tree->count);
    const uint8_t(*level)[HASH] = tree->nodes;
    for (walk w = {index, tree->count - 1}; !at_root(w); w = parent(w)) {
        if (has_sibling(w))
            memcpy(*path++, level[w.place ^ 1], HASH);
        level += w.last + 1;
    }
}
