"""Tiers as an exchange publishes them: tiered_margin with the tables of 483 real assets (inputs/margin_tiers.csv). What
every account is credited in every tier is what lies between the tier's ends, exactly: in every tier that can be
reached, at its ends and one unit either side."""
import collections
import csv
import json
import random
import unittest
from fractions import Fraction

from programs import PROVER, ROOT, ProgramTest, run

ACCOUNTS = 10000
DECIMALS = 8
REACH = 10**13  # in USDT; where a tier ends above, so far is tried


def read_tables():
    """Asset -> (price as text, [(begin, end, percent)])."""
    with open(ROOT / "tests" / "e2e" / "inputs" / "margin_tiers.csv", newline="", encoding="utf-8") as file:
        return {row["asset"]: (row["price"], [tier_of(text) for text in row["tiers"].split()])
                for row in csv.DictReader(file)}


def tier_of(text):
    ends, percent = text.split(":")
    begin, end = map(int, ends.split("-"))
    return begin, end, int(percent)


def policy_of(tables):
    assets = [{"name": name, "decimals": DECIMALS, "bytes": 15, "price": price, "debt_margin": "0", "lending_cap": "0"}
              for name, (price, _) in tables.items()]
    tiers = [{"name": f"{name} {tier}", "in": name, "tier_size": str(end - begin),
              "tier_rate": f"{percent / 100:.2f}".rstrip("0").rstrip(".")}
             for name, (_, rows) in tables.items() for tier, (begin, end, percent) in enumerate(rows)]
    brackets = [{"name": "any", "in": next(iter(tables)), "bracket_size": "0", "bracket_rate": "0"}]
    return {"circuit": "tiered_margin", "issuer": "Test Exchange", "snapshot": "2026-06-30T00:00:00Z",
            "quote": {"name": "USDT", "decimals": 8}, "params": {},
            "indexes": {"asset": assets, "tier": tiers, "bracket": brackets}}


def amounts(price, rows, draws):
    """Units of one asset: at each end of a tier, one unit below and above, and three within; some above all tiers."""
    unit = Fraction(price) / 10**DECIMALS
    ends = [0, *(min(end, REACH) for _, end, _ in rows), REACH]
    for begin, end in zip(ends, ends[1:]):
        at = end // unit
        yield from (at - 1, at, at + 1)
        first = begin // unit + 1
        yield from (first + int(draws.random() * max(0, at - first)) for _ in range(3))


def make_ledger(tables, draws):
    """Account -> asset -> units; every amount is somebody's, and nobody has all."""
    ledger = [{} for _ in range(ACCOUNTS)]
    for name, (price, rows) in tables.items():
        for units in amounts(price, rows, draws):
            draws.choice([held for held in draws.sample(ledger, 20) if name not in held])[name] = units
    for held in ledger:
        while len(held) < 3:
            name = draws.choice(list(tables))
            held[name] = int(10 ** (16 * draws.random()))
    return ledger


class Tiers(ProgramTest):
    def write_inputs(self, tables, ledger):
        self.write("policy.json", json.dumps(policy_of(tables)))
        with open(self.folder / "ledger.csv", "w", encoding="utf-8") as file:
            file.write("account,asset,collateral,debt,long,short,entry_debit,entry_credit\n")
            for number, held in enumerate(ledger):
                for name, units in held.items():
                    whole, part = divmod(int(units), 10**DECIMALS)
                    file.write(f"{number},{name},{whole}.{part:0{DECIMALS}d},0,0,0,0,0\n")
        self.write("reserves.csv", "asset,reserve\n" + "".join(f"{name},{10**33}\n" for name in tables))

    def credited(self):
        """(account, tier) -> what the prover credits."""
        self.assert_exit(run(PROVER, "check", "--policy", "policy.json", "--ledger", "ledger.csv", "--reserves",
                             "reserves.csv", "--values", "values.csv", cwd=self.folder), 0)
        with open(self.folder / "values.csv", newline="", encoding="utf-8") as file:
            return {(row["account"], row["name"]): Fraction(row["value"]) for row in csv.DictReader(file)
                    if row["account"]}

    def check_credits(self, tables, ledger):
        """Returns how many accounts' values end in each tier."""
        self.write_inputs(tables, ledger)
        found, expected, reached = self.credited(), {}, collections.Counter()
        for number, held in enumerate(ledger):
            margin = Fraction(0)
            for name, units in held.items():
                price, rows = tables[name]
                value = Fraction(price) * int(units) / 10**DECIMALS
                for tier, (begin, end, percent) in enumerate(rows):
                    part = max(Fraction(0), min(value, end) - begin)
                    margin += part * Fraction(percent, 100)
                    if part:
                        expected[str(number), f"credited[{name} {tier}]"] = part
                    reached[name, tier] += begin < value <= end
            expected[str(number), "margin"] = margin
        wrong = sorted(key for key in found.keys() | expected.keys() if found.get(key) != expected.get(key))
        self.assertEqual([(key, found.get(key), expected.get(key)) for key in wrong[:5]], [])
        return reached

    def test_every_tier_of_every_asset(self):
        tables, draws = read_tables(), random.Random(1)
        reached = self.check_credits(tables, make_ledger(tables, draws))
        self.assertEqual(len(reached), sum(len(rows) for _, rows in tables.values()))
        self.assertGreaterEqual(min(reached.values()), 3)

    def test_tiers_without_width_and_rates_of_all_and_nothing(self):
        """Of an asset without tiers nothing is credited, nor of what is above the last."""
        tables = {"EDGES": ("0.07", [(0, 0, 100), (0, 1000, 100), (1000, 1000, 90), (1000, 1500, 50), (1500, 1600, 0)]),
                  "NOTHING": ("1", []), "EMPTY": ("3", [(0, 0, 50)])}
        draws = random.Random(2)
        self.check_credits(tables, [{name: units} for name, (price, rows) in tables.items()
                                    for units in amounts(price, rows, draws) if units > 0])


if __name__ == "__main__":
    unittest.main()
