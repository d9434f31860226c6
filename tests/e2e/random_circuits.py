"""Circuits drawn at random with numbers for them, of every construct of the language. Their signs are mostly those that
polarity wants; a fifth is sound, the others are refused for one reason or another."""
import hashlib
import re

from second_verifier.attestation import canonical_csv
from second_verifier.language import Column

INDEXES = """\
index asset { decimals, price, haircut }
index tier in asset { size, rate }
index bracket { span, charge }
index scenario { shock }
param coverage, level
param pnl[scenario, asset]
param grid[asset, bracket]
"""
PARENTS = {"tier": "asset"}
FIELDS = {"asset": ["price", "haircut"], "tier": ["rate", "size"], "bracket": ["charge", "span"], "scenario": ["shock"]}
PARAMS = {"coverage": (), "level": (), "pnl": ("scenario", "asset"), "grid": ("asset", "bracket")}
COLUMNS = {
    "balance": ("asset",), "owed": ("asset",), "long": ("asset",), "short": ("asset",), "cash": (), "debt": (),
    "lots": ("tier",), "lent": ("asset", "scenario"),
}
POLICIES = ["price > 0", "0 <= haircut <= 1", "falling(tier) rate", "rising(bracket) charge", "size >= 0", "level < 1",
            "sum(tier in asset) rate < 5", "price > rate / 100", "count(scenario) > 1", "price >= sum(scenario) shock",
            "rising(scenario) sum(asset) pnl", "falling(asset) grid", "doubled > -3"]


class Writer:
    """Writes one circuit. `columns` are the private names that may stand in an expression: (name, over, side), side
    being None, "least", "most", "pair" or "exactly"."""

    def __init__(self, draws):
        self.draws, self.lines, self.names, self.committed, self.flags = draws, [], 0, [], {"account": [], "pool": []}
        self.account = [(name, over, "pair" if name in ("long", "short") else None) for name, over in COLUMNS.items()]
        self.pool, self.covers = [], []

    def chance(self, probability):
        return self.draws.random() < probability

    def new_name(self, stem):
        self.names += 1
        return "%s_%d" % (stem, self.names)

    # ---- Expressions ----

    def reach(self, over, bound):
        """The `sum(...)` that bring members of all of `over` into scope, and the indexes then in scope."""
        prefix, bound = "", set(bound)
        for index in over:
            if index not in bound:
                parent = PARENTS.get(index)
                prefix += "sum(%s) " % (index + (" in " + parent if parent in bound else ""))
                bound |= {index, parent} - {None}
        return prefix, bound

    def public(self, bound, pool=False):
        """A factor that is public."""
        choices = ["2", "0.5", "1.25", "coverage", "100", "half"] + ["count(scenario)"] * ("scenario" not in bound)
        choices += [field for index in bound for field in FIELDS[index]]
        choices += [name for name, over in PARAMS.items() if over and bound.issuperset(over)]
        choices += ["(1 - haircut)"] * ("asset" in bound)
        choices += ["count(tier in asset)"] * ("asset" in bound and "tier" not in bound)
        choices += ["doubled"] * ("scenario" in bound)
        choices += ["reserve"] * (pool and "asset" in bound) + ["fund"] * pool
        return self.draws.choice(sorted(choices))

    def amount(self, scope, bound, direction):
        """One private term, mostly with the sign that polarity wants of it. `direction` is 1 where what is computed is
        good for the prover when it is small."""
        if scope == "pool":
            return self.amount_of_pool(bound, direction)
        name, over, side = self.draws.choice(self.account)
        return self.term(name, over, side, bound, direction)

    def term(self, name, over, side, bound, direction):
        prefix, inner = self.reach(over, bound)
        sign = {"least": direction, "most": -direction}.get(side, self.draws.choice((1, -1)))
        if side == "pair" and name != "net":
            name = self.draws.choice(["(long - short)", "(short - long)", "(long + short)"])
            sign = direction
        sign = -sign if self.chance(0.04) else sign
        factor = self.public(inner) + " * " if self.chance(0.7) else ""
        if over and over[-1] in ("tier", "bracket") and side in ("least", "most") and self.chance(0.9):
            factor = {"tier": "rate * ", "bracket": "charge * "}[over[-1]]
        divisor = " / " + self.draws.choice(["2", "coverage", "-4", "0.8"]) if self.chance(0.15) else ""
        if "-4" in divisor:
            sign = -sign
        return ("-" if sign < 0 else "") + prefix + factor + name + divisor

    def amount_of_pool(self, bound, direction):
        if self.pool and self.chance(0.4):
            return self.term(*self.draws.choice(self.pool), bound, direction)
        name, over, side = self.draws.choice(self.committed + [c for c in self.account if c[0] in COLUMNS])
        if side == "pair":
            name = self.draws.choice(["long", "short"])
        prefix, inner = self.reach(over, bound)
        factor = self.public(inner) + " * " if self.chance(0.5) else ""
        fitting = [c for c, column, indexes in self.covers if column == name and inner.issuperset(indexes)]
        cover = ", " + self.draws.choice(fitting) if fitting and self.chance(0.7) else ""
        sign = direction if not cover or side else self.draws.choice((1, -1))
        sign = -sign if self.chance(0.04) else sign
        inside = self.public(inner) + " * " + name if self.chance(0.2) and not cover else name
        return ("-" if sign < 0 else "") + prefix + factor + "total(" + inside + cover + ")"

    def expression(self, scope, bound, direction, terms=3):
        parts = [self.amount(scope, bound, direction) for _ in range(self.draws.randint(1, terms))]
        if self.chance(0.35):
            constant = self.public(bound, scope == "pool")
            parts.append(("-" if self.chance(0.3) else "") + constant)
        return " + ".join("(%s)" % part if part.startswith(("-", "sum")) else part for part in parts)

    # ---- Items ----

    def index_list(self, choices):
        over = self.draws.choice(choices)
        return over, "[%s]" % ", ".join(over) if over else ""

    def bound_of(self, over):
        return set(over) | {PARENTS[index] for index in over if index in PARENTS}

    def advice(self, scope):
        committed = scope == "account" and self.chance(0.35)
        kind = self.draws.choice(["least", "most", "least filling", "most filling", "flag", "flag exactly"])
        side, _, form = kind.partition(" ")
        if form == "filling":
            over, written = self.index_list([("tier",), ("bracket",), ("asset", "bracket"), ("scenario", "tier")])
        else:
            over, written = self.index_list([(), (), ("asset",), ("scenario",), ("scenario", "asset"), ("tier",)])
        name, bound = self.new_name("a"), self.bound_of(over)
        owner = scope + (" committed" if committed else "")
        direction = 1 if side == "least" else -1
        if side == "flag":
            kept = self.account, self.pool, self.committed
            if form == "exactly":  # of what is exact alone
                self.account, self.pool, self.committed = (
                    [c for c in names if c[2] in (None, "exactly")] for names in kept)
            left = self.expression(scope, bound, -1, 2)
            right = self.public(bound, scope == "pool")
            self.account, self.pool, self.committed = kept
            sides = "%s < %s" % (left, right) if self.chance(0.5) else "%s > %s" % (right, left)
            line = "%s flag %s%s %sif %s" % (owner, name, written, form + " " * bool(form), sides)
            side = "exactly" if form else "least"
            self.flags[scope].append((name, over))
        elif form:
            size = {"tier": "size", "bracket": "span"}[over[-1]]
            outside = self.bound_of(over[:-1]) | ({PARENTS[over[-1]]} if over[-1] in PARENTS else set())
            value = self.expression(scope, outside, direction, 2)
            line = "%s advice %s%s%s at %s %s filling %s" % (owner, name, written, self.width(), side, value, size)
        else:
            bounds = ", ".join(self.bound(scope, bound, side, direction) for _ in range(self.draws.randint(1, 3)))
            line = "%s advice %s%s%s at %s %s" % (owner, name, written, self.width(), side, bounds)
        self.lines.append(line)
        (self.account if scope == "account" else self.pool).append((name, over, side))
        if committed:
            self.committed.append((name, over, side))

    def width(self):
        return " bytes %d" % self.draws.randint(4, 9) if self.chance(0.15) else ""

    def bound(self, scope, bound, side, direction):
        members, bound = [], set(bound)
        for index in ("scenario", "bracket", "tier", "asset"):
            if index not in bound and self.chance(0.15):
                parent = PARENTS.get(index)
                members.append(index + (" in " + parent if parent in bound else ""))
                bound |= {index, parent} - {None}
        extreme = ""
        if self.chance(0.3):
            free = sorted({"scenario", "bracket", "asset", "tier"} - bound)
            if free:
                index = self.draws.choice(free)
                count = self.draws.choice(["1", "1.5", "count(%s)" % index, "2", "0.5", "(1 - level) * 2"])
                if PARENTS.get(index) in bound:
                    count = self.draws.choice(["1", "count(%s in %s)" % (index, PARENTS[index])])
                extreme = "%sest(%s, %s) " % ("larg" if side == "least" else "small", count, index)
                bound |= {index, PARENTS.get(index)} - {None}
        written = extreme + self.expression(scope, bound, direction, 2)
        if members:
            written += " for " + ", ".join(members)
        flags = [name for name, over in self.flags[scope] if bound.issuperset(over)]
        if side == "least" and flags and not extreme and self.chance(0.4):
            written += " when " + self.draws.choice(flags)
        return written

    def requirement(self, scope):
        over, written = self.index_list([(), (), ("asset",), ("scenario",), ("scenario", "asset")])
        name, bound = self.new_name("r"), self.bound_of(over)
        small, large = (self.expression(scope, bound, direction) for direction in (1, -1))
        public = self.public(bound) + " * 1000000"
        sides = self.draws.choice([
            "%s >= %s" % (large, small), "%s <= %s" % (small, large), "%s >= -%s" % (large, public),
            "%s >= %s >= -%s" % (public, self.net(scope, bound), public),
            "-%s <= %s <= %s" % (public, self.net(scope, bound), public),
            "%s == %s" % (self.net(scope, bound), self.net(scope, bound))])
        self.lines.append("%s require %s%s: %s" % (scope, name, written, sides))

    def net(self, scope, bound):
        """Something exact, and of pairs the net position."""
        choices = [c for c in self.account if c[2] in (None, "exactly") and (scope == "account" or c[0] in COLUMNS)]
        name, over, _ = self.draws.choice(choices + [("(long - short)", ("asset",), "pair")])
        prefix, inner = self.reach(over, bound)
        inside = self.public(inner) + " * " + name
        return prefix + ("total(%s)" % inside if scope == "pool" else inside)

    def cover(self):
        name = self.draws.choice(["balance", "owed", "short", "long", "cash", "debt"])
        over = COLUMNS[name]
        cover = self.new_name("c")
        written = "[%s]" % ", ".join(over) if over else ""
        bound, word = self.public(set(over)), "capped"
        if self.chance(0.4):
            bound, word = bound + " * " + self.draws.choice(["fund"] + ["reserve"] * ("asset" in over)), "backed"
        self.lines.append("pool require %s%s: total(%s) <= %s + 50" % (cover, written, name, bound))
        self.covers.append(("%s by %s" % (word, cover), name, set(over)))

    def text(self):
        draws = self.draws
        self.lines += ["account balance[asset], owed[asset] : units of asset",
                       "account cash, debt : quote units, bytes 4",
                       "account pair long[asset], short[asset] : units of asset, bytes 3",
                       "account lots[tier] : %s" % draws.choice(["integer, bytes 2", "units of asset"]),
                       "account lent[asset, scenario] : units of asset, bytes 2",
                       "pool reserve[asset] : public", "pool fund : public quote units",
                       "let doubled[scenario] = 2 * (1 + shock)", "let half = 1 / 2"]
        if self.chance(0.5):
            self.lines.append("account let worth[scenario] = sum(asset) pnl * (long - short) + half * cash")
            self.account.append(("worth", ("scenario",), None))
        for _ in range(draws.randint(1, 4)):
            self.advice("account")
        for _ in range(draws.randint(0, 2)):
            self.cover()
        for _ in range(draws.randint(0, 2)):
            self.advice("pool")
        for _ in range(draws.randint(1, 2)):
            self.requirement("account")
        for _ in range(draws.randint(0, 2)):
            self.requirement("pool")
        policies = draws.sample(POLICIES[:7], 3) if self.chance(0.8) else draws.sample(POLICIES, 2)
        self.lines.append("policy require " + ", ".join(policies))
        return "circuit drawn\n" + INDEXES + "\n".join(self.lines) + "\n"


class Numbers:
    """Public numbers for such a circuit, small and mostly as its policies want them."""

    def __init__(self, draws):
        self.draws = draws

    def decimal(self, low, high, decimals=2):
        value = self.draws.randint(low * 10**decimals, high * 10**decimals)
        digits = "%0*d" % (decimals + 1, abs(value))
        text = (digits[:-decimals] + "." + digits[-decimals:]).rstrip("0").rstrip(".")
        return ("-" if value < 0 else "") + text

    def ordered(self, count, low, high, falling=False):
        values = sorted((self.decimal(low, high, 1) for _ in range(count)), key=float, reverse=falling)
        if self.draws.random() < 0.1:
            self.draws.shuffle(values)
        return values

    def nested(self, lengths, low, high):
        if not lengths:
            return self.decimal(low, high)
        return [self.nested(lengths[1:], low, high) for _ in range(lengths[0])]

    def claim(self, text):
        draws = self.draws
        counts = {index: draws.randint(1, 3) for index in FIELDS}
        counts["tier"] += draws.randint(0, 2)
        indexes = {
            "asset": [{"decimals": draws.randint(0, 3), "bytes": draws.randint(1, 4), "price": self.decimal(1, 20),
                       "haircut": self.decimal(0, 1)} for _ in range(counts["asset"])],
            "tier": [{"in": "asset_%d" % draws.randrange(counts["asset"]), "size": size, "rate": rate}
                     for size, rate in zip(self.ordered(counts["tier"], 0, 30),
                                           self.ordered(counts["tier"], 0, 1, falling=True))],
            "bracket": [{"span": span, "charge": charge} for span, charge in
                        zip(self.ordered(counts["bracket"], 0, 20), self.ordered(counts["bracket"], 0, 2))],
            "scenario": [{"shock": self.decimal(-1, 1)} for _ in range(counts["scenario"])],
        }
        for index, members in indexes.items():
            for i, member in enumerate(members):
                member["name"] = "%s_%d" % (index, i)
        params = {"coverage": self.decimal(1, 3), "level": self.decimal(0, 1)}
        for name, over in PARAMS.items():
            if over:
                values = self.nested([counts[index] for index in over], -3, 3)
                csv = canonical_csv(Column(name, over), indexes, values)
                params[name] = {"sha256": hashlib.sha256(csv.encode()).hexdigest(), "values": values}
        return {"circuit": {"name": "drawn", "text": text}, "rows": draws.choice([1, 2, 5, 300]),
                "quote": {"name": "USD", "decimals": draws.randint(0, 2), "bytes": 3}, "indexes": indexes,
                "params": params, "pool": {"reserve": self.nested([counts["asset"]], 0, 90),
                                           "fund": self.decimal(0, 90)}}


def random_claim(draws, committed=()):
    """Where these pool columns are public or committed, and committed."""
    claim = Numbers(draws).claim(Writer(draws).text())
    for name in committed:
        text = re.sub(r"(?m)^(pool %s\b.* : public)" % name, r"\1 or committed", claim["circuit"]["text"])
        claim["circuit"]["text"], claim["pool"][name] = text, "committed"
    return claim
