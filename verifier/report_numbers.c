#include "verifier/report_sections.h"

#include "verifier/index_table.h"
#include "verifier/report_charts.h"
#include "verifier/report_matrix.h"

enum { MOST_MEMBERS = 500 }; /* of an index */

/* ---- single numbers ----------------------------------------------------------------------------------------- */

static void put_single(zks_html *page, const zks_values *values, zks_dimensions over)
{
    if (over.count > 0 && !values->committed)
        return;
    zks_html_markup(page, "<dt>");
    zks_html_text(page, values->name);
    zks_html_markup(page, "</dt><dd>");
    if (values->committed)
        zks_html_markup(page, "committed, and hidden");
    else
        zks_html_number(page, values->values[0]);
    zks_html_markup(page, "</dd>\n");
}

static void put_singles(zks_html *page, const zks_circuit *circuit, const zks_numbers *numbers)
{
    zks_html_markup(page, "<dl>\n");
    zks_html_field(page, "Quote currency", numbers->quote.name);
    for (size_t i = 0; i < numbers->param_count; i++)
        put_single(page, &numbers->params[i], zks_circuit_param_dimensions(circuit, i));
    for (size_t i = 0; i < numbers->pool_count; i++)
        put_single(page, &numbers->pool[i], zks_circuit_pool_column(circuit, i).over);
    zks_html_markup(page, "</dl>\n");
}

/* ---- members of an index ------------------------------------------------------------------------------------ */

static void put_cell(zks_html *page, const zks_index_table *table, size_t row, size_t column)
{
    const char *text = table->cells[row * table->columns + column];
    if (row == 0 || column == 0) {
        zks_html_markup(page, "<th scope=\"%s\"%s>", row == 0 ? "col" : "row",
                        table->right[column] ? " class=\"number\"" : "");
        zks_html_name(page, text);
        zks_html_markup(page, "</th>");
        return;
    }
    zks_html_markup(page, "<td%s>", table->right[column] ? " class=\"number\"" : "");
    if (table->right[column])
        zks_html_number(page, text);
    else
        zks_html_name(page, text);
    zks_html_markup(page, "</td>");
}

static void put_row(zks_html *page, const zks_index_table *table, size_t row)
{
    zks_html_markup(page, "<tr>");
    for (size_t column = 0; column < table->columns; column++)
        put_cell(page, table, row, column);
    zks_html_markup(page, "</tr>\n");
}

/* Such a table stands in several columns of the page. */
static bool is_long_and_narrow(const zks_index_table *table)
{
    return table->columns <= 2 && table->rows > 2 * ZKS_CHART_MOST_BARS;
}

static void put_table(zks_html *page, const zks_index_table *table)
{
    size_t rows = table->rows <= MOST_MEMBERS ? table->rows : MOST_MEMBERS + 1;
    zks_html_markup(page, "<h3>By ");
    zks_html_text(page, table->cells[0]);
    zks_html_markup(page, "</h3>\n<div class=\"%s\"><table>\n<thead>", is_long_and_narrow(table) ? "narrow" : "wide");
    put_row(page, table, 0);
    zks_html_markup(page, "</thead>\n<tbody>\n");
    for (size_t row = 1; row < rows; row++)
        put_row(page, table, row);
    zks_html_markup(page, "</tbody></table></div>\n");
    if (rows < table->rows)
        zks_html_markup(page, "<p class=\"note\">And %zu more, in statement.json.</p>\n", table->rows - rows);
}

/* One that has nothing but names is left out. */
static void put_index(zks_html *page, const zks_circuit *circuit, const zks_numbers *numbers, size_t index)
{
    zks_index_table table = {0};
    if (!zks_index_table_make(&table, circuit, numbers, index))
        page->exhausted = true;
    else if (table.columns > table.text_columns)
        put_table(page, &table);
    zks_index_table_clear(&table);
}

/* ---- all of them -------------------------------------------------------------------------------------------- */

static void put_values(zks_html *page, const zks_circuit *circuit, const zks_numbers *numbers)
{
    for (size_t i = 0; i < numbers->param_count; i++)
        zks_report_values(page, &numbers->params[i], zks_circuit_param_dimensions(circuit, i), numbers);
    for (size_t i = 0; i < numbers->pool_count; i++)
        zks_report_values(page, &numbers->pool[i], zks_circuit_pool_column(circuit, i).over, numbers);
}

static void put_heading(zks_html *page, const zks_sources *sources)
{
    bool some_are_signed = sources->feed_count + sources->custody_count > 0;
    zks_html_markup(page,
                    "<section aria-labelledby=\"numbers\">\n<h2 id=\"numbers\">Public numbers%s</h2>\n"
                    "<p>Nobody has checked prices, reserves and all others but the issuer%s.</p>\n",
                    some_are_signed ? "" : ", declared by the issuer",
                    some_are_signed ? ", except where this says who signed them" : "");
}

void zks_report_put_numbers(zks_html *page, const zks_reported *r)
{
    if (!r->has_numbers)
        return;
    const zks_circuit *circuit = r->stated->circuit;
    const zks_numbers *numbers = &r->stated->statement.claim.numbers;
    put_heading(page, &r->stated->statement.claim.sources);
    put_singles(page, circuit, numbers);
    zks_report_put_prices(page, r);
    zks_report_put_reserves(page, r);
    zks_report_put_allowed(page, r);
    for (size_t i = 0; i < numbers->index_count; i++)
        put_index(page, circuit, numbers, i);
    put_values(page, circuit, numbers);
    zks_html_markup(page, "</section>\n");
}
