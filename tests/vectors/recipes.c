#include "recipes.h"

#include <stdlib.h>
#include <string.h>

const uint8_t recipe_seed[32] = "zksolv/1 vectors, constant seed";

const recipe recipes[] = {
    {"spot-1", "spot.json", {"spot-1.csv"}, {"spot-reserves.csv"}, 4, 0, "one account: a table without row variables"},
    {"spot-2", "spot.json", {"spot-2.csv"}, {"spot-reserves.csv"}, 1, 0, "two segments of one row"},
    {"spot-3",
     "spot.json",
     {"spot-3.csv"},
     {"spot-reserves.csv"},
     2,
     0,
     "a full segment and a shorter one; an account that holds nothing"},
    {"spot-9",
     "spot.json",
     {"spot-9.csv"},
     {"spot-reserves.csv"},
     4,
     0,
     "segments of 4, 4 and 1 rows; digits 0 around others; an account id with a comma and letters beyond ASCII"},
    {"spot-padded", "spot.json", {"spot-3.csv"}, {"spot-reserves.csv"}, 4, 7, "three accounts padded to seven rows"},
    {"units",
     "units.json",
     {"units.csv"},
     {"units-reserves.csv"},
     2,
     0,
     "0, 18 and 36 decimals, 1 and 16 bytes, the largest and the smallest amounts, reserves without a unit to spare"},
    {"cross-4",
     "cross-2.json",
     {"cross-4.csv"},
     {"cross-2-reserves.csv"},
     4,
     0,
     "cross margin with two assets; debts at their cap and reserves without a unit to spare"},
    {"cross-5",
     "cross-3.json",
     {"cross-5.csv"},
     {"cross-3-reserves.csv"},
     2,
     6,
     "cross margin with three assets, padded"},
    {"shares",
     "shares.json",
     {"shares.csv"},
     {"shares-reserves.csv"},
     4,
     0,
     "a circuit of its own: no index, a column of integers, an equality and a <= on every account"},
    {"tiers",
     "tiers.json",
     {"tiers.csv"},
     {"tiers-reserves.csv"},
     16,
     0,
     "tiered margin: values at the end of every tier and bracket and one unit either side, with debts and margins that "
     "leave nothing to spare; a tier of no size, rates of 1 and 0, assets without tiers and without brackets"},
    {"lending",
     "lending.json",
     {"lending.csv"},
     {"lending-reserves.csv"},
     4,
     4,
     "loan to value: every account owes as much as it may"},
    {"portfolio",
     "portfolio.json",
     {"portfolio-money.csv", "portfolio-positions.csv"},
     {"portfolio-reserves.csv"},
     4,
     0,
     "portfolio margin: a ledger of two files, every account at its margin"},
    {"vault",
     "vault.json",
     {"vault-collateral.csv", "vault-positions.csv"},
     {"vault-reserves.csv"},
     4,
     4,
     "a pool vault: committed advice, matrices of two indexes, a scenario that is not margined"},
    {"fund",
     "fund.json",
     {"fund-collateral.csv", "fund-positions.csv", "fund-contributions.csv"},
     {"fund-reserves.csv", "fund-total.csv"},
     4,
     0,
     "risk sharing: flags, two committed columns of advice, the largest of totals; all but two rules with nothing to "
     "spare"},
    {"fund-padded",
     "fund.json",
     {"fund-collateral.csv", "fund-positions.csv", "fund-contributions.csv"},
     {"fund-reserves.csv", "fund-total.csv"},
     4,
     5,
     "the same with a padding account, in segments of 4 and 1 rows"},
    {"kinds",
     "kinds.json",
     {"kinds.csv"},
     {"kinds-reserves.csv"},
     4,
     0,
     "a circuit of its own: each kind of advice, of accounts and of the pool"},
    {"terms",
     "terms.json",
     {"terms-lent.csv", "terms-promised.csv"},
     {"terms-held.csv", "terms-cushion.csv"},
     4,
     0,
     "a circuit of its own: columns, reserves and matrices over several indexes, parents of parents, names that a CSV "
     "quotes"},
    {"custody-public",
     "custody-public.json",
     {"spot-3.csv"},
     {NULL},
     4,
     0,
     "two custodians state the reserves as numbers, one of them as late as may be; what nobody counts is ignored"},
    {"custody-hidden",
     "custody-hidden.json",
     {"spot-3.csv"},
     {NULL},
     2,
     0,
     "custodians hide what they hold, and state it in part; without a unit to spare"},
    {"custody-two",
     "custody-two.json",
     {"spot-3.csv"},
     {"custody-promised.csv"},
     4,
     4,
     "two columns hidden, over an index and over none, and one that the issuer declares"},
};
const size_t recipe_count = sizeof recipes / sizeof *recipes;

const recipe *recipe_find(const char *name)
{
    for (size_t i = 0; i < recipe_count; i++)
        if (strcmp(recipes[i].name, name) == 0)
            return &recipes[i];
    return NULL;
}

zks_paths recipe_paths(const book *b, const char *const *files, size_t most)
{
    const char **paths = book_array(most, sizeof *paths);
    size_t count = 0;
    for (; count < most && files[count] != NULL; count++)
        paths[count] = book_path("%s/%s", b->inputs, files[count]);
    return (zks_paths){.count = count, .paths = paths};
}

void recipe_free_paths(zks_paths paths)
{
    for (size_t i = 0; i < paths.count; i++)
        free((char *)paths.paths[i]);
    free((const char **)paths.paths);
}
