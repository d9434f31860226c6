#include "cli/style.h"

#include "cli/plain.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static enum { AUTO, ALWAYS, NEVER } color;

bool zks_cli_choose_color(const char *when)
{
    static const char *const words[] = {[AUTO] = "auto", [ALWAYS] = "always", [NEVER] = "never"};
    for (unsigned i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(when, words[i]) == 0) {
            color = i;
            return true;
        }
    return false;
}

static bool is_set(const char *variable)
{
    const char *value = getenv(variable);
    return value != NULL && value[0] != '\0';
}

static bool is_colored(FILE *out)
{
    if (color != AUTO)
        return color == ALWAYS;
    return isatty(fileno(out)) && !is_set("NO_COLOR") && is_set("TERM") && strcmp(getenv("TERM"), "dumb") != 0;
}

/* Select Graphic Rendition, ECMA-48. */
static const char *const codes[ZKS_STYLE_STYLES] = {
    [ZKS_STYLE_GOOD] = "\033[1;32m", [ZKS_STYLE_BAD] = "\033[1;31m", [ZKS_STYLE_HEAD] = "\033[1m"};

void zks_cli_style_begin(FILE *out, zks_cli_style style)
{
    if (codes[style] != NULL && is_colored(out))
        fputs(codes[style], out);
}

void zks_cli_style_end(FILE *out, zks_cli_style style)
{
    if (codes[style] != NULL && is_colored(out))
        fputs("\033[0m", out);
}

void zks_cli_put_styled(FILE *out, zks_cli_style style, const char *text)
{
    zks_cli_style_begin(out, style);
    zks_cli_put_line(out, text);
    zks_cli_style_end(out, style);
}

zks_cli_style zks_cli_verdict_style(const char *verdict)
{
    static const char *const good[] = {"valid", "holds", "ok"};
    if (strcmp(verdict, "unknown") == 0)
        return ZKS_STYLE_PLAIN;
    size_t length = strcspn(verdict, " :");
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        if (strlen(good[i]) == length && memcmp(verdict, good[i], length) == 0)
            return ZKS_STYLE_GOOD;
    return ZKS_STYLE_BAD;
}

/* A finding begins with "FILE:LINE:COLUMN: error: ", of which all but the last word may lack; the lines of the text it
 * is about are indented. */
static void put_finding_line(char *line)
{
    static const char mark[] = "error:";
    char *found = line[0] == ' ' ? NULL : strstr(line, mark);
    if (found == NULL) {
        zks_cli_put_text(stderr, line);
        return;
    }
    *found = '\0';
    zks_cli_style_begin(stderr, ZKS_STYLE_HEAD);
    zks_cli_put_text(stderr, line);
    zks_cli_style_end(stderr, ZKS_STYLE_HEAD);
    zks_cli_put_styled(stderr, ZKS_STYLE_BAD, mark);
    zks_cli_put_text(stderr, found + strlen(mark));
}

void zks_cli_put_findings(const char *findings)
{
    char *lines = strdup(findings), *rest = lines, *line;
    if (lines == NULL) {
        zks_cli_put_text(stderr, findings);
        return;
    }
    while ((line = strsep(&rest, "\n")) != NULL && (line[0] != '\0' || rest != NULL)) {
        put_finding_line(line);
        putc('\n', stderr);
    }
    free(lines);
}
