#include "numbers_by_hand.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* A zeroed item more, with capacities that are powers of two. */
static void *append(void *array, size_t *count, size_t size)
{
    unsigned char *items;
    memcpy(&items, array, sizeof items);
    if ((*count & (*count - 1)) == 0) {
        items = realloc(items, (*count ? 2 * *count : 1) * size);
        assert_non_null(items);
        memcpy(array, &items, sizeof items);
    }
    return memset(items + (*count)++ * size, 0, size);
}

static char *copy(const char *text)
{
    char *out = strdup(text);
    assert_non_null(out);
    return out;
}

static void read_unit(zks_member *member, char **rest)
{
    member->name = copy(strtok_r(NULL, " ", rest));
    member->decimals = (unsigned)strtoul(strtok_r(NULL, " ", rest), NULL, 10);
    member->bytes = (unsigned)strtoul(strtok_r(NULL, " ", rest), NULL, 10);
}

static void read_member(zks_index *index, char **rest)
{
    zks_member *member = append(&index->members, &index->member_count, sizeof *member);
    read_unit(member, rest);
    for (char *word; (word = strtok_r(NULL, " ", rest));) {
        size_t length = strcspn(word, "=");
        word[length] = '\0';
        if (strcmp(word, "in") == 0) {
            member->parent = copy(word + length + 1);
            continue;
        }
        zks_number *field = append(&member->fields, &member->field_count, sizeof *field);
        field->name = copy(word);
        field->value = copy(word + length + 1);
    }
}

static void read_values(zks_values *values, char **rest)
{
    char *name = strtok_r(NULL, " ", rest), *lengths = strchr(name, '[');
    for (char *at = lengths; at && *at != ']' && values->dimension_count < ZKS_MAX_DIMENSIONS;) {
        *at = '\0';
        values->dimensions[values->dimension_count++] = strtoul(at + 1, &at, 10);
    }
    values->name = copy(name);
    for (char *word; (word = strtok_r(NULL, " ", rest));) {
        char **value = append(&values->values, &values->value_count, sizeof *value);
        *value = copy(word);
    }
    if (!lengths && values->value_count > 1)
        values->dimensions[values->dimension_count++] = values->value_count;
}

static void read_pool_column(zks_values *column, char *rest)
{
    const char *word = strrchr(rest, ' ');
    column->committed = word && strcmp(word, " committed") == 0;
    if (column->committed)
        column->name = copy(strtok_r(NULL, " ", &rest));
    else
        read_values(column, &rest);
}

static void read_line(zks_numbers *numbers, char *line)
{
    char *rest, *kind = strtok_r(line, " ", &rest);
    if (!kind)
        return;
    if (strcmp(kind, "quote") == 0) {
        read_unit(&numbers->quote, &rest);
    } else if (strcmp(kind, "index") == 0) {
        zks_index *index = append(&numbers->indexes, &numbers->index_count, sizeof *index);
        index->name = copy(strtok_r(NULL, " ", &rest));
    } else if (strcmp(kind, "member") == 0) {
        read_member(&numbers->indexes[numbers->index_count - 1], &rest);
    } else if (strcmp(kind, "param") == 0) {
        zks_values *param = append(&numbers->params, &numbers->param_count, sizeof *param);
        read_values(param, &rest);
    } else {
        assert_string_equal(kind, "pool");
        zks_values *pool = append(&numbers->pool, &numbers->pool_count, sizeof *pool);
        read_pool_column(pool, rest);
    }
}

zks_numbers numbers_by_hand(const char *text)
{
    zks_numbers numbers = {0};
    char *lines = copy(text), *rest;
    for (char *line = strtok_r(lines, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest))
        read_line(&numbers, line);
    free(lines);
    if (!numbers.quote.name)
        numbers.quote = (zks_member){.name = copy("USDT"), .decimals = 2, .bytes = 8};
    return numbers;
}

zks_circuit *circuit_by_hand(const char *text)
{
    zks_diagnostics d = {0};
    zks_status status = ZKS_OK;
    zks_circuit *circuit = zks_circuit_read(text, strlen(text), "c", &d, &status);
    if (!circuit)
        fail_msg("%s: %s", zks_status_name(status), d.text);
    assert_int_equal(d.findings, 0);
    return circuit;
}

zks_table *table_by_hand(const char *circuit_text, const char *numbers_text, zks_scope scope, uint64_t rows)
{
    zks_circuit *circuit = circuit_by_hand(circuit_text);
    zks_numbers numbers = numbers_by_hand(numbers_text);
    zks_diagnostics d = {0};
    zks_status status = zks_numbers_check(circuit, &numbers, false, &d);
    zks_table *table = status == ZKS_OK ? zks_table_compile(circuit, &numbers, scope, rows, &d, &status) : NULL;
    if (!table)
        fail_msg("%s: %s", zks_status_name(status), d.text);
    zks_numbers_clear(&numbers);
    zks_circuit_free(circuit);
    return table;
}

char *findings_by_hand(const char *circuit_text, const char *numbers_text, zks_status *status)
{
    zks_diagnostics d = {0};
    *status = ZKS_OK;
    zks_circuit *circuit = zks_circuit_read(circuit_text, strlen(circuit_text), "c", &d, status);
    zks_numbers numbers = circuit ? numbers_by_hand(numbers_text) : (zks_numbers){0};
    if (circuit)
        *status = zks_numbers_check(circuit, &numbers, false, &d);
    for (int scope = ZKS_SCOPE_ACCOUNT; *status == ZKS_OK && scope <= ZKS_SCOPE_POOL; scope++)
        zks_table_free(zks_table_compile(circuit, &numbers, (zks_scope)scope, 1000, &d, status));
    zks_numbers_clear(&numbers);
    zks_circuit_free(circuit);
    char *text = copy(d.text ? d.text : "");
    zks_diagnostics_clear(&d);
    return text;
}
