/* Whatever is read as a note is put together again from its parts as the same bytes, and no key that it was not made
 * with has signed it. */
#include "signature/note.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void write_again(const zks_note *note, const uint8_t *data, size_t size)
{
    char *text = NULL;
    size_t length;
    FILE *out = open_memstream(&text, &length);
    assert(out != NULL);
    fwrite(note->text, 1, note->text_length, out);
    fputc('\n', out);
    for (size_t i = 0; i < note->signature_count; i++) {
        const zks_note_signature *s = &note->signatures[i];
        fprintf(out, "\u2014 %.*s %.*s\n", (int)s->name_length, s->name, (int)s->encoded_length, s->encoded);
    }
    fclose(out);
    assert(length == size && memcmp(text, data, size) == 0);
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char stranger[] = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";
    zks_note_key key;
    zks_report report = {0};
    if (zks_note_key_parse(&key, (const char *)data, size, &report) == ZKS_OK) {
        char text[ZKS_NOTE_KEY_TEXT + 1];
        zks_note_key_text(text, &key);
        assert(strlen(text) == size && memcmp(text, data, size) == 0);
    }
    zks_note note;
    zks_status status = zks_note_parse(&note, (const char *)data, size, &report);
    if (status != ZKS_OK) {
        assert(status == ZKS_REJECT_SIGNATURE_ENCODING && report.detail[0] != '\0');
        return 0;
    }
    write_again(&note, data, size);
    status = zks_note_key_parse(&key, stranger, strlen(stranger), &report);
    assert(status == ZKS_OK);
    status = zks_note_verify(&note, &key, 1, 1, NULL, &report);
    assert(zks_status_is_rejection(status));
    return 0;
}
