"""Integers from a seed, and decimals as policies and ledgers write them."""
import random
from fractions import Fraction

QUOTE_DECIMALS = 8


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

    def money(self):
        """The same in the quote currency."""
        return Fraction(self.value(), 10**QUOTE_DECIMALS)

    def between(self, low, high):
        """A fraction between two percentages, in steps of a hundredth of a percent."""
        return Fraction(100 * low + self.below(100 * (high - low) + 1), 10**4)


def decimal(units, decimals):
    """units / 10^decimals, units >= 0, without zeros at the end."""
    whole, part = divmod(units, 10**decimals)
    return f"{whole}.{part:0{decimals}d}".rstrip("0").rstrip(".") if decimals else str(whole)


def rounded(number, decimals):
    """The decimal of so many digits that is nearest to a rational; of two, the even one."""
    units = round(Fraction(number) * 10**decimals)
    return ("-" if units < 0 else "") + decimal(abs(units), decimals)


def up(number, decimals):
    """The decimal of so many digits that is a rational, or the next above."""
    units = -(-Fraction(number) * 10**decimals // 1)
    return ("-" if units < 0 else "") + decimal(abs(units), decimals)
