"""Checking a ledger without proving: what is printed and written, and the exit status."""
import csv
import json
import unittest

from programs import (PROVER, REJECTED, TROUBLE, USAGE, VALID, ProgramTest, asset, margin_asset, policy, run)

ADVICE_CIRCUIT = """\
circuit tail
index asset { decimals, price }
index scenario { move }
account balance[asset], owed[asset] : units of asset
pool fund : public quote units
account advice loss bytes 3 at least sum(asset) price * (owed - balance) * move for scenario
account committed advice claim at least loss - 10
account require bounded: loss <= 100
pool require solvent: fund >= total(claim)
"""


class Check(ProgramTest):
    def check(self, *options, ledger="ledger.csv"):
        command = [PROVER, "check", "--policy", "policy.json", "--ledger", ledger]
        if (self.folder / "reserves.csv").exists():
            command += ["--reserves", "reserves.csv"]
        return run(*command, *options, cwd=self.folder)

    def values(self):
        with open(self.folder / "values.csv", newline="", encoding="utf-8") as file:
            header, *rows = csv.reader(file)
        self.assertEqual(header, ["account", "name", "value"])
        return {(account, name): value for account, name, value in rows}

    def test_sound_ledger(self):
        self.write_small_spot()
        process = self.assert_exit(self.check(), VALID)
        lines = [line.split() for line in process.stdout.splitlines()]
        self.assertIn(["covered[asset]", "pool", "holds", "-", "GOLD", "0", "GOLD"], lines)
        self.assertIn(["covered[asset]", "pool", "holds", "-", "TIN", "0", "TIN"], lines)
        self.assertEqual(process.stderr, "")
        self.assert_nothing_written()

    def write_margins(self):
        ledger = ["rich,USD,100,0,0,0,0,0", "tight,USD,10,9.99,0,0,0,0", '"poor, one",USD,1,1.50,0,0,0,0',
                  "poor-2,USD,2,4.25,0,0,0,0"]
        self.write_exchange(policy("cross_margin", [margin_asset("USD")]), ledger, ["USD,100000"])

    def test_broken_requirements_are_counted_and_named(self):
        self.write_margins()
        process = self.assert_exit(self.check(), REJECTED)
        self.assertRegex(process.stdout, r"(?m)^margin +account +broken by 2 accounts +poor-2 +- +-2.25 +USD$")
        self.assertIn("requirement margin: broken by 2 accounts\n    poor, one  short by 0.5 USD\n"
                      "    poor-2  short by 2.25 USD\n", process.stderr)

    def test_json(self):
        self.write_margins()
        process = self.assert_exit(self.check("--json", "--account", "tight"), REJECTED)
        result = json.loads(process.stdout)
        self.assertEqual((result["valid"], result["reason"], result["accounts"]), (False, "requirement", 4))
        by_name = {line["name"]: line for line in result["requirements"]}
        self.assertEqual(by_name["margin"], {
            "name": "margin", "index": None, "scope": "account", "verdict": "broken", "broken": 2, "account": "poor-2",
            "member": None, "margin": "-2.25", "unit": "USD"})
        self.assertEqual(by_name["backed"]["verdict"], "holds")
        self.assertEqual(by_name["backed"]["member"], "USD")
        self.assertEqual(by_name["backed"]["margin"], "99902.74")
        self.assertEqual(result["breaches"][0]["first"],
                         [{"account": "poor, one", "shortfall": "0.5 USD"}, {"account": "poor-2", "shortfall": "2.25 USD"}])
        self.assertEqual(result["account"], {"id": "tight", "values": [
            {"kind": "column", "name": "collateral[USD]", "value": "10"},
            {"kind": "column", "name": "debt[USD]", "value": "9.99"},
            {"kind": "margin", "name": "margin", "value": "0.01"}]})

    def test_values_of_broken_ledgers_are_written(self):
        self.write_margins()
        self.assert_exit(self.check("--values", "values.csv"), REJECTED)
        values = self.values()
        self.assertEqual([values[account, "margin"] for account in ("rich", "tight", "poor, one", "poor-2")],
                         ["100", "0.01", "-0.5", "-2.25"])
        self.assertEqual((values["", "backed[USD]"], values["", "matched[USD]"]), ("99902.74", "0"))

    def test_values_never_overwrite(self):
        self.write_small_spot()
        self.write("values.csv", "mine")
        process = self.assert_exit(self.check("--values", "values.csv"), TROUBLE)
        self.assertIn("'values.csv'", process.stderr)
        self.assertEqual((self.folder / "values.csv").read_text(), "mine")

    def write_tail(self, *ledger, fund="5"):
        self.write("tail.circuit", ADVICE_CIRCUIT)
        indexes = {"asset": [asset("TIN", price="2")],
                   "scenario": [{"name": "calm", "move": "1"}, {"name": "storm", "move": "1.5"}]}
        self.write("policy.json", policy("tail.circuit", [], indexes=indexes))
        self.write("ledger.csv", "".join(f"{line}\n" for line in ["account,asset,balance,owed", *ledger]))
        self.write("reserves.csv", f"fund\n{fund}\n")

    def test_advice_is_shown_and_attested(self):
        self.write_tail("even,TIN,5,5", "short,TIN,1,6")
        process = self.assert_exit(self.check("--account", "short", "--values", "values.csv"), VALID)
        self.assertRegex(process.stdout, r"(?m)^advice +claim +5$")
        self.assertRegex(process.stdout, r"(?m)^advice +loss +15$")
        self.assertEqual(self.values(), {("even", "bounded"): "100", ("short", "bounded"): "85", ("short", "claim"): "5",
                                         ("short", "loss"): "15", ("", "solvent"): "0", ("", "total(claim)"): "5"})
        self.assert_exit(self.attest(), VALID)
        self.assert_valid()
        receipt = json.loads(self.assert_exit(self.make_receipt("short"), VALID).stdout)
        self.assertEqual(receipt["values"], {"balance": {"TIN": "1"}, "owed": {"TIN": "6"}, "claim": "5"})

    def test_no_unit_where_none_is_certain(self):
        self.write_tail("short,TIN,0,100")
        process = self.assert_exit(self.check(), REJECTED)
        self.assertRegex(process.stdout, r"(?m)^bounded +account +broken by 1 account +short +- +-200 +-$")
        self.assertIn("    short  short by 200\n", process.stderr)
        lines = json.loads(self.check("--json").stdout)["requirements"]
        self.assertEqual([(line["name"], line["unit"]) for line in lines], [("bounded", None), ("solvent", "USD")])

    def test_broken_pool_is_refused_by_both(self):
        self.write_tail("short,TIN,1,6", fund="4.99")
        for process in (self.check(), self.attest()):
            self.assert_exit(process, REJECTED)
            self.assertIn("requirement solvent (pool): short by 0.01 USD\n", process.stderr)
        self.assert_nothing_written("tail.circuit")

    def test_advice_that_does_not_fit_is_refused_by_both(self):
        # 16,777,216 cents do not fit three bytes.
        self.write_tail("short,TIN,0,6000", "wide,TIN,0,60000")
        for process in (self.check(), self.attest()):
            self.assert_exit(process, REJECTED)
            self.assertIn("  advice loss of account wide does not fit its 3 bytes\n", process.stderr)
        self.assertIn("unknown", self.check().stdout)
        self.assert_nothing_written("tail.circuit")

    def test_first_twenty_breaches_are_listed(self):
        self.write("tail.circuit", ADVICE_CIRCUIT.replace("bounded:", "bounded[scenario]:").replace("100", "100 * move"))
        indexes = {"asset": [asset("TIN", price="2")],
                   "scenario": [{"name": f"s{n}", "move": f"1.{n}"} for n in range(1, 26) if n % 10]}
        self.write("policy.json", policy("tail.circuit", [], indexes=indexes))
        self.write("ledger.csv", "account,asset,balance,owed\nshort,TIN,0,300\n")
        self.write("reserves.csv", "fund\n1000000\n")
        process = self.assert_exit(self.check("--json"), REJECTED)
        self.assertIn("bounded[s21]: broken by 1 account", process.stderr)
        self.assertNotIn("bounded[s23]", process.stderr)
        self.assertIn("  and 3 more, all listed with --json\n", process.stderr)
        self.assertEqual(len(json.loads(process.stdout)["breaches"]), 23)

    def test_unknown_account(self):
        self.write_small_spot()
        process = self.assert_exit(self.check("--account", "nobody"), TROUBLE)
        self.assertIn("no account of that id", process.stderr)

    def test_usage(self):
        self.write_small_spot()
        for options in (["--values", "-"], ["--ledger", "-", "--policy", "-"], ["--threads", "0"], ["--margin"]):
            with self.subTest(options):
                self.assert_exit(self.check(*options), USAGE)
        self.assert_exit(run(PROVER, "check"), USAGE)


if __name__ == "__main__":
    unittest.main()
