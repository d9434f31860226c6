#include "cli/help.h"

#include "cli/options.h"

#include <stdio.h>

enum { INDENT = 2, GAP = 2, LONGEST_LEFT = 26 };

/* What stands left and right in a list of --help. */
static void put_row(const char *left, const char *right)
{
    printf("%*s%-*s%*s%s\n", INDENT, "", LONGEST_LEFT, left, GAP, "", right);
}

static void put_option(const zks_cli_option *option)
{
    char left[64];
    char letter[] = {'-', option->letter, ',', ' ', '\0'};
    snprintf(left, sizeof left, "%s--%s%s%s%s", option->letter != 0 ? letter : "    ", option->name,
             option->value != NULL ? " " : "", option->value != NULL ? option->value : "",
             option->repeated ? "..." : "");
    put_row(left, option->help);
}

static void put_notes(const char *notes)
{
    if (notes != NULL)
        printf("\n%s", notes);
}

static void put_common_options(void)
{
    put_row("-h, --help", "print this text");
    put_row("    --version", "print the version");
}

static void put_color_option(void)
{
    put_row("    --color WHEN", "colours: auto (on a terminal, unless NO_COLOR is set), always or never");
}

void zks_cli_program_help(const zks_cli_program *program)
{
    printf("usage: %s COMMAND [OPTION]...\n\n%s\n\ncommands:\n", program->name, program->summary);
    for (const zks_cli_command *command = program->commands; command->name != NULL; command++)
        put_row(command->name, command->summary);
    printf("\noptions:\n");
    put_common_options();
    printf("\n'%s COMMAND --help' tells more of a command.\n", program->name);
    put_notes(program->notes);
}

static void put_usage(const zks_cli_program *program, const zks_cli_command *command)
{
    size_t operands = zks_cli_operand_count(command);
    printf("usage: %s %s", program->name, command->name);
    for (size_t i = 0; i < operands; i++)
        printf(i + command->optional < operands ? " %s" : " [%s]", command->operands[i]);
    for (const zks_cli_option *option = command->options; option->name != NULL; option++)
        if (option->required)
            printf(" --%s%s%s%s", option->name, option->value != NULL ? " " : "",
                   option->value != NULL ? option->value : "", option->repeated ? "..." : "");
    printf(" [OPTION]...\n\n%s\n\noptions:\n", command->summary);
}

void zks_cli_command_help(const zks_cli_program *program, const zks_cli_command *command)
{
    put_usage(program, command);
    for (const zks_cli_option *option = command->options; option->name != NULL; option++)
        put_option(option);
    put_color_option();
    put_common_options();
    put_notes(command->notes);
}
