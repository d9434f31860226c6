/* A program of sub-commands with GNU-style options: --help and --version everywhere, options anywhere among the
 * operands, usage errors with exit status 2. A program is a table; main() hands it to zks_cli_main. */
#ifndef ZKS_CLI_PROGRAM_H
#define ZKS_CLI_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>

typedef struct {
    const char *name;  /* long name; NULL ends a list */
    char letter;       /* its short form, or 0 */
    const char *value; /* what it takes, for help: "FILE"; NULL: a flag */
    const char *help;
    bool required;
    unsigned long most; /* not 0: the value is a number 1 .. most */
    bool repeated;      /* may be given several times, each time with one more value */
} zks_cli_option;

typedef struct zks_cli_arguments zks_cli_arguments;

typedef struct {
    const char *name; /* NULL ends a list */
    const char *summary;
    const char *operands[3]; /* names of the operands, "DIR"; NULL behind the last */
    size_t optional;         /* how many of the last ones may be left out */
    const zks_cli_option *options;
    const char *notes;                              /* behind the options in --help; NULL: none */
    int (*run)(const zks_cli_arguments *arguments); /* returns the exit status (cli/report.h) */
} zks_cli_command;

typedef struct {
    const char *name, *summary;
    const zks_cli_command *commands;
    const char *notes; /* behind the commands in --help */
} zks_cli_program;

/* The whole of main(). */
int zks_cli_main(const zks_cli_program *program, int argc, char **argv);

/* What was given. Names are those of the command's table. */
const char *zks_cli_operand(const zks_cli_arguments *arguments, size_t position); /* NULL where left out */
bool zks_cli_flag(const zks_cli_arguments *arguments, const char *name);
const char *zks_cli_value(const zks_cli_arguments *arguments, const char *name); /* NULL where not given */
/* All values of a repeated option, in the order given; *count may be 0. */
const char *const *zks_cli_values(const zks_cli_arguments *arguments, const char *name, size_t *count);
unsigned long zks_cli_number(const zks_cli_arguments *arguments, const char *name, unsigned long otherwise);

/* --threads N, everywhere the same: the option's row, and its value, by default the processors this process may use. */
#define ZKS_CLI_THREADS                                                                                                \
    {                                                                                                                  \
        .name = "threads", .value = "N", .help = "threads to use (default: one per processor)", .most = 1024           \
    }
int zks_cli_threads(const zks_cli_arguments *arguments);

/* "zksolv-verifier", and "zksolv-verifier verify" once the command is known. */
const char *zks_cli_program_name(void);
const char *zks_cli_command_name(void);

#endif
