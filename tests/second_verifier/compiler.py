"""docs/circuits.md, From text to constraints."""
import math
from fractions import Fraction

from second_verifier.argument import ORDER, Table
from second_verifier.errors import refuse
from second_verifier.public_numbers import Form, Numbers
from second_verifier.wellformed import Circuit

MOST_COLUMNS, MOST_DECIMALS, WIDEST = 200000, 72, 31


def decimals_of(*numbers):
    """The least d >= 0 for which all are integers when multiplied by 10^d."""
    denominator, decimals = math.lcm(*(number.denominator for number in numbers)), 0
    while 10**decimals % denominator:
        decimals += 1
        if decimals > MOST_DECIMALS:
            refuse("no decimals hold this exactly")
    return decimals


def decimals_of_form(form):
    return decimals_of(form.constant, *form.without_zeros().terms.values())


def width_of(largest):
    """The least w >= 1 with largest < 256^w."""
    return max(1, (math.floor(largest).bit_length() + 7) // 8)


def normal_form(form):
    """The coefficients and the constant as integers without common divisor."""
    parts = [*form.terms.values(), form.constant]
    denominator = math.lcm(*(part.denominator for part in parts))
    divisor = math.gcd(*(int(part * denominator) for part in parts)) or 1
    return ({column: int(c * denominator) // divisor for column, c in form.terms.items()},
            int(form.constant * denominator) // divisor)


class Bounded:
    """What a column is that the prover computes: of which declaration, and whether it is at "least", at "most", or
    "exactly" what that says."""

    def __init__(self, declaration, side):
        self.declaration, self.side = declaration, side


class TableCompiler:
    """The columns and constraints of one table. `bounded` has the advice among the columns, `groups` the slices that
    fill one value, as (declaration, columns), which all have one unit, `pairs` the columns of both legs, `external` the
    columns custodians have committed to; `inequalities` are pairs of a constraint's number and the width of its
    slack."""

    def __init__(self, numbers, scope):
        self.numbers, self.circuit, self.scope = numbers, numbers.circuit, scope
        self.widths, self.constraints, self.committed, self.external = [], [], 0, range(0)
        self.bounded, self.groups, self.pairs, self.inequalities = {}, [], [], []

    def new_column(self, width=None):
        self.widths.append(width)
        if len(self.widths) > MOST_COLUMNS:
            refuse("too many columns")
        return len(self.widths) - 1

    def finished(self):
        """Compiles advice, then requirements, then adds the slacks."""
        for advice in self.circuit.advice:
            if advice.scope == self.scope:
                AdviceCompiler(self, advice).compile()
        for requirement in self.circuit.requirement_list:
            if requirement.scope == self.scope:
                for members in self.numbers.combinations(requirement.over):
                    for form in self.forms_of_requirement(requirement, members):
                        self.add(form, None, requirement.relation == "==", self.is_pinned(requirement, form))
        if len(self.constraints) > MOST_COLUMNS:
            refuse("too many constraints")
        table = Table(self.widths, self.committed, self.constraints, len(self.external))
        for number, slack_width in self.inequalities:
            table.constraints[number][0][self.new_column(slack_width)] = -1
        return table

    # ---- Columns ----

    def columns_of(self, declared):
        """(members, column) of a name's columns, all of them in order."""
        return [(members, self.numbers.column_of[declared.name, members])
                for members in self.numbers.combinations(declared.over)]

    def number(self, declared, members, width=None, decimals=0):
        self.numbers.column_of[declared.name, members] = self.new_column(width)
        self.numbers.decimals_of[declared.name, members] = decimals

    def add_ledger(self):
        """The columns of the ledger, then places for those of committed advice."""
        for column in self.circuit.columns:
            for members in self.numbers.combinations(column.over):
                unit = self.numbers.unit_of(column, members)
                self.number(column, members, column.bytes or unit["bytes"], unit["decimals"])
        for advice in self.circuit.advice:
            if advice.committed:
                for members in self.numbers.combinations(advice.over):
                    self.number(advice, members)
        self.committed = len(self.widths)
        self.add_pairs()

    def add_totals(self, account, rows):
        """Of each committed column of the account table one, bounded as that is."""
        for width in account.widths[:account.committed]:
            self.new_column(width_of(rows * (256**width - 1)))
            if self.widths[-1] > WIDEST:
                refuse("a total could be too large")
        self.committed = account.committed
        self.bounded = {column: bounded for column, bounded in account.bounded.items() if column < self.committed}
        self.groups = [group for group in account.groups if group[0].committed]
        self.add_pairs()

    def add_external(self):
        """The columns of the pool that custodians have committed to."""
        for declared in self.numbers.committed_pool:
            for members in self.numbers.combinations(declared.over):
                unit = self.numbers.unit_of(declared, members)
                self.number(declared, members, unit["bytes"], unit["decimals"])
        self.external = range(self.committed, len(self.widths))

    def add_pairs(self):
        for long in self.circuit.columns:
            if long.partner is not None:
                legs = self.columns_of(long), self.columns_of(long.partner)
                self.pairs += [(a, b) for (_, a), (_, b) in zip(*legs)]

    # ---- Constraints ----

    def forms_of_requirement(self, requirement, members):
        scope, reversed_side = self.numbers.scope_of(requirement.over, members), requirement.relation == "<="
        sides = [self.numbers.form(side, scope) for side in requirement.sides]
        differences = (b - a if reversed_side else a - b for a, b in zip(sides, sides[1:]))
        return [difference.without_zeros() for difference in differences]

    def range_of(self, coefficients, constant):
        """The least and the largest value over the columns' widths."""
        extremes = [c * (256**self.widths[column] - 1) for column, c in coefficients.items()]
        return (constant + sum(value for value in extremes if value < 0),
                constant + sum(value for value in extremes if value > 0))

    def least(self, form):
        return self.range_of(form.terms, form.constant)[0]

    def largest(self, form):
        return self.range_of(form.terms, form.constant)[1]

    def is_pinned(self, requirement, form):
        """Whether an equality says what totals are, rather than that they match."""
        return requirement.relation == "==" and (
            form.constant != 0 or any(map(self.circuit.mentions_pool, requirement.sides))
            or any(column >= self.committed for column in form.terms))

    def add(self, form, declaration=None, is_equality=False, is_pinned=False):
        """The constraint that a form is at least 0, or 0; of the bounds of a declaration, or of a requirement."""
        form = form.without_zeros()
        self.check_advice_of(form, declaration, is_equality)
        self.check_slices(form, declaration)
        self.check_pairs(form, is_equality)
        if self.scope == "pool" and is_pinned:
            self.check_pinned_totals(form)
        elif self.scope == "pool" and not is_equality:
            self.check_totals(form)
        coefficients, constant = normal_form(form)
        least, largest = self.range_of(coefficients, constant)
        if largest < 0 or is_equality and least > 0:
            refuse("it can never hold")
        if not is_equality:
            slack_width = width_of(largest)
            self.inequalities.append((len(self.constraints), slack_width))
            least -= 256**slack_width - 1
            if slack_width > WIDEST:
                refuse("too wide a slack")
        if not -ORDER < least <= largest < ORDER:
            refuse("it could wrap")
        self.constraints.append((coefficients, constant))

    # ---- Polarity ----

    def check_advice_of(self, form, declaration, is_equality):
        for column, coefficient in form.terms.items():
            bounded = self.bounded.get(column)
            if bounded is None or bounded.declaration is declaration or bounded.side == "exactly":
                continue
            if is_equality or (coefficient > 0) != (bounded.side == "most"):
                refuse("advice on the side where the prover gains: " + bounded.declaration.name)

    def check_slices(self, form, declaration):
        for owner, columns in self.groups:
            rates = [form.terms.get(column, 0) for column in columns]
            if owner is not declaration and any(a < b for a, b in zip(rates, rates[1:])):
                refuse("slices whose rates do not fit: " + owner.name)

    def check_pairs(self, form, is_equality):
        for legs in self.pairs:
            both = sum(form.terms.get(leg, 0) for leg in legs)
            if both > 0 or is_equality and both:
                refuse("a pair that can be inflated")

    def check_totals(self, form):
        """No total helps, but what another requirement bounds."""
        others = Form()
        for multiplier, x, cover in form.totals:
            if cover is None or multiplier <= 0:
                others.absorb(Form(0, x), multiplier)
            elif not any(bounds(terms, x) for terms in self.covers(*cover)):
                refuse("%s does not bound the total that relies on it" % cover[0].name)
        if any(coefficient > 0 for coefficient in others.terms.values()):
            refuse("an open total helps")

    def check_pinned_totals(self, form):
        """Every total is bounded by another requirement."""
        others = Form()
        for multiplier, x, cover in form.totals:
            if cover is None:
                others.absorb(Form(0, x), multiplier)
            elif multiplier and not any(bounds(terms, x) for terms in self.covers(*cover)):
                refuse("%s does not bound the total that relies on it" % cover[0].name)
        if any(others.terms.values()):
            refuse("an open total makes up public numbers")

    def covers(self, requirement, members):
        forms = self.forms_of_requirement(requirement, members)
        return [{column: c for column, c in form.terms.items() if column not in self.external}
                for form in forms + [-form for form in forms] * (requirement.relation == "==")]


def bounds(terms, x):
    """Whether for some m > 0 nothing in terms + m * x is positive."""
    least, most = Fraction(0), None
    for column in set(terms) | set(x):
        r, slope = terms.get(column, Fraction(0)), x.get(column, Fraction(0))
        if slope > 0:
            most = -r / slope if most is None else min(most, -r / slope)
        elif slope < 0:
            least = max(least, r / -slope)
        elif r > 0:
            return False
    return most is None or most > 0 and least <= most


class AdviceCompiler:
    """The columns and bounds of one declaration of advice."""

    def __init__(self, table, advice):
        self.table, self.advice, self.numbers = table, advice, table.numbers

    def compile(self):
        advice, table = self.advice, self.table
        if not advice.committed:
            for members in self.numbers.combinations(advice.over):
                table.number(advice, members)
        side = "exactly" if advice.exactly else "least" if advice.is_flag() else advice.side
        for _, column in table.columns_of(advice):
            table.bounded[column] = Bounded(advice, side)
        if advice.filling is not None:
            self.fill()
            return
        for members, column in table.columns_of(advice):
            scope = self.numbers.scope_of(advice.over, members)
            if advice.is_flag():
                self.flag(members, column, scope)
            else:
                self.bound(members, scope)

    def add(self, form):
        self.table.add(form, self.advice)

    def width(self, value, decimals):
        width = width_of(max(0, value) * 10**decimals)
        if width > WIDEST:
            refuse("too wide a column of " + self.advice.name)
        return width

    def fit(self, members, value, decimals):
        """Gives an own column its unit and width."""
        column = self.numbers.column_of[self.advice.name, members]
        self.table.widths[column] = self.advice.bytes or self.width(value, decimals)
        self.numbers.decimals_of[self.advice.name, members] = decimals

    def helper(self, value, decimals):
        """A further column as a form."""
        return Form(0, {self.table.new_column(self.width(value, decimals)): Fraction(1, 10**decimals)})

    # ---- Bounds ----

    def bound(self, members, scope):
        sides = [side for bound in self.advice.bounds for side in self.sides_of(bound, scope)]
        if not sides and self.advice.side == "most":
            refuse("at most nothing: " + self.advice.name)
        values = [self.table.largest(side.reach) for side in sides]
        value = min(values) if self.advice.side == "most" else max(values, default=0)
        self.fit(members, value, max((side.decimals for side in sides), default=0))
        u = self.numbers.column(self.advice.name, members)
        for side in sides:
            for form in side.before:
                self.add(form)
            self.add(side.form - u if self.advice.side == "most" else u - side.form + side.release)

    def sides_of(self, bound, scope):
        """A Side for each member, or combination, of what the bound is for."""
        scopes = [scope]
        for members in bound.members:
            scopes = [inner for outer in scopes for inner in self.numbers.entered(members.index, members.parent, outer)]
        return [self.side_of(bound, inner) for inner in scopes]

    def side_of(self, bound, scope):
        if bound.extreme is not None:
            return self.extreme_side(bound, scope)
        form = self.numbers.form(bound.expression, scope)
        side = Side(form, form, decimals_of_form(form))
        if bound.when is not None:
            release = max(self.table.largest(form), 0)
            side.release = Form(release) - self.numbers.form_of_name(bound.when, scope).times(release)
        return side

    def extreme_side(self, bound, scope):
        which, count, index = bound.extreme
        parent = self.table.circuit.parent_of(index)
        scopes = list(self.numbers.entered(index, parent if parent in scope else None, scope))
        k = self.numbers.form(count, scope).constant
        if not 0 < k <= len(scopes):
            refuse("%s of %s members of %s" % (which, k, index))
        forms = [self.numbers.form(bound.expression, inner) for inner in scopes]
        decimals = max(map(decimals_of_form, forms))
        value = max(map(self.table.largest, forms))
        nu = self.helper(value, decimals)
        if which == "smallest":
            value = self.table.largest(nu) - min(map(self.table.least, forms))
        excesses, before, sum_of_excesses = [], [], Form()
        for form in forms:
            excesses.append(self.helper(value, decimals))
            sum_of_excesses.absorb(excesses[-1])
            before.append(excesses[-1] + nu - form if which == "largest" else excesses[-1] - nu + form)
        whole = nu.times(k) + sum_of_excesses
        if which == "largest":
            return Side(whole, whole, decimals_of_form(whole), before)
        return Side(nu.times(k) - sum_of_excesses, nu.times(k), decimals_of_form(whole), before)

    # ---- Fillings ----

    def fill(self):
        *others, slices = self.advice.over
        parent = self.table.circuit.parent_of(slices)
        over = others + [parent] * (parent is not None)
        for members in self.numbers.combinations(over):
            scope = self.numbers.scope_of(over, members)
            prefix = members[:len(others)]
            group = [prefix + (i,) for i in self.numbers.members_in(slices, parent, scope)]
            self.fill_group(group, self.numbers.form(self.advice.filling.expression, scope))

    def fill_group(self, group, filled):
        at_most, table = self.advice.side == "most", self.table
        sizes = [self.numbers.value(self.advice.filling.size, self.numbers.scope_of(self.advice.over, members))
                 for members in group]
        if any(size < 0 for size in sizes):
            refuse("a size below zero: " + self.advice.name)
        decimals = max(decimals_of_form(filled), decimals_of(*sizes)) if group else 0
        for members, size in zip(group, sizes):
            last_takes_rest = not at_most and members is group[-1]
            value = table.largest(filled) if last_takes_rest else min(size, table.largest(filled))
            self.fit(members, value, decimals)
        slices = [self.numbers.column(self.advice.name, members) for members in group]
        if slices:
            columns = [self.numbers.column_of[self.advice.name, members] for members in group]
            table.groups.append((self.advice, columns))
        sum_of_slices = sum(slices, Form())
        limited = list(zip(slices, sizes))[:None if at_most else -1]
        if limited:
            h = self.helper(1, 0)
            self.add(Form(1) - h)
        if not at_most:
            self.add(sum_of_slices - filled)
        elif slices:
            self.add(filled - sum_of_slices)
        for slice_of_it, size in limited:
            self.add(h.times(size) - slice_of_it)

    # ---- Flags ----

    def flag(self, members, column, scope):
        self.table.widths[column] = 1
        form = self.numbers.form(self.advice.smaller, scope) - self.numbers.form(self.advice.larger, scope)
        b = self.numbers.column(self.advice.name, members)
        self.add(Form(1) - b)
        self.add(form + b.times(max(0, -self.table.least(form))))
        if self.advice.exactly:
            step = Fraction(1, 10**decimals_of_form(form))
            largest = max(0, self.table.largest(form) + step)
            self.add(Form(largest - step) - b.times(largest) - form)


class Side:
    """One bound of advice: the form it is, what that can reach at most, its decimals, the forms of helpers that stand
    before it, and what makes it hold where its flag is 0."""

    def __init__(self, form, reach, decimals, before=()):
        self.form, self.reach, self.decimals, self.before, self.release = form, reach, decimals, before, Form()


class LedgerCell:
    """A committed column as a receipt shows it."""

    def __init__(self, column, decimals, width):
        self.column, self.decimals, self.width = column, decimals, width


class System:
    """Both tables with what they are made of, and for receipts what each (name, names of members) is committed as."""

    def __init__(self, circuit, numbers, rows):
        account, pool = TableCompiler(numbers, "account"), TableCompiler(numbers, "pool")
        account.add_ledger()
        self.circuit, self.numbers, self.account = circuit, numbers, account.finished()
        pool.add_totals(account, rows)
        pool.add_external()
        self.pool = pool.finished()
        self.ledger_cells = {}
        for declared in circuit.columns + [advice for advice in circuit.advice if advice.committed]:
            for members in numbers.combinations(declared.over):
                column = numbers.column_of[declared.name, members]
                names = tuple(numbers.members[index][i]["name"] for index, i in zip(declared.over, members))
                decimals = numbers.decimals_of[declared.name, members]
                self.ledger_cells[declared.name, names] = LedgerCell(column, decimals, account.widths[column])


def compile_claim(claim):
    circuit = Circuit(claim["circuit"]["text"])
    if circuit.name != claim["circuit"]["name"]:
        refuse("the circuit has another name")
    numbers = Numbers(circuit, claim)
    numbers.check_policies()
    return System(circuit, numbers, claim["rows"])
