#include "circuits/names.h"

#include "circuits/bounds.h"

#include <stdlib.h>
#include <string.h>

bool zks_word_is(zks_word word, const char *text)
{
    return strlen(text) == word.length && memcmp(text, word.text, word.length) == 0;
}

static int compare_places(zks_place a, zks_place b)
{
    if (a.line != b.line)
        return a.line < b.line ? -1 : 1;
    return a.column < b.column ? -1 : a.column > b.column;
}

static int compare_symbols(const void *left, const void *right)
{
    const zks_symbol *a = *(zks_symbol *const *)left, *b = *(zks_symbol *const *)right;
    int order = strcmp(a->name, b->name);
    return order ? order : compare_places(a->place, b->place);
}

static bool append_all(zks_circuit *circuit, const zks_symbols *from)
{
    zks_symbols *sorted = &circuit->sorted;
    for (size_t i = 0; i < from->count; i++) {
        zks_symbol **slot = zks_arena_append(&circuit->arena, &sorted->items, &sorted->count, sizeof *slot);
        if (!slot)
            return false;
        *slot = from->items[i];
    }
    return true;
}

bool zks_names_sort(zks_circuit *circuit, zks_diagnostics *d)
{
    bool ok = append_all(circuit, &circuit->indexes) && append_all(circuit, &circuit->params) &&
              append_all(circuit, &circuit->account_columns) && append_all(circuit, &circuit->pool_columns);
    for (size_t i = 0; ok && i < circuit->indexes.count; i++)
        ok = append_all(circuit, &circuit->indexes.items[i]->fields);
    if (!ok)
        return false;
    zks_symbols sorted = circuit->sorted;
    if (sorted.count)
        qsort(sorted.items, sorted.count, sizeof *sorted.items, compare_symbols);
    for (size_t i = 1; i < sorted.count; i++) {
        const zks_symbol *first = sorted.items[i - 1], *second = sorted.items[i];
        if (strcmp(first->name, second->name) == 0)
            zks_finding(d, circuit->file, second->place,
                        "'%s' is declared already at %u:%u; every name stands for one thing", second->name,
                        first->place.line, first->place.column);
    }
    return true;
}

static int compare_word(const void *key, const void *item)
{
    const zks_word *word = key;
    const char *name = (*(zks_symbol *const *)item)->name;
    int order = strncmp(word->text, name, word->length);
    return order ? order : -(name[word->length] != '\0');
}

const zks_symbol *zks_circuit_find(const zks_circuit *circuit, zks_word word)
{
    if (circuit->sorted.count == 0)
        return NULL;
    zks_symbol **found =
        bsearch(&word, circuit->sorted.items, circuit->sorted.count, sizeof *circuit->sorted.items, compare_word);
    return found ? *found : NULL;
}

static size_t smallest(size_t a, size_t b, size_t c)
{
    size_t least = a < b ? a : b;
    return least < c ? least : c;
}

/* Levenshtein's: insertions, deletions and replacements between two names. */
static size_t edit_distance(zks_word a, const char *b)
{
    size_t row[ZKS_MAX_IDENTIFIER + 1], b_length = strlen(b);
    for (size_t j = 0; j <= b_length; j++)
        row[j] = j;
    for (size_t i = 0; i < a.length; i++) {
        size_t diagonal = row[0];
        row[0] = i + 1;
        for (size_t j = 0; j < b_length; j++) {
            size_t replaced = diagonal + (a.text[i] != b[j]);
            diagonal = row[j + 1];
            row[j + 1] = smallest(replaced, row[j] + 1, diagonal + 1);
        }
    }
    return row[b_length];
}

/* The nearest of the names offered that differ in at most a third of a word's letters, rounded. */
typedef struct {
    zks_word word;
    size_t least;
    const char *best; /* NULL: none */
} guess;

static guess guess_at(zks_word word)
{
    return (guess){word, (word.length + 1) / 3 + 1, NULL};
}

static void offer(guess *g, const char *name)
{
    size_t distance = edit_distance(g->word, name);
    if (distance < g->least) {
        g->least = distance;
        g->best = name;
    }
}

void zks_names_report_unknown(const zks_circuit *circuit, zks_diagnostics *d, zks_word word, int kind, const char *what)
{
    guess g = guess_at(word);
    for (size_t i = 0; i < circuit->sorted.count && !zks_diagnostics_full(d); i++)
        if (kind < 0 || circuit->sorted.items[i]->kind == (zks_symbol_kind)kind)
            offer(&g, circuit->sorted.items[i]->name);
    if (g.best)
        zks_finding(d, circuit->file, word.place, "there is no %s '%.*s'; did you mean '%s'?", what, (int)word.length,
                    word.text, g.best);
    else
        zks_finding(d, circuit->file, word.place, "there is no %s '%.*s'; declare it first or mend its name", what,
                    (int)word.length, word.text);
}

void zks_names_report_no_requirement(const zks_circuit *circuit, zks_diagnostics *d, zks_word word)
{
    guess g = guess_at(word);
    for (size_t i = 0; i < circuit->requirement_count && !zks_diagnostics_full(d); i++)
        offer(&g, circuit->requirements[i].name);
    if (g.best)
        zks_finding(d, circuit->file, word.place, "there is no requirement '%.*s'; did you mean '%s'?",
                    (int)word.length, word.text, g.best);
    else
        zks_finding(d, circuit->file, word.place, "there is no requirement '%.*s'; write one that bounds the total",
                    (int)word.length, word.text);
}
