#include "verifier/prices_output.h"

#include "cli/output.h"
#include "cli/plain.h"
#include "cli/style.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { SHOWN = 10 }; /* members that are declared */

/* Whoever reads the verdict alone has to know that it is not of all members. */
static void print_exceptions(const zks_verification *v)
{
    size_t declared = 0;
    for (size_t i = 0; i < v->feed_count; i++)
        declared += v->feeds[i].declared_count;
    if (declared > 0)
        printf(" (%zu of them %s the issuer's word)", declared, declared == 1 ? "is" : "are");
}

void zks_prices_print_verdict(const zks_verification *v)
{
    static const struct {
        const char *name, *verdict;
        zks_cli_style style;
        const char *rest;
    } verdicts[] = {{"declared", "prices: declared", ZKS_STYLE_BAD, ": they are the issuer's word"},
                    {"signed", "prices: signed", ZKS_STYLE_BAD, ": with keys that the issuer names (see --oracle)"},
                    {"trusted", "prices: trusted", ZKS_STYLE_GOOD, ""}};
    for (size_t i = 0; i < sizeof verdicts / sizeof *verdicts; i++)
        if (strcmp(verdicts[i].name, v->prices) == 0) {
            zks_cli_put_styled(stdout, verdicts[i].style, verdicts[i].verdict);
            printf("%s", verdicts[i].rest);
            print_exceptions(v);
            putchar('\n');
        }
}

static void print_note(const zks_verified_note *note)
{
    printf("  %-10s  ", "");
    zks_cli_put_line(stdout, note->oracle == NULL ? "nobody named" : note->oracle);
    if (note->source == NULL) {
        printf(": not a price note\n");
        return;
    }
    printf(", %s, %zu price%s from ", note->time, note->prices, note->prices == 1 ? "" : "s");
    zks_cli_put_line(stdout, note->source);
    putchar('\n');
}

static void print_declared(const zks_verified_feed *feed)
{
    if (feed->declared_count == 0)
        return;
    printf("  %-10s  declared by the issuer: ", "");
    for (size_t i = 0; i < feed->declared_count && i < SHOWN; i++) {
        printf("%s", i == 0 ? "" : ", ");
        zks_cli_put_line(stdout, feed->declared[i]);
    }
    if (feed->declared_count > SHOWN)
        printf(" and %zu more", feed->declared_count - SHOWN);
    putchar('\n');
}

void zks_feeds_print(const zks_verified_feed *feeds, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const zks_verified_feed *feed = &feeds[i];
        printf("  %-10s", "prices");
        zks_cli_put_line(stdout, feed->index);
        putchar('.');
        zks_cli_put_line(stdout, feed->field);
        printf(": medians of at least %" PRIu64 " of %zu oracle%s, at most %" PRIu64 " s from the snapshot\n",
               feed->quorum, feed->oracle_count, feed->oracle_count == 1 ? "" : "s", feed->latency);
        for (size_t n = 0; n < feed->note_count; n++)
            print_note(&feed->notes[n]);
        print_declared(feed);
    }
}

static json_t *texts_json(char *const *texts, size_t count)
{
    json_t *array = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(array, zks_cli_json_text(texts[i]));
    return array;
}

static json_t *notes_json(const zks_verified_feed *feed)
{
    json_t *array = json_array();
    for (size_t i = 0; i < feed->note_count; i++) {
        const zks_verified_note *note = &feed->notes[i];
        json_array_append_new(array, json_pack("{s:o, s:o, s:s, s:I}", "oracle", zks_cli_json_text(note->oracle),
                                               "source", zks_cli_json_text(note->source), "time", note->time, "prices",
                                               (json_int_t)note->prices));
    }
    return array;
}

static json_t *feed_json(const zks_verified_feed *feed)
{
    return json_pack("{s:o, s:o, s:o, s:I, s:I, s:s, s:s, s:o, s:o}", "index", zks_cli_json_text(feed->index), "field",
                     zks_cli_json_text(feed->field), "oracles", texts_json(feed->oracles, feed->oracle_count), "quorum",
                     (json_int_t)feed->quorum, "latency", (json_int_t)feed->latency, "time_from", feed->time_from,
                     "time_to", feed->time_to, "notes", notes_json(feed), "declared",
                     texts_json(feed->declared, feed->declared_count));
}

json_t *zks_prices_json(const zks_verification *v)
{
    if (v->prices == NULL)
        return json_null();
    json_t *feeds = json_array();
    for (size_t i = 0; i < v->feed_count; i++)
        json_array_append_new(feeds, feed_json(&v->feeds[i]));
    return json_pack("{s:s, s:o}", "status", v->prices, "feeds", feeds);
}
