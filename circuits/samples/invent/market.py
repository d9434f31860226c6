"""The assets that invented exchanges deal in."""
from invent.draws import QUOTE_DECIMALS, Draws

PRICE_DECIMALS = 8

# Name, price in 10^-8 of the quote currency; the class says how liquid it is. Further assets are invented.
KNOWN_ASSETS = [
    ("USDT", 1_00000000, 0), ("BTC", 68250_00000000, 1), ("ETH", 3480_50000000, 1), ("USDC", 99990000, 0),
    ("BNB", 592_10000000, 2), ("SOL", 171_34000000, 2), ("XRP", 52180000, 2), ("DOGE", 14050000, 2),
    ("ADA", 45310000, 2), ("TRX", 11740000, 2), ("LINK", 14_92000000, 2), ("SHIB", 1785, 3),
]
# Of each class, in hundredths of a percent: haircut of collateral, maintenance of positions, charge on debts.
RATES = [(0, 100, 200), (500, 100, 500), (1500, 300, 1000), (4000, 1000, 2000)]


class Asset:
    def __init__(self, name, price, liquidity):
        self.name, self.price, self.liquidity = name, price, liquidity
        self.haircut, self.maintenance, self.debt_margin = RATES[liquidity]
        self.decimals = 8 if price >= 10**6 else 4
        # An amount in units times this is its value in 10^-16 of the quote currency, exactly.
        self.unit_value = price * 10 ** (QUOTE_DECIMALS - self.decimals)

    def units(self, value):
        """The amount worth at most `value` (in quote units), and at least one unit."""
        return max(1, value * 10**PRICE_DECIMALS // self.unit_value)

    def value(self, units):
        return units * self.unit_value // 10**PRICE_DECIMALS


def invent_assets(count):
    draws = Draws("assets")
    assets = [Asset(*known) for known in KNOWN_ASSETS[:count]]
    for number in range(len(KNOWN_ASSETS) + 1, count + 1):
        price = (100 + draws.below(900)) * 10 ** draws.below(9)
        assets.append(Asset(f"TOKEN{number}", price, 3))
    return assets
