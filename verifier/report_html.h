/* HTML put together in memory. All text from outside goes through zks_html_text() and those built on it: what is markup
 * in HTML is escaped, what a reader would not see, or see in another order, is shown by its number (cli/plain.h).
 * Within verifier/. */
#ifndef ZKS_VERIFIER_REPORT_HTML_H
#define ZKS_VERIFIER_REPORT_HTML_H

#include "circuits/words.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct {
    zks_words words;
    bool exhausted; /* no memory: what is put is lost, and the end gives NULL */
} zks_html;

/* Write in between. `page` stays where it is. */
void zks_html_begin(zks_html *page);
/* The whole, malloc'd; NULL: out of memory. */
char *zks_html_end(zks_html *page, size_t *length);

/* Markup of this program: no text from outside among the arguments. */
__attribute__((format(printf, 2, 3))) void zks_html_markup(zks_html *page, const char *format, ...);
/* One line of text, fit for the content of an element and for a quoted attribute. */
void zks_html_text(zks_html *page, const char *text);
/* The same as an element of its own, in whose borders its direction and its marks stay: <bdi>. */
void zks_html_name(zks_html *page, const char *text);
/* A canonical decimal, its thousands apart: "-61,425.5". Anything else as a line of text. */
void zks_html_number(zks_html *page, const char *number);
void zks_html_count(zks_html *page, uint64_t count);
/* 32 bytes in hexadecimal, which may be broken between groups of eight digits and is copied without gaps. */
void zks_html_hash(zks_html *page, const uint8_t hash[32]);

/* An element with one line of text in it. */
void zks_html_element(zks_html *page, const char *tag, const char *text);
/* A name and what it means, of a list <dl>. */
void zks_html_field(zks_html *page, const char *name, const char *text);

#endif
