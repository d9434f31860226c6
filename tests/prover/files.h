/* Whole files in the working directory, as the prover leaves them there. */
#ifndef ZKS_TESTS_PROVER_FILES_H
#define ZKS_TESTS_PROVER_FILES_H

#include "fixture.h"

#include <dirent.h>
#include <sys/stat.h>

typedef struct {
    uint8_t *bytes;
    size_t length;
} content;

static inline content read_content(const char *path)
{
    content c = {.bytes = malloc(1 << 22)};
    FILE *file = fopen(path, "rb");
    if (file == NULL || c.bytes == NULL)
        fail_msg("cannot read %s", path);
    c.length = fread(c.bytes, 1, 1 << 22, file);
    assert_true(c.length < 1 << 22);
    assert_int_equal(fclose(file), 0);
    return c;
}

static inline bool same_content(const char *a, const char *b)
{
    content first = read_content(a), second = read_content(b);
    bool same = first.length == second.length && memcmp(first.bytes, second.bytes, first.length) == 0;
    free(first.bytes);
    free(second.bytes);
    return same;
}

static inline bool is_there(const char *path)
{
    struct stat about;
    return lstat(path, &about) == 0;
}

static inline unsigned mode_of(const char *path)
{
    struct stat about;
    assert_int_equal(lstat(path, &about), 0);
    return about.st_mode & 07777;
}

/* Entries of a folder, hidden ones included. */
static inline size_t count_entries(const char *path)
{
    size_t count = 0;
    DIR *folder = opendir(path);
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;)
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    closedir(folder);
    return count;
}

#endif
