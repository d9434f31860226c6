/* Names of columns and constraints for people: "balance[BTC]", "risk[BTC], bound 1, scenario up10". All are to be
 * freed; NULL: out of memory.
 */
#ifndef ZKS_CIRCUITS_PEOPLE_H
#define ZKS_CIRCUITS_PEOPLE_H

#include "circuits/members.h"

/* printf into a new text. */
__attribute__((format(printf, 1, 2))) char *zks_name(const char *format, ...);
/* "name", "name[BTC]", "name[BTC, 30d]": the members in scope of what it is over. */
char *zks_name_in_scope(const zks_in_scope *scope, const char *name, const zks_over *over);
/* name + "" or ", scenario up10, tier 2": the members in scope of these indexes. Takes the name, which may be NULL. */
char *zks_name_with_members(const zks_in_scope *scope, char *name, const size_t *indexes, size_t count);
/* name + ", " + what: takes the name, which may be NULL. */
char *zks_name_with(char *name, const char *what);

/* name + ", " + what + " " + number, likewise. */
char *zks_name_with_number(char *name, const char *what, size_t number);

#endif
