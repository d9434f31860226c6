/* Columns, widths, constraints and steps of advice, against what docs/circuits.md gives, worked out by hand. */
#include "table_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* Decimals and width of advice from its bounds; what is subtracted and what is added; `bytes`. */
static void bounds_and_units(void **state)
{
    (void)state;
    const char *circuit = "circuit c\n"
                          "account a, b : integer, bytes 1\n"
                          "account advice m at least 2.5 * a - b, -a + 3\n"
                          "account advice low at most a / 4 + 1, 300 - b\n"
                          "account advice narrow bytes 2 at most 100\n"
                          "account require r: a + 20 + low >= m - narrow\n";
    const char *numbers = "quote USD 2 8\n";
    assert_table(circuit, numbers, ZKS_SCOPE_ACCOUNT, 1000,
                 "a 1 .0 #0@0\n"
                 "b 1 .0 #1@0\n"
                 "m 2 .1 advice#0@0\n"
                 "low 2 .2 advice#1@0\n"
                 "narrow 2 .0 advice#2@0\n"
                 "slack of m, bound 1 3\n"
                 "slack of m, bound 2 3\n"
                 "slack of low, bound 1 2\n"
                 "slack of low, bound 2 2\n"
                 "slack of narrow, bound 1 1\n"
                 "slack of r 3\n"
                 "m, bound 1: -25*a +10*b +1*m -1*slack of m, bound 1 +0 = 0, scale 10\n"
                 "m, bound 2: +10*a +1*m -1*slack of m, bound 2 -30 = 0, scale 10\n"
                 "low, bound 1: +25*a -1*low -1*slack of low, bound 1 +100 = 0, scale 100\n"
                 "low, bound 2: -100*b -1*low -1*slack of low, bound 2 +30000 = 0, scale 100\n"
                 "narrow, bound 1: -1*narrow -1*slack of narrow, bound 1 +100 = 0, scale 1\n"
                 "r: +100*a -10*m +1*low +100*narrow -1*slack of r +2000 = 0, scale 100\n"
                 "m = least of 0+2\n"
                 "low = largest of 2+2\n"
                 "narrow = largest of 4+1\n");
}

/* Groups by parent, at most and at least; a single slice; units by what is filled and by sizes. */
static void slices(void **state)
{
    (void)state;
    const char *circuit = "circuit c\n"
                          "index asset { decimals, price }\n"
                          "index tier in asset { size, rate }\n"
                          "account a[asset] : units of asset\n"
                          "account advice f[tier] at most price * a filling size\n"
                          "account advice g[tier] at least price * a filling size\n"
                          "account require r: sum(tier) rate * f >= 1\n";
    const char *numbers = "index asset\n"
                          "member X 1 1 price=2\n"
                          "member Y 0 1 price=0.5\n"
                          "member Z 0 1 price=1\n"
                          "index tier\n"
                          "member x1 0 0 in=X size=10 rate=0.9\n"
                          "member y1 0 0 in=Y size=3.25 rate=1\n"
                          "member x2 0 0 in=X size=5 rate=0.5\n";
    assert_table(circuit, numbers, ZKS_SCOPE_ACCOUNT, 1000,
                 "a[X] 1 .1 #0@0\n"
                 "a[Y] 1 .0 #0@1\n"
                 "a[Z] 1 .0 #0@2\n"
                 "f[x1] 1 .1 advice#0@0\n"
                 "f[y1] 2 .2 advice#0@1\n"
                 "f[x2] 1 .1 advice#0@2\n"
                 "f, asset X, open 1 .0 helper#0@0\n"
                 "f, asset Y, open 1 .0 helper#0@0\n"
                 "g[x1] 1 .1 advice#1@0\n"
                 "g[y1] 2 .2 advice#1@1\n"
                 "g[x2] 2 .1 advice#1@2\n"
                 "g, asset X, open 1 .0 helper#1@0\n"
                 "slack of f, asset X, open 1\n"
                 "slack of f, asset X, filled 2\n"
                 "slack of f[x1], size 2\n"
                 "slack of f[x2], size 2\n"
                 "slack of f, asset Y, open 1\n"
                 "slack of f, asset Y, filled 2\n"
                 "slack of f[y1], size 3\n"
                 "slack of g, asset X, open 1\n"
                 "slack of g, asset X, filled 3\n"
                 "slack of g[x1], size 2\n"
                 "slack of g, asset Y, filled 2\n"
                 "slack of g, asset Z, filled 1\n"
                 "slack of r 3\n"
                 "f, asset X, open: -1*f, asset X, open -1*slack of f, asset X, open +1 = 0, scale 1\n"
                 "f, asset X, filled: +2*a[X] -1*f[x1] -1*f[x2] -1*slack of f, asset X, filled +0 = 0, scale 10\n"
                 "f[x1], size: -1*f[x1] +100*f, asset X, open -1*slack of f[x1], size +0 = 0, scale 10\n"
                 "f[x2], size: -1*f[x2] +50*f, asset X, open -1*slack of f[x2], size +0 = 0, scale 10\n"
                 "f, asset Y, open: -1*f, asset Y, open -1*slack of f, asset Y, open +1 = 0, scale 1\n"
                 "f, asset Y, filled: +50*a[Y] -1*f[y1] -1*slack of f, asset Y, filled +0 = 0, scale 100\n"
                 "f[y1], size: -1*f[y1] +325*f, asset Y, open -1*slack of f[y1], size +0 = 0, scale 100\n"
                 "g, asset X, open: -1*g, asset X, open -1*slack of g, asset X, open +1 = 0, scale 1\n"
                 "g, asset X, filled: -2*a[X] +1*g[x1] +1*g[x2] -1*slack of g, asset X, filled +0 = 0, scale 10\n"
                 "g[x1], size: -1*g[x1] +100*g, asset X, open -1*slack of g[x1], size +0 = 0, scale 10\n"
                 "g, asset Y, filled: -50*a[Y] +1*g[y1] -1*slack of g, asset Y, filled +0 = 0, scale 100\n"
                 "g, asset Z, filled: -1*a[Z] -1*slack of g, asset Z, filled +0 = 0, scale 1\n"
                 "r: +9*f[x1] +1*f[y1] +5*f[x2] -1*slack of r -100 = 0, scale 100\n"
                 "f, asset X, open = open of 1+3\n"
                 "f[x1] = largest of 1+3\n"
                 "f[x2] = largest of 1+3\n"
                 "f, asset Y, open = open of 5+2\n"
                 "f[y1] = largest of 5+2\n"
                 "g, asset X, open = open of 8+2\n"
                 "g[x1] = least of 8+2\n"
                 "g[x2] = least of 8+2\n"
                 "g[y1] = least of 10+1\n");
}

/* The last index is that of the slices; a sum in what is filled; h needs no column where one slice takes all. */
static void slices_over_another_index(void **state)
{
    (void)state;
    const char *circuit = "circuit c\n"
                          "index desk {}\n"
                          "index band { size }\n"
                          "account a[desk] : integer, bytes 1\n"
                          "account advice f[desk, band] at least 2 * a filling size\n"
                          "account let cost = sum(desk) sum(band) f\n"
                          "account require r: 500 >= cost\n";
    const char *numbers = "index desk\n"
                          "member D 0 0\n"
                          "member E 0 0\n"
                          "index band\n"
                          "member one 0 0 size=7\n"
                          "member two 0 0 size=0\n";
    assert_table(circuit, numbers, ZKS_SCOPE_ACCOUNT, 1000,
                 "a[D] 1 .0 #0@0\n"
                 "a[E] 1 .0 #0@1\n"
                 "f[D, one] 1 .0 advice#0@0\n"
                 "f[D, two] 2 .0 advice#0@1\n"
                 "f[E, one] 1 .0 advice#0@2\n"
                 "f[E, two] 2 .0 advice#0@3\n"
                 "f, desk D, open 1 .0 helper#0@0\n"
                 "f, desk E, open 1 .0 helper#0@0\n"
                 "slack of f, desk D, open 1\n"
                 "slack of f, desk D, filled 3\n"
                 "slack of f[D, one], size 2\n"
                 "slack of f, desk E, open 1\n"
                 "slack of f, desk E, filled 3\n"
                 "slack of f[E, one], size 2\n"
                 "slack of r 2\n"
                 "f, desk D, open: -1*f, desk D, open -1*slack of f, desk D, open +1 = 0, scale 1\n"
                 "f, desk D, filled: -2*a[D] +1*f[D, one] +1*f[D, two] -1*slack of f, desk D, filled +0 = 0, scale 1\n"
                 "f[D, one], size: -1*f[D, one] +7*f, desk D, open -1*slack of f[D, one], size +0 = 0, scale 1\n"
                 "f, desk E, open: -1*f, desk E, open -1*slack of f, desk E, open +1 = 0, scale 1\n"
                 "f, desk E, filled: -2*a[E] +1*f[E, one] +1*f[E, two] -1*slack of f, desk E, filled +0 = 0, scale 1\n"
                 "f[E, one], size: -1*f[E, one] +7*f, desk E, open -1*slack of f[E, one], size +0 = 0, scale 1\n"
                 "r: -1*f[D, one] -1*f[D, two] -1*f[E, one] -1*f[E, two] -1*slack of r +500 = 0, scale 1\n"
                 "f, desk D, open = open of 1+2\n"
                 "f[D, one] = least of 1+2\n"
                 "f[D, two] = least of 1+2\n"
                 "f, desk E, open = open of 4+2\n"
                 "f[E, one] = least of 4+2\n"
                 "f[E, two] = least of 4+2\n");
}

/* The helpers of largest and smallest: units by all that is chosen from, a rank that is not whole. */
static void largest_and_smallest(void **state)
{
    (void)state;
    const char *circuit = "circuit c\n"
                          "index s {}\n"
                          "index k {}\n"
                          "param p[s, k]\n"
                          "account pair l[k], h[k] : integer, bytes 1\n"
                          "account advice t at least largest(1.5, s) -sum(k) p * (l - h)\n"
                          "account advice v at most smallest(count(s), s) 7\n"
                          "account advice x[k] bytes 3 at least p * (l - h) for s\n";
    const char *numbers = "index s\n"
                          "member s1 0 0\n"
                          "member s2 0 0\n"
                          "member s3 0 0\n"
                          "index k\n"
                          "member k1 0 0\n"
                          "member k2 0 0\n"
                          "param p[3,2] 1 -2 0.5 3 -1 -1\n";
    assert_table(
        circuit, numbers, ZKS_SCOPE_ACCOUNT, 1000,
        "l[k1] 1 .0 #0@0\n"
        "l[k2] 1 .0 #0@1\n"
        "h[k1] 1 .0 #1@0\n"
        "h[k2] 1 .0 #1@1\n"
        "t 3 .2 advice#0@0\n"
        "t, bound 1, threshold 2 .1 helper#0@0\n"
        "t, bound 1, s s1 2 .1 helper#0@0\n"
        "t, bound 1, s s2 2 .1 helper#0@0\n"
        "t, bound 1, s s3 2 .1 helper#0@0\n"
        "v 2 .0 advice#1@0\n"
        "v, bound 1, threshold 1 .0 helper#1@0\n"
        "v, bound 1, s s1 1 .0 helper#1@0\n"
        "v, bound 1, s s2 1 .0 helper#1@0\n"
        "v, bound 1, s s3 1 .0 helper#1@0\n"
        "x[k1] 3 .1 advice#2@0\n"
        "x[k2] 3 .0 advice#2@1\n"
        "slack of t, bound 1, s s1 3\n"
        "slack of t, bound 1, s s2 3\n"
        "slack of t, bound 1, s s3 3\n"
        "slack of t, bound 1 3\n"
        "slack of v, bound 1, s s1 2\n"
        "slack of v, bound 1, s s2 2\n"
        "slack of v, bound 1, s s3 2\n"
        "slack of v, bound 1 2\n"
        "slack of x[k1], bound 1, s s1 4\n"
        "slack of x[k1], bound 1, s s2 4\n"
        "slack of x[k1], bound 1, s s3 4\n"
        "slack of x[k2], bound 1, s s1 4\n"
        "slack of x[k2], bound 1, s s2 4\n"
        "slack of x[k2], bound 1, s s3 4\n"
        "t, bound 1, s s1: +10*l[k1] -20*l[k2] -10*h[k1] +20*h[k2] +1*t, bound 1, threshold +1*t, bound 1, s s1 "
        "-1*slack of t, bound 1, s s1 +0 = 0, scale 10\n"
        "t, bound 1, s s2: +5*l[k1] +30*l[k2] -5*h[k1] -30*h[k2] +1*t, bound 1, threshold +1*t, bound 1, s s2 "
        "-1*slack of t, bound 1, s s2 +0 = 0, scale 10\n"
        "t, bound 1, s s3: -10*l[k1] -10*l[k2] +10*h[k1] +10*h[k2] +1*t, bound 1, threshold +1*t, bound 1, s s3 "
        "-1*slack of t, bound 1, s s3 +0 = 0, scale 10\n"
        "t, bound 1: +1*t -15*t, bound 1, threshold -10*t, bound 1, s s1 -10*t, bound 1, s s2 -10*t, bound 1, s "
        "s3 -1*slack of t, bound 1 +0 = 0, scale 100\n"
        "v, bound 1, s s1: -1*v, bound 1, threshold +1*v, bound 1, s s1 -1*slack of v, bound 1, s s1 +7 = 0, "
        "scale 1\n"
        "v, bound 1, s s2: -1*v, bound 1, threshold +1*v, bound 1, s s2 -1*slack of v, bound 1, s s2 +7 = 0, "
        "scale 1\n"
        "v, bound 1, s s3: -1*v, bound 1, threshold +1*v, bound 1, s s3 -1*slack of v, bound 1, s s3 +7 = 0, "
        "scale 1\n"
        "v, bound 1: -1*v +3*v, bound 1, threshold -1*v, bound 1, s s1 -1*v, bound 1, s s2 -1*v, bound 1, s s3 "
        "-1*slack of v, bound 1 +0 = 0, scale 1\n"
        "x[k1], bound 1, s s1: -10*l[k1] +10*h[k1] +1*x[k1] -1*slack of x[k1], bound 1, s s1 +0 = 0, scale 10\n"
        "x[k1], bound 1, s s2: -5*l[k1] +5*h[k1] +1*x[k1] -1*slack of x[k1], bound 1, s s2 +0 = 0, scale 10\n"
        "x[k1], bound 1, s s3: +10*l[k1] -10*h[k1] +1*x[k1] -1*slack of x[k1], bound 1, s s3 +0 = 0, scale 10\n"
        "x[k2], bound 1, s s1: +2*l[k2] -2*h[k2] +1*x[k2] -1*slack of x[k2], bound 1, s s1 +0 = 0, scale 1\n"
        "x[k2], bound 1, s s2: -3*l[k2] +3*h[k2] +1*x[k2] -1*slack of x[k2], bound 1, s s2 +0 = 0, scale 1\n"
        "x[k2], bound 1, s s3: +1*l[k2] -1*h[k2] +1*x[k2] -1*slack of x[k2], bound 1, s s3 +0 = 0, scale 1\n"
        "t, bound 1, threshold = order of 0+3, rank 2\n"
        "t, bound 1, s s1 = least of 0+1\n"
        "t, bound 1, s s2 = least of 1+1\n"
        "t, bound 1, s s3 = least of 2+1\n"
        "t = least of 0+4\n"
        "v, bound 1, threshold = order of 4+3, rank 3\n"
        "v, bound 1, s s1 = least of 4+1\n"
        "v, bound 1, s s2 = least of 5+1\n"
        "v, bound 1, s s3 = least of 6+1\n"
        "v = largest of 4+4\n"
        "x[k1] = least of 8+3\n"
        "x[k2] = least of 11+3\n");
}

/* Only the members of the parent in scope are chosen from, or are bounds. */
static void chosen_within_a_parent(void **state)
{
    (void)state;
    const char *circuit = "circuit c\n"
                          "index asset { weight }\n"
                          "index term in asset {}\n"
                          "account a[term] : integer, bytes 1\n"
                          "account advice t[asset] at least largest(1, term) weight * a\n"
                          "account advice u[asset] at least a for term in asset\n";
    const char *numbers = "index asset\n"
                          "member X 0 0 weight=2\n"
                          "member Y 0 0 weight=0.1\n"
                          "index term\n"
                          "member x1 0 0 in=X\n"
                          "member y1 0 0 in=Y\n"
                          "member x2 0 0 in=X\n";
    assert_table(
        circuit, numbers, ZKS_SCOPE_ACCOUNT, 1000,
        "a[x1] 1 .0 #0@0\n"
        "a[y1] 1 .0 #0@1\n"
        "a[x2] 1 .0 #0@2\n"
        "t[X] 3 .0 advice#0@0\n"
        "t[Y] 2 .1 advice#0@1\n"
        "t[X], bound 1, threshold 2 .0 helper#0@0\n"
        "t[X], bound 1, term x1 2 .0 helper#0@0\n"
        "t[X], bound 1, term x2 2 .0 helper#0@0\n"
        "t[Y], bound 1, threshold 1 .1 helper#0@0\n"
        "t[Y], bound 1, term y1 1 .1 helper#0@0\n"
        "u[X] 1 .0 advice#1@0\n"
        "u[Y] 1 .0 advice#1@1\n"
        "slack of t[X], bound 1, term x1 3\n"
        "slack of t[X], bound 1, term x2 3\n"
        "slack of t[X], bound 1 3\n"
        "slack of t[Y], bound 1, term y1 2\n"
        "slack of t[Y], bound 1 2\n"
        "slack of u[X], bound 1, term x1 1\n"
        "slack of u[X], bound 1, term x2 1\n"
        "slack of u[Y], bound 1, term y1 1\n"
        "t[X], bound 1, term x1: -2*a[x1] +1*t[X], bound 1, threshold +1*t[X], bound 1, term x1 -1*slack of t[X], "
        "bound 1, term x1 +0 = 0, scale 1\n"
        "t[X], bound 1, term x2: -2*a[x2] +1*t[X], bound 1, threshold +1*t[X], bound 1, term x2 -1*slack of t[X], "
        "bound 1, term x2 +0 = 0, scale 1\n"
        "t[X], bound 1: +1*t[X] -1*t[X], bound 1, threshold -1*t[X], bound 1, term x1 -1*t[X], bound 1, term x2 "
        "-1*slack of t[X], bound 1 +0 = 0, scale 1\n"
        "t[Y], bound 1, term y1: -1*a[y1] +1*t[Y], bound 1, threshold +1*t[Y], bound 1, term y1 -1*slack of t[Y], "
        "bound 1, term y1 +0 = 0, scale 10\n"
        "t[Y], bound 1: +1*t[Y] -1*t[Y], bound 1, threshold -1*t[Y], bound 1, term y1 -1*slack of t[Y], bound 1 "
        "+0 = 0, scale 10\n"
        "u[X], bound 1, term x1: -1*a[x1] +1*u[X] -1*slack of u[X], bound 1, term x1 +0 = 0, scale 1\n"
        "u[X], bound 1, term x2: -1*a[x2] +1*u[X] -1*slack of u[X], bound 1, term x2 +0 = 0, scale 1\n"
        "u[Y], bound 1, term y1: -1*a[y1] +1*u[Y] -1*slack of u[Y], bound 1, term y1 +0 = 0, scale 1\n"
        "t[X], bound 1, threshold = order of 0+2, rank 1\n"
        "t[X], bound 1, term x1 = least of 0+1\n"
        "t[X], bound 1, term x2 = least of 1+1\n"
        "t[X] = least of 0+3\n"
        "t[Y], bound 1, threshold = order of 3+1, rank 1\n"
        "t[Y], bound 1, term y1 = least of 3+1\n"
        "t[Y] = least of 3+2\n"
        "u[X] = least of 5+2\n"
        "u[Y] = least of 7+1\n");
}

/* Flags, exact ones and one that never is 1; `when`; committed advice and its total; advice of the pool; two relations.
 */
static void flags_and_the_pool(void **state)
{
    (void)state;
    const char *circuit = "circuit c\n"
                          "param c\n"
                          "account a, b : integer, bytes 1\n"
                          "pool r : public\n"
                          "account flag d if a < b / 3\n"
                          "account flag e exactly if a > c\n"
                          "account flag never if a < 0\n"
                          "account committed advice lost at least 20 - a, b when d\n"
                          "account require q: e + a >= 1\n"
                          "pool advice gap at least 2 * total(lost) - r, total(a)\n"
                          "pool flag over if 2 * r - total(b, backed by back) < total(lost)\n"
                          "pool require back: r >= total(b)\n"
                          "pool require two: -3 <= total(a, capped by cap) - total(b, backed by back) <= 5\n"
                          "pool require cap: total(a) <= 3\n"
                          "pool require z: 1 >= over + gap\n";
    const char *numbers = "param c 2.5\n"
                          "pool r 7\n";
    assert_table(circuit, numbers, ZKS_SCOPE_ACCOUNT, 1000,
                 "a 1 .0 #0@0\n"
                 "b 1 .0 #1@0\n"
                 "lost 1 .0 advice#3@0\n"
                 "d 1 .0 advice#0@0\n"
                 "e 1 .0 advice#1@0\n"
                 "never 1 .0 advice#2@0\n"
                 "slack of d, at most 1 1\n"
                 "slack of d, condition 3\n"
                 "slack of e, at most 1 1\n"
                 "slack of e, condition 3\n"
                 "slack of e, exactly 2\n"
                 "slack of never, at most 1 1\n"
                 "slack of never, condition 1\n"
                 "slack of lost, bound 1 2\n"
                 "slack of lost, bound 2 2\n"
                 "slack of q 2\n"
                 "d, at most 1: -1*d -1*slack of d, at most 1 +1 = 0, scale 1\n"
                 "d, condition: +3*a -1*b +255*d -1*slack of d, condition +0 = 0, scale 3\n"
                 "e, at most 1: -1*e -1*slack of e, at most 1 +1 = 0, scale 1\n"
                 "e, condition: -2*a +505*e -1*slack of e, condition +5 = 0, scale 2\n"
                 "e, exactly: +5*a -13*e -1*slack of e, exactly +0 = 0, scale 5\n"
                 "never, at most 1: -1*never -1*slack of never, at most 1 +1 = 0, scale 1\n"
                 "never, condition: +1*a -1*slack of never, condition +0 = 0, scale 1\n"
                 "lost, bound 1: +1*a +1*lost -1*slack of lost, bound 1 -20 = 0, scale 1\n"
                 "lost, bound 2: -1*b +1*lost -255*d -1*slack of lost, bound 2 +255 = 0, scale 1\n"
                 "q: +1*a +1*e -1*slack of q -1 = 0, scale 1\n"
                 "d = least of 0+2\n"
                 "e = least of 2+3\n"
                 "never = least of 5+2\n"
                 "lost = least of 7+2\n");
    assert_table(
        circuit, numbers, ZKS_SCOPE_POOL, 1000,
        "total(a) 3 .0 #0@0\n"
        "total(b) 3 .0 #1@0\n"
        "total(lost) 3 .0 advice#3@0\n"
        "gap 4 .0 advice#4@0\n"
        "over 1 .0 advice#5@0\n"
        "slack of gap, bound 1 5\n"
        "slack of gap, bound 2 4\n"
        "slack of over, at most 1 1\n"
        "slack of over, condition 5\n"
        "slack of back 1\n"
        "slack of two, at least 4\n"
        "slack of two, at most 4\n"
        "slack of cap 1\n"
        "slack of z 1\n"
        "gap, bound 1: -2*total(lost) +1*gap -1*slack of gap, bound 1 +7 = 0, scale 1\n"
        "gap, bound 2: -1*total(a) +1*gap -1*slack of gap, bound 2 +0 = 0, scale 1\n"
        "over, at most 1: -1*over -1*slack of over, at most 1 +1 = 0, scale 1\n"
        "over, condition: -1*total(b) -1*total(lost) +33554416*over -1*slack of over, condition +14 = 0, scale 1\n"
        "back: -1*total(b) -1*slack of back +7 = 0, scale 1\n"
        "two, at least: +1*total(a) -1*total(b) -1*slack of two, at least +3 = 0, scale 1\n"
        "two, at most: -1*total(a) +1*total(b) -1*slack of two, at most +5 = 0, scale 1\n"
        "cap: -1*total(a) -1*slack of cap +3 = 0, scale 1\n"
        "z: -1*gap -1*over -1*slack of z +1 = 0, scale 1\n"
        "gap = least of 0+2\n"
        "over = least of 2+2\n");
}

/* A let is its text, with its own indexes only: the sum in it is over all terms, whatever is in scope where it stands.
 */
static void lets(void **state)
{
    (void)state;
    const char *circuit = "circuit c\n"
                          "index asset { price }\n"
                          "index term in asset { rate }\n"
                          "account a[term] : integer, bytes 1\n"
                          "let weight[asset] = price / sum(term in asset) rate\n"
                          "account let worth[term] = weight * rate * a\n"
                          "account let all = sum(term) worth\n"
                          "let terms = count(term)\n"
                          "account require each[asset]: sum(term in asset) worth >= count(term in asset) - terms\n"
                          "account require both[term]: all - worth >= 0\n";
    const char *numbers = "index asset\n"
                          "member X 0 0 price=2\n"
                          "member Y 0 0 price=3\n"
                          "index term\n"
                          "member x1 0 0 in=X rate=1\n"
                          "member y1 0 0 in=Y rate=6\n"
                          "member x2 0 0 in=X rate=3\n";
    assert_table(circuit, numbers, ZKS_SCOPE_ACCOUNT, 1000,
                 "a[x1] 1 .0 #0@0\n"
                 "a[y1] 1 .0 #0@1\n"
                 "a[x2] 1 .0 #0@2\n"
                 "slack of each[X] 2\n"
                 "slack of each[Y] 2\n"
                 "slack of both[x1] 2\n"
                 "slack of both[y1] 2\n"
                 "slack of both[x2] 2\n"
                 "each[X]: +1*a[x1] +3*a[x2] -1*slack of each[X] +2 = 0, scale 2\n"
                 "each[Y]: +3*a[y1] -1*slack of each[Y] +2 = 0, scale 1\n"
                 "both[x1]: +2*a[y1] +1*a[x2] -1*slack of both[x1] +0 = 0, scale 2/3\n"
                 "both[y1]: +1*a[x1] +3*a[x2] -1*slack of both[y1] +0 = 0, scale 2\n"
                 "both[x2]: +1*a[x1] +6*a[y1] -1*slack of both[x2] +0 = 0, scale 2\n");
}

/* Columns, parameters and requirements over several indexes: the last runs fastest. */
static void several_indexes(void **state)
{
    (void)state;
    const char *circuit = "circuit c\n"
                          "index asset { decimals }\n"
                          "index term {}\n"
                          "param limit[term, asset]\n"
                          "account lent[asset, term] : units of asset\n"
                          "pool cap[term, asset] : public units of asset\n"
                          "account require each[term, asset]: lent <= limit\n"
                          "pool require all[asset]: sum(term) cap >= total(sum(term) lent)\n";
    const char *numbers = "index asset\n"
                          "member X 1 1\n"
                          "member Y 0 2\n"
                          "index term\n"
                          "member short 0 0\n"
                          "member long 0 0\n"
                          "param limit[2,2] 1 2 3 4\n"
                          "pool cap[2,2] 10 20 30 40\n";
    assert_table(circuit, numbers, ZKS_SCOPE_ACCOUNT, 2,
                 "lent[X, short] 1 .1 #0@0\n"
                 "lent[X, long] 1 .1 #0@1\n"
                 "lent[Y, short] 2 .0 #0@2\n"
                 "lent[Y, long] 2 .0 #0@3\n"
                 "slack of each[short, X] 1\n"
                 "slack of each[short, Y] 1\n"
                 "slack of each[long, X] 1\n"
                 "slack of each[long, Y] 1\n"
                 "each[short, X]: -1*lent[X, short] -1*slack of each[short, X] +10 = 0, scale 10\n"
                 "each[short, Y]: -1*lent[Y, short] -1*slack of each[short, Y] +2 = 0, scale 1\n"
                 "each[long, X]: -1*lent[X, long] -1*slack of each[long, X] +30 = 0, scale 10\n"
                 "each[long, Y]: -1*lent[Y, long] -1*slack of each[long, Y] +4 = 0, scale 1\n");
    assert_table(circuit, numbers, ZKS_SCOPE_POOL, 2,
                 "total(lent[X, short]) 2 .1 #0@0\n"
                 "total(lent[X, long]) 2 .1 #0@1\n"
                 "total(lent[Y, short]) 3 .0 #0@2\n"
                 "total(lent[Y, long]) 3 .0 #0@3\n"
                 "slack of all[X] 2\n"
                 "slack of all[Y] 1\n"
                 "all[X]: -1*total(lent[X, short]) -1*total(lent[X, long]) -1*slack of all[X] +400 = 0, scale 10\n"
                 "all[Y]: -1*total(lent[Y, short]) -1*total(lent[Y, long]) -1*slack of all[Y] +60 = 0, scale 1\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bounds_and_units),
        cmocka_unit_test(slices),
        cmocka_unit_test(slices_over_another_index),
        cmocka_unit_test(largest_and_smallest),
        cmocka_unit_test(chosen_within_a_parent),
        cmocka_unit_test(flags_and_the_pool),
        cmocka_unit_test(lets),
        cmocka_unit_test(several_indexes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
