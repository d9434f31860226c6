#include "verifier/report_qr.h"

#include <qrencode.h>

enum { QUIET = 4 }; /* modules around the code: ISO/IEC 18004 */

/* The dark modules of a row, each run of them a rectangle of the path. */
static void put_row(zks_html *page, const unsigned char *modules, int width, int row)
{
    for (int start = 0; start < width; start++) {
        int end = start;
        while (end < width && (modules[end] & 1) != 0)
            end++;
        if (end == start)
            continue;
        zks_html_markup(page, "M%d %dh%dv1h-%dz", start + QUIET, row + QUIET, end - start, end - start);
        start = end;
    }
}

void zks_report_qr(zks_html *page, const char *text)
{
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    if (code == NULL) {
        page->exhausted = true;
        return;
    }
    int size = code->width + 2 * QUIET;
    zks_html_markup(page,
                    "<svg class=\"qr\" viewBox=\"0 0 %d %d\" role=\"img\" shape-rendering=\"crispEdges\">"
                    "<title>The fingerprint as a QR code</title>"
                    "<path fill=\"#fff\" d=\"M0 0h%dv%dh-%dz\"/><path fill=\"#000\" d=\"",
                    size, size, size, size, size);
    for (int row = 0; row < code->width; row++)
        put_row(page, code->data + row * code->width, code->width, row);
    zks_html_markup(page, "\"/></svg>\n");
    QRcode_free(code);
}
