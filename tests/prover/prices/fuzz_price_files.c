/* libFuzzer target: any bytes as each kind of file of prices, and as the map of feeds. What is gathered can be signed.
 * Replayed over its corpus as a test. */
#include "../fuzz.h"

#include "crypto/secret.h"
#include "prover/prices/price_files.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static const char map_text[] = "feed,asset,decimals\n"
                               "e62df6c8b4a85fe1a67db44dc12de5db330f7ac66b72dc658afedf0f4a415b43,BTC,\n"
                               "ETH/USD,ETH,8\n"
                               "0003121212121212121212121212121212121212121212121212121212121212,LINK,18\n";

static int keep_file(const void *bytes, size_t length, char name[32])
{
    int descriptor = memfd_create("input", MFD_CLOEXEC);
    if (descriptor < 0 || write(descriptor, bytes, length) != (ssize_t)length)
        abort();
    snprintf(name, 32, "/proc/self/fd/%d", descriptor);
    return descriptor;
}

static void finish(zks_gathering *gathering, zks_status status, zks_report *report)
{
    if (status == ZKS_OK)
        status = zks_gathering_finish(gathering, 60, report);
    assert(status == ZKS_OK || (status == ZKS_ERROR_INPUT && report->detail[0] != '\0'));
    if (status == ZKS_OK) {
        size_t length;
        const zks_price_note note = {.quote = "USD",
                                     .source = "a test",
                                     .time = "2026-06-30T00:00:00Z",
                                     .count = gathering->count,
                                     .prices = gathering->prices};
        char *text = zks_price_note_text(&note, &length);
        assert(text != NULL);
        free(text);
    }
    zks_gathering_clear(gathering);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static zks_feed_map map;
    char name[32];
    zks_gathering gathering = {0};
    zks_report report = {0};
    if (map.count == 0) {
        int descriptor = keep_file(map_text, strlen(map_text), name);
        if (!zks_crypto_start() || zks_feed_map_read(&map, name, &report) != ZKS_OK)
            abort();
        close(descriptor);
    }
    int descriptor = keep_file(bytes, length, name);
    finish(&gathering, zks_prices_from_csv(&gathering, name, &report), &report);
    finish(&gathering, zks_prices_from_pyth(&gathering, name, &map, &report), &report);
    finish(&gathering, zks_prices_from_chainlink(&gathering, name, &map, &report), &report);
    zks_feed_map other = {0};
    zks_status status = zks_feed_map_read(&other, name, &report);
    assert(status == ZKS_OK || status == ZKS_ERROR_INPUT);
    zks_feed_map_clear(&other);
    close(descriptor);
    return 0;
}
