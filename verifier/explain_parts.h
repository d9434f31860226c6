/* What printing of JSON for people is made of. Within verifier/. */
#ifndef ZKS_VERIFIER_EXPLAIN_PARTS_H
#define ZKS_VERIFIER_EXPLAIN_PARTS_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

/* Members of an object; text is NULL where it is null. */
const char *zks_explain_text_of(const json_t *object, const char *member);
intmax_t zks_explain_number_of(const json_t *object, const char *member);
bool zks_explain_is_true(const json_t *object, const char *member);
/* "a, b, c"; malloc'd, NULL: no memory. */
char *zks_explain_joined(const json_t *strings);

/* "    written   price * debt", broken where long. False: no memory. */
bool zks_explain_put_field(const char *name, const char *text);

#endif
