#include "circuits/check.h"

#include "circuits/checker.h"
#include "circuits/names.h"

bool zks_circuit_check(zks_circuit *circuit, zks_diagnostics *d)
{
    size_t findings = d->findings;
    zks_checker c = {.circuit = circuit, .diagnostics = d, .slices = ZKS_NO_INDEX};
    c.members = zks_arena_alloc(&circuit->arena, circuit->indexes.count + 1);
    if (!c.members || !zks_names_sort(circuit, d) || !zks_check_parents(&c) || !zks_check_requirement_names(&c))
        return false;
    zks_check_declarations(&c);
    if (!zks_check_lets(&c))
        return false;
    zks_check_advice(&c);
    zks_check_requirements(&c);
    return zks_check_policy(&c) && d->findings == findings && !circuit->arena.exhausted;
}
