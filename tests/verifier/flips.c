/* One bit changed in every 64th part of every file of an attestation, and every such length cut off: always rejected.
 */
#include "sample.h"

#include "zksolv/verify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { PARTS = 64 };

static void assert_rejected(const copy *c)
{
    zks_verification verification;
    zks_report report;
    zks_status status = zks_verify_attestation(copy_write(c), 1, NULL, &verification, &report);
    assert_true(zks_status_is_rejection(status));
    zks_verification_clear(&verification);
}

/* A copy whose statement is given as text, so that its bytes can be changed. */
static copy as_text(void)
{
    copy c = copy_make();
    c.text = json_dumps(c.statement, JSON_COMPACT | JSON_SORT_KEYS);
    assert_non_null(c.text);
    c.text_length = strlen(c.text) + 1;
    c.text[c.text_length - 1] = '\n';
    return c;
}

static void flip_everywhere(const copy *c, uint8_t *bytes, size_t length)
{
    for (size_t part = 0; part < PARTS; part++) {
        uint8_t *byte = &bytes[length * part / PARTS], bit = (uint8_t)(1 << (part % 8));
        *byte ^= bit;
        assert_rejected(c);
        *byte ^= bit;
    }
}

static void flipped(void **state)
{
    (void)state;
    copy c = as_text();
    flip_everywhere(&c, (uint8_t *)c.text, c.text_length);
    flip_everywhere(&c, c.accounts, c.accounts_length);
    flip_everywhere(&c, c.proof, c.proof_length);
    copy_free(&c);
}

/* The same behind the digests: the proof itself notices. */
static void flipped_and_digested(void **state)
{
    (void)state;
    copy c = copy_make();
    for (size_t part = 0; part < PARTS; part++) {
        c.proof[c.proof_length * part / PARTS] ^= 4;
        copy_fix_digests(&c);
        assert_rejected(&c);
        c.proof[c.proof_length * part / PARTS] ^= 4;
    }
    for (size_t part = 0; part < PARTS; part++) {
        c.accounts[c.accounts_length * part / PARTS] ^= 4;
        copy_fix_digests(&c);
        copy_fix_root(&c);
        assert_rejected(&c);
        c.accounts[c.accounts_length * part / PARTS] ^= 4;
    }
    copy_free(&c);
}

static void cut(const copy *c, size_t *length)
{
    size_t whole = *length;
    for (size_t part = 0; part < PARTS; part++) {
        *length = whole * part / PARTS;
        assert_rejected(c);
    }
    *length = whole;
}

static void cut_off(void **state)
{
    (void)state;
    copy c = as_text();
    cut(&c, &c.text_length);
    cut(&c, &c.accounts_length);
    cut(&c, &c.proof_length);
    copy_free(&c);
}

static void statement_extended(void **state)
{
    (void)state;
    for (int byte = 0; byte < 256; byte++) {
        copy c = as_text();
        c.text = realloc(c.text, c.text_length + 1);
        assert_non_null(c.text);
        c.text[c.text_length++] = (char)byte;
        assert_copy_gives(&c, ZKS_REJECT_STATEMENT_ENCODING, -1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(flipped),
        cmocka_unit_test(flipped_and_digested),
        cmocka_unit_test(cut_off),
        cmocka_unit_test(statement_extended),
    };
    return cmocka_run_group_tests(tests, sample_start, sample_end);
}
