#include "prover/postgresql/copy_line.h"

#include <string.h>

/* What stands for a byte behind a backslash; 0: nothing. */
static char escaped(char c)
{
    static const char letters[] = "bfnrtv\\", bytes[] = "\b\f\n\r\t\v\\";
    const char *found = c != 0 ? strchr(letters, c) : NULL;
    return found != NULL ? bytes[found - letters] : 0;
}

static bool take_escapes(zks_copied *field, char *text, size_t length)
{
    *field = (zks_copied){text, 0};
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        if (c == '\\') {
            c = ++i < length ? escaped(text[i]) : (char)0;
            if (c == 0)
                return false;
        }
        text[field->length++] = c;
    }
    return true;
}

bool zks_copy_line(char *line, size_t length, zks_copied *fields, size_t count)
{
    if (length == 0 || line[length - 1] != '\n')
        return false;
    char *at = line, *end = line + length - 1;
    for (size_t i = 0; i < count; i++) {
        char *tab = memchr(at, '\t', (size_t)(end - at)), *stop = tab != NULL ? tab : end;
        size_t taken = (size_t)(stop - at);
        if ((tab == NULL) != (i + 1 == count))
            return false;
        if (taken == 2 && memcmp(at, "\\N", 2) == 0)
            fields[i] = (zks_copied){NULL, 0};
        else if (!take_escapes(&fields[i], at, taken))
            return false;
        at = stop + 1;
    }
    return true;
}
