/* Receipts of all accounts in a folder, a tar file and a database: the same as made one by one, whole after runs that
 * ended early, and never over anything else. */
#include "exchange.h"

#include "prover/receipts/receipts.h"

#include <signal.h>
#include <sys/resource.h>

enum { ACCOUNTS = 1200 }; /* several batches */

typedef enum { FOLDER, TAR, DATABASE, KINDS } kind;
static const char *const outs[KINDS] = {"all/", "all.tar", "all.sqlite"};

static int open_exchange(void **state)
{
    (void)state;
    zks_attest_options options = exchange_options("attestation", "secrets");
    options.padding = ACCOUNTS + 20;
    options.segment_rows = 1024;
    write_exchange(ACCOUNTS);
    write_text("reserves.csv", "asset,reserve\nBTC,10000000\nETH,1\n");
    attest(&options);
    return 0;
}

static zks_receipts_options usual(kind k)
{
    return (zks_receipts_options){.origin = {.secrets = "secrets",
                                             .ledger = {.count = 1, .paths = exchange_ledger},
                                             .attestation = "attestation",
                                             .threads = 2},
                                  .out = outs[k],
                                  .index = "index.csv"};
}

static zks_receipts_made make(kind k)
{
    const zks_receipts_options options = usual(k);
    zks_receipts_made made;
    zks_report report;
    if (zks_make_receipts(&options, NULL, &made, &report) != ZKS_OK)
        fail_msg("%s", report.detail);
    assert_int_equal(made.receipts, ACCOUNTS);
    return made;
}

static void assert_fails(const zks_receipts_options *options, zks_status status, const char *detail)
{
    zks_receipts_made made;
    zks_report report;
    assert_int_equal(zks_make_receipts(options, NULL, &made, &report), status);
    if (strstr(report.detail, detail) == NULL)
        fail_msg("%s", report.detail);
}

static void shell(const char *command)
{
    if (system(command) != 0)
        fail_msg("%s", command);
}

/* As what each of them holds, whatever it is in: a folder. The database is written out receipt by receipt. */
static void unpack(kind k, const char *into)
{
    char command[512];
    snprintf(command, sizeof command, "rm -rf %s && mkdir %s", into, into);
    shell(command);
    if (k == FOLDER) {
        snprintf(command, sizeof command, "cp -r all/. %s", into);
    } else if (k == TAR) {
        snprintf(command, sizeof command, "tar xf all.tar -C %s", into);
    } else {
        snprintf(command, sizeof command,
                 "python3 -c \"import os, sqlite3\n"
                 "for n, r in sqlite3.connect('all.sqlite').execute('SELECT * FROM receipts'):\n"
                 "    os.makedirs('%s/' + n[:2], exist_ok=True); open('%s/' + n[:2] + '/' + n, 'wb').write(r)\"",
                 into, into);
    }
    shell(command);
}

/* The index holds a line for each account: `count` of them are compared with their receipts made alone. */
static void assert_as_made_alone(const char *unpacked, size_t count)
{
    FILE *index = fopen("index.csv", "r");
    char account[64], name[64], path[160];
    assert_non_null(index);
    assert_int_equal(fscanf(index, "%63[^,],%63s\n", account, name), 2);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(fscanf(index, "%63[^,],%63s\n", account, name), 2);
        zks_receipt_options options = {.secrets = "secrets",
                                       .ledger = {.count = 1, .paths = exchange_ledger},
                                       .attestation = "attestation",
                                       .account = account,
                                       .threads = 2};
        zks_report report;
        char *text;
        size_t length;
        assert_int_equal(zks_make_receipt(&options, &text, &length, &report), ZKS_OK);
        write_text("alone.json", text);
        free(text);
        snprintf(path, sizeof path, "%s/%.2s/%s", unpacked, name, name);
        assert_true(same_content("alone.json", path));
    }
    fclose(index);
}

static size_t files_in(const char *folder)
{
    char command[128];
    size_t count;
    snprintf(command, sizeof command, "find %s -name '*.json' ! -name meta.json | wc -l", folder);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    assert_int_equal(fscanf(pipe, "%zu", &count), 1);
    pclose(pipe);
    return count;
}

static void all_stores_hold_the_same(void **state)
{
    (void)state;
    static const char *const indexes[KINDS] = {"1.csv", "2.csv", "3.csv"}, *const into[KINDS] = {"un0", "un1", "un2"};
    for (kind k = 0; k < KINDS; k++) {
        assert_int_equal(make(k).kept, 0);
        unpack(k, into[k]);
        assert_int_equal(files_in(into[k]), ACCOUNTS);
        assert_int_equal(mode_of("index.csv"), 0600);
        assert_int_equal(rename("index.csv", indexes[k]), 0);
    }
    assert_true(same_content("1.csv", "2.csv") && same_content("1.csv", "3.csv"));
    assert_int_equal(rename("1.csv", "index.csv"), 0);
    shell("diff -r un0 un1 && rm un1/meta.json && diff -r un1 un2");
    assert_as_made_alone("un2", 12);
    assert_int_equal(mode_of("all"), 0711);
    assert_int_equal(mode_of("all.tar"), 0600);
    assert_int_equal(mode_of("all.sqlite"), 0600);
}

/* ---- runs that end early ------------------------------------------------------------------------------------- */

static volatile int interrupted;

static void interrupt(void *context, const char *stage, uint64_t done, uint64_t total)
{
    (void)context;
    (void)total;
    if (strcmp(stage, "write") == 0 && done > ACCOUNTS / 3)
        interrupted = 1;
}

static void run_interrupted(kind k)
{
    const zks_progress progress = {.report = interrupt, .interrupted = &interrupted};
    const zks_receipts_options options = usual(k);
    zks_receipts_made made;
    zks_report report;
    interrupted = 0;
    assert_int_equal(zks_make_receipts(&options, &progress, &made, &report), ZKS_ERROR_INTERRUPTED);
    assert_non_null(strstr(report.detail, "goes on"));
}

static void interrupted_runs_are_gone_on_with(void **state)
{
    (void)state;
    for (kind k = 0; k < KINDS; k++) {
        make(k);
        unpack(k, "whole");
        shell("rm -r all* && mv index.csv whole.csv");
        run_interrupted(k);
        zks_receipts_made made = make(k);
        assert_in_range(made.kept, 1, ACCOUNTS - 1);
        unpack(k, "again");
        shell("diff -r whole again && cmp whole.csv index.csv");
        assert_int_equal(make(k).kept, ACCOUNTS);
        shell("rm -r all* index.csv");
    }
}

/* Whatever a tar file was cut to. */
static void a_cut_tar_file_becomes_whole(void **state)
{
    (void)state;
    static const off_t lengths[] = {0, 1, 511, 512, 700, 1023, 1024, 1025, 1536, 5000, 100000, 1000001};
    make(TAR);
    shell("cp all.tar whole.tar");
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        assert_int_equal(truncate("all.tar", lengths[i]), 0);
        make(TAR);
        assert_true(same_content("all.tar", "whole.tar"));
    }
}

/* Files whose names a power cut left without all of their content, some that were not written yet, and one that was
 * being written. */
static void a_damaged_folder_becomes_whole(void **state)
{
    (void)state;
    make(FOLDER);
    shell("cp -r all whole && find all/0* -name '*.json' -exec truncate -s 100 {} + && rm -r all/f* && "
          "file=$(find all/1* -name '*.json' | head -n 1) && mv $file $file.unfinished");
    zks_receipts_made made = make(FOLDER);
    assert_in_range(made.kept, 1, ACCOUNTS - 1);
    shell("diff -r whole all");
}

static void a_full_disk_ends_a_run_and_the_next_goes_on(void **state)
{
    (void)state;
    struct rlimit before, limit;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    signal(SIGXFSZ, SIG_IGN);
    for (kind k = TAR; k <= DATABASE; k++) {
        const zks_receipts_options options = usual(k);
        limit = (struct rlimit){1 << 20, before.rlim_max};
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
        assert_fails(&options, ZKS_ERROR_WRITE, outs[k]);
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
        make(k);
        unpack(k, "un");
        assert_int_equal(files_in("un"), ACCOUNTS);
        shell("rm -r all* index.csv");
    }
}

/* ---- what is never touched ----------------------------------------------------------------------------------- */

static void other_content_is_never_touched(void **state)
{
    (void)state;
    static const struct {
        kind k;
        zks_status status;
        const char *maker;
    } cases[] = {
        {FOLDER, ZKS_ERROR_EXISTS, "mkdir all && echo text > all/notes"},
        {FOLDER, ZKS_ERROR_EXISTS, "mkdir all && echo '{}' > all/meta.json"},
        {TAR, ZKS_ERROR_EXISTS, "echo text > all.tar"},
        {TAR, ZKS_ERROR_WRITE, "touch there && ln -s there all.tar"},
        {DATABASE, ZKS_ERROR_EXISTS, "echo text > all.sqlite"},
        {DATABASE, ZKS_ERROR_EXISTS,
         "python3 -c \"import sqlite3\nsqlite3.connect('all.sqlite').execute('CREATE TABLE t(a)')\""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const zks_receipts_options options = usual(cases[i].k);
        shell(cases[i].maker);
        shell("mkdir was && cp -r --no-dereference all* was");
        assert_fails(&options, cases[i].status, outs[cases[i].k]);
        shell("for f in was/*; do diff -r --no-dereference $f ${f#was/} || exit 1; done");
        assert_false(is_there("index.csv"));
        shell("rm -rf all* was there");
    }
}

static void receipts_of_another_attestation_are_never_touched(void **state)
{
    (void)state;
    zks_attest_options other = exchange_options("other", "other.secrets");
    other.seed = other_seed;
    other.segment_rows = 1024;
    attest(&other);
    for (kind k = 0; k < KINDS; k++) {
        zks_receipts_options options = usual(k);
        make(k);
        options.origin.attestation = "other";
        options.origin.secrets = "other.secrets";
        options.index = "other.csv";
        shell("mkdir was && cp -r all* was");
        assert_fails(&options, ZKS_ERROR_EXISTS, "another attestation");
        shell("diff -r was/all* all* && rm -r was all* index.csv");
        assert_false(is_there("other.csv"));
    }
}

static void a_changed_receipt_is_noticed(void **state)
{
    (void)state;
    const zks_receipts_options folder = usual(FOLDER), tar = usual(TAR);
    make(FOLDER);
    shell("for f in all/00/*; do echo text > $f; break; done");
    assert_fails(&folder, ZKS_ERROR_EXISTS, "not the receipt it should be");
    assert_int_equal(unlink("index.csv"), 0);
    make(TAR);
    shell("printf x | dd of=all.tar bs=1 seek=1030 conv=notrunc 2> /dev/null");
    assert_fails(&tar, ZKS_ERROR_EXISTS, "not the receipt it should be");
}

static void an_index_of_something_else_is_never_touched(void **state)
{
    (void)state;
    const zks_receipts_options options = usual(TAR);
    write_text("index.csv", "text");
    for (size_t i = 0; i < 2; i++) {
        assert_fails(&options, ZKS_ERROR_EXISTS, "index.csv");
        shell("test \"$(cat index.csv)\" = text");
    }
}

static void wrong_inputs_write_nothing(void **state)
{
    (void)state;
    shell("sed 's/^customer 4,BTC,4.5$/customer 4,BTC,4.6/' ledger.csv > edited.csv");
    shell("sed 's/^seed 0/seed 1/' secrets > changed.secrets");
    assert_false(same_content("ledger.csv", "edited.csv"));
    for (kind k = 0; k < KINDS; k++) {
        zks_receipts_options options = usual(k);
        options.origin.ledger = ONE_PATH("edited.csv");
        assert_fails(&options, ZKS_ERROR_SECRETS, "not the one that was attested");
        options = usual(k);
        options.origin.secrets = "changed.secrets";
        assert_fails(&options, ZKS_ERROR_SECRETS, "not the one that was attested");
        shell("test ! -e all -a ! -e all.tar -a ! -e all.sqlite -a ! -e index.csv");
    }
}

#define test(name) cmocka_unit_test_setup_teardown(name, open_exchange, empty_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(all_stores_hold_the_same),
        test(interrupted_runs_are_gone_on_with),
        test(a_cut_tar_file_becomes_whole),
        test(a_damaged_folder_becomes_whole),
        test(a_full_disk_ends_a_run_and_the_next_goes_on),
        test(other_content_is_never_touched),
        test(receipts_of_another_attestation_are_never_touched),
        test(a_changed_receipt_is_noticed),
        test(an_index_of_something_else_is_never_touched),
        test(wrong_inputs_write_nothing),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
