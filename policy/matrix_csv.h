/* A parameter over indexes from a CSV file (docs/circuits.md, "What the issuer writes beside a circuit"). Over one
 * index: the header names the index and the parameter, then a line for every member. Over several: the header has every
 * index but the last, then the members of the last, and a line for every combination of members of the others. Lines
 * and columns in any order, each once, none missing. */
#ifndef ZKS_POLICY_MATRIX_CSV_H
#define ZKS_POLICY_MATRIX_CSV_H

#include "circuits/circuit.h"
#include "circuits/numbers.h"
#include "zksolv/status.h"

#define ZKS_MATRIX_MAX_BYTES (256u << 20)

/* Fills *matrix, name and dimensions too, with canonical decimals in the order of the members that `numbers` have;
 * those need not be checked. The file is a regular one. ZKS_ERROR_READ, ZKS_ERROR_MEMORY or ZKS_ERROR_INPUT with line
 * and column; *matrix is untouched then. */
zks_status zks_matrix_read_csv(zks_values *matrix, const char *path, const zks_circuit *circuit, size_t param,
                               const zks_numbers *numbers, zks_report *report);

#endif
