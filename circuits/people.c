#include "circuits/people.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

char *zks_name(const char *format, ...)
{
    char *name;
    va_list arguments;
    va_start(arguments, format);
    int length = vasprintf(&name, format, arguments);
    va_end(arguments);
    return length < 0 ? NULL : name;
}

static const char *member_in_scope(const zks_in_scope *scope, size_t index)
{
    return scope->numbers->indexes[index].members[scope->member[index]].name;
}

/* name + first + second + third; takes the name. */
static char *extend(char *name, const char *first, const char *second, const char *third)
{
    char *longer = name ? zks_name("%s%s%s%s", name, first, second, third) : NULL;
    free(name);
    return longer;
}

char *zks_name_in_scope(const zks_in_scope *scope, const char *name, const zks_over *over)
{
    char *out = zks_name("%s", name);
    for (size_t i = 0; i < over->count; i++)
        out = extend(out, i ? ", " : "[", member_in_scope(scope, over->index[i]), i + 1 == over->count ? "]" : "");
    return out;
}

char *zks_name_with_members(const zks_in_scope *scope, char *name, const size_t *indexes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        name = zks_name_with(name, scope->circuit->indexes.items[indexes[i]]->name);
        name = extend(name, " ", member_in_scope(scope, indexes[i]), "");
    }
    return name;
}

char *zks_name_with(char *name, const char *what)
{
    return extend(name, ", ", what, "");
}

char *zks_name_with_number(char *name, const char *what, size_t number)
{
    char digits[24];
    snprintf(digits, sizeof digits, " %zu", number);
    return extend(name, ", ", what, digits);
}
