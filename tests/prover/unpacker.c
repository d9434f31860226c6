/* Files packed with gzip and zstd, whole and damaged. */
#include "fixture.h"

#include "prover/unpacker.h"

#include <zlib.h>
#include <zstd.h>

enum { TEXT_BYTES = 200000, ROOM = 2 * TEXT_BYTES };

typedef struct {
    unsigned char bytes[ROOM];
    size_t length;
} content;

static content text;

/* Lines that are not the same, so that they do not shrink to nothing. */
static void make_text(void)
{
    uint32_t state = 1;
    while (text.length < TEXT_BYTES) {
        state = state * 1664525 + 1013904223;
        text.length +=
            (size_t)sprintf((char *)text.bytes + text.length, "account%u,BTC,%u\n", state >> 4, state & 1023);
    }
}

static void add_gzip(content *packed, const unsigned char *bytes, size_t length)
{
    z_stream stream = {.next_in = (unsigned char *)bytes,
                       .avail_in = (uInt)length,
                       .next_out = packed->bytes + packed->length,
                       .avail_out = (uInt)(ROOM - packed->length)};
    assert_int_equal(deflateInit2(&stream, 6, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
    packed->length += stream.total_out;
    deflateEnd(&stream);
}

static void add_zstd(content *packed, const unsigned char *bytes, size_t length)
{
    ZSTD_CCtx *context = ZSTD_createCCtx();
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
    size_t added = ZSTD_compress2(context, packed->bytes + packed->length, ROOM - packed->length, bytes, length);
    assert_false(ZSTD_isError(added));
    packed->length += added;
    ZSTD_freeCCtx(context);
}

static void (*const packers[])(content *packed, const unsigned char *bytes, size_t length) = {add_gzip, add_zstd};
#define EACH_PACKER(p)                                                                                                 \
    size_t p = 0;                                                                                                      \
    p < sizeof packers / sizeof *packers;                                                                              \
    p++

/* Reads the file "packed", in pieces of so many bytes. */
static zks_status unpack(content *unpacked, size_t piece, zks_report *report)
{
    zks_byte_source *source;
    zks_status status = zks_unpacker_open(&source, "packed", report);
    if (status != ZKS_OK)
        return status;
    unpacked->length = 0;
    size_t got = 1;
    while (status == ZKS_OK && got > 0 && unpacked->length + piece <= ROOM) {
        status = source->read(source, unpacked->bytes + unpacked->length, piece, &got, report);
        unpacked->length += status == ZKS_OK ? got : 0;
    }
    if (status == ZKS_OK)
        assert_int_equal(source->bytes_read, source->bytes);
    source->close(source);
    return status;
}

static void assert_unpacked(const content *expected)
{
    static const size_t pieces[] = {1, 7, 4096, TEXT_BYTES};
    static content unpacked;
    zks_report report;
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        if (unpack(&unpacked, pieces[i], &report) != ZKS_OK)
            fail_msg("%s", report.detail);
        assert_int_equal(unpacked.length, expected->length);
        assert_memory_equal(unpacked.bytes, expected->bytes, expected->length);
    }
}

static void gives_what_was_packed(void **state)
{
    (void)state;
    write_file("packed", (const char *)text.bytes, text.length);
    assert_unpacked(&text);
    for (EACH_PACKER(p)) {
        static content packed;
        packed.length = 0;
        packers[p](&packed, text.bytes, text.length);
        write_file("packed", (const char *)packed.bytes, packed.length);
        assert_unpacked(&text);
    }
}

static void short_files_are_what_they_are(void **state)
{
    (void)state;
    static const char *const short_texts[] = {"", "a", "\x1F", "\x28\xB5\x2F", "P*M"};
    for (size_t i = 0; i < sizeof short_texts / sizeof *short_texts; i++) {
        static content expected;
        expected.length = strlen(short_texts[i]);
        memcpy(expected.bytes, short_texts[i], expected.length);
        write_file("packed", short_texts[i], expected.length);
        assert_unpacked(&expected);
    }
}

static void streams_behind_each_other_are_one(void **state)
{
    (void)state;
    for (EACH_PACKER(p)) {
        static content packed;
        packed.length = 0;
        packers[p](&packed, text.bytes, 1000);
        packers[p](&packed, text.bytes, 0);
        packers[p](&packed, text.bytes + 1000, text.length - 1000);
        write_file("packed", (const char *)packed.bytes, packed.length);
        assert_unpacked(&text);
    }
}

static void a_zstd_file_may_begin_with_what_is_skipped(void **state)
{
    (void)state;
    static content packed = {"\x5A\x2A\x4D\x18\x03\x00\x00\x00xyz", 11};
    add_zstd(&packed, text.bytes, text.length);
    write_file("packed", (const char *)packed.bytes, packed.length);
    assert_unpacked(&text);
}

static void assert_refused(const content *packed, size_t length)
{
    static content unpacked;
    zks_report report;
    write_file("packed", (const char *)packed->bytes, length);
    assert_int_equal(unpack(&unpacked, 4096, &report), ZKS_ERROR_INPUT);
    if (strncmp(report.detail, "packed: damaged ", 16) != 0 &&
        strncmp(report.detail, "packed: ends inside a ", 22) != 0)
        fail_msg("%s", report.detail);
}

static void what_is_cut_off_is_refused(void **state)
{
    (void)state;
    for (EACH_PACKER(p)) {
        static content packed;
        packed.length = 0;
        packers[p](&packed, text.bytes, 300);
        for (size_t length = 4; length < packed.length; length++)
            assert_refused(&packed, length);
    }
}

/* Not every bit counts, so that a damaged file may still be whole: then it gives what was packed. */
static void assert_refused_or_the_same(const content *packed, const content *expected)
{
    static content unpacked;
    zks_report report;
    write_file("packed", (const char *)packed->bytes, packed->length);
    if (unpack(&unpacked, 4096, &report) == ZKS_OK) {
        assert_int_equal(unpacked.length, expected->length);
        assert_memory_equal(unpacked.bytes, expected->bytes, expected->length);
    }
}

static void what_is_damaged_passes_for_nothing_else(void **state)
{
    (void)state;
    static content expected;
    expected = text;
    expected.length = 300;
    for (EACH_PACKER(p)) {
        static content packed;
        packed.length = 0;
        packers[p](&packed, text.bytes, expected.length);
        for (size_t bit = 8 * 4; bit < 8 * packed.length; bit++) {
            packed.bytes[bit / 8] ^= (unsigned char)(1 << bit % 8);
            assert_refused_or_the_same(&packed, &expected);
            packed.bytes[bit / 8] ^= (unsigned char)(1 << bit % 8);
        }
        packed.bytes[packed.length - 6] ^= 1; /* of a checksum, or of what it is over */
        assert_refused(&packed, packed.length);
        packed.bytes[packed.length - 6] ^= 1;
        memcpy(packed.bytes + packed.length, "behind", 6);
        assert_refused(&packed, packed.length + 6);
    }
}

static void a_window_of_any_size_is_refused(void **state)
{
    (void)state;
    /* A frame whose window is 2^41 bytes. */
    static const content packed = {"\x28\xB5\x2F\xFD\x00\xF8\x01\x00\x00", 9};
    assert_refused(&packed, packed.length);
}

static void what_cannot_be_opened_is_named(void **state)
{
    (void)state;
    zks_byte_source *source;
    zks_report report;
    assert_int_equal(zks_unpacker_open(&source, "absent", &report), ZKS_ERROR_READ);
    assert_string_equal(report.detail, "absent: No such file or directory");
}

int main(void)
{
    make_text();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_what_was_packed),
        cmocka_unit_test(short_files_are_what_they_are),
        cmocka_unit_test(streams_behind_each_other_are_one),
        cmocka_unit_test(a_zstd_file_may_begin_with_what_is_skipped),
        cmocka_unit_test(what_is_cut_off_is_refused),
        cmocka_unit_test(what_is_damaged_passes_for_nothing_else),
        cmocka_unit_test(a_window_of_any_size_is_refused),
        cmocka_unit_test(what_cannot_be_opened_is_named),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
