/* The options of those who sign, and what is said of a signature. Within prover/. */
#ifndef ZKS_PROVER_SIGN_OPTIONS_H
#define ZKS_PROVER_SIGN_OPTIONS_H

#include "cli/program.h"
#include "zksolv/sign.h"

#define ZKS_SIGN_KEY_OPTION(is_required)                                                                               \
    {                                                                                                                  \
        .name = "sign-key", .letter = 'k', .value = "KEYFILE", .help = "the private key to sign with (see keygen)",    \
        .required = (is_required)                                                                                      \
    }
#define ZKS_LOG_OPTION(is_required)                                                                                    \
    {                                                                                                                  \
        .name = "log", .value = "LOGFILE",                                                                             \
        .help = "the log of all statements signed under this name; made where there is none",                          \
        .required = (is_required)                                                                                      \
    }
#define ZKS_LOG_MEMORY_OPTION                                                                                          \
    {                                                                                                                  \
        .name = "log-memory", .value = "FILE", .help = "what this key signed before (default: KEYFILE.checkpoints)"    \
    }

/* Lines of --help. */
#define ZKS_SIGN_NOTES                                                                                                 \
    "Keep KEYFILE.checkpoints apart from copies of LOGFILE: it is what keeps a log restored from an old copy from\n"   \
    "being signed.\n"

/* "NAME, entry 2 of 3 of its log". */
void zks_put_signed(const zks_signed *made);

#endif
