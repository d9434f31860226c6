/* What a compiled constraint says (docs/circuits.md, "From text to constraints"): one kind for every form there is. */
#ifndef ZKS_TESTS_WALK_KIND_H
#define ZKS_TESTS_WALK_KIND_H

#include "circuits/table.h"

#define CONSTRAINT_KINDS(X)                                                                                            \
    X(AT_LEAST, "u - E")                                                                                               \
    X(AT_LEAST_WHEN, "u - E + B (1 - f)")                                                                              \
    X(AT_MOST, "E - u")                                                                                                \
    X(LARGEST_CHOICE, "s + nu - E")                                                                                    \
    X(LARGEST_SUM, "u - k nu - sum of s")                                                                              \
    X(SMALLEST_CHOICE, "s - nu + E")                                                                                   \
    X(SMALLEST_SUM, "k nu - sum of s - u")                                                                             \
    X(FILLING_MOST_OPEN, "1 - h, at most")                                                                             \
    X(FILLING_MOST_FILLED, "V - sum of u")                                                                             \
    X(FILLING_MOST_SIZE, "z h - u, at most")                                                                           \
    X(FILLING_LEAST_OPEN, "1 - h, at least")                                                                           \
    X(FILLING_LEAST_FILLED, "sum of u - V")                                                                            \
    X(FILLING_LEAST_SIZE, "z h - u, at least")                                                                         \
    X(FLAG_BIT, "1 - b")                                                                                               \
    X(FLAG_CONDITION, "E + B b")                                                                                       \
    X(FLAG_EXACTLY, "C (1 - b) - E - step")                                                                            \
    X(LEFT_LEAST, "left - right")                                                                                      \
    X(RIGHT_LEAST, "right - left")                                                                                     \
    X(EQUAL, "left - right = 0")

#define CONSTRAINT_KIND_NAME(name, form) KIND_##name,
typedef enum { CONSTRAINT_KINDS(CONSTRAINT_KIND_NAME) KINDS } constraint_kind;

constraint_kind kind_of(const zks_circuit *circuit, const zks_table *table, const zks_integer_constraint *constraint);
/* Its form. */
const char *kind_text(constraint_kind kind);

#endif
