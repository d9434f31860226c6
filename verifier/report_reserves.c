#include "verifier/custodians.h"
#include "verifier/report_sections.h"

#include <string.h>

static void put_custodians(zks_html *page, const zks_verified_custody *column)
{
    for (size_t i = 0; i < column->custodian_count; i++) {
        zks_html_markup(page, "%s", i == 0 ? "" : ", ");
        zks_html_name(page, column->custodians[i]);
    }
}

static void put_column(zks_html *page, const zks_verified_custody *column)
{
    zks_html_markup(page, "<tr><th scope=\"row\">");
    zks_html_name(page, column->column);
    zks_html_markup(page, "</th><td>%s</td><td>", column->hidden ? "hidden" : "public");
    put_custodians(page, column);
    zks_html_markup(page, "</td><td class=\"number\">");
    zks_html_count(page, column->accounts);
    zks_html_markup(page, "</td><td>%s</td><td>%s</td><td class=\"number\">", column->time_from, column->time_to);
    zks_html_count(page, column->age);
    zks_html_markup(page, " s</td></tr>\n");
}

static const char *trust_sentence(const zks_verification *v)
{
    if (v->reserves == NULL)
        return "None of it was checked.";
    if (strcmp(v->reserves, "trusted") == 0)
        return "The custodians are those the verifier was told to trust.";
    return "<strong>The issuer named the custodians</strong>: whose the keys are was not asked.";
}

static void put_table(zks_html *page, const zks_verified_custody *columns, size_t count)
{
    zks_html_markup(page, "<div class=\"wide\"><table>\n<thead><tr><th scope=\"col\">of the pool</th>"
                          "<th scope=\"col\">amounts</th><th scope=\"col\">custodians</th>"
                          "<th scope=\"col\" class=\"number\">accounts</th><th scope=\"col\">from</th>"
                          "<th scope=\"col\">to</th><th scope=\"col\" class=\"number\">from the snapshot, at most</th>"
                          "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < count; i++)
        put_column(page, &columns[i]);
    zks_html_markup(page, "</tbody></table></div>\n");
}

static bool are_some_hidden(const zks_verified_custody *columns, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (columns[i].hidden)
            return true;
    return false;
}

void zks_report_put_reserves(zks_html *page, const zks_reported *r)
{
    zks_verified_custody *columns;
    size_t count;
    if (!zks_custodians_describe(&columns, &count, &r->stated->statement.claim))
        page->exhausted = true;
    if (!page->exhausted && count > 0) {
        zks_html_markup(page, "<h3>Whose the reserves are</h3>\n<p>%s%s</p>\n", trust_sentence(r->verification),
                        are_some_hidden(columns, count) ? " Hidden amounts stand in the custodians\u2019 commitments."
                                                        : "");
        put_table(page, columns, count);
    }
    zks_custodians_free(columns, count);
}
