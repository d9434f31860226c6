/* The table of the portable backend. */
#include "crypto/portable/kernels.h"
#include "crypto/portable/pairs.h"

extern const zks_backend zks_portable_backend;
const zks_backend zks_portable_backend = {
    .name = "portable",
    .decode_batch = zks_portable_decode_batch,
    .encode_batch = zks_portable_encode_batch,
    .encode_doubles_batch = zks_portable_encode_doubles_batch,
    .from_uniform_batch = zks_portable_from_uniform_batch,
    .niels_from_points = zks_portable_niels_from_points,
    .sum_lists_var = zks_portable_sum_lists_var,
    .weigh_var = zks_portable_weigh_var,
    .combine_var = zks_portable_combine_var,
    .pairs_sum = zks_portable_pairs_sum,
    .pairs_bind = zks_portable_pairs_bind,
    .straus_max = 160,
};
