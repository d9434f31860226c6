"""A whole exchange in memory: public numbers, what each account has, reserves; and how it is written into files."""
import json
from fractions import Fraction

from invent.draws import QUOTE_DECIMALS, decimal


def policy_of(circuit, indexes, params=None):
    return {
        "circuit": circuit,
        "issuer": "Sample Exchange",
        "snapshot": "2026-06-30T00:00:00Z",
        "quote": {"name": "USDT", "decimals": QUOTE_DECIMALS},
        "indexes": indexes,
        "params": params or {},
    }


class Book:
    """columns: name -> (the index it is over or None, whether its unit is its member's, else the quote currency's)."""

    def __init__(self, policy, columns):
        self.policy, self.columns = policy, columns
        self.members = {index: {member["name"]: member for member in members}
                        for index, members in policy["indexes"].items()}
        self.accounts = {}  # name -> {(column, member): amount in units}
        self.reserves = {}  # (pool column, its index or None) -> {member: amount}
        self.matrices = {}  # parameter -> lines of its file

    def decimals(self, column, member):
        over, of_member = self.columns[column]
        return self.members[over][member]["decimals"] if of_member else self.policy["quote"]["decimals"]

    def number(self, index, member, field):
        return Fraction(self.members[index][member][field])

    def open(self, account):
        self.accounts.setdefault(account, {})

    def add(self, account, column, member, amount):
        """Adds an amount, rounded down to whole units."""
        cells = self.accounts.setdefault(account, {})
        units = int(amount * 10 ** self.decimals(column, member) // 1)
        cells[column, member] = cells.get((column, member), 0) + units

    def amount(self, account, column, member):
        units = self.accounts[account].get((column, member), 0)
        return Fraction(units, 10 ** self.decimals(column, member))

    def total(self, column, member):
        units = sum(cells.get((column, member), 0) for cells in self.accounts.values())
        return Fraction(units, 10 ** self.decimals(column, member))

    def take_other_side(self, account, index, legs):
        """Gives an account what makes both legs the same over all accounts, per member."""
        for member in self.members[index]:
            over = self.total(legs[0], member) - self.total(legs[1], member)
            if over:
                self.add(account, legs[1] if over > 0 else legs[0], member, abs(over))

    def write(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        for over, names in self.files().items():
            self.write_ledger(folder / self.file_name("ledger", over), over, names)
        for (column, over), amounts in self.reserves.items():
            head = f"{over},{column}" if over else column
            lines = [f"{member},{amount}" if over else amount for member, amount in amounts.items()]
            several = len(self.reserves) > 1
            (folder / (f"reserves_{column}.csv" if several else "reserves.csv")).write_text(
                "".join(line + "\n" for line in [head, *lines]), newline="")
        for name, lines in self.matrices.items():
            (folder / f"{name}.csv").write_text("".join(line + "\n" for line in lines), newline="")
        (folder / "policy.json").write_text(json.dumps(self.policy, indent=2) + "\n", newline="")

    def files(self):
        """The ledger's files: index or None -> columns."""
        files = {}
        for name, (over, _) in self.columns.items():
            files.setdefault(over, []).append(name)
        return files

    def file_name(self, stem, over):
        return f"{stem}.csv" if len(self.files()) == 1 else f"{stem}_{over or 'account'}.csv"

    def write_ledger(self, path, over, names):
        members = list(self.members[over]) if over else [None]
        with open(path, "w", newline="") as file:
            file.write(",".join(["account", *([over] if over else []), *names]) + "\n")
            for account, cells in self.accounts.items():
                for member in members:
                    if any(cells.get((name, member)) for name in names) or (not over and account in self.accounts):
                        amounts = [decimal(cells.get((name, member), 0), self.decimals(name, member))
                                   for name in names]
                        file.write(",".join([account, *([member] if over else []), *amounts]) + "\n")
