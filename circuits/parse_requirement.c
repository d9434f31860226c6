/* Requirements, policy checks. */
#include "circuits/parse_expression.h"
#include "circuits/parse_items.h"

static bool is_downward(zks_token_kind sign)
{
    return sign == ZKS_TOKEN_GREATER_EQUAL;
}

/* One relation, or two in one direction. */
static bool check_relations(zks_parser *p, const zks_comparison *comparison)
{
    const zks_relation *relations = comparison->relations;
    for (size_t i = 0; i < comparison->relation_count; i++) {
        zks_token_kind sign = relations[i].sign;
        if (sign == ZKS_TOKEN_GREATER || sign == ZKS_TOKEN_LESS)
            return ZKS_PARSER_FAIL(p, relations[i].place,
                                   "a requirement compares with '>=', '<=' or '=='\n"
                                   "write %s and add the smallest unit to the smaller side",
                                   sign == ZKS_TOKEN_GREATER ? "'>='" : "'<='");
        if (i > 0 && (sign == ZKS_TOKEN_EQUAL || relations[0].sign == ZKS_TOKEN_EQUAL))
            return ZKS_PARSER_FAIL(p, relations[i].place, "an equality has two sides\nwrite two requirements");
        if (i > 0 && is_downward(sign) != is_downward(relations[0].sign))
            return ZKS_PARSER_FAIL(p, relations[i].place,
                                   "the two bounds of a requirement point the same way\n"
                                   "write 'low <= value <= high' or 'high >= value >= low'");
        if (i > 1)
            return ZKS_PARSER_FAIL(p, relations[i].place,
                                   "a requirement has at most two comparisons\nwrite two requirements");
    }
    return true;
}

bool zks_parse_requirement(zks_parser *p, zks_scope scope)
{
    zks_circuit *circuit = p->circuit;
    zks_requirement_item item = {.scope = scope};
    zks_word word;
    if (!zks_parser_expect_name(p, &word, "the name of a requirement") || !zks_parse_over(p, &item.over))
        return false;
    if (!zks_parser_accept(p, ZKS_TOKEN_COLON))
        return zks_parser_expected(p, "':'", "write 'require NAME:' and then what is required");
    if (circuit->requirement_count == ZKS_MAX_REQUIREMENTS)
        return ZKS_PARSER_FAIL(p, word.place, "a circuit has at most %d requirements", ZKS_MAX_REQUIREMENTS);
    if (!zks_parse_comparison(p, &item.comparison) || !check_relations(p, &item.comparison))
        return false;
    item.place = word.place;
    item.name = zks_arena_copy(&circuit->arena, word.text, word.length);
    zks_requirement_item *slot =
        item.name ? zks_arena_append(&circuit->arena, &circuit->requirements, &circuit->requirement_count, sizeof *slot)
                  : NULL;
    if (slot)
        *slot = item;
    return slot;
}

/* rising ( INDEX ) expression | falling ( INDEX ) expression */
static bool parse_order(zks_parser *p, zks_policy_check *check)
{
    zks_comparison *along = &check->comparison;
    const char *from = p->token.word.text;
    along->place = p->token.word.place;
    check->kind = zks_parser_at(p, ZKS_TOKEN_RISING) ? ZKS_CHECK_RISING : ZKS_CHECK_FALLING;
    zks_parser_next(p);
    if (!zks_parser_expect(p, ZKS_TOKEN_OPEN) ||
        !zks_parser_expect_name(p, &check->along_word, "the name of an index") ||
        !zks_parser_expect(p, ZKS_TOKEN_CLOSE))
        return false;
    zks_node *side = zks_parse_expression(p);
    zks_node **slot =
        side ? zks_arena_append(&p->circuit->arena, &along->sides, &along->side_count, sizeof *slot) : NULL;
    if (!slot)
        return false;
    *slot = side;
    return (along->text = zks_parser_fold(p, from));
}

static bool parse_check(zks_parser *p)
{
    zks_circuit *circuit = p->circuit;
    zks_policy_check check = {.kind = ZKS_CHECK_COMPARISON};
    if (circuit->check_count == ZKS_MAX_REQUIREMENTS)
        return ZKS_PARSER_FAIL(p, p->token.word.place, "a circuit has at most %d policy checks", ZKS_MAX_REQUIREMENTS);
    bool is_order = zks_parser_at(p, ZKS_TOKEN_RISING) || zks_parser_at(p, ZKS_TOKEN_FALLING);
    if (!(is_order ? parse_order(p, &check) : zks_parse_comparison(p, &check.comparison)))
        return false;
    zks_policy_check *slot = zks_arena_append(&circuit->arena, &circuit->checks, &circuit->check_count, sizeof *slot);
    if (slot)
        *slot = check;
    return slot;
}

bool zks_parse_policy(zks_parser *p)
{
    if (!zks_parser_expect(p, ZKS_TOKEN_REQUIRE))
        return false;
    do {
        if (!parse_check(p))
            return false;
    } while (zks_parser_accept(p, ZKS_TOKEN_COMMA));
    return true;
}
