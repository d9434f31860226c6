"""circuits/tiered_margin.md, evaluated exactly: of a value, what lies between the ends of a slice is in it."""
from fractions import Fraction

from reference.exchange import Values
from reference.lending import add_backed, add_entries, add_matched

REQUIREMENTS = ["margin", "backed", "lent", "matched=", "entries="]
COLUMNS = ("collateral", "debt", "long", "short", "entry_debit", "entry_credit")


def table(exchange, kind, asset):
    """Of each slice: its name, where it begins, where it ends, its rate."""
    rows, end = [], Fraction(0)
    for name in exchange.members(kind, asset):
        begin, end = end, end + exchange.field(kind, name, f"{kind}_size")
        rows.append((name, begin, end, exchange.field(kind, name, f"{kind}_rate")))
    return rows


def part(value, begin, end):
    """How much of 0..value lies in begin..end; without an end, all above begin."""
    return max(Fraction(0), (value if end is None else min(value, end)) - begin)


def account_values(exchange, account):
    found, margin = {}, Fraction(0)
    for asset in exchange.held(account, "asset", *COLUMNS):
        price = exchange.field("asset", asset, "price")
        collateral, debt, long, short, paid, received = (exchange.amount(account, name, asset) for name in COLUMNS)
        for name, begin, end, rate in table(exchange, "tier", asset):
            found[f"credited[{name}]"] = [part(price * collateral, begin, end)]
            margin += rate * found[f"credited[{name}]"][0]
        brackets = table(exchange, "bracket", asset)
        for name, begin, end, rate in brackets:
            found[f"held[{name}]"] = [part(price * (long + short), begin, None if name == brackets[-1][0] else end)]
            margin -= rate * found[f"held[{name}]"][0]
        assert brackets or long == short == 0
        margin -= price * debt * (1 + exchange.field("asset", asset, "debt_margin"))
        margin += price * long - paid + received - price * short
    return {**found, "margin": [margin]}


def evaluate(exchange):
    values = Values(exchange)
    for account in exchange.accounts:
        values.accounts[account] = account_values(exchange, account)
    add_backed(values, exchange, "collateral", "lent", "lending_cap")
    add_matched(values, exchange, "asset")
    add_entries(values, exchange)
    return values
