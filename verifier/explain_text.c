#include "verifier/explain_text.h"

#include "circuits/people.h"
#include "cli/paragraph.h"
#include "verifier/explain_grid.h"
#include "verifier/explain_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* "claim[scenario]"; malloc'd, NULL: no memory. */
static char *name_over(const json_t *object)
{
    const json_t *indexes = json_object_get(object, "indexes");
    if (json_array_size(indexes) == 0)
        return zks_name("%s", zks_explain_text_of(object, "name"));
    char *over = zks_explain_joined(indexes);
    char *text = over == NULL ? NULL : zks_name("%s[%s]", zks_explain_text_of(object, "name"), over);
    free(over);
    return text;
}

static void put_head(const json_t *list, const char *head)
{
    if (json_array_size(list) > 0)
        printf("\n%s\n", head);
}

static bool put_entry(const char *lead, const char *text)
{
    return zks_cli_put_paragraph((zks_paragraph){.margin = 2, .lead = lead, .indent = 4}, text);
}

/* ---- what is declared --------------------------------------------------------------------------------------- */

static bool put_worded(const json_t *list, const char *head)
{
    size_t i;
    json_t *item;
    bool whole = true;
    put_head(list, head);
    json_array_foreach(list, i, item)
    {
        char *name = name_over(item), *lead = name == NULL ? NULL : zks_name("%s:", name);
        whole = whole && lead != NULL && put_entry(lead, zks_explain_text_of(item, "words"));
        free(lead);
        free(name);
    }
    return whole;
}

static bool put_policy(const json_t *list)
{
    size_t i;
    json_t *check;
    bool whole = true;
    put_head(list, "The policy must keep, or both sides refuse it:");
    json_array_foreach(list, i, check) whole = whole && put_entry("-", zks_explain_text_of(check, "words"));
    return whole;
}

static const char *origin_of(const json_t *column)
{
    if (strcmp(zks_explain_text_of(column, "source"), "pool") != 0)
        return "ledger, committed";
    return zks_explain_is_true(column, "may_be_committed") ? "published or committed" : "published";
}

static bool put_columns(const json_t *list)
{
    zks_grid grid = {.columns = 4};
    size_t i;
    json_t *column;
    put_head(list, "Columns:");
    for (const char *const *cell = (const char *const[]){"column", "unit", "from", "pair with", NULL}; *cell; cell++)
        zks_grid_add(&grid, "%s", *cell);
    json_array_foreach(list, i, column)
    {
        char *name = name_over(column);
        const char *pair = zks_explain_text_of(column, "pair");
        zks_grid_add(&grid, "%s", name == NULL ? "" : name);
        grid.exhausted = grid.exhausted || name == NULL;
        zks_grid_add(&grid, "%s", zks_explain_text_of(column, "unit"));
        zks_grid_add(&grid, "%s", origin_of(column));
        zks_grid_add(&grid, "%s", pair == NULL ? "-" : pair);
        free(name);
    }
    return zks_grid_print(&grid, (const bool[4]){false});
}

static bool put_lets(const json_t *list)
{
    size_t i;
    json_t *let;
    bool whole = true;
    put_head(list, "Names for expressions:");
    json_array_foreach(list, i, let)
    {
        char *name = name_over(let);
        printf("  %s\n", name == NULL ? "" : name);
        whole = whole && name != NULL && zks_explain_put_field("written", zks_explain_text_of(let, "text")) &&
                zks_explain_put_field("in words", zks_explain_text_of(let, "words"));
        free(name);
    }
    return whole;
}

/* ---- what holds --------------------------------------------------------------------------------------------- */

static bool put_reliance(const json_t *reliance)
{
    bool is_backed = zks_explain_is_true(reliance, "pool_numbers");
    char *text = zks_name("%s, which bounds %s by %s", zks_explain_text_of(reliance, "requirement"),
                          zks_explain_text_of(reliance, "total"), is_backed ? "columns of the pool" : "public numbers");
    bool put = text != NULL && zks_explain_put_field("relies on", text);
    free(text);
    return put;
}

/* "margin, for every account, in quote units" */
static bool put_item_head(const json_t *item, const char *what)
{
    const char *unit = zks_explain_text_of(item, "unit");
    char *name = name_over(item), *lead = name == NULL ? NULL : zks_name("%s,", name);
    char *text = zks_name("%s%s%s%s", what, zks_explain_text_of(item, "holds_for"), unit == NULL ? "" : ", in ",
                          unit == NULL ? "" : unit);
    bool put = lead != NULL && text != NULL && put_entry(lead, text);
    free(text);
    free(lead);
    free(name);
    return put;
}

static bool put_item(const json_t *item, const char *what)
{
    size_t i;
    json_t *reliance;
    bool whole = put_item_head(item, what) && zks_explain_put_field("written", zks_explain_text_of(item, "text")) &&
                 zks_explain_put_field("in words", zks_explain_text_of(item, "words"));
    json_array_foreach(json_object_get(item, "relies_on"), i, reliance) whole = whole && put_reliance(reliance);
    return whole;
}

static bool put_advice(const json_t *list)
{
    size_t i;
    json_t *advice;
    bool whole = true;
    put_head(list, "Advice, which is in no ledger:");
    json_array_foreach(list, i, advice)
    {
        whole = whole && put_item(advice, zks_explain_is_true(advice, "flag") ? "a flag of " : "of ") &&
                zks_explain_put_field("choice", zks_explain_text_of(advice, "choice"));
        if (zks_explain_is_true(advice, "committed"))
            whole = whole && zks_explain_put_field("committed", "it counts in totals, and receipts show it");
    }
    return whole;
}

static bool put_requirements(const json_t *list)
{
    size_t i;
    json_t *requirement;
    bool whole = true;
    put_head(list, "Requirements, each proved:");
    json_array_foreach(list, i, requirement) whole = whole && put_item(requirement, "for ");
    return whole;
}

static bool put_each(const char *name, const json_t *sentences)
{
    size_t i;
    json_t *sentence;
    bool whole = true;
    json_array_foreach(sentences, i, sentence) whole =
        whole && zks_explain_put_field(i == 0 ? name : "", json_string_value(sentence));
    return whole;
}

static bool put_revealed(const json_t *revealed)
{
    char *receipt = zks_explain_joined(json_object_get(revealed, "receipt"));
    printf("\nWhat is revealed:\n");
    bool whole = receipt != NULL && put_each("to all", json_object_get(revealed, "published")) &&
                 put_each("to nobody", json_object_get(revealed, "hidden")) &&
                 zks_explain_put_field("receipts", receipt);
    free(receipt);
    return whole;
}

static const char *origin_text(const char *origin)
{
    if (strcmp(origin, "shipped") == 0)
        return "the circuit of this name shipped with this verifier";
    return strcmp(origin, "differs") == 0 ? "NOT the text of the circuit of this name shipped with this verifier"
                                          : "no circuit of this name is shipped with this verifier";
}

bool zks_explain_print_circuit(const json_t *circuit)
{
    printf("circuit %s\n  %s\n", zks_explain_text_of(circuit, "circuit"),
           origin_text(zks_explain_text_of(circuit, "origin")));
    return put_worded(json_object_get(circuit, "indexes"), "Indexes, whose members the policy lists:") &&
           put_worded(json_object_get(circuit, "params"), "Parameters, which the policy gives:") &&
           put_policy(json_object_get(circuit, "policy")) && put_columns(json_object_get(circuit, "columns")) &&
           put_lets(json_object_get(circuit, "lets")) && put_advice(json_object_get(circuit, "advice")) &&
           put_requirements(json_object_get(circuit, "requirements")) &&
           put_revealed(json_object_get(circuit, "revealed"));
}
