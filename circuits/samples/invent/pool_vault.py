"""A vault that traders trade against. The last account, `maker`, brings the net positions to where they are wanted:
long of everything on the first underlying, short of everything on the second."""
from decimal import Decimal
from fractions import Fraction

from invent.book import Book, policy_of
from invent.draws import Draws, decimal, rounded, up
from invent.market import KNOWN_ASSETS, PRICE_DECIMALS, Asset
from invent.options import Option, value
from invent.trading import CASH, TooFew, account_names, top_up

COLUMNS = {"collateral": ("asset", True), "long": ("contract", True), "short": ("contract", True),
           "entry_debit": ("contract", False), "entry_credit": ("contract", False)}
SIDES = ["delta", "gamma", "vega", "skew"]
BREAKS = ["margin", "solvent", *(f"{name}-{side}" for name in SIDES for side in ("low", "high")), "open_long",
          "open_short"]

SPOTS = {"BTC": Decimal(68250), "ETH": Decimal("3480.5")}
DECIMALS = 4  # of contracts
# Kind, what it is worth, and what all traders together are to be long or short, in 100,000 of the quote currency.
LISTED = [("PERP", None, 6), ("CALL", Option(Decimal("1.05"), 1, Decimal("0.55"), Decimal("0.1")), 3),
          ("PUT", Option(Decimal("0.95"), -1, Decimal("0.6"), Decimal("0.1")), 1)]
# Move of both prices, whether margined. In the far ones traders may lose all they have.
SCENARIOS = [("unchanged", (0, 0), 1), ("up 8 %", (8, 8), 1), ("down 8 %", (-8, -8), 1),
             ("BTC up and ETH down 8 %", (8, -8), 1), ("BTC down and ETH up 8 %", (-8, 8), 1), ("up 40 %", (40, 40), 0),
             ("down 40 %", (-40, -40), 0), ("BTC up 40 %", (40, 0), 0), ("ETH down 60 %", (-10, -60), 0)]


def moved(scenario):
    moves = dict(zip(SPOTS, next(moves for name, moves, _ in SCENARIOS if name == scenario)))
    return {name: spot * (100 + moves[name]) / 100 for name, spot in SPOTS.items()}


def mark_of(option, spot):
    return rounded(value(option, spot).price if option else spot, 4)


def contracts():
    """Name -> (underlying, option or None, wanted net)."""
    listed = {}
    for sign, (underlying, spot) in zip((1, -1), SPOTS.items()):
        for kind, option, net in LISTED:
            option = option and option._replace(strike=(spot * option.strike).quantize(Decimal("1E2")))
            strike = f"{option.strike.normalize():f}-" if option else ""
            listed[f"{underlying}-{strike}{kind}"] = underlying, option, sign * net * 10**5 / Fraction(spot)
    return listed


def greeks(underlying, option):
    if option is None:
        return {"delta": "1", "gamma": "0", "vega": "0"}
    worth = value(option, SPOTS[underlying])
    return {"delta": rounded(worth.delta, 4), "gamma": rounded(worth.gamma, 8), "vega": rounded(worth.vega, 4)}


class Vault:
    def __init__(self, assets):
        self.contracts = contracts()
        assets = [Asset(*known) for known in KNOWN_ASSETS[:assets]]
        indexes = {
            "asset": [{"name": asset.name, "decimals": asset.decimals} for asset in assets],
            "underlying": [{"name": name, "spot": rounded(spot, 2)} for name, spot in SPOTS.items()],
            "contract": [{"name": name, "in": underlying, "decimals": DECIMALS, **greeks(underlying, option)}
                         for name, (underlying, option, _) in self.contracts.items()],
            "scenario": [{"name": name, "margined": str(margined)} for name, _, margined in SCENARIOS],
        }
        self.price = {name: {asset.name: rounded(moved(name)[asset.name], 4) if asset.name in SPOTS
                             else decimal(asset.price, PRICE_DECIMALS) for asset in assets}
                      for name, _, _ in SCENARIOS}
        self.mark = {name: {contract: mark_of(option, moved(name)[underlying])
                            for contract, (underlying, option, _) in self.contracts.items()}
                     for name, _, _ in SCENARIOS}
        params = {"price": {"file": "price.csv"}, "mark": {"file": "mark.csv"}}
        self.book = Book(policy_of("pool_vault", indexes, params), COLUMNS)
        for name in params:
            rows = getattr(self, name)
            self.book.matrices[name] = [",".join(["scenario", *rows["unchanged"]])] + [
                ",".join([scenario, *numbers.values()]) for scenario, numbers in rows.items()]

    def equity(self, account, scenario):
        book, total = self.book, Fraction(0)
        for column, member in book.accounts[account]:
            amount = book.amount(account, column, member)
            if column == "collateral":
                total += Fraction(self.price[scenario][member]) * amount
            elif column in ("long", "short"):
                total += Fraction(self.mark[scenario][member]) * (amount if column == "long" else -amount)
            else:
                total += amount if column == "entry_credit" else -amount
        return total

    def lacking(self, account):
        return max(-self.equity(account, name) for name, _, margined in SCENARIOS if margined)

    def net(self, contract):
        return self.book.total("long", contract) - self.book.total("short", contract)

    def open_position(self, account, contract, amount, slip):
        """amount: above zero for long; slip: the price it was opened at, in parts of the mark."""
        if abs(amount) * 10**DECIMALS < 1:
            return
        leg, entry = ("long", "entry_debit") if amount > 0 else ("short", "entry_credit")
        self.book.add(account, leg, contract, abs(amount))
        self.book.add(account, entry, contract, abs(amount) * Fraction(self.mark["unchanged"][contract]) * slip)

    def open_account(self, account, draws):
        book, assets = self.book, list(self.book.members["asset"])
        book.open(account)
        asset = assets[draws.popular(len(assets))]
        book.add(account, "collateral", asset, draws.money() / Fraction(self.price["unchanged"][asset]))
        while draws.chance(60):
            contract = list(self.contracts)[draws.below(len(self.contracts))]
            spot = Fraction(SPOTS[self.contracts[contract][0]])
            amount = draws.between(10, 400) * -self.lacking(account) / spot * (1 if draws.chance(55) else -1)
            self.open_position(account, contract, amount, draws.between(96, 104))
        top_up(book, account, "collateral", lambda: self.lacking(account))

    def open_maker(self):
        self.book.open("maker")
        for contract, (_, _, wanted) in self.contracts.items():
            self.open_position("maker", contract, wanted - self.net(contract), 1)
        top_up(self.book, "maker", "collateral", lambda: self.lacking("maker") + 1000)

    def exposure(self, underlying, greek):
        """Of all traders, in the units of its limit."""
        spot = self.book.number("underlying", underlying, "spot")
        return sum(self.net(name) * self.book.number("contract", name, greek) * (spot**2 / 2 if greek == "gamma" else 1)
                   for name, member in self.book.members["contract"].items() if member["in"] == underlying)

    def set_limits(self):
        """Five percent above what there is."""
        for name, member in self.book.members["contract"].items():
            for limit, amount in (("long_limit", self.book.total("long", name)),
                                  ("short_limit", self.book.total("short", name)), ("skew_limit", abs(self.net(name)))):
                member[limit] = up(amount * 21 / 20, 2)
        for name, member in self.book.members["underlying"].items():
            for greek in SIDES[:3]:
                member[f"{greek}_limit"] = up(abs(self.exposure(name, greek)) * 21 / 20, 2)

    def set_reserves(self, share):
        """The collateral, and as much cash as the worst scenario asks for, times a share."""
        held = {name: self.book.total("collateral", name) for name in self.book.members["asset"]}
        lacking = max((sum(max(0, self.equity(account, scenario)) for account in self.book.accounts)
                       - sum(Fraction(self.price[scenario][name]) * held[name] for name in held))
                      / Fraction(self.price[scenario][CASH]) for scenario in self.price)
        held[CASH] += max(0, lacking) * share
        if share < 1:
            held[CASH] -= Fraction(1, 10**8)
        self.book.reserves["reserve", "asset"] = {
            name: up(amount, self.book.members["asset"][name]["decimals"]) for name, amount in held.items()}

    def cut_limit(self, broken):
        """Lowers one limit to just below what there is; on the first underlying the net is above zero, on the second
        below."""
        name, _, side = broken.partition("-")
        contract = list(self.contracts)[0 if side == "high" else len(LISTED)]
        underlying = self.contracts[contract][0]
        if name in SIDES[:3]:
            exposure, limit = self.exposure(underlying, name), f"{name}_limit"
            member, decimals = self.book.members["underlying"][underlying], 8
        else:
            exposure = self.net(contract) if name == "skew" else self.book.total(name.removeprefix("open_"), contract)
            member, decimals = self.book.members["contract"][contract], DECIMALS
            limit = "skew_limit" if name == "skew" else f"{name.removeprefix('open_')}_limit"
        if exposure == 0:
            raise TooFew
        assert (exposure > 0) == (side != "low")
        member[limit] = up(abs(exposure) - Fraction(1, 10**decimals), decimals)


def make_book(accounts, assets, seed, broken):
    draws, vault = Draws(seed), Vault(assets)
    for account in account_names(accounts - 1):
        vault.open_account(account, draws)
    vault.open_maker()
    if broken == "margin":
        vault.book.add("breaker", "entry_debit", next(iter(vault.contracts)), 1)
    vault.set_limits()
    vault.set_reserves(Fraction(102, 100))
    if broken == "solvent":
        vault.set_reserves(Fraction(99, 100))
    elif broken and broken != "margin":
        vault.cut_limit(broken)
    return vault.book
