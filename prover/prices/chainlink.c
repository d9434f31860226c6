/* Prices of Chainlink's feeds, in the answers by which they are had:
 *
 * * a node of a chain, JSON-RPC 2.0: {"id": FEED, "result": HEX}, or an array of them, to eth_call of latestRoundData()
 *   with the feed's name in the map as the request's id. Five words: roundId, answer, startedAt, updatedAt,
 *   answeredInRound (AggregatorV3Interface).
 * * the Data Streams API: {"report": REPORT} or {"reports": [REPORT, ...]}, each with feedID and fullReport. That is
 *   bytes32[3] context, bytes report, bytes32[] rs, bytes32[] ss, bytes32 vs in the ABI's encoding. The nine words of
 *   a report of version 3: feedId, validFromTimestamp, observationsTimestamp, nativeFee, linkFee, expiresAt, price, bid
 *   and ask.
 *
 * Signatures and the rest are not looked at. */
#include "policy/json_input.h"
#include "prover/prices/abi_words.h"
#include "prover/prices/feed_answer.h"
#include "prover/prices/price_files.h"

#include <stdio.h>
#include <string.h>

enum { ROUND_WORDS = 5, ANSWER = 1, UPDATED_AT = 3 };
enum { REPORT_AT = 3, REPORT_WORDS = 9, FEED_ID = 0, OBSERVED_AT = 2, PRICE = 6 };

/* Of one feed. */
typedef struct {
    const zks_mapped_feed *feed;
    const uint8_t *price, *time; /* words */
} answer;

static zks_status find_feed(const zks_feed_answer *r, const zks_mapped_feed **feed, const char *name,
                            const json_t *shown, const zks_json_path *path)
{
    zks_status status = zks_feed_answer_find(r, feed, name, shown, path);
    if (status == ZKS_OK && (*feed)->decimals == ZKS_NO_DECIMALS)
        return zks_feed_answer_refuse(r, path, shown, "a feed whose decimals the map does not say");
    return status;
}

static zks_status add(const zks_feed_answer *r, const answer *a, const zks_json_path *path)
{
    char mantissa[ZKS_ABI_DIGITS];
    int64_t time;
    zks_abi_signed(mantissa, a->price);
    const char *fault = zks_gathering_add(r->gathering, a->feed->asset, mantissa, -a->feed->decimals);
    if (fault == NULL)
        fault =
            zks_abi_number(&time, a->time) ? zks_gathering_add_time(r->gathering, time) : "the time is no such number";
    return fault == NULL ? ZKS_OK : zks_feed_answer_refuse(r, path, NULL, fault);
}

/* ---- answers of a node ----------------------------------------------------------------------------------------- */

static zks_status read_id(const zks_feed_answer *r, const zks_mapped_feed **feed, const json_t *id,
                          const zks_json_path *path)
{
    char number[32];
    if (json_is_string(id))
        return find_feed(r, feed, json_string_value(id), id, path);
    if (!json_is_integer(id))
        return zks_feed_answer_refuse(r, path, NULL, "neither a string nor an integer");
    snprintf(number, sizeof number, "%" JSON_INTEGER_FORMAT, json_integer_value(id));
    return find_feed(r, feed, number, id, path);
}

static zks_status read_round(const zks_feed_answer *r, const json_t *object, const zks_json_path *path)
{
    const zks_json_path at_id = {path, "id", 0}, at_result = {path, "result", 0};
    const json_t *result = json_object_get(object, "result");
    zks_abi_words words = {0};
    answer a;
    zks_status status = read_id(r, &a.feed, json_object_get(object, "id"), &at_id);
    if (status != ZKS_OK)
        return status;
    if (!json_is_string(result) || !zks_abi_words_read(&words, json_string_value(result)) ||
        words.count != ROUND_WORDS) {
        status = zks_feed_answer_refuse(r, &at_result, NULL,
                                        "not the five words of latestRoundData, in hexadecimal behind 0x");
    } else {
        a.price = words.word[ANSWER];
        a.time = words.word[UPDATED_AT];
        status = add(r, &a, &at_result);
    }
    zks_abi_words_clear(&words);
    return status;
}

static zks_status read_rounds(const zks_feed_answer *r, const json_t *answers)
{
    if (json_is_object(answers))
        return read_round(r, answers, NULL);
    zks_status status = ZKS_OK;
    for (size_t i = 0; status == ZKS_OK && i < json_array_size(answers); i++)
        status = read_round(r, json_array_get(answers, i), &(zks_json_path){NULL, NULL, i});
    return status;
}

/* ---- reports of Data Streams ----------------------------------------------------------------------------------- */

/* The words of the report within the full one, whose they remain. False: it has none, or one of another length. */
static bool find_report(zks_abi_words *report, const zks_abi_words *full)
{
    int64_t offset, length;
    if (full->count <= REPORT_AT || !zks_abi_number(&offset, full->word[REPORT_AT]) || offset % ZKS_ABI_WORD != 0)
        return false;
    uint64_t at = (uint64_t)offset / ZKS_ABI_WORD;
    if (at >= full->count || full->count - at <= REPORT_WORDS || !zks_abi_number(&length, full->word[at]) ||
        length != REPORT_WORDS * ZKS_ABI_WORD)
        return false;
    *report = (zks_abi_words){.count = REPORT_WORDS, .word = full->word + at + 1};
    return true;
}

/* Whether the word is this id, whose first two bytes say the version of the report. */
static bool is_id_of_version_3(const uint8_t word[ZKS_ABI_WORD], const char *id)
{
    zks_abi_words named = {0};
    bool same = zks_abi_words_read(&named, id) && named.count == 1 && memcmp(named.word[0], word, ZKS_ABI_WORD) == 0;
    zks_abi_words_clear(&named);
    return same && word[0] == 0 && word[1] == 3;
}

static zks_status read_words(const zks_feed_answer *r, answer *a, const zks_abi_words *full, const char *id,
                             const zks_json_path *path)
{
    zks_abi_words report;
    if (!find_report(&report, full))
        return zks_feed_answer_refuse(r, path, NULL, "not a report of nine words");
    if (!is_id_of_version_3(report.word[FEED_ID], id))
        return zks_feed_answer_refuse(r, path, NULL, "not a report of version 3 of this feed");
    a->price = report.word[PRICE];
    a->time = report.word[OBSERVED_AT];
    return add(r, a, path);
}

static zks_status read_report(const zks_feed_answer *r, const json_t *object, const zks_json_path *path)
{
    const zks_json_path at_id = {path, "feedID", 0}, at_full = {path, "fullReport", 0};
    const json_t *id = json_object_get(object, "feedID"), *full = json_object_get(object, "fullReport");
    zks_abi_words words = {0};
    answer a;
    if (!json_is_string(id))
        return zks_feed_answer_refuse(r, &at_id, NULL, "not a string");
    zks_status status = find_feed(r, &a.feed, json_string_value(id), id, &at_id);
    if (status != ZKS_OK)
        return status;
    if (!json_is_string(full) || !zks_abi_words_read(&words, json_string_value(full)))
        return zks_feed_answer_refuse(r, &at_full, NULL, "not whole words in hexadecimal behind 0x");
    status = read_words(r, &a, &words, json_string_value(id), &at_full);
    zks_abi_words_clear(&words);
    return status;
}

static zks_status read_reports(const zks_feed_answer *r, const json_t *reports)
{
    static const zks_json_path path = {NULL, "reports", 0};
    zks_status status = json_is_array(reports) ? ZKS_OK : zks_feed_answer_refuse(r, &path, NULL, "not an array");
    for (size_t i = 0; status == ZKS_OK && i < json_array_size(reports); i++)
        status = read_report(r, json_array_get(reports, i), &(zks_json_path){&path, NULL, i});
    return status;
}

/* ---- either ---------------------------------------------------------------------------------------------------- */

zks_status zks_prices_from_chainlink(zks_gathering *gathering, const char *file, const zks_feed_map *map,
                                     zks_report *report)
{
    const zks_feed_answer r = {.gathering = gathering, .file = file, .map = map, .report = report};
    json_t *answers;
    zks_status status = zks_json_input_read(&answers, file, ZKS_PRICE_FILE_MAX_BYTES, report);
    if (status != ZKS_OK)
        return status;
    const json_t *one = json_object_get(answers, "report"), *several = json_object_get(answers, "reports");
    if (one != NULL)
        status = read_report(&r, one, &(zks_json_path){NULL, "report", 0});
    else if (several != NULL)
        status = read_reports(&r, several);
    else
        status = read_rounds(&r, answers);
    json_decref(answers);
    return status;
}
