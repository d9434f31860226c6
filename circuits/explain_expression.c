#include "circuits/explain_expression.h"

#include <assert.h>

/* What stands around an expression, from what binds least on: nothing; a sum whose last term it is; a sum; a product
 * whose first factor it is; a product or a sign. */
typedef enum { ALONE, LAST_TERM, TERM, FIRST_FACTOR, FACTOR } surroundings;

static void put_node(FILE *out, const zks_node *node, surroundings around);

static void put_word(FILE *out, zks_word word)
{
    fwrite(word.text, 1, word.length, out);
}

static surroundings around_operand(const zks_node *node, size_t position)
{
    if (node->kind == ZKS_NODE_MULTIPLY)
        return position == 0 ? FIRST_FACTOR : FACTOR;
    return position + 1 == node->operand_count ? LAST_TERM : TERM;
}

static void put_operands(FILE *out, const zks_node *node, const char *straight, const char *inverse)
{
    for (size_t i = 0; i < node->operand_count; i++) {
        const zks_operand *operand = &node->operands[i];
        if (i > 0)
            fputs(operand->inverse ? inverse : straight, out);
        put_node(out, operand->node, around_operand(node, i));
    }
}

void zks_put_members(FILE *out, const zks_members *members)
{
    fputs("every ", out);
    put_word(out, members->word);
    if (members->within) {
        fputs(" in the ", out);
        put_word(out, members->in_word);
    }
}

static void put_sum(FILE *out, const zks_node *node)
{
    fputs("the sum, over ", out);
    zks_put_members(out, &node->members);
    fputs(", of ", out);
    put_node(out, node->operands[0].node, LAST_TERM);
}

static void put_count(FILE *out, const zks_node *node)
{
    fputs("the number of members of ", out);
    put_word(out, node->members.word);
    if (node->members.within) {
        fputs(" in the ", out);
        put_word(out, node->members.in_word);
    }
}

static void put_total(FILE *out, const zks_node *node)
{
    fputs("all accounts' ", out);
    put_node(out, node->operands[0].node, FACTOR);
    if (node->cover == ZKS_COVER_NONE)
        return;
    fputs(node->cover == ZKS_COVER_CAPPED ? " (capped by " : " (backed by ", out);
    put_word(out, node->cover_word);
    fputc(')', out);
}

static void put_plain(FILE *out, const zks_node *node)
{
    switch (node->kind) {
    case ZKS_NODE_NUMBER:
    case ZKS_NODE_NAME:
        put_word(out, node->word);
        break;
    case ZKS_NODE_NEGATE:
        fputc('-', out);
        put_node(out, node->operands[0].node, FACTOR);
        break;
    case ZKS_NODE_ADD:
        put_operands(out, node, " + ", " - ");
        break;
    case ZKS_NODE_MULTIPLY:
        put_operands(out, node, " x ", " / ");
        break;
    case ZKS_NODE_SUM:
        put_sum(out, node);
        break;
    case ZKS_NODE_COUNT:
        put_count(out, node);
        break;
    case ZKS_NODE_TOTAL:
        put_total(out, node);
        break;
    }
}

/* The surroundings from which on a kind stands in parentheses. */
static bool needs_parentheses(zks_node_kind kind, surroundings around)
{
    switch (kind) {
    case ZKS_NODE_ADD:
        return around != ALONE;
    case ZKS_NODE_SUM:
        return around >= TERM;
    case ZKS_NODE_MULTIPLY:
    case ZKS_NODE_COUNT:
        return around >= FIRST_FACTOR;
    case ZKS_NODE_NEGATE:
        return around == FACTOR;
    default:
        return false;
    }
}

static void put_node(FILE *out, const zks_node *node, surroundings around)
{
    bool parentheses = needs_parentheses(node->kind, around);
    if (parentheses)
        fputc('(', out);
    put_plain(out, node);
    if (parentheses)
        fputc(')', out);
}

void zks_put_expression(FILE *out, const zks_node *node)
{
    put_node(out, node, ALONE);
}

void zks_put_factor(FILE *out, const zks_node *node)
{
    put_node(out, node, FACTOR);
}

/* How the left side stands to the right one; `turned`, the right one to the left. */
static const char *relation_words(zks_token_kind sign, bool turned)
{
    switch (sign) {
    case ZKS_TOKEN_GREATER_EQUAL:
        return turned ? "at most" : "at least";
    case ZKS_TOKEN_LESS_EQUAL:
        return turned ? "at least" : "at most";
    case ZKS_TOKEN_GREATER:
        return turned ? "below" : "above";
    case ZKS_TOKEN_LESS:
        return turned ? "above" : "below";
    default:
        assert(sign == ZKS_TOKEN_EQUAL);
        return "equal to";
    }
}

static void put_relation(FILE *out, const zks_comparison *comparison, size_t relation)
{
    zks_put_expression(out, comparison->sides[relation]);
    fprintf(out, " is %s ", relation_words(comparison->relations[relation].sign, false));
    zks_put_expression(out, comparison->sides[relation + 1]);
}

/* What stands in the middle, between its two bounds. */
static void put_between(FILE *out, const zks_comparison *comparison)
{
    zks_put_expression(out, comparison->sides[1]);
    fprintf(out, " is %s ", relation_words(comparison->relations[0].sign, true));
    zks_put_expression(out, comparison->sides[0]);
    fprintf(out, " and %s ", relation_words(comparison->relations[1].sign, false));
    zks_put_expression(out, comparison->sides[2]);
}

void zks_put_comparison(FILE *out, const zks_comparison *comparison)
{
    if (comparison->relation_count == 0)
        zks_put_expression(out, comparison->sides[0]);
    if (comparison->relation_count == 2) {
        put_between(out, comparison);
        return;
    }
    for (size_t i = 0; i < comparison->relation_count; i++) {
        fputs(i == 0 ? "" : ", and ", out);
        put_relation(out, comparison, i);
    }
}

void zks_put_every(FILE *out, const zks_circuit *circuit, const char *lead, const size_t *indexes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        fprintf(out, "%s%s", i == 0 ? lead : i + 1 == count ? " and " : ", ", circuit->indexes.items[indexes[i]]->name);
}
