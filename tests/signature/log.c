/* The issuer's log: it grows by one line at a time, and nothing else is one. */
#include "logs.h"

#include "attestation/json.h"
#include "crypto/merkle.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

static void statements_are_entered_in_order(void **state)
{
    (void)state;
    char expected[3 * 65 + 1] = "";
    for (size_t i = 0; i < 3; i++) {
        uint8_t digest[32];
        char hex[65];
        zks_log log;
        size_t index = 99, length;
        zks_report report;
        make_statement(digest, i);
        zks_hex_encode(hex, digest, 32);
        strcat(strcat(expected, hex), "\n");
        assert_int_equal(zks_log_enter(&log, &index, "log", digest, &report), ZKS_OK);
        assert_int_equal(index, i);
        assert_int_equal(log.count, i + 1);
        zks_log same = log_of(i + 1);
        assert_memory_equal(log.entries, same.entries, 32 * (i + 1));
        char *bytes = read_file("log", &length);
        assert_string_equal(bytes, expected);
        free(bytes);
        zks_log_clear(&log);
        zks_log_clear(&same);
    }
}

static void a_statement_is_entered_once(void **state)
{
    (void)state;
    zks_log log;
    size_t index, before, after;
    zks_report report;
    for (uint64_t i = 0; i < 3; i++) {
        uint8_t digest[32];
        make_statement(digest, i);
        assert_int_equal(zks_log_enter(&log, &index, "once", digest, &report), ZKS_OK);
        zks_log_clear(&log);
    }
    free(read_file("once", &before));
    uint8_t digest[32];
    make_statement(digest, 1);
    assert_int_equal(zks_log_enter(&log, &index, "once", digest, &report), ZKS_OK);
    assert_int_equal(index, 1);
    assert_int_equal(log.count, 3);
    zks_log_clear(&log);
    free(read_file("once", &after));
    assert_int_equal(before, after);
}

#define ENTRY "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"

static void damaged_logs_are_neither_read_nor_written(void **state)
{
    (void)state;
    static const struct {
        const char *text, *detail;
    } damaged[] = {{ENTRY, "64 bytes are no log"},
                   {ENTRY "\n" ENTRY "\n0001", "134 bytes are no log"},
                   {"\n", "1 bytes are no log"},
                   {ENTRY "\r" ENTRY "\n", "line 1 of the log"},
                   {ENTRY "\n000102030405060708090A0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n", "line 2 of the log"},
                   {ENTRY "\n 00102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n", "line 2 of the log"}};
    for (size_t i = 0; i < sizeof damaged / sizeof *damaged; i++) {
        zks_log log;
        zks_report report;
        uint8_t digest[32] = {7};
        size_t index, length;
        write_text("damaged", damaged[i].text);
        assert_int_equal(zks_log_read(&log, "damaged", &report), ZKS_ERROR_INPUT);
        assert_detail(&report, damaged[i].detail);
        assert_int_equal(zks_log_enter(&log, &index, "damaged", digest, &report), ZKS_ERROR_INPUT);
        char *bytes = read_file("damaged", &length);
        assert_string_equal(bytes, damaged[i].text);
        free(bytes);
    }
}

static void a_nul_is_no_digit(void **state)
{
    (void)state;
    char text[] = ENTRY "\n";
    zks_log log;
    zks_report report;
    text[10] = '\0';
    assert_int_equal(zks_log_parse(&log, text, 65, &report), ZKS_ERROR_INPUT);
}

static void a_log_has_at_most_so_many_entries(void **state)
{
    (void)state;
    size_t count = ZKS_LOG_MAX_ENTRIES;
    char *text = malloc(65 * count + 65);
    assert_non_null(text);
    for (size_t i = 0; i <= count; i++)
        memcpy(text + 65 * i, ENTRY "\n", 65);
    zks_log log;
    zks_report report;
    uint8_t digest[32] = {7};
    size_t index, length;
    assert_int_equal(zks_log_parse(&log, text, 65 * count, &report), ZKS_OK);
    zks_log_clear(&log);
    assert_int_equal(zks_log_parse(&log, text, 65 * count + 65, &report), ZKS_ERROR_INPUT);
    write_file("full", text, 65 * count);
    assert_int_equal(zks_log_enter(&log, &index, "full", digest, &report), ZKS_ERROR_INPUT);
    assert_detail(&report, "full");
    struct stat about;
    assert_int_equal(stat("full", &about), 0);
    length = (size_t)about.st_size;
    assert_int_equal(length, 65 * count);
    free(text);
}

/* Four processes at once enter the same statements: each is there once, and none is cut. */
static void those_who_write_at_once_wait_for_each_other(void **state)
{
    (void)state;
    enum { WRITERS = 4, ENTRIES = 40 };
    for (int writer = 0; writer < WRITERS; writer++)
        if (fork() == 0) {
            bool is_good = true;
            for (int i = 0; i < ENTRIES; i++) {
                zks_log log = {0};
                zks_report report;
                size_t index;
                uint8_t digest[32] = {(uint8_t)i};
                is_good = is_good && zks_log_enter(&log, &index, "shared", digest, &report) == ZKS_OK;
                zks_log_clear(&log);
            }
            _exit(is_good ? 0 : 1);
        }
    for (int writer = 0; writer < WRITERS; writer++) {
        int ended;
        assert_true(wait(&ended) > 0);
        assert_int_equal(ended, 0);
    }
    zks_log log;
    zks_report report;
    assert_int_equal(zks_log_read(&log, "shared", &report), ZKS_OK);
    assert_int_equal(log.count, ENTRIES);
    for (size_t i = 0; i < log.count; i++)
        assert_int_equal(log.entries[32 * i], i);
    zks_log_clear(&log);
}

/* The disk is full in the middle of a line. */
static void an_entry_is_written_whole_or_not_at_all(void **state)
{
    (void)state;
    uint8_t first[32] = {1}, second[32] = {2};
    zks_log log;
    zks_report report;
    size_t index, length;
    struct rlimit before, limit;
    assert_int_equal(zks_log_enter(&log, &index, "limited", first, &report), ZKS_OK);
    zks_log_clear(&log);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    limit = (struct rlimit){100, before.rlim_max};
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
    zks_status status = zks_log_enter(&log, &index, "limited", second, &report);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(status, ZKS_ERROR_WRITE);
    free(read_file("limited", &length));
    assert_int_equal(length, 65);
    assert_int_equal(zks_log_enter(&log, &index, "limited", second, &report), ZKS_OK);
    assert_int_equal(index, 1);
    zks_log_clear(&log);
}

static void what_is_no_file_is_no_log(void **state)
{
    (void)state;
    zks_log log;
    zks_report report;
    size_t index;
    uint8_t digest[32] = {7};
    assert_int_equal(mkdir("folder", 0777), 0);
    assert_int_equal(mkfifo("pipe", 0666), 0);
    assert_int_equal(zks_log_enter(&log, &index, "folder", digest, &report), ZKS_ERROR_READ);
    assert_int_equal(zks_log_enter(&log, &index, "pipe", digest, &report), ZKS_ERROR_READ);
    assert_int_equal(zks_log_enter(&log, &index, "no/such", digest, &report), ZKS_ERROR_READ);
    assert_int_equal(zks_log_read(&log, "absent", &report), ZKS_ERROR_READ);
}

static void a_checkpoint_is_of_the_whole_log(void **state)
{
    (void)state;
    zks_log log = log_of(5);
    zks_checkpoint checkpoint;
    uint8_t root[32];
    char origin[ZKS_NOTE_MAX_NAME + 2];
    zks_merkle_root(root, log.entries, 5, 1);
    assert_true(zks_log_checkpoint(&checkpoint, &log, "issuer.example/solvency"));
    assert_string_equal(checkpoint.origin, "issuer.example/solvency");
    assert_int_equal(checkpoint.size, 5);
    assert_memory_equal(checkpoint.root, root, 32);
    memset(origin, 'o', sizeof origin);
    origin[ZKS_NOTE_MAX_NAME + 1] = '\0';
    assert_false(zks_log_checkpoint(&checkpoint, &log, origin));
    assert_false(zks_log_checkpoint(&checkpoint, &log, ""));
    zks_log_clear(&log);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(statements_are_entered_in_order),
        cmocka_unit_test(a_statement_is_entered_once),
        cmocka_unit_test(damaged_logs_are_neither_read_nor_written),
        cmocka_unit_test(a_nul_is_no_digit),
        cmocka_unit_test(a_log_has_at_most_so_many_entries),
        cmocka_unit_test(those_who_write_at_once_wait_for_each_other),
        cmocka_unit_test(an_entry_is_written_whole_or_not_at_all),
        cmocka_unit_test(what_is_no_file_is_no_log),
        cmocka_unit_test(a_checkpoint_is_of_the_whole_log),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
