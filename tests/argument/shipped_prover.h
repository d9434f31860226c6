/* The shipped prover on an instance of the tests. */
#ifndef ZKS_TESTS_ARGUMENT_SHIPPED_PROVER_H
#define ZKS_TESTS_ARGUMENT_SHIPPED_PROVER_H

#include "instance.h"

/* Proves all tables into in->proof. */
void shipped_prove(instance *in, int threads);

#endif
