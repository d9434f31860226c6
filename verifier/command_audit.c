#include "cli/output.h"
#include "cli/progress.h"
#include "cli/report.h"
#include "cli/table.h"
#include "verifier/audit.h"
#include "verifier/commands.h"
#include "verifier/verdict.h"

#include <stdio.h>
#include <stdlib.h>

/* "opening", or "opening, segment 3". */
typedef struct {
    char text[64];
} outcome;

static outcome outcome_of(zks_status status, long segment)
{
    outcome o;
    if (segment < 0)
        snprintf(o.text, sizeof o.text, "%s", zks_status_name(status));
    else
        snprintf(o.text, sizeof o.text, "%s, segment %ld", zks_status_name(status), segment);
    return o;
}

/* The segment of what was found stands in the table only where the vector names one. */
static outcome got(const zks_audit *audit, size_t i)
{
    const zks_audit_result *result = &audit->results[i];
    return outcome_of(result->got, audit->index.vectors[i].segment < 0 ? -1 : result->report.segment);
}

enum { COLUMNS = 4 };

static bool print_table(const zks_audit *audit)
{
    size_t count = audit->index.count;
    outcome(*outcomes)[2] = calloc(count + 1, sizeof *outcomes);
    const char **cells = calloc((count + 1) * COLUMNS, sizeof *cells);
    bool printed = false;
    if (outcomes != NULL && cells != NULL) {
        const char *const head[COLUMNS] = {"", "vector", "expected", "got"};
        for (size_t column = 0; column < COLUMNS; column++)
            cells[column] = head[column];
        for (size_t i = 0; i < count; i++) {
            const zks_vector *vector = &audit->index.vectors[i];
            outcomes[i][0] = outcome_of(vector->expected, vector->segment);
            outcomes[i][1] = got(audit, i);
            const char **row = cells + (i + 1) * COLUMNS;
            row[0] = audit->results[i].agrees ? "ok" : "FAIL";
            row[1] = vector->name;
            row[2] = outcomes[i][0].text;
            row[3] = outcomes[i][1].text;
        }
        printed = zks_cli_table_of_verdicts(cells, count + 1, COLUMNS, (const bool[COLUMNS]){false}, 0);
    }
    free(cells);
    free(outcomes);
    return printed;
}

static int print(zks_status status, const zks_audit *audit, const zks_report *report)
{
    int exit_status = zks_cli_exit_status(status);
    if (audit->results == NULL) {
        zks_verdict_print_rejection(status, report);
        return exit_status;
    }
    if (!print_table(audit))
        return zks_cli_fail(ZKS_ERROR_MEMORY, NULL);
    printf("%zu of %zu vectors give the result they name\n", audit->index.count - audit->disagreements,
           audit->index.count);
    return exit_status;
}

static json_t *vector_json(const zks_vector *vector, const zks_audit_result *result)
{
    json_t *object = json_pack("{s:o, s:s, s:s, s:s, s:b}", "name", zks_cli_json_text(vector->name), "kind",
                               vector->kind_name, "expected", zks_status_name(vector->expected), "got",
                               zks_status_name(result->got), "agrees", result->agrees);
    if (result->report.segment >= 0)
        json_object_set_new(object, "segment", json_integer(result->report.segment));
    if (result->got != ZKS_OK)
        json_object_set_new(object, "detail", zks_cli_json_text(result->report.detail));
    return object;
}

static json_t *to_json(zks_status status, const zks_audit *audit, const zks_report *report)
{
    json_t *object = zks_verdict_json(status, report);
    if (audit->results == NULL)
        return object;
    json_t *array = json_array();
    for (size_t i = 0; i < audit->index.count; i++)
        json_array_append_new(array, vector_json(&audit->index.vectors[i], &audit->results[i]));
    json_object_set_new(object, "count", json_integer((json_int_t)audit->index.count));
    json_object_set_new(object, "disagreements", json_integer((json_int_t)audit->disagreements));
    json_object_set_new(object, "vectors", array);
    return object;
}

int zks_command_audit(const zks_cli_arguments *arguments)
{
    zks_audit audit;
    zks_report report;
    zks_status status =
        zks_audit_run(zks_cli_operand(arguments, 0), zks_cli_threads(arguments), zks_cli_progress(), &audit, &report);
    zks_cli_progress_clear();
    int exit_status = zks_cli_exit_status(status);
    if (exit_status == ZKS_EXIT_TROUBLE)
        zks_cli_fail(status, &report);
    if (zks_cli_flag(arguments, "json"))
        exit_status = zks_cli_print_json(to_json(status, &audit, &report), exit_status);
    else
        exit_status = print(status, &audit, &report);
    zks_audit_clear(&audit);
    return exit_status;
}
