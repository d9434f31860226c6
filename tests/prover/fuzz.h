/* The entry point libFuzzer calls. */
#ifndef ZKS_TESTS_PROVER_FUZZ_H
#define ZKS_TESTS_PROVER_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

#endif
