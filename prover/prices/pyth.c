/* Hermes, GET /v2/updates/price/latest: {"parsed": [{"id": HEX, "price": {"price": "6825050000000", "expo": -8,
 * "publish_time": 1782777600, ...}, ...}], ...}. What else it has is not read. */
#include "prover/prices/price_files.h"

#include "policy/input.h"
#include "policy/json_input.h"

#include <string.h>

/* An element of "parsed" on its way. */
typedef struct {
    zks_gathering *gathering;
    const char *file;
    const zks_feed_map *map;
    zks_report *report;
} reading;

static zks_status refuse(const reading *r, const zks_json_path *path, const json_t *value, const char *fault)
{
    return fault == ZKS_FAULT_MEMORY ? zks_input_memory(r->report, r->file)
                                     : zks_json_input_error(r->report, r->file, path, value, fault);
}

static bool is_integer(const char *text)
{
    size_t sign = text[0] == '-', digits = strspn(text + sign, "0123456789");
    return digits > 0 && text[sign + digits] == '\0' && (text[sign] != '0' || strcmp(text, "0") == 0);
}

static zks_status read_price(const reading *r, const char *asset, const json_t *object, const zks_json_path *path)
{
    const json_t *price = json_object_get(object, "price"), *exponent = json_object_get(object, "expo"),
                 *time = json_object_get(object, "publish_time");
    const zks_json_path at_price = {path, "price", 0}, at_exponent = {path, "expo", 0},
                        at_time = {path, "publish_time", 0};
    if (!json_is_string(price) || !is_integer(json_string_value(price)))
        return refuse(r, &at_price, price, "not an integer in a string");
    if (!json_is_integer(exponent) || json_integer_value(exponent) < -ZKS_PRICE_MAX_EXPONENT ||
        json_integer_value(exponent) > ZKS_PRICE_MAX_EXPONENT)
        return refuse(r, &at_exponent, exponent, "not an integer from -36 to 36");
    if (!json_is_integer(time))
        return refuse(r, &at_time, time, "not an integer");
    const char *fault =
        zks_gathering_add(r->gathering, asset, json_string_value(price), (int)json_integer_value(exponent));
    if (fault != NULL)
        return refuse(r, &at_price, price, fault);
    fault = zks_gathering_add_time(r->gathering, json_integer_value(time));
    return fault == NULL ? ZKS_OK : refuse(r, &at_time, time, fault);
}

static zks_status read_feed(const reading *r, const json_t *object, const zks_json_path *path)
{
    const json_t *id = json_object_get(object, "id");
    const zks_json_path at_id = {path, "id", 0}, at_price = {path, "price", 0};
    if (!json_is_string(id))
        return refuse(r, &at_id, NULL, "not a string");
    const zks_mapped_feed *feed = zks_feed_map_find(r->map, json_string_value(id));
    if (feed == NULL)
        return refuse(r, &at_id, id, "a feed that the map does not have");
    if (!json_is_object(json_object_get(object, "price")))
        return refuse(r, &at_price, NULL, "not an object");
    return read_price(r, feed->asset, json_object_get(object, "price"), &at_price);
}

zks_status zks_prices_from_pyth(zks_gathering *gathering, const char *file, const zks_feed_map *map, zks_report *report)
{
    static const zks_json_path path = {NULL, "parsed", 0};
    const reading r = {gathering, file, map, report};
    json_t *answer;
    zks_status status = zks_json_input_read(&answer, file, ZKS_PRICE_FILE_MAX_BYTES, report);
    if (status != ZKS_OK)
        return status;
    const json_t *parsed = json_object_get(answer, "parsed");
    if (!json_is_array(parsed))
        status = refuse(&r, &path, NULL, "not an array");
    for (size_t i = 0; status == ZKS_OK && i < json_array_size(parsed); i++)
        status = read_feed(&r, json_array_get(parsed, i), &(zks_json_path){&path, NULL, i});
    json_decref(answer);
    return status;
}
