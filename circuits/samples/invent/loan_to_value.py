"""A lending pool: most users supply, half of these borrow, some up to their liquidation threshold."""
from fractions import Fraction

from invent.book import Book, policy_of
from invent.draws import Draws, decimal
from invent.market import PRICE_DECIMALS, invent_assets
from invent.trading import CASH, account_names, cut_cap, cut_reserve, set_caps, set_reserves

COLUMNS = {"supplied": ("asset", True), "debt": ("asset", True)}
BREAKS = ["healthy", "backed", "utilised"]
BREAKERS = {"healthy": {"debt": 1}, "backed": {"supplied": 1}, "utilised": {"supplied": 10, "debt": 1}}
THRESHOLDS = ["0.9", "0.85", "0.7", "0.5"]  # by how liquid an asset is


def member(asset):
    return {"name": asset.name, "decimals": asset.decimals, "price": decimal(asset.price, PRICE_DECIMALS),
            "liquidation_threshold": THRESHOLDS[asset.liquidity]}


def room(book, account):
    """What an account may owe more, in the quote currency."""
    return sum(book.number("asset", name, "price")
               * (book.number("asset", name, "liquidation_threshold") * book.amount(account, "supplied", name)
                  - book.amount(account, "debt", name)) for name in book.members["asset"])


def open_account(book, account, assets, draws):
    book.open(account)
    while True:
        name = assets[draws.popular(len(assets))].name
        book.add(account, "supplied", name, draws.money() / book.number("asset", name, "price"))
        if draws.chance(50):
            break
    while draws.chance(50):
        name = assets[draws.popular(len(assets))].name
        part = Fraction(99, 100) if draws.chance(10) else draws.between(10, 90)
        book.add(account, "debt", name, part * room(book, account) / book.number("asset", name, "price"))


def make_book(accounts, assets, seed, broken):
    draws, assets = Draws(seed), invent_assets(assets)
    book = Book(policy_of("loan_to_value", {"asset": [member(asset) for asset in assets]}), COLUMNS)
    for account in account_names(accounts):
        open_account(book, account, assets, draws)
    for name in book.members["asset"]:  # no more is lent than there is: who is at the end supplies what lacks
        lacking = book.total("debt", name) * 5 / 4 - book.total("supplied", name)
        book.add(account, "supplied", name, max(0, lacking))
    if broken:
        for column, amount in BREAKERS[broken].items():
            book.add("breaker", column, CASH, amount)
    set_caps(book, "utilisation_cap")
    set_reserves(book, "supplied", "debt")
    if broken == "backed":
        cut_reserve(book, "supplied", "debt")
    if broken == "utilised":
        cut_cap(book, "utilisation_cap")
    return book
