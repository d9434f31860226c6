#include "cli/options.h"

#include "cli/report.h"
#include "cli/style.h"

#include <assert.h>
#include <errno.h>
#include <getopt.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>

enum { HELP = 256, VERSION, COLOR, FIRST }; /* what getopt_long() returns for long options: FIRST + position */

size_t zks_cli_option_count(const zks_cli_command *command)
{
    size_t count = 0;
    while (command->options[count].name != NULL)
        count++;
    assert(count <= ZKS_CLI_MAX_OPTIONS);
    return count;
}

size_t zks_cli_operand_count(const zks_cli_command *command)
{
    size_t count = 0;
    while (count < ZKS_CLI_MAX_OPERANDS && command->operands[count] != NULL)
        count++;
    return count;
}

/* The tables getopt_long() wants. */
typedef struct {
    struct option longs[ZKS_CLI_MAX_OPTIONS + 4];
    char shorts[2 * ZKS_CLI_MAX_OPTIONS + 3];
} getopt_tables;

static void make_tables(getopt_tables *tables, const zks_cli_command *command)
{
    struct option *next = tables->longs;
    char *letter = tables->shorts;
    *letter++ = ':'; /* a missing value is told from an unknown option */
    *letter++ = 'h';
    *next++ = (struct option){"help", no_argument, NULL, HELP};
    *next++ = (struct option){"version", no_argument, NULL, VERSION};
    *next++ = (struct option){"color", required_argument, NULL, COLOR};
    for (size_t i = 0; i < zks_cli_option_count(command); i++) {
        const zks_cli_option *option = &command->options[i];
        *next++ = (struct option){option->name, option->value == NULL ? no_argument : required_argument, NULL,
                                  FIRST + (int)i};
        if (option->letter != 0)
            *letter++ = option->letter;
        if (option->letter != 0 && option->value != NULL)
            *letter++ = ':';
    }
    *next = (struct option){0};
    *letter = '\0';
}

/* The position of the option getopt_long() has returned as `found`, a letter or FIRST + position. */
static size_t position_of(const zks_cli_command *command, int found)
{
    if (found >= FIRST)
        return (size_t)(found - FIRST);
    size_t position = 0;
    while (command->options[position].letter != found)
        position++;
    return position;
}

static int bad_option(const zks_cli_command *command, int found, char **argv)
{
    const char *given = argv[optind - 1];
    if (found == ':')
        return zks_cli_usage_error("option '--%s' needs a value",
                                   optopt == COLOR ? "color" : command->options[position_of(command, optopt)].name);
    if (optopt >= HELP)
        return zks_cli_usage_error("option '%.*s' takes no value", (int)strcspn(given, "="), given);
    if (optopt != 0)
        return zks_cli_usage_error("unknown option '-%c'", optopt);
    return zks_cli_usage_error("unknown or ambiguous option '%s'", given);
}

static bool is_number(const char *text, unsigned long most)
{
    char *end;
    errno = 0;
    unsigned long number = strtoul(text, &end, 10);
    return text[0] >= '1' && text[0] <= '9' && *end == '\0' && errno == 0 && number <= most;
}

static int take_option(zks_cli_arguments *arguments, size_t position, const char *value)
{
    const zks_cli_option *option = &arguments->command->options[position];
    size_t *count = &arguments->value_counts[position];
    if (*count > 0 && option->value == NULL)
        return ZKS_EXIT_OK;
    if (*count > 0 && !option->repeated)
        return zks_cli_usage_error("option '--%s' is given twice", option->name);
    if (*count == ZKS_CLI_MAX_VALUES)
        return zks_cli_usage_error("option '--%s' is given more than %d times", option->name, ZKS_CLI_MAX_VALUES);
    if (option->most != 0 && !is_number(value, option->most))
        return zks_cli_usage_error("option '--%s' takes a number 1 .. %lu, not '%s'", option->name, option->most,
                                   value);
    arguments->values[position][(*count)++] = option->value == NULL ? "" : value;
    return ZKS_EXIT_OK;
}

static int take_color(const char *when)
{
    if (zks_cli_choose_color(when))
        return ZKS_EXIT_OK;
    return zks_cli_usage_error("option '--color' takes auto, always or never, not '%s'", when);
}

static int read_options(zks_cli_arguments *arguments, int argc, char **argv)
{
    getopt_tables tables;
    make_tables(&tables, arguments->command);
    opterr = 0;
    int found;
    while ((found = getopt_long(argc, argv, tables.shorts, tables.longs, NULL)) != -1) {
        int status = ZKS_EXIT_OK;
        if (found == HELP || found == 'h')
            arguments->help = true;
        else if (found == VERSION)
            arguments->version = true;
        else if (found == COLOR)
            status = take_color(optarg);
        else if (found == '?' || found == ':')
            status = bad_option(arguments->command, found, argv);
        else
            status = take_option(arguments, position_of(arguments->command, found), optarg);
        if (status != ZKS_EXIT_OK)
            return status;
    }
    return ZKS_EXIT_OK;
}

static int take_operands(zks_cli_arguments *arguments, char **operands, size_t count)
{
    size_t wanted = zks_cli_operand_count(arguments->command);
    if (count + arguments->command->optional < wanted)
        return zks_cli_usage_error("%s is missing", arguments->command->operands[count]);
    if (count > wanted)
        return zks_cli_usage_error("'%s' is one argument too many", operands[wanted]);
    for (size_t i = 0; i < count; i++)
        arguments->operands[i] = operands[i];
    for (size_t i = 0; i < zks_cli_option_count(arguments->command); i++)
        if (arguments->command->options[i].required && arguments->value_counts[i] == 0)
            return zks_cli_usage_error("option '--%s' is missing", arguments->command->options[i].name);
    return ZKS_EXIT_OK;
}

int zks_cli_read_arguments(zks_cli_arguments *arguments, const zks_cli_command *command, int argc, char **argv)
{
    *arguments = (zks_cli_arguments){.command = command};
    int status = read_options(arguments, argc, argv);
    if (status != ZKS_EXIT_OK || arguments->help || arguments->version)
        return status;
    return take_operands(arguments, argv + optind, (size_t)(argc - optind));
}

const char *zks_cli_operand(const zks_cli_arguments *arguments, size_t position)
{
    assert(position < zks_cli_operand_count(arguments->command));
    return arguments->operands[position];
}

static size_t position_named(const zks_cli_command *command, const char *name)
{
    size_t position = 0;
    while (command->options[position].name != NULL && strcmp(command->options[position].name, name) != 0)
        position++;
    assert(command->options[position].name != NULL);
    return position;
}

const char *const *zks_cli_values(const zks_cli_arguments *arguments, const char *name, size_t *count)
{
    size_t position = position_named(arguments->command, name);
    *count = arguments->value_counts[position];
    return arguments->values[position];
}

const char *zks_cli_value(const zks_cli_arguments *arguments, const char *name)
{
    return arguments->values[position_named(arguments->command, name)][0];
}

bool zks_cli_flag(const zks_cli_arguments *arguments, const char *name)
{
    return zks_cli_value(arguments, name) != NULL;
}

unsigned long zks_cli_number(const zks_cli_arguments *arguments, const char *name, unsigned long otherwise)
{
    const char *value = zks_cli_value(arguments, name);
    return value == NULL ? otherwise : strtoul(value, NULL, 10);
}

static unsigned long processors(void)
{
    cpu_set_t set;
    return sched_getaffinity(0, sizeof set, &set) == 0 ? (unsigned long)CPU_COUNT(&set) : 1;
}

int zks_cli_threads(const zks_cli_arguments *arguments)
{
    return (int)zks_cli_number(arguments, "threads", processors());
}
