#include "attestation/json.h"

#include <ctype.h>
#include <string.h>
#include <time.h>

/* Whether `text` begins like `pattern`, where '0' stands for any digit and every other character for itself in either
 * case. */
static bool matches(const char *text, const char *pattern)
{
    for (; *pattern != '\0'; text++, pattern++)
        if (*pattern == '0' ? *text < '0' || *text > '9' : toupper((unsigned char)*text) != *pattern)
            return false;
    return true;
}

static int two_digits(const char *text)
{
    return 10 * (text[0] - '0') + (text[1] - '0');
}

/* RFC 3339's date-time without fractions up to its offset: "0000-00-00T00:00:00". timegm() carries what is out of range
 * into the next field, so a date or a time of day that does not exist comes back as another one. */
static bool read_local(time_t *out, const char *text)
{
    struct tm given = {.tm_year = 100 * two_digits(text) + two_digits(text + 2) - 1900,
                       .tm_mon = two_digits(text + 5) - 1,
                       .tm_mday = two_digits(text + 8),
                       .tm_hour = two_digits(text + 11),
                       .tm_min = two_digits(text + 14),
                       .tm_sec = two_digits(text + 17)};
    struct tm carried = given;
    *out = timegm(&carried);
    return carried.tm_year == given.tm_year && carried.tm_mon == given.tm_mon && carried.tm_mday == given.tm_mday &&
           carried.tm_hour == given.tm_hour && carried.tm_min == given.tm_min && carried.tm_sec == given.tm_sec;
}

/* RFC 3339's time-offset, as seconds east of UTC. */
static bool read_offset(long *out, const char *text)
{
    if (matches(text, "Z") && text[1] == '\0') {
        *out = 0;
        return true;
    }
    if ((!matches(text, "+00:00") && !matches(text, "-00:00")) || text[6] != '\0')
        return false;
    int hours = two_digits(text + 1), minutes = two_digits(text + 4);
    *out = (text[0] == '-' ? -60 : 60) * (60L * hours + minutes);
    return hours <= 23 && minutes <= 59;
}

static bool write_utc(char out[21], time_t at)
{
    struct tm utc;
    if (gmtime_r(&at, &utc) == NULL || utc.tm_year + 1900 < 0 || utc.tm_year + 1900 > 9999)
        return false;
    int year = utc.tm_year + 1900;
    const int fields[] = {year / 100, year % 100, utc.tm_mon + 1, utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec};
    static const int places[] = {0, 2, 5, 8, 11, 14, 17};
    memcpy(out, "0000-00-00T00:00:00Z", 21);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        out[places[i]] = (char)('0' + fields[i] / 10);
        out[places[i] + 1] = (char)('0' + fields[i] % 10);
    }
    return true;
}

bool zks_time_canonical(char out[21], const char *text)
{
    time_t local;
    long offset;
    return matches(text, "0000-00-00T00:00:00") && read_local(&local, text) && read_offset(&offset, text + 19) &&
           write_utc(out, local - offset);
}

bool zks_time_is_canonical(const char *text)
{
    char canonical[21];
    return zks_time_canonical(canonical, text) && strcmp(canonical, text) == 0;
}

void zks_time_now(char out[21])
{
    write_utc(out, time(NULL));
}

bool zks_time_to_seconds(int64_t *seconds, const char *text)
{
    time_t local;
    if (!zks_time_is_canonical(text) || !read_local(&local, text))
        return false;
    *seconds = local;
    return true;
}

bool zks_time_from_seconds(char out[21], int64_t seconds)
{
    return write_utc(out, seconds);
}
