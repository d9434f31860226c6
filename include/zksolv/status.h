/* One list of statuses generates the enum, the names (`reason` in --json and in vectors) and the texts.
 *
 * Three kinds that never mix:
 *   input      a file, policy, ledger or circuit is malformed or cannot be read
 *   rejected   an attestation, receipt or vector is readable and wrong: each check has its own reason
 *   (our own bugs are assertions and have no status)
 */
#ifndef ZKSOLV_STATUS_H
#define ZKSOLV_STATUS_H

#define ZKS_STATUS_LIST(X)                                                                                             \
    X(OK, "ok", "valid")                                                                                               \
    /* input */                                                                                                        \
    X(ERROR_MEMORY, "memory", "out of memory")                                                                         \
    X(ERROR_READ, "read", "a file cannot be opened or read")                                                           \
    X(ERROR_WRITE, "write", "a file cannot be written")                                                                \
    X(ERROR_EXISTS, "exists", "the output exists already and is never overwritten")                                    \
    X(ERROR_INPUT, "input", "malformed input")                                                                         \
    X(ERROR_CIRCUIT, "circuit-error", "the circuit does not compile")                                                  \
    X(ERROR_POLICY, "policy-error", "the policy does not fit its circuit")                                             \
    X(ERROR_REQUIREMENT, "requirement", "the ledger breaks a requirement")                                             \
    X(ERROR_PASSPHRASE, "passphrase", "wrong passphrase, or the secrets file is damaged")                              \
    X(ERROR_SECRETS, "secrets", "these secrets and this ledger did not make this attestation")                         \
    X(ERROR_INTERRUPTED, "interrupted", "interrupted")                                                                 \
    /* rejected: the attestation, in the order the verifier checks */                                                  \
    X(REJECT_STATEMENT_ENCODING, "statement-encoding", "statement.json is not canonical JSON")                         \
    X(REJECT_STATEMENT_SCHEMA, "statement-schema",                                                                     \
      "statement.json lacks a member, has a surplus one or one of a wrong type")                                       \
    X(REJECT_VERSION, "version", "the format version is not one this verifier knows")                                  \
    X(REJECT_GENERATORS, "generators", "the generator seed is not the one compiled into this verifier")                \
    X(REJECT_TIME, "time", "a time is not RFC 3339 in UTC")                                                            \
    X(REJECT_NUMBER, "number", "a public number is not a canonical decimal in its range")                              \
    X(REJECT_SHAPE, "shape", "rows or segment size out of range")                                                      \
    X(REJECT_CIRCUIT, "circuit", "the circuit text does not compile with these numbers")                               \
    X(REJECT_POLICY, "policy", "the public numbers break a policy check of the circuit")                               \
    X(REJECT_MATRIX_DIGEST, "matrix-digest", "a parameter's values have not the digest in the statement")              \
    X(REJECT_PRICE_ENCODING, "price-encoding", "a price note, or what the statement says of it, is malformed")         \
    X(REJECT_PRICE_SIGNATURE, "price-signature", "a price note is not signed by one of the oracles that are named")    \
    X(REJECT_PRICE_QUOTE, "price-quote", "a price note is in another currency than the quote currency")                \
    X(REJECT_PRICE_STALE, "price-stale", "a price note is too far from the snapshot")                                  \
    X(REJECT_PRICE_REPEATED, "price-repeated", "two price notes are of the same oracle")                               \
    X(REJECT_PRICE_MISSING, "price-missing", "too few oracles have a price that is said to be signed")                 \
    X(REJECT_PRICE_VALUE, "price-value", "a price is not the median of what the oracles signed")                       \
    X(REJECT_PRICE_UNTRUSTED, "price-untrusted", "prices are not signed by the oracles asked for")                     \
    X(REJECT_RESERVE_ENCODING, "reserve-encoding", "a reserve statement, or what is said of it, is malformed")         \
    X(REJECT_RESERVE_SIGNATURE, "reserve-signature",                                                                   \
      "a reserve statement is not signed by one of the custodians that are named")                                     \
    X(REJECT_RESERVE_HOLDER, "reserve-holder", "a reserve statement is about somebody else than the issuer")           \
    X(REJECT_RESERVE_STALE, "reserve-stale", "a reserve statement is too far from the snapshot")                       \
    X(REJECT_RESERVE_REPEATED, "reserve-repeated", "two reserve statements are about the same account")                \
    X(REJECT_RESERVE_MISSING, "reserve-missing", "a custodian's statement that is needed is missing")                  \
    X(REJECT_RESERVE_VALUE, "reserve-value", "reserves are not the sum of what the custodians signed")                 \
    X(REJECT_RESERVE_UNTRUSTED, "reserve-untrusted", "reserves are not signed by the custodians asked for")            \
    X(REJECT_ACCOUNTS_LENGTH, "accounts-length", "accounts.bin is not 32 bytes a row")                                 \
    X(REJECT_PROOF_LENGTH, "proof-length", "proof.bin has not the length the statement implies")                       \
    X(REJECT_ACCOUNTS_DIGEST, "accounts-digest", "accounts.bin has not the digest in the statement")                   \
    X(REJECT_PROOF_DIGEST, "proof-digest", "proof.bin has not the digest in the statement")                            \
    X(REJECT_ROOT, "root", "accounts.bin has not the Merkle root in the statement")                                    \
    X(REJECT_COMMITMENT, "commitment", "an account commitment is not a canonical point")                               \
    X(REJECT_POINT, "point", "a point of a proof is not canonical")                                                    \
    X(REJECT_SCALAR, "scalar", "a scalar of a proof is not canonical")                                                 \
    X(REJECT_CHALLENGE, "challenge", "a challenge has a forbidden value")                                              \
    X(REJECT_PRODUCT_FACTOR, "product-factor", "the product proof fails in its first equation")                        \
    X(REJECT_PRODUCT, "product", "the product proof fails in its second equation")                                     \
    X(REJECT_OPENING, "opening", "the opening fails: a value out of range, or a constraint that does not hold")        \
    /* rejected: what vouches for it, behind the statement (docs/signatures.md) */                                     \
    X(REJECT_SIGNATURE_MISSING, "signature-missing", "the attestation lacks a signature that is asked for")            \
    X(REJECT_SIGNATURE_ENCODING, "signature-encoding", "a file that signs the attestation is malformed")               \
    X(REJECT_SIGNATURE_INVALID, "signature-invalid", "a signature is not one of these bytes by its key")               \
    X(REJECT_SIGNATURE_UNTRUSTED, "signature-untrusted", "too few of the trusted keys or certificates have signed")    \
    X(REJECT_LOG_INCLUSION, "log-inclusion", "the statement is not in the log where it is said to be")                 \
    X(REJECT_LOG_CONSISTENCY, "log-consistency", "the log does not continue the one that was seen before")             \
    X(REJECT_TIMESTAMP_MISSING, "timestamp-missing", "the attestation lacks the timestamp that is asked for")          \
    X(REJECT_TIMESTAMP_ENCODING, "timestamp-encoding", "the timestamp is malformed")                                   \
    X(REJECT_TIMESTAMP_INVALID, "timestamp-invalid", "the timestamp is not one of this statement by a trusted clock")  \
    X(REJECT_AGE, "age", "the attestation is older than asked for, or from the future")                                \
    /* rejected: a receipt */                                                                                          \
    X(REJECT_RECEIPT_ENCODING, "receipt-encoding", "the receipt is not JSON")                                          \
    X(REJECT_RECEIPT_SCHEMA, "receipt-schema", "the receipt lacks a member, has a surplus one or one of a wrong type") \
    X(REJECT_RECEIPT_VERSION, "receipt-version", "the receipt's version is not one this verifier knows")               \
    X(REJECT_RECEIPT_STATEMENT, "receipt-statement", "the receipt belongs to another statement")                       \
    X(REJECT_RECEIPT_VALUE, "receipt-value", "a value of the receipt is not an amount of a column of the circuit")     \
    X(REJECT_RECEIPT_OPENING, "receipt-opening", "the receipt's values do not open its commitment")                    \
    X(REJECT_RECEIPT_PATH, "receipt-path", "the receipt's commitment is not under the statement's root at its index")  \
    /* rejected: a vector */                                                                                           \
    X(REJECT_VECTOR, "vector", "a vector gives another result than it names")

typedef enum {
#define ZKS_STATUS_ENUM(name, id, text) ZKS_##name,
    ZKS_STATUS_LIST(ZKS_STATUS_ENUM)
#undef ZKS_STATUS_ENUM
        ZKS_STATUS_COUNT
} zks_status;

#pragma GCC visibility push(default)
/* The stable name ("opening") and the sentence; never NULL. */
const char *zks_status_name(zks_status status);
const char *zks_status_text(zks_status status);
#pragma GCC visibility pop

/* Whether the status says that readable bytes were wrong. */
static inline int zks_status_is_rejection(zks_status status)
{
    return status >= ZKS_REJECT_STATEMENT_ENCODING && status < ZKS_STATUS_COUNT;
}

/* What went wrong, for people: filled beside a status that is not ZKS_OK. `detail` is one line of valid UTF-8 without
 * control characters, and never holds a secret; `segment` is -1 where it does not apply, the pool's is the number of
 * segments. */
typedef struct {
    char detail[512];
    long segment;
} zks_report;

#endif
