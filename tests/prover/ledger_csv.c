#include "ledger_text.h"

/* ---- what is accepted ---- */

static void assert_ledger(const fixture *f, const char *csv, size_t length, const char *expected)
{
    write_file("ledger.csv", csv, length);
    for (int threads = 1; threads <= 2; threads++) {
        zks_ledger ledger = {0};
        zks_report report = {0};
        if (zks_ledger_read_csv(&ledger, ONE_PATH("ledger.csv"), f->circuit, &f->numbers, threads, NULL, &report) !=
            ZKS_OK)
            fail_msg("%s", report.detail);
        char *described = describe(&ledger);
        assert_string_equal(described, expected);
        free(described);
        zks_ledger_clear(&ledger);
    }
}

static void accepts_every_form(void **state)
{
    (void)state;
    static const char *const forms[] = {
        "account,asset,balance,debt,credit\nalice,BTC,1.5,0,2\nbob,ETH,1,0,0\nalice,USDC,7,1,0\n",
        "account,asset,credit,debt,balance\nalice,BTC,2,0,1.5\nbob,ETH,0,0,1\nalice,USDC,0,1,7\n",
        "\xEF\xBB\xBF"
        "account,asset,balance,debt,credit\r\nalice,BTC,1.5,0,2\r\nbob,ETH,1,0,0\r\nalice,USDC,7,1,0\r\n",
        "account,asset,balance,debt,credit\ralice,BTC,1.5,0,2\rbob,ETH,1,0,0\ralice,USDC,7,1,0\r",
        "\n\naccount,asset,balance,debt,credit\n\nalice,BTC,1.5,0,2\n\r\n\nbob,ETH,1,0,0\nalice,USDC,7,1,0",
        "\"account\",\"asset\",\"balance\",debt,credit\n\"alice\",\"BTC\",\"1.5\",\"0\",2\nbob,ETH,1,0,0\nalice,USDC,7,"
        "1,\"0\"",
        "account,asset,balance,debt,credit\nalice,BTC,01.50000000000000,0.0,2.000\nbob,ETH,1.0,0,0\nalice,USDC,7.00,1,"
        "0\n",
    };
    fixture f = fixture_new(LENDING_CIRCUIT, LENDING_NUMBERS);
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        assert_ledger(&f, forms[i], strlen(forms[i]), "alice:0=150000000,2=7,5=1,6=200;bob:1=1000000000000000000;");
    fixture_clear(&f);
}

static void accepts_values_at_their_limits(void **state)
{
    (void)state;
    fixture f = fixture_new(LENDING_CIRCUIT, LENDING_NUMBERS);
    static const char csv[] = "account,asset,balance,debt,credit\n"
                              "zero,BTC,0,0,0\n"
                              "most,BTC,184467440737.09551615,0.00000001,0\n"
                              "most,USDC,255,0,2.55\n"
                              "wide,ETH,340282366920938463463.374607431768211455,18.446744073709551616,0\n";
    assert_ledger(&f, csv, sizeof csv - 1,
                  "zero:;most:0=18446744073709551615,2=255,3=1,8=255;"
                  "wide:1=18446744073709551615*2^64+18446744073709551615,4=1*2^64+0;");
    fixture_clear(&f);
}

static void accepts_ids_of_any_text(void **state)
{
    (void)state;
    fixture f = fixture_new(DEPOSIT_CIRCUIT, DEPOSIT_NUMBERS);
    static const char csv[] = "account,bonus,deposit\n\"a, \"\"b\"\"\",0,1\n Zo\xC3\xAB ,2,0\nzo\xC3\xAB,0,0\n";
    assert_ledger(&f, csv, sizeof csv - 1, "a, \"b\":0=100; Zo\xC3\xAB :1=200;zo\xC3\xAB:;");
    char longest[400] = "account,bonus,deposit\n", expected[300];
    size_t used = strlen(longest);
    memset(longest + used, 'x', 256);
    strcpy(longest + used + 256, ",0,1\n");
    memset(expected, 'x', 256);
    strcpy(expected + 256, ":0=100;");
    assert_ledger(&f, longest, strlen(longest), expected);
    fixture_clear(&f);
}

static void finds_accounts_by_id(void **state)
{
    (void)state;
    fixture f = fixture_new(DEPOSIT_CIRCUIT, DEPOSIT_NUMBERS);
    static const char csv[] = "account,deposit,bonus\nalice,1,0\nal,2,0\nbob,3,4\n";
    zks_ledger ledger = {0};
    zks_report report;
    size_t account = 99;
    assert_false(zks_ledger_find(&ledger, "alice", 5, &account));
    write_file("ledger.csv", csv, sizeof csv - 1);
    assert_int_equal(zks_ledger_read_csv(&ledger, ONE_PATH("ledger.csv"), f.circuit, &f.numbers, 2, NULL, &report),
                     ZKS_OK);
    assert_int_equal(ledger.max_values, 2);
    assert_true(zks_ledger_find(&ledger, "bob", 3, &account));
    assert_int_equal(account, 2);
    assert_true(zks_ledger_find(&ledger, "alice", 2, &account));
    assert_int_equal(account, 1);
    assert_false(zks_ledger_find(&ledger, "alic", 4, &account));
    assert_false(zks_ledger_find(&ledger, "", 0, &account));
    zks_ledger_clear(&ledger);
    fixture_clear(&f);
}

/* ---- what is refused, and where ---- */

#define HEADER "account,asset,balance,debt,credit\n"
#define LENDING_HEADER_TEXT "account,asset,balance,debt,credit"

typedef struct {
    const char *csv;
    size_t length;
    const char *detail;
} refusal;
#define REFUSAL(csv, detail)                                                                                           \
    {                                                                                                                  \
        csv, sizeof(csv) - 1, "ledger.csv" detail                                                                      \
    }

static void assert_refused(const fixture *f, const char *csv, size_t length, const char *detail)
{
    write_file("ledger.csv", csv, length);
    for (int threads = 1; threads <= 2; threads++) {
        zks_ledger ledger, untouched;
        memset(&ledger, 0x5A, sizeof ledger);
        untouched = ledger;
        zks_report report = {.segment = 7};
        assert_int_equal(
            zks_ledger_read_csv(&ledger, ONE_PATH("ledger.csv"), f->circuit, &f->numbers, threads, NULL, &report),
            ZKS_ERROR_INPUT);
        assert_string_equal(report.detail, detail);
        assert_int_equal(report.segment, -1);
        assert_memory_equal(&ledger, &untouched, sizeof ledger);
    }
}

static void assert_all_refused(const char *circuit, const char *numbers, const refusal *refusals, size_t count)
{
    fixture f = fixture_new(circuit, numbers);
    for (size_t i = 0; i < count; i++)
        assert_refused(&f, refusals[i].csv, refusals[i].length, refusals[i].detail);
    fixture_clear(&f);
}

static void names_what_is_wrong_with_an_amount(void **state)
{
    (void)state;
    static const refusal refusals[] = {
        REFUSAL(HEADER "alice,BTC,1.123456789,0,0\n", ":2:11: \"1.123456789\" has 9 decimals, BTC has 8"),
        REFUSAL(HEADER "alice,BTC,1,0.1234567890,0\n", ":2:13: \"0.1234567890\" has 9 decimals, BTC has 8"),
        REFUSAL(HEADER "alice,USDC,1,0,0.001\n", ":2:16: \"0.001\" has 3 decimals, USDT has 2"),
        REFUSAL(HEADER "alice,BTC,1,-2,0\n", ":2:13: \"-2\" is negative; debt holds amounts of 0 or more"),
        REFUSAL(HEADER "alice,BTC,,0,0\n", ":2:11: \"\" is no amount of balance; expected digits like 12.5, or 0"),
        REFUSAL(HEADER "alice,BTC,1e5,0,0\n",
                ":2:11: \"1e5\" is no amount of balance; expected digits like 12.5, or 0"),
        REFUSAL(HEADER "alice,BTC,1,0, 3\n", ":2:15: \" 3\" is no amount of credit; expected digits like 12.5, or 0"),
        REFUSAL(HEADER "alice,BTC,1,0,+3\n", ":2:15: \"+3\" is no amount of credit; expected digits like 12.5, or 0"),
        REFUSAL(HEADER "alice,BTC,\"1,000\",0,0\n",
                ":2:11: \"1,000\" is no amount of balance; expected digits like 12.5, or 0"),
        REFUSAL(HEADER "alice,BTC,1.,0,0\n", ":2:11: \"1.\" is no amount of balance; expected digits like 12.5, or 0"),
        REFUSAL(HEADER "alice,BTC,.5,0,0\n", ":2:11: \".5\" is no amount of balance; expected digits like 12.5, or 0"),
        REFUSAL(HEADER "alice,BTC,1\0,0,0\n",
                ":2:11: \"1\\x00\" is no amount of balance; expected digits like 12.5, or 0"),
        REFUSAL(
            HEADER "alice,BTC,184467440737.09551616,0,0\n",
            ":2:11: \"184467440737.09551616\" does not fit the 8 bytes of BTC; set \"bytes\": 9 for BTC in the policy"),
        REFUSAL(HEADER "alice,USDC,256,0,0\n",
                ":2:12: \"256\" does not fit the 1 bytes of USDC; set \"bytes\": 2 for USDC in the policy"),
        REFUSAL(HEADER "alice,USDC,1,0,184467440737095516.16\n",
                ":2:16: \"184467440737095516.16\" does not fit the 8 bytes of USDT; set \"bytes\": 9 for USDT in the "
                "policy"),
        REFUSAL(HEADER "alice,ETH,340282366920938463463.374607431768211456,0,0\n",
                ":2:11: \"340282366920938463463.374607431768211456\" does not fit 16 bytes, nor any width up to 16"),
    };
    assert_all_refused(LENDING_CIRCUIT, LENDING_NUMBERS, refusals, sizeof refusals / sizeof *refusals);
}

static void names_what_is_wrong_with_a_row(void **state)
{
    (void)state;
    static const refusal refusals[] = {
        REFUSAL(HEADER "alice,BTCC,1,0,0\n", ":2:7: \"BTCC\" is no asset of the policy; did you mean \"BTC\"?"),
        REFUSAL(HEADER "alice,btc,1,0,0\n", ":2:7: \"btc\" is no asset of the policy; did you mean \"BTC\"?"),
        REFUSAL(HEADER "alice,DOGE,1,0,0\n", ":2:7: \"DOGE\" is no asset of the policy"),
        REFUSAL(HEADER "alice,BTC\0,1,0,0\n", ":2:7: \"BTC\\x00\" is no asset of the policy; did you mean \"BTC\"?"),
        REFUSAL(HEADER "alice,,1,0,0\n", ":2:7: \"\" is no asset of the policy"),
        REFUSAL(HEADER "a,BTC,1,0,0\nb,BTC,1,0,0\n\na,BTC,0,0,0\n",
                ":5:3: account \"a\" has BTC twice, first on line 2"),
        REFUSAL(HEADER "a,BTC,0,0,0\na,ETH,1,0,0\n\"a\",BTC,0,0,0\n",
                ":4:5: account \"a\" has BTC twice, first on line 2"),
        REFUSAL(HEADER ",BTC,1,0,0\n", ":2:1: empty account id"),
        REFUSAL(HEADER "\"\",BTC,1,0,0\n", ":2:1: empty account id"),
        REFUSAL(HEADER "a\tb,BTC,1,0,0\n", ":2:1: account id \"a\\x09b\" has a control character or is not UTF-8"),
        REFUSAL(HEADER "a\0b,BTC,1,0,0\n", ":2:1: account id \"a\\x00b\" has a control character or is not UTF-8"),
        REFUSAL(HEADER "a\xC2\x85,BTC,1,0,0\n",
                ":2:1: account id \"a\\xc2\\x85\" has a control character or is not UTF-8"),
        REFUSAL(HEADER "\"a\nb\",BTC,1,0,0\n", ":2:1: account id \"a\\x0ab\" has a control character or is not UTF-8"),
        REFUSAL(HEADER "a\xFF,BTC,1,0,0\n", ":2:1: \"a\\xff\" is not valid UTF-8"),
        REFUSAL(HEADER "a\xC0\x80,BTC,1,0,0\n", ":2:1: \"a\\xc0\\x80\" is not valid UTF-8"),
        REFUSAL(HEADER "a,BTC\xED\xA0\x80,1,0,0\n", ":2:3: \"BTC\\xed\\xa0\\x80\" is not valid UTF-8"),
        REFUSAL(HEADER "alice,BTC,1,0\n", ":2:13: row has 4 of 5 fields (" LENDING_HEADER_TEXT ")"),
        REFUSAL(HEADER " \n", ":2:1: row has 1 of 5 fields (" LENDING_HEADER_TEXT ")"),
        REFUSAL(HEADER "alice,BTC,1,0,0,9\n", ":2:17: row has 6 fields, the header 5; \"9\" is surplus"),
        REFUSAL(HEADER "alice,BTC,1,0,0,\n", ":2:17: row has 6 fields, the header 5; \"\" is surplus"),
    };
    assert_all_refused(LENDING_CIRCUIT, LENDING_NUMBERS, refusals, sizeof refusals / sizeof *refusals);
}

/* Columns count characters, lines count what an editor shows, also where a quoted field spans them. */
static void positions_are_physical(void **state)
{
    (void)state;
    static const refusal refusals[] = {
        REFUSAL("\xEF\xBB\xBF" HEADER "zo\xC3\xAB,BTC,x,0,0\n",
                ":2:9: \"x\" is no amount of balance; expected digits like 12.5, or 0"),
        REFUSAL(HEADER "\"a,b\",BTC,\"x\",0,0\n",
                ":2:11: \"x\" is no amount of balance; expected digits like 12.5, or 0"),
        REFUSAL(HEADER "\"a\"\"b\",BTC,x,0,0\n",
                ":2:12: \"x\" is no amount of balance; expected digits like 12.5, or 0"),
        REFUSAL("account,asset,balance,debt,credit\r\n\r\n\r\na,BTC,1,0,0\r\nb,BTC,x,0,0\r\n",
                ":5:7: \"x\" is no amount of balance; expected digits like 12.5, or 0"),
        REFUSAL("\n\r\r\n\n" HEADER "\nb,BTC,x,0,0",
                ":7:7: \"x\" is no amount of balance; expected digits like 12.5, or 0"),
        REFUSAL(HEADER "a,\"\r\nBTC\n\",\"1\",0,0\n", ":2:3: \"\\x0d\\x0aBTC\\x0a\" is no asset of the policy"),
        REFUSAL(HEADER "\"\n\r\n\r\",BTC,1,0,0,\"x\ny\",\"z\"\n",
                ":5:13: row has 7 fields, the header 5; \"x\\x0ay\" is surplus"),
    };
    assert_all_refused(LENDING_CIRCUIT, LENDING_NUMBERS, refusals, sizeof refusals / sizeof *refusals);
}

static void names_what_is_wrong_with_the_header(void **state)
{
    (void)state;
    static const refusal refusals[] = {
        REFUSAL("", ":1:1: empty; expected the header " LENDING_HEADER_TEXT),
        REFUSAL("\xEF\xBB\xBF\r\n\n", ":1:1: empty; expected the header " LENDING_HEADER_TEXT),
        REFUSAL("alice,BTC,1,0,0\n", ":1:1: header lacks account as field 1; expected " LENDING_HEADER_TEXT),
        REFUSAL("account;asset;balance;debt;credit\n", ":1:1: \"account;asset;balance;debt;credit\" has no comma, "
                                                       "which separates fields; expected " LENDING_HEADER_TEXT),
        REFUSAL("account,balance,asset,debt,credit\n",
                ":1:9: header lacks asset as field 2; expected " LENDING_HEADER_TEXT),
        REFUSAL("account\n", ":1:1: header lacks asset as field 2; expected " LENDING_HEADER_TEXT),
        REFUSAL("account,asset,balance,dept,credit\n",
                ":1:23: \"dept\" is no column of the circuit; expected " LENDING_HEADER_TEXT
                "; did you mean \"debt\"?"),
        REFUSAL("account,asset,balance,debt,credit,\n",
                ":1:35: \"\" is no column of the circuit; expected " LENDING_HEADER_TEXT),
        REFUSAL("account,asset,balance,debt,debt\n", ":1:28: column debt appears twice, first at column 23"),
        REFUSAL("account,asset,balance,debt\n", ":1:23: header lacks column credit; expected " LENDING_HEADER_TEXT),
        REFUSAL(HEADER, ": the ledger has no account"),
        REFUSAL(LENDING_HEADER_TEXT, ": the ledger has no account"),
    };
    assert_all_refused(LENDING_CIRCUIT, LENDING_NUMBERS, refusals, sizeof refusals / sizeof *refusals);
}

static void names_bad_quoting(void **state)
{
    (void)state;
    static const refusal refusals[] = {
        REFUSAL(HEADER "a\"b,BTC,1,0,0\n",
                ":2:2: quote inside an unquoted field; quote the whole field and double the quotes in it"),
        REFUSAL(HEADER "\"a\"b,BTC,1,0,0\n",
                ":2:4: a closing quote must be followed by a comma or the end of the line"),
        REFUSAL(HEADER "\"a\" ,BTC,1,0,0\n",
                ":2:4: a closing quote must be followed by a comma or the end of the line"),
        REFUSAL(HEADER "a,BTC,1,0,0\nb,\"BTC,1,0,0\nc,ETH,1,0,0\n", ":3:3: quote is never closed"),
        REFUSAL(HEADER "\"", ":2:1: quote is never closed"),
    };
    assert_all_refused(LENDING_CIRCUIT, LENDING_NUMBERS, refusals, sizeof refusals / sizeof *refusals);
}

static void refuses_without_index(void **state)
{
    (void)state;
    static const refusal refusals[] = {
        REFUSAL("account,deposit,bonus\na,1,2\nb,0,0\na,3,4\n", ":4:1: account \"a\" appears twice, first on line 2"),
        REFUSAL("account,deposit,bonus\na,1.234,2\n", ":2:3: \"1.234\" has 3 decimals, USDT has 2"),
        REFUSAL("account,asset,deposit,bonus\n",
                ":1:9: \"asset\" is no column of the circuit; expected account,deposit,bonus"),
    };
    assert_all_refused(DEPOSIT_CIRCUIT, DEPOSIT_NUMBERS, refusals, sizeof refusals / sizeof *refusals);
}

static void refuses_what_cannot_be_read(void **state)
{
    (void)state;
    fixture f = fixture_new(LENDING_CIRCUIT, LENDING_NUMBERS);
    zks_ledger ledger = {0};
    zks_report report;
    assert_int_equal(zks_ledger_read_csv(&ledger, ONE_PATH("absent.csv"), f.circuit, &f.numbers, 2, NULL, &report),
                     ZKS_ERROR_READ);
    assert_string_equal(report.detail, "absent.csv: No such file or directory");
    assert_int_equal(zks_ledger_read_csv(&ledger, ONE_PATH("/"), f.circuit, &f.numbers, 2, NULL, &report),
                     ZKS_ERROR_READ);
    assert_string_equal(report.detail, "/: Is a directory");
    fixture_clear(&f);
}

/* ---- hostile files ---- */

static char *repeated(const char *start, char c, size_t count, const char *end, size_t *length)
{
    *length = strlen(start) + count + strlen(end);
    char *text = malloc(*length + 1);
    assert_non_null(text);
    strcpy(text, start);
    memset(text + strlen(start), c, count);
    strcpy(text + strlen(start) + count, end);
    return text;
}

static void bounds_what_it_keeps(void **state)
{
    (void)state;
    static const struct {
        const char *start;
        char c;
        size_t count;
        const char *end, *detail;
    } hostile[] = {
        {HEADER, 'x', 10 << 20, ",BTC,1,0,0\n", "ledger.csv:2:1: field of more than 4096 bytes; is a quote left open?"},
        {HEADER "\"", '\n', 10 << 20, "\",BTC,1,0,0\n",
         "ledger.csv:2:1: field of more than 4096 bytes; is a quote left open?"},
        {HEADER, ',', 10 << 20, "\n", "ledger.csv:2:4097: row of more than 4096 fields"},
        {HEADER "a,BTC,1.", '0', 4000, "1,0,0\n",
         "ledger.csv:2:7: "
         "\"1.0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000...\" has "
         "4003 characters; an amount has at most 128"},
        {HEADER, 'x', 257, ",BTC,1,0,0\n",
         "ledger.csv:2:1: account id "
         "\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...\" "
         "has 257 bytes; at most 256 are allowed"},
        {"", 'x', 3000, "", "ledger.csv:1:1: header lacks account as field 1; expected " LENDING_HEADER_TEXT},
        {"", '\n', 10 << 20, "", "ledger.csv:1:1: empty; expected the header " LENDING_HEADER_TEXT},
    };
    fixture f = fixture_new(LENDING_CIRCUIT, LENDING_NUMBERS);
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        size_t length;
        char *text = repeated(hostile[i].start, hostile[i].c, hostile[i].count, hostile[i].end, &length);
        assert_refused(&f, text, length, hostile[i].detail);
        free(text);
    }
    fixture_clear(&f);
}

static void bounds_the_row(void **state)
{
    (void)state;
    fixture f = fixture_new(LENDING_CIRCUIT, LENDING_NUMBERS);
    char *text = malloc(100 * 4001 + 1);
    assert_non_null(text);
    for (size_t i = 0; i < 100; i++) {
        memset(text + i * 4001, 'x', 4000);
        text[i * 4001 + 4000] = ',';
    }
    assert_refused(&f, text, 100 * 4001, "ledger.csv:1:260066: row of more than 262144 bytes");
    free(text);
    fixture_clear(&f);
}

/* ---- a large random ledger against an independent recomputation ---- */

enum { ACCOUNTS = 3000, MEMBERS = 40, COLUMNS = 3, ROWS = 30000 };

typedef struct {
    unsigned account, member;
    uint64_t amount[COLUMNS];
} position;

static uint64_t next_random(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    uint64_t mixed = *state ^ *state >> 33;
    return mixed * UINT64_C(0xff51afd7ed558ccd) >> 16;
}

static fixture random_fixture(void)
{
    char numbers[8192];
    size_t used =
        (size_t)snprintf(numbers, sizeof numbers,
                         "{\"quote\":{\"name\":\"USDT\",\"decimals\":2},\"params\":{},\"indexes\":{\"asset\":[");
    for (int i = 0; i < MEMBERS; i++)
        used += (size_t)snprintf(numbers + used, sizeof numbers - used,
                                 "%s{\"name\":\"T%d\",\"decimals\":2,\"price\":1}", i ? "," : "", i);
    snprintf(numbers + used, sizeof numbers - used, "]}}");
    return fixture_new(LENDING_CIRCUIT, numbers);
}

/* Distinct (account, member) pairs; amounts are zero often. */
static size_t make_positions(position *positions, uint64_t *seed)
{
    static bool taken[ACCOUNTS][MEMBERS];
    memset(taken, 0, sizeof taken);
    size_t count = 0;
    for (size_t i = 0; i < ROWS; i++) {
        position p = {(unsigned)(next_random(seed) % ACCOUNTS), (unsigned)(next_random(seed) % MEMBERS), {0}};
        if (taken[p.account][p.member])
            continue;
        taken[p.account][p.member] = true;
        for (size_t c = 0; c < COLUMNS; c++)
            p.amount[c] = next_random(seed) % 3 == 0 ? 0 : next_random(seed) % 1000000;
        positions[count++] = p;
    }
    return count;
}

static void write_positions(const position *positions, size_t count)
{
    FILE *file = fopen("ledger.csv", "w");
    assert_non_null(file);
    fputs("account,asset,debt,credit,balance\n", file);
    for (size_t i = 0; i < count; i++) {
        const uint64_t *a = positions[i].amount;
        fprintf(file, "customer-%u,T%u,%llu.%02llu,%llu.%02llu,%llu.%02llu\n", positions[i].account,
                positions[i].member, (unsigned long long)a[1] / 100, (unsigned long long)a[1] % 100,
                (unsigned long long)a[2] / 100, (unsigned long long)a[2] % 100, (unsigned long long)a[0] / 100,
                (unsigned long long)a[0] % 100);
    }
    assert_int_equal(fclose(file), 0);
}

static void assert_holds(const zks_ledger *ledger, const position *positions, size_t count)
{
    static uint64_t expected[ACCOUNTS][MEMBERS * COLUMNS];
    memset(expected, 0, sizeof expected);
    for (size_t i = 0; i < count; i++)
        for (size_t c = 0; c < COLUMNS; c++)
            expected[positions[i].account][c * MEMBERS + positions[i].member] = positions[i].amount[c];
    zks_value values[MEMBERS * COLUMNS];
    size_t most = 0;
    for (size_t i = 0; i < ledger->account_count; i++) {
        unsigned account;
        zks_bytes id = zks_ledger_id(ledger, i);
        char text[32] = "";
        assert_true(id.length < sizeof text);
        memcpy(text, id.data, id.length);
        assert_int_equal(sscanf(text, "customer-%u", &account), 1);
        size_t held = zks_ledger_values(ledger, i, values), at = 0;
        most = held > most ? held : most;
        for (uint32_t column = 0; column < MEMBERS * COLUMNS; column++) {
            if (expected[account][column] == 0)
                continue;
            assert_true(at < held);
            assert_int_equal(values[at].column, column);
            assert_int_equal(values[at].limb[0], expected[account][column]);
            at++;
        }
        assert_int_equal(at, held);
    }
    assert_int_equal(ledger->max_values, most);
}

static size_t count_accounts(const position *positions, size_t count)
{
    static bool seen[ACCOUNTS];
    memset(seen, 0, sizeof seen);
    size_t accounts = 0;
    for (size_t i = 0; i < count; i++) {
        accounts += !seen[positions[i].account];
        seen[positions[i].account] = true;
    }
    return accounts;
}

static void shuffle(position *positions, size_t count, uint64_t *seed)
{
    for (size_t i = count; i > 1; i--) {
        size_t j = next_random(seed) % i;
        position swapped = positions[i - 1];
        positions[i - 1] = positions[j];
        positions[j] = swapped;
    }
}

static void reads_a_large_ledger_in_any_order(void **state)
{
    (void)state;
    fixture f = random_fixture();
    position *positions = calloc(ROWS, sizeof *positions);
    uint64_t seed = 2026;
    size_t count = make_positions(positions, &seed);
    for (int order = 0; order < 4; order++, shuffle(positions, count, &seed)) {
        int threads = 1 + order % 2;
        zks_ledger ledger = {0};
        zks_report report;
        write_positions(positions, count);
        assert_int_equal(
            zks_ledger_read_csv(&ledger, ONE_PATH("ledger.csv"), f.circuit, &f.numbers, threads, NULL, &report),
            ZKS_OK);
        assert_int_equal(ledger.account_count, count_accounts(positions, count));
        assert_holds(&ledger, positions, count);
        zks_ledger_clear(&ledger);
    }
    free(positions);
    fixture_clear(&f);
}

/* ---- rows read ahead ---- */

enum { LONG_ROWS = 30000, MOST_LINES = 3 };

/* Rows of distinct accounts, but that some, numbered from 1, are another line. */
typedef struct {
    size_t row;
    const char *line;
} oddity;

static char *long_ledger(const oddity *odd, size_t *length)
{
    char *csv = NULL;
    FILE *text = open_memstream(&csv, length);
    assert_non_null(text);
    fputs("account,deposit,bonus\n", text);
    for (size_t row = 1, next = 0; row <= LONG_ROWS; row++)
        if (next < MOST_LINES && odd[next].row == row)
            fputs(odd[next++].line, text);
        else
            fprintf(text, "customer %zu,%zu,0\n", row, row);
    assert_int_equal(fclose(text), 0);
    return csv;
}

/* However far one thread reads ahead of the other, the first finding in the file is the one reported. */
static void reports_what_stands_first(void **state)
{
    (void)state;
    static const struct {
        oddity odd[MOST_LINES];
        const char *detail;
    } ledgers[] = {
        {{{2, "a,x,0\n"}, {3, "b\"\n"}}, ":3:3: \"x\" is no amount of deposit; expected digits like 12.5, or 0"},
        {{{2, "b\"\n"}, {3, "a,x,0\n"}},
         ":3:2: quote inside an unquoted field; quote the whole field and double the quotes in it"},
        {{{9000, "a,x,0\n"}, {12000, "b\"\n"}},
         ":9001:3: \"x\" is no amount of deposit; expected digits like 12.5, or 0"},
        {{{9000, "a,1,0\n"}, {12000, "c,1,0,0\n"}, {29999, "a,1,0\n"}},
         ":12001:7: row has 4 fields, the header 3; \"0\" is surplus"},
        {{{1, "a,1,0\n"}, {29999, "a,1,0\n"}, {30000, "b,1\n"}},
         ":30000:1: account \"a\" appears twice, first on line 2"},
        {{{30000, "b,1"}}, ":30001:3: row has 2 of 3 fields (account,deposit,bonus)"},
    };
    fixture f = fixture_new(DEPOSIT_CIRCUIT, DEPOSIT_NUMBERS);
    for (size_t i = 0; i < sizeof ledgers / sizeof *ledgers; i++) {
        char detail[160] = "ledger.csv";
        size_t length;
        char *csv = long_ledger(ledgers[i].odd, &length);
        assert_refused(&f, csv, length, strcat(detail, ledgers[i].detail));
        free(csv);
    }
    fixture_clear(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(accepts_every_form),
        cmocka_unit_test(accepts_values_at_their_limits),
        cmocka_unit_test(accepts_ids_of_any_text),
        cmocka_unit_test(finds_accounts_by_id),
        cmocka_unit_test(names_what_is_wrong_with_an_amount),
        cmocka_unit_test(names_what_is_wrong_with_a_row),
        cmocka_unit_test(positions_are_physical),
        cmocka_unit_test(names_what_is_wrong_with_the_header),
        cmocka_unit_test(names_bad_quoting),
        cmocka_unit_test(refuses_without_index),
        cmocka_unit_test(refuses_what_cannot_be_read),
        cmocka_unit_test(bounds_what_it_keeps),
        cmocka_unit_test(bounds_the_row),
        cmocka_unit_test(reads_a_large_ledger_in_any_order),
        cmocka_unit_test(reports_what_stands_first),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
