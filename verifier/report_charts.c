#include "verifier/report_charts.h"

#include <math.h>

typedef struct {
    double least, largest;
} range;

/* Of `count` values, each `step` behind the one before. */
static range range_of(const double *values, size_t count, size_t step)
{
    range r = {values[0], values[0]};
    for (size_t i = 1; i < count; i++) {
        r.least = fmin(r.least, values[i * step]);
        r.largest = fmax(r.largest, values[i * step]);
    }
    return r;
}

/* Where a value stands in a range, from 0 to 1; in the middle of one that is a point. */
static double place(range r, double value)
{
    double span = r.largest - r.least;
    return span > 0 && isfinite(span) ? (value - r.least) / span : 0.5;
}

/* ---- bars --------------------------------------------------------------------------------------------------- */

enum { BAR = 1000 }; /* units of a bar's width */

static void put_bar(zks_html *page, range r, double value)
{
    double zero = place(r, 0) * BAR, end = place(r, value) * BAR;
    zks_html_markup(page,
                    "<svg class=\"bar\" viewBox=\"0 0 %d 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
                    "<rect x=\"%.1f\" width=\"%.1f\" height=\"10\"/></svg>",
                    BAR, fmin(zero, end), fabs(end - zero));
}

static void put_bars(zks_html *page, const zks_chart_series *series)
{
    range r = range_of(series->values, series->count, 1);
    r = (range){fmin(r.least, 0), fmax(r.largest, 0)};
    zks_html_markup(page, "<table class=\"bars\"><tbody>\n");
    for (size_t i = 0; i < series->count; i++) {
        zks_html_markup(page, "<tr><th scope=\"row\">");
        zks_html_name(page, series->names[i]);
        zks_html_markup(page, "</th><td>");
        put_bar(page, r, series->values[i]);
        zks_html_markup(page, "</td><td class=\"number\">");
        zks_html_number(page, series->texts[i]);
        zks_html_markup(page, "</td></tr>\n");
    }
    zks_html_markup(page, "</tbody></table>\n");
}

/* ---- a line ------------------------------------------------------------------------------------------------- */

enum { LINE_WIDTH = 1000, LINE_HEIGHT = 200, LINE_MARGIN = 4, MOST_GROUPS = 500 };

static double height_of(range r, double value)
{
    return LINE_HEIGHT - LINE_MARGIN - place(r, value) * (LINE_HEIGHT - 2 * LINE_MARGIN);
}

static size_t position_of(const zks_chart_series *series, double value)
{
    size_t i = 0;
    while (i + 1 < series->count && series->values[i] != value)
        i++;
    return i;
}

/* "least -3 (up10)" */
static void put_extreme(zks_html *page, const char *which, const zks_chart_series *series, double value)
{
    size_t position = position_of(series, value);
    zks_html_markup(page, "%s ", which);
    zks_html_number(page, series->texts[position]);
    zks_html_markup(page, " (");
    zks_html_name(page, series->names[position]);
    zks_html_markup(page, ")");
}

static void put_zero(zks_html *page, range r)
{
    if (r.least < 0 && r.largest > 0)
        zks_html_markup(page, "<path class=\"zero\" d=\"M0 %.1fh%d\"/>", height_of(r, 0), LINE_WIDTH);
}

/* Where one of so many groups of nearly the same size begins. */
static size_t start_of(size_t group, size_t groups, size_t count)
{
    return group * count / groups;
}

/* A point for each member, or for each group of them its least and its largest. */
static void put_points(zks_html *page, const zks_chart_series *series, range r)
{
    size_t groups = series->count < MOST_GROUPS ? series->count : MOST_GROUPS;
    zks_html_markup(page, "<polyline points=\"");
    for (size_t i = 0; i < groups; i++) {
        size_t start = start_of(i, groups, series->count), end = start_of(i + 1, groups, series->count);
        range group = range_of(series->values + start, end - start, 1);
        double x = (double)i * LINE_WIDTH / (double)(groups - 1);
        zks_html_markup(page, "%s%.1f,%.1f", i == 0 ? "" : " ", x, height_of(r, group.least));
        if (end - start > 1)
            zks_html_markup(page, " %.1f,%.1f", x, height_of(r, group.largest));
    }
    zks_html_markup(page, "\"/>");
}

static void put_line(zks_html *page, const zks_chart_series *series)
{
    range r = range_of(series->values, series->count, 1);
    zks_html_markup(page,
                    "<svg class=\"line\" viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\" role=\"img\">"
                    "<title>A line over %zu members, in their order</title>",
                    LINE_WIDTH, LINE_HEIGHT, series->count);
    put_zero(page, r);
    put_points(page, series, r);
    zks_html_markup(page, "</svg>\n<p class=\"note\">%zu members, in their order: ", series->count);
    put_extreme(page, "least", series, r.least);
    put_extreme(page, ", largest", series, r.largest);
    zks_html_markup(page, ".</p>\n");
}

void zks_chart_series_put(zks_html *page, const zks_chart_series *series)
{
    if (series->count > ZKS_CHART_MOST_BARS)
        put_line(page, series);
    else if (series->count > 0)
        put_bars(page, series);
}

/* ---- a heat map --------------------------------------------------------------------------------------------- */

enum { CELL_WIDTH = 12, CELL_HEIGHT = 6 };

typedef struct {
    int red, green, blue;
} color;

static int mix(int from, int to, double share)
{
    return (int)lround(from + (to - from) * share);
}

/* Blue for the least, white between, orange for the largest: told apart whatever colours one sees. */
static color color_at(double place)
{
    static const color low = {0x1f, 0x5f, 0xa8}, middle = {0xf4, 0xf4, 0xf0}, high = {0xc8, 0x5a, 0x00};
    color to = place < 0.5 ? low : high;
    double share = fabs(place - 0.5) * 2;
    return (color){mix(middle.red, to.red, share), mix(middle.green, to.green, share),
                   mix(middle.blue, to.blue, share)};
}

static void put_column(zks_html *page, const double *values, size_t rows, size_t columns, size_t column)
{
    range r = range_of(values + column, rows, columns);
    for (size_t row = 0; row < rows && row < ZKS_CHART_MOST_ROWS; row++) {
        color c = color_at(place(r, values[row * columns + column]));
        zks_html_markup(page, "<path fill=\"#%02x%02x%02x\" d=\"M%zu %zuh%dv%dh-%dz\"/>", (unsigned)c.red,
                        (unsigned)c.green, (unsigned)c.blue, column * CELL_WIDTH, row * CELL_HEIGHT, CELL_WIDTH,
                        CELL_HEIGHT, CELL_WIDTH);
    }
}

void zks_chart_heat_map(zks_html *page, const double *values, size_t rows, size_t columns)
{
    size_t drawn_rows = rows < ZKS_CHART_MOST_ROWS ? rows : ZKS_CHART_MOST_ROWS;
    size_t drawn_columns = columns < ZKS_CHART_MOST_COLUMNS ? columns : ZKS_CHART_MOST_COLUMNS;
    if (rows == 0 || columns == 0)
        return;
    zks_html_markup(page,
                    "<svg class=\"heat\" viewBox=\"0 0 %zu %zu\" preserveAspectRatio=\"none\" role=\"img\" "
                    "shape-rendering=\"crispEdges\"><title>Each cell coloured by its place in its column</title>",
                    drawn_columns * CELL_WIDTH, drawn_rows * CELL_HEIGHT);
    for (size_t column = 0; column < drawn_columns; column++)
        put_column(page, values, rows, columns, column);
    zks_html_markup(page, "</svg>\n<p class=\"note\">Each column has its own scale, from its least value (blue) to its "
                          "largest (orange).");
    if (drawn_rows < rows || drawn_columns < columns)
        zks_html_markup(page, " Drawn are the first %zu of %zu rows and %zu of %zu columns.", drawn_rows, rows,
                        drawn_columns, columns);
    zks_html_markup(page, "</p>\n");
}
