/* Addresses of PostgreSQL databases, postgresql://USER:PASSWORD@HOST:PORT/DATABASE?OPTIONS or postgres://...: what
 * libpq takes (its manual, "Connection URIs"), and what messages may say of them. */
#ifndef ZKS_PROVER_POSTGRESQL_ADDRESS_H
#define ZKS_PROVER_POSTGRESQL_ADDRESS_H

#include <stdbool.h>

/* Whether it was meant as one: a misspelt scheme, too, may have a password behind it that no message about a file
 * shows. */
bool zks_is_postgresql(const char *path);

/* Whether libpq takes it and it is certain which part is the password: no @ but one, before the hosts, and ports that
 * are numbers. */
bool zks_postgresql_address_is_clear(const char *address);

/* The address without user, password and options; only "postgresql" where it is not clear what they are. malloc'd;
 * NULL: out of memory. */
char *zks_postgresql_name(const char *address);

#endif
