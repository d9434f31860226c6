#include "prover/derivation.h"

#include <sodium.h>

typedef enum {
    ACCOUNT_BLINDING,
    ACCOUNT_ORDER,
    PADDING_ID,
    PADDING_BLINDING,
    PADDING_ORDER,
    RECEIPT_NAME,
    PURPOSES
} purpose;

static const char *const purpose_name[PURPOSES] = {
    [ACCOUNT_BLINDING] = "account blinding", [ACCOUNT_ORDER] = "account order", [PADDING_ID] = "padding id",
    [PADDING_BLINDING] = "padding blinding", [PADDING_ORDER] = "padding order", [RECEIPT_NAME] = "receipt name",
};

enum { KEY_BYTES = 64, VALUE_BYTES = 36, VALUES_AT_ONCE = 16 };

struct zks_derivation_keys {
    uint8_t of[PURPOSES][KEY_BYTES];
};

bool zks_derivation_start(zks_derivation *d, const uint8_t seed[ZKS_SEED_BYTES], const void *claim_without_root,
                          size_t length)
{
    d->keys = zks_secret_new(sizeof *d->keys);
    for (purpose p = 0; d->keys != NULL && p < PURPOSES; p++)
        zks_prf(d->keys->of[p], seed, purpose_name[p], &(zks_bytes){claim_without_root, length}, 1);
    return d->keys != NULL;
}

void zks_derivation_clear(zks_derivation *d)
{
    zks_secret_free(d->keys);
    d->keys = NULL;
}

/* libsodium's calls fail only for key and output lengths out of range, and these are constant. */
static void begin(crypto_generichash_state *state, const zks_derivation *d, purpose p, size_t length)
{
    crypto_generichash_init(state, d->keys->of[p], KEY_BYTES, length);
}

static void end(crypto_generichash_state *state, uint8_t *out, size_t length)
{
    crypto_generichash_final(state, out, length);
    zks_wipe(state, sizeof *state);
}

static void end_scalar(crypto_generichash_state *state, zks_scalar *out)
{
    uint8_t wide[64];
    end(state, wide, sizeof wide);
    zks_scalar_from_wide(out, wide);
    zks_wipe(wide, sizeof wide);
}

static void append_u64(crypto_generichash_state *state, uint64_t x)
{
    uint8_t bytes[8];
    zks_store_u64(bytes, x);
    crypto_generichash_update(state, bytes, sizeof bytes);
}

static void store_value(uint8_t bytes[VALUE_BYTES], const zks_value *value)
{
    for (size_t k = 0; k < 4; k++) {
        bytes[k] = (uint8_t)(value->column >> 8 * k);
        zks_store_u64(bytes + 4 + 8 * k, value->limb[k]);
    }
}

static void append_values(crypto_generichash_state *state, const zks_value *values, size_t count)
{
    uint8_t bytes[VALUES_AT_ONCE][VALUE_BYTES];
    for (size_t done = 0, several; done < count; done += several) {
        several = count - done < VALUES_AT_ONCE ? count - done : VALUES_AT_ONCE;
        for (size_t i = 0; i < several; i++)
            store_value(bytes[i], &values[done + i]);
        crypto_generichash_update(state, bytes[0], several * VALUE_BYTES);
    }
    zks_wipe(bytes, sizeof bytes);
}

void zks_derive_blinding(const zks_derivation *d, zks_bytes id, const zks_value *values, size_t count, zks_scalar *out)
{
    crypto_generichash_state state;
    begin(&state, d, ACCOUNT_BLINDING, 64);
    append_u64(&state, id.length);
    crypto_generichash_update(&state, id.data, id.length);
    append_values(&state, values, count);
    end_scalar(&state, out);
}

void zks_derive_order(const zks_derivation *d, zks_bytes id, uint8_t key[32])
{
    crypto_generichash_state state;
    begin(&state, d, ACCOUNT_ORDER, 32);
    crypto_generichash_update(&state, id.data, id.length);
    end(&state, key, 32);
}

void zks_derive_receipt_name(const zks_derivation *d, zks_bytes id, uint8_t name[ZKS_RECEIPT_NAME_BYTES])
{
    crypto_generichash_state state;
    begin(&state, d, RECEIPT_NAME, ZKS_RECEIPT_NAME_BYTES);
    crypto_generichash_update(&state, id.data, id.length);
    end(&state, name, ZKS_RECEIPT_NAME_BYTES);
}

static void derive_number(const zks_derivation *d, purpose p, uint64_t number, zks_scalar *out)
{
    crypto_generichash_state state;
    begin(&state, d, p, 64);
    append_u64(&state, number);
    end_scalar(&state, out);
}

void zks_derive_padding(const zks_derivation *d, uint64_t number, zks_scalar *id, zks_scalar *blinding)
{
    derive_number(d, PADDING_ID, number, id);
    derive_number(d, PADDING_BLINDING, number, blinding);
}

void zks_derive_padding_order(const zks_derivation *d, uint64_t number, uint8_t key[32])
{
    crypto_generichash_state state;
    begin(&state, d, PADDING_ORDER, 32);
    append_u64(&state, number);
    end(&state, key, 32);
}
