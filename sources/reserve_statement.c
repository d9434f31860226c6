#include "sources/reserve_statement.h"

#include "attestation/text.h"
#include "circuits/decimal.h"
#include "crypto/group.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const zks_json_member members[] = {{"account", JSON_STRING},
                                          {"assets", JSON_OBJECT},
                                          {"holder", JSON_STRING},
                                          {"time", JSON_STRING},
                                          {"version", JSON_STRING}};
static const zks_json_member public_members[] = {{"amount", JSON_STRING}};
static const zks_json_member hidden_members[] = {{"commitment", JSON_STRING}, {"decimals", JSON_INTEGER}};

void zks_reserve_statement_clear(zks_reserve_statement *statement)
{
    free(statement->holdings);
    free(statement->commitments);
    json_decref(statement->object);
    *statement = (zks_reserve_statement){0};
}

/* ---- from JSON ------------------------------------------------------------------------------------------------ */

static zks_status fault(zks_report *report, const zks_json_path *path, const json_t *value, const char *text)
{
    zks_json_fault(report, path, value, text);
    return ZKS_REJECT_RESERVE_ENCODING;
}

static zks_status read_line(const char **out, const json_t *object, const char *name, zks_report *report)
{
    const json_t *value = json_object_get(object, name);
    *out = json_string_value(value);
    return zks_text_is_line(*out, ZKS_RESERVE_MAX_LINE)
               ? ZKS_OK
               : fault(report, &(zks_json_path){.name = name}, value, "not a line of 1 to 256 bytes");
}

static zks_status read_amount(zks_reserve_holding *holding, const json_t *object, const zks_json_path *path,
                              zks_report *report)
{
    const json_t *amount = json_object_get(object, "amount");
    const zks_json_path at = {path, "amount", 0};
    if (!zks_json_is_object_of(object, path, public_members, COUNT(public_members), report))
        return ZKS_REJECT_RESERVE_ENCODING;
    holding->amount = json_string_value(amount);
    return zks_decimal_is_canonical(holding->amount) && holding->amount[0] != '-'
               ? ZKS_OK
               : fault(report, &at, amount, "not a canonical decimal from 0 on");
}

static zks_status read_commitment(zks_reserve_statement *s, zks_reserve_holding *holding, const json_t *object,
                                  const zks_json_path *path, zks_report *report)
{
    if (!zks_json_is_object_of(object, path, hidden_members, COUNT(hidden_members), report))
        return ZKS_REJECT_RESERVE_ENCODING;
    const json_t *commitment = json_object_get(object, "commitment"), *decimals = json_object_get(object, "decimals");
    const zks_json_path at_commitment = {path, "commitment", 0}, at_decimals = {path, "decimals", 0};
    holding->hidden = s->hidden_count++;
    if (!zks_hex_decode(s->commitments[holding->hidden], sizeof(zks_word), json_string_value(commitment)))
        return fault(report, &at_commitment, commitment, "not 64 hex digits");
    if (json_integer_value(decimals) < 0 || json_integer_value(decimals) > ZKS_MAX_DECIMALS)
        return fault(report, &at_decimals, decimals, "not 0 to 36");
    holding->decimals = (unsigned)json_integer_value(decimals);
    return ZKS_OK;
}

static zks_status read_holding(zks_reserve_statement *s, const char *asset, const json_t *object,
                               const zks_json_path *above, zks_report *report)
{
    const zks_json_path path = {above, asset, 0};
    zks_reserve_holding *holding = &s->holdings[s->count++];
    *holding = (zks_reserve_holding){.asset = asset};
    if (!zks_text_is_line(asset, ZKS_MAX_NAME))
        return fault(report, above, NULL, "the name of an asset is not a line of 1 to 64 bytes");
    return json_object_get(object, "commitment") == NULL ? read_amount(holding, object, &path, report)
                                                         : read_commitment(s, holding, object, &path, report);
}

/* jansson keeps the order of the text, which is that of the names' bytes where it is canonical. */
static zks_status read_assets(zks_reserve_statement *s, zks_report *report)
{
    const zks_json_path path = {.name = "assets"};
    json_t *assets = json_object_get(s->object, "assets"), *held;
    size_t count = json_object_size(assets);
    if (count < 1 || count > ZKS_MAX_MEMBERS)
        return fault(report, &path, NULL, "not 1 to 100000 assets");
    s->holdings = calloc(count, sizeof *s->holdings);
    s->commitments = calloc(count, sizeof *s->commitments);
    if (s->holdings == NULL || s->commitments == NULL)
        return ZKS_ERROR_MEMORY;
    const char *asset;
    json_object_foreach(assets, asset, held)
    {
        zks_status status = read_holding(s, asset, held, &path, report);
        if (status != ZKS_OK)
            return status;
    }
    return ZKS_OK;
}

static const char *asset_of_hidden(const zks_reserve_statement *s, size_t hidden)
{
    size_t i = 0;
    while (s->holdings[i].amount != NULL || s->holdings[i].hidden != hidden)
        i++;
    return s->holdings[i].asset;
}

static zks_status check_commitments(const zks_reserve_statement *s, zks_report *report)
{
    zks_niels *points = calloc(s->hidden_count + 1, sizeof *points);
    if (points == NULL)
        return ZKS_ERROR_MEMORY;
    size_t good = s->hidden_count == 0 ? 0 : zks_decode_batch(points, s->commitments[0], s->hidden_count);
    free(points);
    if (good == s->hidden_count)
        return ZKS_OK;
    const zks_json_path assets = {.name = "assets"}, asset = {&assets, asset_of_hidden(s, good), 0};
    return fault(report, &(zks_json_path){&asset, "commitment", 0}, NULL, "not the canonical encoding of a point");
}

static zks_status read_members(zks_reserve_statement *s, zks_report *report)
{
    const json_t *version = json_object_get(s->object, "version"), *time = json_object_get(s->object, "time");
    if (!zks_json_is_object_of(s->object, NULL, members, COUNT(members), report))
        return ZKS_REJECT_RESERVE_ENCODING;
    if (strcmp(json_string_value(version), ZKS_RESERVE_VERSION) != 0)
        return fault(report, &(zks_json_path){.name = "version"}, version, "not " ZKS_RESERVE_VERSION);
    s->time = json_string_value(time);
    if (!zks_time_is_canonical(s->time))
        return fault(report, &(zks_json_path){.name = "time"}, time, "not a time in UTC");
    zks_status status = read_line(&s->account, s->object, "account", report);
    if (status == ZKS_OK)
        status = read_line(&s->holder, s->object, "holder", report);
    if (status == ZKS_OK)
        status = read_assets(s, report);
    return status == ZKS_OK ? check_commitments(s, report) : status;
}

zks_status zks_reserve_statement_read(zks_reserve_statement *statement, zks_note *note, const char *bytes,
                                      size_t length, zks_report *report)
{
    zks_reserve_statement read = {0};
    zks_status status = zks_signed_json_read(&read.object, note, bytes, length, ZKS_REJECT_RESERVE_ENCODING, report);
    if (status == ZKS_OK)
        status = read_members(&read, report);
    if (status == ZKS_OK)
        *statement = read;
    else
        zks_reserve_statement_clear(&read);
    return status;
}

/* ---- to JSON -------------------------------------------------------------------------------------------------- */

/* NULL is out of memory here, which jansson's setters refuse in turn. */
static json_t *holding_to_json(const zks_reserve_statement *s, const zks_reserve_holding *holding)
{
    char hex[2 * sizeof(zks_word) + 1];
    if (holding->amount != NULL)
        return json_pack("{s:s}", "amount", holding->amount);
    zks_hex_encode(hex, s->commitments[holding->hidden], sizeof(zks_word));
    return json_pack("{s:s, s:i}", "commitment", hex, "decimals", (int)holding->decimals);
}

static char *add_line_feed(char *text, size_t *length)
{
    char *longer = text == NULL ? NULL : realloc(text, *length + 2);
    if (longer == NULL) {
        free(text);
        return NULL;
    }
    memcpy(longer + *length, "\n", 2);
    ++*length;
    return longer;
}

char *zks_reserve_statement_text(const zks_reserve_statement *statement, size_t *length)
{
    json_t *assets = json_object();
    json_t *object = json_pack("{s:s, s:O?, s:s, s:s, s:s}", "account", statement->account, "assets", assets, "holder",
                               statement->holder, "time", statement->time, "version", ZKS_RESERVE_VERSION);
    bool memory = assets != NULL && object != NULL;
    for (size_t i = 0; memory && i < statement->count; i++) {
        const zks_reserve_holding *holding = &statement->holdings[i];
        memory = json_object_set_new(assets, holding->asset, holding_to_json(statement, holding)) == 0;
    }
    char *text = memory ? add_line_feed(zks_json_canonical(object, length), length) : NULL;
    json_decref(assets);
    json_decref(object);
    return text;
}

/* ---- finding -------------------------------------------------------------------------------------------------- */

static int compare_asset(const void *asset, const void *holding)
{
    return strcmp(asset, ((const zks_reserve_holding *)holding)->asset);
}

const zks_reserve_holding *zks_reserve_statement_find(const zks_reserve_statement *statement, const char *asset)
{
    return bsearch(asset, statement->holdings, statement->count, sizeof *statement->holdings, compare_asset);
}
