#include "verifier/feeds.h"
#include "verifier/report_sections.h"

#include <string.h>

enum { SHOWN = 20 }; /* members that are declared */

static void put_note(zks_html *page, const zks_verified_note *note)
{
    zks_html_markup(page, "<tr><th scope=\"row\">");
    zks_html_name(page, note->oracle == NULL ? "nobody named" : note->oracle);
    zks_html_markup(page, "</th><td>");
    zks_html_name(page, note->source == NULL ? "not a price note" : note->source);
    zks_html_markup(page, "</td><td>%s</td><td class=\"number\">", note->time);
    zks_html_count(page, note->prices);
    zks_html_markup(page, "</td></tr>\n");
}

static void put_declared(zks_html *page, const zks_verified_feed *feed)
{
    if (feed->declared_count == 0)
        return;
    zks_html_markup(page, "<p class=\"note\">Declared by the issuer all the same: ");
    for (size_t i = 0; i < feed->declared_count && i < SHOWN; i++) {
        zks_html_markup(page, "%s", i == 0 ? "" : ", ");
        zks_html_name(page, feed->declared[i]);
    }
    if (feed->declared_count > SHOWN)
        zks_html_markup(page, " and %zu more", feed->declared_count - SHOWN);
    zks_html_markup(page, ".</p>\n");
}

static void put_feed(zks_html *page, const zks_verified_feed *feed)
{
    zks_html_markup(page, "<p>Each ");
    zks_html_name(page, feed->field);
    zks_html_markup(page, " by ");
    zks_html_name(page, feed->index);
    zks_html_markup(page, " is the median of what at least ");
    zks_html_count(page, feed->quorum);
    zks_html_markup(page, " of %zu oracle%s signed, at most ", feed->oracle_count, feed->oracle_count == 1 ? "" : "s");
    zks_html_count(page, feed->latency);
    zks_html_markup(page, " seconds from the snapshot:</p>\n<div class=\"wide\"><table>\n<thead><tr>"
                          "<th scope=\"col\">oracle</th><th scope=\"col\">source</th><th scope=\"col\">time</th>"
                          "<th scope=\"col\" class=\"number\">prices</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < feed->note_count; i++)
        put_note(page, &feed->notes[i]);
    zks_html_markup(page, "</tbody></table></div>\n");
    put_declared(page, feed);
}

static const char *trust_sentence(const zks_verification *v)
{
    if (v->prices == NULL)
        return "None of it was checked.";
    if (strcmp(v->prices, "trusted") == 0)
        return "The oracles are those the verifier was told to trust.";
    return "<strong>The issuer named the oracles</strong>: whose the keys are was not asked.";
}

void zks_report_put_prices(zks_html *page, const zks_reported *r)
{
    zks_verified_feed *feeds;
    size_t count;
    if (!zks_feeds_describe(&feeds, &count, &r->stated->statement.claim.sources))
        page->exhausted = true;
    if (!page->exhausted && count > 0) {
        zks_html_markup(page, "<h3>Whose the prices are</h3>\n<p>%s</p>\n", trust_sentence(r->verification));
        for (size_t i = 0; i < count; i++)
            put_feed(page, &feeds[i]);
    }
    zks_feeds_free(feeds, count);
}
