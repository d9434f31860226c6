#include "signature/timestamp.h"

#include "attestation/json.h"
#include "attestation/text.h"
#include "signature/certificates.h"
#include "signature/timestamp_parts.h"

#include <openssl/err.h>
#include <string.h>
#include <time.h>

/* A response, or a token alone. */
typedef struct {
    TS_RESP *response; /* NULL: there is a token alone */
    PKCS7 *token;      /* the response's where there is one */
} answer;

static void clear(answer *a)
{
    if (a->response == NULL)
        PKCS7_free(a->token);
    TS_RESP_free(a->response);
}

static zks_status fail(zks_report *report, zks_status status, const char *what)
{
    zks_report_detail(report, "the timestamp: %s", what);
    ERR_clear_error();
    return status;
}

/* One of the two has to end where the bytes do. */
static answer parse(const uint8_t *bytes, size_t length)
{
    answer a = {0};
    const uint8_t *at = bytes;
    a.response = d2i_TS_RESP(NULL, &at, (long)length);
    if (a.response != NULL && at == bytes + length) {
        a.token = TS_RESP_get_token(a.response);
        return a;
    }
    TS_RESP_free(a.response);
    a.response = NULL;
    at = bytes;
    a.token = d2i_PKCS7(NULL, &at, (long)length);
    if (a.token != NULL && at != bytes + length) {
        PKCS7_free(a.token);
        a.token = NULL;
    }
    return a;
}

static zks_status read_answer(answer *out, const void *bytes, size_t length, zks_report *report)
{
    if (length == 0 || length > ZKS_TIMESTAMP_MAX_BYTES)
        return fail(report, ZKS_REJECT_TIMESTAMP_ENCODING, "empty, or more than 262144 bytes");
    answer a = parse(bytes, length);
    const char *fault = NULL;
    if (a.response == NULL && a.token == NULL)
        fault = "neither a response nor a token of RFC 3161 in DER";
    else if (a.token == NULL)
        fault = "the authority refused: its response holds no token";
    else if (!PKCS7_type_is_signed(a.token) || a.token->d.sign == NULL ||
             sk_PKCS7_SIGNER_INFO_num(a.token->d.sign->signer_info) != 1)
        fault = "its token is not signed by exactly one signer";
    else if (sk_X509_num(a.token->d.sign->cert) > ZKS_CERTIFICATES_MAX)
        fault = "more than 256 certificates in it";
    if (fault != NULL) {
        clear(&a);
        return fail(report, ZKS_REJECT_TIMESTAMP_ENCODING, fault);
    }
    *out = a;
    return ZKS_OK;
}

static bool is_of(TS_MSG_IMPRINT *imprint, const uint8_t statement[32])
{
    const ASN1_OBJECT *hash;
    X509_ALGOR_get0(&hash, NULL, NULL, TS_MSG_IMPRINT_get_algo(imprint));
    const ASN1_OCTET_STRING *digest = TS_MSG_IMPRINT_get_msg(imprint);
    return OBJ_obj2nid(hash) == NID_sha256 && ASN1_STRING_length(digest) == 32 &&
           memcmp(ASN1_STRING_get0_data(digest), statement, 32) == 0;
}

static zks_status read_request(TS_REQ **request, const uint8_t *bytes, size_t length, const uint8_t statement[32],
                               zks_report *report)
{
    const uint8_t *at = bytes;
    TS_REQ *read = length > ZKS_TIMESTAMP_MAX_BYTES ? NULL : d2i_TS_REQ(NULL, &at, (long)length);
    if (read == NULL || at != bytes + length || !is_of(TS_REQ_get_msg_imprint(read), statement)) {
        TS_REQ_free(read);
        return fail(report, ZKS_ERROR_INPUT, "what was sent is no request for this statement");
    }
    *request = read;
    return ZKS_OK;
}

/* The store is the context's then, also where this fails. */
static zks_status verify(const answer *a, TS_REQ *request, X509_STORE *store, zks_report *report)
{
    TS_VERIFY_CTX *context = TS_REQ_to_TS_VERIFY_CTX(request, NULL);
    if (context == NULL) {
        X509_STORE_free(store);
        return ZKS_ERROR_MEMORY;
    }
    TS_VERIFY_CTX_set_store(context, store);
    TS_VERIFY_CTX_add_flags(context, TS_VFY_SIGNATURE);
    int verified =
        a->response != NULL ? TS_RESP_verify_response(context, a->response) : TS_RESP_verify_token(context, a->token);
    TS_VERIFY_CTX_free(context);
    return verified == 1 ? ZKS_OK : zks_openssl_fault(report, ZKS_REJECT_TIMESTAMP_INVALID, "the timestamp");
}

/* `statement` NULL: of any. */
static zks_status read_token(char time[21], PKCS7 *token, const uint8_t *statement, zks_report *report)
{
    TS_TST_INFO *info = PKCS7_to_TS_TST_INFO(token);
    struct tm utc;
    zks_status status = ZKS_OK;
    if (info == NULL)
        status = fail(report, ZKS_REJECT_TIMESTAMP_ENCODING, "what is signed is no timestamp");
    else if (ASN1_TIME_to_tm(TS_TST_INFO_get_time(info), &utc) != 1)
        status = fail(report, ZKS_REJECT_TIMESTAMP_ENCODING, "its time is malformed");
    else if (statement != NULL && !is_of(TS_TST_INFO_get_msg_imprint(info), statement))
        status = fail(report, ZKS_REJECT_TIMESTAMP_INVALID, "it is one of other bytes");
    else if (!zks_time_from_seconds(time, timegm(&utc)))
        status = fail(report, ZKS_REJECT_TIMESTAMP_ENCODING, "its time is malformed");
    TS_TST_INFO_free(info);
    return status;
}

zks_status zks_timestamp_read(char time[21], const void *bytes, size_t length, const uint8_t *statement,
                              zks_report *report)
{
    answer a;
    zks_status status = read_answer(&a, bytes, length, report);
    if (status != ZKS_OK)
        return status;
    status = read_token(time, a.token, statement, report);
    clear(&a);
    return status;
}

static zks_status check_signer(const answer *a, TS_REQ *request, const zks_authorities *authorities, int64_t at,
                               zks_report *report)
{
    X509_STORE *store;
    const PKCS7_SIGNER_INFO *signer = sk_PKCS7_SIGNER_INFO_value(a->token->d.sign->signer_info, 0);
    if (!zks_hash_is_strong(signer->digest_alg))
        return fail(report, ZKS_REJECT_TIMESTAMP_INVALID, "signed over a hash other than SHA-256, SHA-384 or SHA-512");
    zks_status status = zks_trust_read(&store, authorities, at, report);
    return status == ZKS_OK ? verify(a, request, store, report) : status;
}

static zks_status check(char time[21], const answer *a, TS_REQ *request, const zks_authorities *authorities, int64_t at,
                        zks_report *report)
{
    char read[21];
    zks_status status = read_token(read, a->token, NULL, report);
    if (status == ZKS_OK)
        status = check_signer(a, request, authorities, at, report);
    if (status == ZKS_OK)
        memcpy(time, read, sizeof read);
    return status;
}

zks_status zks_timestamp_check(char time[21], const void *bytes, size_t length, const uint8_t statement[32],
                               const void *request, size_t request_length, const zks_authorities *authorities,
                               int64_t at, zks_report *report)
{
    answer a;
    TS_REQ *asked = NULL;
    zks_status status = ZKS_OK;
    if (request != NULL)
        status = read_request(&asked, request, request_length, statement, report);
    else if ((asked = zks_timestamp_request_of(statement)) == NULL)
        status = ZKS_ERROR_MEMORY;
    if (status == ZKS_OK)
        status = read_answer(&a, bytes, length, report);
    if (status == ZKS_OK) {
        status = check(time, &a, asked, authorities, at, report);
        clear(&a);
    }
    TS_REQ_free(asked);
    return status;
}
