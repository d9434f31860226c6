"""Whatever the prover makes of advice within its bounds, no requirement of a sound circuit comes out better for him
than with what the declarations say in plain words: the largest, the smallest, slices filled in order, flags that are 1
where their condition holds. Raising both legs of a pair, or adding accounts nobody checks, helps as little. Shown on
random circuits that the second verifier's compiler accepts; without any one rule of polarity the search finds a lie."""
import pathlib
import random
import sys
import unittest
from fractions import Fraction
from unittest import mock

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from random_circuits import random_claim  # noqa: E402  (found only now)
from second_verifier.compiler import System, TableCompiler  # noqa: E402
from second_verifier.errors import Rejected  # noqa: E402
from second_verifier.language import Count, Factors, Name, Number, Sum, Terms  # noqa: E402
from second_verifier.public_numbers import Numbers  # noqa: E402
from second_verifier.wellformed import Circuit  # noqa: E402


class NoValue(Exception):
    """There is no value that the bounds of some advice allow."""


class World:
    """Evaluates a circuit with amounts: {(name, members): value} of an account or of the pool, where `accounts` are
    those of all accounts. `draws` is None for exact advice; else it chooses what a prover may choose."""

    def __init__(self, circuit, numbers, draws=None):
        self.circuit, self.numbers, self.draws = circuit, numbers, draws

    def cheats(self, probability):
        return self.draws is not None and self.draws.random() < probability

    # ---- Expressions ----

    def value(self, x, scope, amounts, accounts):
        if isinstance(x, Number):
            return x.value
        if isinstance(x, Name):
            return self.value_of_name(x.name, scope, amounts, accounts)
        if isinstance(x, Terms):
            return sum(sign * self.value(term, scope, amounts, accounts) for sign, term in x.terms)
        if isinstance(x, Factors):
            product = Fraction(1)
            for sign, factor in x.factors:
                value = self.value(factor, scope, amounts, accounts)
                product = product * value if sign == "*" else product / value
            return product
        if isinstance(x, Sum):
            return sum(self.value(x.expression, inner, amounts, accounts)
                       for inner in self.numbers.entered(x.members.index, x.members.parent, scope))
        if isinstance(x, Count):
            return len(self.numbers.members_in(x.members.index, x.members.parent, scope))
        return sum(self.value(x.expression, scope, account, None) for account in accounts)

    def value_of_name(self, name, scope, amounts, accounts):
        circuit, numbers = self.circuit, self.numbers
        if name in circuit.field_index:
            return numbers.values[name, (scope[circuit.field_index[name]],)]
        if name in circuit.lets:
            let = circuit.lets[name]
            inner = numbers.scope_of(let.over, [scope[index] for index in let.over])
            return self.value(let.expression, inner, amounts, accounts)
        declared = (circuit.param_names.get(name) or circuit.pool_names.get(name) or
                    circuit.account_names.get(name) or circuit.advice_names.get(name))
        place = name, tuple(scope[index] for index in declared.over)
        return numbers.values[place] if place in numbers.values else amounts[place]

    # ---- Advice ----

    def add_advice(self, scope, amounts, accounts=None):
        """Adds the advice of the account or of the pool."""
        for advice in self.circuit.advice:
            if advice.scope != scope:
                continue
            if advice.filling is not None:
                self.fill(advice, amounts, accounts)
                continue
            for members in self.numbers.combinations(advice.over):
                within = self.numbers.scope_of(advice.over, members)
                decide = self.flag if advice.is_flag() else self.bounded
                amounts[advice.name, members] = decide(advice, within, amounts, accounts)
        return amounts

    def flag(self, flag, scope, amounts, accounts):
        smaller, larger = (self.value(x, scope, amounts, accounts) for x in (flag.smaller, flag.larger))
        return int(smaller < larger or not flag.exactly and self.cheats(0.5))

    def bounded(self, advice, scope, amounts, accounts):
        bounds = [value for bound in advice.bounds for value in self.bound(bound, scope, amounts, accounts)]
        if advice.side == "least":
            return max([0] + bounds) + (self.draws.choice([1, 5, Fraction(1, 2), 1000]) if self.cheats(0.5) else 0)
        if min(bounds) < 0:
            raise NoValue
        return min(bounds) * (Fraction(self.draws.randint(0, 4), 4) if self.cheats(0.5) else 1)

    def bound(self, bound, scope, amounts, accounts):
        scopes = [scope]
        for members in bound.members:
            scopes = [inner for outer in scopes for inner in self.numbers.entered(members.index, members.parent, outer)]
        if bound.when is not None:
            scopes = [inner for inner in scopes if self.value_of_name(bound.when, inner, amounts, accounts)]
        if bound.extreme is None:
            return [self.value(bound.expression, inner, amounts, accounts) for inner in scopes]
        return [self.extreme(bound, inner, amounts, accounts) for inner in scopes]

    def extreme(self, bound, scope, amounts, accounts):
        """The sum of the k largest or smallest; of smallest where some are negative, the bound that is proved."""
        which, count, index = bound.extreme
        k, parent = self.value(count, scope, amounts, accounts), self.circuit.parent_of(index)
        values = [self.value(bound.expression, inner, amounts, accounts)
                  for inner in self.numbers.entered(index, parent if parent in scope else None, scope)]
        if which == "smallest" and min(values) < 0:
            return max(k * nu - sum(max(nu - value, 0) for value in values) for nu in [0, *values] if nu >= 0)
        if which == "largest":
            values = [max(value, 0) for value in values]
        total = Fraction(0)
        for value in sorted(values, reverse=which == "largest"):
            total, k = total + value * min(k, 1), k - min(k, 1)
        return total

    def fill(self, advice, amounts, accounts):
        *others, slices = advice.over
        parent = self.circuit.parent_of(slices)
        over = others + [parent] * (parent is not None)
        for members in self.numbers.combinations(over):
            scope = self.numbers.scope_of(over, members)
            group = [members[:len(others)] + (i,) for i in self.numbers.members_in(slices, parent, scope)]
            sizes = [self.value(advice.filling.size, self.numbers.scope_of(advice.over, place), amounts, accounts)
                     for place in group]
            value = self.value(advice.filling.expression, scope, amounts, accounts)
            if advice.side == "least":
                sizes[-1:] = [None] * bool(group)  # the last takes the rest
            filled = self.filled(value, sizes, advice.side == "least")
            amounts.update(zip([(advice.name, place) for place in group], filled))

    def filled(self, value, sizes, at_least):
        """What each slice holds, filled in order, or by whoever cheats in any order with too much or too little."""
        if value < 0 and not at_least and sizes or value > 0 and at_least and not sizes:
            raise NoValue
        held, rest, order = [0] * len(sizes), max(value, 0), list(range(len(sizes)))
        if self.cheats(0.6):
            self.draws.shuffle(order)
        for t in order:
            held[t] = rest if sizes[t] is None else min(rest, sizes[t])
            if self.cheats(0.3):
                held[t] = self.changed(held[t], sizes[t], at_least)
            rest = max(rest - held[t], 0)
        return held

    def changed(self, held, size, at_least):
        if not at_least:
            return held * Fraction(self.draws.randint(0, 4), 4)
        more = held + self.draws.randint(0, 5)
        return more if size is None else min(more, size)

    # ---- Requirements ----

    def margins(self, scope, amounts, accounts=None):
        """Of each requirement whether it is an equality, and by how much it holds."""
        for requirement in self.circuit.requirement_list:
            for members in self.numbers.combinations(requirement.over) if requirement.scope == scope else ():
                within = self.numbers.scope_of(requirement.over, members)
                sides = [self.value(side, within, amounts, accounts) for side in requirement.sides]
                sign = -1 if requirement.relation == "<=" else 1
                yield from ((requirement.relation == "==", sign * (a - b)) for a, b in zip(sides, sides[1:]))


class Search:
    """Looks for a lie in one circuit."""

    def __init__(self, claim, draws):
        self.circuit, self.draws = Circuit(claim["circuit"]["text"]), draws
        numbers = Numbers(self.circuit, claim)
        numbers.check_policies()
        System(self.circuit, numbers, claim["rows"])
        text = claim["circuit"]["text"]
        self.numbers, self.is_covered = numbers, "capped by" in text or "backed by" in text
        self.exact, self.cheating = World(self.circuit, numbers), World(self.circuit, numbers, draws)

    def ledger(self):
        most = self.draws.choice([5, 40, 300])
        return {(column.name, members): Fraction(self.draws.choice([0, self.draws.randint(0, most)]),
                                                 self.draws.choice([1, 4]))
                for column in self.circuit.columns for members in self.numbers.combinations(column.over)}

    def inflated(self, ledger):
        """Some pairs with both legs raised."""
        ledger = dict(ledger)
        for name, members in ledger:
            if name == "long" and self.draws.random() < 0.4:
                more = self.draws.randint(1, 50)
                ledger[name, members] += more
                ledger["short", members] += more
        return ledger

    def finds_a_lie(self):
        return any(self.account_lies() or self.pool_lies() for _ in range(8))

    def account_lies(self):
        ledger = self.ledger()
        try:
            margins = list(self.exact.margins("account", self.exact.add_advice("account", dict(ledger))))
        except NoValue:
            return False
        for _ in range(6):
            try:
                amounts = self.cheating.add_advice("account", self.inflated(ledger))
            except NoValue:
                continue
            if self.is_better(margins, self.cheating.margins("account", amounts)):
                return True
        return False

    def pool_lies(self):
        ledgers = [self.ledger() for _ in range(self.draws.randint(1, 3))]
        try:
            accounts = [self.exact.add_advice("account", dict(ledger)) for ledger in ledgers]
            pool = self.exact.add_advice("pool", {}, accounts)
        except NoValue:
            return False
        margins = list(self.exact.margins("pool", pool, accounts))
        for _ in range(6):
            adds = not self.is_covered and self.draws.random() < 0.5
            try:
                accounts = [self.cheating.add_advice("account", self.inflated(ledger))
                            for ledger in ledgers + [self.ledger()] * adds]
                pool = self.cheating.add_advice("pool", {}, accounts)
            except NoValue:
                continue
            if self.is_better(margins, self.cheating.margins("pool", pool, accounts), adds):
                return True
        return False

    def is_better(self, exact, cheated, equalities_are_free=False):
        """Whether an inequality holds by more, or an equality is another."""
        return any(better != honest if is_equality else better > honest
                   for (is_equality, honest), (_, better) in zip(exact, cheated)
                   if not (is_equality and equalities_are_free))


def lies_in(seeds):
    """(How many circuits are sound, the text of the first with a lie)."""
    sound = 0
    for seed in seeds:
        draws = random.Random(seed)
        claim = random_claim(draws)
        try:
            search = Search(claim, draws)
        except Rejected:
            continue
        sound += 1
        if search.finds_a_lie():
            return sound, claim["circuit"]["text"]
    return sound, None


class Meaning(unittest.TestCase):
    def test_no_choice_of_advice_helps(self):
        sound, lie = lies_in(range(600))
        self.assertIsNone(lie, lie)
        self.assertGreater(sound, 100)

    def test_every_rule_of_polarity_is_needed(self):
        for rule in ("check_advice_of", "check_slices", "check_pairs", "check_totals"):
            with self.subTest(rule), mock.patch.object(TableCompiler, rule):
                self.assertIsNotNone(lies_in(range(1500))[1])


if __name__ == "__main__":
    unittest.main()
