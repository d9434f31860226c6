#include "crypto/backend.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

extern const zks_backend zks_portable_backend;
#ifdef ZKS_HAVE_AVX2
extern const zks_backend zks_avx2_backend;
#endif
#ifdef ZKS_HAVE_IFMA
extern const zks_backend zks_ifma_backend;
#endif

/* The compiler's tests read CPUID and, for what needs wider registers saved, XCR0. */
static bool has_avx2(void)
{
#ifdef ZKS_HAVE_AVX2
    return __builtin_cpu_supports("avx2");
#else
    return false;
#endif
}

static bool has_ifma(void)
{
#ifdef ZKS_HAVE_IFMA
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512ifma");
#else
    return false;
#endif
}

static bool has_portable(void)
{
    return true;
}

/* The best first. A backend left out of the build keeps its name. */
static const struct {
    const char *name;
    const zks_backend *backend;
    bool (*usable)(void);
} backends[] = {
#ifdef ZKS_HAVE_IFMA
    {"ifma", &zks_ifma_backend, has_ifma},
#else
    {"ifma", NULL, has_ifma},
#endif
#ifdef ZKS_HAVE_AVX2
    {"avx2", &zks_avx2_backend, has_avx2},
#else
    {"avx2", NULL, has_avx2},
#endif
    {"portable", &zks_portable_backend, has_portable},
};

static _Atomic(const zks_backend *) current;

zks_backend_status zks_backend_select(const char *name)
{
    zks_backend_status status = ZKS_BACKEND_UNKNOWN;
    for (size_t i = 0; i < sizeof backends / sizeof backends[0]; i++) {
        if (name != NULL && strcmp(name, backends[i].name) != 0)
            continue;
        if (backends[i].usable()) {
            atomic_store(&current, backends[i].backend);
            return ZKS_BACKEND_SELECTED;
        }
        status = ZKS_BACKEND_ABSENT;
    }
    return status;
}

const zks_backend *zks_backend_current(void)
{
    const zks_backend *backend = atomic_load_explicit(&current, memory_order_acquire);
    if (backend != NULL)
        return backend;
    if (zks_backend_select(getenv("ZKSOLV_CPU")) != ZKS_BACKEND_SELECTED)
        zks_backend_select(NULL);
    return atomic_load(&current);
}
