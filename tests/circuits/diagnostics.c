/* Every finding a circuit's text can have, with its place and what to write instead. */
#include "numbers_by_hand.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Six lines: what a case adds begins at line 7. */
#define PRELUDE                                                                                                        \
    "circuit c\n"                                                                                                      \
    "index asset { decimals, price, cap }\n"                                                                           \
    "index tier { rate }\n"                                                                                            \
    "param k\n"                                                                                                        \
    "account a[asset], b[asset] : units of asset\n"                                                                    \
    "pool r[asset] : public\n"
#define X16 "xxxxxxxxxxxxxxxx"
#define X65 X16 X16 X16 X16 "x"
#define SEVENS16 "7777777777777777"
#define SEVENS SEVENS16 SEVENS16 SEVENS16 SEVENS16 SEVENS16 SEVENS16 SEVENS16 SEVENS16 "7"

static const struct {
    const char *name, *text, *findings;
} cases[] = {
    {"not UTF-8", "circuit c\n# \377\n", "c:2:3: byte 0xff is not UTF-8\n"},
    {"overlong UTF-8", "circuit c # \300\257\n", "c:1:13: byte 0xc0 is not UTF-8\n"},
    {"surrogate", "circuit c # \355\240\200\n", "c:1:13: byte 0xed is not UTF-8\n"},
    {"carriage return", "circuit c\015\n", "c:1:10: carriage return; end lines with a line feed alone\n"},
    {"control character", "circuit c # \033[2J\n", "c:1:13: U+001B is a control character; remove it\n"},
    {"C1 control", "circuit c # \302\205\n", "c:1:13: U+0085 is a control character; remove it\n"},
    {"bidirectional control in a comment", "circuit c # caf\303\251 \342\200\256\n",
     "c:1:18: U+202E is a control character; remove it\n"},
    {"byte order mark", "\357\273\277circuit c\n", "c:1:1: U+FEFF is a control character; remove it\n"},
    {"letter outside ASCII", PRELUDE "account caf\303\251 : integer",
     "c:7:12: unexpected character U+00E9; only comments may leave ASCII\n"},
    {"stray character", PRELUDE "param x;\nparam y", "c:7:8: unexpected character ';'\n"},
    {"single equals sign", PRELUDE "account require x: 1 = 2", "c:7:22: '=' alone; equality is written '=='\n"},
    {"percent sign", PRELUDE "account require x: 5% >= 0", "c:7:21: '%' is no sign; write 5 % as 0.05\n"},
    {"exponent", PRELUDE "account require x: 1e5 >= 0",
     "c:7:20: a number runs into a name; numbers are written out, without exponent or separators\n"},
    {"point without digits", PRELUDE "account require x: 5. >= 0", "c:7:20: a number wants digits after its point\n"},
    {"leading point", PRELUDE "account require x: .5 >= 0", "c:7:20: unexpected character '.'\n"},
    {"long name", PRELUDE "param " X65 "",
     "c:7:7: name of 65 characters; at most 64 are allowed\n"
     "c:7:72: expected the name of a parameter, found the end of the text\n"},
    {"long number", PRELUDE "account require x: " SEVENS " >= 0",
     "c:7:20: number of 129 characters; at most 128 are allowed\n"},
    {"empty text", "", "c:1:1: expected 'circuit' and its name first, found the end of the text\n"},
    {"no circuit name", "circuit index asset { }\naccount a : integer",
     "c:1:9: 'index' is a keyword and cannot be the name of the circuit\n"},
    {"not a circuit", "param x", "c:1:1: expected 'circuit' and its name first, found 'param'\n"},
    {"second circuit line", PRELUDE "circuit d", "c:7:1: 'circuit' names the circuit once, at its beginning\n"},
    {"no item", PRELUDE "balance[asset]",
     "c:7:1: expected 'index', 'param', 'account', 'pool' or 'policy', found 'balance'\n"},
    {"keyword as name", PRELUDE "param sum", "c:7:7: 'sum' is a keyword and cannot be the name of a parameter\n"},
    {"keyword as requirement", PRELUDE "pool require total[asset]: r >= 0",
     "c:7:14: 'total' is a keyword and cannot be the name of a requirement\n"},
    {"decimals as operand", PRELUDE "policy require decimals >= 0",
     "c:7:16: expected an expression, found 'decimals'\n"},
    {"unclosed brace", PRELUDE "index x { y, z", "c:7:15: expected ',' or '}', found the end of the text\n"},
    {"missing comma", PRELUDE "index x { y z }", "c:7:13: expected ',' or '}', found 'z'\n"},
    {"field called name", PRELUDE "index x { decimals, name }",
     "c:7:21: 'name' is what every member has already; call the field otherwise\n"},
    {"field called bytes", PRELUDE "index x { bytes }",
     "c:7:11: 'bytes' is a keyword and cannot be the name of a field\n"},
    {"parameters in one line", PRELUDE "param x, y",
     "c:7:8: parameters are declared one by one; write 'param' again\n"},
    {"decimals twice", PRELUDE "index x { decimals, decimals }", "c:7:21: 'decimals' is listed already\n"},
    {"no unit", PRELUDE "account x[asset]", "c:7:17: expected ':', found the end of the text\n"},
    {"wrong unit", PRELUDE "account x[asset] : price",
     "c:7:20: expected 'units of' and an index, 'quote units' or 'integer', found 'price'\n"},
    {"units without of", PRELUDE "account x[asset] : units asset", "c:7:26: expected 'of', found 'asset'\n"},
    {"bytes zero", PRELUDE "account x : integer, bytes 0", "c:7:28: a column has 1 to 16 bytes\n"},
    {"bytes seventeen", PRELUDE "account x : integer, bytes 17", "c:7:28: a column has 1 to 16 bytes\n"},
    {"bytes with a point", PRELUDE "account x : integer, bytes 1.5", "c:7:28: a column has 1 to 16 bytes\n"},
    {"lone column of a pair", PRELUDE "account pair x[asset] : units of asset", "c:7:23: expected ',', found ':'\n"},
    {"pair of three", PRELUDE "account pair x[asset], y[asset], z[asset] : units of asset",
     "c:7:32: a pair has two columns, the long and the short one; write another pair\n"},
    {"pool column that is not public", PRELUDE "pool x : integer", "c:7:10: expected 'public', found 'integer'\n"},
    {"pool columns in one line", PRELUDE "pool x[asset], y[asset] : public",
     "c:7:14: pool columns are declared one by one; write 'pool' again\n"},
    {"requirement without colon", PRELUDE "pool require x[asset] r >= 0", "c:7:23: expected ':', found 'r'\n"},
    {"requirement without comparison", PRELUDE "pool require x[asset]: r",
     "c:7:25: expected an operator or a comparison, found the end of the text\n"},
    {"strict requirement", PRELUDE "pool require x[asset]: r > 0",
     "c:7:26: a requirement compares with '>=', '<=' or '=='; for a strict one, add the smallest unit to one side\n"},
    {"chained requirement", PRELUDE "pool require x[asset]: 0 <= r <= 1",
     "c:7:31: a requirement has one comparison; write two requirements\n"},
    {"missing operand", PRELUDE "pool require x[asset]: r + >= 0", "c:7:28: expected an expression, found '>='\n"},
    {"unclosed parenthesis", PRELUDE "pool require x[asset]: (r >= 0", "c:7:27: expected ')', found '>='\n"},
    {"subscript in an expression", PRELUDE "account require x: a[asset] >= 0",
     "c:7:21: a name has no subscript in an expression; it stands for the member in scope, from sum(...) or from the "
     "requirement's index\n"},
    {"total with a strange cover", PRELUDE "pool require x[asset]: total(a, bounded by x) >= 0",
     "c:7:33: expected 'capped by' or 'backed by' and the name of a requirement, found 'bounded'\n"},
    {"total without by", PRELUDE "pool require x[asset]: total(a, capped x) >= 0",
     "c:7:40: expected 'by', found 'x'\n"},
    {"total without cover name", PRELUDE "pool require x[asset]: total(a, capped by) >= 0",
     "c:7:42: expected the name of a requirement, found ')'\n"},
    {"sum without index", PRELUDE "account require x: sum() a >= 0",
     "c:7:24: expected the name of an index, found ')'\n"},
    {"several at once", PRELUDE "param 1\nparam sum\naccount require q: zz >= 0",
     "c:7:7: expected the name of a parameter, found '1'\n"
     "c:8:7: 'sum' is a keyword and cannot be the name of a parameter\n"},
    {"name declared twice", PRELUDE "param price",
     "c:7:7: 'price' is declared already at 2:25; every name stands for one thing\n"},
    {"column declared twice", PRELUDE "account a : integer",
     "c:7:9: 'a' is declared already at 5:9; every name stands for one thing\n"},
    {"requirement declared twice", PRELUDE "account require x[asset]: a >= 0\npool require x[asset]: r >= 0",
     "c:8:14: requirement 'x' exists already at 7:17; give this one a name of its own\n"},
    {"unknown name, near one", PRELUDE "account require x[asset]: prise * a >= 0",
     "c:7:27: there is no field, parameter or column 'prise'; did you mean 'price'?\n"},
    {"unknown name, near none", PRELUDE "account require x[asset]: volatility * a >= 0",
     "c:7:27: there is no field, parameter or column 'volatility'; declare it first or mend its name\n"},
    {"unknown index", PRELUDE "account x[aset] : integer", "c:7:11: there is no index 'aset'; did you mean 'asset'?\n"},
    {"unknown index of a sum", PRELUDE "account require x: sum(assets) a >= 0",
     "c:7:24: there is no index 'assets'; did you mean 'asset'?\n"},
    {"unknown index of a requirement", PRELUDE "account require x[b]: a >= 0",
     "c:7:19: there is no index 'b'; declare it first or mend its name\n"},
    {"index as operand", PRELUDE "account require x[asset]: asset * a >= 0",
     "c:7:27: 'asset' is an index, not a number; name one of its fields or a column over it\n"},
    {"units of another index", PRELUDE "account x[tier] : units of asset",
     "c:7:28: column 'x' is not over index 'asset'; write x[asset]\n"},
    {"units of an index without decimals", PRELUDE "account x[tier] : units of tier",
     "c:7:28: index 'tier' has no units; list 'decimals' among its fields\n"},
    {"units of an index without decimals, several columns", PRELUDE "account x[tier], y[tier] : units of tier",
     "c:7:37: index 'tier' has no units; list 'decimals' among its fields\n"},
    {"units of an index, column over none", PRELUDE "account x : units of asset",
     "c:7:22: column 'x' is not over index 'asset'; write x[asset]\n"},
    {"pair over two indexes", PRELUDE "account pair x[asset], y : integer",
     "c:7:24: the two columns of a pair are over one index; write 'y' like 'x'\n"},
    {"no account column", "circuit c\nparam k",
     "c:1:1: the circuit has no account columns; declare one with 'account NAME : ...'\n"},
    {"out of scope", PRELUDE "account require x: a >= 0",
     "c:7:20: 'a' is over index 'asset', of which no member is in scope; write sum(asset) before it, or give the "
     "requirement the index: x[asset]\n"},
    {"out of scope of another index", PRELUDE "account require x[tier]: sum(asset) a >= cap",
     "c:7:42: 'cap' is over index 'asset', of which no member is in scope; write sum(asset) before it, or give the "
     "requirement the index: x[asset]\n"},
    {"sum over a bound index", PRELUDE "account require x[asset]: sum(asset) a >= 0",
     "c:7:27: a member of 'asset' is in scope already; a sum reaches as far right as it can, so put the sum before "
     "this one in parentheses\n"},
    {"sum inside its own", PRELUDE "account require x: sum(asset) a + sum(asset) b >= 0",
     "c:7:35: a member of 'asset' is in scope already; a sum reaches as far right as it can, so put the sum before "
     "this one in parentheses\n"},
    {"product of two columns", PRELUDE "account require x[asset]: price * a * b >= 0",
     "c:7:39: product of two private factors, and a constraint is linear; make one factor public: a field, a parameter "
     "or a number\n"},
    {"product of a sum and a column", PRELUDE "account require x[asset]: (a + 1) * (k - b) >= 0",
     "c:7:38: product of two private factors, and a constraint is linear; make one factor public: a field, a parameter "
     "or a number\n"},
    {"division by a column", PRELUDE "account require x[asset]: price / a >= 0",
     "c:7:35: division by a private column; a constraint is linear and divides by public numbers only\n"},
    {"private in a policy check", PRELUDE "policy require a >= 0",
     "c:7:16: 'a' is private; a policy check is about public numbers only\n"},
    {"pool column in a policy check", PRELUDE "policy require r >= 0",
     "c:7:16: 'r' is a pool column, which only pool requirements may use; write 'pool require'\n"},
    {"two indexes in a policy check", PRELUDE "policy require price >= rate",
     "c:7:25: 'rate' is over index 'tier', and this check is over 'asset' already; a policy check holds for every "
     "member of one index, so write two checks or sum(tier)\n"},
    {"pool column in an account requirement", PRELUDE "account require x[asset]: a <= r",
     "c:7:32: 'r' is a pool column, which only pool requirements may use; write 'pool require'\n"},
    {"pool column out of scope in an account requirement", PRELUDE "account require x: sum(asset) a <= r",
     "c:7:36: 'r' is a pool column, which only pool requirements may use; write 'pool require'\n"},
    {"account column in a pool requirement", PRELUDE "pool require x[asset]: r >= a",
     "c:7:29: 'a' is a column of every account; the pool knows its total: write total(a)\n"},
    {"total in an account requirement", PRELUDE "account require x[asset]: total(a) >= 0",
     "c:7:27: total(...) stands in pool requirements only\n"},
    {"total in a policy check", PRELUDE "policy require total(a) >= 0",
     "c:7:16: total(...) stands in pool requirements only\n"},
    {"total of a total", PRELUDE "pool require x[asset]: r >= total(total(a))",
     "c:7:35: a total inside a total; write the sum of what is totalled\n"},
    {"total of a constant", PRELUDE "pool require x[asset]: r >= total(1)",
     "c:7:35: total(...) of a public number, which would count accounts nobody can check; total columns only, and add "
     "the number outside\n"},
    {"total with a constant part", PRELUDE "pool require x[asset]: r >= total(a + price)",
     "c:7:35: total(...) of a public number, which would count accounts nobody can check; total columns only, and add "
     "the number outside\n"},
    {"total of a public number", PRELUDE "pool require x[asset]: r >= total(r)",
     "c:7:35: total(...) of a public number, which would count accounts nobody can check; total columns only, and add "
     "the number outside\n"},
    {"cover that does not exist", PRELUDE "pool require x[asset]: r + total(a, capped by y) >= total(b)",
     "c:7:47: there is no requirement 'y'; write one that bounds the total\n"},
    {"cover that is misspelt",
     PRELUDE "pool require lent[asset]: total(a) <= cap\npool require x[asset]: total(a, capped by lend) >= 0",
     "c:8:43: there is no requirement 'lend'; did you mean 'lent'?\n"},
    {"cover that is an account requirement",
     PRELUDE "account require y[asset]: a <= 1\npool require x[asset]: r + total(a, capped by y) >= 0",
     "c:8:47: 'y' is an account requirement; a total is bounded by a pool requirement\n"},
    {"cover that is itself", PRELUDE "pool require x[asset]: r + total(a, capped by x) >= 0",
     "c:7:47: 'x' cannot vouch for a total in itself; bound the total in a requirement of its own\n"},
    {"cover over an index out of scope",
     PRELUDE "pool require y[asset]: total(a) <= cap\npool require x: total(sum(asset) a, capped by y) >= 0",
     "c:8:47: 'y' is over index 'asset', of which no member is in scope here\n"},
    {"cap that is a reserve",
     PRELUDE "pool require y[asset]: total(a) <= r\npool require x[asset]: total(a, capped by y) >= 1",
     "c:8:43: 'y' bounds by declared reserves, not by a cap; write 'backed by y'\n"},
    {"reserve that is a cap",
     PRELUDE "pool require y[asset]: total(a) <= cap\npool require x[asset]: total(a, backed by y) >= 1",
     "c:8:43: 'y' names no declared reserve; write 'capped by y'\n"},
};

static void every_finding(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        zks_status status;
        char *findings = findings_by_hand(cases[i].text, "", &status);
        if (status != ZKS_ERROR_CIRCUIT || strcmp(findings, cases[i].findings) != 0)
            fail_msg("%s: %s, found:\n%swanted:\n%s", cases[i].name, zks_status_name(status), findings,
                     cases[i].findings);
        free(findings);
    }
}

/* What is right about the same constructs: the cases above fail for their own reason. */
static void the_prelude_is_right(void **state)
{
    (void)state;
    zks_circuit_free(circuit_by_hand(PRELUDE));
}

static void findings_are_bounded(void **state)
{
    (void)state;
    char text[4096] = "circuit c\naccount a : integer\n";
    for (int i = 0; i < 100; i++)
        strcat(text, "account require x: nothing >= 0\n");
    zks_diagnostics d = {0};
    zks_status status = ZKS_OK;
    assert_null(zks_circuit_read(text, strlen(text), "c", &d, &status));
    assert_int_equal(status, ZKS_ERROR_CIRCUIT);
    size_t lines = 0;
    for (size_t i = 0; i < d.length; i++)
        lines += d.text[i] == '\n';
    assert_int_equal(lines, 20);
    assert_true(d.findings >= lines);
    zks_diagnostics_clear(&d);
    assert_null(d.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_finding),
        cmocka_unit_test(the_prelude_is_right),
        cmocka_unit_test(findings_are_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
