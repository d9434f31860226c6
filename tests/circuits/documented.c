/* The examples of docs/circuits.md are right: all of them together are one circuit, which compiles, and in which every
 * word and sign of the grammar occurs; and the finding that is shown there is what a reader finds.
 */
#include "circuits/lex.h"
#include "numbers_by_hand.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define INDENT 4

static const char *document_path, *declarations_path, *numbers_path;

static char *read_file(const char *path)
{
    char *text = NULL, part[4096];
    size_t length = 0, count;
    FILE *in = fopen(path, "r"), *out = open_memstream(&text, &length);
    assert_non_null(in);
    assert_non_null(out);
    while ((count = fread(part, 1, sizeof part, in)) > 0)
        fwrite(part, 1, count, out);
    fclose(in);
    fclose(out);
    return text;
}

static bool is_indented(const char *line)
{
    return strspn(line, " ") >= INDENT;
}

/* The next indented block of a document, without its indentation, blank lines inside it included; NULL after the last.
 */
static char *next_block(const char **document)
{
    const char *line = *document;
    while (*line != '\0' && !is_indented(line))
        line += strcspn(line, "\n") + (strchr(line, '\n') != NULL);
    if (*line == '\0')
        return NULL;
    char *block;
    size_t length;
    FILE *out = open_memstream(&block, &length);
    assert_non_null(out);
    while (is_indented(line) || *line == '\n') {
        size_t size = strcspn(line, "\n");
        if (size > INDENT)
            fwrite(line + INDENT, 1, size - INDENT, out);
        fputc('\n', out);
        line += size + 1;
    }
    fclose(out);
    *document = line;
    return block;
}

static bool begins_with(const char *text, const char *word)
{
    return strncmp(text, word, strlen(word)) == 0;
}

static bool is_circuit_text(const char *block)
{
    static const char *const words[] = {"circuit", "index", "param", "account", "pool", "policy", "let"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (begins_with(block, words[i]))
            return true;
    return false;
}

/* The block that begins so. */
static char *find_block(const char *beginning)
{
    char *document = read_file(document_path), *block;
    const char *rest = document;
    while ((block = next_block(&rest)) != NULL && !begins_with(block, beginning))
        free(block);
    assert_non_null(block);
    free(document);
    return block;
}

/* All examples, the missing declarations after the first; without those where `declarations` is NULL. */
static char *examples(const char *declarations)
{
    char *document = read_file(document_path), *text, *block;
    const char *rest = document;
    size_t length, count = 0;
    FILE *out = open_memstream(&text, &length);
    assert_non_null(out);
    while ((block = next_block(&rest)) != NULL) {
        if (is_circuit_text(block)) {
            fputs(block, out);
            if (count++ == 0 && declarations)
                fputs(declarations, out);
        }
        free(block);
    }
    fclose(out);
    free(document);
    return text;
}

static void the_examples_are_one_circuit(void **state)
{
    (void)state;
    char *declarations = read_file(declarations_path), *text = examples(declarations),
         *numbers = read_file(numbers_path);
    zks_table *account = table_by_hand(text, numbers, ZKS_SCOPE_ACCOUNT, 1),
              *pool = table_by_hand(text, numbers, ZKS_SCOPE_POOL, 1000);
    assert_true(account->step_count > 0);
    assert_true(pool->step_count > 0);
    zks_table_free(account);
    zks_table_free(pool);
    free(numbers);
    free(text);
    free(declarations);
}

static bool occurs(const char *text, const char *word, size_t length)
{
    zks_source source = {"examples", text, strlen(text)};
    zks_lexer lexer = {.source = &source, .place = {1, 1}};
    for (;;) {
        zks_token token = zks_lex_next(&lexer);
        if (token.kind == ZKS_TOKEN_END)
            return false;
        if (token.word.length == length && memcmp(token.word.text, word, length) == 0)
            return true;
    }
}

/* The grammar writes words and signs in quotes. */
static void the_examples_have_every_word_of_the_grammar(void **state)
{
    (void)state;
    char *grammar = find_block("text         ="), *text = examples(NULL);
    size_t words = 0;
    for (const char *word = grammar; (word = strchr(word, '"')) != NULL; words++) {
        size_t length = strcspn(++word, "\"");
        if (!occurs(text, word, length))
            fail_msg("no example has '%.*s'", (int)length, word);
        word += length + 1;
    }
    assert_true(words > 80);
    free(text);
    free(grammar);
}

static void the_finding_is_true(void **state)
{
    (void)state;
    static const char text[] = "# a misspelt name\n"
                               "circuit rule\n"
                               "param price\n"
                               "account collateral, debt : integer\n"
                               "\n"
                               "# its requirement\n"
                               "account require margin: price * colateral >= debt\n";
    char *block = find_block("rule.circuit:");
    zks_diagnostics d = {0};
    zks_status status = ZKS_OK;
    assert_null(zks_circuit_read(text, strlen(text), "rule.circuit", &d, &status));
    block[strlen(block) - 1] = '\0'; /* the blank line after it */
    assert_string_equal(d.text, block);
    zks_diagnostics_clear(&d);
    free(block);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_examples_are_one_circuit),
        cmocka_unit_test(the_examples_have_every_word_of_the_grammar),
        cmocka_unit_test(the_finding_is_true),
    };
    if (argc != 4)
        return EXIT_FAILURE;
    document_path = argv[1];
    declarations_path = argv[2];
    numbers_path = argv[3];
    return cmocka_run_group_tests(tests, NULL, NULL);
}
