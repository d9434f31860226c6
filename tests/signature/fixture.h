/* What the tests of signatures share: a folder of their own to write files in, and the keys and notes published with
 * the format (golang.org/x/mod/sumdb/note). */
#ifndef ZKS_TESTS_SIGNATURE_FIXTURE_H
#define ZKS_TESTS_SIGNATURE_FIXTURE_H

#include "../policy/folder.h"
#include "attestation/folder.h"
#include "signature/note_signer.h"

#include <stdbool.h>

#define PETER_PRIVATE "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
#define PETER "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
#define ENOCH "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
#define TEXT "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
#define PETER_LINE                                                                                                     \
    "\u2014 PeterNeumann "                                                                                             \
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
#define ENOCH_LINE                                                                                                     \
    "\u2014 EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"

static inline void write_text(const char *path, const char *text)
{
    write_file(path, text, strlen(text));
}

/* malloc'd, NUL-terminated. */
static inline char *read_file(const char *path, size_t *length)
{
    char *bytes = NULL;
    zks_report report;
    assert_int_equal(zks_file_read(&bytes, length, path, 1 << 24, &report), ZKS_OK);
    return bytes;
}

static inline zks_note_key key_of(const char *text)
{
    zks_note_key key;
    zks_report report;
    assert_int_equal(zks_note_key_parse(&key, text, strlen(text), &report), ZKS_OK);
    return key;
}

/* A fresh key. */
static inline zks_note_signer signer_of(const char *name)
{
    zks_note_signer signer;
    zks_report report;
    assert_int_equal(zks_note_signer_generate(&signer, name, &report), ZKS_OK);
    return signer;
}

static inline void assert_detail(const zks_report *report, const char *part)
{
    if (strstr(report->detail, part) == NULL)
        fail_msg("'%s' does not say '%s'", report->detail, part);
}

#endif
