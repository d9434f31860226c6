/* zksolv-prover: attestations and receipts. */
#include "crypto/secret.h"
#include "prover/commands.h"

#include <gmp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>

/* Balances pass through GMP's integers: what it gives back is wiped. */
static void *allocate(size_t size)
{
    void *memory = malloc(size);
    if (memory == NULL)
        abort();
    return memory;
}

static void release(void *memory, size_t size)
{
    zks_wipe(memory, size);
    free(memory);
}

static void *reallocate(void *memory, size_t old_size, size_t new_size)
{
    void *moved = allocate(new_size);
    memcpy(moved, memory, old_size < new_size ? old_size : new_size);
    release(memory, old_size);
    return moved;
}

/* No core file and no debugger of another process of the same user. */
static void keep_memory_private(void)
{
    const struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0);
    mp_set_memory_functions(allocate, reallocate, release);
}

int main(int argc, char **argv)
{
    static const zks_cli_command commands[] = {
        {.name = "check",
         .summary = "say whether a ledger meets its circuit, and by how much, without proving it",
         .options = zks_check_command_options,
         .notes = zks_check_command_notes,
         .run = zks_check_command},
        {.name = "attest",
         .summary = "prove that a ledger meets its circuit, and write the attestation",
         .options = zks_attest_command_options,
         .notes = zks_attest_command_notes,
         .run = zks_attest_command},
        {.name = "receipt",
         .summary = "make the receipt of one account",
         .options = zks_receipt_command_options,
         .notes = zks_receipt_command_notes,
         .run = zks_receipt_command},
        {.name = "receipts",
         .summary = "make the receipts of all accounts",
         .options = zks_receipts_command_options,
         .notes = zks_receipts_command_notes,
         .run = zks_receipts_command},
        {.name = "keygen",
         .summary = "make a key to sign with",
         .options = zks_keygen_command_options,
         .notes = zks_keygen_command_notes,
         .run = zks_keygen_command},
        {.name = "reserve-commit",
         .summary = "for custodians: sign what is held for an issuer, and hide amounts",
         .options = zks_reserve_commit_command_options,
         .notes = zks_reserve_commit_command_notes,
         .run = zks_reserve_commit_command},
        {.name = "reserve-check",
         .summary = "show a custodian's statement, and whether its opening fits",
         .options = zks_reserve_check_command_options,
         .notes = zks_reserve_check_command_notes,
         .run = zks_reserve_check_command},
        {.name = "price-sign",
         .summary = "for oracles: sign prices",
         .options = zks_price_sign_command_options,
         .notes = zks_price_sign_command_notes,
         .run = zks_price_sign_command},
        {.name = "sign",
         .summary = "sign an attestation, and enter it in the log",
         .operands = {"DIR"},
         .options = zks_sign_command_options,
         .notes = zks_sign_command_notes,
         .run = zks_sign_command},
        {.name = "cosign",
         .summary = "add a signature to the checkpoint of an issuer's log",
         .operands = {"DIR"},
         .options = zks_cosign_command_options,
         .notes = zks_cosign_command_notes,
         .run = zks_cosign_command},
        {.name = "sign-cms",
         .summary = "sign an attestation with the key of a certificate",
         .operands = {"DIR"},
         .options = zks_sign_cms_command_options,
         .notes = zks_sign_cms_command_notes,
         .run = zks_sign_cms_command},
        {.name = "timestamp-request",
         .summary = "write what to send to a timestamp authority",
         .operands = {"DIR"},
         .options = zks_timestamp_request_command_options,
         .notes = zks_timestamp_request_command_notes,
         .run = zks_timestamp_request_command},
        {.name = "timestamp-attach",
         .summary = "add its answer to an attestation",
         .operands = {"DIR", "TOKEN"},
         .options = zks_timestamp_attach_command_options,
         .notes = zks_timestamp_attach_command_notes,
         .run = zks_timestamp_attach_command},
        {.name = "circuits",
         .summary = "list the circuits that this program ships, and what each proves",
         .options = zks_circuits_command_options,
         .notes = zks_circuits_command_notes,
         .run = zks_circuits_command},
        {.name = "new",
         .summary = "write inputs to try a shipped circuit with, and to begin your own from",
         .operands = {"DIR"},
         .options = zks_new_command_options,
         .notes = zks_new_command_notes,
         .run = zks_new_command},
        {0},
    };
    static const zks_cli_program program = {
        .name = "zksolv-prover",
        .summary = "Zero-knowledge proofs of solvency: the issuer's side.",
        .commands = commands,
        .notes =
            "exit status: 0 done, 1 the ledger breaks a requirement, or what is to be signed, or what an oracle or\n"
            "custodian signed, is rejected, 2 usage, 3 malformed input, or a file or the system fails\n",
    };
    keep_memory_private();
    return zks_cli_main(&program, argc, argv);
}
