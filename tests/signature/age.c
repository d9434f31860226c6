/* How old an attestation may be, at the limit and around it; and files of a folder that are not there or too long. */
#include "fixture.h"

#include "signature/age.h"
#include "signature/files.h"

#include <sys/stat.h>

static void age_has_a_limit(void **state)
{
    (void)state;
    static const struct {
        const char *time, *now;
        uint64_t limit;
        zks_status status;
    } cases[] = {
        {"2026-08-20T00:00:00Z", "2026-08-20T00:00:00Z", 0, ZKS_OK},
        {"2026-08-20T00:00:00Z", "2026-08-20T00:00:01Z", 0, ZKS_REJECT_AGE},
        {"2026-08-20T00:00:00Z", "2026-08-21T00:00:00Z", 86400, ZKS_OK},
        {"2026-08-20T00:00:00Z", "2026-08-21T00:00:01Z", 86400, ZKS_REJECT_AGE},
        {"0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z", UINT64_MAX, ZKS_OK},
        {"2026-08-20T00:05:00Z", "2026-08-20T00:00:00Z", 0, ZKS_OK},
        {"2026-08-20T00:05:01Z", "2026-08-20T00:00:00Z", UINT64_MAX, ZKS_REJECT_AGE},
        {"9999-12-31T23:59:59Z", "2026-08-20T00:00:00Z", UINT64_MAX, ZKS_REJECT_AGE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        zks_report report;
        assert_int_equal(zks_age_check(cases[i].time, cases[i].now, cases[i].limit, &report), cases[i].status);
    }
}

static void the_older_time_counts(void **state)
{
    (void)state;
    static const char now[] = "2026-08-20T01:00:00Z";
    static const struct {
        const char *created, *timestamp;
        zks_status status;
        const char *of, *detail;
    } cases[] = {
        {"2026-08-20T00:00:00Z", NULL, ZKS_OK, "created", NULL},
        {"2026-08-19T23:59:59Z", NULL, ZKS_REJECT_AGE, "created",
         "created: 2026-08-19T23:59:59Z is 3601 seconds before 2026-08-20T01:00:00Z, more than 3600"},
        {"2026-08-20T00:00:00Z", "2026-08-19T23:59:59Z", ZKS_REJECT_AGE, "timestamp",
         "timestamp: 2026-08-19T23:59:59Z is 3601 seconds before"},
        {"2026-08-19T23:59:59Z", "2026-08-20T00:00:00Z", ZKS_REJECT_AGE, "created", "created: 2026-08-19T23:59:59Z"},
        {"2026-08-20T00:00:01Z", "2026-08-20T00:00:00Z", ZKS_OK, "timestamp", NULL},
        {"2026-08-20T00:00:00Z", "2026-08-20T00:00:00Z", ZKS_OK, "created", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *of;
        zks_report report;
        zks_status status = zks_age_check_older(&of, cases[i].created, cases[i].timestamp, now, 3600, &report);
        assert_int_equal(status, cases[i].status);
        assert_string_equal(of, cases[i].of);
        if (cases[i].detail != NULL)
            assert_detail(&report, cases[i].detail);
    }
}

static void files_are_read_or_refused_by_their_reason(void **state)
{
    (void)state;
    char *bytes;
    size_t length;
    zks_report report;
    assert_int_equal(mkdir("folder", 0777), 0);
    write_text("folder/statement.p7s", "12345");
    assert_int_equal(mkfifo("folder/statement.tsr", 0666), 0);
    assert_int_equal(zks_signature_file_read(&bytes, &length, "folder", ZKS_FILE_CMS, 5, ZKS_REJECT_SIGNATURE_MISSING,
                                             ZKS_REJECT_SIGNATURE_ENCODING, &report),
                     ZKS_OK);
    assert_string_equal(bytes, "12345");
    assert_int_equal(length, 5);
    free(bytes);
    assert_int_equal(zks_signature_file_read(&bytes, &length, "folder", ZKS_FILE_CMS, 4, ZKS_REJECT_SIGNATURE_MISSING,
                                             ZKS_REJECT_SIGNATURE_ENCODING, &report),
                     ZKS_REJECT_SIGNATURE_ENCODING);
    assert_int_equal(zks_signature_file_read(&bytes, &length, "folder", ZKS_FILE_LOG_PROOF, 4,
                                             ZKS_REJECT_SIGNATURE_MISSING, ZKS_REJECT_SIGNATURE_ENCODING, &report),
                     ZKS_REJECT_SIGNATURE_MISSING);
    assert_detail(&report, "'folder/statement.tlog-proof': No such file");
    assert_int_equal(zks_signature_file_read(&bytes, &length, "folder", ZKS_FILE_TIMESTAMP, 4,
                                             ZKS_REJECT_TIMESTAMP_MISSING, ZKS_REJECT_TIMESTAMP_ENCODING, &report),
                     ZKS_ERROR_READ);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(age_has_a_limit),
        cmocka_unit_test(the_older_time_counts),
        cmocka_unit_test(files_are_read_or_refused_by_their_reason),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
