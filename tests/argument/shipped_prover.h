/* The shipped prover on an instance of the tests. */
#ifndef ZKS_TESTS_ARGUMENT_SHIPPED_PROVER_H
#define ZKS_TESTS_ARGUMENT_SHIPPED_PROVER_H

#include "instance.h"

/* Proves one table, or all, into in->proof. */
void shipped_prove_table(instance *in, size_t table, int threads);
void shipped_prove(instance *in, int threads);

#endif
