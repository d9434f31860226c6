"""circuits/portfolio_margin.md, evaluated exactly: the worst of the scenarios, underlying by underlying."""
from fractions import Fraction

from reference.exchange import Values
from reference.lending import add_backed, add_matched

REQUIREMENTS = ["margin", "backed", "lent", "matched="]


def risk(exchange, pnl, account, contracts):
    """Of one underlying's contracts that the account has something in."""
    def field(contract, name):
        return exchange.field("contract", contract, name)

    legs = {contract: (exchange.amount(account, "long", contract), exchange.amount(account, "short", contract))
            for contract in contracts}
    added = sum(field(contract, "addon") * (long + short) for contract, (long, short) in legs.items())
    least = sum(field(contract, "short_minimum") * short for contract, (_, short) in legs.items())
    losses = (sum(pnl[scenario, contract] * (short - long) for contract, (long, short) in legs.items())
              for scenario in exchange.members("scenario"))
    return max(Fraction(0), max(losses) + added, least)


def account_values(exchange, pnl, account):
    found, margin = {}, Fraction(0)
    traded = exchange.held(account, "contract", "long", "short")
    for underlying in exchange.members("underlying"):
        contracts = [name for name in traded if exchange.objects["contract"][name]["in"] == underlying]
        if contracts:
            found[f"risk[{underlying}]"] = [risk(exchange, pnl, account, contracts)]
            margin -= found[f"risk[{underlying}]"][0]
    for contract in traded:
        mark = exchange.field("contract", contract, "mark")
        margin += mark * exchange.amount(account, "long", contract) - mark * exchange.amount(account, "short", contract)
    for asset in exchange.held(account, "asset", "collateral", "debt"):
        price, haircut, charge = (exchange.field("asset", asset, name) for name in ("price", "haircut", "debt_margin"))
        collateral, debt = (exchange.amount(account, column, asset) for column in ("collateral", "debt"))
        margin += price * collateral - price * collateral * haircut - price * debt - price * debt * charge
    return {**found, "margin": [margin]}


def evaluate(exchange):
    values = Values(exchange)
    pnl = exchange.param("pnl", "scenario", "contract")
    for account in exchange.accounts:
        values.accounts[account] = account_values(exchange, pnl, account)
    add_backed(values, exchange, "collateral", "lent", "lending_cap")
    add_matched(values, exchange, "contract")
    return values
