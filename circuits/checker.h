/* What the parts of the checker share (docs/circuits.md, "What is checked before any number is known"). */
#ifndef ZKS_CIRCUITS_CHECKER_H
#define ZKS_CIRCUITS_CHECKER_H

#include "circuits/ast.h"

/* Where an expression stands. */
typedef enum {
    ZKS_IN_POLICY_CHECK,
    ZKS_IN_PUBLIC_LET,
    ZKS_IN_SIZE, /* of slices */
    ZKS_IN_RANK, /* the k of largest and smallest */
    ZKS_IN_ACCOUNT,
    ZKS_IN_POOL
} zks_surroundings;

/* Whether an index has a member in scope, and from where. */
typedef enum {
    ZKS_MEMBER_NONE,
    ZKS_MEMBER_IMPLICIT, /* of a policy check, which holds for every member */
    ZKS_MEMBER_DECLARED, /* from what is being declared, or a `for` */
    ZKS_MEMBER_SUM
} zks_member_origin;

typedef struct {
    zks_circuit *circuit;
    zks_diagnostics *diagnostics;
    zks_requirement_item **by_name; /* all requirements */
    unsigned char *members;         /* by index, a zks_member_origin */
    zks_surroundings place;
    bool in_total;
    /* At hand; NULL where there is none: */
    const zks_symbol *declared; /* advice or a let */
    const zks_requirement_item *requirement;
    long slices;   /* the index that the value at hand is cut into, or ZKS_NO_INDEX */
    zks_uses uses; /* of the expressions checked since it was emptied */
} zks_checker;

#define ZKS_CHECKER_REPORT(c, place, ...) zks_finding((c)->diagnostics, (c)->circuit->file, place, __VA_ARGS__)
#define ZKS_CHECKER_FAIL(c, place, ...) (ZKS_CHECKER_REPORT(c, place, __VA_ARGS__), false)

/* Functions that return false do so after a finding (or where one was made before), or with the arena exhausted. */

/* Declarations (check_declarations.c). */
bool zks_check_parents(const zks_checker *c);
void zks_check_declarations(zks_checker *c);

/* Scope (scope.c). */

/* The position of an index named by a word, ZKS_NO_INDEX with a finding where there is none. */
long zks_check_index(const zks_checker *c, zks_word word);
const char *zks_index_name(const zks_checker *c, long index);
long zks_index_parent(const zks_checker *c, long index);
bool zks_index_is_ancestor(const zks_checker *c, long ancestor, long index);
/* Finds what something is over, and whether that can stand together. */
bool zks_check_over(zks_checker *c, zks_over *over);
/* Brings members of what something is over, and of their parents, into scope; and takes all members out again. */
void zks_scope_enter(zks_checker *c, const zks_over *over);
void zks_scope_clear(zks_checker *c);
/* Members brought into scope: of an index and of its parents, `count` in all. */
typedef struct {
    size_t index, count;
    zks_member_origin before;
} zks_entered;
/* Finds the index of a sum, a count, a `for` or a largest, and whether it can be named here; brings its members into
 * scope. With `implicit_parent` the parent in scope needs no `in`. */
bool zks_scope_enter_members(zks_checker *c, zks_members *members, zks_member_origin origin, bool implicit_parent,
                             zks_entered *entered);
void zks_scope_leave_members(zks_checker *c, zks_entered entered);
/* An index and its parents but those that are in scope. */
zks_entered zks_scope_enter_index(zks_checker *c, size_t index, zks_member_origin origin);
/* Whether members of all that a name is over are in scope. */
bool zks_check_in_scope(const zks_checker *c, zks_word word, const zks_symbol *symbol);

/* Expressions (check_expression.c): names found, natures. Returns the nature. */
zks_nature zks_check_expression(zks_checker *c, zks_node *node);
/* `capped by` and `backed by`, once all requirements are checked (check_cover.c). */
bool zks_check_cover(zks_checker *c, zks_node *node);
void zks_check_cover_kind(const zks_checker *c, const zks_node *node);
void zks_uses_merge(zks_uses *uses, const zks_uses *other);

/* What stands in a circuit. */
bool zks_check_lets(zks_checker *c);
void zks_check_advice(zks_checker *c);
bool zks_check_requirement_names(zks_checker *c);
void zks_check_requirements(zks_checker *c);
bool zks_check_policy(zks_checker *c);

#endif
