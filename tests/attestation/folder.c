/* Files and folders: whole or not at all, never over anything, and what is not as it should be has its own status. */
#include "attestation/folder.h"
#include "attestation/statement.h"
#include "attestation/text.h"

#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

/* Each test runs in an empty directory of its own. */
static int enter(void **state)
{
    char *directory = strdup("/tmp/zksolv-test-XXXXXX");
    *state = directory;
    return directory == NULL || mkdtemp(directory) == NULL || chdir(directory) != 0;
}

static int leave(void **state)
{
    char command[64];
    int length = snprintf(command, sizeof command, "rm -rf %s", (char *)*state);
    free(*state);
    return length < 0 || chdir("/") != 0 || system(command) != 0;
}

static size_t entries(const char *directory)
{
    size_t count = 0;
    DIR *listing = opendir(directory);
    assert_non_null(listing);
    while (readdir(listing) != NULL)
        count++;
    closedir(listing);
    return count - 2;
}

static void put(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static unsigned mode_of(const char *path)
{
    struct stat about;
    assert_int_equal(stat(path, &about), 0);
    return about.st_mode & 0777;
}

static zks_folder sample(void)
{
    static char statement[] = "{}\n";
    static uint8_t accounts[64] = {1, 2, 3}, proof[3] = {4, 5, 6};
    return (zks_folder){.statement = statement,
                        .accounts = accounts,
                        .proof = proof,
                        .statement_length = 3,
                        .accounts_length = 64,
                        .proof_length = 3};
}

static void a_folder_is_read_as_it_was_written(void **state)
{
    (void)state;
    umask(022);
    zks_folder written = sample(), read = {0};
    zks_report report;
    int is_folder = 7;
    static const char *const paths[] = {"out", "./out2", "out3/"};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(zks_folder_write(paths[i], &written, NULL, &report), ZKS_OK);
        assert_int_equal(entries("."), i + 1);
    }
    assert_int_equal(entries("out"), 3);
    assert_int_equal(mode_of("out"), 0755);
    assert_int_equal(mode_of("out/proof.bin"), 0644);

    assert_int_equal(zks_folder_read_statement(&read, "out", &is_folder, &report), ZKS_OK);
    assert_true(is_folder);
    assert_string_equal(read.statement, "{}\n");
    assert_int_equal(read.statement_length, 3);
    assert_null(read.accounts);
    assert_int_equal(zks_folder_read_files(&read, "out", 64, 3, &report), ZKS_OK);
    assert_int_equal(read.accounts_length, 64);
    assert_memory_equal(read.accounts, written.accounts, 64);
    assert_memory_equal(read.proof, written.proof, 3);
    zks_folder_clear(&read);
    assert_null(read.proof);
}

static void a_statement_may_stand_alone(void **state)
{
    (void)state;
    put("some.json", "[]");
    zks_folder read = {0};
    zks_report report;
    int is_folder = 7;
    assert_int_equal(zks_folder_read_statement(&read, "some.json", &is_folder, &report), ZKS_OK);
    assert_false(is_folder);
    assert_string_equal(read.statement, "[]");
    zks_folder_clear(&read);
}

static void a_statement_that_is_no_file(void **state)
{
    (void)state;
    zks_folder read = {0};
    zks_report report;
    int is_folder;
    assert_int_equal(zks_folder_read_statement(&read, "none", &is_folder, &report), ZKS_ERROR_READ);
    assert_string_equal(report.detail, "'none': No such file or directory");
    assert_int_equal(mkdir("empty", 0777), 0);
    assert_int_equal(zks_folder_read_statement(&read, "empty", &is_folder, &report), ZKS_ERROR_READ);
    assert_string_equal(report.detail, "'empty/statement.json': No such file or directory");
    assert_int_equal(mkdir("empty/statement.json", 0777), 0);
    assert_int_equal(zks_folder_read_statement(&read, "empty", &is_folder, &report), ZKS_ERROR_READ);
    assert_string_equal(report.detail, "'empty/statement.json' is not a file");
    assert_int_equal(rmdir("empty/statement.json"), 0);
    assert_int_equal(mkfifo("empty/statement.json", 0666), 0);
    assert_int_equal(zks_folder_read_statement(&read, "empty", &is_folder, &report), ZKS_ERROR_READ);
}

static void a_statement_too_long(void **state)
{
    (void)state;
    put("long.json", "");
    assert_int_equal(truncate("long.json", (off_t)ZKS_STATEMENT_MAX_BYTES + 1), 0);
    zks_folder read = {0};
    zks_report report;
    int is_folder;
    assert_int_equal(zks_folder_read_statement(&read, "long.json", &is_folder, &report), ZKS_REJECT_STATEMENT_ENCODING);
}

static void files_of_wrong_length_or_kind(void **state)
{
    (void)state;
    zks_folder written = sample(), read = {0};
    zks_report report;
    assert_int_equal(zks_folder_write("out", &written, NULL, &report), ZKS_OK);
    assert_int_equal(zks_folder_read_files(&read, "out", 63, 3, &report), ZKS_REJECT_ACCOUNTS_LENGTH);
    assert_string_equal(report.detail, "'out/accounts.bin' has 64 bytes, not 63");
    assert_int_equal(zks_folder_read_files(&read, "out", 65, 3, &report), ZKS_REJECT_ACCOUNTS_LENGTH);
    assert_int_equal(zks_folder_read_files(&read, "out", UINT64_MAX, 3, &report), ZKS_REJECT_ACCOUNTS_LENGTH);
    assert_int_equal(zks_folder_read_files(&read, "out", 64, 2, &report), ZKS_REJECT_PROOF_LENGTH);
    assert_int_equal(zks_folder_read_files(&read, "out", 64, 4, &report), ZKS_REJECT_PROOF_LENGTH);
    assert_int_equal(zks_folder_read_files(&read, "out", 63, 4, &report), ZKS_REJECT_ACCOUNTS_LENGTH);
    assert_int_equal(zks_folder_read_files(&read, "none", 64, 3, &report), ZKS_ERROR_READ);
    assert_int_equal(unlink("out/proof.bin"), 0);
    assert_int_equal(zks_folder_read_files(&read, "out", 64, 3, &report), ZKS_ERROR_READ);
    assert_int_equal(mkdir("out/proof.bin", 0777), 0);
    assert_int_equal(zks_folder_read_files(&read, "out", 64, 3, &report), ZKS_ERROR_READ);
    assert_int_equal(rmdir("out/proof.bin"), 0);
    assert_int_equal(mkfifo("out/proof.bin", 0666), 0);
    assert_int_equal(zks_folder_read_files(&read, "out", 64, 0, &report), ZKS_ERROR_READ);
    assert_int_equal(unlink("out/proof.bin"), 0);
    assert_int_equal(symlink("/dev/zero", "out/proof.bin"), 0);
    assert_int_equal(zks_folder_read_files(&read, "out", 64, 3, &report), ZKS_ERROR_READ);
    assert_null(read.accounts);
    assert_null(read.proof);
}

static void an_empty_file_is_read_as_empty(void **state)
{
    (void)state;
    zks_folder written = sample(), read = {0};
    written.proof_length = 0;
    zks_report report;
    assert_int_equal(zks_folder_write("out", &written, NULL, &report), ZKS_OK);
    assert_int_equal(zks_folder_read_files(&read, "out", 64, 0, &report), ZKS_OK);
    assert_int_equal(read.proof_length, 0);
    zks_folder_clear(&read);
}

static void never_over_what_exists(void **state)
{
    (void)state;
    zks_folder folder = sample();
    zks_report report;
    assert_int_equal(mkdir("empty", 0777), 0);
    put("file", "kept");
    assert_int_equal(symlink("nowhere", "link"), 0);
    static const char *const taken[] = {"empty", "empty/", "file", "link", ".", "..", "/", "./empty/."};
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++) {
        assert_int_equal(zks_folder_write(taken[i], &folder, NULL, &report), ZKS_ERROR_EXISTS);
        assert_int_equal(zks_file_write(taken[i], "new", 3, 0666, &report), ZKS_ERROR_EXISTS);
    }
    assert_int_equal(entries("."), 3);
    assert_int_equal(entries("empty"), 0);
    char *text;
    size_t length;
    assert_int_equal(zks_file_read(&text, &length, "file", 10, &report), ZKS_OK);
    assert_string_equal(text, "kept");
    free(text);
}

static void nowhere_to_write(void **state)
{
    (void)state;
    zks_folder folder = sample();
    zks_report report;
    put("file", "");
    char long_name[300];
    memset(long_name, 'n', sizeof long_name - 1);
    long_name[sizeof long_name - 1] = '\0';
    /* /proc takes no new entries from anyone, root included */
    const char *const nowhere[] = {"none/out", "file/out", "/proc/zksolv", "", long_name};
    for (size_t i = 0; i < sizeof nowhere / sizeof *nowhere; i++) {
        assert_int_equal(zks_folder_write(nowhere[i], &folder, NULL, &report), ZKS_ERROR_WRITE);
        assert_int_equal(zks_file_write(nowhere[i], "new", 3, 0666, &report), ZKS_ERROR_WRITE);
        assert_non_null(strstr(report.detail, "': "));
    }
    assert_int_equal(entries("."), 1);
}

static void an_interrupted_folder_leaves_nothing(void **state)
{
    (void)state;
    zks_folder folder = sample(), empty = {0};
    zks_report report;
    volatile int interrupted = 1;
    assert_int_equal(zks_folder_write("out", &folder, &interrupted, &report), ZKS_ERROR_INTERRUPTED);
    assert_int_equal(zks_folder_write("out", &empty, &interrupted, &report), ZKS_ERROR_INTERRUPTED);
    assert_int_equal(entries("."), 0);
    interrupted = 0;
    assert_int_equal(zks_folder_write("out", &folder, &interrupted, &report), ZKS_OK);
}

/* Bytes that cannot be read make write() fail in the middle: the second file of three. */
static void a_failure_in_the_middle_leaves_nothing(void **state)
{
    (void)state;
    zks_folder folder = sample();
    void *unreadable = mmap(NULL, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    assert_ptr_not_equal(unreadable, MAP_FAILED);
    folder.proof = unreadable;
    zks_report report;
    assert_int_equal(zks_folder_write("out", &folder, NULL, &report), ZKS_ERROR_WRITE);
    assert_int_equal(zks_file_write("file", unreadable, 3, 0666, &report), ZKS_ERROR_WRITE);
    assert_int_equal(entries("."), 0);
    munmap(unreadable, 4096);
}

/* What makes the last files, and what it saw. */
typedef struct {
    zks_status status;
    int calls;
    bool others_are_there;
    volatile int *flag; /* set while they are made */
} last_files;

static zks_status make_last_files(void *context, zks_folder_file files[ZKS_FOLDER_LAST_FILES], zks_report *report)
{
    last_files *l = context;
    char path[300] = "";
    DIR *here = opendir(".");
    for (struct dirent *entry; (entry = readdir(here)) != NULL;)
        if (strncmp(entry->d_name, ".zksolv-", 8) == 0)
            snprintf(path, sizeof path, "%s/statement.json", entry->d_name);
    closedir(here);
    l->calls++;
    l->others_are_there = access(path, F_OK) == 0;
    if (l->flag != NULL)
        *l->flag = 1;
    files[0] = (zks_folder_file){"one", "1", 1};
    files[1] = (zks_folder_file){"two", "22", 2};
    zks_report_detail(report, "made");
    return l->status;
}

static void the_last_files_are_made_when_the_others_are_there(void **state)
{
    (void)state;
    volatile int interrupted = 0;
    last_files l = {.flag = &interrupted};
    const zks_folder_last last = {make_last_files, &l};
    zks_folder folder = sample();
    folder.last = &last;
    zks_report report;
    char *bytes;
    size_t length;
    /* An interruption comes too late once they are made. */
    assert_int_equal(zks_folder_write("out", &folder, &interrupted, &report), ZKS_OK);
    assert_int_equal(l.calls, 1);
    assert_true(l.others_are_there);
    assert_int_equal(entries("out"), 5);
    assert_int_equal(zks_file_read(&bytes, &length, "out/two", 9, &report), ZKS_OK);
    assert_string_equal(bytes, "22");
    free(bytes);
}

static void the_last_files_are_not_made_in_vain(void **state)
{
    (void)state;
    last_files l = {.status = ZKS_ERROR_INPUT};
    const zks_folder_last last = {make_last_files, &l};
    zks_folder folder = sample();
    folder.last = &last;
    zks_report report;
    volatile int interrupted = 1;
    assert_int_equal(zks_folder_write("out", &folder, &interrupted, &report), ZKS_ERROR_INTERRUPTED);
    assert_int_equal(zks_folder_write("no/where", &folder, NULL, &report), ZKS_ERROR_WRITE);
    assert_int_equal(l.calls, 0);
    assert_int_equal(zks_folder_write("out", &folder, NULL, &report), ZKS_ERROR_INPUT);
    assert_int_equal(l.calls, 1);
    assert_int_equal(entries("."), 0);
}

static void a_file_is_replaced_whole(void **state)
{
    (void)state;
    zks_report report;
    char *bytes;
    size_t length;
    assert_int_equal(zks_file_replace("file", "first", 5, 0600, &report), ZKS_OK);
    assert_int_equal(zks_file_replace("file", "second", 6, 0600, &report), ZKS_OK);
    void *unreadable = mmap(NULL, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    assert_ptr_not_equal(unreadable, MAP_FAILED);
    assert_int_equal(zks_file_replace("file", unreadable, 3, 0600, &report), ZKS_ERROR_WRITE);
    munmap(unreadable, 4096);
    assert_int_equal(zks_file_read(&bytes, &length, "file", 9, &report), ZKS_OK);
    assert_string_equal(bytes, "second");
    free(bytes);
    assert_int_equal(entries("."), 1);
}

static void a_file_is_read_as_it_was_written(void **state)
{
    (void)state;
    zks_report report;
    enum { LENGTH = 3000000 };
    char *bytes = malloc(LENGTH), *read;
    assert_non_null(bytes);
    for (size_t i = 0; i < LENGTH; i++)
        bytes[i] = (char)(i * i >> 3);
    size_t length;
    assert_int_equal(zks_file_write("file", bytes, LENGTH, 0600, &report), ZKS_OK);
    assert_int_equal(mode_of("file"), 0600);
    assert_int_equal(entries("."), 1);
    assert_int_equal(zks_file_read(&read, &length, "file", LENGTH, &report), ZKS_OK);
    assert_int_equal(length, LENGTH);
    assert_memory_equal(read, bytes, LENGTH);
    assert_int_equal(read[LENGTH], 0);
    free(read);
    free(bytes);
}

static void the_limit_of_a_file(void **state)
{
    (void)state;
    char *text;
    size_t length;
    zks_report report;
    put("four", "1234");
    put("none", "");
    assert_int_equal(zks_file_read(&text, &length, "four", 3, &report), ZKS_ERROR_INPUT);
    assert_string_equal(report.detail, "'four' is longer than 3 bytes");
    assert_int_equal(zks_file_read(&text, &length, "four", 4, &report), ZKS_OK);
    assert_int_equal(length, 4);
    free(text);
    assert_int_equal(zks_file_read(&text, &length, "none", 0, &report), ZKS_OK);
    assert_string_equal(text, "");
    free(text);
    assert_int_equal(zks_file_read(&text, &length, "/dev/zero", 100000, &report), ZKS_ERROR_INPUT);
    assert_int_equal(zks_file_read(&text, &length, ".", 4, &report), ZKS_ERROR_READ);
    assert_string_equal(report.detail, "'.': Is a directory");
    assert_int_equal(zks_file_read(&text, &length, "absent\x1b[2J", 4, &report), ZKS_ERROR_READ);
    assert_string_equal(report.detail, "'absent?[2J': No such file or directory");
}

static void a_file_of_unknown_length(void **state)
{
    (void)state;
    char *text;
    size_t length;
    zks_report report;
    FILE *pipe = popen("head -c 100000 /dev/zero", "r");
    assert_non_null(pipe);
    char path[32];
    snprintf(path, sizeof path, "/dev/fd/%d", fileno(pipe));
    assert_int_equal(zks_file_read(&text, &length, path, 200000, &report), ZKS_OK);
    assert_int_equal(length, 100000);
    free(text);
    pclose(pipe);
}

#define test(function) cmocka_unit_test_setup_teardown(function, enter, leave)

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(a_folder_is_read_as_it_was_written),
        test(a_statement_may_stand_alone),
        test(a_statement_that_is_no_file),
        test(a_statement_too_long),
        test(files_of_wrong_length_or_kind),
        test(an_empty_file_is_read_as_empty),
        test(never_over_what_exists),
        test(nowhere_to_write),
        test(an_interrupted_folder_leaves_nothing),
        test(a_failure_in_the_middle_leaves_nothing),
        test(the_last_files_are_made_when_the_others_are_there),
        test(the_last_files_are_not_made_in_vain),
        test(a_file_is_replaced_whole),
        test(a_file_is_read_as_it_was_written),
        test(the_limit_of_a_file),
        test(a_file_of_unknown_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
