/* Requirements in the clear: against the inequalities of the shipped circuits, worked out here in rationals from the
 * amounts as they were written; at the limit; and what is reported of a ledger that breaks them. */
#include "book.h"

#include "prover/requirements.h"
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
static char *expected_margin(const holdings *h, size_t account)
{
    mpq_t excess, amount;
    mpq_inits(excess, amount, NULL);
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
    char *text = expected_shortfall(excess, false, "USDT", QUOTE_DECIMALS);
    mpq_clears(excess, amount, NULL);
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

static book open_cross_margin(const holdings *h)
{
    char *csv = ledger_text(h, COLUMNS, "account,asset,collateral,debt,long,short,entry_debit,entry_credit");
    book b = open_shipped("cross_margin", CROSS_NUMBERS, csv);
    free(csv);
    return b;
}

static zks_breaches check_accounts(const book *b, int threads)
{
    zks_compiled compiled = {b->base.circuit, &b->base.numbers, b->account};
    zks_breaches breaches;
    assert_int_equal(zks_check_accounts(&compiled, &b->ledger, threads, NULL, &breaches), ZKS_OK);
    return breaches;
}

static void assert_margin_breaches(const zks_breaches *breaches, const holdings *h)
{
    size_t broken = 0;
    assert_int_equal(breaches->count, 1);
    const zks_constraint_breach *breach = &breaches->breaches[0];
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
}

static void margin_is_exact_for_any_number_of_threads(void **state)
{
    (void)state;
    static holdings h;
    fill_randomly(&h);
    book b = open_cross_margin(&h);
    for (int threads = 1; threads <= 4; threads++) {
        zks_breaches breaches = check_accounts(&b, threads);
        assert_margin_breaches(&breaches, &h);
        zks_breaches_clear(&breaches);
    }
    book_close(&b);
}

/* ---- the pool ----------------------------------------------------------------------------------------------- */

static void read_reserves(book *b, const char *csv)
{
    zks_report report;
    zks_diagnostics diagnostics = {0};
    write_file("reserves.csv", csv, strlen(csv));
    if (zks_reserves_read_csv(&b->base.numbers, "reserves.csv", b->base.circuit, &report) != ZKS_OK)
        fail_msg("%s", report.detail);
    if (zks_numbers_check(b->base.circuit, &b->base.numbers, false, &diagnostics) != ZKS_OK)
        fail_msg("%s", diagnostics.text);
    zks_diagnostics_clear(&diagnostics);
}

static zks_breaches check_pool(const book *b, const zks_table *pool)
{
    zks_compiled compiled = {b->base.circuit, &b->base.numbers, pool};
    size_t count = b->account->committed_count;
    zks_value *totals = calloc(count, sizeof *totals), *scratch = calloc(b->ledger.max_values, sizeof *scratch);
    zks_breaches breaches;
    zks_ledger_totals(&b->ledger, b->account, totals, scratch);
    assert_int_equal(zks_check_row(&compiled, totals, count, &breaches), ZKS_OK);
    free(totals);
    free(scratch);
    return breaches;
}

/* The reported shortfall of a requirement must be `expected`, which is freed; NULL: the requirement holds. */
static void assert_shortfall(const zks_breaches *breaches, const zks_table *table, const char *requirement,
                             const char *asset, char *expected)
{
    char name[64];
    const zks_constraint_breach *found = NULL;
    snprintf(name, sizeof name, asset == NULL ? "%s" : "%s[%s]", requirement, asset);
    for (size_t i = 0; i < breaches->count; i++)
        if (strcmp(table->constraints[breaches->breaches[i].constraint].name, name) == 0)
            found = &breaches->breaches[i];
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

static const char *const reserve[MEMBERS] = {"500000000", "1", "7"};
#define RESERVES "asset,reserve\nBTC,500000000\nETH,1\nUSDT,7\n"

static void cross_margin_pool_is_exact(void **state)
{
    (void)state;
    static holdings h;
    fill_randomly(&h);
    book b = open_cross_margin(&h);
    read_reserves(&b, RESERVES);
    zks_table *pool = compile_table(&b.base, ZKS_SCOPE_POOL, ACCOUNTS);
    zks_breaches breaches = check_pool(&b, pool);
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
        assert_shortfall(&breaches, pool, "backed", name, expected_shortfall(excess, false, name, decimals));
        mpq_set_str(excess, market[m].lending_cap, 10);
        mpq_sub(excess, excess, t[DEBT]);
        assert_shortfall(&breaches, pool, "lent", name, expected_shortfall(excess, false, name, decimals));
        mpq_sub(excess, t[LONG], t[SHORT]);
        assert_shortfall(&breaches, pool, "matched", name, expected_shortfall(excess, true, name, decimals));
        mpq_add(entries, entries, t[ENTRY_DEBIT]);
        mpq_sub(entries, entries, t[ENTRY_CREDIT]);
    }
    assert_shortfall(&breaches, pool, "entries", NULL, expected_shortfall(entries, true, "USDT", QUOTE_DECIMALS));
    for (size_t i = 0; i < COLUMNS; i++)
        mpq_clear(t[i]);
    mpq_clears(excess, entries, NULL);
    zks_breaches_clear(&breaches);
    zks_table_free(pool);
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
    zks_table *pool = compile_table(&b.base, ZKS_SCOPE_POOL, ACCOUNTS);
    zks_breaches breaches = check_pool(&b, pool);
    mpq_t balance, excess;
    mpq_inits(balance, excess, NULL);
    for (size_t m = 0; m < MEMBERS; m++) {
        total(&h, m, 0, balance);
        mpq_set_str(excess, reserve[m], 10);
        add_term(excess, -1, balance, "21/20", NULL);
        assert_shortfall(&breaches, pool, "covered", market[m].name,
                         expected_shortfall(excess, false, market[m].name, market[m].decimals));
    }
    mpq_clears(balance, excess, NULL);
    zks_breaches_clear(&breaches);
    zks_table_free(pool);
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
    zks_breaches breaches = check_accounts(&b, 1);
    assert_int_equal(breaches.count, shortfall != NULL);
    if (shortfall != NULL) {
        assert_int_equal(breaches.breaches[0].count, 1);
        assert_int_equal(breaches.breaches[0].shown, 1);
        assert_string_equal(breaches.breaches[0].shortfall[0], shortfall);
    }
    zks_breaches_clear(&breaches);
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
    zks_table *pool = compile_table(&b.base, ZKS_SCOPE_POOL, 2);
    zks_breaches breaches = check_pool(&b, pool);
    assert_shortfall(&breaches, pool, "covered", "BTC", shortfall == NULL ? NULL : strdup(shortfall));
    zks_breaches_clear(&breaches);
    zks_table_free(pool);
    book_close(&b);
}

static void reserves_hold_at_the_limit_and_not_one_unit_below(void **state)
{
    (void)state;
    assert_covered("asset,reserve\nBTC,10.50000021\n", NULL);
    assert_covered("asset,reserve\nBTC,10.50000022\n", NULL);
    assert_covered("asset,reserve\nBTC,10.5000002\n", "0.00000001 BTC");
    assert_covered("asset,reserve\nUSDT,1\n", "10.50000021 BTC");
}

/* 1.05 times one cent is more than a cent: what is short is a fraction of a unit, reported as a whole one. */
static void fractions_of_a_unit_are_rounded_up(void **state)
{
    (void)state;
    book b = open_shipped("spot", SPOT_NUMBERS, "account,asset,balance\na,USDT,0.01\n");
    read_reserves(&b, "asset,reserve\nUSDT,0.01\n");
    zks_table *pool = compile_table(&b.base, ZKS_SCOPE_POOL, 1);
    zks_breaches breaches = check_pool(&b, pool);
    assert_int_equal(breaches.count, 1);
    assert_string_equal(breaches.breaches[0].shortfall[0], "0.01 USDT");
    zks_breaches_clear(&breaches);
    zks_table_free(pool);
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
    zks_breaches breaches = check_accounts(&b, 2);
    assert_int_equal(breaches.count, 2);
    const zks_constraint_breach *low = &breaches.breaches[0], *high = &breaches.breaches[1];
    assert_string_equal(b.account->constraints[low->constraint].name, "low");
    assert_string_equal(b.account->constraints[high->constraint].name, "high");
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
    zks_breaches_clear(&breaches);

    zks_compiled compiled = {b.base.circuit, &b.base.numbers, b.account};
    assert_int_equal(zks_check_row(&compiled, NULL, 0, &breaches), ZKS_OK);
    assert_int_equal(breaches.count, 1); /* an empty account lacks 1, and has less than 10 */
    assert_string_equal(breaches.breaches[0].shortfall[0], "1 USDT");
    zks_breaches_clear(&breaches);
    book_close(&b);
}

static void an_interrupted_check_reports_nothing(void **state)
{
    (void)state;
    const volatile int interrupted = 1;
    zks_progress progress = {.interrupted = &interrupted};
    book b = book_open("circuit c\naccount a : quote units\naccount require low: a >= 1\n", DEPOSIT_NUMBERS,
                       "account,a\nx,0\n");
    zks_compiled compiled = {b.base.circuit, &b.base.numbers, b.account};
    zks_breaches breaches = {0};
    assert_int_equal(zks_check_accounts(&compiled, &b.ledger, 2, &progress, &breaches), ZKS_ERROR_INTERRUPTED);
    assert_int_equal(breaches.count, 0);
    assert_null(breaches.breaches);
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
        cmocka_unit_test(fractions_of_a_unit_are_rounded_up),
        cmocka_unit_test(all_requirements_are_reported),
        cmocka_unit_test(an_interrupted_check_reports_nothing),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
