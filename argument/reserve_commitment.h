/* The commitment of a custodian to an amount (docs/protocol.md, sections 1 and 2):  X = amount R + r H. It hides the
 * amount and binds to it; sums of commitments are commitments to the sums of amounts, with the sums of blindings.
 */
#ifndef ZKS_ARGUMENT_RESERVE_COMMITMENT_H
#define ZKS_ARGUMENT_RESERVE_COMMITMENT_H

#include "argument/shape.h"
#include "crypto/scalar.h"

#define ZKS_AMOUNT_BYTES 16

/* The encoding of X; the amount is little-endian. Constant-time in amount and blinding. With a blinding of zero this is
 * the summand of an amount that everybody knows. */
void zks_reserve_commit(zks_word out, const uint8_t amount[ZKS_AMOUNT_BYTES], const zks_scalar *blinding);

#endif
