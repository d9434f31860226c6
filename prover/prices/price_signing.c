#include "prover/prices/price_signing.h"

#include "attestation/folder.h"
#include "attestation/json.h"
#include "attestation/text.h"
#include "crypto/secret.h"
#include "prover/prices/price_files.h"
#include "signature/note_signer.h"
#include "sources/signed_json.h"

#include <stdlib.h>
#include <string.h>

static zks_status refuse(zks_report *report, const char *what)
{
    zks_report_detail(report, "%s", what);
    return ZKS_ERROR_INPUT;
}

typedef zks_status mapped_reader(zks_gathering *gathering, const char *file, const zks_feed_map *map,
                                 zks_report *report);

static zks_status read_mapped(zks_gathering *gathering, mapped_reader *read, const zks_price_paths *files,
                              const zks_feed_map *map, zks_report *report)
{
    zks_status status = ZKS_OK;
    for (size_t i = 0; status == ZKS_OK && i < files->count; i++)
        status = read(gathering, files->paths[i], map, report);
    return status;
}

/* CSV files say no time, all others do. */
static zks_status take_time(zks_gathering *gathering, const zks_price_signing *signing, zks_report *report)
{
    int64_t seconds = 0;
    bool is_wanted = signing->csv.count > 0;
    if (is_wanted != (signing->time != NULL))
        return refuse(report, is_wanted ? "prices of CSV files have no time: give it with --time"
                                        : "the prices have a time: leave --time out");
    if (!is_wanted)
        return ZKS_OK;
    zks_time_to_seconds(&seconds, signing->time);
    const char *fault = zks_gathering_add_time(gathering, seconds);
    return fault == NULL ? ZKS_OK : refuse(report, fault);
}

static zks_status gather(zks_gathering *gathering, const zks_price_signing *signing, zks_report *report)
{
    zks_feed_map map = {0};
    zks_status status = take_time(gathering, signing, report);
    if (status == ZKS_OK && signing->map != NULL)
        status = zks_feed_map_read(&map, signing->map, report);
    for (size_t i = 0; status == ZKS_OK && i < signing->csv.count; i++)
        status = zks_prices_from_csv(gathering, signing->csv.paths[i], report);
    if (status == ZKS_OK)
        status = read_mapped(gathering, zks_prices_from_pyth, &signing->pyth, &map, report);
    if (status == ZKS_OK)
        status = read_mapped(gathering, zks_prices_from_chainlink, &signing->chainlink, &map, report);
    if (status == ZKS_OK)
        status = zks_gathering_finish(gathering, signing->spread, report);
    zks_feed_map_clear(&map);
    return status;
}

/* Whoever reads the note has to take it. */
static zks_status check(const char *bytes, size_t length, zks_report *report)
{
    zks_price_note note;
    zks_note signatures;
    zks_status status = zks_price_note_read(&note, &signatures, bytes, length, report);
    if (status == ZKS_OK)
        zks_price_note_clear(&note);
    return status == ZKS_REJECT_PRICE_ENCODING ? ZKS_ERROR_INPUT : status;
}

static zks_status sign(char **bytes, size_t *length, const zks_price_note *prices, const char *key, zks_report *report)
{
    zks_note_signer signer = {0};
    zks_note note = {0};
    zks_status status = zks_note_signer_read(&signer, key, report);
    if (status != ZKS_OK)
        return status;
    char *text = zks_price_note_text(prices, &note.text_length);
    note.text = text;
    status = text == NULL ? refuse(report, "quote or source has control characters in it, or is no UTF-8")
                          : zks_note_sign_within(bytes, length, &note, &signer, ZKS_SOURCE_MAX_BYTES, report);
    zks_note_signer_clear(&signer);
    free(text);
    return status;
}

static zks_status write_note(const zks_price_note *prices, const zks_price_signing *signing, zks_report *report)
{
    char *bytes;
    size_t length;
    zks_status status = sign(&bytes, &length, prices, signing->key, report);
    if (status != ZKS_OK)
        return status;
    status = check(bytes, length, report);
    if (status == ZKS_OK)
        status = zks_file_write(signing->out, bytes, length, 0666, report);
    free(bytes);
    return status;
}

zks_status zks_sign_prices(const zks_price_signing *signing, zks_signed_prices *made, zks_report *report)
{
    *report = (zks_report){.segment = -1};
    *made = (zks_signed_prices){0};
    if (!zks_crypto_start())
        return ZKS_ERROR_MEMORY;
    zks_gathering gathering = {0};
    zks_price_note note = {.quote = (char *)signing->quote, .source = (char *)signing->source};
    zks_status status = gather(&gathering, signing, report);
    zks_time_from_seconds(note.time, gathering.oldest); /* no price is said to be younger than it is */
    note.prices = gathering.prices;
    note.count = gathering.count;
    if (status == ZKS_OK)
        status = write_note(&note, signing, report);
    made->count = note.count;
    memcpy(made->time, note.time, sizeof made->time);
    zks_gathering_clear(&gathering);
    return status;
}
