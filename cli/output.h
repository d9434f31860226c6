/* Results on standard output. */
#ifndef ZKS_CLI_OUTPUT_H
#define ZKS_CLI_OUTPUT_H

#include <jansson.h>
#include <stdint.h>

/* Prints one object, indented, ASCII only, and frees it; returns `status`, or ZKS_EXIT_TROUBLE where it is NULL (out of
 * memory). */
int zks_cli_print_json(json_t *object, int status);
/* A string, or null where `text` is NULL or no UTF-8. */
json_t *zks_cli_json_text(const char *text);
/* 32 bytes in hexadecimal. */
json_t *zks_cli_json_hash(const uint8_t hash[32]);

/* Flushes and closes standard output: `status`, or ZKS_EXIT_TROUBLE and a message where not everything could be
 * written. */
int zks_cli_finish_output(int status);

#endif
