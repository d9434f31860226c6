#include "sample.h"

#include "attestation/folder.h"
#include "attestation/json.h"
#include "crypto/merkle.h"
#include "crypto/secret.h"
#include "zksolv/prove.h"
#include "zksolv/verify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static const char policy[] = "{\"circuit\": \"spot\", \"issuer\": \"Sample\", \"snapshot\": \"2026-08-20T00:00:00Z\","
                             " \"quote\": {\"name\": \"USD\", \"decimals\": 2}, \"params\": {\"coverage\": \"1\"},"
                             " \"indexes\": {\"asset\": ["
                             "{\"name\": \"BTC\", \"decimals\": 8, \"price\": \"60000.5\"},"
                             "{\"name\": \"ETH\", \"decimals\": 18, \"bytes\": 10, \"price\": \"2500\"}]}}";
static const char reserves[] = "asset,reserve\nBTC,100\nETH,1000\n";

static char directory[] = "/tmp/zksolv-test-XXXXXX";
static zks_folder original;
static char *receipt;
static size_t receipt_length;

const char *sample_path(const char *name)
{
    static char path[8][128];
    static unsigned next;
    char *out = path[next++ % 8];
    snprintf(out, sizeof path[0], "%s/%s", directory, name);
    return out;
}

void sample_write(const char *path, const void *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

static void write_ledger(const char *path)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fprintf(file, "account,asset,balance\n");
    for (int i = 0; i < SAMPLE_ROWS; i++)
        fprintf(file, "user-%d,BTC,0.%d\nuser-%d,ETH,%d.25\n", i, i + 1, i, 3 * i);
    assert_int_equal(fclose(file), 0);
}

static void attest(void)
{
    static const uint8_t seed[32] = {1, 2, 3};
    char ledger[128], secrets[128], folder[128];
    snprintf(ledger, sizeof ledger, "%s", sample_path("ledger.csv"));
    snprintf(secrets, sizeof secrets, "%s", sample_path("secrets"));
    snprintf(folder, sizeof folder, "%s", sample_path("original"));
    write_ledger(ledger);
    sample_write(sample_path("policy.json"), policy, sizeof policy - 1);
    sample_write(sample_path("reserves.csv"), reserves, sizeof reserves - 1);
    const zks_attest_options options = {
        .policy = sample_path("policy.json"),
        .ledger = {.count = 1, .paths = (const char *const[]){ledger}},
        .reserves = {.count = 1, .paths = (const char *const[]){sample_path("reserves.csv")}},
        .out = folder,
        .secrets = secrets,
        .threads = 1,
        .seed = seed,
        .created = "2026-08-21T00:00:00Z",
        .segment_rows = 4,
    };
    zks_attestation attestation;
    zks_report report = {0};
    zks_status status = zks_attest(&options, NULL, &attestation, &report);
    assert_string_equal(report.detail, "");
    assert_int_equal(status, ZKS_OK);
    zks_attestation_clear(&attestation);
    const zks_receipt_options of_one = {
        .secrets = secrets, .ledger = options.ledger, .attestation = folder, .account = "user-7", .threads = 1};
    assert_int_equal(zks_make_receipt(&of_one, &receipt, &receipt_length, &report), ZKS_OK);
}

static void read_original(void)
{
    zks_report report;
    int is_folder;
    const char *path = sample_path("original");
    assert_int_equal(zks_folder_read_statement(&original, path, &is_folder, &report), ZKS_OK);
    zks_stated stated = {0};
    assert_int_equal(zks_stated_read(&stated, original.statement, original.statement_length, &report), ZKS_OK);
    assert_int_equal(zks_stated_compile(&stated, &report), ZKS_OK);
    assert_int_equal(stated.segments.count, SAMPLE_SEGMENTS);
    assert_int_equal(
        zks_folder_read_files(&original, path, 32 * stated.segments.rows, 32 * stated.segments.words, &report), ZKS_OK);
    zks_stated_clear(&stated);
}

int sample_start(void **state)
{
    (void)state;
    assert_true(zks_crypto_start());
    assert_non_null(mkdtemp(directory));
    attest();
    read_original();
    assert_int_equal(mkdir(sample_path("copy"), 0700), 0);
    return 0;
}

int sample_end(void **state)
{
    (void)state;
    zks_folder_clear(&original);
    free(receipt);
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", directory);
    return system(command);
}

static void *duplicate(const void *bytes, size_t length)
{
    void *copied = malloc(length + 1);
    assert_non_null(copied);
    memcpy(copied, bytes, length);
    return copied;
}

copy copy_make(void)
{
    zks_report report;
    copy c = {
        .accounts = duplicate(original.accounts, original.accounts_length),
        .proof = duplicate(original.proof, original.proof_length),
        .accounts_length = original.accounts_length,
        .proof_length = original.proof_length,
    };
    assert_int_equal(zks_json_read(&c.statement, original.statement, original.statement_length,
                                   ZKS_REJECT_STATEMENT_ENCODING, &report),
                     ZKS_OK);
    return c;
}

void copy_free(copy *c)
{
    json_decref(c->statement);
    free(c->text);
    free(c->accounts);
    free(c->proof);
}

json_t *copy_claim(copy *c)
{
    return json_object_get(c->statement, "claim");
}

static json_t *hex(const uint8_t hash[32])
{
    char text[65];
    zks_hex_encode(text, hash, 32);
    return json_string(text);
}

void copy_fix_digests(copy *c)
{
    uint8_t digest[32];
    json_t *files = json_object_get(c->statement, "files");
    zks_sha256(digest, &(zks_bytes){c->accounts, c->accounts_length}, 1);
    json_object_set_new(files, "accounts.bin", hex(digest));
    zks_sha256(digest, &(zks_bytes){c->proof, c->proof_length}, 1);
    json_object_set_new(files, "proof.bin", hex(digest));
}

void copy_fix_root(copy *c)
{
    uint8_t root[32];
    zks_merkle_root(root, c->accounts, c->accounts_length / 32, 1);
    json_object_set_new(copy_claim(c), "root", hex(root));
}

static char *statement_text(const copy *c, size_t *length)
{
    if (c->text != NULL) {
        *length = c->text_length;
        return duplicate(c->text, c->text_length);
    }
    char *text = json_dumps(c->statement, JSON_COMPACT | JSON_SORT_KEYS);
    assert_non_null(text);
    *length = strlen(text) + 1;
    text[*length - 1] = '\n';
    return text;
}

const char *copy_write(const copy *c)
{
    size_t length;
    char *text = statement_text(c, &length);
    sample_write(sample_path("copy/statement.json"), text, length);
    sample_write(sample_path("copy/accounts.bin"), c->accounts, c->accounts_length);
    sample_write(sample_path("copy/proof.bin"), c->proof, c->proof_length);
    free(text);
    return sample_path("copy");
}

zks_stated copy_stated(const copy *c)
{
    size_t length;
    char *text = statement_text(c, &length);
    zks_report report;
    zks_stated stated = {0};
    assert_int_equal(zks_stated_read(&stated, text, length, &report), ZKS_OK);
    assert_int_equal(zks_stated_compile(&stated, &report), ZKS_OK);
    free(text);
    return stated;
}

zks_word *copy_word(copy *c, const zks_stated *stated, size_t table, size_t word)
{
    return (zks_word *)c->proof + zks_segments_first_word(&stated->segments, table) + word;
}

void assert_copy_gives(copy *c, zks_status status, long segment)
{
    zks_verification verification;
    zks_report report;
    zks_status got = zks_verify_attestation(copy_write(c), 2, NULL, &verification, &report);
    assert_string_equal(zks_status_name(got), zks_status_name(status));
    if (segment >= 0)
        assert_int_equal(report.segment, segment);
    zks_verification_clear(&verification);
    copy_free(c);
}

json_t *sample_receipt(void)
{
    json_t *parsed = json_loadb(receipt, receipt_length, 0, NULL);
    assert_non_null(parsed);
    return parsed;
}

const char *sample_write_receipt(const char *text, size_t length)
{
    const char *path = sample_path("receipt.json");
    sample_write(path, text, length);
    return path;
}
