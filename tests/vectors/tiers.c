/* Tiers and brackets filled otherwise than in order, and values around their ends: what anybody may do to his own
 * disadvantage, and what nobody may. */
#include "chapters.h"

#include "breach.h"
#include "change.h"
#include "specimen.h"

#include <stdlib.h>

static const breach breaches[] = {
    /* ---- to his own disadvantage ---- */
    {"tiers-lower-unfilled",
     "tiers",
     "tier-third-at",
     {"credited[BTC-1] =0", "debt[USDC] -60000"},
     .comment = "valid: the first tier is left empty, and the credit is less than it could be"},
    {"tiers-none-filled",
     "tiers",
     "tier-third-at",
     {"credited[BTC-1] =0", "credited[BTC-3] =0", "credited, asset BTC, open =0", "debt[USDC] -90000"},
     .comment = "valid: no tier is filled, and the credit is nothing"},
    {"tiers-later-bracket",
     "tiers",
     "bracket-first-at",
     {"held[BTC-A] =0", "held[BTC-C] =60000", "collateral[USDC] +2400"},
     .comment = "valid: the last bracket is filled before the others, and the margin is more than it need be"},

    /* ---- at the end of each tier and bracket, and one unit either side: accounts that leave nothing to spare ---- */
    {"tiers-first-below",
     "tiers",
     "tier-first-below",
     {"debt[USDC] +unit"},
     .broken = "margin",
     .comment = "a value one unit below the end of the first tier, and a unit of debt too many"},
    {"tiers-first-at",
     "tiers",
     "tier-first-at",
     {"debt[USDC] +unit"},
     .broken = "margin",
     .comment = "a value at the end of the first tier, and a unit of debt too many"},
    {"tiers-first-above",
     "tiers",
     "tier-first-above",
     {"debt[USDC] +unit"},
     .broken = "margin",
     .comment = "a value one unit above the end of the first tier and of the tier of no size, and a unit too many"},
    {"tiers-third-below",
     "tiers",
     "tier-third-below",
     {"debt[USDC] +unit"},
     .broken = "margin",
     .comment = "a value one unit below the end of the third tier, and a unit of debt too many"},
    {"tiers-third-at",
     "tiers",
     "tier-third-at",
     {"debt[USDC] +unit"},
     .broken = "margin",
     .comment = "a value at the end of the third tier, and a unit of debt too many"},
    {"tiers-third-above",
     "tiers",
     "tier-third-above",
     {"debt[USDC] +unit"},
     .broken = "margin",
     .comment = "a value in the tier of rate 0, which adds nothing, and a unit of debt too many"},
    {"tiers-last-below",
     "tiers",
     "tier-last-below",
     {"debt[USDC] +unit"},
     .broken = "margin",
     .comment = "a value one unit below the end of the last tier, and a unit of debt too many"},
    {"tiers-last-at",
     "tiers",
     "tier-last-at",
     {"debt[USDC] +unit"},
     .broken = "margin",
     .comment = "a value at the end of the last tier, and a unit of debt too many"},
    {"tiers-last-above",
     "tiers",
     "tier-last-above",
     {"debt[USDC] +unit"},
     .broken = "margin",
     .comment = "a value above the last tier, which counts nowhere, and a unit of debt too many"},
    {"brackets-first-below",
     "tiers",
     "bracket-first-below",
     {"collateral[USDC] -unit"},
     .broken = "margin",
     .comment = "a position one unit below the end of the first bracket, and a unit of margin missing"},
    {"brackets-first-at",
     "tiers",
     "bracket-first-at",
     {"collateral[USDC] -unit"},
     .broken = "margin",
     .comment = "a position at the end of the first bracket, and a unit of margin missing"},
    {"brackets-first-above",
     "tiers",
     "bracket-first-above",
     {"collateral[USDC] -unit"},
     .broken = "margin",
     .comment = "a position one unit above the end of the first bracket, and a unit of margin missing"},
    {"brackets-second-below",
     "tiers",
     "bracket-second-below",
     {"collateral[USDC] -unit"},
     .broken = "margin",
     .comment = "a position one unit below the end of the second bracket, and a unit of margin missing"},
    {"brackets-second-at",
     "tiers",
     "bracket-second-at",
     {"collateral[USDC] -unit"},
     .broken = "margin",
     .comment = "a position at the end of the second bracket, and a unit of margin missing"},
    {"brackets-second-above",
     "tiers",
     "bracket-second-above",
     {"collateral[USDC] -unit"},
     .broken = "margin",
     .comment = "a position one unit into the last bracket, and a unit of margin missing"},
    {"brackets-last",
     "tiers",
     "short",
     {"collateral[USDC] -unit"},
     .broken = "margin",
     .comment = "a position deep in the last bracket, and a unit of margin missing"},

    /* ---- to his own advantage ---- */
    {"tiers-other-asset",
     "tiers",
     "tier-last-at",
     {"credited[USDC-1] =60000", "credited, asset USDC, open =1", "debt[USDC] +60000"},
     .broken = "credited, asset USDC, filled",
     .comment = "the value of one asset in the tier of another"},
    {"tiers-overfull",
     "tiers",
     "tier-third-at",
     {"credited[BTC-1] =120000", "credited[BTC-3] =0", "debt[USDC] +30000"},
     .broken = "credited[BTC-1], size",
     .comment = "all of a value in the first tier, which is too small for it"},
    {"tiers-open-twice",
     "tiers",
     "tier-third-at",
     {"credited[BTC-1] =120000", "credited[BTC-3] =0", "credited, asset BTC, open =2", "debt[USDC] +30000"},
     .broken = "credited, asset BTC, open",
     .comment = "all of a value in the first tier, its size taken twice"},
    {"tiers-more-than-held",
     "tiers",
     "tier-first-at",
     {"credited[BTC-3] =60000", "debt[USDC] +30000"},
     .broken = "credited, asset BTC, filled",
     .comment = "a tier filled with what is not held"},
    {"tiers-no-size",
     "tiers",
     "tier-third-at",
     {"credited[BTC-2] =0.0001", "credited[BTC-3] -0.0001", "debt[USDC] +0.00004"},
     .broken = "credited[BTC-2], size",
     .comment = "the least that counts in a tier of no size"},
    {"tiers-above-last",
     "tiers",
     "tier-last-above",
     {"credited[BTC-4] +unit"},
     .broken = "credited[BTC-4], size",
     .comment = "what is above the last tier, counted in it"},
    {"tiers-empty-table",
     "tiers",
     "junk",
     {"debt[USDC] +unit"},
     .broken = "margin",
     .comment = "a debt against an asset without tiers"},
    {"brackets-overfull",
     "tiers",
     "short",
     {"held[BTC-A] =120000", "held[BTC-C] -60000", "collateral[USDC] -2400"},
     .broken = "held[BTC-A], size",
     .comment = "more of a position in the first bracket than its size"},
    {"brackets-unfilled",
     "tiers",
     "short",
     {"held[BTC-C] =0", "collateral[USDC] -21000"},
     .broken = "held, asset BTC, filled",
     .comment = "the last bracket left empty"},
    {"brackets-open-twice",
     "tiers",
     "short",
     {"held[BTC-A] =120000", "held[BTC-C] -60000", "held, asset BTC, open =2", "collateral[USDC] -2400"},
     .broken = "held, asset BTC, open",
     .comment = "the size of the first bracket taken twice"},
    {"brackets-empty-table",
     "tiers",
     "junk",
     {"long[USDC] +unit", "short[USDC] +unit"},
     .broken = "held, asset USDC, filled",
     .comment = "a position in an asset without brackets"},
};

/* A table that is not as the fills need it, in a circuit whose policy checks do not ask: the compiler refuses it. */
typedef struct {
    const char *name, *check, *pointer, *rate, *comment;
} unordered;

static const unordered unordered_tables[] = {
    {"circuit-tiers-rising", ", falling(tier) tier_rate", "/indexes/tier/4/tier_rate", "\"0.6\"",
     "a tier that counts more than the one before it, in a circuit without the policy check"},
    {"circuit-brackets-falling", ", rising(bracket) bracket_rate", "/indexes/bracket/2/bracket_rate", "\"0.019\"",
     "a bracket that needs less margin than the one before it, in a circuit without the policy check"},
};

static void write_unordered(book *b, const unordered *u)
{
    specimen *s = specimen_new(b, "tiers");
    json_t *circuit = json_object_get(s->claim, "circuit");
    size_t length;
    char *text = change_text(json_string_value(json_object_get(circuit, "text")), u->check, "", 0, &length);
    MUST(json_object_set_new(circuit, "text", json_string(text)) == 0);
    change_value(s->claim, u->pointer, u->rate);
    specimen_prove(s, NULL);
    specimen_digest(s);
    specimen_write(s, b, &(book_entry){u->name, ZKS_REJECT_CIRCUIT, -1, u->comment});
    free(text);
    specimen_free(s);
}

void chapter_tiers(book *b)
{
    for (size_t i = 0; i < sizeof breaches / sizeof *breaches; i++)
        breach_write(b, &breaches[i]);
    for (size_t i = 0; i < sizeof unordered_tables / sizeof *unordered_tables; i++)
        write_unordered(b, &unordered_tables[i]);
}
