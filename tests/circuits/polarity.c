/* Who gains by inflating what: open totals, caps and backing, long/short pairs; and what numbers alone reveal. */
#include "numbers_by_hand.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define DECLARATIONS                                                                                                   \
    "circuit c\n"                                                                                                      \
    "index asset { decimals, price, cap }\n"                                                                           \
    "account a[asset], b[asset] : units of asset\n"                                                                    \
    "account pair l[asset], s[asset] : units of asset\n"                                                               \
    "pool r[asset] : public\n"                                                                                         \
    "param k\n"
#define NUMBERS                                                                                                        \
    "index asset\n"                                                                                                    \
    "member X 2 8 price=3 cap=10\n"                                                                                    \
    "member Y 0 8 price=0.5 cap=0\n"                                                                                   \
    "pool r 100 200\n"                                                                                                 \
    "param k 3.5   \n"
#define OPEN(requirement)                                                                                              \
    " helps '" requirement "', and accounts that nobody checks could raise it; write total(..., capped by NAME) with " \
    "a pool requirement that bounds it by public numbers, or total(..., backed by NAME) with one that bounds it by "   \
    "declared reserves\n"
#define NO_BOUND                                                                                                       \
    " does not bound this total from above by public numbers; name a requirement of the form total(...) <= public "    \
    "number\n"
#define PAIR                                                                                                           \
    " together; in expr >= 0 the coefficients of a long/short pair must not add up to more than zero, in expr == 0 "   \
    "they must add up to zero\n"

static const struct {
    const char *name, *text;
    zks_status status;
    const char *findings;
} cases[] = {
    {"a total that hurts", DECLARATIONS "pool require x[asset]: r >= total(a)", ZKS_OK, ""},
    {"an open total", DECLARATIONS "pool require x[asset]: r + total(b) >= total(a)", ZKS_ERROR_CIRCUIT,
     "c:7:14: total(b[X])" OPEN("x")},
    {"an open total on the smaller side", DECLARATIONS "pool require x[asset]: total(a) <= r + total(b)",
     ZKS_ERROR_CIRCUIT, "c:7:14: total(b[X])" OPEN("x")},
    {"an open total under a minus twice", DECLARATIONS "pool require x[asset]: r >= total(a - b)", ZKS_ERROR_CIRCUIT,
     "c:7:14: total(b[X])" OPEN("x")},
    {"an open total by a negative factor", DECLARATIONS "pool require x[asset]: r - (1 - price) * total(a) >= 0",
     ZKS_ERROR_CIRCUIT, "c:7:14: total(a[X])" OPEN("x")},
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
     ZKS_ERROR_CIRCUIT, "c:8:28: 'y[X]'" NO_BOUND},
    {"a cap that bounds from below",
     DECLARATIONS "pool require y[asset]: total(b) >= cap\n"
                  "pool require x[asset]: r + total(b, capped by y) >= total(a)",
     ZKS_ERROR_CIRCUIT, "c:7:14: total(b[X])" OPEN("y")},
    {"a cap on another total",
     DECLARATIONS "pool require y[asset]: total(a) <= cap\n"
                  "pool require x[asset]: r + total(b, capped by y) >= total(a)",
     ZKS_ERROR_CIRCUIT, "c:8:28: 'y[X]'" NO_BOUND},
    {"a cap that is open itself",
     DECLARATIONS "pool require y[asset]: total(b) <= cap + total(a)\n"
                  "pool require x[asset]: r + total(b, capped by y) >= total(a)",
     ZKS_ERROR_CIRCUIT, "c:7:14: total(a[X])" OPEN("y")},
    {"a cap on a difference",
     DECLARATIONS "pool require y[asset]: total(b - a) <= cap\n"
                  "pool require x[asset]: r + total(b, capped by y) >= 0",
     ZKS_ERROR_CIRCUIT, "c:7:14: total(a[X])" OPEN("y")},
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
     ZKS_ERROR_CIRCUIT, "c:8:28: 'y'" NO_BOUND},
    {"a cap inside a sum",
     DECLARATIONS "pool require y[asset]: total(b) <= cap\n"
                  "pool require x: sum(asset) r + total(b, capped by y) - total(a) >= 0",
     ZKS_OK, ""},
    {"caps by one another",
     DECLARATIONS "pool require x[asset]: r + total(a, backed by y) >= total(b)\n"
                  "pool require y[asset]: r + total(b, backed by x) >= total(a)",
     ZKS_ERROR_CIRCUIT, "c:7:28: 'y[X]'" NO_BOUND "c:8:28: 'x[X]'" NO_BOUND},
    {"a cap by an equality",
     DECLARATIONS "pool require y[asset]: cap == total(b)\n"
                  "pool require x[asset]: r + total(b, capped by y) >= total(a)",
     ZKS_OK, ""},
    {"a cap by a reversed equality",
     DECLARATIONS "pool require y[asset]: total(b) == cap\n"
                  "pool require x[asset]: r + total(b, capped by y) >= total(a)",
     ZKS_OK, ""},
    {"a backed total",
     DECLARATIONS "pool require y[asset]: r >= total(b)\n"
                  "pool require x[asset]: total(b, backed by y) + cap >= total(a)",
     ZKS_OK, ""},
    {"half of a total capped",
     DECLARATIONS "pool require y[asset]: total(b) <= cap\n"
                  "pool require x[asset]: r + total(b, capped by y) + total(b) >= total(a)",
     ZKS_ERROR_CIRCUIT, "c:8:14: total(b[X])" OPEN("x")},
    {"a needless cap",
     DECLARATIONS "pool require y[asset]: total(a) <= cap\n"
                  "pool require x[asset]: r >= total(b, capped by y)",
     ZKS_OK, ""},
    {"a pair on gross legs", DECLARATIONS "account require m: sum(asset) price * (l - s) - 0.1 * (l + s) >= 0", ZKS_OK,
     ""},
    {"a pair marked to market", DECLARATIONS "account require m: sum(asset) price * (l - s) >= 0", ZKS_OK, ""},
    {"a pair that gains", DECLARATIONS "account require m: sum(asset) price * (l - s) + 0.1 * (l + s) >= 0",
     ZKS_ERROR_CIRCUIT, "c:7:17: 'm' is helped by raising l[X] and s[X]" PAIR},
    {"a pair that gains on the smaller side", DECLARATIONS "account require m[asset]: s - 0.01 <= 2 * l",
     ZKS_ERROR_CIRCUIT, "c:7:17: 'm' is helped by raising l[X] and s[X]" PAIR},
    {"a long leg alone", DECLARATIONS "account require m[asset]: a >= cap - l", ZKS_ERROR_CIRCUIT,
     "c:7:17: 'm' is helped by raising l[X] and s[X]" PAIR},
    {"a short leg alone", DECLARATIONS "account require m[asset]: s + a >= 0", ZKS_ERROR_CIRCUIT,
     "c:7:17: 'm' is helped by raising s[X] and l[X]" PAIR},
    {"a long leg that hurts", DECLARATIONS "account require m[asset]: a >= l", ZKS_OK, ""},
    {"a pair in an equality", DECLARATIONS "account require m[asset]: a == l + s", ZKS_ERROR_CIRCUIT,
     "c:7:17: 'm' is moved by raising l[X] and s[X]" PAIR},
    {"a matched pair in an equality", DECLARATIONS "account require m[asset]: a == l - s", ZKS_OK, ""},
    {"a pair that gains in one member", DECLARATIONS "account require m[asset]: price * l - s >= 0 - cap",
     ZKS_ERROR_CIRCUIT, "c:7:17: 'm' is helped by raising l[X] and s[X]" PAIR},
    {"a pair in the pool", DECLARATIONS "pool require x[asset]: total(l) == total(s)", ZKS_OK, ""},
    {"a pair that gains in the pool",
     DECLARATIONS "pool require y[asset]: total(l) <= cap\n"
                  "pool require x[asset]: r + total(l, capped by y) >= 0",
     ZKS_ERROR_CIRCUIT, "c:8:14: 'x' is helped by raising total(l[X]) and total(s[X])" PAIR},
    {"a net pair in the pool", DECLARATIONS "pool require x[asset]: r >= total(l)", ZKS_OK, ""},
    {"division by zero", DECLARATIONS "account require m[asset]: a / cap >= 0", ZKS_ERROR_CIRCUIT,
     "c:7:31: division by zero for asset Y\n"},
    {"division by zero in a pool requirement", DECLARATIONS "pool require x[asset]: r / (cap - 10) >= total(a)",
     ZKS_ERROR_CIRCUIT, "c:7:29: division by zero for asset X\n"},
    {"division by a difference that is zero", DECLARATIONS "pool require x[asset]: r / (k - 3.5) >= total(a)",
     ZKS_ERROR_CIRCUIT, "c:7:29: division by zero for asset X\n"},
    {"a constant that never holds", DECLARATIONS "pool require x[asset]: cap - 1 >= 0", ZKS_ERROR_CIRCUIT,
     "c:7:14: 'x[Y]' can never hold, whatever the columns are\n"},
    {"an inequality that never holds", DECLARATIONS "account require m[asset]: 0 - a >= cap + 1", ZKS_ERROR_CIRCUIT,
     "c:7:17: 'm[X]' can never hold, whatever the columns are\n"},
    {"an equality that never holds", DECLARATIONS "account require m[asset]: a + b + 1 == 0", ZKS_ERROR_CIRCUIT,
     "c:7:17: 'm[X]' can never hold, whatever the columns are\n"},
    {"an equality that never holds, above", DECLARATIONS "account require m[asset]: 0 - a == 1", ZKS_ERROR_CIRCUIT,
     "c:7:17: 'm[X]' can never hold, whatever the columns are\n"},
};

static void every_case(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        zks_status status;
        char *findings = findings_by_hand(cases[i].text, NUMBERS, &status);
        if (status != cases[i].status || strcmp(findings, cases[i].findings) != 0)
            fail_msg("%s: %s, found:\n%swanted:\n%s", cases[i].name, zks_status_name(status), findings,
                     cases[i].findings);
        free(findings);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
