#include "prover/prices/gathering.h"

#include "attestation/text.h"
#include "circuits/numbers.h"

#include <inttypes.h>
#include <search.h>
#include <stdlib.h>
#include <string.h>

#define YEAR_10000 INT64_C(253402300800)

const char ZKS_FAULT_MEMORY[] = "out of memory";

static void leave(void *asset)
{
    (void)asset; /* it is the price's */
}

void zks_gathering_clear(zks_gathering *gathering)
{
    tdestroy(gathering->assets, leave);
    for (size_t i = 0; i < gathering->count; i++) {
        free((char *)gathering->prices[i].asset);
        free((char *)gathering->prices[i].mantissa);
    }
    free(gathering->prices);
    *gathering = (zks_gathering){0};
}

static bool make_room(zks_gathering *gathering)
{
    if (gathering->count < gathering->capacity)
        return true;
    size_t capacity = 2 * gathering->capacity + 16;
    zks_price *prices = realloc(gathering->prices, capacity * sizeof *prices);
    if (prices == NULL)
        return false;
    gathering->prices = prices;
    gathering->capacity = capacity;
    return true;
}

static int compare_names(const void *left, const void *right)
{
    return strcmp(left, right);
}

/* Of a price that was just added. */
static const char *note_asset(zks_gathering *gathering, const char *asset)
{
    const void *found = tsearch(asset, &gathering->assets, compare_names);
    if (found == NULL)
        return ZKS_FAULT_MEMORY;
    return *(const char *const *)found == asset ? NULL : "the asset is priced already";
}

const char *zks_gathering_add(zks_gathering *gathering, const char *asset, const char *mantissa, int exponent)
{
    if (!zks_text_is_line(asset, ZKS_MAX_NAME))
        return "the asset's name is not 1 to 64 bytes without control characters";
    if (mantissa[0] == '-' || strcmp(mantissa, "0") == 0)
        return "the price is not above zero";
    if (strlen(mantissa) > ZKS_PRICE_MAX_MANTISSA)
        return "the price has more than 64 digits";
    if (abs(exponent) > ZKS_PRICE_MAX_EXPONENT)
        return "the price's exponent is not -36 to 36";
    if (gathering->count == ZKS_MAX_MEMBERS)
        return "more than 100000 prices";
    if (!make_room(gathering))
        return ZKS_FAULT_MEMORY;
    zks_price *price = &gathering->prices[gathering->count++];
    *price = (zks_price){.asset = strdup(asset), .mantissa = strdup(mantissa), .exponent = exponent};
    return price->asset == NULL || price->mantissa == NULL ? ZKS_FAULT_MEMORY : note_asset(gathering, price->asset);
}

const char *zks_gathering_add_time(zks_gathering *gathering, int64_t seconds)
{
    if (seconds <= 0 || seconds >= YEAR_10000)
        return "the time is not one after 1970 and before 10000";
    if (gathering->time_count == 0 || seconds < gathering->oldest)
        gathering->oldest = seconds;
    if (gathering->time_count == 0 || seconds > gathering->newest)
        gathering->newest = seconds;
    gathering->time_count++;
    return NULL;
}

static int compare_assets(const void *a, const void *b)
{
    const zks_price *left = a, *right = b;
    return strcmp(left->asset, right->asset);
}

zks_status zks_gathering_finish(zks_gathering *gathering, uint64_t spread, zks_report *report)
{
    if (gathering->count == 0) {
        zks_report_detail(report, "no prices to sign");
        return ZKS_ERROR_INPUT;
    }
    qsort(gathering->prices, gathering->count, sizeof *gathering->prices, compare_assets);
    uint64_t apart = (uint64_t)(gathering->newest - gathering->oldest);
    if (apart <= spread)
        return ZKS_OK;
    zks_report_detail(report, "prices %" PRIu64 " s apart, more than %" PRIu64 " (see --spread)", apart, spread);
    return ZKS_ERROR_INPUT;
}
