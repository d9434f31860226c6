"""A clearing house with its default fund. A member's collateral covers all but a few of his worst scenarios; the last
member, `house`, takes the other side of every position, never defaults, and puts in what the fund still lacks."""
from fractions import Fraction

from invent.book import Book, policy_of
from invent.draws import QUOTE_DECIMALS, Draws, decimal, rounded, up
from invent.market import KNOWN_ASSETS, PRICE_DECIMALS, Asset
from invent.trading import CASH, TooFew, account_names, cut_reserve, set_reserves

COLUMNS = {"collateral": ("asset", True), "long": ("contract", True), "short": ("contract", True),
           "contribution": (None, False)}
BREAKS = ["contributes", "backed", "funded", "matched", "expected_shortfall", "value_at_risk", "cover_two"]

CONTRACTS = {"BTC-FUT": 68250, "ETH-FUT": 3480, "SOL-FUT": 171, "BNB-FUT": 592}
DECIMALS = 2  # of contracts
SCENARIOS = 100
CRASH = 1  # its position; the worst by far
RATE = Fraction(2, 100)
LEVELS = {"shortfall_level": "0.975", "quantile_level": "0.99"}


def returns():
    """Scenario -> contract -> what one unit gains: a move of the market and one of each contract's own."""
    draws, rows = Draws("scenarios"), {"unchanged": dict.fromkeys(CONTRACTS, "0")}
    for number in range(1, SCENARIOS):
        market = -3500 if number == CRASH else sum(draws.below(501) - 250 for _ in range(4))
        name = "crash" if number == CRASH else f"move {number:02d}"
        rows[name] = {contract: rounded(Fraction(price * (market + draws.below(601) - 300), 10**4), 2)
                      for contract, price in CONTRACTS.items()}
    return rows


class House:
    def __init__(self, assets):
        assets = [Asset(*known) for known in KNOWN_ASSETS[:assets]]
        self.pnl = returns()
        self.gains = [[int(Fraction(text) * 100) for text in row.values()] for row in self.pnl.values()]
        self.names = list(self.pnl)
        indexes = {
            "asset": [{"name": asset.name, "decimals": asset.decimals, "price": decimal(asset.price, PRICE_DECIMALS),
                       "haircut": decimal(asset.haircut, 4)} for asset in assets],
            "contract": [{"name": name, "decimals": DECIMALS} for name in CONTRACTS],
            "scenario": [{"name": name} for name in self.pnl],
        }
        params = {"pnl": {"file": "pnl.csv"}, "threshold": {"file": "threshold.csv"},
                  "contribution_rate": rounded(RATE, 4), **LEVELS}
        self.book = Book(policy_of("risk_sharing", indexes, params), COLUMNS)
        self.book.matrices["pnl"] = [",".join(["scenario", *CONTRACTS])] + [
            ",".join([name, *row.values()]) for name, row in self.pnl.items()]

    def gain(self, account):
        """Of an account's positions, by scenario."""
        cells = self.book.accounts[account]
        nets = [cells.get(("long", name), 0) - cells.get(("short", name), 0) for name in CONTRACTS]
        return [Fraction(sum(gain * net for gain, net in zip(row, nets)), 100 * 10**DECIMALS) for row in self.gains]

    def money(self, account):
        return sum(self.book.number("asset", name, "price") * (1 - self.book.number("asset", name, "haircut"))
                   * self.book.amount(account, "collateral", name) for name in self.book.members["asset"])

    def contribute(self, account, part):
        """A part of what the member has to put in, rounded up."""
        worst = max(0, -min(self.gain(account)))
        self.book.add(account, "contribution", None, Fraction(up(part * RATE * worst, QUOTE_DECIMALS)))

    def open_account(self, account, draws):
        book, assets = self.book, list(self.book.members["asset"])
        book.open(account)
        while True:
            contract = list(CONTRACTS)[draws.popular(len(CONTRACTS))]
            book.add(account, "long" if draws.chance(65) else "short", contract,
                     1 + draws.money() * draws.between(1, 8) / CONTRACTS[contract])
            if draws.chance(50):
                break
        losses = sorted((-gain for gain in self.gain(account)), reverse=True)
        wanted = max(0, losses[1 + draws.below(5)]) * draws.between(95, 105)
        asset = assets[draws.popular(len(assets))]
        worth = book.number("asset", asset, "price") * (1 - book.number("asset", asset, "haircut"))
        book.add(account, "collateral", asset, wanted / worth)
        self.contribute(account, draws.between(101, 110))

    def open_house(self, surplus):
        """surplus: what the house is long of the first contract that nobody is short of."""
        self.book.open("house")
        self.book.take_other_side("house", "contract", ("long", "short"))
        self.book.add("house", "long", next(iter(CONTRACTS)), surplus)
        self.book.add("house", "collateral", CASH, max(0, -min(self.gain("house"))) * 105 / 100 + 1000)
        self.contribute("house", Fraction(105, 100))

    def losses(self):
        """What the defaults of each scenario take from the fund, by scenario, largest first."""
        losses = [[] for _ in self.names]
        for account in self.book.accounts:
            money, put_in = self.money(account), self.book.amount(account, "contribution", None)
            for scenario, gain in enumerate(self.gain(account)):
                if money + gain < 0:
                    losses[scenario].append(max(put_in, -money - gain))
        return [sorted(row, reverse=True) for row in losses]

    def fill_fund(self, losses):
        """The house adds what is lacking, and 2 %."""
        totals = sorted(map(sum, losses), reverse=True)
        shortfall = (totals[0] + totals[1] + totals[2] / 2) / Fraction(5, 2)
        asked = max(shortfall, totals[1], max(sum(row[:2]) for row in losses)) * 51 / 50
        self.book.add("house", "contribution", None, max(0, asked - self.book.total("contribution", None)))
        return totals[0]

    def set_thresholds(self, losses):
        """The second largest loss, rounded up."""
        self.thresholds = {name: up(row[1] if len(row) > 1 else 0, 0) for name, row in zip(self.names, losses)}

    def break_fund(self, broken, worst):
        """Of the crash the fund covers the two largest losses and no more: at other levels it fails."""
        if worst <= self.book.total("contribution", None):
            raise TooFew
        if broken == "expected_shortfall":
            self.book.policy["params"]["shortfall_level"] = "0.99"
        elif broken == "value_at_risk":
            self.book.policy["params"]["quantile_level"] = "0.995"
        else:
            self.thresholds["crash"] = up(self.book.total("contribution", None), 0)


def make_book(accounts, assets, seed, broken):
    draws, house = Draws(seed), House(assets)
    book, names = house.book, account_names(accounts - 1)
    for account in names:
        house.open_account(account, draws)
    house.open_house(Fraction(1, 10**DECIMALS) if broken == "matched" else 0)
    if broken == "contributes":
        if not names:
            raise TooFew
        book.accounts[names[0]].pop(("contribution", None))
        house.contribute(names[0], Fraction(99, 100))
    losses = house.losses()
    worst = house.fill_fund(losses)
    house.set_thresholds(losses)
    if broken in BREAKS[4:]:
        house.break_fund(broken, worst)
    set_reserves(book, "collateral")
    if broken == "backed":
        cut_reserve(book, "collateral")
    fund = book.total("contribution", None) - (Fraction(1, 10**8) if broken == "funded" else 0)
    book.reserves["fund", None] = {None: up(fund, QUOTE_DECIMALS)}
    book.matrices["threshold"] = ["scenario,threshold"] + [",".join(row) for row in house.thresholds.items()]
    return book
