/* Every finding a circuit's text can have, with its place and what to write instead; how findings are shown. */
#include "numbers_by_hand.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Nine lines: what a case adds begins at line 10. */
#define PRELUDE                                                                                                        \
    "circuit c\n"                                                                                                      \
    "index asset { decimals, price, cap }\n"                                                                           \
    "index tier in asset { size, rate }\n"                                                                             \
    "index scenario { }\n"                                                                                             \
    "param k, pnl[scenario, asset]\n"                                                                                  \
    "account a[asset], b[asset] : units of asset\n"                                                                    \
    "account n, m : integer\n"                                                                                         \
    "pool r[asset] : public\n"                                                                                         \
    "pool fund : public\n"
#define HIDDEN PRELUDE "pool h[asset] : public or committed "
#define X16 "xxxxxxxxxxxxxxxx"
#define X65 X16 X16 X16 X16 "x"
#define SEVENS16 "7777777777777777"
#define SEVENS SEVENS16 SEVENS16 SEVENS16 SEVENS16 SEVENS16 SEVENS16 SEVENS16 SEVENS16 "7"

/* The findings without the lines that show the text. */
static const struct {
    const char *name, *text, *findings;
} cases[] = {
    {"not UTF-8", "circuit c\n# \377\n", "c:2:3: error: byte 0xff is not UTF-8\n"},
    {"overlong UTF-8", "circuit c # \300\257\n", "c:1:13: error: byte 0xc0 is not UTF-8\n"},
    {"surrogate", "circuit c # \355\240\200\n", "c:1:13: error: byte 0xed is not UTF-8\n"},
    {"carriage return", "circuit c\015\n",
     "c:1:10: error: carriage return\n"
     "  end lines with a line feed alone\n"},
    {"control character", "circuit c # \033[2J\n",
     "c:1:13: error: U+001B is a control character\n"
     "  remove it\n"},
    {"C1 control", "circuit c # \302\205\n",
     "c:1:13: error: U+0085 is a control character\n"
     "  remove it\n"},
    {"bidirectional control in a comment", "circuit c # caf\303\251 \342\200\256\n",
     "c:1:18: error: U+202E is a control character\n"
     "  remove it\n"},
    {"byte order mark", "\357\273\277circuit c\n",
     "c:1:1: error: U+FEFF is a control character\n"
     "  remove it\n"},
    {"empty text", "", "c:1:1: error: expected 'circuit' and its name first, found the end of the text\n"},
    {"no circuit name", "circuit index asset { }\naccount a : integer",
     "c:1:9: error: 'index' is a keyword and cannot be the name of the circuit\n"},
    {"not a circuit", "param x account a : integer",
     "c:1:1: error: expected 'circuit' and its name first, found 'param'\n"},
    {"no account column", "circuit c\nparam k",
     "c:1:9: error: the circuit has no account columns\n"
     "  declare one: 'account NAME : ...'\n"},
    {"letter outside ASCII", PRELUDE "account caf\303\251 : integer",
     "c:10:12: error: unexpected character U+00E9; only comments may leave ASCII\n"},
    {"stray character",
     PRELUDE "param x@\n"
             "param y",
     "c:10:8: error: unexpected character '@'\n"},
    {"foreign sign !=", PRELUDE "account require x: n != m >= 0",
     "c:10:22: error: '!=' is no sign\n"
     "  two numbers cannot be required to differ; compare with '>=', '<=' or '=='\n"},
    {"foreign sign =>", PRELUDE "account require x: n => m >= 0",
     "c:10:22: error: '=>' is no sign\n"
     "  write '>='\n"},
    {"foreign sign =<", PRELUDE "account require x: n =< m >= 0",
     "c:10:22: error: '=<' is no sign\n"
     "  write '<='\n"},
    {"foreign sign &&", PRELUDE "account require x: n && m >= 0",
     "c:10:22: error: '&&' is no sign\n"
     "  write two requirements, or two checks with a comma between\n"},
    {"foreign sign ||", PRELUDE "account require x: n || m >= 0",
     "c:10:22: error: '||' is no sign\n"
     "  an alternative is a flag: write 'account flag NAME if a < b'\n"},
    {"foreign sign **", PRELUDE "account require x: n ** m >= 0",
     "c:10:22: error: '**' is no sign\n"
     "  write the product out: x * x\n"},
    {"foreign sign ^", PRELUDE "account require x: n ^ m >= 0",
     "c:10:22: error: '^' is no sign\n"
     "  write the product out: x * x\n"},
    {"foreign sign !", PRELUDE "account require x: n ! m >= 0",
     "c:10:22: error: '!' is no sign\n"
     "  a condition is a flag: write 'account flag NAME if a < b'\n"},
    {"foreign sign <>", PRELUDE "account require x: n <> m >= 0",
     "c:10:22: error: '<>' is no sign\n"
     "  two numbers cannot be required to differ; compare with '>=', '<=' or '=='\n"},
    {"foreign sign ?", PRELUDE "account require x: n ? m >= 0",
     "c:10:22: error: '?' is no sign\n"
     "  a condition is a flag: write 'account flag NAME if a < b'\n"},
    {"foreign sign ;", PRELUDE "account require x: n ; m >= 0",
     "c:10:22: error: ';' is no sign\n"
     "  nothing stands between items\n"},
    {"foreign sign //", PRELUDE "account require x: n // m >= 0",
     "c:10:22: error: '//' is no sign\n"
     "  a comment begins with '#'\n"},
    {"foreign comment at the beginning", "// account of\ncircuit c\naccount n : integer",
     "c:1:1: error: '//' is no sign\n"
     "  a comment begins with '#'\n"},
    {"separator in a number", PRELUDE "account require x: n >= 1,000 * m",
     "c:10:26: error: expected 'index', 'param', 'account', 'pool', 'let' or 'policy', found ','\n"
     "  write the number without separators\n"},
    {"two factors without a sign", PRELUDE "account require x: n >= 2 m",
     "c:10:27: error: expected 'index', 'param', 'account', 'pool', 'let' or 'policy', found 'm'\n"
     "  write an operator before it where the expression goes on\n"},
    {"and between checks", PRELUDE "policy require k > 0 and k < 2",
     "c:10:22: error: expected 'index', 'param', 'account', 'pool', 'let' or 'policy', found 'and'\n"
     "  write two requirements, or two checks with a comma between\n"},
    {"or between checks", PRELUDE "policy require k > 0 or k < 2",
     "c:10:22: error: expected 'index', 'param', 'account', 'pool', 'let' or 'policy', found 'or'\n"
     "  an alternative is a flag: write 'account flag NAME if a < b'\n"},
    {"sum of nothing", PRELUDE "account require x: sum(a) >= 0",
     "c:10:27: error: expected an expression, found '>='\n"
     "  write it behind the index in parentheses, as in 'sum(asset) price * balance'\n"},
    {"brackets behind brackets", PRELUDE "param q[scenario][asset]",
     "c:10:18: error: expected 'index', 'param', 'account', 'pool', 'let' or 'policy', found '['\n"
     "  write all indexes in the same brackets, with commas between\n"},
    {"index of a parent", PRELUDE "index leaf of tier { }",
     "c:10:12: error: expected '{', found 'of'\n"
     "  write 'in' before the name of the parent\n"},
    {"foreign sign /*", PRELUDE "account require x: n /* m >= 0",
     "c:10:22: error: '/*' is no sign\n"
     "  a comment begins with '#'\n"},
    {"percent sign", PRELUDE "account require x: 5% >= 0",
     "c:10:21: error: '%' is no sign\n"
     "  write 5 % as 0.05\n"},
    {"single equals sign", PRELUDE "account require x: n = m",
     "c:10:22: error: '=' compares nothing\n"
     "  write '=='\n"},
    {"exponent", PRELUDE "account require x: 1e5 * n >= 0",
     "c:10:20: error: a number has no exponent\n"
     "  write it out: 1000, 0.001\n"},
    {"exponent with a sign", PRELUDE "account require x: 1.5E-3 * n >= 0",
     "c:10:20: error: a number has no exponent\n"
     "  write it out: 1000, 0.001\n"},
    {"number into a name", PRELUDE "account require x: 2n >= 0",
     "c:10:20: error: a number runs into a name\n"
     "  write a sign or a blank between them; digits have no separators\n"},
    {"number with separators", PRELUDE "account require x: 1_000 * n >= 0",
     "c:10:20: error: a number runs into a name\n"
     "  write a sign or a blank between them; digits have no separators\n"},
    {"point without digits", PRELUDE "account require x: 5. * n >= 0",
     "c:10:20: error: a number has digits after its point\n"},
    {"leading point", PRELUDE "account require x: .5 * n >= 0",
     "c:10:20: error: '.' is no sign\n"
     "  write a digit before the point, as in 0.5\n"},
    {"long name", PRELUDE "param " X65, "c:10:7: error: name of 65 characters; at most 64 are allowed\n"},
    {"long number", PRELUDE "account require x: " SEVENS " >= 0",
     "c:10:20: error: number of 129 characters; at most 128 are allowed\n"},
    {"second circuit line", PRELUDE "circuit d", "c:10:1: error: 'circuit' names the circuit once, at its beginning\n"},
    {"no item", PRELUDE "balance[asset]",
     "c:10:1: error: expected 'index', 'param', 'account', 'pool', 'let' or 'policy', found 'balance'\n"},
    {"misspelt item", PRELUDE "acount x : integer",
     "c:10:1: error: expected 'index', 'param', 'account', 'pool', 'let' or 'policy', found 'acount'\n"
     "  write 'account'\n"},
    {"include", PRELUDE "include \"x\"",
     "c:10:1: error: expected 'index', 'param', 'account', 'pool', 'let' or 'policy', found 'include'\n"
     "  write all of a circuit in one text\n"},
    {"import", PRELUDE "import x",
     "c:10:1: error: expected 'index', 'param', 'account', 'pool', 'let' or 'policy', found 'import'\n"
     "  write all of a circuit in one text\n"},
    {"if", PRELUDE "if n > 0 { }",
     "c:10:1: error: expected 'index', 'param', 'account', 'pool', 'let' or 'policy', found 'if'\n"
     "  write a flag, 'account flag NAME if a < b'\n"},
    {"require without owner", PRELUDE "require x: n >= 0",
     "c:10:1: error: expected 'index', 'param', 'account', 'pool', 'let' or 'policy', found 'require'\n"
     "  write 'account require', 'pool require' or 'policy require'\n"},
    {"advice without owner", PRELUDE "advice x at least n",
     "c:10:1: error: expected 'index', 'param', 'account', 'pool', 'let' or 'policy', found 'advice'\n"
     "  write 'account advice' or 'pool advice'\n"},
    {"def", PRELUDE "def f",
     "c:10:1: error: expected 'index', 'param', 'account', 'pool', 'let' or 'policy', found 'def'\n"
     "  write 'let NAME = expression'\n"},
    {"keyword as name", PRELUDE "param sum",
     "c:10:7: error: 'sum' is a keyword and cannot be the name of a parameter\n"},
    {"keyword as requirement", PRELUDE "pool require total[asset]: r >= 0",
     "c:10:14: error: 'total' is a keyword and cannot be the name of a requirement\n"},
    {"decimals as operand", PRELUDE "policy require decimals >= 0",
     "c:10:16: error: expected an expression, found 'decimals'\n"},
    {"if in an expression", PRELUDE "account require x: if n > 0",
     "c:10:20: error: expected an expression, found 'if'\n"
     "  write a flag, 'account flag NAME if a < b', and NAME here\n"},
    {"largest in an expression", PRELUDE "account require x: largest(1, scenario) n >= 0",
     "c:10:20: error: expected an expression, found 'largest'\n"
     "  write 'largest' and 'smallest' at the beginning of a bound of advice\n"},
    {"unclosed brace", PRELUDE "index x { y, z", "c:10:15: error: expected ',' or '}', found the end of the text\n"},
    {"missing comma", PRELUDE "index x { y z }", "c:10:13: error: expected ',' or '}', found 'z'\n"},
    {"field called name", PRELUDE "index x { decimals, name }",
     "c:10:21: error: 'name' is what every member has already\n"
     "  call the field otherwise\n"},
    {"field called bytes", PRELUDE "index x { bytes }",
     "c:10:11: error: 'bytes' is a keyword and cannot be the name of a field\n"},
    {"decimals twice", PRELUDE "index x { decimals, decimals }", "c:10:21: error: 'decimals' is listed already\n"},
    {"in without parent", PRELUDE "index x in { y }", "c:10:12: error: expected the name of an index, found '{'\n"},
    {"parameter over nothing", PRELUDE "param x[]", "c:10:9: error: expected the name of an index, found ']'\n"},
    {"over four indexes", PRELUDE "param x[asset, scenario, tier, asset]",
     "c:10:32: error: nothing stands over more than 3 indexes\n"},
    {"unclosed bracket", PRELUDE "param x[asset scenario]", "c:10:15: error: expected ',' or ']', found 'scenario'\n"},
    {"no unit", PRELUDE "account x[asset]",
     "c:10:17: error: expected ':' and a unit, found the end of the text\n"
     "  write ': units of' and an index, ': quote units' or ': integer'\n"},
    {"wrong unit", PRELUDE "account x[asset] : price",
     "c:10:20: error: expected 'units of' and an index, 'quote units' or 'integer', found 'price'\n"},
    {"units without of", PRELUDE "account x[asset] : units asset", "c:10:26: error: expected 'of', found 'asset'\n"},
    {"quote alone", PRELUDE "account x : quote", "c:10:18: error: expected 'units', found the end of the text\n"},
    {"bytes zero", PRELUDE "account x : integer, bytes 0", "c:10:28: error: a column has 1 to 16 bytes\n"},
    {"bytes seventeen", PRELUDE "account x : integer, bytes 17", "c:10:28: error: a column has 1 to 16 bytes\n"},
    {"bytes with a point", PRELUDE "account x : integer, bytes 1.5", "c:10:28: error: a column has 1 to 16 bytes\n"},
    {"comma without bytes", PRELUDE "account x : integer, 5", "c:10:22: error: expected 'bytes', found '5'\n"},
    {"lone column of a pair", PRELUDE "account pair x[asset] : units of asset",
     "c:10:23: error: expected ',', found ':'\n"},
    {"pair of three", PRELUDE "account pair x[asset], y[asset], z[asset] : units of asset",
     "c:10:32: error: a pair has two columns, the long and the short one\n"
     "  write another 'account pair'\n"},
    {"pool column that is not public", PRELUDE "pool x : integer",
     "c:10:10: error: expected 'public', found 'integer'\n"},
    {"pool column that is committed alone", PRELUDE "pool h[asset] : committed",
     "c:10:17: error: expected 'public', found 'committed'\n"
     "  write 'public', or 'public or committed'\n"},
    {"pool column that is public and committed", PRELUDE "pool h[asset] : public committed",
     "c:10:24: error: expected 'or', found 'committed'\n"
     "  write 'public', or 'public or committed'\n"},
    {"pool column that is public or something", PRELUDE "pool h[asset] : public or units of asset",
     "c:10:27: error: expected 'committed' after 'or', found 'units'\n"
     "  write 'public', or 'public or committed'\n"},
    {"pool column that is public or the end of the text", PRELUDE "pool h[asset] : public or",
     "c:10:26: error: expected 'committed' after 'or', found the end of the text\n"
     "  write 'public', or 'public or committed'\n"},
    {"pool column whose unit stands before committed", PRELUDE "pool h : public quote units or committed",
     "c:10:29: error: expected the next item, found 'or'\n"
     "  write 'public or committed' before the unit\n"},
    {"committed pool column over several indexes",
     PRELUDE "pool h[scenario, asset] : public or committed pool require x: fund >= sum(scenario) sum(asset) h",
     "c:10:34: error: 'h' is over several indexes, and custodians commit to one amount of each member\n"
     "  write 'public' alone\n"},
    {"pool column without colon", PRELUDE "pool x public",
     "c:10:8: error: expected ':', found 'public'\n"
     "  write ': public'\n"},
    {"pool columns in one line", PRELUDE "pool x[asset], y[asset] : public",
     "c:10:14: error: pool columns are declared one by one\n"
     "  write 'pool' again\n"},
    {"requirement without colon", PRELUDE "pool require x[asset] r >= 0",
     "c:10:23: error: expected ':', found 'r'\n"
     "  write 'require NAME:' and then what is required\n"},
    {"requirement without comparison", PRELUDE "pool require x[asset]: r",
     "c:10:25: error: expected an operator or a comparison, found the end of the text\n"},
    {"strict requirement", PRELUDE "pool require x[asset]: r > 0",
     "c:10:26: error: a requirement compares with '>=', '<=' or '=='\n"
     "  write '>=' and add the smallest unit to the smaller side\n"},
    {"strict requirement the other way", PRELUDE "pool require x[asset]: r < 0",
     "c:10:26: error: a requirement compares with '>=', '<=' or '=='\n"
     "  write '<=' and add the smallest unit to the smaller side\n"},
    {"two bounds in two directions", PRELUDE "pool require x[asset]: 0 <= r >= 1",
     "c:10:31: error: the two bounds of a requirement point the same way\n"
     "  write 'low <= value <= high' or 'high >= value >= low'\n"},
    {"three comparisons", PRELUDE "pool require x[asset]: 0 <= r <= 1 <= 2",
     "c:10:36: error: a requirement has at most two comparisons\n"
     "  write two requirements\n"},
    {"equality with a bound", PRELUDE "pool require x[asset]: 0 == r <= 1",
     "c:10:31: error: an equality has two sides\n"
     "  write two requirements\n"},
    {"bound with an equality", PRELUDE "pool require x[asset]: 0 <= r == 1",
     "c:10:31: error: an equality has two sides\n"
     "  write two requirements\n"},
    {"missing operand", PRELUDE "pool require x[asset]: r + >= 0",
     "c:10:28: error: expected an expression, found '>='\n"},
    {"unclosed parenthesis", PRELUDE "pool require x[asset]: (r >= 0", "c:10:27: error: expected ')', found '>='\n"},
    {"subscript in an expression", PRELUDE "account require x: a[asset] >= 0",
     "c:10:21: error: a name has no subscript in an expression; it stands for the member in scope\n"
     "  leave the brackets out\n"},
    {"max", PRELUDE "account require x: max(n, m) >= 0",
     "c:10:20: error: 'max(' is no function\n"
     "  declare advice, 'account advice NAME at least a, b', and write NAME here\n"},
    {"min", PRELUDE "account require x: min(n, m) >= 0",
     "c:10:20: error: 'min(' is no function\n"
     "  declare advice, 'account advice NAME at most a, b', and write NAME here\n"},
    {"abs", PRELUDE "account require x: abs(n) >= 0",
     "c:10:20: error: 'abs(' is no function\n"
     "  declare advice, 'account advice NAME at least x, -x', and write NAME here\n"},
    {"product without a sign", PRELUDE "account require x: n(m) >= 0",
     "c:10:20: error: 'n(' is no function\n"
     "  write '*' between two factors\n"},
    {"total with a strange cover", PRELUDE "pool require x[asset]: total(a, bounded by x) >= 0",
     "c:10:33: error: expected 'capped by' or 'backed by' and the name of a requirement, found 'bounded'\n"},
    {"total without by", PRELUDE "pool require x[asset]: total(a, capped x) >= 0",
     "c:10:40: error: expected 'by', found 'x'\n"},
    {"total without cover name", PRELUDE "pool require x[asset]: total(a, capped by) >= 0",
     "c:10:42: error: expected the name of a requirement, found ')'\n"},
    {"sum without index", PRELUDE "account require x: sum() a >= 0",
     "c:10:24: error: expected the name of an index, found ')'\n"},
    {"sum in nothing", PRELUDE "account require x: sum(tier in) a >= 0",
     "c:10:31: error: expected the name of the index's parent, found ')'\n"},
    {"count without parentheses", PRELUDE "account require x: count n >= 0",
     "c:10:26: error: expected '(', found 'n'\n"},
    {"committed column", PRELUDE "account committed x : integer",
     "c:10:19: error: expected 'advice' or 'flag' after 'committed', found 'x'\n"},
    {"committed advice of the pool", PRELUDE "pool committed advice x at least 0",
     "c:10:6: error: 'committed' is said of advice of accounts\n"
     "  write 'pool advice' alone\n"},
    {"advice without at", PRELUDE "account advice x least n",
     "c:10:18: error: expected 'at', found 'least'\n"
     "  write 'at least' or 'at most'\n"},
    {"advice that is compared", PRELUDE "account advice x >= n",
     "c:10:18: error: expected 'at', found '>='\n"
     "  write 'at least'\n"},
    {"advice that is compared the other way", PRELUDE "account advice x <= n",
     "c:10:18: error: expected 'at', found '<='\n"
     "  write 'at most'\n"},
    {"advice without side", PRELUDE "account advice x at n", "c:10:21: error: expected 'least' or 'most', found 'n'\n"},
    {"advice with a comparison", PRELUDE "account advice x at least n > 0",
     "c:10:29: error: expected a bound, which is one expression, found '>'\n"
     "  write a flag, 'flag NAME if a < b', for a condition\n"},
    {"advice of no bytes", PRELUDE "account advice x bytes 20 at least n",
     "c:10:24: error: a column has 1 to 16 bytes\n"},
    {"filling after a bound", PRELUDE "account advice x[tier] at most n, m filling size",
     "c:10:37: error: expected another bound or the next item, found 'filling'\n"
     "  write advice of its own for a value in slices\n"},
    {"largest without index", PRELUDE "account advice x at least largest(2) n",
     "c:10:36: error: expected ',', found ')'\n"},
    {"for nothing", PRELUDE "account advice x at least n for",
     "c:10:32: error: expected the name of an index, found the end of the text\n"},
    {"for four indexes", PRELUDE "account advice x at least n for scenario, tier, asset, scenario",
     "c:10:56: error: a bound holds for the members of at most 3 indexes\n"},
    {"when nothing", PRELUDE "account advice x at least n when",
     "c:10:33: error: expected the name of a flag, found the end of the text\n"},
    {"flag without if", PRELUDE "account flag x n < 0", "c:10:16: error: expected 'if', found 'n'\n"},
    {"flag that is not strict", PRELUDE "account flag x if n <= 0",
     "c:10:21: error: expected '<' or '>', found '<='\n"},
    {"flag without condition", PRELUDE "account flag x if n",
     "c:10:20: error: expected '<' or '>', found the end of the text\n"},
    {"let without sign", PRELUDE "let x: 1", "c:10:6: error: expected '=', found ':'\n"},
    {"let without expression",
     PRELUDE "let x = ", "c:10:8: error: expected an expression, found the end of the text\n"},
    {"rising without index", PRELUDE "policy require rising k", "c:10:23: error: expected '(', found 'k'\n"},
    {"several at once",
     PRELUDE "param 1\n"
             "param sum\n"
             "account require q: zz >= 0",
     "c:10:7: error: expected the name of a parameter, found '1'\n"
     "c:11:7: error: 'sum' is a keyword and cannot be the name of a parameter\n"
     "c:12:20: error: 'zz' is not declared\n"},
    {"nothing twice",
     PRELUDE "account x[nil] : integer\n"
             "account require q: nil + x >= nil\n"
             "policy require 1 > 0, nil > 0",
     "c:10:11: error: 'nil' is not declared as an index\n"},
    {"a name in what cannot be read",
     PRELUDE "account x y : integer\n"
             "account require q: y + x >= 0\n"
             "account require p: zz >= 0",
     "c:10:11: error: expected ':' and a unit, found 'y'\n"
     "  write ': units of' and an index, ': quote units' or ': integer'\n"
     "c:12:20: error: 'zz' is not declared\n"},
    {"name declared twice", PRELUDE "param price",
     "c:10:7: error: 'price' is declared already at 2:25\n"
     "  give it another name\n"},
    {"column declared twice", PRELUDE "account a : integer",
     "c:10:9: error: 'a' is declared already at 6:9\n"
     "  give it another name\n"},
    {"index declared twice",
     PRELUDE "index tier { y }\n"
             "account require q[tier]: rate * n >= y",
     "c:10:7: error: 'tier' is declared already at 3:7\n"
     "  give it another name\n"},
    {"let declared twice", PRELUDE "let n = 1",
     "c:10:5: error: 'n' is declared already at 7:9\n"
     "  give it another name\n"},
    {"requirement declared twice",
     PRELUDE "account require x[asset]: a >= 0\n"
             "pool require x[asset]: r >= 0",
     "c:11:14: error: requirement 'x' exists already at 10:17\n"
     "  give this one another name\n"},
    {"unknown name, near one", PRELUDE "account require x[asset]: prise * a >= 0",
     "c:10:27: error: 'prise' is not declared\n"
     "  write 'price', declared at 2:25\n"},
    {"unknown name, near none", PRELUDE "account require x[asset]: volatility * a >= 0",
     "c:10:27: error: 'volatility' is not declared\n"},
    {"unknown index", PRELUDE "account x[aset] : integer",
     "c:10:11: error: 'aset' is not declared as an index\n"
     "  write 'asset', declared at 2:7\n"},
    {"unknown index of a sum", PRELUDE "account require x: sum(assets) a >= 0",
     "c:10:24: error: 'assets' is not declared as an index\n"
     "  write 'asset', declared at 2:7\n"},
    {"unknown index of a requirement", PRELUDE "account require x[foo]: a >= 0",
     "c:10:19: error: 'foo' is not declared as an index\n"},
    {"unknown parent", PRELUDE "index x in nowhere { }", "c:10:12: error: 'nowhere' is not declared as an index\n"},
    {"unknown unit", PRELUDE "account x[asset] : units of ase", "c:10:29: error: 'ase' is not declared as an index\n"},
    {"unknown cover", PRELUDE "pool require x[asset]: r + total(a, capped by y) >= total(b)",
     "c:10:47: error: there is no requirement 'y'\n"
     "  write 'pool require' with the bound of this total\n"},
    {"unknown index of rising", PRELUDE "policy require rising(foo) k",
     "c:10:23: error: 'foo' is not declared as an index\n"},
    {"unknown flag", PRELUDE "account advice x at least n when foo",
     "c:10:34: error: 'foo' is no flag of an account\n"
     "  declare it above: 'account flag foo if a < b'\n"},
    {"column as index", PRELUDE "account require x[a]: a >= 0", "c:10:19: error: 'a' is no index\n"},
    {"index as operand", PRELUDE "account require x[asset]: asset * a >= 0",
     "c:10:27: error: 'asset' is an index, and no number\n"
     "  write a field of it, or count(asset)\n"},
    {"index that is its own parent", PRELUDE "index x in x { }", "c:10:12: error: index 'x' is its own parent\n"},
    {"circle of parents", PRELUDE "index x in y { } index y in z { } index z in x { }",
     "c:10:46: error: index 'z' is its own parent, by way of others\n"},
    {"index listed twice", PRELUDE "param x[asset, asset]", "c:10:16: error: 'asset' is listed already\n"},
    {"parent after its child", PRELUDE "param x[tier, asset]",
     "c:10:15: error: every member of 'tier' has its 'asset'\n"
     "  leave 'asset' out\n"},
    {"child after its parent", PRELUDE "param x[asset, tier]",
     "c:10:16: error: every member of 'tier' has its 'asset'\n"
     "  leave 'asset' out\n"},
    {"children of one parent",
     PRELUDE "index leg in asset { }\n"
             "param x[tier, leg]",
     "c:11:15: error: 'tier' and 'leg' cannot stand together: both have their 'asset'\n"},
    {"units of another index", PRELUDE "account x[scenario] : units of asset",
     "c:10:32: error: column 'x' is not over 'asset'\n"
     "  write 'quote units', 'integer' or x[asset]\n"},
    {"units of a child", PRELUDE "account x[asset] : units of tier",
     "c:10:29: error: column 'x' is not over 'tier'\n"
     "  write 'quote units', 'integer' or x[tier]\n"},
    {"units of an index without decimals", PRELUDE "account x[tier], y[tier] : units of tier",
     "c:10:37: error: index 'tier' has no units\n"
     "  list 'decimals' among its fields\n"},
    {"units of an index, column over none", PRELUDE "account x : units of asset",
     "c:10:22: error: column 'x' is not over 'asset'\n"
     "  write 'quote units', 'integer' or x[asset]\n"},
    {"pair over two indexes", PRELUDE "account pair x[asset], y : integer",
     "c:10:24: error: the two columns of a pair are over the same indexes\n"
     "  write 'y' like 'x'\n"},
    {"pair over indexes in another order", PRELUDE "account pair x[asset, scenario], y[scenario, asset] : integer",
     "c:10:34: error: the two columns of a pair are over the same indexes\n"
     "  write 'y' like 'x'\n"},
    {"out of scope", PRELUDE "account require x: a >= 0",
     "c:10:20: error: 'a' is over 'asset', of which no member is in scope\n"
     "  write 'sum(asset)' before it, or 'x[asset]'\n"},
    {"out of scope of another index", PRELUDE "account require x[scenario]: sum(asset) a >= cap",
     "c:10:46: error: 'cap' is over 'asset', of which no member is in scope\n"
     "  write 'sum(asset)' before it, or put 'asset' into the brackets of 'x'\n"},
    {"out of scope of a child", PRELUDE "account require x[asset]: a * rate >= 0",
     "c:10:31: error: 'rate' is over 'tier', of which no member is in scope\n"
     "  write 'sum(tier in asset)' before it\n"},
    {"out of scope of one of two", PRELUDE "account require x[scenario]: n >= pnl",
     "c:10:35: error: 'pnl' is over 'asset', of which no member is in scope\n"
     "  write 'sum(asset)' before it, or put 'asset' into the brackets of 'x'\n"},
    {"sum over a bound index", PRELUDE "account require x[asset]: sum(asset) a >= 0",
     "c:10:31: error: a member of 'asset' is in scope already\n"},
    {"sum inside its own", PRELUDE "account require x: sum(asset) a + sum(asset) b >= 0",
     "c:10:39: error: a member of 'asset' is in scope already\n"
     "  write the sum before this one in parentheses: it reaches as far right as it can\n"},
    {"sum over the parent of a bound one", PRELUDE "account require x[tier]: sum(asset) a >= 0",
     "c:10:30: error: a member of 'asset' is in scope already\n"},
    {"sum over a child without in", PRELUDE "account require x[asset]: sum(tier) rate * a >= 0",
     "c:10:31: error: a member of 'asset' is in scope\n"
     "  write 'tier in asset' for its own\n"},
    {"sum over a grandchild",
     PRELUDE "index leaf in tier { y }\n"
             "account require x[asset]: sum(leaf) y * a >= 0",
     "c:11:31: error: a member of 'asset' is in scope\n"
     "  write 'tier in asset' before it\n"},
    {"in an index that is no parent", PRELUDE "account require x[scenario]: sum(tier in scenario) rate * n >= 0",
     "c:10:42: error: 'scenario' is not the parent of 'tier'\n"},
    {"in a parent out of scope", PRELUDE "account require x: sum(tier in asset) rate * a >= 0",
     "c:10:32: error: no member of 'asset' is in scope\n"
     "  write 'tier' alone for those of every 'asset'\n"},
    {"in what is no index", PRELUDE "account require x: sum(tier in n) rate * a >= 0",
     "c:10:32: error: 'n' is no index\n"},
    {"count of a bound index", PRELUDE "account require x[asset]: count(asset) * a >= 0",
     "c:10:33: error: a member of 'asset' is in scope already\n"},
    {"count of a child without in", PRELUDE "account require x[asset]: count(tier) * a >= 0",
     "c:10:33: error: a member of 'asset' is in scope\n"
     "  write 'tier in asset' for its own\n"},
    {"product of two columns", PRELUDE "account require x[asset]: price * a * b >= 0",
     "c:10:39: error: product of two private factors, and constraints are linear\n"
     "  write a field, a parameter or a number for one of them, as in 'price * balance'\n"},
    {"product of a sum and a column", PRELUDE "account require x[asset]: (a + 1) * (k - b) >= 0",
     "c:10:38: error: product of two private factors, and constraints are linear\n"
     "  write a field, a parameter or a number for one of them, as in 'price * balance'\n"},
    {"division by a column", PRELUDE "account require x[asset]: price / a >= 0",
     "c:10:35: error: division by a private column, and constraints are linear\n"
     "  multiply instead: 'a >= limit * b' for 'a / b >= limit'\n"},
    {"private in a policy check", PRELUDE "policy require n >= 0",
     "c:10:16: error: 'n' is private, and a policy check is public\n"},
    {"pool column in a policy check", PRELUDE "policy require r >= 0",
     "c:10:16: error: 'r' is of the pool, and a policy check has fields, parameters and numbers only\n"},
    {"total in a policy check", PRELUDE "policy require total(a) >= 0",
     "c:10:16: error: a total is of the pool, and this is about public numbers\n"},
    {"pool column in an account requirement", PRELUDE "account require x[asset]: a <= r",
     "c:10:32: error: 'r' is of the pool, and this is about an account\n"
     "  write 'pool' for 'account'\n"},
    {"account column in a pool requirement", PRELUDE "pool require x[asset]: r >= a",
     "c:10:29: error: 'a' is of every account, and the pool knows its total\n"
     "  write total(a)\n"},
    {"total in an account requirement", PRELUDE "account require x[asset]: total(a) >= 0",
     "c:10:27: error: a total is of the pool, and this is about an account\n"},
    {"total of a total", PRELUDE "pool require x[asset]: r >= total(total(a))",
     "c:10:35: error: a total in a total\n"
     "  write the sum of what is totalled\n"},
    {"total of a constant", PRELUDE "pool require x[asset]: r >= total(1)",
     "c:10:35: error: a public number in a total, which would count accounts that nobody can check\n"
     "  write the number outside of total(...)\n"},
    {"total with a constant part", PRELUDE "pool require x[asset]: r >= total(a + price)",
     "c:10:35: error: a public number in a total, which would count accounts that nobody can check\n"
     "  write the number outside of total(...)\n"},
    {"total of a public number", PRELUDE "pool require x[asset]: r >= total(r)",
     "c:10:35: error: a public number in a total, which would count accounts that nobody can check\n"
     "  write the number outside of total(...)\n"},
    {"undecided column in a policy check", HIDDEN "policy require h >= 0",
     "c:10:52: error: 'h' is of the pool, and a policy check has fields, parameters and numbers only\n"},
    {"undecided column in a public let", HIDDEN "let x[asset] = h",
     "c:10:52: error: 'h' is of the pool, and a let without 'account' or 'pool' before it has fields, parameters and "
     "numbers only\n"},
    {"undecided column in a size", HIDDEN "pool advice x[tier] at most total(a) filling h",
     "c:10:82: error: 'h' is of the pool, and the size of a slice has fields, parameters and numbers only\n"},
    {"undecided column in a k", HIDDEN "pool advice x[asset] at least largest(h, scenario) total(a)",
     "c:10:75: error: 'h' is of the pool, and the k of largest and smallest has fields, parameters and numbers "
     "only\n"},
    {"undecided column in a total", HIDDEN "pool require x[asset]: r >= total(a - h)",
     "c:10:75: error: 'h' is of the pool and has no total\n"
     "  write it outside of total(...)\n"},
    {"undecided column in a total, by way of a let",
     HIDDEN "pool let l[asset] = h / 2 pool require x[asset]: r >= total(a + l)",
     "c:10:101: error: 'l' is of the pool and has no total\n"
     "  write it outside of total(...)\n"},
    {"undecided column times a total", HIDDEN "pool require x[asset]: h * total(a) <= 1",
     "c:10:64: error: product of two private factors, and constraints are linear\n"
     "  declare 'h' 'public' alone, or write a field, a parameter or a number for one of them, as in 'price * "
     "balance'\n"},
    {"total times an undecided column, by way of a let",
     HIDDEN "pool let l[asset] = h pool require x[asset]: total(a) * l <= 1",
     "c:10:93: error: product of two private factors, and constraints are linear\n"
     "  write a field, a parameter or a number for one of them, as in 'price * balance'\n"},
    {"undecided column times itself", HIDDEN "pool require x[asset]: (h + 1) * h >= 1",
     "c:10:70: error: product of two private factors, and constraints are linear\n"
     "  declare 'h' 'public' alone, or write a field, a parameter or a number for one of them, as in 'price * "
     "balance'\n"},
    {"division by an undecided column", HIDDEN "pool require x[asset]: total(a) / h <= 1",
     "c:10:71: error: division by a private column, and constraints are linear\n"
     "  declare 'h' 'public' alone, or multiply instead: 'a >= limit * b' for 'a / b >= limit'\n"},
    {"cap that is an undecided column",
     HIDDEN "pool require y[asset]: total(a) <= h pool require x[asset]: "
            "total(a, capped by y) >= 1",
     "c:10:116: error: 'y' mentions declared reserves\n"
     "  write 'backed by y'\n"},
    {"cover that is misspelt",
     PRELUDE "pool require lent[asset]: total(a) <= cap\n"
             "pool require x[asset]: total(a, capped by lend) >= 0",
     "c:11:43: error: there is no requirement 'lend'\n"
     "  write 'lent'\n"},
    {"cover that is an account requirement",
     PRELUDE "account require y[asset]: a <= 1\n"
             "pool require x[asset]: r + total(a, capped by y) >= 0",
     "c:11:47: error: 'y' is of accounts\n"
     "  write 'pool require' with the bound of this total\n"},
    {"cover that is itself", PRELUDE "pool require x[asset]: r + total(a, capped by x) >= 0",
     "c:10:47: error: 'x' cannot vouch for a total in itself\n"
     "  write a requirement that bounds the total\n"},
    {"cover that is itself, by way of a let",
     PRELUDE "pool let l[asset] = total(a, capped by x)\n"
             "pool require x[asset]: r + l >= 0",
     "c:11:28: error: 'l' relies on 'x', and cannot stand in it\n"
     "c:10:40: error: 'x' mentions declared reserves\n"
     "  write 'backed by x'\n"},
    {"cover over an index out of scope",
     PRELUDE "pool require y[asset]: total(a) <= cap\n"
             "pool require x: total(sum(asset) a, capped by y) >= 0",
     "c:11:47: error: 'y' is over 'asset', of which no member is in scope\n"},
    {"cap that is a reserve",
     PRELUDE "pool require y[asset]: total(a) <= r\n"
             "pool require x[asset]: total(a, capped by y) >= 1",
     "c:11:43: error: 'y' mentions declared reserves\n"
     "  write 'backed by y'\n"},
    {"cap that is a reserve, by way of lets",
     PRELUDE "pool let l[asset] = r\n"
             "pool let t[asset] = total(a, capped by y)\n"
             "pool require y[asset]: total(a) <= l",
     "c:11:40: error: 'y' mentions declared reserves\n"
     "  write 'backed by y'\n"},
    {"cap that is a reserve, in advice",
     PRELUDE "pool require y[asset]: total(a) <= r\n"
             "pool advice x[asset] at least total(a, capped by y)",
     "c:11:50: error: 'y' mentions declared reserves\n"
     "  write 'backed by y'\n"},
    {"cap that is a reserve, in a flag",
     PRELUDE "pool require y[asset]: total(a) <= r\n"
             "pool flag x[asset] if 0 < total(a, capped by y)",
     "c:11:46: error: 'y' mentions declared reserves\n"
     "  write 'backed by y'\n"},
    {"reserve that is a cap",
     PRELUDE "pool require y[asset]: total(a) <= cap\n"
             "pool require x[asset]: total(a, backed by y) >= 1",
     "c:11:43: error: 'y' mentions no declared reserve\n"
     "  write 'capped by y'\n"},
    {"let that needs itself", PRELUDE "let x = x + 1", "c:10:5: error: 'x' needs itself\n"},
    {"lets in a circle",
     PRELUDE "let x = y let y = z let z = 1 - x\n"
             "account require q: x * n >= y",
     "c:10:5: error: 'x' needs itself, by way of 'z' at 10:25\n"},
    {"let out of scope",
     PRELUDE "let x[asset] = price\n"
             "account require q: x * n >= 0",
     "c:11:20: error: 'x' is over 'asset', of which no member is in scope\n"
     "  write 'sum(asset)' before it, or 'q[asset]'\n"},
    {"let that reaches for members", PRELUDE "let x = price",
     "c:10:9: error: 'price' is over 'asset', of which no member is in scope\n"
     "  write 'sum(asset)' before it, or 'x[asset]'\n"},
    {"private in a public let", PRELUDE "let x = n",
     "c:10:9: error: 'n' is private, and a let without 'account' or 'pool' before it is public\n"
     "  write 'account let' or 'pool let'\n"},
    {"pool column in a public let", PRELUDE "let x = fund",
     "c:10:9: error: 'fund' is of the pool, and a let without 'account' or 'pool' before it has fields, parameters and "
     "numbers only\n"},
    {"pool column in an account let", PRELUDE "account let x = fund",
     "c:10:17: error: 'fund' is of the pool, and this is about an account\n"
     "  write 'pool' for 'account'\n"},
    {"account column in a pool let", PRELUDE "pool let x = n",
     "c:10:14: error: 'n' is of every account, and the pool knows its total\n"
     "  write total(n)\n"},
    {"account let in a policy check", PRELUDE "account let x = n policy require x > 0",
     "c:10:34: error: 'x' is private, and a policy check is public\n"},
    {"account let in the pool", PRELUDE "account let x = n pool require q: fund >= x",
     "c:10:43: error: 'x' is of every account, and the pool knows its total\n"
     "  write total(x)\n"},
    {"pool let in an account requirement", PRELUDE "pool let x = fund account require q: n <= x",
     "c:10:43: error: 'x' is of the pool, and this is about an account\n"
     "  write 'pool' for 'account'\n"},
    {"pool let of totals in a total", PRELUDE "pool let x = total(n) pool require q: fund >= total(x)",
     "c:10:53: error: 'x' is of the pool and has no total\n"
     "  write it outside of total(...)\n"},
    {"let of uncommitted advice in a total",
     PRELUDE "account advice u at least n account let x = u pool require q: fund >= total(x)",
     "c:10:77: error: 'u' is not committed, and has no total\n"
     "  declare it 'account committed advice u'\n"},
    {"advice in a policy check", PRELUDE "account advice x at least n policy require x > 0",
     "c:10:44: error: 'x' is private, and a policy check is public\n"},
    {"advice in the pool", PRELUDE "account committed advice x at least n pool require q: fund >= x",
     "c:10:63: error: 'x' is of every account, and the pool knows its total\n"
     "  write total(x)\n"},
    {"uncommitted advice in a total", PRELUDE "account advice x at least n pool require q: fund >= total(x)",
     "c:10:59: error: 'x' is not committed, and has no total\n"
     "  declare it 'account committed advice x'\n"},
    {"uncommitted flag in a total", PRELUDE "account flag x if n < 5 pool require q: fund >= total(x)",
     "c:10:55: error: 'x' is not committed, and has no total\n"
     "  declare it 'account committed flag x'\n"},
    {"pool advice in an account requirement", PRELUDE "pool advice x at least fund account require q: n >= x",
     "c:10:53: error: 'x' is of the pool, and this is about an account\n"
     "  write 'pool' for 'account'\n"},
    {"pool advice in a total", PRELUDE "pool advice x at least fund pool require q: fund >= total(n + x)",
     "c:10:63: error: 'x' is of the pool and has no total\n"
     "  write it outside of total(...)\n"},
    {"advice that needs itself", PRELUDE "account advice x at least x", "c:10:27: error: 'x' needs itself\n"},
    {"advice that needs what is below", PRELUDE "account advice x at least y account advice y at least n",
     "c:10:27: error: 'x' needs 'y', which is declared below\n"
     "  write the declaration of 'y' above\n"},
    {"advice that needs itself, by way of a let", PRELUDE "account let l = 2 * x account advice x at least l",
     "c:10:49: error: 'x' needs itself, by way of a let\n"},
    {"advice that needs what is below, by way of lets",
     PRELUDE "account let l = y account let q = l account advice x at least q account advice y at least n",
     "c:10:63: error: 'x' needs 'y', which is declared below, by way of a let\n"
     "  write the declaration of 'y' above\n"},
    {"for a bound index", PRELUDE "account advice x[scenario] at least n for scenario",
     "c:10:43: error: a member of 'scenario' is in scope already\n"},
    {"for a child without in", PRELUDE "account advice x[asset] at least rate * a for tier",
     "c:10:47: error: a member of 'asset' is in scope\n"
     "  write 'tier in asset' for its own\n"},
    {"for an index twice", PRELUDE "account advice x at least n for scenario, scenario",
     "c:10:43: error: a member of 'scenario' is in scope already\n"},
    {"largest over a bound index", PRELUDE "account advice x[scenario] at least largest(1, scenario) n",
     "c:10:48: error: a member of 'scenario' is in scope already\n"},
    {"largest over a bound parent", PRELUDE "account advice x[tier] at least largest(1, asset) n",
     "c:10:44: error: a member of 'asset' is in scope already\n"},
    {"largest over a grandchild",
     PRELUDE "index leaf in tier { y } account advice x[asset] at least largest(1, leaf) a",
     "c:10:70: error: a member of 'asset' is in scope\n"
     "  write 'tier in asset' before it\n"},
    {"largest of a private number", PRELUDE "account advice x at least largest(m, scenario) n",
     "c:10:35: error: 'm' is private, and the k of largest and smallest is public\n"},
    {"largest of a pool column", PRELUDE "pool advice x at least largest(fund, scenario) total(n)",
     "c:10:32: error: 'fund' is of the pool, and the k of largest and smallest has fields, parameters and numbers "
     "only\n"},
    {"largest in at most", PRELUDE "account advice x at most largest(1, scenario) n",
     "c:10:26: error: 'largest' stands in 'at least'\n"
     "  write 'smallest', or 'at least'\n"},
    {"smallest in at least", PRELUDE "account advice x at least smallest(1, scenario) n",
     "c:10:27: error: 'smallest' stands in 'at most'\n"
     "  write 'largest', or 'at most'\n"},
    {"when in at most", PRELUDE "account flag f if n < 1 account advice x at most n when f",
     "c:10:57: error: 'when' stands in 'at least'\n"},
    {"when with largest", PRELUDE "account flag f if n < 1 account advice x at least largest(1, scenario) n when f",
     "c:10:79: error: 'when' follows a plain bound\n"
     "  declare other advice at least the 'largest', and write 'NAME when f' here\n"},
    {"when no flag", PRELUDE "account advice f at least n account advice x at least n when f",
     "c:10:62: error: 'f' is no flag of an account\n"
     "  declare it above: 'account flag f if a < b'\n"},
    {"when a flag of the pool", PRELUDE "pool flag f if total(n) < 1 account advice x at least n when f",
     "c:10:62: error: 'f' is no flag of an account\n"
     "  declare it above: 'account flag f if a < b'\n"},
    {"when a flag of accounts, in the pool", PRELUDE "account flag f if n < 1 pool advice x at least total(n) when f",
     "c:10:62: error: 'f' is no flag of the pool\n"
     "  declare it above: 'pool flag f if a < b'\n"},
    {"when a flag below", PRELUDE "account advice x at least n when f account flag f if n < 1",
     "c:10:34: error: 'x' needs 'f', which is declared below\n"
     "  write the declaration of 'f' above\n"},
    {"when a flag out of scope", PRELUDE "account flag f[asset] if a < 1 account advice x at least n when f",
     "c:10:65: error: 'f' is over 'asset', of which no member is in scope\n"
     "  write 'sum(asset)' before it, or 'for asset' after the bound, or 'x[asset]'\n"},
    {"bound out of scope", PRELUDE "account advice x[asset] at least n, pnl * a",
     "c:10:37: error: 'pnl' is over 'scenario', of which no member is in scope\n"
     "  write 'sum(scenario)' before it, or 'for scenario' after the bound, or put 'scenario' into the brackets of "
     "'x'\n"},
    {"bound without its children", PRELUDE "account advice x[asset] at most rate * a",
     "c:10:33: error: 'rate' is over 'tier', of which no member is in scope\n"
     "  write 'sum(tier in asset)' before it, or 'for tier in asset' after the bound\n"},
    {"rank out of scope", PRELUDE "account advice x at least largest(price, scenario) n",
     "c:10:35: error: 'price' is over 'asset', of which no member is in scope\n"
     "  write 'sum(asset)' before it, or 'x[asset]'\n"},
    {"filling without index", PRELUDE "account advice x at most n filling 1",
     "c:10:16: error: slices are members of an index\n"
     "  write 'x[INDEX]'\n"},
    {"filling a private size", PRELUDE "account advice x[tier] at most a filling b",
     "c:10:42: error: 'b' is private, and the size of a slice is public\n"},
    {"filling to a reserve", PRELUDE "pool advice x[tier] at most total(a) filling r",
     "c:10:46: error: 'r' is of the pool, and the size of a slice has fields, parameters and numbers only\n"},
    {"filled value of the slices", PRELUDE "account advice x[tier] at most rate * a filling size",
     "c:10:32: error: 'rate' is over 'tier', the slices that this value is cut into\n"},
    {"policy check of siblings", PRELUDE "index leg in asset { y } policy require y > rate",
     "c:10:41: error: a check of 'tier' and of another index that has its 'asset'\n"
     "  write two checks, or sums\n"},
    {"rising along a parent", PRELUDE "policy require rising(asset) rate",
     "c:10:23: error: the expression is over an index whose members each have their 'asset'\n"
     "  write that index\n"},
    {"sum over a child in a policy check without in", PRELUDE "policy require price > sum(tier) rate",
     "c:10:28: error: a member of 'asset' is in scope\n"
     "  write 'tier in asset' for its own\n"},
    {"sum over a grandchild in a policy check", PRELUDE "index leaf in tier { y } policy require price > sum(leaf) y",
     "c:10:53: error: a member of 'asset' is in scope\n"
     "  write 'tier in asset' before it\n"},
    {"sum twice in a policy check", PRELUDE "policy require sum(asset) sum(asset) price > 0",
     "c:10:31: error: a member of 'asset' is in scope already\n"
     "  write the sum before this one in parentheses: it reaches as far right as it can\n"},
};

/* Removes lines that are indented by four. */
static void remove_excerpts(char *findings)
{
    char *to = findings;
    for (const char *line = findings; *line != '\0';) {
        size_t length = strcspn(line, "\n");
        length += line[length] == '\n';
        if (strncmp(line, "    ", 4) != 0) {
            memmove(to, line, length);
            to += length;
        }
        line += length;
    }
    *to = '\0';
}

static void every_finding(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        zks_diagnostics d = {0};
        zks_status status = ZKS_OK;
        zks_circuit *circuit = zks_circuit_read(cases[i].text, strlen(cases[i].text), "c", &d, &status);
        if (circuit)
            fail_msg("%s: nothing is found", cases[i].name);
        remove_excerpts(d.text);
        if (status != ZKS_ERROR_CIRCUIT || strcmp(d.text, cases[i].findings) != 0)
            fail_msg("%s: %s, found:\n%swanted:\n%s", cases[i].name, zks_status_name(status), d.text,
                     cases[i].findings);
        zks_diagnostics_clear(&d);
    }
}

/* What is right about the same constructs: the cases above fail for their own reason. */
static void the_same_is_right_otherwise(void **state)
{
    (void)state;
    zks_circuit_free(circuit_by_hand(
        PRELUDE "let l[asset] = count(tier in asset) * price\n"
                "account let x[asset] = l * a - b\n"
                "account flag f[asset] if x < 0 account flag g exactly if n > sum(asset) b\n"
                "account committed advice u bytes 4 at least largest(k, scenario) n, m for tier, scenario when g\n"
                "account advice v[asset] at least rate * x for tier in asset when f, x\n"
                "account advice w[tier] at most a filling size account advice s at most smallest(1, tier) rate * n\n"
                "account advice p[asset] at least largest(1, tier) rate * a\n"
                "pool let t[asset] = total(x - b, capped by held) pool let ratio = fund / k\n"
                "pool advice y at least sum(asset) t + ratio * total(n + u)\n"
                "pool require held[asset]: total(a) <= cap pool require one[asset]: r >= t + ratio * total(u)\n"
                "account require two[tier]: -1 <= rate * a - w <= 1 account require three: n >= sum(tier) rate * a\n"
                "policy require price >= sum(asset) cap, rate < sum(tier in asset) size, falling(tier) rate / price"));
}

static void assert_shown(const char *text, const char *wanted)
{
    zks_diagnostics d = {0};
    zks_status status = ZKS_OK;
    assert_null(zks_circuit_read(text, strlen(text), "c", &d, &status));
    assert_string_equal(d.text, wanted);
    zks_diagnostics_clear(&d);
}

#define TEN "aaaaaaaa +"
#define FIFTY TEN TEN TEN TEN TEN
#define SIXTY FIFTY TEN

static void findings_show_the_text(void **state)
{
    (void)state;
    assert_shown("circuit c\n\taccount\tn : integer # caf\303\251\n\taccount require x:\tzz >= 0 # \303\251t\303\251\n",
                 "c:3:21: error: 'zz' is not declared\n"
                 "     account require x: zz >= 0 # \303\251t\303\251\n"
                 "                        ^~\n");
    assert_shown("circuit c account n : integer account require x: n >= 1.5e3",
                 "c:1:55: error: a number has no exponent\n"
                 "    circuit c account n : integer account require x: n >= 1.5e3\n"
                 "                                                          ^~~~~\n"
                 "  write it out: 1000, 0.001\n");
    assert_shown("circuit c account n : integer account require x: n => 1",
                 "c:1:52: error: '=>' is no sign\n"
                 "    circuit c account n : integer account require x: n => 1\n"
                 "                                                       ^~\n"
                 "  write '>='\n");
    assert_shown("circuit c account n : integer account require x: n >=",
                 "c:1:54: error: expected an expression, found the end of the text\n"
                 "    circuit c account n : integer account require x: n >=\n"
                 "                                                         ^\n");
    assert_shown("", "c:1:1: error: expected 'circuit' and its name first, found the end of the text\n"
                     "    \n"
                     "    ^\n");
}

/* What could not be shown, or would do something to a terminal, is a question mark. */
static void findings_show_no_control_characters(void **state)
{
    (void)state;
    assert_shown("circuit c # \303\251\033[2J\302\205\342\200\256\377\n",
                 "c:1:14: error: U+001B is a control character\n"
                 "    circuit c # \303\251?[2J???\n"
                 "                 ^\n"
                 "  remove it\n");
}

static void long_lines_are_cut(void **state)
{
    (void)state;
    assert_shown("circuit c account aaaaaaaa : integer account require x: " FIFTY " zz + " SIXTY SIXTY "0 >= 0",
                 "c:1:108: error: 'zz' is not declared\n"
                 "    ...quire x: " FIFTY " zz + aaaaaaaa +" TEN TEN "aaaaa...\n"
                 "                                                                   ^~\n");
    assert_shown("circuit c account aaaaaaaa : integer account require x: " SIXTY SIXTY "zz >= 0",
                 "c:1:177: error: 'zz' is not declared\n"
                 "    ..." SIXTY "zz >= 0\n"
                 "                                                                   ^~\n");
    assert_shown("include " SIXTY SIXTY, "c:1:1: error: expected 'circuit' and its name first, found 'include'\n"
                                         "    include " FIFTY TEN TEN TEN TEN "aa...\n"
                                         "    ^~~~~~~\n");
}

static void findings_are_counted(void **state)
{
    (void)state;
    char text[8192] = "circuit c\naccount a : integer\n";
    for (int i = 0; i < 100; i++)
        strcat(text, "account require x: a[b] >= 0\n");
    zks_diagnostics d = {0};
    zks_status status = ZKS_OK;
    assert_null(zks_circuit_read(text, strlen(text), "c", &d, &status));
    assert_int_equal(status, ZKS_ERROR_CIRCUIT);
    assert_int_equal(d.findings, 100);
    size_t shown = 0;
    for (const char *at = d.text; (at = strstr(at, ": error: ")) != NULL; at++)
        shown++;
    assert_int_equal(shown, 20);
    assert_string_equal(strrchr(d.text, '0') - 1, "80 more errors are not shown\n");
    zks_diagnostics_clear(&d);
    assert_null(d.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_finding),          cmocka_unit_test(the_same_is_right_otherwise),
        cmocka_unit_test(findings_show_the_text), cmocka_unit_test(findings_show_no_control_characters),
        cmocka_unit_test(long_lines_are_cut),     cmocka_unit_test(findings_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
