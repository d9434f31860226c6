#include "argument/shape.h"
#include "verifier/case_tools.h"
#include "verifier/cases.h"

static uint64_t integer_of(const json_t *object, const char *member)
{
    return (uint64_t)json_integer_value(json_object_get(object, member));
}

zks_status zks_case_shape(const json_t *object, const zks_json_path *at, zks_report *report)
{
    static const zks_json_member members[] = {{"rows", JSON_INTEGER},       {"cells", JSON_INTEGER},
                                              {"committed", JSON_INTEGER},  {"rounds", JSON_INTEGER},
                                              {"row_length", JSON_INTEGER}, {"matrix_rows", JSON_INTEGER},
                                              {"folds", JSON_INTEGER},      {"points", JSON_INTEGER},
                                              {"words", JSON_INTEGER},      {"external", JSON_INTEGER}};
    size_t count = COUNT(members);
    if (json_object_get(object, "external") == NULL)
        count--; /* the last may be absent */
    if (!zks_json_is_object_of(object, at, members, count, report))
        return ZKS_REJECT_VECTOR;
    zks_shape shape;
    if (!zks_shape_make(&shape, integer_of(object, "rows"), integer_of(object, "cells"),
                        integer_of(object, "committed"), integer_of(object, "external")))
        return zks_case_fault(report, at, NULL, "sizes out of range");
    const struct {
        const char *member;
        uint64_t computed;
    } sizes[] = {{"rounds", shape.rounds}, {"row_length", shape.row_length}, {"matrix_rows", shape.matrix_rows},
                 {"folds", shape.folds},   {"points", shape.at.points},      {"words", shape.at.words}};
    for (size_t i = 0; i < COUNT(sizes); i++)
        if (integer_of(object, sizes[i].member) != sizes[i].computed)
            return zks_case_differs(report, at, sizes[i].member);
    return ZKS_OK;
}
