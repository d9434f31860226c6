/* The constants of RFC 9496, section 4.1, that only the one-way map needs. */
#ifndef ZKS_CRYPTO_PORTABLE_MAP_CONSTANTS_H
#define ZKS_CRYPTO_PORTABLE_MAP_CONSTANTS_H

#include "crypto/field.h"

static const zks_field map_sqrt_ad_minus_one = {
    {0x7f6a0497b2e1b, 0x1836f0a97afd2, 0x7d747f6be7638, 0x456079e7e6498, 0x376931bf2b834}};
static const zks_field map_one_minus_d_sq = {
    {0x409c1945fc176, 0x719abc6a1fc4f, 0x1c37f90b20684, 0x06bccca55eedf, 0x029072a8b2b3e}};
static const zks_field map_d_minus_one_sq = {
    {0x55aaa44ed4d20, 0x59603c3332635, 0x26d3baf4a7928, 0x120a66e6997a9, 0x5968b37af66c2}};

#endif
