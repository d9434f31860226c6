/* What is derived from the seed: against values computed with another implementation of BLAKE2b and SHA-512 (Python's
 * hashlib), and how every input counts. */
#include "fixture.h"

#include "prover/derivation.h"
#include "tests/crypto/hex.h"

static const char claim[] = "{\"rows\":3}";
static const zks_value values[] = {{0, {5}}, {7, {9, 1}}, {300, {UINT64_MAX, UINT64_MAX}}};

static zks_derivation start(const uint8_t seed[ZKS_SEED_BYTES], const char *claim_text)
{
    zks_derivation d;
    assert_true(zks_derivation_start(&d, seed, claim_text, strlen(claim_text)));
    return d;
}

static zks_derivation usual(const char *claim_text)
{
    uint8_t seed[ZKS_SEED_BYTES];
    for (size_t i = 0; i < sizeof seed; i++)
        seed[i] = (uint8_t)i;
    return start(seed, claim_text);
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
    zks_derivation d = usual(claim);
    zks_value many[40];
    zks_scalar scalar, blinding;
    uint8_t key[32];
    zks_id_scalar(&scalar, text("alice"));
    assert_scalar(&scalar, "78d0f793987f43df3c79e0b75a066d61ef35e158b06220a198288f58952d5600");
    zks_derive_blinding(&d, text("alice"), values, 3, &blinding);
    assert_scalar(&blinding, "be2cb31804df6d76213ee9cb7eef5e57ca7d1565bde0af79375a0b080b59d502");
    zks_derive_blinding(&d, text("alice"), NULL, 0, &blinding);
    assert_scalar(&blinding, "abc724706d2868e3b78f2a3dbeed6537b4ce0224da4137e5d32dd87626841a0e");
    for (size_t i = 0; i < 40; i++)
        many[i] = (zks_value){(uint32_t)i, {i * i}};
    zks_derive_blinding(&d, text("alice"), many, 40, &blinding);
    assert_scalar(&blinding, "3d7fd3aee391fff99bb6a5a0328c95b5612e7cd045a105cb1bb5bf876bd24609");
    zks_derive_order(&d, text("alice"), key);
    assert_hex(key, 32, "f86392b191dc24e388cbef9043981eaf73a7018e72e2bd7f3eb5db65d9f5c365");
    zks_derive_padding(&d, 258, &scalar, &blinding);
    assert_scalar(&scalar, "cdb35571185d4beeb31614e5becc628df99608e62cc87e11d2748285ef7eb80c");
    assert_scalar(&blinding, "0bea548a9c7324070b50e678fae0f935c0e70a67f487e793c68c854e4189e808");
    zks_derive_padding_order(&d, 258, key);
    assert_hex(key, 32, "b04435a6d5129d58d797297a7e6ad64cfb7393b2f178d043b8571d8e68210d08");
    zks_derive_receipt_name(&d, text("alice"), key);
    assert_hex(key, ZKS_RECEIPT_NAME_BYTES, "061f85a912d481206c583a878a166f1b");
    zks_derivation_clear(&d);
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
    for (size_t bit = 0; bit < 8 * ZKS_SEED_BYTES; bit++) {
        uint8_t seed[ZKS_SEED_BYTES] = {0};
        seed[bit / 8] = (uint8_t)(1 << bit % 8);
        zks_derivation d = start(seed, claim);
        add_blinding(&o, &d, "alice", values, 3);
        zks_derivation_clear(&d);
    }
}

/* A seed that is used again, as it must not be, hides nothing else under a blinding it gave before. */
static void claim_id_and_values_count(void **state)
{
    (void)state;
    outputs o = {.count = 0};
    zks_derivation d = usual(claim), other = usual("{\"rows\":4}");
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
    zks_derivation_clear(&d);
    zks_derivation_clear(&other);
}

/* Where the id ends, its values begin: neither takes the other's bytes for its own. */
static void id_and_values_are_apart(void **state)
{
    (void)state;
    outputs o = {.count = 0};
    zks_derivation d = usual(claim);
    const zks_value low = {0x6f626f62, {0}}; /* "bobo" */
    char id[1 + 36] = "x";
    memcpy(id + 1, "bobo", 4);
    zks_scalar blinding;
    zks_derive_blinding(&d, (zks_bytes){id, 1}, &low, 1, &blinding);
    add_scalar(&o, &blinding);
    zks_derive_blinding(&d, (zks_bytes){id, 1 + 36}, NULL, 0, &blinding);
    add_scalar(&o, &blinding);
    zks_derivation_clear(&d);
}

static void padding_and_order_depend_on_seed_claim_and_subject(void **state)
{
    (void)state;
    outputs o = {.count = 0};
    uint8_t seed[ZKS_SEED_BYTES] = {1}, key[32];
    zks_derivation d[] = {usual(claim), usual("{\"rows\":4}"), start(seed, claim)};
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
        zks_derivation_clear(&d[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_another_implementation),
        cmocka_unit_test(every_bit_of_the_seed_counts),
        cmocka_unit_test(claim_id_and_values_count),
        cmocka_unit_test(id_and_values_are_apart),
        cmocka_unit_test(padding_and_order_depend_on_seed_claim_and_subject),
    };
    return zks_crypto_start() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
