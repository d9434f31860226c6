/* Certificates that somebody trusts, in PEM, each for itself: an authority's, or a signer's own. Text between them is
 * skipped. */
#ifndef ZKS_SIGNATURE_AUTHORITIES_H
#define ZKS_SIGNATURE_AUTHORITIES_H

typedef struct {
    const char *path; /* of a file of them; NULL: the text is at hand */
    const char *text;
} zks_authorities;

#endif
