/* A table as text: columns ("name bytes", those before the slacks with ".decimals kind#declared@member"), then
 * constraints ("name: terms = 0, scale"), then steps.
 */
#ifndef ZKS_TESTS_TABLE_TEXT_H
#define ZKS_TESTS_TABLE_TEXT_H

#include "circuits/table.h"

/* Compiles what must compile and compares it with the text. */
void assert_table(const char *circuit, const char *numbers, zks_scope scope, uint64_t rows, const char *wanted);

#endif
