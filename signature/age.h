/* How old an attestation may be. */
#ifndef ZKS_SIGNATURE_AGE_H
#define ZKS_SIGNATURE_AGE_H

#include "zksolv/status.h"

#include <stdint.h>

#define ZKS_AGE_CLOCK_SECONDS 300 /* by which clocks may differ */

/* Whether `time` (canonical: a statement's snapshot or created, or a timestamp's) is at most `limit` seconds before
 * `now` and no more than ZKS_AGE_CLOCK_SECONDS after it: a time in the future would never get old. Else
 * ZKS_REJECT_AGE. */
zks_status zks_age_check(const char *time, const char *now, uint64_t limit, zks_report *report);

/* The same of the older of two times, of which *of is the name: "created" or "timestamp". A timestamp can be had for
 * what was made long ago, and `created` is the issuer's to choose. `timestamp` NULL: there is none. */
zks_status zks_age_check_older(const char **of, const char *created, const char *timestamp, const char *now,
                               uint64_t limit, zks_report *report);

#endif
