#include "verifier/show_numbers.h"

#include "attestation/index_names.h"
#include "attestation/json.h"
#include "cli/plain.h"
#include "cli/table.h"
#include "verifier/index_table.h"

#include <stdio.h>
#include <stdlib.h>

static bool show_index(const zks_circuit *circuit, const zks_numbers *numbers, size_t index)
{
    zks_index_table table = {0};
    bool shown = zks_index_table_make(&table, circuit, numbers, index);
    if (shown) {
        putchar('\n');
        shown = zks_cli_table(table.cells, table.rows, table.columns, table.right);
    }
    zks_index_table_clear(&table);
    return shown;
}

static bool show_values(const zks_circuit *circuit, const zks_values *values, zks_dimensions over)
{
    char *names;
    if (!zks_index_names(&names, circuit, &over))
        return false;
    if (values->committed)
        printf("%s is committed, and hidden\n", values->name);
    else if (over.count == 0)
        printf("%s = %s\n", values->name, values->values[0]);
    else if (over.count > 1)
        printf("%s[%s]: %zu values\n", values->name, names, values->value_count);
    free(names);
    return true;
}

/* For the auditor to compare with the file that is published. */
static void show_digest(const zks_values *param)
{
    char hex[65];
    zks_hex_encode(hex, param->sha256, sizeof param->sha256);
    if (param->dimension_count > 0)
        printf("%s as CSV has the SHA-256 %s\n", param->name, hex);
}

zks_status zks_show_numbers(const zks_circuit *circuit, const zks_numbers *numbers)
{
    printf("\nquote currency: ");
    zks_cli_put_line(stdout, numbers->quote.name);
    printf(", %u decimals, %u bytes\n", numbers->quote.decimals, numbers->quote.bytes);
    bool shown = true;
    for (size_t i = 0; shown && i < numbers->param_count; i++) {
        shown = show_values(circuit, &numbers->params[i], zks_circuit_param_dimensions(circuit, i));
        show_digest(&numbers->params[i]);
    }
    for (size_t i = 0; shown && i < numbers->pool_count; i++)
        shown = show_values(circuit, &numbers->pool[i], zks_circuit_pool_column(circuit, i).over);
    for (size_t i = 0; shown && i < numbers->index_count; i++)
        shown = show_index(circuit, numbers, i);
    return shown ? ZKS_OK : ZKS_ERROR_MEMORY;
}
