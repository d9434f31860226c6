/* A folder of a test's own to write files in. */
#ifndef ZKS_TESTS_POLICY_FOLDER_H
#define ZKS_TESTS_POLICY_FOLDER_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "crypto/secret.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Makes a new folder the working directory; the group's teardown removes it. */
static inline int enter_folder(void **state)
{
    char *folder = strdup("/tmp/zksolv-test-XXXXXX");
    if (folder == NULL || mkdtemp(folder) == NULL || chdir(folder) != 0 || !zks_crypto_start())
        return -1;
    *state = folder;
    return 0;
}

static inline int leave_folder(void **state)
{
    char command[64];
    snprintf(command, sizeof command, "rm -rf %s", (char *)*state);
    free(*state);
    return chdir("/") != 0 || system(command) != 0;
}

static inline void write_file(const char *path, const void *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

#endif
