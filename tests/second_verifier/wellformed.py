"""docs/circuits.md, What is checked before any number is known."""
import itertools
from dataclasses import dataclass, replace

from second_verifier.errors import refuse
from second_verifier.language import (DEEPEST_FACTOR, Comparison, Count, Factors, Name, Number, Parser, Terms, Total,
                                      names_in)

PUBLIC, LINEAR, AFFINE = "public", "linear", "affine"
MOST_NAMES, MOST_FIELDS, MOST_REQUIREMENTS, MOST_POLICIES = 4096, 256, 1024, 1024


@dataclass(frozen=True)
class Place:
    """Where an expression stands: in something of an "account" or of the "pool", in a "total", in a "policy" check, or
    in what is "public" whatever it belongs to. `bound` are the indexes with a member in scope; `advice_below` is the
    position from which on advice is not known yet; a policy check gathers in `free` the indexes over whose members it
    holds."""
    kind: str
    bound: frozenset = frozenset()
    requirement: object = None
    advice_below: int = None
    free: set = None

    def key(self):
        return self.kind, id(self.requirement), self.advice_below


class Circuit:
    """A circuit that is well-formed whatever its numbers are."""

    def __init__(self, text):
        parsed = Parser(text).text()
        self.name, self.indexes, self.params = parsed.name, parsed.indexes, parsed.params
        self.columns, self.pool_columns, self.advice = parsed.columns, parsed.pool_columns, parsed.advice
        self.requirement_list, self.policies = parsed.requirements, parsed.policies
        self.requirements = {requirement.name: requirement for requirement in parsed.requirements}
        self.field_index = {field: index.name for index in self.indexes.values() for field in index.fields
                            if field != "decimals"}
        self.param_names = {param.name: param for param in self.params}
        self.account_names = {column.name: column for column in self.columns}
        self.pool_names = {column.name: column for column in self.pool_columns}
        self.advice_names = {advice.name: advice for advice in self.advice}
        self.lets = {let.name: let for let in parsed.lets}
        self.lets_open, self.natures_of_lets, self.depths_of_lets = set(), {}, {}
        self.check_limits(parsed)
        self.check_indexes()
        self.check_columns()
        for let in parsed.lets:
            self.nature_of_let(let, Place(let.scope or "public"))
        for advice in self.advice:
            self.check_advice(advice)
        for requirement in self.requirement_list:
            place = Place(requirement.scope, self.scope_over(requirement.over), requirement)
            for side in requirement.sides:
                self.nature(side, place)
        self.free_indexes = [self.check_policy(policy) for policy in self.policies]

    def check_limits(self, parsed):
        if (len(parsed.names) > MOST_NAMES or
                any(len(set(index.fields) - {"decimals"}) > MOST_FIELDS for index in self.indexes.values()) or
                len(self.requirement_list) > MOST_REQUIREMENTS or len(self.policies) > MOST_POLICIES):
            refuse("beyond a limit")
        if len(self.requirements) < len(self.requirement_list):
            refuse("a requirement declared twice")
        if not self.columns:
            refuse("no account columns")

    # ---- Indexes and scopes ----

    def check_indexes(self):
        for index in self.indexes.values():
            seen = {index.name}
            while index.parent is not None:
                if index.parent not in self.indexes or index.parent in seen:
                    refuse("in what is no index, or in a circle: " + index.name)
                seen.add(index.parent)
                index = self.indexes[index.parent]

    def ancestors(self, index):
        """Its parent, the parent of that, and so on."""
        while (index := self.indexes[index].parent) is not None:
            yield index

    def parent_of(self, index):
        return self.indexes[index].parent

    def with_member(self, bound, index):
        return bound | {index, *self.ancestors(index)}

    def enter(self, index, parent, place):
        """The indexes with a member in scope inside of what runs over `index` or `index in parent`."""
        if index not in self.indexes or index in place.bound:
            refuse("no index, or one with a member in scope: " + index)
        if parent is None:
            if place.bound & set(self.ancestors(index)):
                refuse("its parent has a member in scope: " + index)
        elif parent != self.parent_of(index):
            refuse("%s is not in %s" % (index, parent))
        else:
            self.check_member_in_scope(parent, place)
        return self.with_member(place.bound, index)

    def scope_over(self, over, bound=frozenset()):
        for index in over:
            bound = self.enter(index, None, Place("account", bound))
        return bound

    def check_member_in_scope(self, index, place):
        if index in place.bound:
            return
        if place.free is None:
            refuse("no member in scope of " + index)
        place.free.add(index)

    # ---- Declarations ----

    def check_columns(self):
        for column in self.params + self.columns + self.pool_columns:
            bound = self.scope_over(column.over)
            if column.unit == "units" and (column.members_of not in bound or
                                           not self.indexes[column.members_of].has_decimals()):
                refuse("units of another index, or of one without decimals: " + column.name)

    def check_advice(self, advice):
        place = Place(advice.scope, self.scope_over(advice.over), advice_below=advice.position)
        if advice.is_flag():
            self.nature(advice.smaller, place)
            self.nature(advice.larger, place)
        elif advice.filling is not None:
            if not advice.over:
                refuse("filling into a column without index: " + advice.name)
            self.nature(advice.filling.size, replace(place, kind="public"))
            self.nature(advice.filling.expression, replace(place, bound=self.scope_of_filled(advice)))
        else:
            for bound in advice.bounds:
                self.check_bound(advice, bound, place)

    def scope_of_filled(self, advice):
        *others, slices = advice.over
        bound = self.scope_over(others)
        return bound if self.parent_of(slices) is None else self.with_member(bound, self.parent_of(slices))

    def check_bound(self, advice, bound, place):
        for members in bound.members:
            place = replace(place, bound=self.enter(members.index, members.parent, place))
        if bound.when is not None:
            flag = self.advice_names.get(bound.when)
            if advice.side == "most" or bound.extreme is not None:
                refuse("when in at most, or with largest")
            if flag is None or not flag.is_flag() or flag.scope != advice.scope:
                refuse("when what is no flag of its scope: " + bound.when)
            self.nature(Name(bound.when), place)
        if bound.extreme is not None:
            which, count, index = bound.extreme
            if (which == "largest") != (advice.side == "least"):
                refuse("largest in at most, or smallest in at least")
            self.nature(count, replace(place, kind="public"))
            parent = self.indexes[index].parent if index in self.indexes else None
            place = replace(place, bound=self.enter(index, parent if parent in place.bound else None, place))
        self.nature(bound.expression, place)

    def check_policy(self, policy):
        """The indexes over whose members it holds."""
        place = Place("policy", free=set())
        if isinstance(policy, Comparison):
            for expression in policy.chain[::2]:
                self.nature(expression, place)
        else:
            if policy.index not in self.indexes:
                refuse("no index: " + policy.index)
            self.nature(policy.expression, place)
            if any(policy.index in self.ancestors(index) for index in place.free):
                refuse("along an index of which a child is mentioned: " + policy.index)
            place.free.add(policy.index)
        for one, other in itertools.combinations(place.free, 2):
            above, above_other = {one, *self.ancestors(one)}, {other, *self.ancestors(other)}
            if one not in above_other and other not in above and above & above_other:
                refuse("a policy check of two children of one parent")
        return place.free

    # ---- Expressions ----

    def nature(self, x, place):
        """Whether an expression is public, linear or affine; refuses what is not well-formed."""
        if isinstance(x, Number):
            return PUBLIC
        if isinstance(x, Name):
            return self.nature_of_name(x, place)
        if isinstance(x, Terms):
            natures = {self.nature(term, place) for _, term in x.terms}
            return natures.pop() if len(natures) == 1 else AFFINE
        if isinstance(x, Factors):
            return self.nature_of_product(x, place)
        if isinstance(x, Total):
            return self.nature_of_total(x, place)
        inner = self.enter(x.members.index, x.members.parent, place)
        return PUBLIC if isinstance(x, Count) else self.nature(x.expression, replace(place, bound=inner))

    def nature_of_name(self, x, place):
        name = x.name
        if name in self.field_index:
            self.check_member_in_scope(self.field_index[name], place)
            return PUBLIC
        declared = (self.param_names.get(name) or self.account_names.get(name) or self.pool_names.get(name) or
                    self.advice_names.get(name) or self.lets.get(name))
        if declared is None:
            refuse("not declared, or an index: " + name)
        for index in declared.over:
            self.check_member_in_scope(index, place)
        if name in self.param_names:
            return PUBLIC
        if name in self.lets:
            nature = self.nature_of_let(declared, place)
            if x.depth + self.depths_of_lets[name] > DEEPEST_FACTOR:
                refuse("nested too deep")
            return nature
        if name in self.advice_names:
            return self.nature_of_advice(declared, place)
        if place.kind not in self.kinds_of_places(declared):
            refuse("a column where it cannot stand: " + name)
        return LINEAR if name in self.account_names or declared.may_hide else PUBLIC

    def kinds_of_places(self, column):
        """Where a column of the ledger or of the pool can stand."""
        if column.name in self.account_names:
            return "account", "total"
        return ("pool",) if column.may_hide else ("pool", "total")

    def nature_of_advice(self, advice, place):
        if place.kind != advice.scope and not (place.kind == "total" and advice.committed):
            refuse("advice where it cannot stand: " + advice.name)
        if place.advice_below is not None and advice.position >= place.advice_below:
            refuse("advice in its own declaration, or in one above it: " + advice.name)
        return LINEAR

    def nature_of_let(self, let, place):
        if let.scope is not None and place.kind != "total" and place.kind != let.scope:
            refuse("a let where it cannot stand: " + let.name)
        key = let.name, place.key()
        if key not in self.natures_of_lets:
            if let.name in self.lets_open:
                refuse("a let that needs itself: " + let.name)
            self.lets_open.add(let.name)
            inner = replace(place, bound=self.scope_over(let.over), free=None)
            self.natures_of_lets[key] = self.nature(let.expression, inner)
            self.depths_of_lets[let.name] = max([let.depth] + [
                x.depth + self.depths_of_lets[x.name] for x in names_in(let.expression) if x.name in self.lets])
            self.lets_open.remove(let.name)
        return self.natures_of_lets[key]

    def nature_of_product(self, x, place):
        nature = self.nature(x.factors[0][1], place)
        for sign, factor in x.factors[1:]:
            other = self.nature(factor, place)
            if other != PUBLIC and (sign == "/" or nature != PUBLIC):
                refuse("two private factors, or a private divisor")
            nature = other if nature == PUBLIC else nature
        return nature

    def nature_of_total(self, x, place):
        if place.kind != "pool":
            refuse("total outside pool expressions, or in another")
        if self.nature(x.expression, replace(place, kind="total")) != LINEAR:
            refuse("total of what is not linear")
        if x.cover is not None:
            how, name = x.cover
            cover = self.requirements.get(name)
            if (cover is None or cover.scope != "pool" or cover is place.requirement or
                    not place.bound.issuperset(cover.over) or
                    any(map(self.mentions_pool, cover.sides)) != (how == "backed")):
                refuse("no such cover: " + name)
        return LINEAR

    def mentions_pool(self, x):
        """Whether a pool column stands in it, or in a let it needs."""
        waiting, lets = [x], set()
        while waiting:
            for name in {found.name for found in names_in(waiting.pop())}:
                if name in self.pool_names:
                    return True
                if name in self.lets and name not in lets:
                    lets.add(name)
                    waiting.append(self.lets[name].expression)
        return False
