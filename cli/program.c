#include "cli/program.h"

#include "cli/help.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/report.h"
#include "crypto/backend.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *program_name;
static char command_name[64];

const char *zks_cli_program_name(void)
{
    return program_name;
}

const char *zks_cli_command_name(void)
{
    return command_name;
}

/* A standard stream that is closed would be given to the next file opened. What is put in its place fails as a closed
 * one does. */
static void occupy_standard_streams(void)
{
    for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; stream++)
        if (fcntl(stream, F_GETFD) < 0 && open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY) < 0)
            _exit(ZKS_EXIT_TROUBLE);
}

static const zks_cli_command *find_command(const zks_cli_program *program, const char *name)
{
    for (const zks_cli_command *command = program->commands; command->name != NULL; command++)
        if (strcmp(command->name, name) == 0)
            return command;
    return NULL;
}

static int print_version(const zks_cli_program *program)
{
    printf("%s %s\n", program->name, ZKS_VERSION);
    return ZKS_EXIT_OK;
}

static int run_command(const zks_cli_program *program, const zks_cli_command *command, int argc, char **argv)
{
    snprintf(command_name, sizeof command_name, "%s %s", program->name, command->name);
    zks_cli_arguments arguments;
    int status = zks_cli_read_arguments(&arguments, command, argc, argv);
    if (status != ZKS_EXIT_OK)
        return status;
    if (arguments.version)
        return print_version(program);
    if (!arguments.help)
        return command->run(&arguments);
    zks_cli_command_help(program, command);
    return ZKS_EXIT_OK;
}

/* ZKSOLV_CPU forces one of the backends; an empty value is none. */
static int select_backend(void)
{
    const char *name = getenv("ZKSOLV_CPU");
    if (name != NULL && name[0] == '\0')
        name = NULL;
    switch (zks_backend_select(name)) {
    case ZKS_BACKEND_SELECTED:
        return ZKS_EXIT_OK;
    case ZKS_BACKEND_ABSENT:
        return zks_cli_usage_error("ZKSOLV_CPU: this processor cannot run '%s'", name);
    default:
        return zks_cli_usage_error("ZKSOLV_CPU: '%s' is none of portable, avx2, ifma", name);
    }
}

static int run(const zks_cli_program *program, int argc, char **argv)
{
    if (argc < 2)
        return zks_cli_usage_error("a command is missing");
    const char *first = argv[1];
    if (strcmp(first, "--help") == 0 || strcmp(first, "-h") == 0) {
        zks_cli_program_help(program);
        return ZKS_EXIT_OK;
    }
    if (strcmp(first, "--version") == 0)
        return print_version(program);
    if (first[0] == '-')
        return zks_cli_usage_error("a command comes first, not '%s'", first);
    const zks_cli_command *command = find_command(program, first);
    if (command == NULL)
        return zks_cli_usage_error("unknown command '%s'", first);
    return run_command(program, command, argc - 1, argv + 1);
}

int zks_cli_main(const zks_cli_program *program, int argc, char **argv)
{
    program_name = program->name;
    snprintf(command_name, sizeof command_name, "%s", program->name);
    occupy_standard_streams();
    signal(SIGPIPE, SIG_IGN); /* a closed pipe is a write that fails */
    int status = select_backend();
    return zks_cli_finish_output(status == ZKS_EXIT_OK ? run(program, argc, argv) : status);
}
