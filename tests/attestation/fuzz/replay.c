/* Runs a fuzz target once on each file of the directories named: the corpus as a test, with any compiler. */
#include "attestation/folder.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay_file(const char *directory, const char *name)
{
    char *path, *bytes;
    size_t length;
    zks_report report;
    if (asprintf(&path, "%s/%s", directory, name) < 0)
        return 0;
    int is_read = zks_file_read(&bytes, &length, path, 1 << 24, &report) == ZKS_OK;
    if (is_read) {
        LLVMFuzzerTestOneInput((const uint8_t *)bytes, length);
        free(bytes);
    }
    free(path);
    return is_read;
}

/* The number of files run; an unreadable one counts for nothing. */
static int replay(const char *path)
{
    int count = 0;
    DIR *directory = opendir(path);
    if (directory == NULL)
        return 0;
    for (const struct dirent *entry; (entry = readdir(directory)) != NULL;)
        if (entry->d_name[0] != '.')
            count += replay_file(path, entry->d_name);
    closedir(directory);
    return count;
}

int main(int argc, char **argv)
{
    int count = 0;
    for (int i = 1; i < argc; i++)
        count += replay(argv[i]);
    printf("%d inputs\n", count);
    return count > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
