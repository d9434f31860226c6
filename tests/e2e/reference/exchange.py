"""Reads what an issuer writes beside a circuit (docs/circuits.md) and gives every number as an exact fraction."""
import csv
import itertools
import json
import pathlib
from fractions import Fraction


class Exchange:
    """A folder with policy.json, ledger*.csv and reserves*.csv."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.policy = json.loads((self.folder / "policy.json").read_text(encoding="utf-8"))
        self.objects = {index: {member["name"]: member for member in members}
                        for index, members in self.policy["indexes"].items()}
        self.accounts, self.cells, self.reserves, self.matrices = [], {}, {}, {}
        for path in sorted(self.folder.glob("ledger*.csv")):
            self.read_ledger(path)
        for path in sorted(self.folder.glob("reserves*.csv")):
            self.read_reserves(path)

    def rows(self, path):
        with open(path, newline="", encoding="utf-8") as file:
            return list(csv.reader(file))

    def split(self, header, row):
        """The members of a row, in order, and its numbers by their columns' names."""
        pairs = list(zip(header, row))
        return (tuple(cell for name, cell in pairs if name in self.objects),
                {name: Fraction(cell) for name, cell in pairs if name not in self.objects})

    def read_ledger(self, path):
        header, *rows = self.rows(path)
        for account, *row in rows:
            if account not in self.cells:
                self.accounts.append(account)
            members, numbers = self.split(header[1:], row)
            self.cells.setdefault(account, {}).update(
                {(name, *members): number for name, number in numbers.items()})

    def read_reserves(self, path):
        header, *rows = self.rows(path)
        for row in rows:
            members, numbers = self.split(header, row)
            self.reserves.update({(name, *members): number for name, number in numbers.items()})

    def members(self, index, within=None):
        """Names of the members of an index, or of those that belong to a parent's member."""
        return [name for name, member in self.objects[index].items() if within is None or member["in"] == within]

    def field(self, index, member, name):
        return Fraction(self.objects[index][member][name])

    def param(self, name, *over):
        """A parameter without index: its number; else {members: number}, a key for one index, a tuple for several."""
        value = self.policy["params"][name]
        if not over:
            return Fraction(value)
        if isinstance(value, dict):
            return self.matrix(name, self.folder / value["file"], over)
        combinations = list(itertools.product(*map(self.members, over)))
        for _ in over[1:]:
            value = [number for row in value for number in row]
        keys = combinations if len(over) > 1 else [key for key, in combinations]
        return {key: Fraction(number) for key, number in zip(keys, value, strict=True)}

    def matrix(self, name, path, over):
        header, *rows = self.rows(path)
        if len(over) == 1:
            return {row[header.index(over[0])]: Fraction(row[header.index(name)]) for row in rows}
        keys = len(over) - 1
        return {(*row[:keys], member): Fraction(cell)
                for row in rows for member, cell in zip(header[keys:], row[keys:])}

    def amount(self, account, column, *members):
        return self.cells[account].get((column, *members), Fraction(0))

    def total(self, column, *members):
        return sum((self.amount(account, column, *members) for account in self.accounts), Fraction(0))

    def held(self, account, index, *columns):
        """The members of which an account has something in one of the columns."""
        found = {key[1] for key, number in self.cells[account].items() if key[0] in columns and number}
        return [member for member in self.objects[index] if member in found]


class Values:
    """What a rule gives, of each account and of the pool: by the names that the compiler gives (`risk[BTC]`), a list;
    of a requirement with two relations both margins, in the order of the text. What is not here is 0."""

    def __init__(self, exchange):
        self.accounts = {account: {} for account in exchange.accounts}
        self.pool = {}

    def broken(self, requirements):
        """The requirements (without members) that do not hold; equalities are those named by a trailing `=`."""
        found = set()
        for name in requirements:
            equality, name = name.endswith("="), name.rstrip("=")
            for values in [*self.accounts.values(), self.pool]:
                for key, margins in values.items():
                    if key.partition("[")[0] == name and any(m < 0 or equality and m for m in margins):
                        found.add(name)
        return found
