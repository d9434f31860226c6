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
              append_all(circuit, &circuit->account_columns) && append_all(circuit, &circuit->pool_columns) &&
              append_all(circuit, &circuit->advice) && append_all(circuit, &circuit->lets);
    for (size_t i = 0; ok && i < circuit->indexes.count; i++)
        ok = append_all(circuit, &circuit->indexes.items[i]->fields);
    if (!ok)
        return false;
    zks_symbols sorted = circuit->sorted;
    if (sorted.count)
        qsort(sorted.items, sorted.count, sizeof *sorted.items, compare_symbols);
    for (size_t i = 1; i < sorted.count; i++) {
        zks_symbol *first = sorted.items[i - 1], *second = sorted.items[i];
        if (strcmp(first->name, second->name) != 0)
            continue;
        first->is_wrong = second->is_wrong = true;
        zks_finding(d, circuit->file, second->place, "'%s' is declared already at %u:%u\ngive it another name",
                    second->name, first->place.line, first->place.column);
    }
    return true;
}

int zks_word_order(zks_word word, const char *text)
{
    int order = strncmp(word.text, text, word.length);
    return order ? order : -(text[word.length] != '\0');
}

static int compare_word(const void *key, const void *item)
{
    return zks_word_order(*(const zks_word *)key, (*(zks_symbol *const *)item)->name);
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

zks_guess zks_guess_at(zks_word word)
{
    return (zks_guess){word, (word.length + 1) / 3 + 1, NULL};
}

bool zks_guess_offer(zks_guess *guess, const char *name)
{
    size_t distance = edit_distance(guess->word, name);
    if (distance >= guess->least)
        return false;
    guess->least = distance;
    guess->best = name;
    return true;
}

/* Whether a word is reported or unclear already, and from here on. */
static bool is_unclear(zks_circuit *circuit, zks_word word)
{
    return zks_word_set_has(&circuit->unclear, word) || !zks_word_set_add(&circuit->unclear, &circuit->arena, word);
}

void zks_names_report_unknown(zks_circuit *circuit, zks_diagnostics *d, zks_word word, bool wants_index)
{
    if (is_unclear(circuit, word))
        return;
    zks_guess guess = zks_guess_at(word);
    zks_place place = {0};
    for (size_t i = 0; i < circuit->sorted.count && !zks_diagnostics_full(d); i++) {
        const zks_symbol *symbol = circuit->sorted.items[i];
        if ((symbol->kind == ZKS_SYMBOL_INDEX) == wants_index && zks_guess_offer(&guess, symbol->name))
            place = symbol->place;
    }
    const char *what = wants_index ? " as an index" : "";
    if (guess.best)
        zks_finding(d, circuit->file, word.place, "'%.*s' is not declared%s\nwrite '%s', declared at %u:%u",
                    (int)word.length, word.text, what, guess.best, place.line, place.column);
    else
        zks_finding(d, circuit->file, word.place, "'%.*s' is not declared%s", (int)word.length, word.text, what);
}

void zks_names_report_no_requirement(zks_circuit *circuit, zks_diagnostics *d, zks_word word)
{
    if (is_unclear(circuit, word))
        return;
    zks_guess guess = zks_guess_at(word);
    for (size_t i = 0; i < circuit->requirement_count && !zks_diagnostics_full(d); i++)
        zks_guess_offer(&guess, circuit->requirements[i].name);
    if (guess.best)
        zks_finding(d, circuit->file, word.place, "there is no requirement '%.*s'\nwrite '%s'", (int)word.length,
                    word.text, guess.best);
    else
        zks_finding(d, circuit->file, word.place,
                    "there is no requirement '%.*s'\nwrite 'pool require' with the bound of this total",
                    (int)word.length, word.text);
}
