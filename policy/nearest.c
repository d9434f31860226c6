#include "policy/nearest.h"

#include "circuits/numbers.h"

#include <stdio.h>
#include <string.h>

zks_nearest zks_nearest_to(const char *text, size_t length)
{
    return (zks_nearest){.text = text, .length = length, .distance = (length + 2) / 3 + 1};
}

static int lower(char c)
{
    return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

static size_t min(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Levenshtein's distance, one row of the table at a time; b has at most ZKS_MAX_NAME bytes. */
static size_t edit_distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
    size_t row[ZKS_MAX_NAME + 1];
    for (size_t j = 0; j <= b_length; j++)
        row[j] = j;
    for (size_t i = 1; i <= a_length; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b_length; j++) {
            size_t replaced = diagonal + (lower(a[i - 1]) != lower(b[j - 1]));
            diagonal = row[j];
            row[j] = min(replaced, min(row[j], row[j - 1]) + 1);
        }
    }
    return row[b_length];
}

void zks_nearest_offer(zks_nearest *nearest, const char *name)
{
    size_t length = strlen(name);
    if (length > ZKS_MAX_NAME || nearest->length > ZKS_MAX_NAME)
        return;
    size_t distance = edit_distance(nearest->text, nearest->length, name, length);
    if (distance < nearest->distance) {
        nearest->distance = distance;
        nearest->best = name;
    }
}

zks_hint zks_nearest_hint(const zks_nearest *nearest)
{
    zks_hint hint = {""};
    if (nearest->best != NULL)
        snprintf(hint.text, sizeof hint.text, "; did you mean \"%s\"?", nearest->best);
    return hint;
}
