/* A short text as a QR code. Within verifier/. */
#ifndef ZKS_VERIFIER_REPORT_QR_H
#define ZKS_VERIFIER_REPORT_QR_H

#include "verifier/report_html.h"

/* An SVG of one path, dark on light whatever the page's colours are, with the quiet zone readers need. `text` is ASCII
 * of at most 256 characters. */
void zks_report_qr(zks_html *page, const char *text);

#endif
