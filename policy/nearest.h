/* The known name a mistyped one was probably meant to be, for hints. */
#ifndef ZKS_POLICY_NEAREST_H
#define ZKS_POLICY_NEAREST_H

#include <stddef.h>

typedef struct {
    const char *text; /* borrowed, like the names offered */
    size_t length, distance;
    const char *best; /* NULL: none is near */
} zks_nearest;

/* Near is an edit distance (letters of either case alike) of at most a third of the length, rounded up. */
zks_nearest zks_nearest_to(const char *text, size_t length);
void zks_nearest_offer(zks_nearest *nearest, const char *name);

/* The hint for a message: `; did you mean "BTC"?`, or nothing. */
typedef struct {
    char text[96];
} zks_hint;
zks_hint zks_nearest_hint(const zks_nearest *nearest);

#endif
