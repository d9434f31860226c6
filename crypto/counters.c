#include "crypto/counters.h"

#include <stdatomic.h>

static _Atomic uint64_t done[ZKS_WORK_KINDS];

void zks_work_add(zks_work_kind kind, uint64_t count)
{
    atomic_fetch_add_explicit(&done[kind], count, memory_order_relaxed);
}

uint64_t zks_work_done(zks_work_kind kind)
{
    return atomic_load_explicit(&done[kind], memory_order_relaxed);
}

const char *zks_work_name(zks_work_kind kind)
{
    static const char *const names[] = {
#define ZKS_WORK_TEXT(name, text) text,
        ZKS_WORK_LIST(ZKS_WORK_TEXT)
#undef ZKS_WORK_TEXT
    };
    return names[kind];
}
