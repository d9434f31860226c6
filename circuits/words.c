#include "circuits/words.h"

#include <stdlib.h>

void zks_words_begin(zks_words *words)
{
    *words = (zks_words){0};
    words->out = open_memstream(&words->text, &words->length);
}

char *zks_words_end(zks_words *words)
{
    if (words->out == NULL)
        return NULL;
    int failed = ferror(words->out);
    if (fclose(words->out) == 0 && !failed)
        return words->text;
    free(words->text);
    return NULL;
}
