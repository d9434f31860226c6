#include "verifier/report_sections.h"

#include "attestation/json.h"
#include "verifier/report_qr.h"
#include "verifier/verdict.h"
#include "verifier/vouchers_output.h"

/* ---- the verdict -------------------------------------------------------------------------------------------- */

static void put_rejection(zks_html *page, const zks_reported *r)
{
    const zks_report *report = r->report;
    zks_html_markup(page, "<header class=\"verdict bad\">\n<h1>NOT VERIFIED</h1>\n<p><strong>%s</strong>: %s",
                    zks_status_name(r->status), zks_status_text(r->status));
    if (report->segment >= 0)
        zks_html_markup(page, " (segment %ld)", report->segment);
    zks_html_markup(page, ".</p>\n");
    if (zks_verdict_has_detail(r->status, report)) {
        zks_html_markup(page, "<p>Detail: ");
        zks_html_name(page, report->detail);
        zks_html_markup(page, "</p>\n");
    }
    zks_html_markup(page,
                    "<p>The attestation was rejected. Nothing below is proved: it is what the statement claims.</p>\n");
}

static const char *signature_sentence(const zks_vouchers *v)
{
    switch (zks_vouchers_signature(v)) {
    case ZKS_VOUCHED:
        return "It is signed by whom the verifier was told to trust.";
    case ZKS_VOUCHED_UNCHECKED:
        return "<strong>No signature was checked</strong>: anybody could have made it in this name.";
    default:
        return "<strong>It is not signed</strong>: anybody could have made it in this name.";
    }
}

void zks_report_put_verdict(zks_html *page, const zks_reported *r)
{
    if (r->status != ZKS_OK)
        put_rejection(page, r);
    else
        zks_html_markup(page,
                        "<header class=\"verdict good\">\n<h1>Verified</h1>\n<p>The proof is valid: the hidden ledger "
                        "obeys every requirement below. %s</p>\n",
                        signature_sentence(&r->verification->vouchers));
    zks_html_markup(page, "<p class=\"note\">Found by zksolv-verifier %s at ", ZKS_VERSION);
    zks_html_text(page, r->time);
    zks_html_markup(page, ". A page can be forged; <a href=\"#check\">the check</a> cannot.</p>\n</header>\n");
}

/* ---- who and when ------------------------------------------------------------------------------------------- */

static void put_voucher(zks_html *page, const char *name, const char *text, zks_vouched state)
{
    zks_html_markup(page, "<dt>%s</dt><dd>", name);
    zks_html_name(page, text);
    zks_html_markup(page, "%s</dd>\n", state == ZKS_VOUCHED ? "" : " <strong>(unchecked)</strong>");
}

static const char *log_words(const zks_vouchers *v)
{
    if (v->log_proof != ZKS_VOUCHED)
        return " <strong>(unchecked)</strong>";
    if (!v->log_is_compared)
        return "; whether everybody sees this log was not asked";
    return v->log_seen > 0 ? ", which continues what was seen of this log before"
                           : ", which is remembered: this log was seen for the first time";
}

static void put_log(zks_html *page, const zks_vouchers *v)
{
    for (size_t i = 0; i < v->signer_count; i++)
        put_voucher(page, "Signed by", v->signers[i], v->log_proof);
    zks_html_markup(page, "<dt>Log</dt><dd>");
    zks_html_name(page, v->origin);
    zks_html_markup(page, ", entry ");
    zks_html_count(page, v->log_index + 1);
    zks_html_markup(page, " of ");
    zks_html_count(page, v->log_size);
    zks_html_markup(page, "%s</dd>\n", log_words(v));
}

static void put_vouchers(zks_html *page, const zks_vouchers *v)
{
    if (zks_vouchers_signature(v) == ZKS_VOUCHED_NOT)
        zks_html_markup(page, "<dt>Signed by</dt><dd><strong>nobody</strong></dd>\n");
    if (v->log_proof != ZKS_VOUCHED_NOT)
        put_log(page, v);
    if (v->certificate != ZKS_VOUCHED_NOT)
        put_voucher(page, "Certificate", v->subject, v->certificate);
    if (v->timestamp != ZKS_VOUCHED_NOT)
        put_voucher(page, "Timestamp", v->time, v->timestamp);
    else
        zks_html_markup(page, "<dt>Timestamp</dt><dd>none: when it was made is the issuer&#39;s word</dd>\n");
}

static const char *origin_words(zks_circuit_origin origin)
{
    switch (origin) {
    case ZKS_CIRCUIT_SHIPPED:
        return "byte for byte the circuit of this name that comes with the verifier";
    case ZKS_CIRCUIT_DIFFERS:
        return "<strong>not</strong> the text of the circuit of this name that comes with the verifier";
    default:
        return "a circuit that does not come with the verifier";
    }
}

static void put_fingerprint(zks_html *page, const zks_verification *v)
{
    char hex[65];
    zks_hex_encode(hex, v->statement_digest, sizeof v->statement_digest);
    zks_html_markup(page, "<figure class=\"fingerprint\">\n");
    zks_report_qr(page, hex);
    zks_html_markup(page, "<figcaption>Fingerprint ");
    zks_html_hash(page, v->statement_digest);
    zks_html_markup(page, "</figcaption>\n</figure>\n");
}

void zks_report_put_claim(zks_html *page, const zks_reported *r)
{
    const zks_verification *v = r->verification;
    if (v->issuer == NULL)
        return;
    zks_html_markup(page,
                    "<section aria-labelledby=\"who\">\n<h2 id=\"who\">Who, and when</h2>\n<div class=\"claim\">\n"
                    "<dl>\n");
    zks_html_field(page, "Issuer, as stated", v->issuer);
    put_vouchers(page, &v->vouchers);
    zks_html_field(page, "Balances of", v->snapshot);
    zks_html_field(page, "Created, as stated", v->created);
    zks_html_markup(page, "<dt>Rule</dt><dd>");
    zks_html_name(page, v->circuit);
    zks_html_markup(page, ", %s</dd>\n<dt>Accounts</dt><dd>", origin_words(zks_stated_circuit_origin(r->stated)));
    zks_html_count(page, v->rows);
    zks_html_markup(page, " rows, empty ones included that the issuer may have added</dd>\n</dl>\n");
    put_fingerprint(page, v);
    zks_html_markup(page, "</div>\n</section>\n");
}

/* ---- how to check ------------------------------------------------------------------------------------------- */

void zks_report_put_check(zks_html *page, const zks_reported *r)
{
    const zks_claim *claim = &r->stated->statement.claim;
    bool has_oracles = claim->sources.feed_count > 0;
    bool has_custodians = claim->sources.custody_count > 0 && claim->sources.custody_count == claim->numbers.pool_count;
    zks_html_markup(page,
                    "<section aria-labelledby=\"check\">\n<h2 id=\"check\">Check it yourself</h2>\n"
                    "<p>This page says what one verifier found, to whoever trusts where the page comes from. To "
                    "trust nobody, take the published folder, here <code>DIR</code>, and the issuer&#39;s public "
                    "key from a place that is his%s:</p>\n"
                    "<pre>zksolv-verifier verify DIR --trust KEY --log SEEN%s%s</pre>\n",
                    has_oracles || has_custodians ? ", and those of whoever signed prices or reserves from theirs" : "",
                    has_oracles ? " --oracle KEY" : "", has_custodians ? " --custodian KEY" : "");
    if (r->verification->issuer != NULL)
        zks_html_markup(page, "<p>That it is this statement is seen by its fingerprint:</p>\n"
                              "<pre>sha256sum DIR/statement.json</pre>\n");
    zks_html_markup(page, "<p>A customer asks the issuer for his receipt, and checks that he is in with his own "
                          "amounts:</p>\n"
                          "<pre>zksolv-verifier receipt RECEIPT --attestation DIR</pre>\n"
                          "<p>The rule as written, and every public number:</p>\n"
                          "<pre>zksolv-verifier show DIR</pre>\n</section>\n");
}
