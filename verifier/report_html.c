#include "verifier/report_html.h"

#include "attestation/json.h"
#include "circuits/decimal.h"
#include "cli/plain.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void zks_html_begin(zks_html *page)
{
    page->exhausted = false;
    zks_words_begin(&page->words);
    if (page->words.out == NULL)
        page->exhausted = true;
}

char *zks_html_end(zks_html *page, size_t *length)
{
    char *text = zks_words_end(&page->words);
    *length = page->words.length;
    if (!page->exhausted)
        return text;
    free(text);
    return NULL;
}

void zks_html_markup(zks_html *page, const char *format, ...)
{
    va_list arguments;
    if (page->words.out == NULL)
        return;
    va_start(arguments, format);
    vfprintf(page->words.out, format, arguments);
    va_end(arguments);
}

static const char *entity_of(char character)
{
    switch (character) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

static void put_escaped(FILE *out, const char *text)
{
    while (*text != '\0') {
        size_t length = strcspn(text, "&<>\"'");
        fwrite(text, 1, length, out);
        text += length;
        if (*text != '\0')
            fputs(entity_of(*text++), out);
    }
}

void zks_html_text(zks_html *page, const char *text)
{
    zks_words plain;
    zks_words_begin(&plain);
    if (plain.out != NULL)
        zks_cli_put_line(plain.out, text);
    char *line = zks_words_end(&plain);
    if (line == NULL)
        page->exhausted = true;
    else if (page->words.out != NULL)
        put_escaped(page->words.out, line);
    free(line);
}

void zks_html_name(zks_html *page, const char *text)
{
    zks_html_element(page, "bdi", text);
}

/* Digits in groups of three, counted from the last. */
static void put_grouped(zks_html *page, const char *digits, size_t count)
{
    for (size_t i = 0; i < count; i++)
        zks_html_markup(page, "%s%c", i > 0 && (count - i) % 3 == 0 ? "," : "", digits[i]);
}

void zks_html_number(zks_html *page, const char *number)
{
    if (!zks_decimal_is_canonical(number)) {
        zks_html_text(page, number);
        return;
    }
    if (*number == '-')
        zks_html_markup(page, "%c", *number++);
    size_t whole = strspn(number, "0123456789");
    put_grouped(page, number, whole);
    zks_html_markup(page, "%s", number + whole);
}

void zks_html_count(zks_html *page, uint64_t count)
{
    char digits[24];
    put_grouped(page, digits, (size_t)snprintf(digits, sizeof digits, "%" PRIu64, count));
}

void zks_html_hash(zks_html *page, const uint8_t hash[32])
{
    char hex[65];
    zks_hex_encode(hex, hash, 32);
    zks_html_markup(page, "<code class=\"hash\">");
    for (size_t i = 0; i < 64; i += 8)
        zks_html_markup(page, "%s%.8s", i == 0 ? "" : "<wbr>", hex + i);
    zks_html_markup(page, "</code>");
}

void zks_html_element(zks_html *page, const char *tag, const char *text)
{
    zks_html_markup(page, "<%s>", tag);
    zks_html_text(page, text);
    zks_html_markup(page, "</%s>", tag);
}

void zks_html_field(zks_html *page, const char *name, const char *text)
{
    zks_html_element(page, "dt", name);
    zks_html_markup(page, "<dd>");
    zks_html_name(page, text);
    zks_html_markup(page, "</dd>\n");
}
