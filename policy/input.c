#include "policy/input.h"

#include "attestation/text.h"
#include "circuits/utf8.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Appends to out[*used..room) the first character of `text`, escaped where a terminal should not see it; false where it
 * does not fit. *taken is how many bytes of text it was. */
static bool append_character(char *out, size_t *used, size_t room, const char *text, size_t length, size_t *taken)
{
    uint32_t point = 0;
    char shown[5];
    size_t count = zks_utf8_decode(&point, text, length);
    if (count == 0 || zks_utf8_is_control(point)) {
        *taken = 1;
        count = (size_t)snprintf(shown, sizeof shown, "\\x%02x", (unsigned char)text[0]);
    } else {
        *taken = count;
        memcpy(shown, text, count);
    }
    if (room - *used < count)
        return false;
    memcpy(out + *used, shown, count);
    *used += count;
    return true;
}

zks_quoted zks_quote(const char *text, size_t length)
{
    static const char cut[] = "...";
    zks_quoted quoted = {"\""};
    size_t used = 1, room = sizeof quoted.text - sizeof cut - 1;
    for (size_t i = 0, taken; i < length; i += taken) {
        if (!append_character(quoted.text, &used, room, text + i, length - i, &taken)) {
            used += (size_t)snprintf(quoted.text + used, sizeof cut, "%s", cut);
            break;
        }
    }
    snprintf(quoted.text + used, 2, "\"");
    return quoted;
}

char *zks_path_beside(const char *file, const char *path)
{
    const char *slash = path[0] == '/' ? NULL : strrchr(file, '/');
    size_t folder = slash == NULL ? 0 : (size_t)(slash - file) + 1;
    char *joined = malloc(folder + strlen(path) + 1);
    if (joined == NULL)
        return NULL;
    memcpy(joined, file, folder);
    memcpy(joined + folder, path, strlen(path) + 1);
    return joined;
}

zks_status zks_input_error(zks_report *report, const char *file, zks_position at, const char *format, ...)
{
    char place[48] = "", message[sizeof report->detail];
    if (at.line != 0)
        snprintf(place, sizeof place, ":%" PRIu64 ":%" PRIu64, at.line, at.column);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    zks_report_detail(report, "%s%s: %s", strcmp(file, "-") == 0 ? "<stdin>" : file, place, message);
    return ZKS_ERROR_INPUT;
}

zks_status zks_input_memory(zks_report *report, const char *file)
{
    zks_input_error(report, file, (zks_position){0, 0}, "out of memory");
    return ZKS_ERROR_MEMORY;
}
