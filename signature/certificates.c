#include "signature/certificates.h"

#include "attestation/folder.h"
#include "attestation/text.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_BYTES = 4 << 20 };

zks_status zks_openssl_fault(zks_report *report, zks_status status, const char *what)
{
    const char *data = "";
    int flags = 0;
    unsigned long error = ERR_peek_last_error_data(&data, &flags);
    const char *reason = ERR_reason_error_string(error);
    bool has_data = (flags & ERR_TXT_STRING) != 0 && data[0] != '\0';
    zks_report_detail(report, "%.256s: %.100s%s%.100s", what, reason == NULL ? "refused" : reason, has_data ? ": " : "",
                      has_data ? data : "");
    ERR_clear_error();
    return status;
}

static zks_status fail(zks_report *report, const char *path, const char *what)
{
    zks_report_detail(report, "'%.256s': %s", path, what);
    ERR_clear_error();
    return ZKS_ERROR_INPUT;
}

/* Reads up to the end of the file, which OpenSSL tells as the error that no further PEM block begins. */
static zks_status read_all(STACK_OF(X509) * certificates, BIO *pem, const char *path, zks_report *report)
{
    for (X509 *certificate; (certificate = PEM_read_bio_X509(pem, NULL, NULL, NULL)) != NULL;) {
        if (sk_X509_num(certificates) == ZKS_CERTIFICATES_MAX) {
            X509_free(certificate);
            return fail(report, path, "more than 256 certificates");
        }
        if (sk_X509_push(certificates, certificate) == 0) {
            X509_free(certificate);
            return ZKS_ERROR_MEMORY;
        }
    }
    if (ERR_GET_REASON(ERR_peek_last_error()) != PEM_R_NO_START_LINE)
        return fail(report, path, "a certificate in it is malformed");
    if (sk_X509_num(certificates) == 0)
        return fail(report, path, "no certificate in PEM");
    ERR_clear_error();
    return ZKS_OK;
}

/* `name`: what messages call the bytes. */
static zks_status parse(STACK_OF(X509) * *certificates, const char *bytes, size_t length, const char *name,
                        zks_report *report)
{
    ERR_clear_error();
    BIO *pem = BIO_new_mem_buf(bytes, (int)length);
    STACK_OF(X509) *read = sk_X509_new_null();
    zks_status status = pem == NULL || read == NULL ? ZKS_ERROR_MEMORY : read_all(read, pem, name, report);
    BIO_free(pem);
    if (status == ZKS_OK)
        *certificates = read;
    else
        sk_X509_pop_free(read, X509_free);
    return status;
}

zks_status zks_certificates_read(STACK_OF(X509) * *certificates, const char *path, zks_report *report)
{
    char *bytes;
    size_t length;
    zks_status status = zks_file_read(&bytes, &length, path, MAX_BYTES, report);
    if (status != ZKS_OK)
        return status;
    status = parse(certificates, bytes, length, path, report);
    free(bytes);
    return status;
}

static zks_status fill(X509_STORE *store, const STACK_OF(X509) * certificates, int64_t at)
{
    enum { SECURITY_112_BITS = 2 };
    X509_VERIFY_PARAM *parameters = X509_STORE_get0_param(store);
    for (int i = 0; i < sk_X509_num(certificates); i++)
        if (X509_STORE_add_cert(store, sk_X509_value(certificates, i)) != 1)
            return ZKS_ERROR_MEMORY;
    X509_VERIFY_PARAM_set_time(parameters, at);
    X509_VERIFY_PARAM_set_auth_level(parameters, SECURITY_112_BITS);
    return X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_PARTIAL_CHAIN) == 1 ? ZKS_OK : ZKS_ERROR_MEMORY;
}

static zks_status read_authorities(STACK_OF(X509) * *certificates, const zks_authorities *from, zks_report *report)
{
    if (from->path != NULL)
        return zks_certificates_read(certificates, from->path, report);
    size_t length = strlen(from->text);
    if (length > MAX_BYTES)
        return fail(report, "authorities", "more than 4194304 bytes");
    return parse(certificates, from->text, length, "authorities", report);
}

zks_status zks_trust_read(X509_STORE **store, const zks_authorities *authorities, int64_t at, zks_report *report)
{
    STACK_OF(X509) * certificates;
    zks_status status = read_authorities(&certificates, authorities, report);
    if (status != ZKS_OK)
        return status;
    X509_STORE *filled = X509_STORE_new();
    status = filled == NULL ? ZKS_ERROR_MEMORY : fill(filled, certificates, at);
    sk_X509_pop_free(certificates, X509_free);
    if (status == ZKS_OK)
        *store = filled;
    else
        X509_STORE_free(filled);
    return status;
}

bool zks_hash_is_strong(const X509_ALGOR *algorithm)
{
    const ASN1_OBJECT *object;
    X509_ALGOR_get0(&object, NULL, NULL, algorithm);
    int hash = OBJ_obj2nid(object);
    return hash == NID_sha256 || hash == NID_sha384 || hash == NID_sha512;
}
