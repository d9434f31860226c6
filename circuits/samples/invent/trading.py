"""What invented exchanges with loans and collateral have in common, in memory."""
from fractions import Fraction

from invent.draws import up

CASH = "USDT"  # the asset in which accounts that are short of something are topped up


class TooFew(Exception):
    """There are too few accounts to break the requirement, or to break it alone."""


def account_names(count):
    width = max(5, len(str(count)))
    return [f"customer-{number + 1:0{width}d}" for number in range(count)]


def set_caps(book, cap, column="debt"):
    """Gives each asset a cap a tenth above what is lent, and no less than what a thousand buys."""
    for name, member in book.members["asset"].items():
        least = 1000 / Fraction(member["price"]) if "price" in member else 0
        member[cap] = up(max(book.total(column, name) * 11 / 10, least), member["decimals"])


def set_reserves(book, held, lent=None):
    """Reserves are what is owed, with 2 % and one unit to spare."""
    reserves = {}
    for name, member in book.members["asset"].items():
        owed = book.total(held, name) - (book.total(lent, name) if lent else 0)
        reserves[name] = up(max(0, owed) * 51 / 50 + Fraction(1, 10 ** member["decimals"]), member["decimals"])
    book.reserves["reserve", "asset"] = reserves


def cut_reserve(book, held, lent=None):
    """Leaves the first reserve one unit short."""
    decimals = book.members["asset"][CASH]["decimals"]
    owed = book.total(held, CASH) - (book.total(lent, CASH) if lent else 0)
    book.reserves["reserve", "asset"][CASH] = up(owed - Fraction(1, 10**decimals), decimals)


def cut_cap(book, cap, column="debt"):
    """Lowers the first cap one unit below what is lent."""
    decimals = book.members["asset"][CASH]["decimals"]
    book.members["asset"][CASH][cap] = up(book.total(column, CASH) - Fraction(1, 10**decimals), decimals)


def top_up(book, account, column, lacking):
    """Adds cash until lacking() is not above 0."""
    while lacking() > 0:
        book.add(account, column, CASH, lacking() * 103 / 100 + 1)
