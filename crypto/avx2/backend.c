/* The AVX2 backend: crypto/lanes/ over the four lanes of this folder's field; scalars as in portable code. */
#include "crypto/backend.h"
#include "crypto/avx2/field.h"

#include "crypto/lanes/bulk.h"
#include "crypto/lanes/combine.h"
#include "crypto/lanes/encoding.h"
#include "crypto/lanes/lists.h"
#include "crypto/portable/pairs.h"

extern const zks_backend zks_avx2_backend;
const zks_backend zks_avx2_backend = {
    .name = "avx2",
    .decode_batch = lanes_decode_batch,
    .encode_batch = lanes_encode_batch,
    .encode_doubles_batch = lanes_encode_doubles_batch,
    .from_uniform_batch = lanes_from_uniform_batch,
    .niels_from_points = lanes_niels_from_points,
    .sum_lists_var = lanes_sum_lists_var,
    .weigh_var = lanes_weigh_var,
    .combine_var = lanes_combine_var,
    .pairs_sum = zks_portable_pairs_sum,
    .pairs_bind = zks_portable_pairs_bind,
    .straus_max = 80,
};
