/* Colours on a terminal: of verdicts, findings and heads of tables. By default only where the stream is a terminal that
 * takes them, and NO_COLOR is unset or empty (https://no-color.org); --color says otherwise for both streams. */
#ifndef ZKS_CLI_STYLE_H
#define ZKS_CLI_STYLE_H

#include <stdbool.h>
#include <stdio.h>

typedef enum { ZKS_STYLE_PLAIN, ZKS_STYLE_GOOD, ZKS_STYLE_BAD, ZKS_STYLE_HEAD, ZKS_STYLE_STYLES } zks_cli_style;

/* Takes "auto", "always" or "never"; false for any other word. */
bool zks_cli_choose_color(const char *when);

/* What is printed between the two, on one line, is in this style. They print nothing where there are no colours. */
void zks_cli_style_begin(FILE *out, zks_cli_style style);
void zks_cli_style_end(FILE *out, zks_cli_style style);

/* A line of text (cli/plain.h) in a style. */
void zks_cli_put_styled(FILE *out, zks_cli_style style, const char *text);
/* The style of a verdict by its first word: "valid", "holds" and "ok" are good, "unknown" is plain, all others bad. */
zks_cli_style zks_cli_verdict_style(const char *verdict);
/* Findings (circuits/diagnostics.h) on standard error: what each begins with stands out from the text it shows. */
void zks_cli_put_findings(const char *findings);

#endif
