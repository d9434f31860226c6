/* Public numbers over several indexes, or over one with many members. Within verifier/. */
#ifndef ZKS_VERIFIER_REPORT_MATRIX_H
#define ZKS_VERIFIER_REPORT_MATRIX_H

#include "circuits/circuit.h"
#include "verifier/report_html.h"

/* Checked values of a parameter or a pool column; `over` is what it is over. Over two and more indexes: a heat map,
 * with the first rows and columns as a table. Over one of more members than there are bars in a chart: a line.
 * Otherwise nothing: a table of its index has it. */
void zks_report_values(zks_html *page, const zks_values *values, zks_dimensions over, const zks_numbers *numbers);

#endif
