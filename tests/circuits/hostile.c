/* Texts and numbers made to exhaust or crash a reader: each ends in findings, or in a table, and nothing else. */
#include "numbers_by_hand.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A text of pieces, each repeated. */
typedef struct {
    const char *piece;
    size_t times;
} run;

static char *build(const run *runs, size_t count, size_t *length)
{
    char *text;
    FILE *out = open_memstream(&text, length);
    assert_non_null(out);
    for (size_t i = 0; i < count; i++)
        for (size_t n = 0; n < runs[i].times; n++)
            fputs(runs[i].piece, out);
    fclose(out);
    return text;
}

/* The first finding of reading a text that must not be accepted; the text may be longer than a circuit may be. */
static void assert_text_refused(const char *text, size_t length, const char *finding)
{
    zks_diagnostics d = {0};
    zks_status status = ZKS_OK;
    assert_null(zks_circuit_read(text, length, "c", &d, &status));
    assert_int_equal(status, ZKS_ERROR_CIRCUIT);
    assert_non_null(d.text);
    d.text[strcspn(d.text, "\n")] = '\0';
    assert_string_equal(d.text, finding);
    zks_diagnostics_clear(&d);
}

static void assert_refused(const run *runs, size_t count, const char *finding)
{
    size_t length;
    char *text = build(runs, count, &length);
    assert_text_refused(text, length, finding);
    free(text);
}

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define HEAD "circuit c account a : integer account require m: "

static void deep_nesting(void **state)
{
    (void)state;
    const char *too_deep = "c:1:250: error: expressions nested more than 200 deep";
    const run parentheses[] = {{HEAD, 1}, {"(", 1000000}}, signs[] = {{HEAD, 1}, {"-", 1000000}};
    assert_refused(parentheses, COUNT(parentheses), too_deep);
    assert_refused(signs, COUNT(signs), too_deep);
    const run sums[] = {{HEAD, 1}, {"sum(x)", 100000}};
    assert_refused(sums, COUNT(sums), "c:1:1250: error: expressions nested more than 200 deep");
    const run totals[] = {{HEAD, 1}, {"total(", 100000}};
    assert_refused(totals, COUNT(totals), "c:1:1250: error: expressions nested more than 200 deep");
    const run closing[] = {{HEAD, 1}, {"(", 200}, {"a", 1}, {")", 200}, {">= 0", 1}};
    assert_refused(closing, COUNT(closing), too_deep);
    const run allowed[] = {{HEAD, 1}, {"(", 199}, {"a", 1}, {")", 199}, {">= 0", 1}};
    size_t length;
    char *text = build(allowed, COUNT(allowed), &length);
    zks_circuit_free(circuit_by_hand(text));
    free(text);
}

static void large_texts(void **state)
{
    (void)state;
    const run too_long[] = {{"circuit c account a : integer #", 1}, {"x", ZKS_CIRCUIT_MAX_TEXT}};
    assert_refused(too_long, COUNT(too_long), "c: error: text of 1048607 bytes; a circuit has at most 1048576");
    const run garbage[] = {{"circuit c ", 1}, {"@", ZKS_CIRCUIT_MAX_TEXT - 10}};
    assert_refused(garbage, COUNT(garbage), "c:1:11: error: unexpected character '@'");
    const run names[] = {{"circuit c account a : integer ", 1}, {"param x ", 130000}};
    assert_refused(names, COUNT(names), "c:1:32797: error: more than 4096 names; a circuit this large is not read");
    const run requirements[] = {{"circuit c account a : integer ", 1}, {"account require x: a >= 0 ", 40000}};
    assert_refused(requirements, COUNT(requirements), "c:1:26671: error: a circuit has at most 1024 requirements");
    const run checks[] = {{"circuit c account a : integer policy require 1 > 0", 1}, {", 1 > 0", 100000}};
    assert_refused(checks, COUNT(checks), "c:1:7214: error: a circuit has at most 1024 policy checks");
    const run fields[] = {{"circuit c account a : integer index i { x", 1}, {", x", 300000}};
    assert_refused(fields, COUNT(fields), "c:1:809: error: an index has at most 256 fields");
    const run one_name[] = {{"circuit ", 1}, {"x", 1000000}};
    assert_refused(one_name, COUNT(one_name), "c:1:9: error: name of 1000000 characters; at most 64 are allowed");
    const run one_number[] = {{HEAD, 1}, {"9", 1000000}};
    assert_refused(one_number, COUNT(one_number),
                   "c:1:50: error: number of 1000000 characters; at most 128 are allowed");
    const run unknown[] = {{HEAD, 1}, {"b+", 400000}, {"b>=0", 1}};
    assert_refused(unknown, COUNT(unknown), "c:1:50: error: 'b' is not declared");
}

/* A text with a piece for each number from 1 on, in which '@' stands for the number and '$' for the one before. */
static char *numbered(const char *beginning, const char *piece, size_t count, const char *end, size_t *length)
{
    char *text;
    FILE *out = open_memstream(&text, length);
    assert_non_null(out);
    fputs(beginning, out);
    for (size_t n = 1; n <= count; n++)
        for (const char *c = piece; *c != '\0'; c++)
            if (*c == '@' || *c == '$')
                fprintf(out, "%zu", *c == '@' ? n : n - 1);
            else
                fputc(*c, out);
    fputs(end, out);
    fclose(out);
    return text;
}

/* Recovery begins anew with every item, and unknown names are told apart. */
static void many_findings(void **state)
{
    (void)state;
    const run items[] = {{"circuit c account a : integer ", 1}, {"param 1 ", 130000}};
    assert_refused(items, COUNT(items), "c:1:37: error: expected the name of a parameter, found '1'");
    const run skipped[] = {{"circuit c account a : integer ", 1}, {"include x ", 100000}};
    assert_refused(skipped, COUNT(skipped),
                   "c:1:31: error: expected 'index', 'param', 'account', 'pool', 'let' or 'policy', found 'include'");
    const run same[] = {{"circuit c account a : integer ", 1}, {"account require x: a >= 0 ", 1000}};
    assert_refused(same, COUNT(same), "c:1:73: error: requirement 'x' exists already at 1:47");
    size_t length;
    char *text = numbered(HEAD "0", " + n@", 100000, " >= 0", &length);
    assert_text_refused(text, length, "c:1:54: error: 'n1' is not declared");
    free(text);
}

/* Lets are checked once each, whatever they stand for: neither a long chain nor one that doubles is expanded. */
static void lets_in_lets(void **state)
{
    (void)state;
#define FIRST_LET "circuit c account a : integer let x0 = 1 "
    size_t length;
    char *text = numbered(FIRST_LET, "let x@ = x$ + x$ ", 198, "account require m: x198 * a >= 0", &length);
    zks_status status;
    char *findings = findings_by_hand(text, "", &status);
    findings[strcspn(findings, "\n")] = '\0';
    assert_string_equal(findings, "c:1:51: error: the computation is too long");
    free(findings);
    free(text);
    text = numbered(FIRST_LET, "let x@ = x$ ", 4000, "", &length);
    assert_text_refused(text, length,
                        "c:1:3019: error: expressions nested more than 200 deep, what 'x199' stands for included");
    free(text);
    text = numbered("circuit c account a : integer let x0 = x4000 ", "let x@ = x$ ", 4000, "", &length);
    assert_text_refused(text, length, "c:1:35: error: 'x0' needs itself, by way of 'x1' at 1:50");
    free(text);
    const run names[] = {{"circuit c account a : integer let y = 1 let x = 1", 1}, {" + y", 250000}};
    text = build(names, COUNT(names), &length);
    zks_circuit_free(circuit_by_hand(text));
    free(text);
}

/* Parents of parents, as many as a circuit may have names: each sum brings them all into scope. */
static void chains_of_parents(void **state)
{
    (void)state;
    size_t length;
    char *text = numbered("circuit c account a : integer index x0 { } ", "index x@ in x$ { } ", 4000,
                          "account require m[x4000]: a >= 0 account require n[x4000, x0]: a >= 0", &length);
    assert_text_refused(text, length, "c:1:97885: error: every member of 'x4000' has its 'x0'");
    free(text);
    char *sums = numbered("account require s: 0 ", "+ (sum(x1000) a) ", 40000, ">= 0 ", &length);
    text = numbered("circuit c account a : integer index x0 { } ", "index x@ in x$ { } ", 1000, sums, &length);
    zks_circuit_free(circuit_by_hand(text));
    free(text);
    free(sums);
    text = numbered("circuit c account a : integer index x0 in x4000 { } ", "index x@ in x$ { } ", 4000, "", &length);
    assert_text_refused(text, length, "c:1:65: error: index 'x1' is its own parent, by way of others");
    free(text);
}

/* Long sums and products are one node, not a deep tree: they compile. */
static void long_chains(void **state)
{
    (void)state;
    const run chain[] = {{HEAD, 1}, {"a + ", 100000}, {"a >= 0", 1}};
    size_t length;
    char *text = build(chain, COUNT(chain), &length);
    zks_table *table = table_by_hand(text, "", ZKS_SCOPE_ACCOUNT, 1);
    assert_int_equal(table->constraints[0].term_count, 2);
    char scale[64];
    gmp_snprintf(scale, sizeof scale, "%Qd", table->constraints[0].scale);
    assert_string_equal(scale, "1/100001");
    zks_table_free(table);
    free(text);
}

static void assert_not_compiled(const run *runs, size_t count, const char *numbers, const char *finding)
{
    size_t length;
    char *text = build(runs, count, &length);
    zks_status status;
    char *findings = findings_by_hand(text, numbers, &status);
    findings[strcspn(findings, "\n")] = '\0';
    assert_string_equal(findings, finding);
    free(findings);
    free(text);
}

static void long_numbers(void **state)
{
    (void)state;
    const run product[] = {
        {HEAD, 1}, {"1.000000000000000000000000000000000000000000000000000000000000000001 * ", 10000}, {"a >= 0", 1}};
    assert_not_compiled(product, COUNT(product), "", "c:1:1328: error: a number of more than 4096 bits arises here");
    const run tower[] = {{"circuit c param k account a : integer account require m: ", 1},
                         {"1/(k+", 150},
                         {"1", 1},
                         {")", 150},
                         {"+ a >= 0", 1}};
    assert_not_compiled(tower, COUNT(tower), "param k 0.123456789012345678901234567890123456789\n",
                        "c:1:653: error: a number of more than 4096 bits arises here");
}

/* Numbers with `members` members of each index. */
static char *many_members(const char *const *indexes, size_t count, size_t members)
{
    char *text;
    size_t length;
    FILE *out = open_memstream(&text, &length);
    assert_non_null(out);
    for (size_t i = 0; i < count; i++) {
        fprintf(out, "index %s\n", indexes[i]);
        for (size_t m = 0; m < members; m++)
            fprintf(out, "member m%zu 0 0\n", m);
    }
    fclose(out);
    return text;
}

static void member_products(void **state)
{
    (void)state;
    static const char *const indexes[] = {"i", "j", "k", "l"};
    char *numbers = many_members(indexes, 4, 400);
#define INDEXES "circuit c index i { } index j { } index k { } index l { } account a : integer "
    const run check[] = {{INDEXES "policy require sum(i) sum(j) sum(k) sum(l) 1 > 0", 1}};
    assert_not_compiled(check, COUNT(check), numbers, "c:1:115: error: the computation is too long");
    const run sum[] = {{INDEXES "account require m: sum(i) sum(j) sum(k) sum(l) a >= 0", 1}};
    assert_not_compiled(sum, COUNT(sum), numbers, "c:1:126: error: more than 1000000 terms in one requirement");
    free(numbers);
}

/* Every member's requirement may be short and all of them long; so may what they rely on. */
static void many_forms(void **state)
{
    (void)state;
    static const char *const indexes[] = {"i", "j", "k"};
    char *wide = many_members(indexes, 2, 5000), *long_sums = many_members(indexes, 3, 1100),
         *many = many_members(indexes, 3, 300);
    const run forms[] = {
        {"circuit c index i { } index j { } account a[j] : integer account require m[i]: sum(j) a >= 0", 1}};
    assert_not_compiled(forms, COUNT(forms), wide,
                        "c:1:74: error: more than 1000000 terms in all constraints up to those of 'm'");
#define LENT                                                                                                           \
    "circuit c index i { } index j { } index k { } account a[k] : integer pool require cap: total(sum(k) a) <= 1 "
    const run one[] = {{LENT "pool require m: sum(j) total(sum(k) a, capped by cap) >= 0", 1}};
    assert_not_compiled(one, COUNT(one), long_sums, "c:1:132: error: more than 1000000 terms in one requirement");
    const run relied_on[] = {{LENT "pool require m[i]: sum(j) total(sum(k) a, capped by cap) >= 0", 1}};
    assert_not_compiled(relied_on, COUNT(relied_on), many,
                        "c:1:122: error: more than 1000000 terms in all constraints up to those of 'm'");
    free(wide);
    free(long_sums);
    free(many);
}

static void wide_tables(void **state)
{
    (void)state;
    static const char *const indexes[] = {"i"};
    char *numbers = many_members(indexes, 1, 100000);
    const run columns[] = {{"circuit c index i { } account a[i], b[i], d[i] : integer", 1}};
    assert_not_compiled(columns, COUNT(columns), numbers,
                        "c:1:43: error: more than 200000 columns, or as many constraints, up to here");
    const run reserves[] = {{"circuit c index i { } account n : integer "
                             "pool a[i] : public or committed pool b[i] : public or committed",
                             1}};
    char *committed;
    assert_true(asprintf(&committed, "%spool a committed\npool b committed\n", numbers) > 0);
    assert_not_compiled(reserves, COUNT(reserves), committed,
                        "c:1:80: error: more than 200000 columns, or as many constraints, up to here");
    free(committed);
    const run constraints[] = {
        {"circuit c index i { } account a : integer ", 1},
        {"account require x[i]: 0 == 0 account require y[i]: 0 == 0 account require z[i]: 0 == 0", 1}};
    assert_not_compiled(constraints, COUNT(constraints), numbers,
                        "c:1:117: error: more than 200000 columns, or as many constraints, up to here");
    const run fits[] = {{"circuit c index i { } account a[i] : integer account require m: sum(i) a >= 0", 1}};
    size_t length;
    char *text = build(fits, COUNT(fits), &length);
    zks_table *table = table_by_hand(text, numbers, ZKS_SCOPE_ACCOUNT, 1);
    assert_int_equal(table->constraints[0].term_count, 100001);
    zks_table_free(table);
    free(text);
    free(numbers);
}

static void too_many_members(void **state)
{
    (void)state;
    static const char *const indexes[] = {"i"};
    char *numbers = many_members(indexes, 1, 100001);
    const run circuit[] = {{"circuit c index i { } account a : integer", 1}};
    assert_not_compiled(circuit, COUNT(circuit), numbers,
                        "error: index 'i' has 100001 members; 1 to 100000 are allowed");
    free(numbers);
}

static uint64_t seed = 7;

static size_t pick(size_t count)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (size_t)(seed >> 33) % count;
}

/* Random bytes replaced, removed and doubled in the shipped circuits; read, checked and compiled like any text. */
static void mutated_circuits(void **state)
{
    (void)state;
    static const char useful[] = "()[]{},:+-*/<>=#. 09azsum\n\t\xff";
    for (size_t position = 0; zks_shipped_circuit_name(position); position++) {
        size_t length;
        const char *original = zks_shipped_circuit(zks_shipped_circuit_name(position), &length);
        for (int round = 0; round < 1000; round++) {
            uint8_t *text = malloc(length + 8);
            assert_non_null(text);
            size_t size = length;
            memcpy(text, original, length);
            for (size_t edits = 1 + pick(4); edits > 0; edits--) {
                size_t where = pick(size);
                switch (pick(3)) {
                case 0:
                    text[where] = (uint8_t)useful[pick(sizeof useful - 1)];
                    break;
                case 1:
                    memmove(text + where, text + where + 1, --size - where);
                    break;
                default:
                    memmove(text + where + 1, text + where, size++ - where);
                }
            }
            LLVMFuzzerTestOneInput(text, size);
            free(text);
        }
    }
}

/* Every beginning of a shipped circuit. */
static void truncated_circuits(void **state)
{
    (void)state;
    size_t length;
    const char *text = zks_shipped_circuit("cross_margin", &length);
    for (size_t size = 0; size <= length; size++) {
        uint8_t *copy = malloc(size + 1);
        assert_non_null(copy);
        memcpy(copy, text, size);
        LLVMFuzzerTestOneInput(copy, size);
        free(copy);
    }
}

static void random_bytes(void **state)
{
    (void)state;
    uint8_t text[512];
    for (int round = 0; round < 2000; round++) {
        size_t size = pick(sizeof text);
        for (size_t i = 0; i < size; i++)
            text[i] = (uint8_t)pick(round % 2 ? 256 : 128);
        LLVMFuzzerTestOneInput(text, size);
    }
}

/* Same text and numbers, same table: names, widths and the argument's system. */
static void determinism(void **state)
{
    (void)state;
    size_t length;
    const char *circuit = zks_shipped_circuit("cross_margin", &length);
    const char *numbers = "index asset\n"
                          "member X 2 8 price=10 haircut=0.1 maintenance=0.05 debt_margin=0.2 lending_cap=3\n"
                          "member Y 0 8 price=0.5 haircut=0 maintenance=0 debt_margin=0 lending_cap=0\n"
                          "pool reserve 4.5 6\n";
    for (int scope = ZKS_SCOPE_ACCOUNT; scope <= ZKS_SCOPE_POOL; scope++) {
        zks_table *one = table_by_hand(circuit, numbers, (zks_scope)scope, 99);
        zks_table *two = table_by_hand(circuit, numbers, (zks_scope)scope, 99);
        assert_int_equal(one->system.term_count, two->system.term_count);
        assert_int_equal(one->column_count, two->column_count);
        assert_memory_equal(one->system.terms, two->system.terms, one->system.term_count * sizeof *one->system.terms);
        assert_memory_equal(one->system.width, two->system.width, one->column_count);
        for (size_t i = 0; i < one->column_count; i++)
            assert_string_equal(one->columns[i].name, two->columns[i].name);
        zks_table_free(one);
        zks_table_free(two);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(deep_nesting),       cmocka_unit_test(large_texts),       cmocka_unit_test(many_findings),
        cmocka_unit_test(lets_in_lets),       cmocka_unit_test(chains_of_parents), cmocka_unit_test(long_chains),
        cmocka_unit_test(long_numbers),       cmocka_unit_test(member_products),   cmocka_unit_test(wide_tables),
        cmocka_unit_test(many_forms),         cmocka_unit_test(too_many_members),  cmocka_unit_test(mutated_circuits),
        cmocka_unit_test(truncated_circuits), cmocka_unit_test(random_bytes),      cmocka_unit_test(determinism),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
