#include "verifier/report_sections.h"

#include "verifier/explain_parts.h"

#include <stdlib.h>
#include <string.h>

/* ---- requirements ------------------------------------------------------------------------------------------- */

static void put_reliance(zks_html *page, const json_t *reliance)
{
    zks_html_markup(page, "<p class=\"note\">Relies on ");
    zks_html_text(page, zks_explain_text_of(reliance, "requirement"));
    zks_html_markup(page, ", which bounds ");
    zks_html_text(page, zks_explain_text_of(reliance, "total"));
    zks_html_markup(page, " by %s.</p>\n",
                    zks_explain_is_true(reliance, "pool_numbers") ? "columns of the pool" : "public numbers");
}

static void put_requirement(zks_html *page, const json_t *requirement)
{
    size_t i;
    json_t *reliance;
    const char *unit = zks_explain_text_of(requirement, "unit");
    zks_html_markup(page, "<li>\n");
    zks_html_element(page, "h3", zks_explain_text_of(requirement, "name"));
    zks_html_markup(page, "<p>For ");
    zks_html_text(page, zks_explain_text_of(requirement, "holds_for"));
    if (unit != NULL) {
        zks_html_markup(page, ", in ");
        zks_html_text(page, unit);
    }
    zks_html_markup(page, ": <strong>");
    zks_html_text(page, zks_explain_text_of(requirement, "words"));
    zks_html_markup(page, "</strong>.</p>\n<pre>");
    zks_html_text(page, zks_explain_text_of(requirement, "text"));
    zks_html_markup(page, "</pre>\n");
    json_array_foreach(json_object_get(requirement, "relies_on"), i, reliance) put_reliance(page, reliance);
    zks_html_markup(page, "</li>\n");
}

/* What names in requirements stand for: `kind` is "lets" or "advice". */
static void put_meanings(zks_html *page, const json_t *circuit, const char *kind)
{
    size_t i;
    json_t *item;
    json_array_foreach(json_object_get(circuit, kind), i, item)
        zks_html_field(page, zks_explain_text_of(item, "name"), zks_explain_text_of(item, "words"));
}

static void put_names_used(zks_html *page, const json_t *circuit)
{
    if (json_array_size(json_object_get(circuit, "lets")) + json_array_size(json_object_get(circuit, "advice")) == 0)
        return;
    zks_html_markup(page, "<h3>Names in these requirements</h3>\n<dl>\n");
    put_meanings(page, circuit, "lets");
    put_meanings(page, circuit, "advice");
    zks_html_markup(page, "</dl>\n");
}

static void put_requirements(zks_html *page, const zks_reported *r)
{
    size_t i;
    json_t *requirement;
    zks_html_markup(page,
                    "<section aria-labelledby=\"proved\">\n<h2 id=\"proved\">%s</h2>\n<p>Behind every published "
                    "commitment stands an account of non-negative amounts, and:</p>\n<ol class=\"rules\">\n",
                    r->status == ZKS_OK ? "What is proved" : "What is claimed, and not proved");
    json_array_foreach(json_object_get(r->circuit, "requirements"), i, requirement) put_requirement(page, requirement);
    zks_html_markup(page, "</ol>\n");
    put_names_used(page, r->circuit);
    zks_html_markup(page, "</section>\n");
}

/* ---- what is not proved ------------------------------------------------------------------------------------- */

static bool has_scope(const json_t *circuit, const char *scope)
{
    size_t i;
    json_t *requirement;
    json_array_foreach(json_object_get(circuit, "requirements"), i,
                       requirement) if (zks_explain_text_of(requirement, "scope")[0] == scope[0]) return true;
    return false;
}

/* The names of what `member` lists, those from `source` where it is given. */
static void put_names(zks_html *page, const json_t *circuit, const char *member, const char *source)
{
    size_t i;
    json_t *item;
    const char *between = "";
    json_array_foreach(json_object_get(circuit, member), i, item)
    {
        if (source != NULL && zks_explain_text_of(item, "source")[0] != source[0])
            continue;
        zks_html_markup(page, "%s", between);
        zks_html_element(page, "code", zks_explain_text_of(item, "name"));
        between = ", ";
    }
}

static bool has_pool_numbers(const zks_reported *r)
{
    return zks_circuit_pool_column_count(r->stated->circuit) > 0;
}

/* Who has to be believed about the pool's columns. */
static const char *pool_sentence(const zks_reported *r)
{
    const char *reserves = r->verification->reserves;
    if (reserves != NULL && strcmp(reserves, "trusted") == 0)
        return "that is the word of the custodians who have signed them.";
    if (reserves != NULL && strcmp(reserves, "signed") == 0)
        return "that is the word of those whom the issuer named as custodians.";
    return "somebody else has to show that the issuer holds them.";
}

static void put_unproved(zks_html *page, const zks_reported *r)
{
    zks_html_markup(page,
                    "<section aria-labelledby=\"unproved\">\n<h2 id=\"unproved\">What is not proved</h2>\n<ul>\n");
    if (has_pool_numbers(r)) {
        zks_html_markup(page, "<li><strong>That the declared amounts exist</strong> (");
        put_names(page, r->circuit, "columns", "pool");
        zks_html_markup(page, "): %s</li>\n", pool_sentence(r));
    }
    zks_html_markup(page, "<li><strong>That nobody is left out.</strong> A customer who is missing finds it out by his "
                          "receipt, and nobody else does.</li>\n"
                          "<li><strong>That nothing is owed beside the ledger</strong>, to lenders for example.</li>\n"
                          "<li><strong>That the public numbers are right</strong>, prices among them.</li>\n");
    if (!has_scope(r->circuit, "pool"))
        zks_html_markup(page, "<li><strong>Anything about all accounts together</strong>: this rule compares no total "
                              "with anything.</li>\n");
    if (!has_scope(r->circuit, "account"))
        zks_html_markup(page, "<li><strong>Anything more of a single account</strong>: this rule has no requirement of "
                              "its own for each.</li>\n");
    zks_html_markup(page, "</ul>\n</section>\n");
}

/* ---- what is revealed --------------------------------------------------------------------------------------- */

static void put_sentences(zks_html *page, const char *head, const json_t *sentences)
{
    size_t i;
    json_t *sentence;
    zks_html_markup(page, "<dt>%s</dt>\n", head);
    json_array_foreach(sentences, i, sentence) zks_html_element(page, "dd", json_string_value(sentence));
}

static void put_revealed(zks_html *page, const zks_reported *r)
{
    const json_t *revealed = json_object_get(r->circuit, "revealed");
    char *receipt = zks_explain_joined(json_object_get(revealed, "receipt"));
    zks_html_markup(page, "<section aria-labelledby=\"revealed\">\n<h2 id=\"revealed\">What this reveals</h2>\n<dl>\n");
    put_sentences(page, "To all", json_object_get(revealed, "published"));
    put_sentences(page, "To nobody", json_object_get(revealed, "hidden"));
    if (receipt == NULL)
        page->exhausted = true;
    else
        zks_html_field(page, "To a customer, of himself", receipt);
    zks_html_markup(page, "</dl>\n</section>\n");
    free(receipt);
}

void zks_report_put_rules(zks_html *page, const zks_reported *r)
{
    if (r->circuit == NULL)
        return;
    put_requirements(page, r);
    if (r->status != ZKS_OK)
        return;
    put_unproved(page, r);
    put_revealed(page, r);
}
