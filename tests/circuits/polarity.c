/* Who gains by what: advice on the wrong side, slices that would be filled out of order, open totals, caps and backing,
 * long/short pairs; each beside what is accepted. And what numbers alone reveal. */
#include "numbers_by_hand.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define DECLARATIONS                                                                                                   \
    "circuit c\n"                                                                                                      \
    "index asset { decimals, price, cap }\n"                                                                           \
    "account a[asset], b[asset] : units of asset\n"                                                                    \
    "account pair l[asset], s[asset] : units of asset\n"                                                               \
    "pool r[asset] : public pool h[asset] : public or committed\n"                                                     \
    "param k\n"
#define NUMBERS                                                                                                        \
    "index asset\n"                                                                                                    \
    "member X 2 8 price=3 cap=10\n"                                                                                    \
    "member Y 0 8 price=0.5 cap=0\n"                                                                                   \
    "pool r 100 200\n"                                                                                                 \
    "param k 3.5\n"
#define WITH_ADVICE                                                                                                    \
    "circuit c\n"                                                                                                      \
    "index asset { price }\n"                                                                                          \
    "index tier in asset { size, rate, worse }\n"                                                                      \
    "index scenario {}\n"                                                                                              \
    "index band {}\n"                                                                                                  \
    "param shock[scenario, asset]\n"                                                                                   \
    "account money, debt : integer, bytes 4\n"                                                                         \
    "account a[asset] : integer, bytes 4\n"                                                                            \
    "account pair long[asset], short[asset] : integer, bytes 4\n"                                                      \
    "pool reserve : public\n"                                                                                          \
    "pool cap : public\n"
#define ADVICE_NUMBERS                                                                                                 \
    "index asset\n"                                                                                                    \
    "member X 0 0 price=2\n"                                                                                           \
    "member Y 0 0 price=0.5\n"                                                                                         \
    "index tier\n"                                                                                                     \
    "member x1 0 0 in=X size=10 rate=0.9 worse=0.01\n"                                                                 \
    "member y1 0 0 in=Y size=20 rate=0.8 worse=0.03\n"                                                                 \
    "member x2 0 0 in=X size=30 rate=0.5 worse=0.02\n"                                                                 \
    "index scenario\n"                                                                                                 \
    "member up 0 0\n"                                                                                                  \
    "member down 0 0\n"                                                                                                \
    "index band\n"                                                                                                     \
    "member one 0 0\n"                                                                                                 \
    "member two 0 0\n"                                                                                                 \
    "param shock[2,2] 0.1 0.2 -0.1 -0.3\n"                                                                             \
    "pool reserve 1000\n"                                                                                              \
    "pool cap 50\n"
#define OPEN(owner) " helps '" owner "', and accounts that nobody checks could raise it\n"
#define MADE_UP(owner)                                                                                                 \
    " makes up public numbers in the equality '" owner "', and accounts that nobody checks could raise it\n"
#define LARGER(owner)                                                                                                  \
    " helps '" owner "', but it is shown to be at least what its declaration says: the prover may make it larger\n"
#define SMALLER(owner)                                                                                                 \
    " hurts '" owner "', but it is shown to be at most what its declaration says: the prover may make it 0\n"
#define NO_BOUND(owner)                                                                                                \
    "'" owner "' does not bound this total from above by public numbers: with it, accounts that nobody checks could "  \
    "still raise the total\n"
#define SET(owner) " helps '" owner "', but the prover may set it to 1 where its condition does not hold\n"
#define PAIR(how, owner) " together, which leaves the position as it is, " how " '" owner "'\n"
#define ORDER " before it, so the prover would fill the later slice first\n"

typedef struct {
    const char *name, *text;
    zks_status status;
    const char *findings; /* the first line of each */
} polarity_case;

static const polarity_case totals_and_pairs[] = {
    {"a total that hurts", DECLARATIONS "pool require x[asset]: r >= total(a)", ZKS_OK, ""},
    {"an open total", DECLARATIONS "pool require x[asset]: r + total(b) >= total(a)", ZKS_ERROR_CIRCUIT,
     "c:7:34: error: total(b[X])" OPEN("x")},
    {"an open total on the smaller side", DECLARATIONS "pool require x[asset]: total(a) <= r + total(b)",
     ZKS_ERROR_CIRCUIT, "c:7:46: error: total(b[X])" OPEN("x")},
    {"an open total under a minus twice", DECLARATIONS "pool require x[asset]: r >= total(a - b)", ZKS_ERROR_CIRCUIT,
     "c:7:39: error: total(b[X])" OPEN("x")},
    {"an open total by a negative factor", DECLARATIONS "pool require x[asset]: r - (1 - price) * total(a) >= 0",
     ZKS_ERROR_CIRCUIT, "c:7:48: error: total(a[X])" OPEN("x")},
    {"an open total that cancels", DECLARATIONS "pool require x[asset]: r + total(b) >= total(a + b)", ZKS_OK, ""},
    {"an open total in an equality", DECLARATIONS "pool require x[asset]: total(a) == total(b)", ZKS_OK, ""},
    {"a capped total",
     DECLARATIONS "pool require y[asset]: total(b) <= cap\n"
                  "pool require x[asset]: r + total(b, capped by y) >= total(a)",
     ZKS_OK, ""},
    {"a cap declared later",
     DECLARATIONS "pool require x[asset]: r + total(b, capped by y) >= total(a)\n"
                  "pool require y[asset]: total(b) <= cap",
     ZKS_OK, ""},
    {"a capped total, cap written the other way",
     DECLARATIONS "pool require y[asset]: 5 * cap - 2 * total(b) >= total(b)\n"
                  "pool require x[asset]: r + total(b, capped by y) >= total(a)",
     ZKS_OK, ""},
    {"a cap that bounds more",
     DECLARATIONS "pool require y[asset]: total(a + b) <= cap\n"
                  "pool require x[asset]: r + total(b, capped by y) >= total(a)",
     ZKS_OK, ""},
    {"a cap that bounds less",
     DECLARATIONS "pool require y[asset]: total(b) <= cap\n"
                  "pool require x[asset]: r + total(a + b, capped by y) >= 0",
     ZKS_ERROR_CIRCUIT, "c:8:28: error: " NO_BOUND("y")},
    {"a cap that bounds from below",
     DECLARATIONS "pool require y[asset]: total(b) >= cap\n"
                  "pool require x[asset]: r + total(b, capped by y) >= total(a)",
     ZKS_ERROR_CIRCUIT, "c:7:30: error: total(b[X])" OPEN("y")},
    {"a cap on another total",
     DECLARATIONS "pool require y[asset]: total(a) <= cap\n"
                  "pool require x[asset]: r + total(b, capped by y) >= total(a)",
     ZKS_ERROR_CIRCUIT, "c:8:28: error: " NO_BOUND("y")},
    {"a cap that is open itself",
     DECLARATIONS "pool require y[asset]: total(b) <= cap + total(a)\n"
                  "pool require x[asset]: r + total(b, capped by y) >= total(a)",
     ZKS_ERROR_CIRCUIT, "c:7:48: error: total(a[X])" OPEN("y")},
    {"a cap on a difference",
     DECLARATIONS "pool require y[asset]: total(b - a) <= cap\n"
                  "pool require x[asset]: r + total(b, capped by y) >= 0",
     ZKS_ERROR_CIRCUIT, "c:7:34: error: total(a[X])" OPEN("y")},
    {"a difference under its cap",
     DECLARATIONS "pool require z[asset]: total(a) <= cap\n"
                  "pool require y[asset]: total(b) <= cap + total(a, capped by z)\n"
                  "pool require x[asset]: r + total(b - a, capped by y) >= 0",
     ZKS_OK, ""},
    {"a cap over no index",
     DECLARATIONS "pool require y: sum(asset) price * total(b) <= 7\n"
                  "pool require x[asset]: r + total(b, capped by y) >= total(a)",
     ZKS_OK, ""},
    {"a cap on the other member only",
     DECLARATIONS "pool require y: sum(asset) (cap * total(b)) <= 7\n"
                  "pool require x[asset]: r + total(b, capped by y) >= total(a)",
     ZKS_ERROR_CIRCUIT, "c:8:28: error: " NO_BOUND("y")},
    {"a cap inside a sum",
     DECLARATIONS "pool require y[asset]: total(b) <= cap\n"
                  "pool require x: sum(asset) r + total(b, capped by y) - total(a) >= 0",
     ZKS_OK, ""},
    {"caps by one another",
     DECLARATIONS "pool require x[asset]: r + total(a, backed by y) >= total(b)\n"
                  "pool require y[asset]: r + total(b, backed by x) >= total(a)",
     ZKS_ERROR_CIRCUIT, "c:7:28: error: " NO_BOUND("y") "c:8:28: error: " NO_BOUND("x")},
    {"a cap by an equality",
     DECLARATIONS "pool require z[asset]: total(b) <= cap\n"
                  "pool require y[asset]: cap == total(b, capped by z)\n"
                  "pool require x[asset]: r + total(b, capped by y) >= total(a)",
     ZKS_OK, ""},
    {"a cap by a reversed equality",
     DECLARATIONS "pool require z[asset]: total(b) <= cap\n"
                  "pool require y[asset]: total(b, capped by z) == cap\n"
                  "pool require x[asset]: r + total(b, capped by y) >= total(a)",
     ZKS_OK, ""},
    {"an equality with a cap that nothing keeps below it", DECLARATIONS "pool require y[asset]: total(b) == cap",
     ZKS_ERROR_CIRCUIT, "c:7:30: error: total(b[X])" MADE_UP("y")},
    {"an equality with reserves", DECLARATIONS "pool require y[asset]: r + total(b) == total(a)", ZKS_ERROR_CIRCUIT,
     "c:7:46: error: total(a[X])" MADE_UP("y")},
    {"an equality with reserves, one total of which is bounded",
     DECLARATIONS "pool require z[asset]: total(b) <= cap\n"
                  "pool require y[asset]: r + total(b, capped by z) == total(a)",
     ZKS_ERROR_CIRCUIT, "c:8:59: error: total(a[X])" MADE_UP("y")},
    {"an equality with reserves, by a cover that bounds another total",
     DECLARATIONS "pool require z[asset]: total(a) <= cap\n"
                  "pool require y[asset]: r == total(b, capped by z)",
     ZKS_ERROR_CIRCUIT, "c:8:29: error: " NO_BOUND("z")},
    {"an equality with reserves that bounded totals make up",
     DECLARATIONS "pool require z[asset]: total(a + b) <= cap\n"
                  "pool require y[asset]: r + total(b, capped by z) == total(a, capped by z)",
     ZKS_OK, ""},
    {"a backed total",
     DECLARATIONS "pool require y[asset]: r >= total(b)\n"
                  "pool require x[asset]: total(b, backed by y) + cap >= total(a)",
     ZKS_OK, ""},
    {"a reserve that is hidden", DECLARATIONS "pool require x[asset]: h + r >= 2 * total(a) - h / price", ZKS_OK, ""},
    {"a hidden reserve that hurts", DECLARATIONS "pool require x[asset]: 4 * r >= total(a) + h", ZKS_OK, ""},
    {"an open total beside a hidden reserve", DECLARATIONS "pool require x[asset]: h + total(b) >= total(a)",
     ZKS_ERROR_CIRCUIT, "c:7:34: error: total(b[X])" OPEN("x")},
    {"a total that is backed by a hidden reserve",
     DECLARATIONS "pool require y[asset]: h >= total(b)\n"
                  "pool require x[asset]: total(b, backed by y) + cap >= total(a)",
     ZKS_OK, ""},
    {"a total that is backed by less than all of a hidden reserve",
     DECLARATIONS "pool require y[asset]: 2 * r - h / 3 >= 4 * total(b)\n"
                  "pool require x[asset]: total(b, backed by y) + cap >= total(a)",
     ZKS_OK, ""},
    {"a hidden reserve that backs another total",
     DECLARATIONS "pool require y[asset]: h >= total(a)\n"
                  "pool require x[asset]: total(b, backed by y) + cap >= total(a)",
     ZKS_ERROR_CIRCUIT, "c:8:24: error: " NO_BOUND("y")},
    {"a hidden reserve that backs a total together with another",
     DECLARATIONS "pool require y[asset]: h + total(a) >= total(b)\n"
                  "pool require x[asset]: total(b, backed by y) + cap >= total(a)",
     ZKS_ERROR_CIRCUIT, "c:7:34: error: total(a[X])" OPEN("y")},
    {"an equality with a hidden reserve", DECLARATIONS "pool require y[asset]: h == total(a)", ZKS_ERROR_CIRCUIT,
     "c:7:35: error: total(a[X])" MADE_UP("y")},
    {"an equality with a hidden reserve, of a total that it backs",
     DECLARATIONS "pool require z[asset]: total(b) <= h\n"
                  "pool require y[asset]: h == total(b, backed by z)\n"
                  "pool require x[asset]: r + total(b, backed by y) >= total(a)",
     ZKS_OK, ""},
    {"half of a total capped",
     DECLARATIONS "pool require y[asset]: total(b) <= cap\n"
                  "pool require x[asset]: r + total(b, capped by y) + total(b) >= total(a)",
     ZKS_ERROR_CIRCUIT, "c:8:34: error: total(b[X])" OPEN("x")},
    {"a needless cap",
     DECLARATIONS "pool require y[asset]: total(a) <= cap\n"
                  "pool require x[asset]: r >= total(b, capped by y)",
     ZKS_OK, ""},
    {"a pair on gross legs", DECLARATIONS "account require m: sum(asset) price * (l - s) - 0.1 * (l + s) >= 0", ZKS_OK,
     ""},
    {"a pair marked to market", DECLARATIONS "account require m: sum(asset) price * (l - s) >= 0", ZKS_OK, ""},
    {"a pair that gains", DECLARATIONS "account require m: sum(asset) price * (l - s) + 0.1 * (l + s) >= 0",
     ZKS_ERROR_CIRCUIT, "c:7:40: error: raising l[X] and s[X]" PAIR("helps", "m")},
    {"a pair that gains on the smaller side", DECLARATIONS "account require m[asset]: s - 0.01 <= 2 * l",
     ZKS_ERROR_CIRCUIT, "c:7:43: error: raising l[X] and s[X]" PAIR("helps", "m")},
    {"a long leg alone", DECLARATIONS "account require m[asset]: a >= cap - l", ZKS_ERROR_CIRCUIT,
     "c:7:38: error: raising l[X] and s[X]" PAIR("helps", "m")},
    {"a short leg alone", DECLARATIONS "account require m[asset]: s + a >= 0", ZKS_ERROR_CIRCUIT,
     "c:7:27: error: raising s[X] and l[X]" PAIR("helps", "m")},
    {"a long leg that hurts", DECLARATIONS "account require m[asset]: a >= l", ZKS_OK, ""},
    {"a pair in an equality", DECLARATIONS "account require m[asset]: a == l + s", ZKS_ERROR_CIRCUIT,
     "c:7:32: error: raising l[X] and s[X]" PAIR("moves", "m")},
    {"a matched pair in an equality", DECLARATIONS "account require m[asset]: a == l - s", ZKS_OK, ""},
    {"a pair that gains in one member", DECLARATIONS "account require m[asset]: price * l - s >= 0 - cap",
     ZKS_ERROR_CIRCUIT, "c:7:35: error: raising l[X] and s[X]" PAIR("helps", "m")},
    {"a pair in the pool", DECLARATIONS "pool require x[asset]: total(l) == total(s)", ZKS_OK, ""},
    {"a pair that gains in the pool",
     DECLARATIONS "pool require y[asset]: total(l) <= cap\n"
                  "pool require x[asset]: r + total(l, capped by y) >= 0",
     ZKS_ERROR_CIRCUIT, "c:8:34: error: raising total(l[X]) and total(s[X])" PAIR("helps", "x")},
    {"a net pair in the pool", DECLARATIONS "pool require x[asset]: r >= total(l)", ZKS_OK, ""},
    {"division by zero", DECLARATIONS "account require m[asset]: a / cap >= 0", ZKS_ERROR_CIRCUIT,
     "c:7:31: error: division by zero for asset Y\n"},
    {"division by zero in a pool requirement", DECLARATIONS "pool require x[asset]: r / (cap - 10) >= total(a)",
     ZKS_ERROR_CIRCUIT, "c:7:29: error: division by zero for asset X\n"},
    {"division by a difference that is zero", DECLARATIONS "pool require x[asset]: r / (k - 3.5) >= total(a)",
     ZKS_ERROR_CIRCUIT, "c:7:29: error: division by zero for asset X\n"},
    {"a constant that never holds", DECLARATIONS "pool require x[asset]: cap - 1 >= 0", ZKS_ERROR_CIRCUIT,
     "c:7:14: error: 'x[Y]' can never hold, whatever the columns are: it is off by at least 1\n"},
    {"an inequality that never holds", DECLARATIONS "account require m[asset]: 0 - a >= cap + 1", ZKS_ERROR_CIRCUIT,
     "c:7:17: error: 'm[X]' can never hold, whatever the columns are: it is off by at least 11\n"},
    {"an equality that never holds", DECLARATIONS "account require m[asset]: a + b + 1 == 0", ZKS_ERROR_CIRCUIT,
     "c:7:17: error: 'm[X]' can never hold, whatever the columns are: it is off by at least 1\n"},
    {"an equality that never holds, above", DECLARATIONS "account require m[asset]: 0 - a == 1", ZKS_ERROR_CIRCUIT,
     "c:7:17: error: 'm[X]' can never hold, whatever the columns are: it is off by at least 1\n"},
};

static const polarity_case with_advice[] = {
    {"at least that hurts",
     WITH_ADVICE "account advice risk at least -sum(asset) shock * (long - short) for scenario\n"
                 "account require m: money >= risk",
     ZKS_OK, ""},
    {"at least that helps",
     WITH_ADVICE "account advice risk at least -sum(asset) shock * (long - short) for scenario\n"
                 "account require m: money + risk >= debt",
     ZKS_ERROR_CIRCUIT, "c:13:28: error: risk" LARGER("m")},
    {"at least on the smaller side",
     WITH_ADVICE "account advice risk at least -sum(asset) shock * (long - short) for scenario\n"
                 "account require m: risk >= 5",
     ZKS_ERROR_CIRCUIT, "c:13:20: error: risk" LARGER("m")},
    {"at least in an equality",
     WITH_ADVICE "account advice risk at least -sum(asset) shock * (long - short) for scenario\n"
                 "account require m: money == risk",
     ZKS_ERROR_CIRCUIT,
     "c:13:29: error: risk stands in the equality 'm', but it is shown to be at least what its declaration says: the "
     "prover may make it larger\n"},
    {"at least in a let",
     WITH_ADVICE "account advice risk at least -sum(asset) shock * (long - short) for scenario\n"
                 "account let charge = 2 * risk\n"
                 "account require m: money >= debt - charge",
     ZKS_ERROR_CIRCUIT, "c:14:36: error: risk" LARGER("m")},
    {"at least whose coefficient cancels",
     WITH_ADVICE "account advice risk at least -sum(asset) shock * (long - short) for scenario\n"
                 "account require m: money + risk >= risk",
     ZKS_OK, ""},
    {"at least that helps for one member only",
     WITH_ADVICE "account advice risk at least -sum(asset) shock * (long - short) for scenario\n"
                 "account require m[asset]: money >= (1 - price) * risk",
     ZKS_ERROR_CIRCUIT, "c:13:50: error: risk" LARGER("m")},
    {"at most that helps",
     WITH_ADVICE "account advice usable at most money, 500\n"
                 "account require m: usable >= debt",
     ZKS_OK, ""},
    {"at most that hurts",
     WITH_ADVICE "account advice usable at most money, 500\n"
                 "account require m: money >= usable",
     ZKS_ERROR_CIRCUIT, "c:13:29: error: usable" SMALLER("m")},
    {"at most in an equality",
     WITH_ADVICE "account advice usable at most money, 500\n"
                 "account require m: usable == money",
     ZKS_ERROR_CIRCUIT,
     "c:13:20: error: usable stands in the equality 'm', but it is shown to be at most what its declaration says: the "
     "prover may make it 0\n"},
    {"at least in the bound of at least",
     WITH_ADVICE "account advice risk at least -sum(asset) shock * (long - short) for scenario\n"
                 "account advice more at least 2 * risk\n"
                 "account require m: money >= more",
     ZKS_OK, ""},
    {"at least in the bound of at most",
     WITH_ADVICE "account advice risk at least -sum(asset) shock * (long - short) for scenario\n"
                 "account advice less at most 2 * risk\n"
                 "account require m: less >= debt",
     ZKS_ERROR_CIRCUIT, "c:13:33: error: risk" LARGER("less")},
    {"at least that lowers a bound of at most",
     WITH_ADVICE "account advice risk at least -sum(asset) shock * (long - short) for scenario\n"
                 "account advice less at most money - risk\n"
                 "account require m: less >= debt",
     ZKS_OK, ""},
    {"at least that lowers a bound of at least",
     WITH_ADVICE "account advice risk at least -sum(asset) shock * (long - short) for scenario\n"
                 "account advice more at least money - risk\n"
                 "account require m: debt >= more",
     ZKS_ERROR_CIRCUIT, "c:13:38: error: risk" LARGER("more")},
    {"at most in the bound of at least",
     WITH_ADVICE "account advice usable at most money, 500\n"
                 "account advice more at least usable\n"
                 "account require m: debt >= more",
     ZKS_ERROR_CIRCUIT, "c:13:30: error: usable" SMALLER("more")},
    {"at most that lowers a bound of at least",
     WITH_ADVICE "account advice usable at most money, 500\n"
                 "account advice more at least debt - usable\n"
                 "account require m: money >= more",
     ZKS_OK, ""},
    {"at most of largest",
     WITH_ADVICE "account advice risk at least -sum(asset) shock * (long - short) for scenario\n"
                 "account advice tail at least largest(1, scenario) risk + sum(asset) shock * (long - short)\n"
                 "account require m: money >= tail",
     ZKS_OK, ""},
    {"at least chosen smallest from",
     WITH_ADVICE "account advice risk at least -sum(asset) shock * (long - short) for scenario\n"
                 "account advice tail at most smallest(1, scenario) risk + sum(asset) shock * (long - short)\n"
                 "account require m: tail >= debt",
     ZKS_ERROR_CIRCUIT, "c:13:51: error: risk" LARGER("tail")},
    {"a flag that hurts",
     WITH_ADVICE "account flag bad if money < debt\n"
                 "account require m: money + 10 >= 11 * bad",
     ZKS_OK, ""},
    {"a flag that helps",
     WITH_ADVICE "account flag bad if money < debt\n"
                 "account require m: money + 10 * bad >= debt",
     ZKS_ERROR_CIRCUIT, "c:13:33: error: bad" SET("m")},
    {"an exact flag that helps",
     WITH_ADVICE "account flag bad exactly if money < debt\n"
                 "account require m: money + 10 * bad >= debt",
     ZKS_OK, ""},
    {"a flag in an equality",
     WITH_ADVICE "account flag bad if money < debt\n"
                 "account require m: bad == 0",
     ZKS_ERROR_CIRCUIT,
     "c:13:20: error: bad stands in the equality 'm', but the prover may set it to 1 where its condition does not "
     "hold\n"},
    {"an exact flag in an equality",
     WITH_ADVICE "account flag bad exactly if money < debt\n"
                 "account require m: bad == 0",
     ZKS_OK, ""},
    {"a flag that suspends a bound",
     WITH_ADVICE "account flag bad if money < debt\n"
                 "account advice due at least debt when bad\n"
                 "account require m: money >= due",
     ZKS_OK, ""},
    {"an exact flag over at least advice",
     WITH_ADVICE "account advice risk at least -sum(asset) shock * (long - short) for scenario\n"
                 "account flag bad exactly if money < risk\n"
                 "account require m: bad == 0",
     ZKS_ERROR_CIRCUIT,
     "c:13:37: error: risk stands in the condition of the exact flag 'bad', but the prover chooses it within its "
     "bounds\n"},
    {"a flag over at least advice",
     WITH_ADVICE "account advice risk at least -sum(asset) shock * (long - short) for scenario\n"
                 "account flag bad if money < risk\n"
                 "account require m: 0 >= bad",
     ZKS_OK, ""},
    {"a flag over at least advice the other way",
     WITH_ADVICE "account advice risk at least -sum(asset) shock * (long - short) for scenario\n"
                 "account flag good if risk < money\n"
                 "account require m: 0 >= good",
     ZKS_ERROR_CIRCUIT, "c:13:22: error: risk" LARGER("good")},
    {"an exact flag over an exact flag",
     WITH_ADVICE "account flag bad exactly if money < debt\n"
                 "account flag worse_still exactly if money < 2 * bad\n"
                 "account require m: worse_still == 0",
     ZKS_OK, ""},
    {"an exact flag over a flag that is not",
     WITH_ADVICE "account flag bad if money < debt\n"
                 "account flag worse_still exactly if money < 2 * bad\n"
                 "account require m: worse_still == 0",
     ZKS_ERROR_CIRCUIT,
     "c:13:49: error: bad stands in the condition of the exact flag 'worse_still', but the prover chooses it within "
     "its bounds\n"},
    {"slices with rates that fall",
     WITH_ADVICE "account advice credit[tier] at most price * a filling size\n"
                 "account require m: sum(tier) rate * credit >= debt",
     ZKS_OK, ""},
    {"slices with rates that rise",
     WITH_ADVICE "account advice credit[tier] at most price * a filling size\n"
                 "account require m: sum(tier) worse * credit >= debt",
     ZKS_ERROR_CIRCUIT, "c:13:38: error: a unit of credit[x2] counts more in 'm' than one of credit[x1]" ORDER},
    {"a first slice that is left out",
     WITH_ADVICE "account advice credit[tier] at most price * a filling size\n"
                 "account require m: sum(tier) (size - 10) * credit >= debt",
     ZKS_ERROR_CIRCUIT, "c:13:44: error: a unit of credit[x2] counts more in 'm' than one of credit[x1]" ORDER},
    {"slices that cost more and more",
     WITH_ADVICE "account advice held[tier] at least price * (long + short) filling size\n"
                 "account require m: money >= sum(tier) worse * held",
     ZKS_OK, ""},
    {"slices that cost less and less",
     WITH_ADVICE "account advice held[tier] at least price * (long + short) filling size\n"
                 "account require m: money >= sum(tier) rate * held",
     ZKS_ERROR_CIRCUIT, "c:13:46: error: a unit of held[x2] costs less in 'm' than one of held[x1]" ORDER},
    {"a last slice that costs nothing",
     WITH_ADVICE "account advice held[tier] at least price * (long + short) filling size\n"
                 "account require m: money >= sum(tier) (30 - size) * held",
     ZKS_ERROR_CIRCUIT, "c:13:53: error: a unit of held[x2] costs less in 'm' than one of held[x1]" ORDER},
    {"slices that help at least",
     WITH_ADVICE "account advice held[tier] at least price * (long + short) filling size\n"
                 "account require m: sum(tier) worse * held >= debt",
     ZKS_ERROR_CIRCUIT, "c:13:38: error: held[x1]" LARGER("m")},
    {"slices of one asset alone",
     WITH_ADVICE "account advice credit[tier] at most price * a filling size\n"
                 "account require m[asset]: sum(tier in asset) rate * credit >= 0",
     ZKS_OK, ""},
    {"slices in another bound",
     WITH_ADVICE "account advice credit[tier] at most price * a filling size\n"
                 "account advice worth[asset] at most sum(tier in asset) worse * credit\n"
                 "account require m: sum(asset) worth >= debt",
     ZKS_ERROR_CIRCUIT, "c:13:64: error: a unit of credit[x2] counts more in 'worth' than one of credit[x1]" ORDER},
    {"a total of committed advice that hurts",
     WITH_ADVICE "account committed advice claim at least money - debt\n"
                 "pool require p: reserve >= total(claim)",
     ZKS_OK, ""},
    {"a total of committed advice that helps",
     WITH_ADVICE "account committed advice claim at least money - debt\n"
                 "pool require p: reserve + total(claim, capped by few) >= total(money)\n"
                 "pool require few: total(claim) <= 9",
     ZKS_ERROR_CIRCUIT, "c:13:33: error: total(claim)" LARGER("p")},
    {"a total of at most advice that hurts",
     WITH_ADVICE "account committed advice usable at most money, 500\n"
                 "pool require p: reserve >= total(usable)",
     ZKS_ERROR_CIRCUIT, "c:13:34: error: total(usable)" SMALLER("p")},
    {"a total of at most advice that helps, open",
     WITH_ADVICE "account committed advice usable at most money, 500\n"
                 "pool require p: total(usable) >= total(money)",
     ZKS_ERROR_CIRCUIT, "c:13:23: error: total(usable)" OPEN("p")},
    {"a total of at most advice that helps, capped",
     WITH_ADVICE "account committed advice usable at most money, 500\n"
                 "pool require p: total(usable, capped by few) + reserve >= total(debt)\n"
                 "pool require few: total(money + usable) <= 9",
     ZKS_ERROR_CIRCUIT, "c:14:33: error: total(usable)" SMALLER("few")},
    {"a cap that at most advice itself would lower",
     WITH_ADVICE "account committed advice usable at most money, 500\n"
                 "pool require p: total(usable, capped by few) + reserve >= total(debt)\n"
                 "pool require few: total(usable) <= 9",
     ZKS_ERROR_CIRCUIT, "c:14:25: error: total(usable)" SMALLER("few")},
    {"a total of committed slices",
     WITH_ADVICE "account committed advice credit[tier] at most price * a filling size\n"
                 "pool require p: reserve + sum(tier) worse * total(credit, capped by few) >= total(debt)\n"
                 "pool require few[tier]: total(credit + money) <= 9",
     ZKS_ERROR_CIRCUIT,
     "c:13:51: error: a unit of total(credit[x2]) counts more in 'p' than one of total(credit[x1])" ORDER
     "c:14:31: error: total(credit[x1])" SMALLER("few")},
    {"pool advice of an open total",
     WITH_ADVICE "pool advice gap at least total(debt) - reserve\n"
                 "pool require p: reserve >= gap",
     ZKS_OK, ""},
    {"pool advice of an open total that lowers it",
     WITH_ADVICE "pool advice gap at least total(debt - money)\n"
                 "pool require p: reserve >= gap",
     ZKS_ERROR_CIRCUIT, "c:12:39: error: total(money)" OPEN("gap")},
    {"pool advice of a capped total",
     WITH_ADVICE "pool advice gap at least total(debt) - total(money, capped by few)\n"
                 "pool require p: reserve >= gap\n"
                 "pool require few: total(money) <= cap",
     ZKS_ERROR_CIRCUIT, "c:12:63: error: 'few' mentions declared reserves\n"},
    {"pool advice capped by public numbers",
     WITH_ADVICE "pool advice gap at least total(debt) - total(money, capped by few)\n"
                 "pool require p: reserve >= gap\n"
                 "pool require few: total(money) <= 9",
     ZKS_OK, ""},
    {"pool advice at most an open total",
     WITH_ADVICE "pool advice some at most total(money)\n"
                 "pool require p: some >= 1",
     ZKS_ERROR_CIRCUIT, "c:12:32: error: total(money)" OPEN("some")},
    {"pool advice at most a capped total",
     WITH_ADVICE "pool advice some at most total(money, capped by few)\n"
                 "pool require p: some >= 1\n"
                 "pool require few: total(money) <= 9",
     ZKS_OK, ""},
    {"pool advice at most a total that hurts",
     WITH_ADVICE "pool advice some at most reserve - total(money)\n"
                 "pool require p: some >= 1",
     ZKS_OK, ""},
    {"slices of an open total",
     WITH_ADVICE "pool advice part[band] at most total(money) filling 5\n"
                 "pool require p: sum(band) part >= 1",
     ZKS_ERROR_CIRCUIT, "c:12:38: error: total(money)" OPEN("part")},
    {"slices of a capped total",
     WITH_ADVICE "pool advice part[band] at most total(money, capped by few) filling 5\n"
                 "pool require p: sum(band) part >= 1\n"
                 "pool require few: total(money) <= 9",
     ZKS_OK, ""},
    {"a pool flag of an open total",
     WITH_ADVICE "pool flag over if total(money) < 5\n"
                 "pool require p: 0 >= over",
     ZKS_ERROR_CIRCUIT, "c:12:25: error: total(money)" OPEN("over")},
    {"a pool flag of a capped total",
     WITH_ADVICE "pool flag over if total(money, capped by few) < 5\n"
                 "pool require p: 0 >= over\n"
                 "pool require few: total(money) <= 9",
     ZKS_OK, ""},
    {"an exact pool flag of a total",
     WITH_ADVICE "pool flag over exactly if 5 < total(money)\n"
                 "pool require p: over <= 0",
     ZKS_ERROR_CIRCUIT, "c:12:37: error: total(money)" OPEN("over")},
    {"an exact pool flag of a capped total",
     WITH_ADVICE "pool flag over exactly if 5 < total(money, capped by few)\n"
                 "pool require p: over <= 0\n"
                 "pool require few: total(money) <= 9",
     ZKS_OK, ""},
    {"an equality with an exact pool flag",
     WITH_ADVICE "pool flag low exactly if reserve < cap\n"
                 "pool require p: total(money) == 9 * low",
     ZKS_ERROR_CIRCUIT, "c:13:23: error: total(money)" MADE_UP("p")},
    {"an equality with an exact pool flag, of a capped total",
     WITH_ADVICE "pool flag low exactly if reserve < cap\n"
                 "pool require p: total(money, capped by few) == 9 * low\n"
                 "pool require few: total(money) <= 9",
     ZKS_OK, ""},
    {"an equality of exact pool flags",
     WITH_ADVICE "pool flag low exactly if reserve < cap\n"
                 "pool flag tiny exactly if reserve < cap / 2\n"
                 "pool require p: low == tiny",
     ZKS_OK, ""},
    {"a cap of two relations",
     WITH_ADVICE "pool require p: reserve + total(money, capped by few) >= total(debt)\n"
                 "pool require few: 1 <= total(money, capped by other) <= 9\n"
                 "pool require other: total(money) <= 10",
     ZKS_OK, ""},
    {"a cap whose other relation is open",
     WITH_ADVICE "pool require p: reserve + total(money, capped by few) >= total(debt)\n"
                 "pool require few: 1 <= total(money) <= 9",
     ZKS_ERROR_CIRCUIT, "c:13:30: error: total(money)" OPEN("few")},
    {"a pair in a bound that gains",
     WITH_ADVICE "account advice more[asset] at least money - long\n"
                 "account require m: debt >= sum(asset) more",
     ZKS_ERROR_CIRCUIT, "c:12:45: error: raising long[X] and short[X]" PAIR("helps", "more")},
    {"a pair in a bound",
     WITH_ADVICE "account advice more[asset] at least money + long\n"
                 "account require m: debt >= sum(asset) more",
     ZKS_OK, ""},
    {"liquidation: below maintenance", WITH_ADVICE "account require below: money - debt <= 0.05 * sum(asset) price * a",
     ZKS_OK, ""},
    {"liquidation: with a matched position",
     WITH_ADVICE "account let equity = money - debt + sum(asset) price * (long - short)\n"
                 "account require below: equity <= 5",
     ZKS_OK, ""},
    {"liquidation: with gross legs",
     WITH_ADVICE "account let equity = money - debt + sum(asset) price * (long - short)\n"
                 "account require below: equity <= 0.05 * sum(asset) price * (long + short)",
     ZKS_ERROR_CIRCUIT, "c:13:24: error: raising long[X] and short[X]" PAIR("helps", "below")},
    {"liquidation: with an exact flag",
     WITH_ADVICE "account flag bad exactly if money < debt\n"
                 "account require below: bad >= 1",
     ZKS_OK, ""},
    {"liquidation: with a flag",
     WITH_ADVICE "account flag bad if money < debt\n"
                 "account require below: bad >= 1",
     ZKS_ERROR_CIRCUIT, "c:13:24: error: bad" SET("below")},
    {"liquidation: with the worst loss",
     WITH_ADVICE "account advice risk at least -sum(asset) shock * (long - short) for scenario\n"
                 "account require below: money <= risk",
     ZKS_ERROR_CIRCUIT, "c:13:33: error: risk" LARGER("below")},
    {"liquidation: with brackets left as one likes",
     WITH_ADVICE "account advice held[tier] at least price * (long + short) filling size\n"
                 "account require below: money <= sum(tier) worse * held",
     ZKS_ERROR_CIRCUIT, "c:13:51: error: held[x1]" LARGER("below")},
    {"liquidation: with credit",
     WITH_ADVICE "account advice credit[tier] at most price * a filling size\n"
                 "account require below: sum(tier) rate * credit <= debt",
     ZKS_ERROR_CIRCUIT, "c:13:41: error: credit[x1]" SMALLER("below")},
    {"settlement: deltas sum to zero",
     WITH_ADVICE "account pair into[asset], out[asset] : integer, bytes 4\n"
                 "pool require conserved[asset]: total(into) == total(out)",
     ZKS_OK, ""},
    {"settlement: with what is left over",
     WITH_ADVICE "account pair into[asset], out[asset] : integer, bytes 4\n"
                 "pool require conserved[asset]: total(into - out) == 0\n"
                 "account require after[asset]: a + into - out >= 0",
     ZKS_OK, ""},
    {"settlement: with legs that do not cancel",
     WITH_ADVICE "account pair into[asset], out[asset] : integer, bytes 4\n"
                 "pool require conserved[asset]: total(into) + total(out) == 0",
     ZKS_ERROR_CIRCUIT, "c:13:38: error: raising total(into[X]) and total(out[X])" PAIR("moves", "conserved")},
    {"two findings at once",
     WITH_ADVICE "account advice risk at least -sum(asset) shock * (long - short) for scenario\n"
                 "account advice usable at most money, 500\n"
                 "account require m: risk >= debt\n"
                 "account require n: money >= usable",
     ZKS_ERROR_CIRCUIT, "c:14:20: error: risk" LARGER("m") "c:15:29: error: usable" SMALLER("n")},
    {"findings of three kinds at once",
     WITH_ADVICE "account advice risk at least -sum(asset) shock * (long - short) for scenario\n"
                 "account require m: risk >= debt\n"
                 "account require n: money / (3 - 3) >= 0\n"
                 "account require o: money + sum(asset) long >= debt",
     ZKS_ERROR_CIRCUIT,
     "c:14:29: error: division by zero\n"
     "c:13:20: error: risk" LARGER("m") "c:15:39: error: raising long[X] and short[X]" PAIR("helps", "o")},
};

/* The first lines of findings: those that name the file. */
static void keep_first_lines(char *findings)
{
    char *out = findings;
    for (char *line = findings, *end; *line; line = end) {
        end = strchr(line, '\n') + 1;
        if (strncmp(line, "c:", 2) != 0)
            continue;
        memmove(out, line, (size_t)(end - line));
        out += end - line;
    }
    *out = '\0';
}

static void check(const polarity_case *cases, size_t count, const char *numbers)
{
    for (size_t i = 0; i < count; i++) {
        zks_status status;
        char *findings = findings_by_hand(cases[i].text, numbers, &status);
        keep_first_lines(findings);
        if (status != cases[i].status || strcmp(findings, cases[i].findings) != 0)
            fail_msg("%s: %s, found:\n%swanted:\n%s", cases[i].name, zks_status_name(status), findings,
                     cases[i].findings);
        free(findings);
    }
}

static void totals_and_pairs_are_open(void **state)
{
    (void)state;
    const size_t count = sizeof totals_and_pairs / sizeof *totals_and_pairs;
    check(totals_and_pairs, count, NUMBERS "pool h committed\n");
    check(totals_and_pairs, count, NUMBERS "pool h 300 400\n");
}

static void advice_is_a_choice(void **state)
{
    (void)state;
    check(with_advice, sizeof with_advice / sizeof *with_advice, ADVICE_NUMBERS);
}

/* A whole finding, with what to write instead. */
static void findings_say_what_to_write(void **state)
{
    (void)state;
    zks_status status;
    char *findings = findings_by_hand(WITH_ADVICE "account flag bad if money < debt\naccount require m: bad >= 1\n",
                                      ADVICE_NUMBERS, &status);
    assert_string_equal(findings, "c:13:20: error: bad helps 'm', but the prover may set it to 1 where its condition "
                                  "does not hold\n"
                                  "    account require m: bad >= 1\n"
                                  "                       ^~~\n"
                                  "  write 'exactly if' in its declaration, or use it where it hurts\n");
    free(findings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(totals_and_pairs_are_open),
        cmocka_unit_test(advice_is_a_choice),
        cmocka_unit_test(findings_say_what_to_write),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
