/* Logs of statements: proofs of inclusion under signed checkpoints, and that one log continues another
 * (docs/signatures.md). */
#include "chapters.h"

#include "attestation/json.h"
#include "crypto/hash.h"
#include "signature/consistency.h"
#include "signature/log_proof.h"
#include "signers.h"

#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { ENTRIES = 7, ENTRY = 5 };

/* ---- keys and logs ------------------------------------------------------------------------------------------- */

/* Entry i is SHA-256(i as one byte). */
static zks_log log_of(size_t count)
{
    zks_log log = {book_array(count + 1, 32), count};
    for (size_t i = 0; i < count; i++) {
        uint8_t byte = (uint8_t)i;
        zks_sha256(log.entries + 32 * i, &(zks_bytes){&byte, 1}, 1);
    }
    return log;
}

/* The same with its first two entries exchanged. */
static zks_log other_log_of(size_t count)
{
    zks_log log = log_of(count);
    uint8_t kept[32];
    memcpy(kept, log.entries, 32);
    memcpy(log.entries, log.entries + 32, 32);
    memcpy(log.entries + 32, kept, 32);
    return log;
}

static char *proof_by(const zks_log *log, size_t entry, const zks_note_signer *signer)
{
    char *text;
    size_t length;
    zks_report report;
    MUST(zks_log_proof_make(&text, &length, log, entry, signer, &report) == ZKS_OK);
    return text;
}

/* With a further signature. */
static char *signed_by(const char *proof, const zks_note_signer *signer)
{
    char *text;
    size_t length;
    zks_report report;
    zks_log_proof parsed;
    MUST(zks_log_proof_parse(&parsed, proof, strlen(proof), &report) == ZKS_OK);
    MUST(zks_log_proof_sign(&text, &length, &parsed, signer, &report) == ZKS_OK);
    return text;
}

/* The text with the first `from` in it, which is there, another. malloc'd. */
static char *with(const char *text, const char *from, const char *to)
{
    const char *at = strstr(text, from);
    MUST(at != NULL);
    return book_path("%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
}

/* ---- proofs of inclusion ------------------------------------------------------------------------------------- */

typedef struct {
    zks_note_signer issuer, auditor;
    zks_log log;
    char *issuer_key, *auditor_key; /* as texts */
    char *proof, *cosigned, *by_auditor;
} specimens;

static specimens make_specimens(void)
{
    specimens s = {.issuer = signer_of("issuer.example/solvency"),
                   .auditor = signer_of("auditor.example"),
                   .log = log_of(ENTRIES)};
    s.issuer_key = signer_key("issuer.example/solvency");
    s.auditor_key = signer_key("auditor.example");
    s.proof = proof_by(&s.log, ENTRY, &s.issuer);
    s.cosigned = signed_by(s.proof, &s.auditor);
    s.by_auditor = proof_by(&s.log, ENTRY, &s.auditor);
    return s;
}

static void clear_specimens(specimens *s)
{
    zks_note_signer_clear(&s->issuer);
    zks_note_signer_clear(&s->auditor);
    zks_log_clear(&s->log);
    free(s->issuer_key);
    free(s->auditor_key);
    free(s->proof);
    free(s->cosigned);
    free(s->by_auditor);
}

static json_t *hex_of(const uint8_t digest[32])
{
    char hex[65];
    zks_hex_encode(hex, digest, 32);
    return json_string(hex);
}

/* `keys`: a list with NULL at its end. */
static void add_proof(json_t *cases, const specimens *s, size_t entry, const char *const *keys, int threshold,
                      const char *file, zks_status result)
{
    json_t *array = json_array();
    for (; *keys != NULL; keys++)
        MUST(json_array_append_new(array, json_string(*keys)) == 0);
    json_t *one = json_pack("{s:o, s:o, s:i, s:s, s:s}", "statement", hex_of(s->log.entries + 32 * entry), "keys",
                            array, "threshold", threshold, "file", file, "result", zks_status_name(result));
    MUST(one != NULL && json_array_append_new(cases, one) == 0);
}

static void add_changed(json_t *cases, const specimens *s, const char *const *keys, const char *from, const char *to,
                        zks_status result)
{
    char *file = with(s->proof, from, to);
    add_proof(cases, s, ENTRY, keys, 1, file, result);
    free(file);
}

static json_t *proof_cases(const specimens *s)
{
    const char *const issuer[] = {s->issuer_key, NULL}, *const auditor[] = {s->auditor_key, NULL},
                      *const both[] = {s->auditor_key, s->issuer_key, NULL},
                      *const twice[] = {s->issuer_key, s->issuer_key, NULL};
    json_t *cases = json_array();
    add_proof(cases, s, ENTRY, issuer, 1, s->proof, ZKS_OK);
    add_proof(cases, s, ENTRY, issuer, 1, s->cosigned, ZKS_OK);
    add_proof(cases, s, ENTRY, both, 2, s->cosigned, ZKS_OK);
    add_changed(cases, s, issuer, "\nindex", "\nextra AAAA\nindex", ZKS_OK);

    add_changed(cases, s, issuer, "@v1", "@v2", ZKS_REJECT_SIGNATURE_ENCODING);
    add_changed(cases, s, issuer, "index 5", "index 05", ZKS_REJECT_SIGNATURE_ENCODING);
    add_changed(cases, s, issuer, "\n7\n", "\n07\n", ZKS_REJECT_SIGNATURE_ENCODING);
    add_changed(cases, s, issuer, "\u2014 ", "- ", ZKS_REJECT_SIGNATURE_ENCODING);
    add_changed(cases, s, issuer, "\n\n", "\n", ZKS_REJECT_SIGNATURE_ENCODING);

    add_changed(cases, s, issuer, "\n7\n", "\n8\n", ZKS_REJECT_SIGNATURE_INVALID);

    add_proof(cases, s, ENTRY, auditor, 1, s->proof, ZKS_REJECT_SIGNATURE_UNTRUSTED);
    add_proof(cases, s, ENTRY, both, 2, s->proof, ZKS_REJECT_SIGNATURE_UNTRUSTED);
    add_proof(cases, s, ENTRY, twice, 2, s->proof, ZKS_REJECT_SIGNATURE_UNTRUSTED);
    add_proof(cases, s, ENTRY, auditor, 1, s->cosigned, ZKS_REJECT_SIGNATURE_UNTRUSTED);

    add_proof(cases, s, ENTRY - 1, issuer, 1, s->proof, ZKS_REJECT_LOG_INCLUSION);
    add_changed(cases, s, issuer, "index 5", "index 4", ZKS_REJECT_LOG_INCLUSION);
    add_changed(cases, s, issuer, "index 5", "index 7", ZKS_REJECT_LOG_INCLUSION);
    return cases;
}

/* ---- one log with another ------------------------------------------------------------------------------------ */

static json_t *checkpoint_of(const zks_log *log, size_t count)
{
    const zks_log first = {log->entries, count};
    zks_checkpoint checkpoint;
    char text[ZKS_CHECKPOINT_TEXT + 1];
    MUST(zks_log_checkpoint(&checkpoint, &first, "issuer.example/solvency"));
    zks_checkpoint_text(text, &checkpoint);
    return json_string(text);
}

static char *text_of(const zks_log *log)
{
    char *text = book_array(65 * log->count + 1, 1);
    for (size_t i = 0; i < log->count; i++) {
        zks_hex_encode(text + 65 * i, log->entries + 32 * i, 32);
        text[65 * i + 64] = '\n';
    }
    return text;
}

/* `file` NULL: that of the log found. */
typedef struct {
    const zks_log *seen;
    size_t seen_size;
    const zks_log *found;
    size_t found_size;
    const char *file;
    const zks_log *entries; /* NULL: not at hand */
    zks_status result;
} continuation;

static json_t *continuation_case(const continuation *c)
{
    const zks_log found = {c->found->entries, c->found_size};
    size_t length;
    char *file = c->file != NULL ? strdup(c->file) : zks_consistency_text(&found, &length);
    char *entries = c->entries != NULL ? text_of(c->entries) : strdup("");
    json_t *one = json_pack("{s:o, s:o, s:s, s:s, s:s}", "seen", checkpoint_of(c->seen, c->seen_size), "found",
                            checkpoint_of(c->found, c->found_size), "file", file, "log", entries, "result",
                            zks_status_name(c->result));
    MUST(one != NULL);
    free(file);
    free(entries);
    return one;
}

static json_t *continuation_cases(void)
{
    const zks_status rejected = ZKS_REJECT_LOG_CONSISTENCY;
    zks_log log = log_of(ENTRIES), other = other_log_of(ENTRIES);
    const continuation cases[] = {
        {&log, 1, &log, 7, NULL, NULL, ZKS_OK},
        {&log, 3, &log, 7, NULL, NULL, ZKS_OK},
        {&log, 4, &log, 7, NULL, NULL, ZKS_OK},
        {&log, 6, &log, 7, NULL, NULL, ZKS_OK},
        {&log, 7, &log, 7, "", NULL, ZKS_OK},
        {&log, 3, &log, 7, "", &log, ZKS_OK},
        {&log, 7, &log, 3, "", &log, ZKS_OK},
        {&log, 7, &other, 7, NULL, NULL, rejected},
        {&log, 3, &other, 7, NULL, NULL, rejected},
        {&log, 3, &log, 7, "", NULL, rejected},
        {&log, 7, &log, 3, NULL, NULL, rejected},
        {&log, 3, &other, 7, NULL, &log, rejected},
        {&log, 3, &other, 7, NULL, &other, rejected},
        {&log, 3, &log, 7, "zksolv/1 consistency\nfrom 3\n", NULL, rejected},
        {&log, 3, &log, 7, "zksolv/1 consistency\nfrom 03\n", NULL, ZKS_REJECT_SIGNATURE_ENCODING},
        {&log, 3, &log, 7, "zksolv/1 consistency\nfrom 3\n\nfrom 3\n", NULL, ZKS_REJECT_SIGNATURE_ENCODING},
        {&log, 3, &log, 7, "zksolv/1 consistency\nfrom 3\nAAAA\n", NULL, ZKS_REJECT_SIGNATURE_ENCODING},
    };
    json_t *array = json_array();
    for (size_t i = 0; i < COUNT(cases); i++)
        MUST(json_array_append_new(array, continuation_case(&cases[i])) == 0);
    zks_log_clear(&log);
    zks_log_clear(&other);
    return array;
}

void chapter_logs(book *b)
{
    specimens s = make_specimens();
    book_write_primitives(
        b, &(book_entry){"log-proof", ZKS_OK, -1, "proofs of inclusion in a log, sound and each with one fault"},
        "log-proof", json_pack("{s:o}", "cases", proof_cases(&s)));
    clear_specimens(&s);
    book_write_primitives(
        b, &(book_entry){"log-consistency", ZKS_OK, -1, "logs that continue one seen before, and logs that do not"},
        "log-consistency", json_pack("{s:o}", "cases", continuation_cases()));
}
