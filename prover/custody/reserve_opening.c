#include "prover/custody/reserve_opening.h"

#include "attestation/folder.h"
#include "attestation/json.h"
#include "circuits/decimal.h"
#include "crypto/secret.h"
#include "policy/input.h"

#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define NOWHERE ((zks_position){0, 0})
#define VERSION "zksolv/1 reserve opening"

static const zks_json_member members[] = {
    {"assets", JSON_OBJECT}, {"statement", JSON_STRING}, {"version", JSON_STRING}};
static const zks_json_member asset_members[] = {{"amount", JSON_STRING}, {"blinding", JSON_STRING}};

/* Digits from the last on, without the zeros at the end of a fraction. */
void zks_opened_text(zks_amount_text *out, const zks_opened_amount *opened, unsigned decimals)
{
    char text[sizeof out->text];
    unsigned __int128 units = opened->amount;
    size_t at = sizeof text;
    text[--at] = '\0';
    for (unsigned place = 0; place <= decimals || units > 0; place++, units /= 10) {
        char digit = (char)('0' + (int)(units % 10));
        if (place == decimals && text[at] != '\0')
            text[--at] = '.';
        if (place >= decimals || digit != '0' || text[at] != '\0')
            text[--at] = digit;
    }
    memcpy(out->text, text + at, sizeof text - at);
    zks_wipe(text, sizeof text);
}

void zks_opened_commit(zks_word commitment, const zks_opened_amount *opened)
{
    uint8_t amount[ZKS_AMOUNT_BYTES];
    for (size_t i = 0; i < sizeof amount; i++)
        amount[i] = (uint8_t)(opened->amount >> (8 * i));
    zks_reserve_commit(commitment, amount, &opened->blinding);
    zks_wipe(amount, sizeof amount);
}

/* ---- reading ---------------------------------------------------------------------------------------------------- */

/* One opening on its way. */
typedef struct {
    const char *path;
    const zks_reserve_statement *statement;
    zks_opened_amount *opened;
    zks_report *report;
} reading;

/* Never the value: it may be an amount. */
static zks_status fault(const reading *r, const zks_json_path *at, const char *text)
{
    zks_report inner = {.segment = -1};
    zks_json_fault(&inner, at, NULL, text);
    return zks_input_error(r->report, r->path, NOWHERE, "%s", inner.detail);
}

static bool read_blinding(zks_scalar *blinding, const char *text)
{
    uint8_t bytes[ZKS_SCALAR_BYTES];
    bool good = zks_hex_decode(bytes, sizeof bytes, text) && zks_scalar_decode(blinding, bytes);
    zks_wipe(bytes, sizeof bytes);
    return good;
}

static zks_status read_asset(const reading *r, const zks_reserve_holding *holding, const json_t *object,
                             const zks_json_path *at)
{
    zks_report inner = {.segment = -1};
    const zks_json_path amount_at = {at, "amount", 0}, blinding_at = {at, "blinding", 0};
    if (!zks_json_is_object_of(object, at, asset_members, COUNT(asset_members), &inner))
        return zks_input_error(r->report, r->path, NOWHERE, "%s", inner.detail);
    zks_opened_amount *opened = &r->opened[holding->hidden];
    const char *amount = json_string_value(json_object_get(object, "amount"));
    if (!zks_decimal_is_canonical(amount) ||
        zks_units_parse(&opened->amount, amount, strlen(amount), holding->decimals, ZKS_AMOUNT_BYTES) != ZKS_UNITS_OK)
        return fault(r, &amount_at, "not an amount of so many decimals as the statement says, below 256^16 units");
    if (!read_blinding(&opened->blinding, json_string_value(json_object_get(object, "blinding"))))
        return fault(r, &blinding_at, "not a scalar of 64 hex digits");
    zks_word made;
    zks_opened_commit(made, opened);
    return memcmp(made, r->statement->commitments[holding->hidden], sizeof made) == 0
               ? ZKS_OK
               : fault(r, at, "amount and blinding do not open the statement's commitment");
}

/* Every hidden amount and no other. */
static zks_status read_assets(const reading *r, const json_t *assets)
{
    const zks_json_path path = {.name = "assets"};
    zks_status status = ZKS_OK;
    for (size_t i = 0; status == ZKS_OK && i < r->statement->count; i++) {
        const zks_reserve_holding *holding = &r->statement->holdings[i];
        const zks_json_path at = {&path, holding->asset, 0};
        const json_t *object = json_object_get(assets, holding->asset);
        if (holding->amount == NULL)
            status = object == NULL ? fault(r, &at, "missing") : read_asset(r, holding, object, &at);
    }
    if (status == ZKS_OK && json_object_size(assets) != r->statement->hidden_count)
        status = fault(r, &path, "more than what the statement hides");
    return status;
}

static zks_status read_members(const reading *r, const json_t *root, const uint8_t digest[32])
{
    zks_report inner = {.segment = -1};
    uint8_t stated[32];
    if (!zks_json_is_object_of(root, NULL, members, COUNT(members), &inner))
        return zks_input_error(r->report, r->path, NOWHERE, "%s", inner.detail);
    if (strcmp(json_string_value(json_object_get(root, "version")), VERSION) != 0)
        return fault(r, &(zks_json_path){.name = "version"}, "not " VERSION);
    if (!zks_hex_decode(stated, sizeof stated, json_string_value(json_object_get(root, "statement"))))
        return fault(r, &(zks_json_path){.name = "statement"}, "not 64 hex digits");
    if (memcmp(stated, digest, sizeof stated) != 0)
        return zks_input_error(r->report, r->path, NOWHERE, "the opening of another statement");
    return read_assets(r, json_object_get(root, "assets"));
}

/* The text without its line feed. */
static zks_status read_text(json_t **root, const char *bytes, size_t length, const char *path, zks_report *report)
{
    zks_report inner = {.segment = -1};
    if (length == 0 || bytes[length - 1] != '\n')
        return zks_input_error(report, path, NOWHERE, "no line feed at its end");
    zks_status status = zks_json_read_canonical(root, bytes, length - 1, ZKS_ERROR_INPUT, &inner);
    return status == ZKS_ERROR_INPUT ? zks_input_error(report, path, NOWHERE, "%s", inner.detail) : status;
}

zks_status zks_reserve_opening_parse(zks_opened_amount **opened, const char *bytes, size_t length, const char *path,
                                     const zks_reserve_statement *s, const uint8_t digest[32], zks_report *report)
{
    json_t *root;
    zks_status status = read_text(&root, bytes, length, path, report);
    if (status != ZKS_OK)
        return status;
    reading r = {.path = path,
                 .statement = s,
                 .opened = zks_witness_new(s->hidden_count + 1, sizeof *r.opened),
                 .report = report};
    status = r.opened == NULL ? zks_input_memory(report, path) : read_members(&r, root, digest);
    zks_json_wipe(root);
    if (status == ZKS_OK)
        *opened = r.opened;
    else
        zks_witness_free(r.opened);
    return status;
}

zks_status zks_reserve_opening_read(zks_opened_amount **opened, const char *path, const zks_reserve_statement *s,
                                    const uint8_t digest[32], zks_report *report)
{
    char *bytes;
    size_t length;
    zks_status status = zks_file_read(&bytes, &length, path, ZKS_RESERVE_OPENING_MAX_BYTES, report);
    if (status != ZKS_OK)
        return status;
    status = zks_reserve_opening_parse(opened, bytes, length, path, s, digest, report);
    zks_wipe(bytes, length);
    free(bytes);
    return status;
}

/* ---- writing ---------------------------------------------------------------------------------------------------- */

/* Text in witness memory that is large enough. */
typedef struct {
    char *text;
    size_t length;
} output;

static void put(output *out, const char *text)
{
    size_t length = strlen(text);
    memcpy(out->text + out->length, text, length);
    out->length += length;
}

static void put_amount(output *out, const zks_opened_amount *opened, unsigned decimals)
{
    zks_amount_text amount;
    zks_opened_text(&amount, opened, decimals);
    put(out, amount.text);
    zks_wipe(&amount, sizeof amount);
}

static void put_blinding(output *out, const zks_scalar *blinding)
{
    uint8_t bytes[ZKS_SCALAR_BYTES];
    char hex[2 * sizeof bytes + 1];
    zks_scalar_encode(bytes, blinding);
    zks_hex_encode(hex, bytes, sizeof bytes);
    put(out, hex);
    zks_wipe(bytes, sizeof bytes);
    zks_wipe(hex, sizeof hex);
}

/* False: out of memory. */
static bool put_asset(output *out, const zks_reserve_holding *holding, const zks_opened_amount *opened)
{
    json_t *string = json_string(holding->asset);
    size_t length;
    char *name = string == NULL ? NULL : zks_json_canonical(string, &length);
    json_decref(string);
    if (name == NULL)
        return false;
    put(out, name);
    put(out, ":{\"amount\":\"");
    put_amount(out, opened, holding->decimals);
    put(out, "\",\"blinding\":\"");
    put_blinding(out, &opened->blinding);
    put(out, "\"}");
    free(name);
    return true;
}

static bool put_opening(output *out, const zks_opened_amount *opened, const zks_reserve_statement *s,
                        const uint8_t digest[32])
{
    char hex[65];
    size_t done = 0;
    put(out, "{\"assets\":{");
    for (size_t i = 0; i < s->count; i++) {
        const zks_reserve_holding *holding = &s->holdings[i];
        if (holding->amount != NULL)
            continue;
        put(out, done++ == 0 ? "" : ",");
        if (!put_asset(out, holding, &opened[holding->hidden]))
            return false;
    }
    zks_hex_encode(hex, digest, 32);
    put(out, "},\"statement\":\"");
    put(out, hex);
    put(out, "\",\"version\":\"" VERSION "\"}\n");
    return true;
}

zks_status zks_reserve_opening_write(const char *path, const zks_opened_amount *opened, const zks_reserve_statement *s,
                                     const uint8_t digest[32], zks_report *report)
{
    enum { FRAME = 256, ASSET = 2 * ZKS_MAX_NAME + 256 }; /* a name may be escaped */
    output out = {.text = zks_witness_new(FRAME + s->hidden_count * ASSET, 1)};
    zks_status status = ZKS_ERROR_MEMORY;
    if (out.text != NULL && put_opening(&out, opened, s, digest))
        status = zks_file_write(path, out.text, out.length, 0600, report);
    zks_witness_free(out.text);
    return status;
}
