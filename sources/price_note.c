#include "sources/price_note.h"

#include "attestation/json.h"
#include "attestation/text.h"
#include "sources/signed_json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define TEXT(number) TEXT_OF(number)
#define TEXT_OF(number) #number

static const zks_json_member note_members[] = {{"prices", JSON_OBJECT},
                                               {"quote", JSON_STRING},
                                               {"source", JSON_STRING},
                                               {"time", JSON_STRING},
                                               {"version", JSON_STRING}};
static const zks_json_member price_members[] = {{"exponent", JSON_STRING}, {"mantissa", JSON_STRING}};

void zks_price_note_clear(zks_price_note *note)
{
    free(note->quote);
    free(note->source);
    free(note->prices);
    free(note->texts);
    *note = (zks_price_note){0};
}

/* ---- reading --------------------------------------------------------------------------------------------------- */

static zks_status fault(zks_report *report, const zks_json_path *path, const json_t *value, const char *text)
{
    zks_json_fault(report, path, value, text);
    return ZKS_REJECT_PRICE_ENCODING;
}

static bool is_integer(const char *text, size_t most)
{
    const char *digits = text + (text[0] == '-');
    size_t count = strspn(digits, "0123456789");
    if (count == 0 || digits[count] != '\0' || strlen(text) > most)
        return false;
    return digits[0] != '0' || (count == 1 && digits == text);
}

static bool read_exponent(int *exponent, const char *text)
{
    if (!is_integer(text, sizeof "-36" - 1))
        return false;
    *exponent = (int)strtol(text, NULL, 10);
    return abs(*exponent) <= ZKS_PRICE_MAX_EXPONENT;
}

/* Copies to *end, and moves it behind the copy. */
static const char *keep(char **end, const char *text)
{
    const char *kept = *end;
    *end = stpcpy(*end, text) + 1;
    return kept;
}

static zks_status read_price(zks_price *price, char **end, const char *asset, const json_t *value,
                             const zks_json_path *above, zks_report *report)
{
    const zks_json_path path = {above, asset, 0};
    if (!zks_text_is_line(asset, ZKS_MAX_NAME))
        return fault(report, above, NULL, "an asset whose name is not a line of 1 to " TEXT(ZKS_MAX_NAME) " bytes");
    if (!zks_json_is_object_of(value, &path, price_members, COUNT(price_members), report))
        return ZKS_REJECT_PRICE_ENCODING;
    const json_t *mantissa = json_object_get(value, "mantissa"), *exponent = json_object_get(value, "exponent");
    if (!is_integer(json_string_value(mantissa), ZKS_PRICE_MAX_MANTISSA))
        return fault(report, &(zks_json_path){&path, "mantissa", 0}, mantissa,
                     "not an integer of at most " TEXT(ZKS_PRICE_MAX_MANTISSA) " characters");
    if (!read_exponent(&price->exponent, json_string_value(exponent)))
        return fault(report, &(zks_json_path){&path, "exponent", 0}, exponent, "not an integer from -36 to 36");
    price->asset = keep(end, asset);
    price->mantissa = keep(end, json_string_value(mantissa));
    return ZKS_OK;
}

/* `room` is enough for all names and mantissas, each with a NUL. */
static zks_status read_prices(zks_price_note *note, const json_t *object, size_t room, zks_report *report)
{
    static const zks_json_path path = {NULL, "prices", 0};
    if (json_object_size(object) < 1 || json_object_size(object) > ZKS_MAX_MEMBERS)
        return fault(report, &path, NULL, "not 1 to " TEXT(ZKS_MAX_MEMBERS) " assets");
    note->prices = calloc(json_object_size(object), sizeof *note->prices);
    note->texts = malloc(room);
    if (note->prices == NULL || note->texts == NULL)
        return ZKS_ERROR_MEMORY;
    char *end = note->texts;
    zks_status status = ZKS_OK;
    const char *asset;
    json_t *value;
    json_object_foreach((json_t *)object, asset, value) if (status == ZKS_OK) status =
        read_price(&note->prices[note->count++], &end, asset, value, &path, report);
    return status;
}

static zks_status read_line(char **out, const json_t *object, const char *name, size_t limit, zks_report *report)
{
    const char *text = json_string_value(json_object_get(object, name));
    char expected[64];
    snprintf(expected, sizeof expected, "not a line of 1 to %zu bytes", limit);
    if (!zks_text_is_line(text, limit))
        return fault(report, &(zks_json_path){NULL, name, 0}, NULL, expected);
    *out = strdup(text);
    return *out == NULL ? ZKS_ERROR_MEMORY : ZKS_OK;
}

static zks_status read_time(zks_price_note *note, const json_t *object, zks_report *report)
{
    const json_t *time = json_object_get(object, "time");
    if (!zks_time_is_canonical(json_string_value(time)))
        return fault(report, &(zks_json_path){NULL, "time", 0}, time, "not a time like 2026-06-30T00:00:00Z");
    memcpy(note->time, json_string_value(time), sizeof note->time);
    return ZKS_OK;
}

static zks_status check_version(const json_t *object, zks_report *report)
{
    const json_t *version = json_object_get(object, "version");
    if (strcmp(json_string_value(version), ZKS_PRICES_VERSION) == 0)
        return ZKS_OK;
    return fault(report, &(zks_json_path){NULL, "version", 0}, version, "not " ZKS_PRICES_VERSION);
}

static zks_status read_object(zks_price_note *note, const json_t *object, size_t room, zks_report *report)
{
    if (!zks_json_is_object_of(object, NULL, note_members, COUNT(note_members), report))
        return ZKS_REJECT_PRICE_ENCODING;
    zks_status status = check_version(object, report);
    if (status == ZKS_OK)
        status = read_line(&note->quote, object, "quote", ZKS_MAX_NAME, report);
    if (status == ZKS_OK)
        status = read_line(&note->source, object, "source", ZKS_PRICE_MAX_SOURCE, report);
    if (status == ZKS_OK)
        status = read_time(note, object, report);
    if (status == ZKS_OK)
        status = read_prices(note, json_object_get(object, "prices"), room, report);
    return status;
}

zks_status zks_price_note_read(zks_price_note *note, zks_note *signatures, const char *bytes, size_t length,
                               zks_report *report)
{
    json_t *object;
    zks_note parts;
    zks_price_note read = {0};
    zks_status status = zks_signed_json_read(&object, &parts, bytes, length, ZKS_REJECT_PRICE_ENCODING, report);
    if (status != ZKS_OK)
        return status;
    status = read_object(&read, object, parts.text_length, report);
    json_decref(object);
    if (status != ZKS_OK) {
        zks_price_note_clear(&read);
        return status;
    }
    *note = read;
    *signatures = parts;
    return ZKS_OK;
}

/* ---- writing --------------------------------------------------------------------------------------------------- */

static bool add_price(json_t *prices, const zks_price *price)
{
    char exponent[16];
    snprintf(exponent, sizeof exponent, "%d", price->exponent);
    json_t *value = json_pack("{s:s, s:s}", "exponent", exponent, "mantissa", price->mantissa);
    return json_object_set_new(prices, price->asset, value) == 0;
}

static json_t *to_json(const zks_price_note *note)
{
    json_t *prices = json_object();
    bool ok = prices != NULL;
    for (size_t i = 0; ok && i < note->count; i++)
        ok = add_price(prices, &note->prices[i]);
    if (!ok) {
        json_decref(prices);
        return NULL;
    }
    return json_pack("{s:o, s:s, s:s, s:s, s:s}", "prices", prices, "quote", note->quote, "source", note->source,
                     "time", note->time, "version", ZKS_PRICES_VERSION);
}

char *zks_price_note_text(const zks_price_note *note, size_t *length)
{
    json_t *object = to_json(note);
    if (object == NULL)
        return NULL;
    char *text = zks_json_canonical(object, length);
    json_decref(object);
    char *line = text == NULL ? NULL : realloc(text, *length + 2);
    if (line == NULL) {
        free(text);
        return NULL;
    }
    strcpy(line + (*length)++, "\n");
    return line;
}
