"""docs/circuits.md, Public numbers and Policy checks; and the forms that expressions become with these numbers."""
import itertools
from fractions import Fraction

from second_verifier.errors import Rejected, demand, refuse
from second_verifier.language import RELATIONS, Comparison, Count, Factors, Name, Number, Sum, Terms

MOST_VALUES_OF_A_NAME = 1000000
COMMITTED = "committed"
WITHOUT_UNIT = {"decimals": 0, "bytes": 8}


class Form:
    """sum of coefficient * column + constant; `totals` has for each occurrence of total(x) its multiplier, the
    coefficients of x, and the requirement it relies on as (name, members) or None."""

    def __init__(self, constant=Fraction(0), terms=None, totals=()):
        self.constant, self.terms, self.totals = Fraction(constant), dict(terms or {}), list(totals)

    def __add__(self, other):
        sum_of_both = Form(self.constant, self.terms, self.totals)
        sum_of_both.absorb(other)
        return sum_of_both

    def __neg__(self):
        return self.times(-1)

    def __sub__(self, other):
        return self + -other

    def absorb(self, other, factor=1):
        """Adds in place."""
        self.constant += factor * other.constant
        for column, coefficient in other.terms.items():
            self.terms[column] = self.terms.get(column, 0) + factor * coefficient
        self.totals += [(factor * multiplier, x, cover) for multiplier, x, cover in other.totals]

    def times(self, factor):
        product = Form()
        product.absorb(self, factor)
        return product

    def is_public(self):
        return not self.terms and not self.totals

    def without_zeros(self):
        return Form(self.constant, {column: c for column, c in self.terms.items() if c}, self.totals)


def flattened(values, lengths):
    """The values of arrays nested so deep and so long, the last index running fastest."""
    if not lengths:
        if not isinstance(values, str):
            refuse("arrays nested too deep")
        return [values]
    if not isinstance(values, list) or len(values) != lengths[0]:
        refuse("not one number a member")
    return [leaf for part in values for leaf in flattened(part, lengths[1:])]


class Numbers:
    """The public numbers of a claim, which fit the circuit. `committed_pool` are the pool columns that have none;
    `column_of` and `decimals_of` are the columns that stand
    for (name, members), for the compiler to fill."""

    def __init__(self, circuit, claim):
        self.circuit, self.quote, self.members = circuit, claim["quote"], claim["indexes"]
        self.column_of, self.decimals_of, self.forms_of_lets = {}, {}, {}
        self.check_members()
        self.ancestors_of = {index: self.ancestors_of_members(index) for index in circuit.indexes}
        if set(claim["params"]) != set(circuit.param_names) or set(claim["pool"]) != set(circuit.pool_names):
            refuse("parameters or pool columns are not those of the circuit")
        self.values = {(field, (i,)): Fraction(member[field]) for field, index in circuit.field_index.items()
                       for i, member in enumerate(self.members[index])}
        for declared in circuit.params:
            param = claim["params"][declared.name]
            self.set_values(declared, param["values"] if isinstance(param, dict) else param)
        self.committed_pool = []
        for declared in circuit.pool_columns:
            if claim["pool"][declared.name] != COMMITTED:
                self.set_values(declared, claim["pool"][declared.name])
            elif declared.may_hide:
                self.committed_pool.append(declared)
            else:
                refuse("a public pool column that is called committed: " + declared.name)

    def check_members(self):
        if set(self.members) != set(self.circuit.indexes):
            refuse("indexes are not those of the circuit")
        for index in self.circuit.indexes.values():
            expected = set(index.fields) | {"name"} | ({"bytes"} if index.has_decimals() else set())
            expected |= {"in"} if index.parent is not None else set()
            members = self.members[index.name]
            if not members or len({member["name"] for member in members}) < len(members):
                refuse("no members, or two of one name: " + index.name)
            if any(set(member) != expected for member in members):
                refuse("fields are not those of the circuit: " + index.name)

    def ancestors_of_members(self, index):
        """For each member {ancestor index: member number}."""
        parent = self.circuit.parent_of(index)
        if parent is None:
            return [{} for _ in self.members[index]]
        number_of = {member["name"]: i for i, member in enumerate(self.members[parent])}
        above, found = self.ancestors_of_members(parent), []
        for member in self.members[index]:
            if member["in"] not in number_of:
                refuse("in what is no member of %s: %s" % (parent, member["name"]))
            number = number_of[member["in"]]
            found.append({parent: number} | above[number])
        return found

    def set_values(self, declared, values):
        lengths = [len(self.members[index]) for index in declared.over]
        leaves = flattened(values, lengths)
        if len(leaves) > MOST_VALUES_OF_A_NAME:
            refuse("too many values: " + declared.name)
        self.values.update(zip(((declared.name, members) for members in self.combinations(declared.over)),
                               map(Fraction, leaves)))

    # ---- Members in scope: {index: member number} ----

    def combinations(self, over):
        """Tuples of members, the last index running fastest; of no index the one empty tuple."""
        return itertools.product(*(range(len(self.members[index])) for index in over))

    def scope_of(self, over, members):
        scope = {}
        for index, member in zip(over, members):
            scope |= {index: member} | self.ancestors_of[index][member]
        return scope

    def unit_of(self, column, members):
        """The decimals of a column of the ledger or the pool, and the bytes it has where it does not say it."""
        if column.unit == "quote":
            return self.quote
        index = column.members_of
        if column.unit is None and column.over and self.circuit.indexes[column.over[0]].has_decimals():
            index = column.over[0]
        return WITHOUT_UNIT if index is None else self.members[index][self.scope_of(column.over, members)[index]]

    def members_in(self, index, parent, scope):
        """The members of an index, with a parent those of the one in scope."""
        return [i for i in range(len(self.members[index]))
                if parent is None or self.ancestors_of[index][i][parent] == scope[parent]]

    def entered(self, index, parent, scope):
        """The scope inside, for each of those."""
        for i in self.members_in(index, parent, scope):
            yield scope | self.scope_of([index], [i])

    # ---- Forms ----

    def form(self, x, scope):
        """The value of an expression."""
        if isinstance(x, Number):
            return Form(x.value)
        if isinstance(x, Name):
            return self.form_of_name(x.name, scope)
        if isinstance(x, Factors):
            return self.form_of_product(x, scope)
        form = Form()
        if isinstance(x, Terms):
            for sign, term in x.terms:
                form.absorb(self.form(term, scope), sign)
        elif isinstance(x, Sum):
            for inner in self.entered(x.members.index, x.members.parent, scope):
                form.absorb(self.form(x.expression, inner))
        elif isinstance(x, Count):
            form.constant += len(self.members_in(x.members.index, x.members.parent, scope))
        else:
            terms, cover = self.form(x.expression, scope).terms, None
            if x.cover is not None:
                requirement = self.circuit.requirements[x.cover[1]]
                cover = requirement, tuple(scope[index] for index in requirement.over)
            form = Form(0, terms, [(Fraction(1), terms, cover)])
        return form

    def form_of_name(self, name, scope):
        if name in self.circuit.field_index:
            return Form(self.values[name, (scope[self.circuit.field_index[name]],)])
        if name in self.circuit.lets:
            return self.form_of_let(self.circuit.lets[name], scope)
        circuit = self.circuit
        declared = (circuit.param_names.get(name) or circuit.pool_names.get(name) or
                    circuit.account_names.get(name) or circuit.advice_names.get(name))
        place = name, tuple(scope[index] for index in declared.over)
        if place in self.values:
            return Form(self.values[place])
        return self.column(*place)

    def column(self, name, members):
        """A column as a form, in human units."""
        return Form(0, {self.column_of[name, members]: Fraction(1, 10**self.decimals_of[name, members])})

    def form_of_let(self, let, scope):
        members = tuple(scope[index] for index in let.over)
        if (let.name, members) not in self.forms_of_lets:
            form = self.form(let.expression, self.scope_of(let.over, members))
            self.forms_of_lets[let.name, members] = form
        return self.forms_of_lets[let.name, members]

    def form_of_product(self, x, scope):
        product = Form(1)
        for sign, factor in x.factors:
            form = self.form(factor, scope)
            if sign == "*":
                product = product.times(form.constant) if form.is_public() else form.times(product.constant)
            elif form.constant == 0:
                refuse("division by zero")
            else:
                product = product.times(1 / form.constant)
        return product

    # ---- Policy checks ----

    def check_policies(self):
        for policy, free in zip(self.circuit.policies, self.circuit.free_indexes):
            holds = self.comparison_holds if isinstance(policy, Comparison) else self.is_monotone
            over = [index for index in self.circuit.indexes if index in free]
            scopes = (dict(zip(over, members)) for members in self.combinations(over))
            try:
                demand(all(holds(policy, scope) for scope in scopes if self.belong_together(scope)), "policy")
            except Rejected:  # perhaps for a division by zero
                raise Rejected("policy") from None

    def belong_together(self, scope):
        """Whether each child is one of its own parent's, where that has a member in scope too."""
        return all(scope.get(ancestor, number) == number for index, member in scope.items()
                   for ancestor, number in self.ancestors_of[index][member].items())

    def value(self, x, scope):
        return self.form(x, scope).constant

    def comparison_holds(self, policy, scope):
        values = [self.value(x, scope) for x in policy.chain[::2]]
        return all(RELATIONS[sign](a, b) for a, sign, b in zip(values, policy.chain[1::2], values[1:]))

    def is_monotone(self, policy, scope):
        """Whether the next member of the same parent, all else in scope being equal, is on the right side."""
        index, member = policy.index, scope[policy.index]
        siblings = [i for i in range(member + 1, len(self.members[index]))
                    if self.ancestors_of[index][i] == self.ancestors_of[index][member]]
        if not siblings:
            return True
        here = self.value(policy.expression, scope)
        following = self.value(policy.expression, scope | {index: siblings[0]})
        return following <= here if policy.falling else following >= here
