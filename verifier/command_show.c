#include "cli/plain.h"
#include "cli/report.h"
#include "cli/table.h"
#include "verifier/commands.h"
#include "verifier/steps.h"
#include "verifier/verdict.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static const char *origin_text(zks_circuit_origin origin)
{
    switch (origin) {
    case ZKS_CIRCUIT_SHIPPED:
        return "byte for byte the circuit of this name shipped with this verifier";
    case ZKS_CIRCUIT_DIFFERS:
        return "NOT the text of the circuit of this name shipped with this verifier";
    default:
        return "no circuit of this name is shipped with this verifier";
    }
}

static void print_counts(const zks_claim *claim)
{
    zks_verdict_print_rows(claim->rows);
    printf("  %-10s%" PRIu64 " of at most %" PRIu32 " rows\n", "segments", (claim->rows - 1) / claim->segment_rows + 1,
           claim->segment_rows);
}

static void print_claim(const zks_stated *stated)
{
    const zks_claim *claim = &stated->statement.claim;
    printf("claimed, and not verified here:\n");
    zks_verdict_print_field("issuer", claim->issuer);
    zks_verdict_print_field("snapshot", claim->snapshot);
    zks_verdict_print_field("created", claim->created);
    print_counts(claim);
    zks_verdict_print_hash("statement", stated->digest);
    zks_verdict_print_hash("root", claim->root);
    zks_verdict_print_field("circuit", claim->circuit_name);
    zks_verdict_print_field("", origin_text(zks_stated_circuit_origin(stated)));
    putchar('\n');
    zks_cli_put_quoted(stdout, "  | ", claim->circuit_text);
}

/* A number of a member as text, in memory of the table. */
typedef struct {
    char text[12];
} small_number;

static small_number number_text(unsigned number)
{
    small_number n;
    snprintf(n.text, sizeof n.text, "%u", number);
    return n;
}

/* The table of one index: what each member has, pool columns over it included. */
typedef struct {
    const zks_circuit *circuit;
    const zks_numbers *numbers;
    size_t index;
    size_t *pool; /* which pool columns */
    size_t pool_count, columns;
    const char **cells, **next;
    small_number (*units)[2]; /* decimals and bytes of each member */
    bool *right;
} index_table;

static void index_table_clear(index_table *t)
{
    free(t->pool);
    free(t->cells);
    free(t->units);
    free(t->right);
}

static bool index_table_make(index_table *t)
{
    size_t members = t->numbers->indexes[t->index].member_count;
    t->pool = calloc(t->numbers->pool_count + 1, sizeof *t->pool);
    if (t->pool == NULL)
        return false;
    for (size_t i = 0; i < t->numbers->pool_count; i++)
        if (zks_circuit_pool_column(t->circuit, i).index == (long)t->index)
            t->pool[t->pool_count++] = i;
    t->columns = 3 + zks_circuit_field_count(t->circuit, t->index) + t->pool_count;
    t->cells = calloc((members + 1) * t->columns, sizeof *t->cells);
    t->units = calloc(members + 1, sizeof *t->units);
    t->right = calloc(t->columns, sizeof *t->right);
    t->next = t->cells;
    return t->cells != NULL && t->units != NULL && t->right != NULL;
}

static void fill_head(index_table *t)
{
    *t->next++ = zks_circuit_index_name(t->circuit, t->index);
    *t->next++ = zks_circuit_index_has_decimals(t->circuit, t->index) ? "decimals" : "";
    *t->next++ = zks_circuit_index_has_decimals(t->circuit, t->index) ? "bytes" : "";
    for (size_t i = 0; i < zks_circuit_field_count(t->circuit, t->index); i++)
        *t->next++ = zks_circuit_field_name(t->circuit, t->index, i);
    for (size_t i = 0; i < t->pool_count; i++)
        *t->next++ = t->numbers->pool[t->pool[i]].name;
}

static void fill_member(index_table *t, size_t position)
{
    const zks_member *member = &t->numbers->indexes[t->index].members[position];
    bool has_units = zks_circuit_index_has_decimals(t->circuit, t->index);
    t->units[position][0] = number_text(member->decimals);
    t->units[position][1] = number_text(member->bytes);
    *t->next++ = member->name;
    *t->next++ = has_units ? t->units[position][0].text : "";
    *t->next++ = has_units ? t->units[position][1].text : "";
    for (size_t i = 0; i < member->field_count; i++)
        *t->next++ = member->fields[i].value;
    for (size_t i = 0; i < t->pool_count; i++)
        *t->next++ = t->numbers->pool[t->pool[i]].values[position];
}

static bool print_index(const zks_stated *stated, size_t index)
{
    index_table t = {.circuit = stated->circuit, .numbers = &stated->statement.claim.numbers, .index = index};
    size_t members = t.numbers->indexes[index].member_count;
    bool printed = index_table_make(&t);
    if (printed) {
        fill_head(&t);
        for (size_t i = 0; i < members; i++)
            fill_member(&t, i);
        for (size_t i = 1; i < t.columns; i++)
            t.right[i] = true;
        putchar('\n');
        printed = zks_cli_table(t.cells, members + 1, t.columns, t.right);
    }
    index_table_clear(&t);
    return printed;
}

/* What belongs to no index: parameters, and pool columns of one value. */
static void print_singles(const zks_stated *stated)
{
    const zks_numbers *numbers = &stated->statement.claim.numbers;
    printf("\nquote currency: ");
    zks_cli_put_line(stdout, numbers->quote.name);
    printf(", %u decimals, %u bytes\n", numbers->quote.decimals, numbers->quote.bytes);
    for (size_t i = 0; i < numbers->param_count; i++)
        printf("%s = %s\n", numbers->params[i].name, numbers->params[i].value);
    for (size_t i = 0; i < numbers->pool_count; i++)
        if (zks_circuit_pool_column(stated->circuit, i).index < 0)
            printf("%s = %s\n", numbers->pool[i].name, numbers->pool[i].values[0]);
}

static zks_status print_numbers(const zks_stated *stated)
{
    print_singles(stated);
    for (size_t i = 0; i < stated->statement.claim.numbers.index_count; i++)
        if (!print_index(stated, i))
            return ZKS_ERROR_MEMORY;
    return ZKS_OK;
}

/* A claim whose circuit does not take its numbers is shown as far as it can be read. */
int zks_command_show(const zks_cli_arguments *arguments)
{
    zks_report report = {.segment = -1};
    zks_run run = {.path = zks_cli_operand(arguments, 0), .threads = 1, .report = &report};
    zks_status status = zks_step_statement(&run);
    if (status == ZKS_OK) {
        status = zks_step_circuit(&run);
        print_claim(&run.stated);
    }
    if (status == ZKS_OK)
        status = print_numbers(&run.stated);
    zks_run_clear(&run);
    return status == ZKS_OK ? ZKS_EXIT_OK : zks_cli_fail(status, &report);
}
