/* Charts of public numbers, as HTML and SVG (docs/report.md). Text from outside stands in HTML around the drawings,
 * never within. Within verifier/. */
#ifndef ZKS_VERIFIER_REPORT_CHARTS_H
#define ZKS_VERIFIER_REPORT_CHARTS_H

#include "verifier/report_html.h"

#define ZKS_CHART_MOST_BARS 24
#define ZKS_CHART_MOST_ROWS 120 /* of a heat map */
#define ZKS_CHART_MOST_COLUMNS 60

/* A number for each member. */
typedef struct {
    size_t count;
    const char **names;
    char **texts;   /* canonical decimals */
    double *values; /* the same, to draw them */
} zks_chart_series;

/* A table with a bar for each member; from more than ZKS_CHART_MOST_BARS on a line over all of them. Bars begin at
 * zero; a line's range is written beside it. */
void zks_chart_series_put(zks_html *page, const zks_chart_series *series);

/* Values row by row, drawn as cells coloured by where each stands between the least and the largest of its column. What
 * is beyond the most that is drawn is counted in a note. */
void zks_chart_heat_map(zks_html *page, const double *values, size_t rows, size_t columns);

#endif
