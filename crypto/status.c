#include "zksolv/status.h"

static const struct {
    const char *name, *text;
} statuses[ZKS_STATUS_COUNT] = {
#define ZKS_STATUS_ROW(id, name, text) {name, text},
    ZKS_STATUS_LIST(ZKS_STATUS_ROW)
#undef ZKS_STATUS_ROW
};

const char *zks_status_name(zks_status status)
{
    return (unsigned)status < ZKS_STATUS_COUNT ? statuses[status].name : "unknown";
}

const char *zks_status_text(zks_status status)
{
    return (unsigned)status < ZKS_STATUS_COUNT ? statuses[status].text : "unknown status";
}
