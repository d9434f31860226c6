"""What options are worth (Black and Scholes 1973, without interest), in decimals of 30 digits, so that every machine
gets the same."""
from collections import namedtuple
from decimal import Decimal, localcontext

DIGITS = 30
HALF_PI = Decimal("1.57079632679489661923132169163975")

# strike: in the quote currency; sign: 1 for a call, -1 for a put.
Option = namedtuple("Option", "strike sign volatility years")
Value = namedtuple("Value", "price delta gamma vega")  # vega: for one hundredth of volatility


def density(x):
    return (-x * x / 2).exp() / (4 * HALF_PI).sqrt()


def below(x):
    """The chance that a normal variable is below x, by its power series."""
    if abs(x) > 12:
        return Decimal(1 if x > 0 else 0)
    term, total, odd = x, x, 1
    while abs(term) > Decimal(10) ** -DIGITS:
        odd += 2
        term = term * x * x / odd
        total += term
    return Decimal("0.5") + density(x) * total


def value(option, spot, volatility=None):
    with localcontext() as context:
        context.prec = DIGITS + 10
        spread = (volatility or option.volatility) * option.years.sqrt()
        nearness = (spot / option.strike).ln() / spread + spread / 2
        delta = below(option.sign * nearness) * option.sign
        price = spot * delta - option.strike * option.sign * below(option.sign * (nearness - spread))
        steepness = density(nearness)
        return Value(price, delta, steepness / (spot * spread), spot * steepness * option.years.sqrt() / 100)
