/* A circuit as it was read: declarations, and the expressions of requirements and policy checks. Everything lives in
 * the circuit's arena.
 */
#ifndef ZKS_CIRCUITS_AST_H
#define ZKS_CIRCUITS_AST_H

#include "circuits/bounds.h"
#include "circuits/circuit.h"
#include "circuits/lex.h"
#include "circuits/memory.h"
#include "circuits/word_set.h"

#define ZKS_NO_INDEX (-1l)

typedef enum {
    ZKS_SYMBOL_INDEX,
    ZKS_SYMBOL_FIELD,
    ZKS_SYMBOL_PARAM,
    ZKS_SYMBOL_ACCOUNT_COLUMN,
    ZKS_SYMBOL_POOL_COLUMN,
    ZKS_SYMBOL_ADVICE, /* flags too */
    ZKS_SYMBOL_LET
} zks_symbol_kind;

typedef struct zks_symbol zks_symbol;
typedef struct {
    size_t count;
    zks_symbol **items;
} zks_symbols;

/* What something is declared over: words as written, positions found by the checker. */
typedef struct {
    size_t count;
    zks_word words[ZKS_MAX_DIMENSIONS];
    size_t index[ZKS_MAX_DIMENSIONS];
} zks_over;

/* The index that a sum, a count or a `for` runs over; with `in`, over the members of its parent's member in scope. */
typedef struct {
    zks_word word, in_word; /* in_word empty where it is not written */
    size_t index;
    bool within;
} zks_members;

typedef struct zks_advice_item zks_advice_item;
typedef struct zks_let_item zks_let_item;

/* A declared name. */
struct zks_symbol {
    zks_symbol_kind kind;
    const char *name;
    zks_place place;
    size_t position; /* among its kind; a field's, within its index */
    bool is_wrong;   /* its declaration has findings: its uses have none of their own */
    zks_over over;   /* a field's: its index */
    /* indexes */
    zks_word parent_word; /* empty where there is none */
    long parent;
    bool has_decimals;
    zks_symbols fields;
    /* advice and lets */
    zks_advice_item *advice;
    zks_let_item *let;
    /* account and pool columns */
    zks_unit unit;
    zks_word unit_word;    /* units of this index; empty otherwise */
    long unit_index;       /* the same, found; where none is written, the last of its own that has decimals */
    unsigned bytes;        /* 0: the width of its unit */
    zks_symbol *partner;   /* the other leg of a long/short pair, or NULL */
    bool may_be_committed; /* a pool column: `public or committed` */
};

typedef enum {
    ZKS_NODE_NUMBER,
    ZKS_NODE_NAME,
    ZKS_NODE_NEGATE,   /* of its one operand */
    ZKS_NODE_ADD,      /* inverse operands are subtracted */
    ZKS_NODE_MULTIPLY, /* inverse operands divide */
    ZKS_NODE_SUM,      /* of its one operand, over the members of an index */
    ZKS_NODE_COUNT,    /* of the members of an index */
    ZKS_NODE_TOTAL     /* of its one operand, over all accounts */
} zks_node_kind;

/* What an expression is made of, found by the checker. */
typedef enum {
    ZKS_NATURE_WRONG,  /* reported already */
    ZKS_NATURE_PUBLIC, /* public numbers only */
    ZKS_NATURE_LINEAR, /* every term has exactly one private column */
    ZKS_NATURE_AFFINE  /* private terms and public ones */
} zks_nature;

typedef enum { ZKS_COVER_NONE, ZKS_COVER_CAPPED, ZKS_COVER_BACKED } zks_cover;

typedef struct zks_node zks_node;
typedef struct {
    bool inverse;
    zks_node *node;
} zks_operand;

struct zks_node {
    zks_node_kind kind;
    zks_word word;    /* the number or name; of other kinds, where it stands */
    unsigned nesting; /* name: the factors it stands in, itself included */
    size_t operand_count;
    zks_operand *operands;
    zks_members members; /* sum, count */
    zks_cover cover;     /* total */
    zks_word cover_word; /* total: the requirement that bounds it, as written */
    /* found by the checker */
    zks_nature nature;
    const zks_symbol *symbol; /* name */
    size_t cover_requirement; /* total */
};

typedef struct {
    zks_token_kind sign; /* ZKS_TOKEN_GREATER_EQUAL, ... */
    zks_place place;
} zks_relation;

/* side[0] relation[0] side[1] relation[1] ... */
typedef struct {
    size_t side_count, relation_count;
    zks_node **sides;
    zks_relation *relations;
    zks_place place;
    const char *text; /* as written, white space folded */
} zks_comparison;

typedef struct {
    zks_scope scope;
    const char *name;
    zks_place place;
    zks_over over;
    bool is_wrong;             /* what it is over has findings */
    zks_comparison comparison; /* with one relation, or two in one direction */
    bool uses_pool_column;
    zks_unit unit; /* what it counts in (circuits/requirement_units.h) */
    long unit_index;
} zks_requirement_item;

typedef enum { ZKS_CHECK_COMPARISON, ZKS_CHECK_RISING, ZKS_CHECK_FALLING } zks_check_kind;

typedef struct {
    zks_check_kind kind;
    zks_comparison comparison; /* rising, falling: with one side and no relation */
    zks_word along_word;       /* rising, falling: the index */
    size_t along;
    /* Found by the checker: the indexes of which it holds for every member, children without their parents; `along`
     * is one of them. */
    size_t index_count;
    size_t *indexes;
} zks_policy_check;

typedef enum { ZKS_BOUND_PLAIN, ZKS_BOUND_LARGEST, ZKS_BOUND_SMALLEST } zks_bound_kind;

/* One bound of advice. */
typedef struct {
    zks_bound_kind kind;
    zks_node *rank;       /* largest, smallest: k ... */
    zks_members extremes; /* ... and the index they are chosen from */
    zks_node *expression;
    size_t for_count;
    zks_members for_members[ZKS_MAX_DIMENSIONS];
    zks_word when_word; /* empty where there is none */
    const zks_symbol *when;
    zks_place place;
    const char *text; /* as written, white space folded */
} zks_bound;

typedef enum { ZKS_ADVICE_BOUNDS, ZKS_ADVICE_FILLING, ZKS_ADVICE_FLAG } zks_advice_kind;

/* Advice: its symbol has the name and what it is over. */
struct zks_advice_item {
    zks_symbol *symbol;
    zks_scope scope;
    zks_advice_kind kind;
    bool committed;
    bool at_most;       /* else at least; a flag is at least */
    unsigned bytes;     /* 0: found by the compiler */
    size_t bound_count; /* ZKS_ADVICE_BOUNDS */
    zks_bound *bounds;
    zks_node *filled, *size; /* ZKS_ADVICE_FILLING */
    bool exactly;            /* ZKS_ADVICE_FLAG: */
    zks_node *left, *right;
    bool greater;     /* the condition is left > right, else left < right */
    const char *text; /* the definition as written, white space folded */
};

/* What an expression uses, by way of its lets too. */
typedef struct {
    bool pool_column;
    const zks_symbol *last_advice;              /* the last declared, NULL: none */
    const zks_symbol *uncommitted;              /* advice of accounts that is not committed, NULL: none */
    unsigned nesting;                           /* of factors */
    uint64_t covers[ZKS_MAX_REQUIREMENTS / 64]; /* the requirements its totals rely on, as bits */
} zks_uses;

typedef enum { ZKS_LET_PUBLIC, ZKS_LET_ACCOUNT, ZKS_LET_POOL } zks_let_kind;

struct zks_let_item {
    zks_symbol *symbol;
    zks_let_kind kind;
    zks_node *expression;
    const char *text;
    /* Found by the checker: the indexes that are bound where it is evaluated are those it is over and their parents. */
    zks_nature nature;
    zks_uses uses;
};

struct zks_circuit {
    zks_arena arena;
    zks_source source;
    const zks_source *file; /* `source`, for findings */
    const char *name;
    zks_place place;      /* of the name */
    zks_word_set unclear; /* names in items that cannot be read, and names reported: not reported again */
    zks_symbols indexes, params, account_columns, pool_columns, advice, lets; /* in the order of declaration */
    zks_symbols sorted;                                                       /* all names, by name */
    size_t requirement_count, check_count;
    zks_requirement_item *requirements;
    zks_policy_check *checks;
};

/* Whether a word is this text. */
bool zks_word_is(zks_word word, const char *text);
/* Below, at or above 0: how a word stands to a text in order. */
int zks_word_order(zks_word word, const char *text);
/* The declared name, NULL where there is none; once `sorted` is made. */
const zks_symbol *zks_circuit_find(const zks_circuit *circuit, zks_word word);

#endif
