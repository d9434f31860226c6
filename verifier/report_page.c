#include "verifier/report_page.h"

#include "verifier/report_sections.h"

static void put_head(zks_html *page, const zks_reported *r)
{
    zks_html_markup(page, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                          "<meta http-equiv=\"Content-Security-Policy\" "
                          "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
                          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                          "<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
    zks_html_markup(page, "%s", r->status == ZKS_OK ? "Verified" : "NOT VERIFIED");
    if (r->verification->issuer != NULL) {
        zks_html_markup(page, ": solvency of ");
        zks_html_text(page, r->verification->issuer);
    }
    zks_html_markup(page, "</title>\n<style>\n%s</style>\n</head>\n<body>\n", zks_report_style);
}

char *zks_report_page(const zks_reported *reported, size_t *length)
{
    zks_html page;
    zks_html_begin(&page);
    put_head(&page, reported);
    zks_report_put_verdict(&page, reported);
    zks_html_markup(&page, "<main>\n");
    zks_report_put_claim(&page, reported);
    zks_report_put_rules(&page, reported);
    zks_report_put_numbers(&page, reported);
    zks_report_put_check(&page, reported);
    zks_html_markup(&page, "</main>\n</body>\n</html>\n");
    return zks_html_end(&page, length);
}
