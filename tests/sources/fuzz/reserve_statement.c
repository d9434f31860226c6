/* Whatever is read as a reserve statement is written again as the same text, and has what it lists. */
#include "sources/reserve_statement.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    zks_reserve_statement statement = {0};
    zks_note note;
    zks_report report = {0};
    size_t length;
    zks_status status = zks_reserve_statement_read(&statement, &note, (const char *)data, size, &report);
    if (status != ZKS_OK) {
        assert(status == ZKS_REJECT_RESERVE_ENCODING && report.detail[0] != '\0');
        return 0;
    }
    char *text = zks_reserve_statement_text(&statement, &length);
    assert(text != NULL && length == note.text_length && memcmp(text, note.text, length) == 0);
    free(text);
    assert(statement.count > 0 && statement.hidden_count <= statement.count);
    for (size_t i = 0; i < statement.count; i++)
        assert(zks_reserve_statement_find(&statement, statement.holdings[i].asset) == &statement.holdings[i]);
    zks_reserve_statement_clear(&statement);
    return 0;
}
