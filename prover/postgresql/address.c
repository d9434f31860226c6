#include "prover/postgresql/address.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char *const schemes[] = {"postgresql://", "postgres://"};

/* What stands behind the scheme; NULL: another scheme, or none. */
static const char *behind_scheme(const char *path)
{
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (strncmp(path, schemes[i], strlen(schemes[i])) == 0)
            return path + strlen(schemes[i]);
    return NULL;
}

bool zks_is_postgresql(const char *path)
{
    return strncasecmp(path, "postgresql:", strlen("postgresql:")) == 0 ||
           strncasecmp(path, "postgres:", strlen("postgres:")) == 0;
}

/* Of "host:port,host:port", where a host may be an address in brackets. */
static bool has_numbers_as_ports(const char *hosts, size_t length)
{
    bool in_brackets = false, in_port = false;
    for (size_t i = 0; i < length; i++) {
        if (in_port && hosts[i] != ',' && (hosts[i] < '0' || hosts[i] > '9'))
            return false;
        in_brackets = (in_brackets || hosts[i] == '[') && hosts[i] != ']';
        in_port = (in_port || (hosts[i] == ':' && !in_brackets)) && hosts[i] != ',';
    }
    return true;
}

static const char *hosts_of(const char *address)
{
    const char *rest = behind_scheme(address), *at = strchr(rest, '@');
    return at != NULL ? at + 1 : rest;
}

static bool is_taken(const char *address)
{
    PQconninfoOption *options = PQconninfoParse(address, NULL);
    PQconninfoFree(options);
    return options != NULL;
}

bool zks_postgresql_address_is_clear(const char *address)
{
    const char *rest = behind_scheme(address);
    if (rest == NULL)
        return false;
    const char *hosts = hosts_of(address);
    bool is_before_path = hosts == rest || strcspn(rest, "/?#") >= (size_t)(hosts - rest);
    return is_before_path && strchr(hosts, '@') == NULL && has_numbers_as_ports(hosts, strcspn(hosts, "/?")) &&
           is_taken(address);
}

char *zks_postgresql_name(const char *address)
{
    if (!zks_postgresql_address_is_clear(address))
        return strdup("postgresql");
    const char *hosts = hosts_of(address);
    char *name;
    int length = asprintf(&name, "postgresql://%.*s", (int)strcspn(hosts, "?"), hosts);
    return length < 0 ? NULL : name;
}
