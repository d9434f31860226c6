/* The options of those who verify an attestation: whom to trust. Within verifier/. */
#ifndef ZKS_VERIFIER_TRUST_OPTIONS_H
#define ZKS_VERIFIER_TRUST_OPTIONS_H

#include "cli/program.h"
#include "zksolv/verify.h"

#define ZKS_TRUST_OPTIONS                                                                                              \
    {.name = "trust",                                                                                                  \
     .letter = 't',                                                                                                    \
     .value = "KEY",                                                                                                   \
     .help = "a public key that has to have signed, or a file of such keys",                                           \
     .repeated = true},                                                                                                \
        {.name = "threshold",                                                                                          \
         .value = "K",                                                                                                 \
         .help = "so many of these keys have to have signed (default: 1)",                                             \
         .most = 256},                                                                                                 \
        {.name = "log",                                                                                                \
         .value = "FILE",                                                                                              \
         .help = "remember the log in FILE, and reject one that does not continue what was seen"},                     \
        {.name = "log-entries", .value = "LOGFILE", .help = "a copy of the issuer's log, after being away for long"},  \
        {.name = "ca",                                                                                                 \
         .value = "FILE",                                                                                              \
         .help = "certificates (PEM) to trust for the CMS signature, which has to be there"},                          \
        {.name = "tsa-ca",                                                                                             \
         .value = "FILE",                                                                                              \
         .help = "certificates (PEM) to trust for the timestamp, which has to be there"},                              \
        {.name = "oracle",                                                                                             \
         .value = "KEY",                                                                                               \
         .help = "a public key that prices may be signed with, or a file of such keys; others are rejected",           \
         .repeated = true},                                                                                            \
        {.name = "custodian",                                                                                          \
         .value = "KEY",                                                                                               \
         .help = "a public key that reserves may be signed with, or a file of such keys; all have to be signed",       \
         .repeated = true},                                                                                            \
        {.name = "max-age",                                                                                            \
         .value = "DURATION",                                                                                          \
         .help = "reject what is older: 90s, 15m, 12h, 30d, 2w; by created and a checked timestamp"},                  \
    {                                                                                                                  \
        .name = "at", .value = "TIME",                                                                                 \
        .help = "when certificates have to be valid, and from when age counts (default: now)"                          \
    }

/* Reads them; the trust borrows from the arguments. ZKS_EXIT_OK, or ZKS_EXIT_USAGE with the message printed. */
int zks_trust_given(zks_trust *trust, const zks_cli_arguments *arguments);

#endif
