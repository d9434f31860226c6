#include "signature/cms.h"

#include "attestation/folder.h"
#include "attestation/text.h"
#include "crypto/secret.h"
#include "signature/certificates.h"

#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <stdlib.h>
#include <string.h>

static zks_status fail(zks_report *report, const char *path, const char *what)
{
    zks_report_detail(report, "'%.256s': %s", path, what);
    ERR_clear_error();
    return ZKS_ERROR_INPUT;
}

/* OpenSSL would ask the terminal. */
static int give_passphrase(char *out, int size, int for_writing, void *passphrase)
{
    (void)for_writing;
    size_t length = passphrase == NULL ? 0 : strlen(passphrase);
    if (length == 0 || length > (size_t)size)
        return -1;
    memcpy(out, passphrase, length);
    return (int)length;
}

static zks_status check_key(const EVP_PKEY *key, const char *path, zks_report *report)
{
    int kind = EVP_PKEY_get_base_id(key);
    if (kind == EVP_PKEY_ED25519 || kind == EVP_PKEY_ED448)
        return fail(report, path,
                    "an Ed25519 or Ed448 key: CMS in OpenSSL 3.0 does not work with them; take P-256 or RSA");
    if (kind != EVP_PKEY_EC && kind != EVP_PKEY_RSA)
        return fail(report, path, "neither a P-256 nor an RSA key");
    if (EVP_PKEY_get_security_bits(key) < 112)
        return fail(report, path, "a weak key: RSA needs 2048 bits");
    return ZKS_OK;
}

static zks_status read_key(EVP_PKEY **key, const char *path, const char *passphrase, zks_report *report)
{
    char *bytes;
    size_t length;
    zks_status status = zks_file_read(&bytes, &length, path, 1 << 16, report);
    if (status != ZKS_OK)
        return status;
    BIO *pem = BIO_new_mem_buf(bytes, (int)length);
    EVP_PKEY *read = NULL;
    if (pem == NULL)
        status = ZKS_ERROR_MEMORY;
    else if ((read = PEM_read_bio_PrivateKey(pem, NULL, give_passphrase, (void *)passphrase)) == NULL)
        status = fail(report, path, "no private key in PEM, or it is encrypted and this is not its passphrase");
    else
        status = check_key(read, path, report);
    BIO_free(pem);
    zks_wipe(bytes, length);
    free(bytes);
    if (status == ZKS_OK)
        *key = read;
    else
        EVP_PKEY_free(read);
    return status;
}

static zks_status to_der(uint8_t **der, size_t *length, const CMS_ContentInfo *cms, zks_report *report)
{
    int size = i2d_CMS_ContentInfo(cms, NULL);
    uint8_t *bytes = size > 0 ? malloc((size_t)size) : NULL, *at = bytes;
    if (bytes == NULL || i2d_CMS_ContentInfo(cms, &at) != size) {
        free(bytes);
        return zks_openssl_fault(report, ZKS_ERROR_MEMORY, "encoding the signature");
    }
    *der = bytes;
    *length = (size_t)size;
    return ZKS_OK;
}

/* CMS_BINARY: the bytes as they are, not as mail would carry them. */
static zks_status sign(uint8_t **der, size_t *length, BIO *content, STACK_OF(X509) * certificates, EVP_PKEY *key,
                       zks_report *report)
{
    const unsigned flags = CMS_DETACHED | CMS_BINARY | CMS_PARTIAL | CMS_NOSMIMECAP;
    X509 *signer = sk_X509_shift(certificates);
    CMS_ContentInfo *cms = CMS_sign(NULL, NULL, certificates, content, flags);
    zks_status status;
    if (cms != NULL && CMS_add1_signer(cms, signer, key, EVP_sha256(), flags) != NULL &&
        CMS_final(cms, content, NULL, flags) == 1)
        status = to_der(der, length, cms, report);
    else
        status = zks_openssl_fault(report, ZKS_ERROR_INPUT, "signing");
    CMS_ContentInfo_free(cms);
    X509_free(signer);
    return status;
}

zks_status zks_cms_sign(uint8_t **der, size_t *length, const void *content, size_t content_length,
                        const char *certificates, const char *key, const char *passphrase, zks_report *report)
{
    STACK_OF(X509) *chain = NULL;
    EVP_PKEY *private_key = NULL;
    BIO *bytes = BIO_new_mem_buf(content, (int)content_length);
    zks_status status = bytes == NULL ? ZKS_ERROR_MEMORY : zks_certificates_read(&chain, certificates, report);
    if (status == ZKS_OK)
        status = read_key(&private_key, key, passphrase, report);
    if (status == ZKS_OK && X509_check_private_key(sk_X509_value(chain, 0), private_key) != 1)
        status = fail(report, certificates, "its first certificate is not of this key");
    if (status == ZKS_OK)
        status = sign(der, length, bytes, chain, private_key, report);
    EVP_PKEY_free(private_key);
    sk_X509_pop_free(chain, X509_free);
    BIO_free(bytes);
    return status;
}
