#include "circuits/lex.h"

#include "circuits/bounds.h"
#include "circuits/decimal.h"
#include "circuits/utf8.h"

#include <assert.h>
#include <string.h>

static const struct {
    zks_token_kind kind;
    const char *text;
} keywords[] =
    {
#define ROW(name, text) {ZKS_TOKEN_##name, text},
        ZKS_KEYWORD_LIST(ROW)},
  signs[] = {ZKS_SIGN_LIST(ROW)
#undef ROW
};
#define COUNT(array) (sizeof(array) / sizeof *(array))

const char *zks_token_text(zks_token_kind kind)
{
    static const char *const text[] = {[ZKS_TOKEN_END] = "the end of the text",
                                       [ZKS_TOKEN_WRONG] = "what is no word",
                                       [ZKS_TOKEN_NAME] = "a name",
                                       [ZKS_TOKEN_NUMBER] = "a number",
#define ROW(name, word) [ZKS_TOKEN_##name] = "'" word "'",
                                       ZKS_KEYWORD_LIST(ROW) ZKS_SIGN_LIST(ROW)
#undef ROW
    };
    return text[kind];
}

static void advance(zks_lexer *lexer, size_t bytes)
{
    lexer->at += bytes;
    lexer->place.column += (uint32_t)bytes;
}

const char *zks_keyword(zks_token_kind kind)
{
    assert(zks_token_is_keyword(kind));
    return keywords[kind - ZKS_TOKEN_CIRCUIT].text;
}

bool zks_token_is_keyword(zks_token_kind kind)
{
    return kind >= ZKS_TOKEN_CIRCUIT && kind <= ZKS_TOKEN_FALLING;
}

bool zks_token_begins_item(zks_token_kind kind)
{
    return kind >= ZKS_TOKEN_CIRCUIT && kind <= ZKS_TOKEN_LET;
}

bool zks_token_is_relation(zks_token_kind kind)
{
    return kind >= ZKS_TOKEN_GREATER_EQUAL && kind <= ZKS_TOKEN_LESS;
}

#define REPORT(lexer, place, ...)                                                                                      \
    do {                                                                                                               \
        if ((lexer)->diagnostics)                                                                                      \
            zks_finding((lexer)->diagnostics, (lexer)->source, place, __VA_ARGS__);                                    \
    } while (0)

/* Whether a character may stand in a circuit; reports it where not. */
static bool check_character(const zks_lexer *lexer, zks_place place, uint32_t point)
{
    if (point == '\r')
        REPORT(lexer, place, "carriage return\nend lines with a line feed alone");
    else if ((zks_utf8_is_control(point) && point != '\n' && point != '\t') || zks_utf8_is_deceptive(point))
        REPORT(lexer, place, "U+%04X is a control character\nremove it", point);
    else
        return true;
    return false;
}

bool zks_lex_check_encoding(const zks_lexer *lexer)
{
    const zks_source *source = lexer->source;
    zks_place place = {1, 1};
    for (size_t at = 0; at < source->length; place.column++) {
        uint32_t point;
        size_t size = zks_utf8_decode(&point, source->text + at, source->length - at);
        if (size == 0) {
            REPORT(lexer, place, "byte 0x%02x is not UTF-8", (unsigned)(unsigned char)source->text[at]);
            return false;
        }
        if (!check_character(lexer, place, point))
            return false;
        at += size;
        if (point == '\n')
            place = (zks_place){place.line + 1, 0};
    }
    return true;
}

static void skip_space_and_comments(zks_lexer *lexer)
{
    bool comment = false;
    const zks_source *source = lexer->source;
    while (lexer->at < source->length) {
        char c = source->text[lexer->at];
        if (c == '\n') {
            comment = false;
            lexer->at++;
            lexer->place = (zks_place){lexer->place.line + 1, 1};
        } else if (comment || c == ' ' || c == '\t') {
            advance(lexer, 1);
        } else if (c == '#') {
            comment = true;
        } else {
            return;
        }
    }
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_name_start(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/* The length of the run of name characters (letters, digits, underscores) at an offset. */
static size_t name_run(const zks_source *source, size_t at)
{
    size_t end = at;
    while (end < source->length && (is_name_start(source->text[end]) || is_digit(source->text[end])))
        end++;
    return end - at;
}

static zks_token take(zks_lexer *lexer, zks_token_kind kind, size_t length)
{
    zks_token token = {kind, {lexer->source->text + lexer->at, length, lexer->place}};
    advance(lexer, length);
    return token;
}

static zks_token_kind keyword_or_name(const char *text, size_t length)
{
    for (size_t i = 0; i < COUNT(keywords); i++)
        if (strlen(keywords[i].text) == length && memcmp(keywords[i].text, text, length) == 0)
            return keywords[i].kind;
    return ZKS_TOKEN_NAME;
}

static zks_token lex_name(zks_lexer *lexer)
{
    size_t length = name_run(lexer->source, lexer->at);
    if (length <= ZKS_MAX_IDENTIFIER)
        return take(lexer, keyword_or_name(lexer->source->text + lexer->at, length), length);
    REPORT(lexer, lexer->place, "name of %zu characters; at most %d are allowed", length, ZKS_MAX_IDENTIFIER);
    return take(lexer, ZKS_TOKEN_WRONG, length);
}

/* What is wrong with a number of this many characters, followed by a run of name characters. */
static void check_number(const zks_lexer *lexer, size_t length, size_t fraction, size_t tail)
{
    const char *after = lexer->source->text + lexer->at + length;
    if (fraction == 0)
        REPORT(lexer, lexer->place, "a number has digits after its point");
    else if (tail > 0 && (*after == 'e' || *after == 'E'))
        REPORT(lexer, lexer->place, "a number has no exponent\nwrite it out: 1000, 0.001");
    else if (tail > 0)
        REPORT(lexer, lexer->place,
               "a number runs into a name\nwrite a sign or a blank between them; digits have no separators");
    else if (length > ZKS_DECIMAL_MAX)
        REPORT(lexer, lexer->place, "number of %zu characters; at most %d are allowed", length, ZKS_DECIMAL_MAX);
}

/* A malformed number is one still to what follows it, which so is read as meant. */
static zks_token lex_number(zks_lexer *lexer)
{
    const zks_source *source = lexer->source;
    size_t at = lexer->at, fraction = 1;
    while (at < source->length && is_digit(source->text[at]))
        at++;
    if (at < source->length && source->text[at] == '.') {
        at++;
        for (fraction = 0; at < source->length && is_digit(source->text[at]); fraction++)
            at++;
    }
    size_t length = at - lexer->at, tail = name_run(source, at);
    check_number(lexer, length, fraction, tail);
    return take(lexer, ZKS_TOKEN_NUMBER, length + tail);
}

static bool starts_with(const zks_lexer *lexer, const char *text)
{
    size_t length = strlen(text);
    return length <= lexer->source->length - lexer->at && memcmp(text, lexer->source->text + lexer->at, length) == 0;
}

/* Signs of other languages; longer ones before their beginnings. */
static const struct {
    const char *text, *instead;
} foreign_signs[] = {
    {"!=", "two numbers cannot be required to differ; compare with '>=', '<=' or '=='"},
    {"<>", "two numbers cannot be required to differ; compare with '>=', '<=' or '=='"},
    {"=>", "write '>='"},
    {"=<", "write '<='"},
    {"&&", "write two requirements, or two checks with a comma between"},
    {"||", "an alternative is a flag: write 'account flag NAME if a < b'"},
    {"**", "write the product out: x * x"},
    {"^", "write the product out: x * x"},
    {"%", "write 5 % as 0.05"},
    {"!", "a condition is a flag: write 'account flag NAME if a < b'"},
    {"?", "a condition is a flag: write 'account flag NAME if a < b'"},
    {";", "nothing stands between items"},
    {".", "write a digit before the point, as in 0.5"},
    {"//", "a comment begins with '#'"},
    {"/*", "a comment begins with '#'"},
};

/* How much of the line is left. */
static size_t line_rest(const zks_lexer *lexer)
{
    const char *rest = lexer->source->text + lexer->at;
    size_t length = lexer->source->length - lexer->at;
    const char *feed = memchr(rest, '\n', length);
    return feed ? (size_t)(feed - rest) : length;
}

static bool lex_foreign_sign(zks_lexer *lexer, zks_token *token)
{
    for (size_t i = 0; i < COUNT(foreign_signs); i++) {
        const char *text = foreign_signs[i].text;
        if (!starts_with(lexer, text))
            continue;
        REPORT(lexer, lexer->place, "'%s' is no sign\n%s", text, foreign_signs[i].instead);
        *token = take(lexer, ZKS_TOKEN_WRONG, strcmp(text, "//") == 0 ? line_rest(lexer) : strlen(text));
        return true;
    }
    return false;
}

static bool lex_sign(zks_lexer *lexer, zks_token *token)
{
    for (size_t i = 0; i < COUNT(signs); i++)
        if (starts_with(lexer, signs[i].text)) {
            *token = take(lexer, signs[i].kind, strlen(signs[i].text));
            return true;
        }
    return false;
}

static zks_token lex_unknown(zks_lexer *lexer)
{
    uint32_t point = 0;
    size_t size = zks_utf8_decode(&point, lexer->source->text + lexer->at, lexer->source->length - lexer->at);
    if (point < 0x80)
        REPORT(lexer, lexer->place, "unexpected character '%c'", (char)point);
    else
        REPORT(lexer, lexer->place, "unexpected character U+%04X; only comments may leave ASCII", point);
    zks_token token = take(lexer, ZKS_TOKEN_WRONG, size);
    lexer->place.column = token.word.place.column + 1;
    return token;
}

zks_token zks_lex_next(zks_lexer *lexer)
{
    skip_space_and_comments(lexer);
    if (lexer->at == lexer->source->length)
        return take(lexer, ZKS_TOKEN_END, 0);
    char c = lexer->source->text[lexer->at];
    if (is_digit(c))
        return lex_number(lexer);
    if (is_name_start(c))
        return lex_name(lexer);
    zks_token token;
    return lex_foreign_sign(lexer, &token) || lex_sign(lexer, &token) ? token : lex_unknown(lexer);
}
