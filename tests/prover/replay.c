/* Runs a fuzz target over every file of the folder given: the corpus as a test, without libFuzzer. */
#include "fuzz.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

static int replay(const char *folder, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    uint8_t *bytes = malloc(1 << 20);
    if (file == NULL || bytes == NULL)
        return 1;
    size_t length = fread(bytes, 1, 1 << 20, file);
    int result = LLVMFuzzerTestOneInput(bytes, length);
    free(bytes);
    fclose(file);
    return result;
}

int main(int count, char **arguments)
{
    DIR *folder = count == 2 ? opendir(arguments[1]) : NULL;
    if (folder == NULL)
        return 1;
    size_t replayed = 0;
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        if (entry->d_name[0] == '.')
            continue;
        if (replay(arguments[1], entry->d_name) != 0)
            return 1;
        replayed++;
    }
    closedir(folder);
    printf("%zu inputs\n", replayed);
    return replayed == 0;
}
