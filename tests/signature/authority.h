/* A certificate authority of the tests' own, made with the openssl program in the working directory. */
#ifndef ZKS_TESTS_SIGNATURE_AUTHORITY_H
#define ZKS_TESTS_SIGNATURE_AUTHORITY_H

#include "fixture.h"

#include <time.h>

/* Runs a shell command; its exit status. */
__attribute__((format(printf, 1, 2))) static inline int run(const char *format, ...)
{
    char command[1024], quiet[1100];
    va_list arguments;
    va_start(arguments, format);
    assert_true(vsnprintf(command, sizeof command, format, arguments) < (int)sizeof command);
    va_end(arguments);
    snprintf(quiet, sizeof quiet, "{ %s; } >> openssl.output 2>&1", command);
    return system(quiet);
}

#define P256 "ec -pkeyopt ec_paramgen_curve:P-256"
#define RSA_2048 "rsa:2048"

/* NAME.key and the self-signed NAME.pem. */
static inline void make_authority(const char *name)
{
    assert_int_equal(run("openssl req -x509 -newkey " P256 " -nodes -keyout %s.key -out %s.pem -days 3650 "
                         "-subj '/CN=The authority %s'",
                         name, name, name),
                     0);
}

/* NAME.key and NAME.pem, valid for a year, by an authority; `extensions`: lines of openssl's configuration. */
static inline void make_certificate(const char *name, const char *kind, const char *extensions, const char *authority)
{
    write_text("extensions", extensions);
    assert_int_equal(run("openssl req -newkey %s -nodes -keyout %s.key -out %s.csr -subj '/O=The Issuer/CN=%s'", kind,
                         name, name, name),
                     0);
    assert_int_equal(run("openssl x509 -req -in %s.csr -CA %s.pem -CAkey %s.key -CAcreateserial -days 365 -extfile "
                         "extensions -out %s.pem",
                         name, authority, authority, name),
                     0);
}

static const int64_t day = 86400;

#endif
