/* Requirements in the clear: against the inequalities of the shipped circuits, worked out here in rationals from the
 * amounts as they were written; at the limit; and what is reported of a ledger that breaks them. */
#include "advice.h"
#include "circuits/decimal.h"

#include "prover/check_ledger.h"
#include "prover/reserves.h"
#include "tests/crypto/random.h"

enum { MEMBERS = 3, COLUMNS = 6, ACCOUNTS = 700, QUOTE_DECIMALS = 4 };
enum { COLLATERAL, DEBT, LONG, SHORT, ENTRY_DEBIT, ENTRY_CREDIT };

typedef struct {
    const char *name;
    unsigned decimals;
    const char *price, *haircut, *maintenance, *debt_margin, *lending_cap; /* rationals */
} member;

static const member market[MEMBERS] = {
    {"BTC", 8, "120001/2", "1/20", "3/100", "1/10", "15000"},
    {"ETH", 18, "12001/4", "1/10", "1/20", "1/8", "1"},
    {"USDT", 2, "1", "0", "0", "1/4", "1000000"},
};

#define CROSS_NUMBERS                                                                                                  \
    "{\"quote\":{\"name\":\"USDT\",\"decimals\":4},\"params\":{},\"indexes\":{\"asset\":["                             \
    "{\"name\":\"BTC\",\"decimals\":8,\"price\":\"60000.5\",\"haircut\":\"0.05\",\"maintenance\":\"0.03\","            \
    "\"debt_margin\":\"0.1\",\"lending_cap\":\"15000\"},"                                                              \
    "{\"name\":\"ETH\",\"decimals\":18,\"bytes\":9,\"price\":\"3000.25\",\"haircut\":\"0.1\","                         \
    "\"maintenance\":\"0.05\",\"debt_margin\":\"0.125\",\"lending_cap\":\"1\"},"                                       \
    "{\"name\":\"USDT\",\"decimals\":2,\"price\":1,\"haircut\":0,\"maintenance\":0,"                                   \
    "\"debt_margin\":\"0.25\",\"lending_cap\":1000000}]}}"
#define SPOT_NUMBERS                                                                                                   \
    "{\"quote\":{\"name\":\"USDT\",\"decimals\":4},\"params\":{\"coverage\":\"1.05\"},\"indexes\":{\"asset\":["        \
    "{\"name\":\"BTC\",\"decimals\":8,\"price\":\"60000.5\"},"                                                         \
    "{\"name\":\"ETH\",\"decimals\":18,\"bytes\":9,\"price\":\"3000.25\"},"                                            \
    "{\"name\":\"USDT\",\"decimals\":2,\"price\":1}]}}"

/* What every account holds, in units. */
typedef struct {
    uint64_t units[ACCOUNTS][MEMBERS][COLUMNS];
} holdings;

static unsigned decimals_of(size_t m, size_t column)
{
    return column < ENTRY_DEBIT ? market[m].decimals : QUOTE_DECIMALS;
}

/* `units` with a decimal point, no trailing zeros. */
static char *decimal_text(const mpz_t units, unsigned decimals)
{
    char *digits, *out;
    assert_true(gmp_asprintf(&digits, "%0*Zd", (int)decimals + 1, units) >= 0);
    size_t whole = strlen(digits) - decimals;
    assert_true(asprintf(&out, "%.*s.%s", (int)whole, digits, digits + whole) >= 0);
    for (size_t end = strlen(out); out[end - 1] == '0' || out[end - 1] == '.'; end--) {
        bool was_point = out[end - 1] == '.';
        out[end - 1] = 0;
        if (was_point)
            break;
    }
    free(digits);
    return out;
}

static char *amount_text(uint64_t units, unsigned decimals)
{
    mpz_t number;
    mpz_init_set_ui(number, units);
    char *text = decimal_text(number, decimals);
    mpz_clear(number);
    return text;
}

static void set_amount(mpq_t out, uint64_t units, unsigned decimals)
{
    mpz_set_ui(mpq_numref(out), units);
    mpz_ui_pow_ui(mpq_denref(out), 10, decimals);
    mpq_canonicalize(out);
}

/* sum += sign * amount * product of the rational factors (NULL: none). */
static void add_term(mpq_t sum, int sign, const mpq_t amount, const char *factor, const char *second)
{
    const char *factors[] = {factor, second};
    mpq_t term, f;
    mpq_inits(term, f, NULL);
    mpq_set(term, amount);
    for (size_t i = 0; i < 2; i++)
        if (factors[i] != NULL) {
            mpq_set_str(f, factors[i], 10);
            mpq_mul(term, term, f);
        }
    if (sign < 0)
        mpq_sub(sum, sum, term);
    else
        mpq_add(sum, sum, term);
    mpq_clears(term, f, NULL);
}

/* What is short of a requirement, `excess` being left minus right, as it must be reported; NULL where nothing is. */
static char *expected_shortfall(const mpq_t excess, bool is_equality, const char *unit, unsigned decimals)
{
    if (is_equality ? mpq_sgn(excess) == 0 : mpq_sgn(excess) >= 0)
        return NULL;
    mpz_t units;
    mpz_init(units);
    mpz_ui_pow_ui(units, 10, decimals);
    mpz_mul(units, units, mpq_numref(excess));
    mpz_abs(units, units);
    mpz_cdiv_q(units, units, mpq_denref(excess));
    char *number = decimal_text(units, decimals), *text;
    assert_true(asprintf(&text, "%s %s", number, unit) >= 0);
    free(number);
    mpz_clear(units);
    return text;
}

/* Margin of cross_margin.circuit, multiplied out. */
static void margin_of(const holdings *h, size_t account, mpq_t excess)
{
    mpq_t amount;
    mpq_init(amount);
    mpq_set_ui(excess, 0, 1);
    for (size_t m = 0; m < MEMBERS; m++) {
        const member *a = &market[m];
        for (size_t column = 0; column < COLUMNS; column++) {
            set_amount(amount, h->units[account][m][column], decimals_of(m, column));
            switch (column) {
            case COLLATERAL:
                add_term(excess, 1, amount, a->price, NULL);
                add_term(excess, -1, amount, a->price, a->haircut);
                break;
            case DEBT:
                add_term(excess, -1, amount, a->price, NULL);
                add_term(excess, -1, amount, a->price, a->debt_margin);
                break;
            case LONG:
            case SHORT:
                add_term(excess, column == LONG ? 1 : -1, amount, a->price, NULL);
                add_term(excess, -1, amount, a->price, a->maintenance);
                break;
            default:
                add_term(excess, column == ENTRY_CREDIT ? 1 : -1, amount, NULL, NULL);
            }
        }
    }
    mpq_clear(amount);
}

static char *expected_margin(const holdings *h, size_t account)
{
    mpq_t excess;
    mpq_init(excess);
    margin_of(h, account, excess);
    char *text = expected_shortfall(excess, false, "USDT", QUOTE_DECIMALS);
    mpq_clear(excess);
    return text;
}

static void fill_randomly(holdings *h)
{
    for (size_t i = 0; i < ACCOUNTS; i++)
        for (size_t m = 0; m < MEMBERS; m++)
            for (size_t column = 0; column < COLUMNS; column++) {
                uint64_t random[2];
                random_bytes(random, sizeof random);
                /* Entries are small next to the rest: their values are one unit of quote each. */
                unsigned bits = column < ENTRY_DEBIT ? (unsigned)(random[0] % 60) : (unsigned)(random[0] % 30);
                h->units[i][m][column] = random[0] >> 32 & 1 ? random[1] >> (63 - bits) : 0;
            }
}

static char *ledger_text(const holdings *h, size_t columns, const char *header)
{
    lines csv = {0};
    lines_add(&csv, "%s\n", header);
    for (size_t i = 0; i < ACCOUNTS; i++)
        for (size_t m = 0; m < MEMBERS; m++) {
            lines_add(&csv, "customer %zu,%s", i, market[m].name);
            for (size_t column = 0; column < columns; column++) {
                char *amount = amount_text(h->units[i][m][column], decimals_of(m, column));
                lines_add(&csv, ",%s", amount);
                free(amount);
            }
            lines_add(&csv, "\n");
        }
    return csv.text;
}

static book open_shipped(const char *circuit, const char *numbers, const char *csv)
{
    char *text = shipped_text(circuit);
    book b = book_open(text, numbers, csv);
    free(text);
    return b;
}

static void read_reserves(book *b, const char *csv)
{
    zks_report report;
    zks_diagnostics diagnostics = {0};
    write_file("reserves.csv", csv, strlen(csv));
    if (zks_reserves_read_csv(&b->base.numbers, ONE_PATH("reserves.csv"), b->base.circuit, NULL, &report) != ZKS_OK)
        fail_msg("%s", report.detail);
    if (zks_numbers_check(b->base.circuit, &b->base.numbers, false, &diagnostics) != ZKS_OK)
        fail_msg("%s", diagnostics.text);
    zks_diagnostics_clear(&diagnostics);
}

static const char *const reserve[MEMBERS] = {"500000000", "1", "7"};
#define RESERVES "asset,reserve\nBTC,500000000\nETH,1\nUSDT,7\n"

static book open_cross_margin(const holdings *h)
{
    char *csv = ledger_text(h, COLUMNS, "account,asset,collateral,debt,long,short,entry_debit,entry_credit");
    book b = open_shipped("cross_margin", CROSS_NUMBERS, csv);
    free(csv);
    read_reserves(&b, RESERVES);
    return b;
}

/* What is found of a book; the pool's table, and the findings, are the caller's to free. */
typedef struct {
    zks_table *pool;
    zks_ledger_findings found;
} checked;

static checked check_hidden(const book *b, int threads, uint64_t padding, const unsigned __int128 *amounts)
{
    checked c = {.pool = compile_table(&b->base, ZKS_SCOPE_POOL, b->ledger.account_count + padding)};
    zks_ledger_check wanted = {.account = {b->base.circuit, &b->base.numbers, b->account},
                               .pool = {b->base.circuit, &b->base.numbers, c.pool},
                               .ledger = &b->ledger,
                               .amounts = amounts,
                               .padding = padding,
                               .threads = threads};
    assert_int_equal(zks_check_ledger(&wanted, &c.found), ZKS_OK);
    return c;
}

static checked check(const book *b, int threads, uint64_t padding)
{
    return check_hidden(b, threads, padding, NULL);
}

static void checked_clear(checked *c)
{
    zks_ledger_findings_clear(&c->found);
    zks_table_free(c->pool);
}

/* The constraint of that name, which must be there once. */
static size_t constraint_of(const zks_table *table, const char *name)
{
    size_t found = table->constraint_count;
    for (size_t i = 0; i < table->constraint_count; i++)
        if (strcmp(table->constraints[i].name, name) == 0) {
            assert_int_equal(found, table->constraint_count);
            found = i;
        }
    assert_true(found < table->constraint_count);
    return found;
}

/* NULL where it holds. */
static const zks_broken *broken_of(const zks_findings *f, const char *name)
{
    return f->broken[constraint_of(f->compiled.table, name)];
}

static size_t count_broken(const zks_findings *f)
{
    size_t count = 0;
    for (size_t i = 0; i < f->compiled.table->constraint_count + f->compiled.table->column_count; i++)
        count += f->broken[i] != NULL;
    return count;
}

static void assert_margin_breaches(const zks_findings *found, const holdings *h)
{
    size_t broken = 0;
    assert_int_equal(count_broken(found), 1);
    const zks_broken *breach = broken_of(found, "margin");
    assert_non_null(breach);
    for (size_t i = 0; i < ACCOUNTS; i++) {
        char *text = expected_margin(h, i);
        if (text != NULL && broken < ZKS_BREACHES_SHOWN) {
            assert_int_equal(breach->account[broken], i);
            assert_string_equal(breach->shortfall[broken], text);
        }
        broken += text != NULL;
        free(text);
    }
    assert_true(broken > ZKS_BREACHES_SHOWN && broken < ACCOUNTS); /* else this proves little */
    assert_int_equal(breach->count, broken);
    assert_int_equal(breach->shown, ZKS_BREACHES_SHOWN);
    assert_int_equal(found->rows, ACCOUNTS);
    assert_int_equal(found->line_count, 1);
    assert_int_equal(found->line_broken[0], broken);
}

/* The account with the least margin, and the first of those: in quote units here. */
static void assert_tightest_margin(const zks_findings *found, const holdings *h)
{
    mpq_t least, margin, value;
    mpq_inits(least, margin, value, NULL);
    size_t account = 0;
    for (size_t i = 0; i < ACCOUNTS; i++) {
        margin_of(h, i, margin);
        if (i > 0 && mpq_cmp(margin, least) >= 0)
            continue;
        mpq_set(least, margin);
        account = i;
    }
    size_t margin_constraint = constraint_of(found->compiled.table, "margin");
    const zks_tightest *tightest = &found->tightest[margin_constraint];
    zks_margin_value(value, &found->compiled.table->constraints[margin_constraint], tightest->result);
    assert_true(tightest->is_known);
    assert_int_equal(tightest->account, account);
    assert_true(mpq_equal(value, least));
    mpq_clears(least, margin, value, NULL);
}

static void margin_is_exact_for_any_number_of_threads(void **state)
{
    (void)state;
    static holdings h;
    fill_randomly(&h);
    book b = open_cross_margin(&h);
    for (int threads = 1; threads <= 4; threads++) {
        checked c = check(&b, threads, 0);
        assert_margin_breaches(&c.found.account, &h);
        assert_tightest_margin(&c.found.account, &h);
        checked_clear(&c);
    }
    book_close(&b);
}

/* ---- the pool ----------------------------------------------------------------------------------------------- */

/* The reported shortfall of a requirement must be `expected`, which is freed; NULL: the requirement holds. */
static void assert_shortfall(const zks_findings *pool, const char *requirement, const char *asset, char *expected)
{
    char name[64];
    snprintf(name, sizeof name, asset == NULL ? "%s" : "%s[%s]", requirement, asset);
    const zks_broken *found = broken_of(pool, name);
    if (expected == NULL) {
        assert_null(found);
        return;
    }
    assert_non_null(found);
    assert_int_equal(found->count, 1);
    assert_string_equal(found->shortfall[0], expected);
    free(expected);
}

static void total(const holdings *h, size_t m, size_t column, mpq_t out)
{
    mpq_t amount;
    mpq_init(amount);
    mpq_set_ui(out, 0, 1);
    for (size_t i = 0; i < ACCOUNTS; i++) {
        set_amount(amount, h->units[i][m][column], decimals_of(m, column));
        mpq_add(out, out, amount);
    }
    mpq_clear(amount);
}

static void cross_margin_pool_is_exact(void **state)
{
    (void)state;
    static holdings h;
    fill_randomly(&h);
    book b = open_cross_margin(&h);
    checked c = check(&b, 2, 0);
    const zks_findings *pool = &c.found.pool;
    mpq_t t[COLUMNS], excess, entries;
    for (size_t i = 0; i < COLUMNS; i++)
        mpq_init(t[i]);
    mpq_inits(excess, entries, NULL);
    for (size_t m = 0; m < MEMBERS; m++) {
        const char *name = market[m].name;
        unsigned decimals = market[m].decimals;
        for (size_t i = 0; i < COLUMNS; i++)
            total(&h, m, i, t[i]);
        mpq_set_str(excess, reserve[m], 10);
        mpq_add(excess, excess, t[DEBT]);
        mpq_sub(excess, excess, t[COLLATERAL]);
        assert_shortfall(pool, "backed", name, expected_shortfall(excess, false, name, decimals));
        mpq_set_str(excess, market[m].lending_cap, 10);
        mpq_sub(excess, excess, t[DEBT]);
        assert_shortfall(pool, "lent", name, expected_shortfall(excess, false, name, decimals));
        mpq_sub(excess, t[LONG], t[SHORT]);
        assert_shortfall(pool, "matched", name, expected_shortfall(excess, true, name, decimals));
        mpq_add(entries, entries, t[ENTRY_DEBIT]);
        mpq_sub(entries, entries, t[ENTRY_CREDIT]);
    }
    assert_shortfall(pool, "entries", NULL, expected_shortfall(entries, true, "USDT", QUOTE_DECIMALS));
    for (size_t i = 0; i < COLUMNS; i++)
        mpq_clear(t[i]);
    mpq_clears(excess, entries, NULL);
    checked_clear(&c);
    book_close(&b);
}

static void spot_pool_is_exact(void **state)
{
    (void)state;
    static holdings h;
    fill_randomly(&h);
    char *csv = ledger_text(&h, 1, "account,asset,balance");
    book b = open_shipped("spot", SPOT_NUMBERS, csv);
    free(csv);
    read_reserves(&b, RESERVES);
    checked c = check(&b, 3, 0);
    const zks_findings *pool = &c.found.pool;
    mpq_t balance, excess;
    mpq_inits(balance, excess, NULL);
    for (size_t m = 0; m < MEMBERS; m++) {
        total(&h, m, 0, balance);
        mpq_set_str(excess, reserve[m], 10);
        add_term(excess, -1, balance, "21/20", NULL);
        assert_shortfall(pool, "covered", market[m].name,
                         expected_shortfall(excess, false, market[m].name, market[m].decimals));
    }
    mpq_clears(balance, excess, NULL);
    checked_clear(&c);
    book_close(&b);
}

/* ---- at the limit ------------------------------------------------------------------------------------------- */

#define CROSS_HEADER "account,asset,collateral,debt,long,short,entry_debit,entry_credit\n"

/* One account's shortfall of margin; NULL: none. */
static void assert_margin(const char *rows, const char *shortfall)
{
    lines csv = {0};
    lines_add(&csv, CROSS_HEADER "%s", rows);
    book b = open_shipped("cross_margin", CROSS_NUMBERS, csv.text);
    free(csv.text);
    read_reserves(&b, RESERVES);
    checked c = check(&b, 1, 0);
    assert_int_equal(count_broken(&c.found.account), shortfall != NULL);
    if (shortfall != NULL) {
        const zks_broken *broken = broken_of(&c.found.account, "margin");
        assert_int_equal(broken->count, 1);
        assert_int_equal(broken->shown, 1);
        assert_string_equal(broken->shortfall[0], shortfall);
    }
    checked_clear(&c);
    book_close(&b);
}

static void margin_holds_at_the_limit_and_not_one_unit_beyond(void **state)
{
    (void)state;
    assert_margin("a,USDT,0,0,0,0,0,0\n", NULL);
    assert_margin("a,USDT,1.25,1,0,0,0,0\n", NULL);
    assert_margin("a,USDT,1.24,1,0,0,0,0\n", "0.01 USDT");
    assert_margin("a,USDT,1.25,1,0,0,0.0001,0\n", "0.0001 USDT");
    assert_margin("a,USDT,1.25,1,0,0,0.0001,0.0001\n", NULL);
    /* 0.00000001 BTC of loan costs 0.00066005500 USDT; one unit of ETH is worth 2.7e-15. Rounded up. */
    assert_margin("a,BTC,0,0.00000001,0,0,0,0\n", "0.0007 USDT");
    assert_margin("a,ETH,0,0.000000000000000001,0,0,0,0\n", "0.0001 USDT");
    assert_margin("a,ETH,0,0,0,1,0,3150.2625\n", NULL);
    assert_margin("a,ETH,0,0,0,1,0,3150.2624\n", "0.0001 USDT");
    assert_margin("a,ETH,0,0,0,1,0,0\n", "3150.2625 USDT");
}

static void assert_covered(const char *reserves, const char *shortfall)
{
    book b = open_shipped("spot", SPOT_NUMBERS, "account,asset,balance\na,BTC,10\nb,BTC,0.00000020\nb,USDT,0.01\n");
    read_reserves(&b, reserves);
    checked c = check(&b, 1, 0);
    assert_shortfall(&c.found.pool, "covered", "BTC", shortfall == NULL ? NULL : strdup(shortfall));
    checked_clear(&c);
    book_close(&b);
}

static void reserves_hold_at_the_limit_and_not_one_unit_below(void **state)
{
    (void)state;
    assert_covered("asset,reserve\nBTC,10.50000021\nETH,0\nUSDT,0\n", NULL);
    assert_covered("asset,reserve\nBTC,10.50000022\nETH,0\nUSDT,0\n", NULL);
    assert_covered("asset,reserve\nBTC,10.5000002\nETH,0\nUSDT,0\n", "0.00000001 BTC");
    assert_covered("asset,reserve\nBTC,0\nETH,0\nUSDT,1\n", "10.50000021 BTC");
}

/* 1.05 times one cent is more than a cent: what is short is a fraction of a unit, reported as a whole one. */
static void fractions_of_a_unit_are_rounded_up(void **state)
{
    (void)state;
    book b = open_shipped("spot", SPOT_NUMBERS, "account,asset,balance\na,USDT,0.01\n");
    read_reserves(&b, "asset,reserve\nBTC,0\nETH,0\nUSDT,0.01\n");
    checked c = check(&b, 1, 0);
    assert_int_equal(count_broken(&c.found.pool), 1);
    assert_string_equal(broken_of(&c.found.pool, "covered[USDT]")->shortfall[0], "0.01 USDT");
    checked_clear(&c);
    book_close(&b);
}

/* ---- reports ------------------------------------------------------------------------------------------------ */

/* Every requirement that is broken is reported, by whichever accounts break it. */
static void all_requirements_are_reported(void **state)
{
    (void)state;
    book b = book_open("circuit two\naccount a, b : quote units\naccount require low: a >= 1\n"
                       "account require high: b <= 10\n",
                       DEPOSIT_NUMBERS, "account,a,b\nboth,0.5,12\nnone,1,10\nlow,0.99,0\nhigh,2,10.01\n");
    checked c = check(&b, 2, 0);
    assert_int_equal(count_broken(&c.found.account), 2);
    const zks_broken *low = broken_of(&c.found.account, "low"), *high = broken_of(&c.found.account, "high");
    assert_int_equal(low->count, 2);
    assert_int_equal(low->account[0], 0);
    assert_string_equal(low->shortfall[0], "0.5 USDT");
    assert_int_equal(low->account[1], 2);
    assert_string_equal(low->shortfall[1], "0.01 USDT");
    assert_int_equal(high->count, 2);
    assert_int_equal(high->account[0], 0);
    assert_string_equal(high->shortfall[0], "2 USDT");
    assert_int_equal(high->account[1], 3);
    assert_string_equal(high->shortfall[1], "0.01 USDT");
    checked_clear(&c);

    zks_compiled compiled = {b.base.circuit, &b.base.numbers, b.account};
    zks_findings empty; /* an empty account lacks 1, and has less than 10 */
    assert_int_equal(zks_check_empty_account(&compiled, &b.ledger, &empty), ZKS_OK);
    assert_int_equal(count_broken(&empty), 1);
    assert_string_equal(broken_of(&empty, "low")->shortfall[0], "1 USDT");
    zks_findings_clear(&empty);
    book_close(&b);
}

/* The requirement over both sides and members is one line, in which an account counts once. */
static void an_account_counts_once_in_a_line(void **state)
{
    (void)state;
    book b = book_open("circuit sides\nindex bucket {}\naccount a[bucket] : quote units\n"
                       "account require within[bucket]: 2 <= a <= 4\n",
                       "{\"quote\":{\"name\":\"USDT\",\"decimals\":2},\"params\":{},\"indexes\":{\"bucket\":["
                       "{\"name\":\"one\"},{\"name\":\"two\"}]}}",
                       "account,bucket,a\nx,one,1\nx,two,5.5\ny,one,3\ny,two,2\nz,one,4.25\nz,two,3\n");
    checked c = check(&b, 2, 0);
    assert_int_equal(c.found.account.line_count, 1);
    assert_int_equal(c.found.account.line_broken[0], 2);
    assert_int_equal(count_broken(&c.found.account), 3);
    checked_clear(&c);
    book_close(&b);
}

/* ---- advice ------------------------------------------------------------------------------------------------- */

/* What a margin is in human units. */
static void assert_margin_is(const zks_findings *f, const char *name, size_t account, const char *expected)
{
    size_t i = constraint_of(f->compiled.table, name);
    mpq_t value;
    mpq_init(value);
    zks_margin_value(value, &f->compiled.table->constraints[i], f->tightest[i].result);
    char *text = zks_decimal_from_rational(value);
    assert_true(f->tightest[i].is_known);
    assert_int_equal(f->tightest[i].account, account);
    assert_string_equal(text, expected);
    free(text);
    mpq_clear(value);
}

/* Amounts that custodians have committed to count as those that are declared do. */
static void assert_hidden(uint64_t bitcoin, uint64_t cents, const char *margin, const char *shortfall)
{
    book b = open_shipped("spot", SPOT_NUMBERS, "account,asset,balance\na,BTC,10\nb,BTC,0.00000020\nb,USDT,0.01\n");
    zks_values *hidden = calloc(1, sizeof *hidden);
    assert_non_null(hidden);
    *hidden = (zks_values){.name = strdup("reserve"), .committed = true};
    b.base.numbers.pool = hidden;
    b.base.numbers.pool_count = 1;
    const unsigned __int128 amounts[] = {bitcoin, 0, cents};
    checked c = check_hidden(&b, 1, 0, amounts);
    assert_shortfall(&c.found.pool, "covered", "BTC", shortfall == NULL ? NULL : strdup(shortfall));
    assert_margin_is(&c.found.pool, "covered[USDT]", 0, margin);
    checked_clear(&c);
    book_close(&b);
}

static void hidden_reserves_hold_at_the_limit_and_not_one_unit_below(void **state)
{
    (void)state;
    assert_hidden(1050000021, 2, "0.0095", NULL);
    assert_hidden(1050000020, 0, "-0.0105", "0.00000001 BTC");
}

/* Of 30 accounts the claims sum up to 16: 1 of customer 0, and i / 20 of each without a short. The fund lacks 1.25. */
static void advice_counts_in_margins_and_totals(void **state)
{
    (void)state;
    char *csv = advice_ledger(30);
    book b = book_open(ADVICE_CIRCUIT, ADVICE_NUMBERS, csv);
    free(csv);
    read_reserves(&b, "fund\n14.75\n");
    for (int threads = 1; threads <= 3; threads++) {
        checked c = check(&b, threads, 0);
        assert_int_equal(count_broken(&c.found.account) + count_broken(&c.found.pool), 0);
        assert_margin_is(&c.found.account, "cover", 0, "9");
        assert_margin_is(&c.found.pool, "solvent", 0, "3.25");
        const zks_totals *totals = &c.found.totals;
        const zks_value *claims = &totals->values[totals->count - 1];
        assert_string_equal(c.pool->columns[claims->column].name, "total(claim)");
        assert_int_equal(claims->limb[0], 1600);
        checked_clear(&c);
    }
    book_close(&b);
}

/* Every padding account owes 5 of its own. */
static void padding_counts_in_totals(void **state)
{
    (void)state;
    book b = book_open("circuit owed\naccount a : quote units\naccount committed advice claim at least 5 - a\n"
                       "pool require few: total(claim) <= 100\n",
                       DEPOSIT_NUMBERS, "account,a\nx,3\ny,7\n");
    checked none = check(&b, 1, 0), some = check(&b, 1, 7);
    assert_margin_is(&none.found.pool, "few", 0, "98");
    assert_margin_is(&some.found.pool, "few", 0, "63");
    checked_clear(&none);
    checked_clear(&some);
    book_close(&b);
}

/* 2.56 needs two bytes. What such an account's requirements give is not known, nor, as the advice is committed, the
 * pool's. */
static void advice_that_does_not_fit_is_found(void **state)
{
    (void)state;
    book b = book_open("circuit narrow\naccount a : quote units\naccount committed advice loss bytes 1 at least a\n"
                       "account require small: 1 >= loss\npool require few: total(loss) <= 100\n",
                       DEPOSIT_NUMBERS, "account,a\nw,0.5\nx,2.55\ny,2.56\nz,900\n");
    checked c = check(&b, 2, 0);
    const zks_table *account = b.account;
    const zks_broken *wide = c.found.account.broken[account->constraint_count + 1];
    assert_string_equal(account->columns[1].name, "loss");
    assert_int_equal(c.found.account.rows, 4);
    assert_int_equal(c.found.account.overflows, 2);
    assert_int_equal(count_broken(&c.found.account), 2);
    assert_int_equal(wide->count, 2);
    assert_int_equal(wide->account[0], 2);
    assert_int_equal(wide->account[1], 3);
    assert_null(wide->shortfall[0]);
    assert_int_equal(broken_of(&c.found.account, "small")->count, 1);
    assert_string_equal(broken_of(&c.found.account, "small")->shortfall[0], "1.55 USDT");
    assert_int_equal(c.found.pool.rows, 0);
    checked_clear(&c);
    book_close(&b);
}

/* Advice is never below zero, so it cannot be at most -0.5. */
static void bounds_that_nothing_meets_are_found(void **state)
{
    (void)state;
    book b = book_open("circuit spare\naccount a : quote units\naccount advice left at most a - 3\n"
                       "account require any: left + 1 >= 0\n",
                       DEPOSIT_NUMBERS, "account,a\nx,3\ny,2.5\n");
    checked c = check(&b, 1, 0);
    const zks_broken *broken = c.found.account.broken[0];
    assert_true(b.account->constraints[0].is_bound);
    assert_int_equal(count_broken(&c.found.account), 1);
    assert_int_equal(broken->count, 1);
    assert_int_equal(broken->account[0], 1);
    assert_string_equal(broken->shortfall[0], "0.5");
    checked_clear(&c);
    book_close(&b);
}

static void an_interrupted_check_says_so(void **state)
{
    (void)state;
    const volatile int interrupted = 1;
    zks_progress progress = {.interrupted = &interrupted};
    book b = book_open("circuit c\naccount a : quote units\naccount require low: a >= 1\n", DEPOSIT_NUMBERS,
                       "account,a\nx,0\n");
    zks_table *pool = compile_table(&b.base, ZKS_SCOPE_POOL, 1);
    zks_ledger_check wanted = {.account = {b.base.circuit, &b.base.numbers, b.account},
                               .pool = {b.base.circuit, &b.base.numbers, pool},
                               .ledger = &b.ledger,
                               .threads = 2,
                               .progress = &progress};
    zks_ledger_findings found;
    assert_int_equal(zks_check_ledger(&wanted, &found), ZKS_ERROR_INTERRUPTED);
    zks_ledger_findings_clear(&found);
    zks_table_free(pool);
    book_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(margin_is_exact_for_any_number_of_threads),
        cmocka_unit_test(cross_margin_pool_is_exact),
        cmocka_unit_test(spot_pool_is_exact),
        cmocka_unit_test(margin_holds_at_the_limit_and_not_one_unit_beyond),
        cmocka_unit_test(reserves_hold_at_the_limit_and_not_one_unit_below),
        cmocka_unit_test(hidden_reserves_hold_at_the_limit_and_not_one_unit_below),
        cmocka_unit_test(fractions_of_a_unit_are_rounded_up),
        cmocka_unit_test(all_requirements_are_reported),
        cmocka_unit_test(an_account_counts_once_in_a_line),
        cmocka_unit_test(advice_counts_in_margins_and_totals),
        cmocka_unit_test(padding_counts_in_totals),
        cmocka_unit_test(advice_that_does_not_fit_is_found),
        cmocka_unit_test(bounds_that_nothing_meets_are_found),
        cmocka_unit_test(an_interrupted_check_says_so),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
