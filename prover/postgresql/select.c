#include "prover/postgresql/select.h"

#include <string.h>
#include <strings.h>

#define SPACES " \t\n\r\f\v"

/* What stands behind a comment, in which there may be others. */
static const char *skip_comment(const char *at)
{
    size_t depth = 0;
    do {
        bool begins = at[0] == '/' && at[1] == '*', ends = at[0] == '*' && at[1] == '/';
        depth = begins ? depth + 1 : ends ? depth - 1 : depth;
        at += begins || ends ? 2 : 1;
    } while (depth > 0 && *at != 0);
    return at;
}

static const char *first_word(const char *at)
{
    for (;;) {
        at += strspn(at, SPACES "(");
        if (at[0] == '-' && at[1] == '-')
            at += strcspn(at, "\n\r");
        else if (at[0] == '/' && at[1] == '*')
            at = skip_comment(at);
        else
            return at;
    }
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool zks_query_is_select(const char *query)
{
    static const char *const words[] = {"SELECT", "WITH", "VALUES", "TABLE"};
    const char *word = first_word(query);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strncasecmp(word, words[i], strlen(words[i])) == 0 && !is_letter(word[strlen(words[i])]))
            return true;
    return false;
}

size_t zks_query_length(const char *query)
{
    size_t length = strlen(query);
    while (length > 0 && strchr(SPACES ";", query[length - 1]) != NULL)
        length--;
    return length;
}
