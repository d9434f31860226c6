#include "verifier/report_matrix.h"

#include "verifier/report_charts.h"

#include <stdlib.h>

enum { MOST_ROWS = 8, MOST_COLUMNS = 6 }; /* of the table */

/* Values as rows over the first index and columns over all others. */
typedef struct {
    const zks_values *values;
    zks_dimensions over;
    const zks_numbers *numbers;
    size_t rows, columns;
} matrix;

static const zks_index *index_at(const matrix *m, size_t dimension)
{
    return &m->numbers->indexes[m->over.index[dimension]];
}

static double *drawn_values(const zks_values *values)
{
    double *drawn = calloc(values->value_count + 1, sizeof *drawn);
    for (size_t i = 0; drawn != NULL && i < values->value_count; i++)
        drawn[i] = strtod(values->values[i], NULL);
    return drawn;
}

/* "pnl[scenario, contract]" */
static void put_head(zks_html *page, const matrix *m)
{
    zks_html_markup(page, "<h3>");
    zks_html_text(page, m->values->name);
    for (size_t i = 0; i < m->over.count; i++) {
        zks_html_markup(page, "%s", i == 0 ? "[" : ", ");
        zks_html_text(page, index_at(m, i)->name);
    }
    zks_html_markup(page, "]</h3>\n");
}

/* ---- a line ------------------------------------------------------------------------------------------------- */

static void put_line(zks_html *page, const matrix *m, double *drawn)
{
    const zks_index *index = index_at(m, 0);
    const char **names = calloc(index->member_count, sizeof *names);
    if (names == NULL) {
        page->exhausted = true;
        return;
    }
    for (size_t i = 0; i < index->member_count; i++)
        names[i] = index->members[i].name;
    put_head(page, m);
    zks_chart_series_put(page, &(zks_chart_series){m->values->value_count, names, m->values->values, drawn});
    free(names);
}

/* ---- a heat map and a table --------------------------------------------------------------------------------- */

/* The members of all indexes but the first. */
static void put_column_name(zks_html *page, const matrix *m, size_t column)
{
    size_t after = m->columns;
    zks_html_markup(page, "<th scope=\"col\">");
    for (size_t i = 1; i < m->over.count; i++) {
        const zks_index *index = index_at(m, i);
        after /= index->member_count;
        zks_html_markup(page, "%s", i == 1 ? "" : ", ");
        zks_html_name(page, index->members[column / after % index->member_count].name);
    }
    zks_html_markup(page, "</th>");
}

static void put_row(zks_html *page, const matrix *m, size_t row, size_t columns)
{
    zks_html_markup(page, "<tr><th scope=\"row\">");
    zks_html_name(page, index_at(m, 0)->members[row].name);
    zks_html_markup(page, "</th>");
    for (size_t column = 0; column < columns; column++) {
        zks_html_markup(page, "<td class=\"number\">");
        zks_html_number(page, m->values->values[row * m->columns + column]);
        zks_html_markup(page, "</td>");
    }
    zks_html_markup(page, "</tr>\n");
}

static void put_excerpt(zks_html *page, const matrix *m)
{
    size_t rows = m->rows < MOST_ROWS ? m->rows : MOST_ROWS;
    size_t columns = m->columns < MOST_COLUMNS ? m->columns : MOST_COLUMNS;
    zks_html_markup(page, "<div class=\"wide\"><table>\n<thead><tr><td></td>");
    for (size_t column = 0; column < columns; column++)
        put_column_name(page, m, column);
    zks_html_markup(page, "</tr></thead>\n<tbody>\n");
    for (size_t row = 0; row < rows; row++)
        put_row(page, m, row, columns);
    zks_html_markup(page, "</tbody></table></div>\n");
    if (rows < m->rows || columns < m->columns)
        zks_html_markup(page, "<p class=\"note\">The first of %zu x %zu values; statement.json has them all.</p>\n",
                        m->rows, m->columns);
}

static void put_axes(zks_html *page, const matrix *m)
{
    zks_html_markup(page, "<p class=\"note\">Rows: ");
    zks_html_text(page, index_at(m, 0)->name);
    zks_html_markup(page, "; columns: ");
    for (size_t i = 1; i < m->over.count; i++) {
        zks_html_markup(page, "%s", i == 1 ? "" : ", ");
        zks_html_text(page, index_at(m, i)->name);
    }
    zks_html_markup(page, ".</p>\n");
}

static void put_matrix(zks_html *page, const matrix *m, const double *drawn)
{
    put_head(page, m);
    put_axes(page, m);
    zks_chart_heat_map(page, drawn, m->rows, m->columns);
    put_excerpt(page, m);
}

void zks_report_values(zks_html *page, const zks_values *values, zks_dimensions over, const zks_numbers *numbers)
{
    matrix m = {.values = values, .over = over, .numbers = numbers};
    bool is_line = over.count == 1 && values->value_count > ZKS_CHART_MOST_BARS;
    if ((over.count < 2 && !is_line) || values->value_count == 0)
        return;
    double *drawn = drawn_values(values);
    m.rows = index_at(&m, 0)->member_count;
    m.columns = values->value_count / m.rows;
    if (drawn == NULL)
        page->exhausted = true;
    else if (is_line)
        put_line(page, &m, drawn);
    else
        put_matrix(page, &m, drawn);
    free(drawn);
}
