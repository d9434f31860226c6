#include "circuits/lex.h"

#include "circuits/bounds.h"
#include "circuits/decimal.h"
#include "circuits/utf8.h"

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

static bool is_deceptive(uint32_t point)
{
    return (point >= 0x2028 && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069) || point == 0x200e ||
           point == 0x200f || point == 0x61c || point == 0xfeff;
}

bool zks_lex_check_encoding(const zks_lexer *lexer)
{
    zks_place place = {1, 1};
    for (size_t at = 0; at < lexer->length; place.column++) {
        uint32_t point;
        size_t size = zks_utf8_decode(&point, lexer->text + at, lexer->length - at);
        if (size == 0) {
            zks_finding(lexer->diagnostics, lexer->file, place, "byte 0x%02x is not UTF-8",
                        (unsigned)(unsigned char)lexer->text[at]);
            return false;
        }
        if (point == '\r') {
            zks_finding(lexer->diagnostics, lexer->file, place, "carriage return; end lines with a line feed alone");
            return false;
        }
        if ((zks_utf8_is_control(point) && point != '\n' && point != '\t') || is_deceptive(point)) {
            zks_finding(lexer->diagnostics, lexer->file, place, "U+%04X is a control character; remove it", point);
            return false;
        }
        at += size;
        if (point == '\n')
            place = (zks_place){place.line + 1, 0};
    }
    return true;
}

static void skip_space_and_comments(zks_lexer *lexer)
{
    bool comment = false;
    while (lexer->at < lexer->length) {
        char c = lexer->text[lexer->at];
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
static size_t name_run(const zks_lexer *lexer, size_t at)
{
    size_t end = at;
    while (end < lexer->length && (is_name_start(lexer->text[end]) || is_digit(lexer->text[end])))
        end++;
    return end - at;
}

static zks_token take(zks_lexer *lexer, zks_token_kind kind, size_t length)
{
    zks_token token = {kind, {lexer->text + lexer->at, length, lexer->place}};
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

static bool lex_name(zks_lexer *lexer, zks_token *token)
{
    size_t length = name_run(lexer, lexer->at);
    if (length > ZKS_MAX_IDENTIFIER) {
        zks_finding(lexer->diagnostics, lexer->file, lexer->place, "name of %zu characters; at most %d are allowed",
                    length, ZKS_MAX_IDENTIFIER);
        advance(lexer, length);
        return false;
    }
    *token = take(lexer, keyword_or_name(lexer->text + lexer->at, length), length);
    return true;
}

/* A malformed number is one still to what follows it, which so is read as meant. */
static zks_token lex_number(zks_lexer *lexer)
{
    const char *text = lexer->text + lexer->at;
    size_t rest = lexer->length - lexer->at, length = 0, fraction = 1;
    while (length < rest && is_digit(text[length]))
        length++;
    if (length < rest && text[length] == '.') {
        for (fraction = 0; length + 1 + fraction < rest && is_digit(text[length + 1 + fraction]);)
            fraction++;
        length += 1 + fraction;
    }
    size_t tail = name_run(lexer, lexer->at + length);
    if (fraction == 0)
        zks_finding(lexer->diagnostics, lexer->file, lexer->place, "a number wants digits after its point");
    else if (tail > 0)
        zks_finding(lexer->diagnostics, lexer->file, lexer->place,
                    "a number runs into a name; numbers are written out, without exponent or separators");
    else if (length > ZKS_DECIMAL_MAX)
        zks_finding(lexer->diagnostics, lexer->file, lexer->place, "number of %zu characters; at most %d are allowed",
                    length, ZKS_DECIMAL_MAX);
    return take(lexer, ZKS_TOKEN_NUMBER, length + tail);
}

static bool lex_sign(zks_lexer *lexer, zks_token *token)
{
    const char *text = lexer->text + lexer->at;
    for (size_t i = 0; i < COUNT(signs); i++) {
        size_t length = strlen(signs[i].text);
        if (length <= lexer->length - lexer->at && memcmp(signs[i].text, text, length) == 0) {
            *token = take(lexer, signs[i].kind, length);
            return true;
        }
    }
    if (*text != '=')
        return false;
    zks_finding(lexer->diagnostics, lexer->file, lexer->place, "'=' alone; equality is written '=='");
    *token = take(lexer, ZKS_TOKEN_EQUAL, 1);
    return true;
}

static void skip_unknown(zks_lexer *lexer)
{
    uint32_t point = 0;
    size_t size = zks_utf8_decode(&point, lexer->text + lexer->at, lexer->length - lexer->at);
    if (point == '%')
        zks_finding(lexer->diagnostics, lexer->file, lexer->place, "'%%' is no sign; write 5 %% as 0.05");
    else if (point < 0x80)
        zks_finding(lexer->diagnostics, lexer->file, lexer->place, "unexpected character '%c'", (char)point);
    else
        zks_finding(lexer->diagnostics, lexer->file, lexer->place,
                    "unexpected character U+%04X; only comments may leave ASCII", point);
    lexer->at += size;
    lexer->place.column++;
}

zks_token zks_lex_next(zks_lexer *lexer)
{
    zks_token token;
    while (!zks_diagnostics_full(lexer->diagnostics)) {
        skip_space_and_comments(lexer);
        if (lexer->at == lexer->length)
            break;
        char c = lexer->text[lexer->at];
        if (is_digit(c))
            return lex_number(lexer);
        if (is_name_start(c) ? lex_name(lexer, &token) : lex_sign(lexer, &token))
            return token;
        if (!is_name_start(c))
            skip_unknown(lexer);
    }
    return take(lexer, ZKS_TOKEN_END, 0);
}
