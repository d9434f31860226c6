/* Merkle tree of RFC 9162, section 2.1, over 32-byte leaves: SHA-256, 0x00 before a leaf, 0x01 before an inner node. */
#ifndef ZKS_CRYPTO_MERKLE_H
#define ZKS_CRYPTO_MERKLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ZKS_MERKLE_MAX_PATH 64

/* Root of `count` >= 1 consecutive 32-byte leaves. `threads` bounds the work; the result does not depend on it. */
void zks_merkle_root(uint8_t root[32], const uint8_t *leaves, size_t count, int threads);
/* Number of nodes in the inclusion path of leaf `index` < count. */
size_t zks_merkle_path_length(size_t index, size_t count);
/* PATH(index, leaves): lowest sibling first, zks_merkle_path_length() nodes. */
void zks_merkle_path(uint8_t (*path)[32], const uint8_t *leaves, size_t count, size_t index);
/* Whether `path` of exactly `length` nodes leads from `leaf` at `index` to `root` in a tree of `count` leaves; false
 * for index >= count or any other length. */
bool zks_merkle_check(const uint8_t root[32], const uint8_t leaf[32], size_t index, size_t count,
                      const uint8_t (*path)[32], size_t length);

/* Consistency proofs (RFC 9162, section 2.1.4): that a tree of `older` leaves is the beginning of one of `count`. */
#define ZKS_MERKLE_MAX_CONSISTENCY 65
/* PROOF(older, leaves) of 1 <= older <= count, in the RFC's order; returns its number of nodes. */
size_t zks_merkle_consistency(uint8_t (*proof)[32], const uint8_t *leaves, size_t older, size_t count);
/* Whether `proof` of exactly `length` nodes leads to both roots; false unless 1 <= older <= count. */
bool zks_merkle_check_consistency(const uint8_t older_root[32], size_t older, const uint8_t root[32], size_t count,
                                  const uint8_t (*proof)[32], size_t length);

/* The whole tree in memory (64 bytes a leaf), for whoever wants many paths: zks_merkle_path hashes every leaf anew. */
typedef struct zks_merkle_tree zks_merkle_tree;
/* Of `count` >= 1 leaves, which need not outlive the call. NULL: out of memory. */
zks_merkle_tree *zks_merkle_tree_new(const uint8_t *leaves, size_t count, int threads);
void zks_merkle_tree_free(zks_merkle_tree *tree); /* NULL does nothing */
/* The same path as zks_merkle_path, without hashing; any number of threads may read one tree. */
void zks_merkle_tree_path(uint8_t (*path)[32], const zks_merkle_tree *tree, size_t index);

#endif
