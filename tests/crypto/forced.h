/* Tests that run once for each backend: meson sets ZKSOLV_CPU (tests/crypto/meson.build). */
#ifndef ZKS_TESTS_CRYPTO_FORCED_H
#define ZKS_TESTS_CRYPTO_FORCED_H

#include "crypto/backend.h"

#include <stdio.h>
#include <stdlib.h>

enum { TEST_SKIPPED = 77 }; /* meson's */

/* Whether ZKSOLV_CPU names a backend this processor lacks; says so. */
static inline bool backend_is_missing(void)
{
    const char *name = getenv("ZKSOLV_CPU");
    if (name == NULL || zks_backend_select(name) == ZKS_BACKEND_SELECTED)
        return false;
    printf("skipped: this processor cannot run '%s'\n", name);
    return true;
}

#endif
