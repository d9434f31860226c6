#!/usr/bin/env python3
"""Makes the ledger, policy and reserves of an invented exchange of any circuit and size: the samples beside this file,
and what tests need.

The same arguments give the same bytes everywhere: every amount is an integer, in units of its member, drawn from
integers. Every requirement of the circuit holds, and not by much. With --break everything but the one requirement
holds: an account `breaker` is added, or a reserve or a cap is lowered to just below what it has to be.
"""
import argparse
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from invent import custody, loan_to_value, pool_vault, portfolio_margin  # noqa: E402
from invent import risk_sharing, tiered_margin, trading  # noqa: E402

HISTORY = "portfolio_margin_history"  # a second exchange of portfolio_margin
IN_MEMORY = {
    "tiered_margin": tiered_margin,
    "loan_to_value": loan_to_value,
    "portfolio_margin": portfolio_margin.Scanned,
    HISTORY: portfolio_margin.Historical,
    "pool_vault": pool_vault,
    "risk_sharing": risk_sharing,
}
# The requirements that --break knows, of two-sided ones each side.
BREAKS = custody.BREAKS | {name: maker.BREAKS for name, maker in IN_MEMORY.items()}
# The columns of those whose ledger is one file, a line per account and asset.
COLUMNS = custody.COLUMNS | {name: list(IN_MEMORY[name].COLUMNS) for name in ("tiered_margin", "loan_to_value")}


def circuit_of(name):
    return "portfolio_margin" if name == HISTORY else name


def make(folder, circuit, accounts, assets, seed=1, broken=None):
    """Writes policy.json and the CSV files into the folder, which may exist."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    if circuit in IN_MEMORY:
        IN_MEMORY[circuit].make_book(accounts, assets, seed, broken).write(folder)
    else:
        custody.make(folder, circuit, accounts, assets, seed, broken)


# What the project ships: circuit, accounts, assets.
SHIPPED = [("cross_margin", 2500, 12), ("spot", 250, 5), ("tiered_margin", 60, 12), ("loan_to_value", 60, 12),
           ("portfolio_margin", 40, 4), ("portfolio_margin_history", 24, 3), ("pool_vault", 40, 3),
           ("risk_sharing", 30, 3)]


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
    parser.add_argument("--circuit", choices=list(BREAKS), help="without it: the shipped samples")
    parser.add_argument("--accounts", type=positive, default=1000)
    parser.add_argument("--assets", type=positive, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--break", dest="broken", metavar="REQUIREMENT", help="what shall not hold")
    parser.add_argument("--closes", metavar="FILE", help=f"only make the matrix of {HISTORY}, from daily closes")
    parser.add_argument("folder", nargs="?", metavar="DIR", help="the folder to write to (default: that of this file)")
    arguments = parser.parse_args()
    if arguments.closes:
        return portfolio_margin.Historical.write_matrix(arguments.closes)
    circuit, broken, folder = arguments.circuit, arguments.broken, arguments.folder
    if circuit is None:
        if broken:
            parser.error("--break needs --circuit")
        make_shipped(folder or pathlib.Path(__file__).parent)
    elif folder is None:
        parser.error("--circuit needs a folder")
    elif broken and broken not in BREAKS[circuit]:
        parser.error(f"--break of {circuit} is one of: {', '.join(BREAKS[circuit])}")
    else:
        try:
            make(folder, circuit, arguments.accounts, arguments.assets, arguments.seed, broken)
        except trading.TooFew:
            parser.error(f"--break {broken} needs more accounts")


if __name__ == "__main__":
    main()
