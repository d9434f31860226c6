"""circuits/pool_vault.md, evaluated exactly."""
from fractions import Fraction

from reference.exchange import Values

REQUIREMENTS = ["margin", "solvent", "delta", "gamma", "vega", "skew", "open_long", "open_short"]


def equity(exchange, price, mark, account, scenario):
    total = sum(price[scenario, asset] * exchange.amount(account, "collateral", asset)
                for asset in exchange.held(account, "asset", "collateral"))
    for contract in exchange.held(account, "contract", "long", "short", "entry_debit", "entry_credit"):
        long, short, paid, received = (exchange.amount(account, column, contract)
                                       for column in ("long", "short", "entry_debit", "entry_credit"))
        total += (mark[scenario, contract] * long - paid) + (received - mark[scenario, contract] * short)
    return total


def within(exposure, limit):
    """The margins to both limits: -limit <= exposure <= limit."""
    return [exposure + limit, limit - exposure]


def add_account_values(values, exchange, price, mark):
    for account, found in values.accounts.items():
        for scenario in exchange.members("scenario"):
            worth = equity(exchange, price, mark, account, scenario)
            found[f"claim[{scenario}]"] = [max(Fraction(0), worth)]
            found[f"margin[{scenario}]"] = [worth if exchange.field("scenario", scenario, "margined") else Fraction(0)]


def add_solvent(values, exchange, price):
    for scenario in exchange.members("scenario"):
        assets = sum(price[scenario, asset] * exchange.reserves["reserve", asset]
                     for asset in exchange.members("asset"))
        claims = sum(found[f"claim[{scenario}]"][0] for found in values.accounts.values())
        values.pool[f"total(claim[{scenario}])"] = [claims]
        values.pool[f"solvent[{scenario}]"] = [assets - claims]


def add_exposures(values, exchange, net):
    def exposure(underlying, greek):
        return sum((exchange.field("contract", contract, greek) * net[contract]
                    for contract in exchange.members("contract", underlying)), Fraction(0))

    for underlying in exchange.members("underlying"):
        spot = exchange.field("underlying", underlying, "spot")
        for greek, scale in (("delta", 1), ("gamma", spot**2 / 2), ("vega", 1)):
            limit = exchange.field("underlying", underlying, f"{greek}_limit")
            values.pool[f"{greek}[{underlying}]"] = within(exposure(underlying, greek) * scale, limit)


def evaluate(exchange):
    values = Values(exchange)
    price = exchange.param("price", "scenario", "asset")
    mark = exchange.param("mark", "scenario", "contract")
    add_account_values(values, exchange, price, mark)
    add_solvent(values, exchange, price)
    long, short = ({contract: exchange.total(leg, contract) for contract in exchange.members("contract")}
                   for leg in ("long", "short"))
    net = {contract: long[contract] - short[contract] for contract in long}
    add_exposures(values, exchange, net)
    for contract in exchange.members("contract"):
        values.pool[f"skew[{contract}]"] = within(net[contract], exchange.field("contract", contract, "skew_limit"))
        for name, open_ in (("open_long", long), ("open_short", short)):
            limit = exchange.field("contract", contract, name.removeprefix("open_") + "_limit")
            values.pool[f"{name}[{contract}]"] = [limit - open_[contract]]
    return values
