/* What is derived from the seed: against values computed with another implementation of BLAKE2b and SHA-512, and how
 * every input counts. */
#include "fixture.h"

#include "prover/derivation.h"
#include "tests/crypto/hex.h"

static const char claim[] = "{\"rows\":3}";
static const zks_value values[] = {{0, {5}}, {7, {9, 1}}, {300, {UINT64_MAX, UINT64_MAX}}};

static zks_derivation start(const uint8_t seed[ZKS_SEED_BYTES], const char *claim_text)
{
    zks_derivation d;
    zks_derivation_start(&d, seed, claim_text, strlen(claim_text));
    return d;
}

static zks_derivation usual(void)
{
    static uint8_t seed[ZKS_SEED_BYTES];
    for (size_t i = 0; i < sizeof seed; i++)
        seed[i] = (uint8_t)i;
    return start(seed, claim);
}

static zks_bytes text(const char *id)
{
    return (zks_bytes){id, strlen(id)};
}

static void assert_scalar(const zks_scalar *scalar, const char *hex)
{
    uint8_t bytes[32];
    zks_scalar_encode(bytes, scalar);
    assert_hex(bytes, 32, hex);
}

static void agrees_with_another_implementation(void **state)
{
    (void)state;
    zks_derivation d = usual();
    zks_scalar scalar, blinding;
    uint8_t key[32];
    zks_id_scalar(&scalar, text("alice"));
    assert_scalar(&scalar, "78d0f793987f43df3c79e0b75a066d61ef35e158b06220a198288f58952d5600");
    zks_derive_blinding(&d, text("alice"), values, 3, &blinding);
    assert_scalar(&blinding, "b995abfe0d66fa936282798866e988008fddce0d4a1aebe74d66c89395c69505");
    zks_derive_blinding(&d, text("alice"), NULL, 0, &blinding);
    assert_scalar(&blinding, "a40172c0675b42ba7ce92c81772ca8836ad5b79f996ecfbc26ea82bd1e8ad706");
    zks_derive_order(&d, text("alice"), key);
    assert_hex(key, 32, "c5553a16b9143db1ba7ddd084ac2ae82b4ff2f3d59e6ebfb09f1b8fffcb5779c");
    zks_derive_padding(&d, 258, &scalar, &blinding);
    assert_scalar(&scalar, "7c7b76f67610e4fd9e08baa628fb094b35e991203a507260cc5ef94253a29b00");
    assert_scalar(&blinding, "7fe90383102e89699d59a0a50c569497763bdc81d093b92e7857495372dc750e");
    zks_derive_padding_order(&d, 258, key);
    assert_hex(key, 32, "280b921fc4a600a7962532706599fa04b3028b2b65928fd84b0ece9c3eee3279");
}

/* Collects 32-byte outputs that must all differ. */
typedef struct {
    uint8_t seen[512][32];
    size_t count;
} outputs;

static void add_bytes(outputs *o, const uint8_t bytes[32])
{
    assert_true(o->count < sizeof o->seen / sizeof *o->seen);
    for (size_t i = 0; i < o->count; i++)
        assert_memory_not_equal(o->seen[i], bytes, 32);
    memcpy(o->seen[o->count++], bytes, 32);
}

static void add_scalar(outputs *o, const zks_scalar *scalar)
{
    uint8_t bytes[32];
    zks_scalar_encode(bytes, scalar);
    add_bytes(o, bytes);
}

static void add_blinding(outputs *o, const zks_derivation *d, const char *id, const zks_value *held, size_t count)
{
    zks_scalar blinding;
    zks_derive_blinding(d, text(id), held, count, &blinding);
    add_scalar(o, &blinding);
}

static void every_bit_of_the_seed_counts(void **state)
{
    (void)state;
    outputs o = {.count = 0};
    uint8_t seed[ZKS_SEED_BYTES] = {0};
    zks_derivation d = start(seed, claim);
    add_blinding(&o, &d, "alice", values, 3);
    for (size_t bit = 0; bit < 8 * sizeof seed; bit++) {
        seed[bit / 8] ^= (uint8_t)(1 << bit % 8);
        add_blinding(&o, &d, "alice", values, 3);
        seed[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
}

/* A seed that is used again, as it must not be, hides nothing else under a blinding it gave before. */
static void claim_id_and_values_count(void **state)
{
    (void)state;
    outputs o = {.count = 0};
    zks_derivation d = usual(), other = start(d.seed, "{\"rows\":4}");
    add_blinding(&o, &d, "alice", values, 3);
    add_blinding(&o, &d, "alice", values, 2);
    add_blinding(&o, &d, "alice", values + 1, 2);
    add_blinding(&o, &d, "alice", NULL, 0);
    add_blinding(&o, &d, "alicf", values, 3);
    add_blinding(&o, &d, "alic", values, 3);
    add_blinding(&o, &other, "alice", values, 3);
    for (size_t i = 0; i < 3; i++) {
        zks_value changed[3];
        memcpy(changed, values, sizeof values);
        changed[i].column ^= 1u << 8 * i;
        add_blinding(&o, &d, "alice", changed, 3);
        changed[i] = values[i];
        for (size_t k = 0; k < 4; k++) {
            changed[i].limb[k] ^= 1;
            add_blinding(&o, &d, "alice", changed, 3);
            changed[i] = values[i];
        }
    }
}

static void padding_and_order_depend_on_seed_claim_and_subject(void **state)
{
    (void)state;
    outputs o = {.count = 0};
    uint8_t seed[ZKS_SEED_BYTES] = {1}, key[32];
    zks_derivation d[] = {usual(), start(usual().seed, "{\"rows\":4}"), start(seed, claim)};
    for (size_t i = 0; i < 3; i++) {
        for (uint64_t number = 0; number < 3; number++) {
            zks_scalar id, blinding;
            zks_derive_padding(&d[i], number << 32, &id, &blinding);
            add_scalar(&o, &id);
            add_scalar(&o, &blinding);
            zks_derive_padding_order(&d[i], number << 32, key);
            add_bytes(&o, key);
        }
        zks_derive_order(&d[i], text("alice"), key);
        add_bytes(&o, key);
        zks_derive_order(&d[i], text("bob"), key);
        add_bytes(&o, key);
        /* An account whose id is the bytes of a padding account's number. */
        zks_derive_order(&d[i], (zks_bytes){(const uint8_t[8]){0}, 8}, key);
        add_bytes(&o, key);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_another_implementation),
        cmocka_unit_test(every_bit_of_the_seed_counts),
        cmocka_unit_test(claim_id_and_values_count),
        cmocka_unit_test(padding_and_order_depend_on_seed_claim_and_subject),
    };
    return zks_crypto_start() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
