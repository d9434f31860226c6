/* Hermes, GET /v2/updates/price/latest: {"parsed": [{"id": HEX, "price": {"price": "6825050000000", "expo": -8,
 * "publish_time": 1782777600, ...}, ...}], ...}. What else it has is not read. */
#include "prover/prices/price_files.h"

#include "policy/json_input.h"
#include "prover/prices/feed_answer.h"

#include <string.h>

static bool is_integer(const char *text)
{
    size_t sign = text[0] == '-', digits = strspn(text + sign, "0123456789");
    return digits > 0 && text[sign + digits] == '\0' && (text[sign] != '0' || strcmp(text, "0") == 0);
}

static zks_status read_price(const zks_feed_answer *r, const char *asset, const json_t *object,
                             const zks_json_path *path)
{
    const json_t *price = json_object_get(object, "price"), *exponent = json_object_get(object, "expo"),
                 *time = json_object_get(object, "publish_time");
    const zks_json_path at_price = {path, "price", 0}, at_exponent = {path, "expo", 0},
                        at_time = {path, "publish_time", 0};
    if (!json_is_string(price) || !is_integer(json_string_value(price)))
        return zks_feed_answer_refuse(r, &at_price, price, "not an integer in a string");
    if (!json_is_integer(exponent) || json_integer_value(exponent) < -ZKS_PRICE_MAX_EXPONENT ||
        json_integer_value(exponent) > ZKS_PRICE_MAX_EXPONENT)
        return zks_feed_answer_refuse(r, &at_exponent, exponent, "not an integer from -36 to 36");
    if (!json_is_integer(time))
        return zks_feed_answer_refuse(r, &at_time, time, "not an integer");
    const char *fault =
        zks_gathering_add(r->gathering, asset, json_string_value(price), (int)json_integer_value(exponent));
    if (fault != NULL)
        return zks_feed_answer_refuse(r, &at_price, price, fault);
    fault = zks_gathering_add_time(r->gathering, json_integer_value(time));
    return fault == NULL ? ZKS_OK : zks_feed_answer_refuse(r, &at_time, time, fault);
}

static zks_status read_feed(const zks_feed_answer *r, const json_t *object, const zks_json_path *path)
{
    const json_t *id = json_object_get(object, "id");
    const zks_json_path at_id = {path, "id", 0}, at_price = {path, "price", 0};
    if (!json_is_string(id))
        return zks_feed_answer_refuse(r, &at_id, NULL, "not a string");
    const zks_mapped_feed *feed;
    zks_status status = zks_feed_answer_find(r, &feed, json_string_value(id), id, &at_id);
    if (status != ZKS_OK)
        return status;
    if (!json_is_object(json_object_get(object, "price")))
        return zks_feed_answer_refuse(r, &at_price, NULL, "not an object");
    return read_price(r, feed->asset, json_object_get(object, "price"), &at_price);
}

zks_status zks_prices_from_pyth(zks_gathering *gathering, const char *file, const zks_feed_map *map, zks_report *report)
{
    static const zks_json_path path = {NULL, "parsed", 0};
    const zks_feed_answer r = {.gathering = gathering, .file = file, .map = map, .report = report};
    json_t *answer;
    zks_status status = zks_json_input_read(&answer, file, ZKS_PRICE_FILE_MAX_BYTES, report);
    if (status != ZKS_OK)
        return status;
    const json_t *parsed = json_object_get(answer, "parsed");
    if (!json_is_array(parsed))
        status = zks_feed_answer_refuse(&r, &path, NULL, "not an array");
    for (size_t i = 0; status == ZKS_OK && i < json_array_size(parsed); i++)
        status = read_feed(&r, json_array_get(parsed, i), &(zks_json_path){&path, NULL, i});
    json_decref(answer);
    return status;
}
