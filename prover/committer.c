#include "prover/committer.h"

#include "crypto/hash.h"
#include "crypto/secret.h"

#include <stdlib.h>

struct zks_committer {
    size_t columns;
    zks_fixed_base **column; /* NULL where nobody has anything */
    unsigned *width;
    zks_fixed_base *id, *h;
};

static zks_fixed_base *halved_table(const zks_niels *generator, size_t bytes)
{
    zks_scalar half;
    zks_point point;
    zks_scalar_half(&half, &zks_scalar_one);
    zks_point_from_niels(&point, generator);
    zks_point_mul_var(&point, &half, &point);
    return zks_fixed_base_new(&point, bytes);
}

zks_committer *zks_committer_new(const zks_generators *generators, const zks_table *account, const bool *used,
                                 int threads)
{
    zks_committer *c = calloc(1, sizeof *c);
    if (c == NULL)
        return NULL;
    c->columns = account->committed_count;
    c->column = calloc(c->columns + 1, sizeof(zks_fixed_base *));
    c->width = calloc(c->columns + 1, sizeof *c->width);
    c->id = halved_table(&generators->id, ZKS_SCALAR_BYTES);
    c->h = halved_table(&generators->h, ZKS_SCALAR_BYTES);
    bool made = c->column != NULL && c->width != NULL && c->id != NULL && c->h != NULL;
    if (made) {
#pragma omp parallel for schedule(dynamic) num_threads(threads) reduction(&& : made)
        for (size_t a = 0; a < c->columns; a++)
            if (used[a]) {
                c->width[a] = account->columns[a].width;
                c->column[a] = halved_table(&generators->a[a], c->width[a]);
                made = c->column[a] != NULL && made;
            }
    }
    if (!made) {
        zks_committer_free(c);
        return NULL;
    }
    return c;
}

void zks_committer_free(zks_committer *c)
{
    if (c == NULL)
        return;
    for (size_t a = 0; c->column != NULL && a < c->columns; a++)
        zks_fixed_base_free(c->column[a]);
    free(c->column);
    free(c->width);
    zks_fixed_base_free(c->id);
    zks_fixed_base_free(c->h);
    free(c);
}

/* Each is a sum of at most ZKS_SCALAR_BYTES points. */
size_t zks_commit_list_most(size_t count)
{
    return (count + 2) * ZKS_SCALAR_BYTES;
}

size_t zks_commit_half_list(const zks_committer *c, const zks_value *values, size_t count, const zks_scalar *id,
                            const zks_scalar *blinding, zks_summand *list)
{
    size_t length = 0;
    for (size_t i = 0; i < count; i++) {
        uint8_t bytes[32];
        for (size_t k = 0; k < 4; k++)
            zks_store_u64(bytes + 8 * k, values[i].limb[k]);
        length += zks_fixed_base_list_bytes_var(list + length, c->column[values[i].column], bytes,
                                                c->width[values[i].column]);
    }
    length += zks_fixed_base_list_var(list + length, c->id, id);
    return length + zks_fixed_base_list_var(list + length, c->h, blinding);
}

void zks_commit_half(const zks_committer *c, const zks_value *values, size_t count, const zks_scalar *id,
                     const zks_scalar *blinding, zks_point *out)
{
    uint8_t bytes[32];
    *out = zks_point_identity;
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < 4; k++)
            zks_store_u64(bytes + 8 * k, values[i].limb[k]);
        zks_fixed_base_add_bytes_var(out, c->column[values[i].column], bytes, c->width[values[i].column]);
    }
    zks_wipe(bytes, sizeof bytes);
    zks_fixed_base_add_var(out, c->id, id);
    zks_fixed_base_add_var(out, c->h, blinding);
}
