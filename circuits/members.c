#include "circuits/members.h"

#include "circuits/bounds.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t member_count(const zks_numbers *numbers, size_t index)
{
    return numbers->indexes[index].member_count;
}

static long parent_of(const zks_in_scope *scope, size_t index)
{
    return scope->circuit->indexes.items[index]->parent;
}

/* Counts, prefix sums, then every member behind those before it. */
static bool sort_children(zks_children *children, const zks_index *index, size_t parents)
{
    size_t count = index->member_count;
    children->first = calloc(parents + 2, sizeof *children->first);
    children->member = calloc(count + 1, sizeof *children->member);
    children->position = calloc(count + 1, sizeof *children->position);
    if (!children->first || !children->member || !children->position)
        return false;
    for (size_t m = 0; m < count; m++)
        children->first[index->members[m].parent_position + 2]++;
    for (size_t p = 2; p < parents + 2; p++)
        children->first[p] += children->first[p - 1];
    for (size_t m = 0; m < count; m++) {
        size_t position = children->first[index->members[m].parent_position + 1]++;
        children->member[position] = m;
        children->position[m] = position;
    }
    return true;
}

bool zks_in_scope_init(zks_in_scope *scope, const zks_circuit *circuit, const zks_numbers *numbers)
{
    size_t count = circuit->indexes.count;
    *scope = (zks_in_scope){.circuit = circuit, .numbers = numbers};
    scope->member = malloc((count + 1) * sizeof *scope->member);
    scope->children = calloc(count + 1, sizeof *scope->children);
    scope->exhausted = !scope->member || !scope->children;
    for (size_t i = 0; !scope->exhausted && i < count; i++) {
        long parent = parent_of(scope, i);
        scope->member[i] = ZKS_NO_MEMBER;
        if (parent != ZKS_NO_INDEX)
            scope->exhausted =
                !sort_children(&scope->children[i], &numbers->indexes[i], member_count(numbers, (size_t)parent));
    }
    return !scope->exhausted;
}

void zks_in_scope_clear(zks_in_scope *scope)
{
    for (size_t i = 0; scope->children && i < scope->circuit->indexes.count; i++) {
        free(scope->children[i].first);
        free(scope->children[i].member);
        free(scope->children[i].position);
    }
    free(scope->children);
    free(scope->member);
    free(scope->hidden);
}

static bool hide(zks_in_scope *scope, size_t index)
{
    if (scope->hidden_count == scope->hidden_capacity) {
        size_t capacity = scope->hidden_capacity ? 2 * scope->hidden_capacity : 64;
        zks_hidden_member *grown = realloc(scope->hidden, capacity * sizeof *grown);
        if (!grown)
            return !(scope->exhausted = true);
        scope->hidden = grown;
        scope->hidden_capacity = capacity;
    }
    scope->hidden[scope->hidden_count++] = (zks_hidden_member){index, scope->member[index]};
    return true;
}

void zks_bind(zks_in_scope *scope, size_t index, size_t member)
{
    while (scope->member[index] != member && hide(scope, index)) {
        scope->work++;
        scope->member[index] = member;
        long parent = parent_of(scope, index);
        if (parent == ZKS_NO_INDEX)
            return;
        member = scope->numbers->indexes[index].members[member].parent_position;
        index = (size_t)parent;
    }
}

void zks_unbind(zks_in_scope *scope, size_t mark)
{
    while (scope->hidden_count > mark) {
        const zks_hidden_member *hidden = &scope->hidden[--scope->hidden_count];
        scope->member[hidden->index] = hidden->outer;
    }
}

zks_member_range zks_member_range_of(const zks_in_scope *scope, size_t index, bool within)
{
    if (!within)
        return (zks_member_range){.count = member_count(scope->numbers, index)};
    const zks_children *children = &scope->children[index];
    size_t parent = scope->member[parent_of(scope, index)];
    assert(parent != ZKS_NO_MEMBER);
    return (zks_member_range){children->first[parent + 1] - children->first[parent],
                              children->member + children->first[parent]};
}

zks_member_range zks_member_range_in_scope(const zks_in_scope *scope, size_t index)
{
    long parent = parent_of(scope, index);
    return zks_member_range_of(scope, index, parent != ZKS_NO_INDEX && scope->member[parent] != ZKS_NO_MEMBER);
}

size_t zks_member_at(zks_member_range range, size_t position)
{
    assert(position < range.count);
    return range.member ? range.member[position] : position;
}

void zks_walk_begin(zks_walk *walk, zks_in_scope *scope, const size_t *indexes, size_t count)
{
    *walk = (zks_walk){.scope = scope, .indexes = indexes, .count = count, .mark = scope->hidden_count};
    walk->levels = calloc(count + 1, sizeof *walk->levels);
    if (!walk->levels)
        scope->exhausted = true;
}

static void enter_level(zks_walk *walk, size_t level)
{
    walk->levels[level] = (zks_walk_level){.range = zks_member_range_in_scope(walk->scope, walk->indexes[level]),
                                           .mark = walk->scope->hidden_count};
}

static bool is_on(const zks_walk *walk)
{
    return !walk->scope->exhausted && walk->scope->work <= ZKS_MAX_WORK;
}

/* Goes on from a level to a full combination, or back through those that have no further member. */
static bool descend(zks_walk *walk, size_t level)
{
    while (level < walk->count && is_on(walk)) {
        zks_walk_level *at = &walk->levels[level];
        zks_unbind(walk->scope, at->mark);
        if (at->at < at->range.count) {
            zks_bind(walk->scope, walk->indexes[level], zks_member_at(at->range, at->at++));
            if (++level < walk->count)
                enter_level(walk, level);
        } else if (level-- == 0) {
            return false;
        }
    }
    return is_on(walk);
}

bool zks_walk_next(zks_walk *walk)
{
    if (!is_on(walk))
        return false;
    if (walk->started)
        return walk->count && descend(walk, walk->count - 1);
    walk->started = true;
    if (walk->count)
        enter_level(walk, 0);
    return descend(walk, 0);
}

void zks_walk_end(zks_walk *walk)
{
    zks_unbind(walk->scope, walk->mark);
    free(walk->levels);
}

size_t zks_combination_in_scope(const zks_in_scope *scope, const zks_over *over)
{
    size_t combination = 0;
    for (size_t i = 0; i < over->count; i++) {
        size_t member = scope->member[over->index[i]];
        assert(member != ZKS_NO_MEMBER);
        combination = combination * member_count(scope->numbers, over->index[i]) + member;
    }
    return combination;
}

/* The member `step` places on, where it has the same parent. */
static size_t sibling(const zks_in_scope *scope, size_t index, size_t member, long step)
{
    const zks_children *children = &scope->children[index];
    size_t count = member_count(scope->numbers, index);
    size_t position = (children->position ? children->position[member] : member) + (size_t)step;
    if (position >= count) /* below zero, too */
        return ZKS_NO_MEMBER;
    if (!children->position)
        return position;
    const zks_member *members = scope->numbers->indexes[index].members;
    size_t other = children->member[position];
    return members[other].parent_position == members[member].parent_position ? other : ZKS_NO_MEMBER;
}

size_t zks_next_sibling(const zks_in_scope *scope, size_t index, size_t member)
{
    return sibling(scope, index, member, 1);
}

size_t zks_previous_sibling(const zks_in_scope *scope, size_t index, size_t member)
{
    return sibling(scope, index, member, -1);
}

const char *zks_scope_text(const zks_in_scope *scope, char buffer[256])
{
    size_t length = 0;
    buffer[0] = '\0';
    for (size_t i = 0; i < scope->circuit->indexes.count; i++) {
        if (scope->member[i] == ZKS_NO_MEMBER)
            continue;
        const char *index = scope->circuit->indexes.items[i]->name,
                   *member = scope->numbers->indexes[i].members[scope->member[i]].name;
        if (length + strlen(index) + strlen(member) + 8 > 256)
            break;
        length += (size_t)snprintf(buffer + length, 256 - length, "%s%s %s", length ? ", " : " for ", index, member);
    }
    return buffer;
}
