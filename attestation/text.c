#include "attestation/text.h"

#include "circuits/utf8.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

bool zks_text_is_line(const char *text, size_t limit)
{
    size_t length = strnlen(text, limit + 1);
    return length >= 1 && length <= limit && zks_utf8_is_plain(text, length);
}

static void make_printable(char *text)
{
    for (size_t left = strlen(text); left > 0;) {
        uint32_t point;
        size_t size = zks_utf8_decode(&point, text, left);
        if (size == 0 || zks_utf8_is_control(point)) {
            size = size == 0 ? 1 : size;
            memset(text, '?', size);
        }
        text += size;
        left -= size;
    }
}

void zks_report_detail(zks_report *report, const char *format, ...)
{
    if (report == NULL)
        return;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(report->detail, sizeof report->detail, format, arguments);
    va_end(arguments);
    report->segment = -1;
    make_printable(report->detail);
}

zks_status zks_report_errno(zks_report *report, zks_status status, const char *path)
{
    zks_report_detail(report, "'%.256s': %m", path);
    return status;
}
