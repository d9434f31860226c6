/* The AVX-512 IFMA backend: crypto/lanes/ over the eight lanes of this folder's field. */
#include "crypto/backend.h"
#include "crypto/ifma/field.h"
#include "crypto/ifma/pairs.h"

#include "crypto/lanes/bulk.h"
#include "crypto/lanes/combine.h"
#include "crypto/lanes/encoding.h"
#include "crypto/lanes/lists.h"

extern const zks_backend zks_ifma_backend;
const zks_backend zks_ifma_backend = {
    .name = "ifma",
    .decode_batch = lanes_decode_batch,
    .encode_batch = lanes_encode_batch,
    .encode_doubles_batch = lanes_encode_doubles_batch,
    .from_uniform_batch = lanes_from_uniform_batch,
    .niels_from_points = lanes_niels_from_points,
    .sum_lists_var = lanes_sum_lists_var,
    .weigh_var = lanes_weigh_var,
    .combine_var = lanes_combine_var,
    .pairs_sum = zks_ifma_pairs_sum,
    .pairs_bind = zks_ifma_pairs_bind,
    .straus_max = 40,
};
