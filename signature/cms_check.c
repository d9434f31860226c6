#include "signature/cms.h"

#include "attestation/text.h"
#include "signature/certificates.h"

#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdlib.h>
#include <string.h>

static zks_status fail(zks_report *report, zks_status status, const char *what)
{
    zks_report_detail(report, "the CMS signature: %s", what);
    ERR_clear_error();
    return status;
}

/* DER has to end where the bytes do. */
static CMS_ContentInfo *read_der(const void *bytes, size_t length)
{
    const uint8_t *at = bytes;
    CMS_ContentInfo *cms = d2i_CMS_ContentInfo(NULL, &at, (long)length);
    if (cms != NULL && at != (const uint8_t *)bytes + length) {
        CMS_ContentInfo_free(cms);
        return NULL;
    }
    return cms;
}

/* The labels "CMS" and "PKCS7" will do. */
static CMS_ContentInfo *read_pem(const void *bytes, size_t length)
{
    uint8_t *der = NULL;
    long der_length;
    BIO *pem = BIO_new_mem_buf(bytes, (int)length);
    CMS_ContentInfo *cms = NULL;
    if (pem != NULL && PEM_bytes_read_bio(&der, &der_length, NULL, PEM_STRING_CMS, pem, NULL, NULL) == 1)
        cms = read_der(der, (size_t)der_length);
    OPENSSL_free(der);
    BIO_free(pem);
    return cms;
}

static bool has_few_certificates(CMS_ContentInfo *cms)
{
    STACK_OF(X509) *certificates = CMS_get1_certs(cms);
    int count = certificates == NULL ? 0 : sk_X509_num(certificates);
    sk_X509_pop_free(certificates, X509_free);
    return count <= ZKS_CERTIFICATES_MAX;
}

static zks_status read(CMS_ContentInfo **cms, const void *bytes, size_t length, zks_report *report)
{
    static const char pem_start[] = "-----BEGIN";
    if (length == 0 || length > ZKS_CMS_MAX_BYTES)
        return fail(report, ZKS_REJECT_SIGNATURE_ENCODING, "empty, or more than 262144 bytes");
    bool is_pem = length >= sizeof pem_start - 1 && memcmp(bytes, pem_start, sizeof pem_start - 1) == 0;
    CMS_ContentInfo *parsed = is_pem ? read_pem(bytes, length) : read_der(bytes, length);
    const char *fault = NULL;
    if (parsed == NULL || OBJ_obj2nid(CMS_get0_type(parsed)) != NID_pkcs7_signed)
        fault = "not CMS signed data in DER or PEM";
    else if (CMS_is_detached(parsed) != 1)
        fault = "not detached: it carries what it signs";
    else if (sk_CMS_SignerInfo_num(CMS_get0_SignerInfos(parsed)) != 1)
        fault = "not of exactly one signer";
    else if (!has_few_certificates(parsed))
        fault = "more than 256 certificates in it";
    if (fault != NULL) {
        CMS_ContentInfo_free(parsed);
        return fail(report, ZKS_REJECT_SIGNATURE_ENCODING, fault);
    }
    *cms = parsed;
    return ZKS_OK;
}

/* The certificate of the one signer, still the message's; NULL where it does not hold it. */
static X509 *find_signer(CMS_ContentInfo *cms, const X509_ALGOR **hash)
{
    X509 *signer = NULL;
    X509_ALGOR *digest = NULL;
    CMS_SignerInfo *info = sk_CMS_SignerInfo_value(CMS_get0_SignerInfos(cms), 0);
    if (CMS_set1_signers_certs(cms, NULL, 0) != 1)
        return NULL;
    CMS_SignerInfo_get0_algs(info, NULL, &signer, &digest, NULL);
    *hash = digest;
    return signer;
}

/* The only ones that every OpenSSL this is built with can check. */
static bool is_of_usual_kind(X509 *signer)
{
    const EVP_PKEY *key = X509_get0_pubkey(signer);
    int kind = key == NULL ? EVP_PKEY_NONE : EVP_PKEY_get_base_id(key);
    return kind == EVP_PKEY_EC || kind == EVP_PKEY_RSA || kind == EVP_PKEY_RSA_PSS;
}

/* Before trust: whether it is a signature of these bytes by the certificate that comes with it. */
static zks_status check_bytes(CMS_ContentInfo *cms, const void *content, size_t length, zks_report *report)
{
    const unsigned flags = CMS_DETACHED | CMS_BINARY | CMS_NO_SIGNER_CERT_VERIFY;
    BIO *bytes = BIO_new_mem_buf(content, (int)length);
    if (bytes == NULL)
        return ZKS_ERROR_MEMORY;
    int verified = CMS_verify(cms, NULL, NULL, bytes, NULL, flags);
    BIO_free(bytes);
    return verified == 1 ? ZKS_OK : zks_openssl_fault(report, ZKS_REJECT_SIGNATURE_INVALID, "the CMS signature");
}

/* What a certificate says it is for: nothing, or signatures under documents or mail. */
static bool is_for_documents(X509 *certificate)
{
    static const char *const uses[] = {"1.3.6.1.5.5.7.3.4" /* emailProtection */,
                                       "1.3.6.1.5.5.7.3.36" /* documentSigning, RFC 9336 */,
                                       "1.3.6.1.4.1.311.10.3.12" /* the same, of Microsoft */, "2.5.29.37.0" /* any */};
    const uint32_t signs = KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION;
    if ((X509_get_key_usage(certificate) & signs) == 0)
        return false;
    EXTENDED_KEY_USAGE *extended = X509_get_ext_d2i(certificate, NID_ext_key_usage, NULL, NULL);
    bool is_for = extended == NULL;
    for (int i = 0; i < sk_ASN1_OBJECT_num(extended); i++)
        for (size_t k = 0; k < sizeof uses / sizeof *uses; k++) {
            char use[64];
            OBJ_obj2txt(use, sizeof use, sk_ASN1_OBJECT_value(extended, i), 1);
            is_for = is_for || strcmp(use, uses[k]) == 0;
        }
    sk_ASN1_OBJECT_pop_free(extended, ASN1_OBJECT_free);
    return is_for;
}

static zks_status check_chain(CMS_ContentInfo *cms, X509 *signer, X509_STORE *store, zks_report *report)
{
    X509_STORE_CTX *chain = X509_STORE_CTX_new();
    STACK_OF(X509) *others = CMS_get1_certs(cms);
    zks_status status = ZKS_OK;
    if (chain == NULL || X509_STORE_CTX_init(chain, store, signer, others) != 1) {
        status = ZKS_ERROR_MEMORY;
    } else if (X509_verify_cert(chain) != 1) {
        int error = X509_STORE_CTX_get_error(chain);
        zks_report_detail(report, "the CMS signature's certificate: %s (certificate %d of its chain)",
                          X509_verify_cert_error_string(error), X509_STORE_CTX_get_error_depth(chain));
        status = ZKS_REJECT_SIGNATURE_UNTRUSTED;
    }
    X509_STORE_CTX_free(chain);
    sk_X509_pop_free(others, X509_free);
    ERR_clear_error();
    return status;
}

/* malloc'd; NULL: out of memory. Characters beyond ASCII stay, control characters are escaped. */
static char *name_of(X509 *certificate)
{
    BIO *out = BIO_new(BIO_s_mem());
    char *text = NULL, *name = NULL;
    if (out == NULL)
        return NULL;
    if (X509_NAME_print_ex(out, X509_get_subject_name(certificate), 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB) >= 0) {
        long length = BIO_get_mem_data(out, &text);
        name = length < 0 ? NULL : strndup(length == 0 ? "" : text, (size_t)length);
    }
    BIO_free(out);
    return name;
}

static zks_status check(char **signer, CMS_ContentInfo *cms, const void *content, size_t length, X509_STORE *store,
                        zks_report *report)
{
    const X509_ALGOR *hash;
    X509 *certificate = find_signer(cms, &hash);
    if (certificate == NULL)
        return fail(report, ZKS_REJECT_SIGNATURE_ENCODING, "the signer's certificate is not in it");
    if (!zks_hash_is_strong(hash))
        return fail(report, ZKS_REJECT_SIGNATURE_INVALID, "its hash is not SHA-256, SHA-384 or SHA-512");
    if (!is_of_usual_kind(certificate))
        return fail(report, ZKS_REJECT_SIGNATURE_INVALID, "its key is neither of an elliptic curve nor RSA");
    zks_status status = check_bytes(cms, content, length, report);
    if (status == ZKS_OK)
        status = check_chain(cms, certificate, store, report);
    if (status == ZKS_OK && !is_for_documents(certificate))
        status = fail(report, ZKS_REJECT_SIGNATURE_UNTRUSTED, "its certificate is not for signing documents or mail");
    if (status != ZKS_OK)
        return status;
    char *name = name_of(certificate);
    if (name == NULL)
        return ZKS_ERROR_MEMORY;
    *signer = name;
    return ZKS_OK;
}

zks_status zks_cms_read(char **signer, const void *bytes, size_t length, zks_report *report)
{
    const X509_ALGOR *hash;
    CMS_ContentInfo *cms;
    zks_status status = read(&cms, bytes, length, report);
    if (status != ZKS_OK)
        return status;
    X509 *certificate = find_signer(cms, &hash);
    char *name = certificate == NULL ? NULL : name_of(certificate);
    if (certificate == NULL)
        status = fail(report, ZKS_REJECT_SIGNATURE_ENCODING, "the signer's certificate is not in it");
    else if (name == NULL)
        status = ZKS_ERROR_MEMORY;
    else
        *signer = name;
    CMS_ContentInfo_free(cms);
    return status;
}

zks_status zks_cms_check(char **signer, const void *bytes, size_t length, const void *content, size_t content_length,
                         const zks_authorities *authorities, int64_t at, zks_report *report)
{
    X509_STORE *store;
    CMS_ContentInfo *cms;
    zks_status status = zks_trust_read(&store, authorities, at, report);
    if (status != ZKS_OK)
        return status;
    status = read(&cms, bytes, length, report);
    if (status == ZKS_OK) {
        status = check(signer, cms, content, content_length, store, report);
        CMS_ContentInfo_free(cms);
    }
    X509_STORE_free(store);
    return status;
}
