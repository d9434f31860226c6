#include "attestation/matrix.h"

#include "attestation/json.h"
#include "attestation/text.h"
#include "crypto/hash.h"

#include <assert.h>
#include <string.h>

/* A matrix, and the stream its CSV goes to. */
typedef struct {
    const zks_values *values;
    size_t count;                               /* of indexes, at least one */
    const zks_index *index[ZKS_MAX_DIMENSIONS]; /* the last one's members are the columns, where there are several */
    zks_sha256_stream *stream;
} matrix;

static void put(const matrix *m, const char *text)
{
    zks_sha256_stream_update(m->stream, text, strlen(text));
}

/* A field, in quotes where RFC 4180 asks for them. */
static void put_name(const matrix *m, const char *name)
{
    if (strpbrk(name, ",\"\r\n") == NULL) {
        put(m, name);
        return;
    }
    put(m, "\"");
    for (const char *at = name; *at != '\0';) {
        size_t length = strcspn(at, "\"");
        zks_sha256_stream_update(m->stream, at, length);
        at += length;
        if (*at == '"') {
            put(m, "\"\"");
            at++;
        }
    }
    put(m, "\"");
}

/* Over one index: its name and the parameter's; else the indexes but the last, then the members of that. */
static void put_header(const matrix *m)
{
    put(m, m->index[0]->name);
    for (size_t i = 1; i + 1 < m->count; i++) {
        put(m, ",");
        put(m, m->index[i]->name);
    }
    const zks_index *last = m->index[m->count - 1];
    for (size_t i = 0; m->count > 1 && i < last->member_count; i++) {
        put(m, ",");
        put_name(m, last->members[i].name);
    }
    if (m->count == 1) {
        put(m, ",");
        put(m, m->values->name);
    }
    put(m, "\n");
}

/* The members of a line: a combination of the indexes that have a column of their own, the last running fastest. */
static void put_members(const matrix *m, size_t line)
{
    size_t columns = m->count == 1 ? 1 : m->count - 1, member[ZKS_MAX_DIMENSIONS];
    for (size_t i = columns; i-- > 0;) {
        member[i] = line % m->index[i]->member_count;
        line /= m->index[i]->member_count;
    }
    for (size_t i = 0; i < columns; i++) {
        if (i > 0)
            put(m, ",");
        put_name(m, m->index[i]->members[member[i]].name);
    }
}

static void put_matrix(const matrix *m)
{
    size_t width = m->count == 1 ? 1 : m->index[m->count - 1]->member_count;
    put_header(m);
    for (size_t line = 0; line < m->values->value_count / width; line++) {
        put_members(m, line);
        for (size_t i = 0; i < width; i++) {
            put(m, ",");
            put(m, m->values->values[line * width + i]);
        }
        put(m, "\n");
    }
}

/* False: out of memory. */
static bool digest(uint8_t out[32], const zks_circuit *circuit, const zks_numbers *numbers, size_t param)
{
    zks_dimensions over = zks_circuit_param_dimensions(circuit, param);
    matrix m = {.values = &numbers->params[param], .count = over.count, .stream = zks_sha256_stream_new()};
    if (m.stream == NULL)
        return false;
    for (size_t i = 0; i < over.count; i++)
        m.index[i] = &numbers->indexes[over.index[i]];
    put_matrix(&m);
    zks_sha256_stream_final(m.stream, out);
    return true;
}

bool zks_matrices_digest(const zks_circuit *circuit, zks_numbers *numbers)
{
    assert(numbers->param_count == zks_circuit_param_count(circuit));
    for (size_t i = 0; i < numbers->param_count; i++)
        if (numbers->params[i].dimension_count > 0 && !digest(numbers->params[i].sha256, circuit, numbers, i))
            return false;
    return true;
}

zks_status zks_matrices_check(const zks_circuit *circuit, const zks_numbers *numbers, zks_report *report)
{
    assert(numbers->param_count == zks_circuit_param_count(circuit));
    for (size_t i = 0; i < numbers->param_count; i++) {
        const zks_values *param = &numbers->params[i];
        uint8_t found[32];
        if (param->dimension_count == 0)
            continue;
        if (!digest(found, circuit, numbers, i))
            return ZKS_ERROR_MEMORY;
        if (memcmp(found, param->sha256, sizeof found) != 0) {
            char hex[65];
            zks_hex_encode(hex, found, sizeof found);
            zks_report_detail(report, "params.%.64s.sha256: the values' CSV has the digest %s", param->name, hex);
            return ZKS_REJECT_MATRIX_DIGEST;
        }
    }
    return ZKS_OK;
}
