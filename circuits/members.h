/* Members of indexes in scope, and walks over all of them or over every combination of several. */
#ifndef ZKS_CIRCUITS_MEMBERS_H
#define ZKS_CIRCUITS_MEMBERS_H

#include "circuits/ast.h"
#include "circuits/numbers.h"

#include <stdint.h>

#define ZKS_NO_MEMBER SIZE_MAX

/* The members of an index that has a parent, by the parent's members: those of parent p are
 * member[first[p]] .. member[first[p + 1] - 1], in the order of the policy; position[m] is where m stands in `member`.
 */
typedef struct {
    size_t *first, *member, *position;
} zks_children;

typedef struct {
    size_t index, outer;
} zks_hidden_member;

typedef struct {
    const zks_circuit *circuit;
    const zks_numbers *numbers;
    size_t *member;         /* per index: the member in scope, or ZKS_NO_MEMBER */
    zks_children *children; /* per index; all NULL where it has no parent */
    size_t hidden_count, hidden_capacity;
    zks_hidden_member *hidden; /* what later bindings replaced */
    uint64_t work;             /* every member brought into scope costs 1 */
    bool exhausted;            /* memory */
} zks_in_scope;

/* Nothing in scope; the numbers are checked ones. False: out of memory. Clear it either way. */
bool zks_in_scope_init(zks_in_scope *scope, const zks_circuit *circuit, const zks_numbers *numbers);
void zks_in_scope_clear(zks_in_scope *scope);

/* Brings a member into scope, and its ancestors. */
void zks_bind(zks_in_scope *scope, size_t index, size_t member);
/* Undoes all bindings made since hidden_count was `mark`. */
void zks_unbind(zks_in_scope *scope, size_t mark);

/* The members that a sum or a count runs over: of the parent's member in scope where `within`, else all. */
typedef struct {
    size_t count;
    const size_t *member; /* NULL: 0 .. count - 1 */
} zks_member_range;
zks_member_range zks_member_range_of(const zks_in_scope *scope, size_t index, bool within);
/* Of the parent's member where one is in scope, else all. */
zks_member_range zks_member_range_in_scope(const zks_in_scope *scope, size_t index);
size_t zks_member_at(zks_member_range range, size_t position);

/* Every combination of members of several indexes, the last running fastest. An index whose parent has a member in
 * scope, from outside or by an index before it, runs over that one's members only. No index at all: once, with nothing
 * brought into scope. Use:
 *
 *     zks_walk walk;
 *     zks_walk_begin(&walk, scope, indexes, count);
 *     while (zks_walk_next(&walk))
 *         ...with the members in scope...
 *     zks_walk_end(&walk);
 *
 * The walk also ends where memory runs out or the work is past ZKS_MAX_WORK. */
typedef struct {
    zks_member_range range;
    size_t at, mark;
} zks_walk_level;

typedef struct {
    zks_in_scope *scope;
    const size_t *indexes; /* borrowed */
    size_t count, mark;
    bool started;
    zks_walk_level *levels;
} zks_walk;

void zks_walk_begin(zks_walk *walk, zks_in_scope *scope, const size_t *indexes, size_t count);
bool zks_walk_next(zks_walk *walk);
void zks_walk_end(zks_walk *walk);

/* The combination in scope, by number: the last index runs fastest; 0 where there is no index. */
size_t zks_combination_in_scope(const zks_in_scope *scope, const zks_over *over);
/* The member after (before) this one: of the same parent where the index has one. ZKS_NO_MEMBER: there is none. */
size_t zks_next_sibling(const zks_in_scope *scope, size_t index, size_t member);
size_t zks_previous_sibling(const zks_in_scope *scope, size_t index, size_t member);

/* "" or " for asset BTC, tier 2": the members in scope, for people. Returns the buffer. */
const char *zks_scope_text(const zks_in_scope *scope, char buffer[256]);

#endif
