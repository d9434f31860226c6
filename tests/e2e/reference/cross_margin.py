"""circuits/cross_margin.md, evaluated exactly."""
from fractions import Fraction

from reference.exchange import Values
from reference.lending import add_backed, add_entries, add_matched

REQUIREMENTS = ["margin", "backed", "lent", "matched=", "entries="]
COLUMNS = ("collateral", "debt", "long", "short", "entry_debit", "entry_credit")


def margin(exchange, account):
    equity, needed = Fraction(0), Fraction(0)
    for asset in exchange.held(account, "asset", *COLUMNS):
        price, haircut, maintenance, debt_margin = (
            exchange.field("asset", asset, name) for name in ("price", "haircut", "maintenance", "debt_margin"))
        collateral, debt, long, short, paid, received = (exchange.amount(account, name, asset) for name in COLUMNS)
        equity += price * collateral * (1 - haircut) - price * debt * (1 + debt_margin)
        equity += price * long - paid + received - price * short
        needed += maintenance * price * long + maintenance * price * short
    return equity - needed


def evaluate(exchange):
    values = Values(exchange)
    for account, found in values.accounts.items():
        found["margin"] = [margin(exchange, account)]
    add_backed(values, exchange, "collateral", "lent", "lending_cap")
    add_matched(values, exchange, "asset")
    add_entries(values, exchange)
    return values
