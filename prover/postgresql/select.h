/* What can be said of a query before a server is asked. */
#ifndef ZKS_PROVER_POSTGRESQL_SELECT_H
#define ZKS_PROVER_POSTGRESQL_SELECT_H

#include <stdbool.h>
#include <stddef.h>

/* Whether it begins as what only gives rows: SELECT, WITH, VALUES or TABLE, behind spaces, comments and parentheses. */
bool zks_query_is_select(const char *query);

/* Its length without the spaces and semicolons at its end. */
size_t zks_query_length(const char *query);

#endif
