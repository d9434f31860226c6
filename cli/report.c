#include "cli/report.h"

#include "cli/plain.h"
#include "cli/program.h"
#include "cli/progress.h"
#include "cli/style.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

int zks_cli_exit_status(zks_status status)
{
    if (status == ZKS_OK)
        return ZKS_EXIT_OK;
    if (zks_status_is_rejection(status) || status == ZKS_ERROR_REQUIREMENT)
        return ZKS_EXIT_REJECTED;
    return ZKS_EXIT_TROUBLE;
}

static const char *hint(zks_status status)
{
    switch (status) {
    case ZKS_ERROR_EXISTS:
        return "choose another name, or move the old one away";
    case ZKS_ERROR_PASSPHRASE:
        return "the passphrase is the one given when the attestation was made; see --passphrase-file";
    case ZKS_ERROR_SECRETS:
        return "use the secrets file and the very ledger this attestation was made from";
    default:
        return NULL;
    }
}

static void put_prefix(zks_cli_style style, const char *kind)
{
    zks_cli_progress_clear();
    fprintf(stderr, "%s: ", zks_cli_program_name());
    zks_cli_put_styled(stderr, style, kind);
    putc(' ', stderr);
}

int zks_cli_fail(zks_status status, const zks_report *report)
{
    put_prefix(ZKS_STYLE_BAD, "error:");
    fputs(zks_status_text(status), stderr);
    if (report != NULL && report->detail[0] != '\0' && strcmp(report->detail, zks_status_text(status)) != 0) {
        fputs(": ", stderr);
        zks_cli_put_line(stderr, report->detail);
    }
    putc('\n', stderr);
    if (hint(status) != NULL) {
        put_prefix(ZKS_STYLE_HEAD, "hint:");
        fprintf(stderr, "%s\n", hint(status));
    }
    return zks_cli_exit_status(status);
}

static void put_error(const char *format, va_list arguments)
{
    char *text;
    put_prefix(ZKS_STYLE_BAD, "error:");
    if (vasprintf(&text, format, arguments) >= 0) {
        zks_cli_put_line(stderr, text);
        free(text);
    }
    putc('\n', stderr);
}

int zks_cli_trouble(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    put_error(format, arguments);
    va_end(arguments);
    return ZKS_EXIT_TROUBLE;
}

int zks_cli_usage_error(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    put_error(format, arguments);
    va_end(arguments);
    fprintf(stderr, "try '%s --help'\n", zks_cli_command_name());
    return ZKS_EXIT_USAGE;
}
