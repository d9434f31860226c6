"""A cross-margin exchange with tables of tiers and brackets. The last account, `house`, takes the other side of every
position. Half of the accounts hold more than a first tier, one holds more than all tiers."""
from fractions import Fraction

from invent.book import Book, policy_of
from invent.draws import Draws, decimal
from invent.market import PRICE_DECIMALS, invent_assets
from invent.trading import CASH, account_names, cut_cap, cut_reserve, set_caps, set_reserves, top_up

COLUMNS = {"collateral": ("asset", True), "debt": ("asset", True), "long": ("asset", True), "short": ("asset", True),
           "entry_debit": ("asset", False), "entry_credit": ("asset", False)}
BREAKS = ["margin", "backed", "lent", "matched", "entries"]
BREAKERS = {"margin": {"debt": 1}, "backed": {"collateral": 1}, "lent": {"collateral": 10, "debt": 1},
            "matched": {"collateral": 100, "long": 1}, "entries": {"collateral": 1, "entry_credit": 1}}

# By how liquid an asset is: sizes in the quote currency and rates. SHIB is no collateral, USDC is not traded.
TIERS = [[("1000000", "1"), ("100000000000000", "0.98")],
         [("20000", "0.98"), ("30000", "0.95"), ("50000", "0.9"), ("100000", "0.8"), ("300000", "0.5")],
         [("5000", "0.9"), ("5000", "0.85"), ("15000", "0.7"), ("25000", "0.5"), ("50000", "0.2")],
         []]
BRACKETS = [[("1000000", "0.005"), ("9000000", "0.01")],
            [("50000", "0.004"), ("200000", "0.005"), ("750000", "0.01"), ("2000000", "0.025")],
            [("10000", "0.01"), ("40000", "0.02"), ("100000", "0.05"), ("250000", "0.1")],
            [("5000", "0.05"), ("20000", "0.1")]]


def tables(assets, kind, rows_of):
    return [{"name": f"{asset.name} {number}", "in": asset.name, f"{kind}_size": size, f"{kind}_rate": rate}
            for asset in assets for number, (size, rate) in enumerate(rows_of(asset), 1)]


def new_book(assets):
    members = [{"name": asset.name, "decimals": asset.decimals, "price": decimal(asset.price, PRICE_DECIMALS),
                "debt_margin": decimal(asset.debt_margin, 4)} for asset in assets]
    tiers = tables(assets, "tier", lambda asset: TIERS[asset.liquidity])
    brackets = tables(assets, "bracket", lambda asset: BRACKETS[asset.liquidity] if asset.name != "USDC" else [])
    return Book(policy_of("tiered_margin", {"asset": members, "tier": tiers, "bracket": brackets}), COLUMNS)


class Tables:
    def __init__(self, book):
        self.book = book
        self.rows = {kind: {name: [] for name in book.members["asset"]} for kind in ("tier", "bracket")}
        for kind, rows in self.rows.items():
            for member in book.members[kind].values():
                rows[member["in"]].append((Fraction(member[f"{kind}_size"]), Fraction(member[f"{kind}_rate"])))

    def traded(self, name):
        return bool(self.rows["bracket"][name])

    def lacking(self, account):
        """What an account is below its margin, in the quote currency."""
        book, total = self.book, Fraction(0)
        for name in {member for _, member in book.accounts[account]}:
            price = book.number("asset", name, "price")
            held, debt, long, short, debit, credit = (book.amount(account, column, name) for column in COLUMNS)
            total += price * ((1 + book.number("asset", name, "debt_margin")) * debt - long + short) + debit - credit
            total -= along(self.rows["tier"][name], price * held, rest=False)
            total += along(self.rows["bracket"][name], price * (long + short), rest=True)
        return total


def along(rows, value, rest):
    total, last = Fraction(0), len(rows) - 1
    for number, (size, rate) in enumerate(rows):
        part = value if rest and number == last else min(value, size)
        total, value = total + rate * part, value - part
    return total


def open_account(book, tables_, account, assets, draws):
    def draw():
        name = assets[draws.popular(len(assets))].name
        return name, book.number("asset", name, "price")

    book.open(account)
    while True:
        name, price = draw()
        book.add(account, "collateral", name, draws.money() / price)
        if draws.chance(40):
            break
    spare = max(0, -tables_.lacking(account))
    if draws.chance(40):
        name, price = draw()
        book.add(account, "debt", name, draws.between(5, 60) * spare / price)
    if draws.chance(60):
        name, price = draw()
        if tables_.traded(name):
            side, amount = draws.below(2), draws.between(10, 500) * spare / price
            book.add(account, ("long", "short")[side], name, amount)
            cost = book.amount(account, ("long", "short")[side], name) * price * draws.between(96, 104)
            book.add(account, ("entry_debit", "entry_credit")[side], name, cost)
    top_up(book, account, "collateral", lambda: tables_.lacking(account))


def add_house(book, tables_):
    book.open("house")
    book.take_other_side("house", "asset", ("long", "short"))
    book.take_other_side("house", "asset", ("entry_debit", "entry_credit"))
    top_up(book, "house", "collateral", lambda: tables_.lacking("house") + 1000)


def make_book(accounts, assets, seed, broken):
    draws, assets = Draws(seed), invent_assets(assets)
    book = new_book(assets)
    tables_ = Tables(book)
    for account in account_names(accounts - 1):
        open_account(book, tables_, account, assets, draws)
    add_house(book, tables_)
    if broken:
        for column, amount in BREAKERS[broken].items():
            book.add("breaker", column, CASH, amount)
    set_caps(book, "lending_cap")
    set_reserves(book, "collateral", "debt")
    if broken == "backed":
        book.add("breaker", "collateral", CASH, book.total("debt", CASH))
        set_reserves(book, "collateral", "debt")
        cut_reserve(book, "collateral", "debt")
    if broken == "lent":
        cut_cap(book, "lending_cap")
    return book
