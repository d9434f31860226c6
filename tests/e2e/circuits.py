"""Every shipped circuit on its sample: it is checked, attested and verified; what the prover computes is what an exact
evaluation written from the circuit's page gives; numbers that soundness rests on are checked; and what a dishonest
issuer would add to his ledger does not help him."""
import csv
import importlib
import json
import os
import pathlib
import re
import shutil
import unittest
from fractions import Fraction

from programs import PROVER, ROOT, SAMPLES, SHIPPED_FOLDERS, TROUBLE, VALID, VERIFIER, ProgramTest, make_sample, run
from reference.exchange import Exchange

# Numbers that a policy check refuses: of the fourth member of an index (or its last), or of a parameter.
REFUSED = {
    "spot": [("asset", "price", "0"), (None, "coverage", "0.99")],
    "cross_margin": [("asset", "price", "0"), ("asset", "haircut", "1.01"), ("asset", "haircut", "-0.01"),
                     ("asset", "maintenance", "-0.01"), ("asset", "debt_margin", "-0.01"),
                     ("asset", "lending_cap", "-1")],
    "tiered_margin": [("asset", "price", "0"), ("asset", "debt_margin", "-0.01"), ("asset", "lending_cap", "-1"),
                      ("tier", "tier_size", "-1"), ("tier", "tier_rate", "0.99"), ("tier", "tier_rate", "-0.01"),
                      ("bracket", "bracket_size", "-1"), ("bracket", "bracket_rate", "0.001")],
    "loan_to_value": [("asset", "price", "0"), ("asset", "liquidation_threshold", "1.01"),
                      ("asset", "liquidation_threshold", "-0.01"), ("asset", "utilisation_cap", "-1")],
    "portfolio_margin": [("asset", "price", "0"), ("asset", "haircut", "1.01"), ("asset", "haircut", "-0.01"),
                         ("asset", "debt_margin", "-0.01"), ("asset", "lending_cap", "-1"), ("contract", "mark", "-1"),
                         ("contract", "addon", "-1"), ("contract", "short_minimum", "-1")],
    "pool_vault": [("scenario", "margined", "0.5"), ("underlying", "spot", "0"), ("underlying", "delta_limit", "-1"),
                   ("underlying", "gamma_limit", "-1"), ("underlying", "vega_limit", "-1"),
                   ("contract", "long_limit", "-1"), ("contract", "short_limit", "-1"),
                   ("contract", "skew_limit", "-1"), (None, "price", "-0.01")],
    "risk_sharing": [("asset", "price", "0"), ("asset", "haircut", "1.01"), ("asset", "haircut", "-0.01"),
                     (None, "contribution_rate", "-0.01"), (None, "shortfall_level", "1"),
                     (None, "shortfall_level", "-0.01"), (None, "quantile_level", "1"),
                     (None, "quantile_level", "-0.01"), (None, "threshold", "-1")],
}


def reference_of(folder):
    return importlib.import_module("reference." + make_sample.circuit_of(folder))


class Circuits(ProgramTest):
    def use_sample(self, folder):
        shutil.rmtree(self.folder)
        shutil.copytree(SAMPLES / folder, self.folder)

    def set_number(self, index, name, value):
        policy = json.loads((self.folder / "policy.json").read_text(encoding="utf-8"))
        if index:
            members = policy["indexes"][index]
            members[min(3, len(members) - 1)][name] = value
        elif isinstance(policy["params"][name], dict):
            path = self.folder / policy["params"][name]["file"]
            lines = path.read_text(encoding="utf-8").splitlines()
            self.write(path.name, "\n".join([*lines[:-1], lines[-1].rpartition(",")[0] + "," + value]) + "\n")
        else:
            policy["params"][name] = value
        self.write("policy.json", policy)

    def add(self, name, *lines):
        with open(self.folder / name, "a", encoding="utf-8") as file:
            file.writelines(line + "\n" for line in lines)

    def values(self):
        """(account or "", name) -> value; of two bounds, whichever is the closer."""
        self.assert_exit(self.check("--values", "values.csv"), VALID)
        with open(self.folder / "values.csv", newline="", encoding="utf-8") as file:
            return {(row["account"], re.sub(", at (least|most)$", "", row["name"])): Fraction(row["value"])
                    for row in csv.DictReader(file)}

    def expected_values(self, reference):
        """Every requirement's margin, of two the smaller one, and advice that is not 0."""
        values = reference.evaluate(Exchange(self.folder))
        requirements = {name.rstrip("=") for name in reference.REQUIREMENTS}
        return {(account, name): min(margins)
                for account, found in [*values.accounts.items(), ("", values.pool)]
                for name, margins in found.items() if name.partition("[")[0] in requirements or any(margins)}

    def test_samples_attest_and_verify_and_have_receipts(self):
        for folder in SHIPPED_FOLDERS:
            with self.subTest(folder):
                self.use_sample(folder)
                self.assert_exit(self.check(), VALID)
                self.assert_exit(self.attest(), VALID)
                self.assert_valid()
                accounts = Exchange(self.folder).accounts
                for account in accounts[0], accounts[-1]:
                    self.write("receipt.json", self.assert_exit(self.make_receipt(account), VALID).stdout)
                    self.assert_exit(self.check_receipt("receipt.json"), VALID)

    def test_commands_of_the_pages(self):
        programs = {str(pathlib.Path(program).parent) for program in (PROVER, VERIFIER)}
        environment = {**os.environ, "PATH": os.pathsep.join([*programs, os.environ["PATH"]])}
        for circuit in sorted({make_sample.circuit_of(folder) for folder in SHIPPED_FOLDERS}):
            with self.subTest(circuit):
                self.setUp()
                page = (ROOT / "circuits" / f"{circuit}.md").read_text(encoding="utf-8")
                commands = re.search(r"## Try it\n\n((?:    .*\n)+)", page).group(1)
                process = self.assert_exit(run("sh", "-e", "-c", commands, cwd=self.folder, env=environment), VALID)
                self.assertIn(f"zksolv-prover new --circuit {circuit} ", commands)
                self.assertRegex(process.stdout, "(?m)^valid")

    def test_values_are_those_of_the_reference(self):
        for folder in SHIPPED_FOLDERS:
            with self.subTest(folder):
                self.use_sample(folder)
                self.assertEqual(self.values(), self.expected_values(reference_of(folder)))

    def test_an_exchange_of_another_seed_holds(self):
        for folder in SHIPPED_FOLDERS:
            with self.subTest(folder):
                self.setUp()
                self.make_exchange(folder)
                self.assert_exit(self.check(), VALID)

    def test_numbers_that_soundness_rests_on_are_checked(self):
        for folder, refused in REFUSED.items():
            for index, name, value in refused:
                with self.subTest(folder=folder, name=name, value=value):
                    self.use_sample(folder)
                    self.set_number(index, name, value)
                    for process in (self.check(), self.attest()):
                        self.assert_exit(process, TROUBLE)
                        self.assertRegex(process.stderr, rf"policy check .*\b{name}\b.* does not hold")

    def test_a_scenario_has_to_be_margined(self):
        self.use_sample("pool_vault")
        policy = json.loads((self.folder / "policy.json").read_text(encoding="utf-8"))
        for member in policy["indexes"]["scenario"]:
            member["margined"] = "0"
        self.write("policy.json", policy)
        self.assertIn('"sum(scenario) margined >= 1" does not hold', self.assert_exit(self.check(), TROUBLE).stderr)

    # What a dishonest issuer adds, the circuits' pages say what it does.

    def test_junk_against_a_loan_frees_no_reserve(self):
        for folder in ("cross_margin", "tiered_margin"):
            with self.subTest(folder):
                self.setUp()
                self.make_exchange(folder, "backed")
                self.add("ledger.csv", "dummy,LINK,100000000,0,0,0,0,0", "dummy,USDT,0,100000,0,0,0,0")
                self.assertLessEqual({"backed", "lent"}, self.broken(self.check()))

    def test_a_position_without_brackets_is_refused(self):
        self.make_exchange("tiered_margin")
        self.add("ledger.csv", "dummy,USDT,1000,0,0,0,0,0", "dummy,USDC,0,0,1,1,0,0")
        self.assertEqual(self.broken(self.check()), {"held"})

    def test_supplying_what_one_borrows_frees_no_reserve(self):
        self.make_exchange("loan_to_value", "backed")
        self.add("ledger.csv", "dummy,USDT,1000000,900000")
        self.assertEqual(self.broken(self.check()), {"backed", "utilised"})

    def test_a_losing_position_hides_no_claim(self):
        self.make_exchange("pool_vault", "solvent")
        before = self.broken(self.check())
        self.add("ledger_asset.csv", "dummy,USDT,1000")
        self.add("ledger_contract.csv", "dummy,BTC-PERP,0,0.1,0,6825", "dummy,ETH-PERP,0.1,0,348.05,0")
        self.assertLessEqual(before, self.broken(self.check()))

    def test_the_opposite_book_needs_margin(self):
        self.make_exchange("pool_vault", "delta-high")
        self.add("ledger_contract.csv", "dummy,BTC-71700-CALL,0,5,0,16500")
        self.assertIn("margin", self.broken(self.check()))
        self.add("ledger_asset.csv", "dummy,USDT,100000")
        self.assertNotIn("margin", self.broken(self.check()))

    def test_the_opposite_book_may_need_no_assets(self):
        """The example of the circuit's page."""
        marks = {"unchanged": "70000", "up 8 %": "75600", "down 8 %": "64400"}
        limits = {"delta_limit": "1", "gamma_limit": "0", "vega_limit": "0"}
        perpetual = {"name": "BTC-PERP", "in": "BTC", "decimals": 4, "delta": "1", "gamma": "0", "vega": "0",
                     "long_limit": "10", "short_limit": "9", "skew_limit": "1"}
        self.write("policy.json", {
            "circuit": "pool_vault", "issuer": "Example", "snapshot": "2026-06-30T00:00:00Z",
            "quote": {"name": "USDT", "decimals": 2},
            "indexes": {"asset": [{"name": "USDT", "decimals": 2}],
                        "underlying": [{"name": "BTC", "spot": "70000", **limits}], "contract": [perpetual],
                        "scenario": [{"name": name, "margined": "1"} for name in marks]},
            "params": {"price": [["1"]] * len(marks), "mark": [[mark] for mark in marks.values()]}})
        self.write("ledger_asset.csv", "account,asset,collateral\ntrader,USDT,200000\n")
        self.write("ledger_contract.csv", "account,contract,long,short,entry_debit,entry_credit\n"
                                          "trader,BTC-PERP,10,0,700000,0\n")
        self.write("reserves.csv", "asset,reserve\nUSDT,256000\n")
        self.assertEqual(self.broken(self.check()), {"delta", "skew"})
        self.add("ledger_asset.csv", "dummy,USDT,50400")
        self.add("ledger_contract.csv", "dummy,BTC-PERP,0,9,0,630000")
        self.assert_exit(self.check(), VALID)
        self.write("reserves.csv", "asset,reserve\nUSDT,255999.99\n")
        self.assertEqual(self.broken(self.check()), {"solvent"})

    def test_contributions_count_as_far_as_they_are_in_the_fund(self):
        self.make_exchange("risk_sharing", "expected_shortfall")
        self.add("ledger_account.csv", "dummy,1000000")
        self.assertEqual(self.broken(self.check()), {"funded"})

    def test_a_member_beyond_his_collateral_is_a_default(self):
        self.make_exchange("risk_sharing")
        self.add("ledger_account.csv", "dummy,0")
        self.add("ledger_contract.csv", "dummy,BTC-FUT,100,100", "dummy,ETH-FUT,10000,0", "dummy2,ETH-FUT,0,10000")
        self.assertLessEqual({"contributes", "expected_shortfall", "value_at_risk", "cover_two"},
                             self.broken(self.check()))


if __name__ == "__main__":
    unittest.main()
