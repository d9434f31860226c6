/* Advice and flags in words: what they are, and what the prover can make of them. */
#include "circuits/explain.h"
#include "circuits/explain_expression.h"

#include <assert.h>

static const zks_advice_item *item_at(const zks_circuit *circuit, size_t advice)
{
    assert(advice < circuit->advice.count);
    return circuit->advice.items[advice]->advice;
}

static void put_extremes(FILE *out, const zks_bound *bound)
{
    fputs("the sum of the ", out);
    zks_put_factor(out, bound->rank);
    fprintf(out, " %s, over ", bound->kind == ZKS_BOUND_LARGEST ? "largest" : "smallest");
    zks_put_members(out, &bound->extremes);
    fputs(", of ", out);
    zks_put_factor(out, bound->expression);
    fputs(" (negative ones count as 0)", out);
}

static void put_bound(FILE *out, const zks_bound *bound)
{
    if (bound->kind == ZKS_BOUND_PLAIN)
        zks_put_expression(out, bound->expression);
    else
        put_extremes(out, bound);
    for (size_t i = 0; i < bound->for_count; i++) {
        fputs(i == 0 ? ", for " : " and ", out);
        zks_put_members(out, &bound->for_members[i]);
    }
    if (bound->when != NULL)
        fprintf(out, ", where %s is 1", bound->when->name);
}

static void put_bounds(FILE *out, const zks_advice_item *item)
{
    bool several = item->bound_count > 1;
    if (item->at_most)
        fputs(several ? "at most each of these, and never below 0: " : "at most this, and never below 0: ", out);
    else
        fputs(several ? "at least each of these, and 0: " : "at least this, and 0: ", out);
    for (size_t i = 0; i < item->bound_count; i++) {
        if (several)
            fprintf(out, "%s(%zu) ", i == 0 ? "" : "; ", i + 1);
        put_bound(out, &item->bounds[i]);
    }
}

static void put_filling(FILE *out, const zks_circuit *circuit, const zks_advice_item *item)
{
    const zks_over *over = &item->symbol->over;
    const zks_symbol *slices = circuit->indexes.items[over->index[over->count - 1]];
    fputs("slices of ", out);
    zks_put_factor(out, item->filled);
    fprintf(out, ", one for every %s in the order of the policy", slices->name);
    if (slices->parent >= 0)
        fprintf(out, ", those of each %s apart", circuit->indexes.items[slices->parent]->name);
    fputs(item->at_most ? ": none above " : ": none but the last above ", out);
    zks_put_factor(out, item->size);
    fputs(item->at_most ? ", together at most the whole; what is above the last slice counts nowhere"
                        : ", together at least the whole; the last takes the rest",
          out);
}

static void put_flag(FILE *out, const zks_advice_item *item)
{
    fputs("1 where ", out);
    zks_put_expression(out, item->left);
    fprintf(out, " is %s ", item->greater ? "above" : "below");
    zks_put_expression(out, item->right);
    fputs(", else 0", out);
}

char *zks_explain_advice(const zks_circuit *circuit, size_t advice)
{
    const zks_advice_item *item = item_at(circuit, advice);
    zks_words words;
    zks_words_begin(&words);
    if (words.out == NULL)
        return NULL;
    switch (item->kind) {
    case ZKS_ADVICE_BOUNDS:
        put_bounds(words.out, item);
        break;
    case ZKS_ADVICE_FILLING:
        put_filling(words.out, circuit, item);
        break;
    case ZKS_ADVICE_FLAG:
        put_flag(words.out, item);
        break;
    }
    return zks_words_end(&words);
}

const char *zks_explain_choice(const zks_circuit *circuit, size_t advice)
{
    const zks_advice_item *item = item_at(circuit, advice);
    if (item->kind == ZKS_ADVICE_FLAG)
        return item->exactly ? "the prover computes it and has no choice"
                             : "the prover computes it; he can set it to 1 elsewhere too, where it can only hurt him";
    if (item->kind == ZKS_ADVICE_BOUNDS)
        return item->at_most ? "the prover computes it; he can only understate it, and that may only hurt him"
                             : "the prover computes it; he can only overstate it, and that may only hurt him";
    return item->at_most
               ? "the prover computes them; he can only understate them or leave the better ones empty, and that may "
                 "only hurt him"
               : "the prover computes them; he can only overstate them or fill the dearer ones first, and that may "
                 "only "
                 "hurt him";
}
