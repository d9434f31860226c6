/* Whatever is read as a price note is written again as the same text, and gives every asset in it a median. */
#include "sources/price_median.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void write_again(const zks_price_note *price_note, const zks_note *note)
{
    size_t length;
    char *text = zks_price_note_text(price_note, &length);
    assert(text != NULL && length == note->text_length && memcmp(text, note->text, length) == 0);
    free(text);
}

static void find_medians(const zks_price_note *note)
{
    zks_member *members = calloc(note->count, sizeof *members);
    assert(members != NULL);
    for (size_t i = 0; i < note->count; i++)
        members[i].name = (char *)note->prices[i].asset;
    const zks_index index = {.member_count = note->count, .members = members};
    zks_median *medians = zks_medians_make(&index, note, 1);
    assert(medians != NULL);
    for (size_t i = 0; i < note->count; i++)
        assert(medians[i].notes == 1 && medians[i].price != NULL);
    zks_medians_free(medians, &index);
    free(members);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    zks_price_note price_note;
    zks_note note;
    zks_report report = {0};
    zks_status status = zks_price_note_read(&price_note, &note, (const char *)data, size, &report);
    if (status != ZKS_OK) {
        assert(status == ZKS_REJECT_PRICE_ENCODING && report.detail[0] != '\0');
        return 0;
    }
    write_again(&price_note, &note);
    find_medians(&price_note);
    zks_price_note_clear(&price_note);
    return 0;
}
