#include "crypto/transcript.h"

#include <string.h>

/* The first byte of every hash after the start, so that no two kinds of step ever hash the same string. */
enum { TAG_ABSORB = 0x00, TAG_ADVANCE = 0x01, TAG_VALUE = 0x02 };

#ifdef ZKS_TEST_HOOKS
void (*zks_transcript_hook)(const char *label, zks_scalar *challenge) = NULL;
#endif

static void append_u64(zks_sha512_steps *steps, uint64_t x)
{
    uint8_t bytes[8];
    zks_store_u64(bytes, x);
    zks_sha512_append(steps, bytes, sizeof bytes);
}

static void append_item(zks_sha512_steps *steps, const void *data, size_t length)
{
    append_u64(steps, length);
    zks_sha512_append(steps, data, length);
}

static zks_sha512_steps *begin(const zks_transcript *t, uint8_t tag)
{
    zks_sha512_steps *steps = zks_sha512_begin();
    zks_sha512_append(steps, &tag, 1);
    zks_sha512_append(steps, t->state, sizeof t->state);
    return steps;
}

static zks_sha512_steps *begin_absorb(const zks_transcript *t, const char *label, size_t count)
{
    zks_sha512_steps *steps = begin(t, TAG_ABSORB);
    append_item(steps, label, strlen(label));
    append_u64(steps, count);
    return steps;
}

void zks_transcript_start(zks_transcript *t)
{
    static const char domain[] = "zksolv/1 transcript";
    zks_sha512(t->state, &(zks_bytes){domain, sizeof domain - 1}, 1);
}

void zks_transcript_absorb(zks_transcript *t, const char *label, const zks_bytes *items, size_t count)
{
    zks_sha512_steps *steps = begin_absorb(t, label, count);
    for (size_t i = 0; i < count; i++)
        append_item(steps, items[i].data, items[i].length);
    zks_sha512_end(steps, t->state);
}

/* Words and their lengths are interleaved in a small buffer: two calls into OpenSSL for each word would cost more than
 * hashing it. */
void zks_transcript_absorb_words(zks_transcript *t, const char *label, const uint8_t *words, size_t count)
{
    enum { WORD = 32, ITEM = 8 + WORD, BATCH = 64 };
    uint8_t items[BATCH][ITEM];
    for (size_t i = 0; i < BATCH; i++)
        zks_store_u64(items[i], WORD);

    zks_sha512_steps *steps = begin_absorb(t, label, count);
    for (size_t done = 0; done < count; done += BATCH) {
        size_t batch = count - done < BATCH ? count - done : BATCH;
        for (size_t i = 0; i < batch; i++)
            memcpy(items[i] + 8, words + WORD * (done + i), WORD);
        zks_sha512_append(steps, items, ITEM * batch);
    }
    zks_sha512_end(steps, t->state);
}

void zks_transcript_challenge(zks_transcript *t, const char *label, zks_scalar *out)
{
    zks_sha512_steps *steps = begin(t, TAG_ADVANCE);
    append_item(steps, label, strlen(label));
    zks_sha512_end(steps, t->state);

    uint8_t value[64];
    zks_sha512_end(begin(t, TAG_VALUE), value);
    zks_scalar_from_wide(out, value);
#ifdef ZKS_TEST_HOOKS
    if (zks_transcript_hook != NULL)
        zks_transcript_hook(label, out);
#endif
}
