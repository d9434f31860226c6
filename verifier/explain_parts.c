#include "verifier/explain_parts.h"

#include "circuits/words.h"
#include "cli/paragraph.h"

#include <stdio.h>

enum { FIELD = 15 }; /* where the text of a field begins */

const char *zks_explain_text_of(const json_t *object, const char *member)
{
    return json_string_value(json_object_get(object, member));
}

intmax_t zks_explain_number_of(const json_t *object, const char *member)
{
    return (intmax_t)json_integer_value(json_object_get(object, member));
}

bool zks_explain_is_true(const json_t *object, const char *member)
{
    return json_is_true(json_object_get(object, member));
}

char *zks_explain_joined(const json_t *strings)
{
    size_t i;
    json_t *string;
    zks_words words;
    zks_words_begin(&words);
    if (words.out == NULL)
        return NULL;
    json_array_foreach(strings, i, string) fprintf(words.out, "%s%s", i == 0 ? "" : ", ", json_string_value(string));
    return zks_words_end(&words);
}

bool zks_explain_put_field(const char *name, const char *text)
{
    return zks_cli_put_paragraph((zks_paragraph){.margin = 4, .lead = name, .indent = FIELD}, text);
}
