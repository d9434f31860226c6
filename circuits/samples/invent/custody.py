"""Exchanges of spot and cross_margin, of any size: written account by account, never held in memory.

An account holds few of the assets, popular ones more often, in amounts of every magnitude. Of a cross_margin exchange
some accounts have loans and some have positions; the last account, `house`, takes the other side of every position. All
accounts are margined, reserves cover what is owed with 2 % to spare, and loans stay below their caps.
"""
import json

from invent.book import policy_of as common_policy
from invent.draws import QUOTE_DECIMALS, Draws, decimal
from invent.market import PRICE_DECIMALS, invent_assets

PARTS = 10**4  # rates are counted in hundredths of a percent

CASH = 0  # the asset in which `house` holds its own money
COLLATERAL, DEBT, LONG, SHORT, ENTRY_DEBIT, ENTRY_CREDIT = range(6)
COLUMNS = {
    "spot": ["balance"],
    "cross_margin": ["collateral", "debt", "long", "short", "entry_debit", "entry_credit"],
}
BREAKERS = {  # collateral, debt, long, short, entries
    "covered": [1, 0, 0, 0, 0, 0], "backed": [1, 0, 0, 0, 0, 0], "margin": [0, 1, 0, 0, 0, 0],
    "lent": [10, 1, 0, 0, 0, 0], "matched": [100, 0, 1, 0, 0, 0], "entries": [1, 0, 0, 0, 0, 1],
}
BREAKS = {"spot": ["covered"], "cross_margin": ["margin", "backed", "lent", "matched", "entries"]}


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


def rate(parts):
    return decimal(parts, 4)


def ledger_lines(account, circuit, assets, row):
    columns = len(COLUMNS[circuit])
    for number in sorted(row):
        asset = assets[number]
        places = [asset.decimals] * 4 + [QUOTE_DECIMALS] * 2
        amounts = [decimal(units, p) for units, p in zip(row[number][:columns], places)]
        yield ",".join([account, asset.name, *amounts]) + "\n"


def breaker(assets, totals, broken):
    """The account added where a requirement is to be broken, in the cash asset: it breaks it, or makes sure that there
    is enough of what is then capped or reserved for less."""
    cell = BREAKERS[broken][:]
    if broken in ("backed", "covered"):
        cell[COLLATERAL] += totals[CASH][DEBT] // 10**assets[CASH].decimals
    return {CASH: [amount * 10**assets[CASH].decimals for amount in cell]}


def rows_of(circuit, count, assets, totals, seed):
    draws = Draws(seed)
    has_house = circuit == "cross_margin" and count > 1
    width = max(5, len(str(count)))
    for number in range(count):
        if has_house and number == count - 1:
            name, row = "house", house(assets, totals)
        else:
            name, row = f"customer-{number + 1:0{width}d}", customer(circuit, assets, draws, has_house)
        assert circuit == "spot" or health(assets, row) >= 0
        yield name, row


def accounts_of(circuit, count, assets, totals, seed, broken):
    """Names and rows; adds each row to the totals before it goes on."""
    def added(name, row):
        for asset, cell in row.items():
            totals[asset] = [total + units for total, units in zip(totals[asset], cell)]
        return name, row

    for name, row in rows_of(circuit, count, assets, totals, seed):
        yield added(name, row)
    if broken:
        yield added("breaker", breaker(assets, totals, broken))


def policy_of(circuit, assets, totals, broken):
    def member(asset, total):
        numbers = {"name": asset.name, "decimals": asset.decimals, "price": decimal(asset.price, PRICE_DECIMALS)}
        if circuit == "cross_margin":
            numbers |= {"haircut": rate(asset.haircut), "maintenance": rate(asset.maintenance),
                        "debt_margin": rate(asset.debt_margin),
                        "lending_cap": decimal(total[DEBT] + total[DEBT] // 10 + asset.units(10**11), asset.decimals)}
        return numbers

    members = [member(asset, total) for asset, total in zip(assets, totals)]
    if broken == "lent":
        members[CASH]["lending_cap"] = decimal(totals[CASH][DEBT] - 1, assets[CASH].decimals)
    return common_policy(circuit, {"asset": members}, {"coverage": "1"} if circuit == "spot" else {})


def reserves_lines(assets, totals, broken):
    yield "asset,reserve\n"
    for number, (asset, total) in enumerate(zip(assets, totals)):
        owed = total[COLLATERAL] - total[DEBT]
        reserve = max(0, owed) * 51 // 50 + 1
        if number == CASH and broken in ("backed", "covered"):
            reserve = owed - 1
        yield f"{asset.name},{decimal(reserve, asset.decimals)}\n"


def make(folder, circuit, accounts, assets, seed, broken):
    """Writes policy.json, ledger.csv and reserves.csv into the folder."""
    assets = invent_assets(assets)
    totals = [[0] * 6 for _ in assets]
    with open(folder / "ledger.csv", "w", newline="") as ledger:
        ledger.write(",".join(["account", "asset", *COLUMNS[circuit]]) + "\n")
        for account, row in accounts_of(circuit, accounts, assets, totals, seed, broken):
            ledger.writelines(ledger_lines(account, circuit, assets, row))
    with open(folder / "reserves.csv", "w", newline="") as reserves:
        reserves.writelines(reserves_lines(assets, totals, broken))
    policy = json.dumps(policy_of(circuit, assets, totals, broken), indent=2) + "\n"
    (folder / "policy.json").write_text(policy, newline="")
