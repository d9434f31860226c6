#include "policy/matrix_csv.h"

#include "circuits/decimal.h"
#include "policy/csv_reader.h"
#include "policy/member_finder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOWHERE ((zks_position){0, 0})

typedef struct {
    const char *path, *param;
    zks_report *report;
    size_t count; /* of indexes */
    zks_member_finder finder[ZKS_MAX_DIMENSIONS];
    size_t keys, lines, width; /* indexes whose members begin a line, lines, values of a line */
    /* A slot is a value of the line, or from `width` on a key. */
    size_t *slot_of_column, column_count;
    bool *has_slot;
    zks_values values; /* each NULL until it is read */
} matrix;

static const zks_index *index_at(const matrix *m, size_t dimension)
{
    return m->finder[dimension].index;
}

static void clear(matrix *m)
{
    for (size_t i = 0; i < m->count; i++)
        zks_member_finder_clear(&m->finder[i]);
    for (size_t i = 0; i < m->values.value_count; i++)
        free(m->values.values[i]);
    free(m->values.values);
    free(m->values.name);
    free(m->slot_of_column);
    free(m->has_slot);
}

/* An index of the circuit among those of the policy, with members that can be told apart. */
static zks_status open_index(matrix *m, const char *name, const zks_numbers *numbers)
{
    size_t i = 0;
    while (i < numbers->index_count && strcmp(numbers->indexes[i].name, name) != 0)
        i++;
    if (i == numbers->index_count || numbers->indexes[i].member_count == 0)
        return zks_input_error(m->report, m->path, NOWHERE,
                               "parameter '%s' is over %s, of which the policy has no member", m->param, name);
    zks_member_finder *finder = &m->finder[m->count++];
    if (!zks_member_finder_init(finder, &numbers->indexes[i]))
        return zks_input_memory(m->report, m->path);
    for (size_t j = 0; j < finder->index->member_count; j++) {
        const char *member = finder->index->members[j].name;
        if (zks_member_find(finder, &(zks_field){member, strlen(member), NOWHERE}) != j)
            return zks_input_error(m->report, m->path, NOWHERE, "the policy has two members of %s called %s", name,
                                   zks_quote(member, strlen(member)).text);
    }
    return ZKS_OK;
}

static zks_status open_indexes(matrix *m, const zks_circuit *circuit, size_t param, const zks_numbers *numbers)
{
    zks_dimensions over = zks_circuit_param_dimensions(circuit, param);
    for (size_t i = 0; i < over.count; i++) {
        zks_status status = open_index(m, zks_circuit_index_name(circuit, over.index[i]), numbers);
        if (status != ZKS_OK)
            return status;
    }
    m->keys = over.count == 1 ? 1 : over.count - 1;
    m->width = over.count == 1 ? 1 : index_at(m, over.count - 1)->member_count;
    m->lines = 1;
    for (size_t i = 0; i < m->keys; i++)
        m->lines *= index_at(m, i)->member_count; /* few enough: at most 2^22 each */
    return ZKS_OK;
}

static zks_status make_room(matrix *m)
{
    if (m->lines > ZKS_MAX_VALUES / m->width)
        return zks_input_error(m->report, m->path, NOWHERE, "parameter '%s' has more than %d values", m->param,
                               ZKS_MAX_VALUES);
    m->values.name = strdup(m->param);
    m->values.values = calloc(m->lines * m->width, sizeof *m->values.values);
    m->slot_of_column = calloc(m->keys + m->width, sizeof *m->slot_of_column);
    m->has_slot = calloc(m->keys + m->width, sizeof *m->has_slot);
    if (m->values.name == NULL || m->values.values == NULL || m->slot_of_column == NULL || m->has_slot == NULL)
        return zks_input_memory(m->report, m->path);
    m->values.value_count = m->lines * m->width;
    m->values.dimension_count = m->count;
    for (size_t i = 0; i < m->count; i++)
        m->values.dimensions[i] = index_at(m, i)->member_count;
    return ZKS_OK;
}

/* The first fields are the indexes but the last, wherever else they could stand. */
static zks_status report_no_index(const matrix *m, const zks_field *field)
{
    char indexes[ZKS_MAX_DIMENSIONS * (ZKS_MAX_NAME + 1)] = "";
    size_t used = 0;
    for (size_t i = 0; i < m->keys; i++)
        used += (size_t)snprintf(indexes + used, sizeof indexes - used, "%s,", index_at(m, i)->name);
    return zks_input_error(m->report, m->path, field->at,
                           "%s begins no header of parameter '%s'; expected %s then the members of %s",
                           zks_quote_field(field).text, m->param, indexes, index_at(m, m->count - 1)->name);
}

/* The slot a field of the header names. A member of the last index may be called like another index, whose column is
 * the first then. */
static zks_status find_slot(const matrix *m, const zks_field *field, size_t column, size_t *slot)
{
    for (size_t i = 0; i < m->keys; i++) {
        *slot = m->width + i;
        if (zks_field_is(field, index_at(m, i)->name) && (m->count == 1 || !m->has_slot[*slot]))
            return ZKS_OK;
    }
    if (m->count == 1) {
        *slot = 0;
        return zks_field_is(field, m->param)
                   ? ZKS_OK
                   : zks_input_error(m->report, m->path, field->at, "%s is no column here; the header is %s,%s",
                                     zks_quote_field(field).text, index_at(m, 0)->name, m->param);
    }
    const zks_member_finder *last = &m->finder[m->count - 1];
    uint32_t member = zks_member_find(last, field);
    *slot = member;
    if (member != ZKS_NO_ITEM)
        return ZKS_OK;
    return column < m->keys ? report_no_index(m, field) : zks_member_report_unknown(last, field, m->path, m->report);
}

static zks_status report_missing_column(const matrix *m, size_t slot, zks_position at)
{
    if (slot >= m->width)
        return zks_input_error(m->report, m->path, at, "no column %s in the header",
                               index_at(m, slot - m->width)->name);
    if (m->count == 1)
        return zks_input_error(m->report, m->path, at, "no column %s in the header", m->param);
    const zks_index *last = index_at(m, m->count - 1);
    const char *member = last->members[slot].name;
    return zks_input_error(m->report, m->path, at, "no column for %s %s", last->name,
                           zks_quote(member, strlen(member)).text);
}

static zks_status read_header(matrix *m, zks_csv *csv)
{
    const zks_field *fields;
    size_t count;
    zks_status status = zks_csv_next(csv, &fields, &count, m->report);
    if (status == ZKS_OK && count == 0)
        return zks_input_error(m->report, m->path, NOWHERE, "empty; a header is expected");
    for (size_t i = 0; status == ZKS_OK && i < count; i++) {
        size_t slot;
        status = find_slot(m, &fields[i], i, &slot);
        if (status != ZKS_OK)
            break;
        if (m->has_slot[slot])
            return zks_input_error(m->report, m->path, fields[i].at, "column %s stands twice",
                                   zks_quote_field(&fields[i]).text);
        m->has_slot[slot] = true;
        m->slot_of_column[m->column_count++] = slot;
    }
    for (size_t slot = m->width + m->keys; status == ZKS_OK && slot-- > 0;)
        if (!m->has_slot[slot])
            status = report_missing_column(m, slot, fields[0].at);
    return status;
}

/* "scenario "up", asset "BTC"": the members of a line, for people. */
typedef struct {
    char text[ZKS_MAX_DIMENSIONS * (ZKS_MAX_NAME + sizeof(zks_quoted) + 4)];
} line_name;

static line_name name_of_line(const matrix *m, size_t line)
{
    line_name name = {""};
    size_t member[ZKS_MAX_DIMENSIONS], used = 0;
    for (size_t i = m->keys; i-- > 0;) {
        member[i] = line % index_at(m, i)->member_count;
        line /= index_at(m, i)->member_count;
    }
    for (size_t i = 0; i < m->keys; i++) {
        const char *text = index_at(m, i)->members[member[i]].name;
        used += (size_t)snprintf(name.text + used, sizeof name.text - used, "%s%.*s %s", i == 0 ? "" : ", ",
                                 ZKS_MAX_NAME, index_at(m, i)->name, zks_quote(text, strlen(text)).text);
    }
    return name;
}

/* The combination of members that a row is about. */
static zks_status read_keys(const matrix *m, const zks_field *fields, size_t *line)
{
    size_t member[ZKS_MAX_DIMENSIONS];
    for (size_t i = 0; i < m->column_count; i++) {
        if (m->slot_of_column[i] < m->width)
            continue;
        size_t key = m->slot_of_column[i] - m->width;
        uint32_t found = zks_member_find(&m->finder[key], &fields[i]);
        if (found == ZKS_NO_ITEM)
            return zks_member_report_unknown(&m->finder[key], &fields[i], m->path, m->report);
        member[key] = found;
    }
    *line = 0;
    for (size_t key = 0; key < m->keys; key++)
        *line = *line * index_at(m, key)->member_count + member[key];
    return ZKS_OK;
}

static zks_status read_value(const matrix *m, const zks_field *field, char **value)
{
    char canonical[ZKS_DECIMAL_MAX + 2];
    if (!zks_decimal_canonical(canonical, field->text, field->length))
        return zks_input_error(m->report, m->path, field->at,
                               "%s is no plain decimal of at most %d characters, like -3000.5",
                               zks_quote_field(field).text, ZKS_DECIMAL_MAX);
    *value = strdup(canonical);
    return *value == NULL ? zks_input_memory(m->report, m->path) : ZKS_OK;
}

static zks_status read_row(matrix *m, const zks_field *fields, size_t count)
{
    size_t line = 0;
    if (count != m->column_count)
        return zks_input_error(m->report, m->path, fields[0].at, "%zu fields; the header has %zu", count,
                               m->column_count);
    zks_status status = read_keys(m, fields, &line);
    if (status != ZKS_OK)
        return status;
    char **values = m->values.values + line * m->width;
    if (values[0] != NULL)
        return zks_input_error(m->report, m->path, fields[0].at, "the line of %s stands twice",
                               name_of_line(m, line).text);
    for (size_t i = 0; status == ZKS_OK && i < count; i++)
        if (m->slot_of_column[i] < m->width)
            status = read_value(m, &fields[i], &values[m->slot_of_column[i]]);
    return status;
}

static zks_status read_rows(matrix *m, zks_csv *csv)
{
    const zks_field *fields;
    size_t count;
    zks_status status;
    while ((status = zks_csv_next(csv, &fields, &count, m->report)) == ZKS_OK && count > 0)
        if ((status = read_row(m, fields, count)) != ZKS_OK)
            break;
    for (size_t line = 0; status == ZKS_OK && line < m->lines; line++)
        if (m->values.values[line * m->width] == NULL)
            status = zks_input_error(m->report, m->path, NOWHERE, "no line for %s", name_of_line(m, line).text);
    return status;
}

/* Room for any honest row, and for one column more, which is then named. */
static zks_csv_limits limits_of(const matrix *m)
{
    size_t fields = m->keys + m->width + 1;
    return (zks_csv_limits){fields > ZKS_CSV_MAX_FIELDS ? fields : ZKS_CSV_MAX_FIELDS,
                            fields * ZKS_DECIMAL_MAX > ZKS_CSV_MAX_ROW ? fields * ZKS_DECIMAL_MAX : ZKS_CSV_MAX_ROW};
}

static zks_status read_file(matrix *m)
{
    zks_csv *csv;
    zks_byte_source *source;
    zks_status status = zks_file_source_open_regular(&source, m->path, ZKS_MATRIX_MAX_BYTES, m->report);
    if (status == ZKS_OK)
        status = zks_csv_open(&csv, m->path, source, limits_of(m), m->report);
    if (status != ZKS_OK)
        return status;
    status = read_header(m, csv);
    if (status == ZKS_OK)
        status = read_rows(m, csv);
    zks_csv_close(csv);
    return status;
}

zks_status zks_matrix_read_csv(zks_values *values, const char *path, const zks_circuit *circuit, size_t param,
                               const zks_numbers *numbers, zks_report *report)
{
    matrix m = {.path = path, .param = zks_circuit_param_name(circuit, param), .report = report};
    zks_status status = open_indexes(&m, circuit, param, numbers);
    if (status == ZKS_OK)
        status = make_room(&m);
    if (status == ZKS_OK)
        status = read_file(&m);
    if (status == ZKS_OK) {
        *values = m.values;
        m.values = (zks_values){0};
    }
    clear(&m);
    return status;
}
