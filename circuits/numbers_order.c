#include "circuits/numbers_order.h"

#include "circuits/utf8.h"

#include <string.h>

bool zks_name_is_plain(const char *name)
{
    size_t length = strnlen(name, ZKS_MAX_NAME + 1);
    return length >= 1 && length <= ZKS_MAX_NAME && zks_utf8_is_plain(name, length);
}

const char *zks_shown_name(const char *name)
{
    return zks_name_is_plain(name) ? name : "(a name that cannot be shown)";
}

static const char *name_of(const void *item)
{
    const char *name;
    memcpy(&name, item, sizeof name);
    return name;
}

static void swap_items(unsigned char *a, unsigned char *b, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        unsigned char byte = a[i];
        a[i] = b[i];
        b[i] = byte;
    }
}

static size_t find_item(const unsigned char *items, size_t from, size_t count, size_t size, const char *name)
{
    size_t i = from;
    while (i < count && strcmp(name_of(items + i * size), name) != 0)
        i++;
    return i;
}

static bool is_declared(const zks_symbols *declared, const char *name)
{
    for (size_t i = 0; i < declared->count; i++)
        if (strcmp(declared->items[i]->name, name) == 0)
            return true;
    return false;
}

bool zks_order_items(const zks_list_kind *kind, void *list, size_t count, size_t size, const zks_symbols *declared)
{
    unsigned char *items = list;
    bool ok = true;
    size_t placed = 0;
    for (size_t i = 0; i < declared->count; i++) {
        const char *name = declared->items[i]->name;
        size_t found = find_item(items, placed, count, size, name);
        if (found == count) {
            zks_finding_anywhere(kind->d, "%s%s '%s' is missing", kind->owner, kind->what, name);
            ok = false;
            continue;
        }
        if (found != placed)
            swap_items(items + placed * size, items + found * size, size);
        placed++;
    }
    for (size_t i = placed; i < count && !zks_diagnostics_full(kind->d); i++) {
        const char *name = name_of(items + i * size);
        zks_finding_anywhere(kind->d,
                             is_declared(declared, name) ? "%s%s '%s' is given twice"
                                                         : "%s%s '%s' is not declared by the circuit",
                             kind->owner, kind->what, zks_shown_name(name));
        ok = false;
    }
    return ok;
}
