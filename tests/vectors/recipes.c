#include "recipes.h"

#include <string.h>

const uint8_t recipe_seed[32] = "zksolv/1 vectors, constant seed";

const recipe recipes[] = {
    {"spot-1", "spot.json", "spot-1.csv", "spot-reserves.csv", 4, 0, "one account: a table without row variables"},
    {"spot-2", "spot.json", "spot-2.csv", "spot-reserves.csv", 1, 0, "two segments of one row"},
    {"spot-3", "spot.json", "spot-3.csv", "spot-reserves.csv", 2, 0,
     "a full segment and a shorter one; an account that holds nothing"},
    {"spot-9", "spot.json", "spot-9.csv", "spot-reserves.csv", 4, 0,
     "segments of 4, 4 and 1 rows; digits 0 around others; an account id with a comma and letters beyond ASCII"},
    {"spot-padded", "spot.json", "spot-3.csv", "spot-reserves.csv", 4, 7, "three accounts padded to seven rows"},
    {"units", "units.json", "units.csv", "units-reserves.csv", 2, 0,
     "0, 18 and 36 decimals, 1 and 16 bytes, the largest and the smallest amounts, reserves without a unit to spare"},
    {"cross-4", "cross-2.json", "cross-4.csv", "cross-2-reserves.csv", 4, 0,
     "cross margin with two assets; debts at their cap and reserves without a unit to spare"},
    {"cross-5", "cross-3.json", "cross-5.csv", "cross-3-reserves.csv", 2, 6, "cross margin with three assets, padded"},
    {"shares", "shares.json", "shares.csv", "shares-reserves.csv", 4, 0,
     "a circuit of its own: no index, a column of integers, an equality and a <= on every account"},
};
const size_t recipe_count = sizeof recipes / sizeof *recipes;

const recipe *recipe_find(const char *name)
{
    for (size_t i = 0; i < recipe_count; i++)
        if (strcmp(recipes[i].name, name) == 0)
            return &recipes[i];
    return NULL;
}
