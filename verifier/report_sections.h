/* The parts of the page, in their order. Within verifier/. */
#ifndef ZKS_VERIFIER_REPORT_SECTIONS_H
#define ZKS_VERIFIER_REPORT_SECTIONS_H

#include "verifier/report_page.h"

extern const char zks_report_style[]; /* CSS */

void zks_report_put_verdict(zks_html *page, const zks_reported *r);
/* Who, when, how large, the fingerprint. Nothing where the statement could not be read. */
void zks_report_put_claim(zks_html *page, const zks_reported *r);
/* Requirements in plain words; of what is verified also what is not proved, and what is revealed. */
void zks_report_put_rules(zks_html *page, const zks_reported *r);
/* How much the declared numbers allow of what is hidden; part of the numbers. */
void zks_report_put_allowed(zks_html *page, const zks_reported *r);
/* Who signed prices, where anybody did; part of the numbers. */
void zks_report_put_prices(zks_html *page, const zks_reported *r);
/* Who signed reserves, likewise. */
void zks_report_put_reserves(zks_html *page, const zks_reported *r);
void zks_report_put_numbers(zks_html *page, const zks_reported *r);
/* How to do the same oneself. */
void zks_report_put_check(zks_html *page, const zks_reported *r);

#endif
