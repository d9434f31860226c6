/* Attestations whole: what they depend on, that they verify, and that a failure leaves nothing behind. */
#include "advice.h"
#include "exchange.h"

#include "attestation/receipt.h"
#include "crypto/generators.h"

/* ---- what they are ------------------------------------------------------------------------------------------ */

static void assert_same_attestation(const char *out, const char *secrets)
{
    char path[64];
    static const char *const names[] = {"statement.json", "accounts.bin", "proof.bin"};
    for (size_t i = 0; i < 3; i++) {
        char first[64];
        snprintf(first, sizeof first, "first/%s", names[i]);
        snprintf(path, sizeof path, "%s/%s", out, names[i]);
        assert_true(same_content(first, path));
    }
    assert_true(same_content("first.secrets", secrets));
}

static void bytes_do_not_depend_on_threads(void **state)
{
    (void)state;
    write_exchange(21);
    zks_attest_options options = exchange_options("first", "first.secrets");
    options.padding = 23;
    options.threads = 1;
    attest(&options);
    options.out = "again";
    options.secrets = "again.secrets";
    for (int threads = 1; threads <= 7; threads++) {
        options.threads = threads;
        attest(&options);
        assert_same_attestation("again", "again.secrets");
        assert_int_equal(system("rm -r again again.secrets"), 0);
    }
}

static void assert_verifies(const char *path, uint64_t rows, uint64_t segments)
{
    zks_verification verification;
    zks_report report;
    if (zks_verify_attestation(path, 2, NULL, &verification, &report) != ZKS_OK)
        fail_msg("%s", report.detail);
    assert_int_equal(verification.rows, rows);
    assert_int_equal(verification.segments, segments);
    zks_verification_clear(&verification);
}

static void assert_attests(size_t accounts, uint64_t padding, uint32_t segment_rows)
{
    zks_attest_options options = exchange_options("attestation", "secrets");
    zks_attestation result;
    zks_report report;
    uint64_t rows = padding > accounts ? padding : accounts,
             segment = segment_rows != 0 ? segment_rows : ZKS_SEGMENT_ROWS;
    options.padding = padding;
    options.segment_rows = segment_rows;
    write_exchange(accounts);
    if (zks_attest(&options, NULL, &result, &report) != ZKS_OK)
        fail_msg("%s", report.detail);
    assert_string_equal(result.circuit, "spot");
    assert_int_equal(result.accounts, accounts);
    assert_int_equal(result.rows, rows);
    assert_int_equal(result.segments, (rows + segment - 1) / segment);
    assert_verifies("attestation", result.rows, result.segments);
    zks_attestation_clear(&result);
    assert_int_equal(system("rm -r attestation secrets"), 0);
}

static void every_segment_size_verifies(void **state)
{
    (void)state;
    static const size_t accounts[] = {1, 2, 3, 7, 8, 9};
    for (size_t i = 0; i < sizeof accounts / sizeof *accounts; i++)
        for (uint32_t segment_rows = 1; segment_rows <= 8; segment_rows *= 2)
            assert_attests(accounts[i], 0, segment_rows);
    assert_attests(3, 0, 0);
}

static void padding_verifies(void **state)
{
    (void)state;
    assert_attests(1, 1, 4);
    assert_attests(1, 2, 4);
    assert_attests(1, 9, 4); /* a segment of padding alone, in all likelihood */
    assert_attests(3, 4, 4);
    assert_attests(4, 5, 4);
}

static void a_folder_has_three_files_and_secrets_one_owner(void **state)
{
    (void)state;
    write_exchange(3);
    zks_attest_options options = exchange_options("attestation", "secrets");
    attest(&options);
    assert_int_equal(count_entries("attestation"), 3);
    assert_int_equal(count_entries("."), 5); /* three inputs, folder, secrets */
    assert_int_equal(mode_of("secrets"), 0600);
}

/* ---- advice ------------------------------------------------------------------------------------------------- */

static zks_attest_options write_risky(const char *ledger, const char *fund)
{
    lines reserves = {0};
    lines_add(&reserves, "fund\n%s\n", fund);
    write_text("risky.circuit", ADVICE_CIRCUIT);
    write_text("policy.json", ADVICE_POLICY);
    write_text("ledger.csv", ledger);
    write_text("reserves.csv", reserves.text);
    free(reserves.text);
    return exchange_options("attestation", "secrets");
}

/* With and without padding, for any number of threads: the bytes are the same, and they verify. */
static void advice_verifies(void **state)
{
    (void)state;
    char *csv = advice_ledger(11);
    zks_attest_options options = write_risky(csv, "1.25");
    free(csv);
    for (uint64_t padding = 11; padding <= 13; padding++) {
        options.padding = padding;
        options.threads = 1;
        options.out = "attestation";
        options.secrets = "secrets";
        attest(&options);
        assert_verifies("attestation", padding, (padding + 3) / 4);
        options.threads = 3;
        options.out = "again";
        options.secrets = "secrets.again";
        attest(&options);
        assert_true(same_content("attestation/proof.bin", "again/proof.bin"));
        assert_true(same_content("attestation/accounts.bin", "again/accounts.bin"));
        assert_int_equal(system("rm -r attestation again secrets secrets.again"), 0);
    }
}

/* Padding accounts whose own committed advice is above zero. */
static void padding_with_advice_verifies(void **state)
{
    (void)state;
    write_text("owed.circuit", "circuit owed\nindex asset { decimals, price }\nparam coverage\n"
                               "account balance[asset] : units of asset\n"
                               "account committed advice claim at least 5 - sum(asset) balance\n"
                               "pool require few: total(claim) <= 16\n");
    write_text("policy.json", EXCHANGE_POLICY("owed.circuit"));
    write_ledger("ledger.csv", 3); /* they claim 4.5, 3.5 and 2.5, less customer 0's 0.00000001 */
    zks_attest_options options = exchange_options("attestation", "secrets");
    zks_attestation result;
    zks_report report;
    options.reserves = (zks_paths){0};
    options.padding = 5;
    assert_int_equal(zks_attest(&options, NULL, &result, &report), ZKS_ERROR_REQUIREMENT);
    assert_string_equal(result.breaches[0].name, "few");
    assert_string_equal(result.breaches[0].first[0].shortfall, "4.49999999");
    zks_attestation_clear(&result);
    options.padding = 4;
    attest(&options);
    assert_verifies("attestation", 4, 1);
}

static void advice_that_cannot_be_given_is_refused(void **state)
{
    (void)state;
    zks_attest_options options = write_risky("account,asset,deposit,long,short\nx,BTC,5,10,0\n", "1.25");
    zks_attestation result;
    zks_report report;
    assert_int_equal(zks_attest(&options, NULL, &result, &report), ZKS_ERROR_REQUIREMENT);
    assert_string_equal(report.detail, "the ledger breaks requirement solvent");
    assert_string_equal(result.breaches[0].first[0].shortfall, "49.25 USDT"); /* 3 * (25 - 5 - 1.25) - 7 */
    zks_attestation_clear(&result);

    write_text("risky.circuit", "circuit risky\nindex asset { decimals, price }\nindex scenario {}\n"
                                "param shock[scenario, asset]\naccount deposit[asset] : quote units\n"
                                "account pair long[asset], short[asset] : units of asset\n"
                                "account advice worth bytes 2 at least sum(asset) deposit\n"
                                "account advice spare[asset] at most deposit - 1\n"
                                "account require any: 2 * sum(asset) spare >= -1\n");
    write_text("ledger.csv", "account,asset,deposit,long,short\nx,BTC,655,0,0\nx,ETH,0.25,0,0\ny,BTC,655.36,0,0\n");
    options.reserves = (zks_paths){0};
    assert_int_equal(zks_attest(&options, NULL, &result, &report), ZKS_ERROR_REQUIREMENT);
    assert_int_equal(result.breach_count, 2);
    assert_int_equal(result.breaches[0].kind, ZKS_BREACH_BOUND);
    assert_string_equal(result.breaches[0].first[0].account, "x");
    assert_string_equal(result.breaches[0].first[0].shortfall, "0.75");
    assert_int_equal(result.breaches[1].kind, ZKS_BREACH_WIDTH);
    assert_string_equal(result.breaches[1].name, "worth");
    assert_int_equal(result.breaches[1].bytes, 2);
    assert_string_equal(result.breaches[1].first[0].account, "y");
    assert_false(is_there("attestation") || is_there("secrets"));
    zks_attestation_clear(&result);
}

/* ---- what they share ---------------------------------------------------------------------------------------- */

static size_t words_in_common(const char *a, const char *b)
{
    content first = read_content(a), second = read_content(b);
    size_t common = 0;
    assert_true(first.length > 0 && first.length % 32 == 0 && second.length % 32 == 0);
    for (size_t i = 0; i < first.length; i += 32)
        for (size_t k = 0; k < second.length; k += 32)
            common += memcmp(first.bytes + i, second.bytes + k, 32) == 0;
    free(first.bytes);
    free(second.bytes);
    return common;
}

static void assert_nothing_in_common(void)
{
    assert_int_equal(words_in_common("first/accounts.bin", "second/accounts.bin"), 0);
    assert_int_equal(words_in_common("first/proof.bin", "second/proof.bin"), 0);
}

static void read_receipt(zks_receipt *receipt, const char *attestation, const char *secrets, const char *ledger,
                         const char *account)
{
    zks_receipt_options options = {
        .secrets = secrets, .ledger = ONE_PATH(ledger), .attestation = attestation, .account = account, .threads = 1};
    zks_report report;
    char *text;
    size_t length;
    if (zks_make_receipt(&options, &text, &length, &report) != ZKS_OK)
        fail_msg("%s", report.detail);
    assert_int_equal(zks_receipt_read(receipt, text, length, &report), ZKS_OK);
    free(text);
}

static bool is_small_multiple(const zks_point *difference, const zks_niels *generator)
{
    zks_point multiple = zks_point_identity, sum;
    for (int k = 0; k <= 2000; k++) {
        zks_point_add(&sum, difference, &multiple);
        if (zks_point_equal(difference, &multiple) || zks_point_is_identity(&sum))
            return true;
        zks_point_add_niels(&multiple, &multiple, generator);
    }
    return false;
}

/* The account's two commitments; whoever guesses how its balance changed learns nothing from them. */
static void assert_difference_says_nothing(const char *account, const char *second_ledger)
{
    zks_receipt receipts[2] = {{0}};
    zks_niels decoded[2];
    zks_point difference;
    zks_generators *g = zks_generators_new(1, 2, 1, 1);
    assert_non_null(g);
    read_receipt(&receipts[0], "first", "first.secrets", "ledger.csv", account);
    read_receipt(&receipts[1], "second", "second.secrets", second_ledger, account);
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(zks_decode_batch(&decoded[i], receipts[i].commitment, 1), 1);
    zks_point_from_niels(&difference, &decoded[0]);
    zks_point_sub_niels(&difference, &difference, &decoded[1]);
    const zks_niels *const generators[] = {&g->a[0], &g->a[1], &g->id, &g->h};
    for (size_t i = 0; i < 4; i++)
        assert_false(is_small_multiple(&difference, generators[i]));
    zks_receipt_clear(&receipts[0]);
    zks_receipt_clear(&receipts[1]);
    zks_generators_free(g);
}

static void small_multiples_are_recognised(void **state)
{
    (void)state;
    zks_generators *g = zks_generators_new(1, 1, 1, 1);
    zks_point point = zks_point_identity;
    assert_true(is_small_multiple(&point, &g->h));
    for (int k = 0; k < 1234; k++)
        zks_point_sub_niels(&point, &point, &g->a[0]);
    assert_true(is_small_multiple(&point, &g->a[0]));
    assert_false(is_small_multiple(&point, &g->h));
    zks_generators_free(g);
}

static void attest_twice(const zks_attest_options *second)
{
    zks_attest_options first = exchange_options("first", "first.secrets");
    write_exchange(9);
    attest(&first);
    attest(second);
}

static void other_seeds_share_nothing(void **state)
{
    (void)state;
    zks_attest_options second = exchange_options("second", "second.secrets");
    second.seed = other_seed;
    attest_twice(&second);
    assert_nothing_in_common();
    assert_difference_says_nothing("customer 0", "ledger.csv");
    assert_difference_says_nothing("customer 8", "ledger.csv");
}

static void fresh_seeds_share_nothing(void **state)
{
    (void)state;
    write_exchange(5);
    zks_attest_options options = exchange_options("first", "first.secrets");
    options.seed = NULL;
    attest(&options);
    options.out = "second";
    options.secrets = "second.secrets";
    attest(&options);
    assert_nothing_in_common();
    assert_false(same_content("first.secrets", "second.secrets"));
    assert_verifies("first", 5, 2);
    assert_verifies("second", 5, 2);
}

/* It must not be used again; if it is, another claim makes everything new. */
static void a_seed_used_again_under_another_claim_repeats_nothing(void **state)
{
    (void)state;
    zks_attest_options second = exchange_options("second", "second.secrets");
    second.created = "2026-08-20T06:00:01Z";
    attest_twice(&second);
    assert_nothing_in_common();
    assert_difference_says_nothing("customer 3", "ledger.csv");
}

/* Under the same claim too: only what is the same account with the same amounts looks the same, and no proof does. */
static void a_seed_used_again_on_another_ledger_repeats_no_blinding(void **state)
{
    (void)state;
    zks_attest_options second = exchange_options("second", "second.secrets");
    write_exchange(9);
    write_ledger("changed.csv", 9);
    assert_int_equal(system("sed -i 's/^customer 4,BTC,4.5$/customer 4,BTC,4.50000001/' changed.csv"), 0);
    second.ledger = ONE_PATH("changed.csv");
    attest_twice(&second);
    assert_false(same_content("ledger.csv", "changed.csv"));
    assert_int_equal(words_in_common("first/accounts.bin", "second/accounts.bin"), 8);
    assert_int_equal(words_in_common("first/proof.bin", "second/proof.bin"), 0);
    assert_difference_says_nothing("customer 4", "changed.csv");
}

/* ---- what they refuse --------------------------------------------------------------------------------------- */

/* Attesting fails and the working directory is as it was. */
static void assert_fails(const zks_attest_options *options, zks_status status, const char *detail)
{
    zks_attestation result;
    zks_report report;
    size_t entries = count_entries(".");
    assert_int_equal(zks_attest(options, NULL, &result, &report), status);
    if (strcmp(report.detail, detail) != 0)
        fail_msg("%s", report.detail);
    assert_int_equal(count_entries("."), entries);
    zks_attestation_clear(&result);
}

static void padding_below_the_accounts_is_refused(void **state)
{
    (void)state;
    write_exchange(5);
    zks_attest_options options = exchange_options("attestation", "secrets");
    options.padding = 4;
    assert_fails(&options, ZKS_ERROR_INPUT, "ledger.csv: --pad-to 4 is less than its 5 accounts");
    options.padding = (uint64_t)1 << 32;
    assert_fails(&options, ZKS_ERROR_INPUT, "ledger.csv: more rows than the prover can order (2^32 - 1)");
}

static void padding_that_breaks_a_requirement_is_refused(void **state)
{
    (void)state;
    write_text("minimum.circuit", "circuit minimum\nindex asset { decimals, price }\nparam coverage\n"
                                  "account balance[asset] : units of asset\n"
                                  "account require deposit: sum(asset) price * balance >= coverage\n");
    write_text("policy.json", EXCHANGE_POLICY("minimum.circuit"));
    write_ledger("ledger.csv", 3);
    zks_attest_options options = exchange_options("attestation", "secrets");
    options.reserves = (zks_paths){0};
    options.padding = 4;
    assert_fails(&options, ZKS_ERROR_INPUT,
                 "--pad-to cannot be used with this policy: an empty account breaks requirement deposit");
    write_text("minimum.circuit", "circuit minimum\nindex asset { decimals, price }\nparam coverage\n"
                                  "account balance[asset] : units of asset\n"
                                  "account advice spare at most sum(asset) balance - coverage / 4\n"
                                  "account require any: spare + 1 >= 0\n");
    assert_fails(&options, ZKS_ERROR_INPUT,
                 "--pad-to cannot be used with this policy: an empty account has no fitting advice spare, bound 1");
    options.padding = 3;
    attest(&options);
    assert_verifies("attestation", 3, 1);
}

static void outputs_are_never_overwritten(void **state)
{
    (void)state;
    write_exchange(2);
    write_text("taken", "mine");
    assert_int_equal(mkdir("folder", 0700), 0);
    assert_int_equal(symlink("nowhere", "dangling"), 0);
    zks_attest_options options = exchange_options("taken", "secrets");
    assert_fails(&options, ZKS_ERROR_EXISTS, "'taken'");
    options.out = "folder";
    assert_fails(&options, ZKS_ERROR_EXISTS, "'folder'");
    options = exchange_options("attestation", "taken");
    assert_fails(&options, ZKS_ERROR_EXISTS, "'taken'");
    options.secrets = "dangling";
    assert_fails(&options, ZKS_ERROR_EXISTS, "'dangling'");
    assert_false(is_there("nowhere"));
    content kept = read_content("taken");
    assert_int_equal(kept.length, 4);
    free(kept.bytes);
}

/* Found before the work, not after it: the ledger is not even there. */
static void targets_without_a_place_are_refused_at_once(void **state)
{
    (void)state;
    zks_attest_options options = exchange_options("no/folder", "secrets");
    assert_fails(&options, ZKS_ERROR_WRITE, "'no/folder': No such file or directory");
    options = exchange_options("attestation", "attestation/secrets");
    assert_fails(&options, ZKS_ERROR_WRITE, "'attestation/secrets': No such file or directory");
    options = exchange_options("same", "same");
    assert_fails(&options, ZKS_ERROR_INPUT, "same: --out and --secrets are the same");
}

/* Two spellings of one name pass that; then the secrets, written first, are taken back. */
static void secrets_do_not_outlive_a_folder_that_cannot_be_written(void **state)
{
    (void)state;
    write_exchange(2);
    zks_attest_options options = exchange_options("one", "./one");
    assert_fails(&options, ZKS_ERROR_EXISTS, "'one'");
    assert_false(is_there("one"));
}

static void broken_requirements_are_all_named(void **state)
{
    (void)state;
    write_text("strict.circuit", "circuit strict\nindex asset { decimals, price }\nparam coverage\n"
                                 "account balance[asset] : units of asset\npool reserve[asset] : public\n"
                                 "account require bounded: sum(asset) balance <= 20\n"
                                 "pool require covered[asset]: reserve >= coverage * total(balance)\n");
    write_exchange(43);
    write_text("policy.json", EXCHANGE_POLICY("strict.circuit"));
    write_text("reserves.csv", "asset,reserve\nBTC,0\nETH,1\n");
    zks_attest_options options = exchange_options("attestation", "secrets");
    zks_attestation result;
    zks_report report;
    assert_int_equal(zks_attest(&options, NULL, &result, &report), ZKS_ERROR_REQUIREMENT);
    assert_string_equal(report.detail, "the ledger breaks requirement bounded");
    assert_int_equal(result.breach_count, 2);
    const zks_breach *bounded = &result.breaches[0], *covered = &result.breaches[1];
    assert_string_equal(bounded->name, "bounded");
    assert_string_equal(bounded->scope, "account");
    assert_int_equal(bounded->count, 23);
    assert_int_equal(bounded->shown, ZKS_BREACHES_SHOWN);
    assert_string_equal(bounded->first[0].account, "customer 20");
    assert_string_equal(bounded->first[0].shortfall, "0.5");
    assert_string_equal(bounded->first[19].account, "customer 39");
    assert_string_equal(bounded->first[19].shortfall, "19.5000004");
    assert_string_equal(covered->name, "covered[BTC]");
    assert_string_equal(covered->scope, "pool");
    assert_int_equal(covered->count, 1);
    assert_null(covered->first[0].account);
    assert_string_equal(covered->first[0].shortfall, "924.5 BTC");
    assert_false(is_there("attestation") || is_there("secrets"));
    zks_attestation_clear(&result);
}

/* ---- interrupted -------------------------------------------------------------------------------------------- */

/* Interrupts as soon as work on `stage` is reported, or when it is reported done. */
typedef struct {
    const char *stage;
    bool when_done;
    volatile int interrupted;
} interruption;

static void interrupt_at(void *context, const char *stage, uint64_t done, uint64_t all)
{
    interruption *i = context;
    assert_true(done <= all);
    if (strcmp(stage, i->stage) == 0 && (done == all || !i->when_done))
        i->interrupted = 1;
}

static void an_interrupted_run_leaves_nothing(void **state)
{
    (void)state;
    static const interruption interruptions[] = {{"", false, 1},       {"read", false, 0},  {"check", false, 0},
                                                 {"commit", false, 0}, {"commit", true, 0}, {"prove", false, 0},
                                                 {"prove", true, 0}};
    write_exchange(9);
    for (size_t i = 0; i < sizeof interruptions / sizeof *interruptions; i++) {
        interruption at = interruptions[i];
        zks_progress progress = {.report = interrupt_at, .context = &at, .interrupted = &at.interrupted};
        zks_attest_options options = exchange_options("attestation", "secrets");
        zks_attestation result;
        zks_report report;
        assert_int_equal(zks_attest(&options, &progress, &result, &report), ZKS_ERROR_INTERRUPTED);
        assert_true(at.interrupted);
        assert_true(report.detail[0] != 0);
        assert_int_equal(count_entries("."), 3); /* the inputs */
        zks_attestation_clear(&result);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(bytes_do_not_depend_on_threads, empty_folder),
        cmocka_unit_test_teardown(every_segment_size_verifies, empty_folder),
        cmocka_unit_test_teardown(padding_verifies, empty_folder),
        cmocka_unit_test_teardown(a_folder_has_three_files_and_secrets_one_owner, empty_folder),
        cmocka_unit_test_teardown(advice_verifies, empty_folder),
        cmocka_unit_test_teardown(padding_with_advice_verifies, empty_folder),
        cmocka_unit_test_teardown(advice_that_cannot_be_given_is_refused, empty_folder),
        cmocka_unit_test(small_multiples_are_recognised),
        cmocka_unit_test_teardown(other_seeds_share_nothing, empty_folder),
        cmocka_unit_test_teardown(fresh_seeds_share_nothing, empty_folder),
        cmocka_unit_test_teardown(a_seed_used_again_under_another_claim_repeats_nothing, empty_folder),
        cmocka_unit_test_teardown(a_seed_used_again_on_another_ledger_repeats_no_blinding, empty_folder),
        cmocka_unit_test_teardown(padding_below_the_accounts_is_refused, empty_folder),
        cmocka_unit_test_teardown(padding_that_breaks_a_requirement_is_refused, empty_folder),
        cmocka_unit_test_teardown(outputs_are_never_overwritten, empty_folder),
        cmocka_unit_test_teardown(targets_without_a_place_are_refused_at_once, empty_folder),
        cmocka_unit_test_teardown(secrets_do_not_outlive_a_folder_that_cannot_be_written, empty_folder),
        cmocka_unit_test_teardown(broken_requirements_are_all_named, empty_folder),
        cmocka_unit_test_teardown(an_interrupted_run_leaves_nothing, empty_folder),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
