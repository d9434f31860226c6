/* A circuit as it was read: declarations, and the expressions of requirements and policy checks. Everything lives in
 * the circuit's arena.
 */
#ifndef ZKS_CIRCUITS_AST_H
#define ZKS_CIRCUITS_AST_H

#include "circuits/circuit.h"
#include "circuits/lex.h"
#include "circuits/memory.h"

#define ZKS_NO_INDEX (-1l)

typedef enum {
    ZKS_SYMBOL_INDEX,
    ZKS_SYMBOL_FIELD,
    ZKS_SYMBOL_PARAM,
    ZKS_SYMBOL_ACCOUNT_COLUMN,
    ZKS_SYMBOL_POOL_COLUMN
} zks_symbol_kind;

typedef struct zks_symbol zks_symbol;
typedef struct {
    size_t count;
    zks_symbol **items;
} zks_symbols;

/* A declared name. */
struct zks_symbol {
    zks_symbol_kind kind;
    const char *name;
    zks_place place;
    size_t position;     /* among its kind; a field's, within its index */
    zks_word index_word; /* the index it is declared over, as written; empty where there is none */
    long index;          /* the same, found; a field's index */
    /* indexes */
    bool has_decimals;
    zks_symbols fields;
    /* columns */
    zks_unit unit;
    zks_word unit_index; /* units of this index; empty otherwise */
    unsigned bytes;      /* 0: the width of its unit */
    zks_symbol *partner; /* the other leg of a long/short pair, or NULL */
};

typedef enum {
    ZKS_NODE_NUMBER,
    ZKS_NODE_NAME,
    ZKS_NODE_NEGATE,   /* of its one operand */
    ZKS_NODE_ADD,      /* inverse operands are subtracted */
    ZKS_NODE_MULTIPLY, /* inverse operands divide */
    ZKS_NODE_SUM,      /* of its one operand, over the members of an index */
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
    zks_word word; /* the number or name; of other kinds, where it stands */
    size_t operand_count;
    zks_operand *operands;
    zks_word over;       /* sum: its index as written */
    zks_cover cover;     /* total */
    zks_word cover_word; /* total: the requirement that bounds it, as written */
    /* found by the checker */
    zks_nature nature;
    const zks_symbol *symbol; /* name */
    size_t index;             /* sum */
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
    zks_word index_word;
    long index;
    zks_comparison comparison; /* with one relation */
    bool uses_pool_column;
} zks_requirement_item;

typedef struct {
    zks_comparison comparison;
    long index; /* the one index it holds for every member of */
} zks_policy_check;

struct zks_circuit {
    zks_arena arena;
    const char *file, *name;
    zks_symbols indexes, params, account_columns, pool_columns;
    zks_symbols sorted; /* all names, by name */
    size_t requirement_count, check_count;
    zks_requirement_item *requirements;
    zks_policy_check *checks;
};

/* Whether a word is this text. */
bool zks_word_is(zks_word word, const char *text);
/* The declared name, NULL where there is none; once `sorted` is made. */
const zks_symbol *zks_circuit_find(const zks_circuit *circuit, zks_word word);

#endif
