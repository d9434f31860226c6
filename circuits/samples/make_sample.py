#!/usr/bin/env python3
"""Makes the ledger, policy and reserves of an invented exchange, of any size: the samples beside this file, and what
tests need.

The same arguments give the same bytes everywhere: every amount is an integer, in units of its asset, drawn from
integers. An account holds few of the assets, popular ones more often, in amounts of every magnitude. Of a cross_margin
exchange some accounts have loans and some have positions; the last account, `house`, takes the other side of every
position. All accounts are margined, reserves cover what is owed with 2 % to spare, and loans stay below their caps.
"""
import argparse
import json
import pathlib
import random

QUOTE_DECIMALS = 8
PRICE_DECIMALS = 8
PARTS = 10**4  # rates are counted in hundredths of a percent

# Name, price in 10^-8 of the quote currency; the tier says how liquid it is. Further assets are invented.
KNOWN_ASSETS = [
    ("USDT", 1_00000000, 0), ("BTC", 68250_00000000, 1), ("ETH", 3480_50000000, 1), ("USDC", 99990000, 0),
    ("BNB", 592_10000000, 2), ("SOL", 171_34000000, 2), ("XRP", 52180000, 2), ("DOGE", 14050000, 2),
    ("ADA", 45310000, 2), ("TRX", 11740000, 2), ("LINK", 14_92000000, 2), ("SHIB", 1785, 3),
]
# Of each tier, in PARTS: haircut of collateral, maintenance of positions, charge on debts.
TIERS = [(0, 100, 200), (500, 100, 500), (1500, 300, 1000), (4000, 1000, 2000)]

CASH = 0  # the asset in which `house` holds its own money
COLLATERAL, DEBT, LONG, SHORT, ENTRY_DEBIT, ENTRY_CREDIT = range(6)
COLUMNS = {
    "spot": ["balance"],
    "cross_margin": ["collateral", "debt", "long", "short", "entry_debit", "entry_credit"],
}


class Asset:
    def __init__(self, name, price, tier):
        self.name, self.price = name, price
        self.haircut, self.maintenance, self.debt_margin = TIERS[tier]
        self.decimals = 8 if price >= 10**6 else 4
        # An amount in units times this is its value in 10^-16 of the quote currency, exactly.
        self.unit_value = price * 10 ** (QUOTE_DECIMALS - self.decimals)

    def units(self, value):
        """The amount worth at most `value` (in quote units), and at least one unit."""
        return max(1, value * 10**PRICE_DECIMALS // self.unit_value)

    def value(self, units):
        return units * self.unit_value // 10**PRICE_DECIMALS


class Draws:
    """Integers from a seed; getrandbits alone is the same in every version of Python."""

    def __init__(self, seed):
        self.bits = random.Random(seed).getrandbits

    def below(self, bound):
        return self.bits(64) * bound >> 64

    def chance(self, percent):
        return self.below(100) < percent

    def popular(self, count):
        """0 .. count - 1, low ones more often."""
        return self.bits(32) ** 2 * count >> 64

    def value(self):
        """A value in quote units: one to a quarter of a million, each magnitude as likely as the next."""
        return 10**QUOTE_DECIMALS + (self.below(1 << 20) << self.below(26))


def invent_assets(count):
    draws = Draws("assets")
    assets = [Asset(*known) for known in KNOWN_ASSETS[:count]]
    for number in range(len(KNOWN_ASSETS) + 1, count + 1):
        price = (100 + draws.below(900)) * 10 ** draws.below(9)
        assets.append(Asset(f"TOKEN{number}", price, 3))
    return assets


def health(assets, row):
    """By how much an account is over its maintenance margin, in 10^-20 of the quote currency."""
    total = 0
    for number, cell in row.items():
        asset = assets[number]
        total += asset.unit_value * (
            (PARTS - asset.haircut) * cell[COLLATERAL] - (PARTS + asset.debt_margin) * cell[DEBT]
            + PARTS * (cell[LONG] - cell[SHORT]) - asset.maintenance * (cell[LONG] + cell[SHORT]))
        total += (cell[ENTRY_CREDIT] - cell[ENTRY_DEBIT]) * 10**PRICE_DECIMALS * PARTS
    return total


def spare(assets, row):
    """The same in quote units, rounded down."""
    return health(assets, row) // (10**PRICE_DECIMALS * PARTS)


def cell_of(row, number):
    return row.setdefault(number, [0] * 6)


def add_holdings(row, assets, draws):
    while True:
        number = draws.popular(len(assets))
        cell_of(row, number)[COLLATERAL] += assets[number].units(draws.value())
        if draws.chance(40):
            return


def add_loan(row, assets, draws):
    number = draws.popular(len(assets))
    worth = spare(assets, row) // 4
    if worth > 0:
        cell_of(row, number)[DEBT] += assets[number].units(draws.below(worth))


def add_position(row, assets, draws):
    """Opened within 4 % of today's price, and worth at most twice what the account has to spare."""
    number, side = draws.popular(len(assets)), draws.below(2)
    worth = 2 * spare(assets, row)
    if worth > 0:
        units = assets[number].units(draws.below(worth))
        cell = cell_of(row, number)
        cell[LONG + side] += units
        cell[ENTRY_DEBIT + side] += assets[number].value(units) * (9600 + draws.below(801)) // PARTS


def customer(circuit, assets, draws, positions):
    row = {}
    add_holdings(row, assets, draws)
    if circuit == "cross_margin":
        if draws.chance(25):
            add_loan(row, assets, draws)
        if positions and draws.chance(35):
            add_position(row, assets, draws)
        if spare(assets, row) < 0:  # one unit of a dear asset can be more than a poor account has to spare
            cell_of(row, CASH)[COLLATERAL] += assets[CASH].units(2 - 2 * spare(assets, row))
    return row


def house(assets, totals):
    row = {}
    for number in range(len(assets)):
        for debit, credit in ((LONG, SHORT), (ENTRY_DEBIT, ENTRY_CREDIT)):
            over = totals[number][debit] - totals[number][credit]
            if over != 0:
                cell_of(row, number)[credit if over > 0 else debit] = abs(over)
    own = max(0, -spare(assets, row)) * 11 // 10 + 10 ** (QUOTE_DECIMALS + 3)
    cell_of(row, CASH)[COLLATERAL] = assets[CASH].units(own)
    return row


def decimal(units, decimals):
    whole, part = divmod(units, 10**decimals)
    return f"{whole}.{part:0{decimals}d}".rstrip("0").rstrip(".")


def rate(parts):
    return decimal(parts, 4)


def ledger_lines(account, circuit, assets, row):
    columns = len(COLUMNS[circuit])
    for number in sorted(row):
        asset = assets[number]
        places = [asset.decimals] * 4 + [QUOTE_DECIMALS] * 2
        amounts = [decimal(units, p) for units, p in zip(row[number][:columns], places)]
        yield ",".join([account, asset.name, *amounts]) + "\n"


def accounts_of(circuit, count, assets, totals, seed):
    """Names and rows; adds each row to the totals before it goes on."""
    draws = Draws(seed)
    has_house = circuit == "cross_margin" and count > 1
    width = max(5, len(str(count)))
    for number in range(count):
        if has_house and number == count - 1:
            name, row = "house", house(assets, totals)
        else:
            name, row = f"customer-{number + 1:0{width}d}", customer(circuit, assets, draws, has_house)
        for asset, cell in row.items():
            totals[asset] = [total + units for total, units in zip(totals[asset], cell)]
        assert circuit == "spot" or health(assets, row) >= 0
        yield name, row


def policy_of(circuit, assets, totals):
    def member(asset, total):
        numbers = {"name": asset.name, "decimals": asset.decimals, "price": decimal(asset.price, PRICE_DECIMALS)}
        if circuit == "cross_margin":
            numbers |= {"haircut": rate(asset.haircut), "maintenance": rate(asset.maintenance),
                        "debt_margin": rate(asset.debt_margin),
                        "lending_cap": decimal(total[DEBT] + total[DEBT] // 10 + asset.units(10**11), asset.decimals)}
        return numbers

    return {
        "circuit": circuit,
        "issuer": "Sample Exchange",
        "snapshot": "2026-06-30T00:00:00Z",
        "quote": {"name": "USDT", "decimals": QUOTE_DECIMALS},
        "indexes": {"asset": [member(asset, total) for asset, total in zip(assets, totals)]},
        "params": {"coverage": "1"} if circuit == "spot" else {},
    }


def reserves_lines(assets, totals):
    yield "asset,reserve\n"
    for asset, total in zip(assets, totals):
        owed = total[COLLATERAL] - total[DEBT]
        yield f"{asset.name},{decimal(max(0, owed) * 51 // 50 + 1, asset.decimals)}\n"


def make(folder, circuit, accounts, assets, seed=1):
    """Writes policy.json, ledger.csv and reserves.csv into the folder, which may exist."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    assets = invent_assets(assets)
    totals = [[0] * 6 for _ in assets]
    with open(folder / "ledger.csv", "w", newline="") as ledger:
        ledger.write(",".join(["account", "asset", *COLUMNS[circuit]]) + "\n")
        for account, row in accounts_of(circuit, accounts, assets, totals, seed):
            ledger.writelines(ledger_lines(account, circuit, assets, row))
    with open(folder / "reserves.csv", "w", newline="") as reserves:
        reserves.writelines(reserves_lines(assets, totals))
    policy = json.dumps(policy_of(circuit, assets, totals), indent=2) + "\n"
    (folder / "policy.json").write_text(policy, newline="")


# What the project ships: circuit, accounts, assets.
SHIPPED = [("cross_margin", 2500, 12), ("spot", 250, 5)]


def make_shipped(folder):
    for circuit, accounts, assets in SHIPPED:
        make(pathlib.Path(folder) / circuit, circuit, accounts, assets)


def positive(text):
    number = int(text)
    if number < 1:
        raise ValueError
    return number


def main():
    parser = argparse.ArgumentParser(description="Makes the inputs of an invented exchange, of any size.")
    parser.add_argument("--circuit", choices=list(COLUMNS), help="without it: the shipped samples")
    parser.add_argument("--accounts", type=positive, default=1000)
    parser.add_argument("--assets", type=positive, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", metavar="DIR", help="the folder to write to (default: that of this file)")
    arguments = parser.parse_args()
    out = arguments.out or pathlib.Path(__file__).parent
    if arguments.circuit is None:
        make_shipped(out)
    elif arguments.out is None:
        parser.error("--circuit needs --out")
    else:
        make(out, arguments.circuit, arguments.accounts, arguments.assets, arguments.seed)


if __name__ == "__main__":
    main()
