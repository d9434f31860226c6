"""Two derivatives exchanges: one of futures and options under sixteen scenarios of price and volatility, one of
perpetuals under five hundred days of the past. The last account, `house`, takes the other side of every position."""
import pathlib
from decimal import Decimal
from fractions import Fraction

from invent.book import Book, policy_of
from invent.draws import Draws, decimal, rounded
from invent.market import PRICE_DECIMALS, Asset, invent_assets
from invent.options import Option, value
from invent.trading import CASH, account_names, cut_cap, cut_reserve, set_caps, set_reserves, top_up

COLUMNS = {"collateral": ("asset", True), "debt": ("asset", True), "long": ("contract", True),
           "short": ("contract", True)}
BREAKS = ["margin", "backed", "lent", "matched"]
BREAKERS = {"margin": {"debt": 1}, "backed": {"collateral": 1}, "lent": {"collateral": 10, "debt": 1},
            "matched": {"collateral": 1000}}
CONTRACT_DECIMALS = 4
PNL_DECIMALS = 8


class Exchange:
    """Assets, contracts and the matrix: what the two exchanges differ in."""

    def __init__(self, assets, contracts, scenarios, pnl):
        """contracts: member objects of the policy; pnl: scenario -> contract -> decimal text."""
        members = [{"name": asset.name, "decimals": asset.decimals, "price": decimal(asset.price, PRICE_DECIMALS),
                    "haircut": decimal(asset.haircut, 4), "debt_margin": decimal(asset.debt_margin, 4)}
                   for asset in assets]
        underlyings = [{"name": name} for name in dict.fromkeys(contract["in"] for contract in contracts)]
        indexes = {"asset": members, "underlying": underlyings, "contract": contracts,
                   "scenario": [{"name": name} for name in scenarios]}
        self.book = Book(policy_of("portfolio_margin", indexes, {"pnl": {"file": "pnl.csv"}}), COLUMNS)
        names = [contract["name"] for contract in contracts]
        self.book.matrices["pnl"] = [",".join(["scenario", *names])] + [
            ",".join([scenario, *(pnl[scenario][name] for name in names)]) for scenario in scenarios]
        self.pnl = {name: [units(pnl[scenario][name]) for scenario in scenarios] for name in names}

    def risk(self, positions):
        """positions: contract -> (long, short) in units, all of one underlying."""
        contract = self.book.members["contract"]
        fixed = sum(units(contract[name]["addon"]) * sum(legs) for name, legs in positions.items())
        losses = [-sum(gains) for gains in zip(*([gain * (legs[0] - legs[1]) for gain in self.pnl[name]]
                                                 for name, legs in positions.items()))]
        least = sum(units(contract[name]["short_minimum"]) * legs[1] for name, legs in positions.items())
        return Fraction(max(0, fixed + max(losses), least), 10 ** (PNL_DECIMALS + CONTRACT_DECIMALS))

    def lacking(self, account):
        """What an account is below its margin, in the quote currency."""
        book, groups = self.book, {}
        total = sum(book.number("asset", name, "price")
                    * ((1 + book.number("asset", name, "debt_margin")) * book.amount(account, "debt", name)
                       - (1 - book.number("asset", name, "haircut")) * book.amount(account, "collateral", name))
                    for name in book.members["asset"])
        for name, contract in book.members["contract"].items():
            legs = [book.accounts[account].get((leg, name), 0) for leg in ("long", "short")]
            if any(legs):
                groups.setdefault(contract["in"], {})[name] = legs
                total -= Fraction(contract["mark"]) * (legs[0] - legs[1]) / 10**CONTRACT_DECIMALS
        return total + sum(map(self.risk, groups.values()))


def units(text):
    return int(Fraction(text) * 10**PNL_DECIMALS)


def open_account(exchange, account, assets, prices, draws):
    """prices: of what one unit of each contract moves with."""
    book, contracts = exchange.book, list(exchange.book.members["contract"])
    book.open(account)
    while True:
        asset = assets[draws.popular(len(assets))]
        book.add(account, "collateral", asset.name, draws.money() / book.number("asset", asset.name, "price"))
        if draws.chance(40):
            break
    spare = -exchange.lacking(account)
    if draws.chance(30):
        asset = assets[draws.popular(len(assets))]
        book.add(account, "debt", asset.name, draws.between(5, 60) * spare / book.number("asset", asset.name, "price"))
    while draws.chance(75):
        name, side = contracts[draws.popular(len(contracts))], draws.below(2)
        book.add(account, ("long", "short")[side], name, draws.between(20, 400) * spare / prices[name])
    top_up(book, account, "collateral", lambda: exchange.lacking(account))


def make_book(exchange, assets, prices, accounts, seed, broken):
    draws, book = Draws(seed), exchange.book
    for account in account_names(accounts - 1):
        open_account(exchange, account, assets, prices, draws)
    book.open("house")
    book.take_other_side("house", "contract", ("long", "short"))
    top_up(book, "house", "collateral", lambda: exchange.lacking("house") + 1000)
    if broken:
        for column, amount in BREAKERS[broken].items():
            book.add("breaker", column, CASH, amount)
    if broken == "matched":
        book.add("breaker", "long", next(iter(book.members["contract"])), Fraction(1, 10**CONTRACT_DECIMALS))
    if broken == "backed":
        book.add("breaker", "collateral", CASH, book.total("debt", CASH))
    set_caps(book, "lending_cap")
    set_reserves(book, "collateral", "debt")
    if broken == "backed":
        cut_reserve(book, "collateral", "debt")
    if broken == "lent":
        cut_cap(book, "lending_cap")
    return book


class Scanned:
    """Futures and options. The price moves by thirds of the scan range with volatility up and down, and by twice the
    range, of which 35 % counts (the arrays of SPAN)."""

    COLUMNS, BREAKS = COLUMNS, BREAKS
    SPOTS = {"BTC": Decimal(68250), "ETH": Decimal("3480.5")}
    SCAN_RANGE, VOLATILITY_RANGE = Decimal("0.12"), Decimal("0.25")
    EXTREME, COVER = 2, Decimal("0.35")
    # Kind, strike in parts of the price, volatility, years.
    LISTED = [("FUT", None), ("CALL", Option(Decimal("1.1"), 1, Decimal("0.55"), Decimal("0.25"))),
              ("PUT", Option(Decimal("0.9"), -1, Decimal("0.6"), Decimal("0.25"))),
              ("CALL", Option(Decimal("1.3"), 1, Decimal("0.6"), Decimal("0.5")))]

    @classmethod
    def scenarios(cls):
        """Name -> (move in parts of the price, factor of volatility, what of it counts)."""
        moves = {}
        for thirds in (0, 1, -1, 2, -2, 3, -3):
            for sign, word in ((1, "up"), (-1, "down")):
                moves[f"price {thirds:+d}/3 volatility {word}"] = (
                    cls.SCAN_RANGE * thirds / 3, 1 + sign * cls.VOLATILITY_RANGE, Decimal(1))
        for sign, word in ((1, "up"), (-1, "down")):
            moves[f"price far {word}"] = (sign * cls.EXTREME * cls.SCAN_RANGE, Decimal(1), cls.COVER)
        return moves

    @classmethod
    def contracts(cls):
        """Name -> (underlying, option or None)."""
        listed = {}
        for underlying, spot in cls.SPOTS.items():
            for kind, option in cls.LISTED:
                if option:
                    option = option._replace(strike=(spot * option.strike).quantize(Decimal("1E2")))
                    listed[f"{underlying}-{option.strike.normalize():f}-{kind}"] = underlying, option
                else:
                    listed[f"{underlying}-{kind}"] = underlying, None
        return listed

    @classmethod
    def gain(cls, underlying, option, mark, move):
        parts, volatility, counts = move
        spot = cls.SPOTS[underlying]
        if option is None:
            return spot * parts * counts
        return (value(option, spot * (1 + parts), option.volatility * volatility).price - mark) * counts

    @classmethod
    def make_book(cls, accounts, assets, seed, broken):
        scenarios, contracts, members, pnl = cls.scenarios(), cls.contracts(), [], {}
        for name, (underlying, option) in contracts.items():
            spot = cls.SPOTS[underlying]
            mark = rounded(value(option, spot).price, 2) if option else "0"
            members.append({"name": name, "in": underlying, "decimals": CONTRACT_DECIMALS, "mark": mark,
                            "addon": rounded(spot / 1000, 2),
                            "short_minimum": rounded(spot * 3 / 100, 2) if option else "0"})
            for scenario, move in scenarios.items():
                pnl.setdefault(scenario, {})[name] = rounded(cls.gain(underlying, option, Decimal(mark), move), 2)
        assets = invent_assets(assets)
        prices = {name: Fraction(cls.SPOTS[underlying]) for name, (underlying, _) in contracts.items()}
        return make_book(Exchange(assets, members, list(scenarios), pnl), assets, prices, accounts, seed, broken)


class Historical:
    """Perpetuals in one group, the days of pnl.csv for scenarios. That file is a part of the sample, made once from
    daily closes: what one unit gains is price * (close / close of the day before - 1), rounded to the nearest of 8
    decimals, of two the even one; price is the last close, rounded likewise."""

    COLUMNS, BREAKS = COLUMNS, BREAKS
    MATRIX = pathlib.Path(__file__).resolve().parents[1] / "portfolio_margin_history" / "pnl.csv"
    DAYS = 500
    PRICES = {"BTC": "42265.1875", "ETH": "2281.47119141", "BNB": "312.43569946", "XRP": "0.614941",
              "ADA": "0.59420502", "DOGE": "0.089472"}
    COLLATERAL = [("USDT", "1", 0), ("BTC", PRICES["BTC"], 1), ("ETH", PRICES["ETH"], 1), ("BNB", PRICES["BNB"], 2)]

    @classmethod
    def write_matrix(cls, closes):
        """closes: a file of lines Date;COIN-USD;..., the days in order."""
        header, *lines = [line.split(";") for line in pathlib.Path(closes).read_text().splitlines()]
        columns = {coin: header.index(f"{coin}-USD") for coin in cls.PRICES}
        assert all(rounded(Fraction(lines[-1][at]), PRICE_DECIMALS) == cls.PRICES[coin] for coin, at in columns.items())
        with open(cls.MATRIX, "w", newline="") as matrix:
            matrix.write(",".join(["scenario", *(f"{coin}-PERP" for coin in columns)]) + "\n")
            for before, day in list(zip(lines, lines[1:]))[-cls.DAYS:]:
                gains = (rounded(Fraction(cls.PRICES[coin]) * (Fraction(day[at]) / Fraction(before[at]) - 1),
                                 PNL_DECIMALS) for coin, at in columns.items())
                matrix.write(",".join([day[0], *gains]) + "\n")

    @classmethod
    def make_book(cls, accounts, assets, seed, broken):
        header, *lines = [line.split(",") for line in cls.MATRIX.read_text().splitlines()]
        pnl = {day: dict(zip(header[1:], gains)) for day, *gains in lines}
        members = [{"name": f"{coin}-PERP", "in": "all", "decimals": CONTRACT_DECIMALS, "mark": "0",
                    "addon": rounded(Fraction(price) / 200, 6), "short_minimum": "0"}
                   for coin, price in cls.PRICES.items()]
        prices = {f"{coin}-PERP": Fraction(price) for coin, price in cls.PRICES.items()}
        assets = [Asset(name, units(price), liquidity) for name, price, liquidity in cls.COLLATERAL[:assets]]
        book = make_book(Exchange(assets, members, list(pnl), pnl), assets, prices, accounts, seed, broken)
        book.policy["snapshot"] = "2024-01-01T00:00:00Z"
        return book
