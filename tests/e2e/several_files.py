"""Ledgers and reserves of several files, one for each combination of indexes."""
import itertools
import json
import unittest

from programs import PROVER, TROUBLE, USAGE, VALID, ProgramTest, run

CIRCUIT = """\
circuit desk
index asset { decimals, price }
index term { rate }
account balance[asset], debt[asset] : units of asset
account lent[asset, term]           : units of asset
account fee                         : quote units
pool    reserve[asset]              : public
pool    insurance                   : public quote units
policy require price > 0
account require paid: sum(asset) price * balance >= fee
pool require covered[asset]: reserve >= total(balance)
pool require insured:        insurance >= total(fee)
"""

POLICY = {
    "circuit": "desk.circuit", "issuer": "Test Exchange", "snapshot": "2026-06-30T00:00:00Z",
    "quote": {"name": "USD", "decimals": 2},
    "indexes": {"asset": [{"name": name, "decimals": 2, "price": "1"} for name in ("GOLD", "TIN")],
                "term": [{"name": "week", "rate": "0.1"}, {"name": "month", "rate": "0.2"}]},
    "params": {},
}

LEDGERS = {
    "assets.csv": "account,asset,debt,balance\nalice,GOLD,0,1.25\nbob,TIN,1,100.01\n",
    "terms.csv": "account,asset,term,lent\nbob,TIN,month,7\nbob,TIN,week,0.5\ncarol,GOLD,week,3\n",
    "fees.csv": "account,fee\nbob,2\nalice,0.01\n",
}
RESERVES = {"reserves.csv": "asset,reserve\nTIN,100.01\nGOLD,1.25\n", "insurance.csv": "insurance\n2.01\n"}

BOB = {"balance": {"TIN": "100.01"}, "debt": {"TIN": "1"}, "fee": "2"}


def options(name, files):
    return [word for file in files for word in (f"--{name}", file)]


class SeveralFiles(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("desk.circuit", CIRCUIT)
        self.write("policy.json", POLICY)
        for name, content in (LEDGERS | RESERVES).items():
            self.write(name, content)
        self.inputs = ["desk.circuit", *LEDGERS, *RESERVES]

    def attest_files(self, ledgers, reserves=tuple(RESERVES), out="attestation", secrets="secrets", **process):
        return run(PROVER, "attest", "--policy", "policy.json", *options("ledger", ledgers),
                   *options("reserves", reserves), "--out", out, "--secrets", secrets, cwd=self.folder, **process)

    def receipt_of(self, account, ledgers, attestation="attestation", secrets="secrets", **process):
        return run(PROVER, "receipt", "--secrets", secrets, *options("ledger", ledgers), "--attestation", attestation,
                   "--account", account, cwd=self.folder, **process)

    def assert_files_refused(self, process, status, *texts):
        self.assert_exit(process, status)
        for text in texts:
            self.assertIn(text, process.stderr)
        self.assert_nothing_written(*self.inputs)

    def test_files_in_any_order(self):
        receipts = set()
        for number, ledgers in enumerate(itertools.permutations(LEDGERS)):
            out, secrets = f"attestation-{number}", f"secrets-{number}"
            reserves = list(RESERVES) if number % 2 else list(reversed(RESERVES))
            self.assert_exit(self.attest_files(ledgers, reserves, out, secrets), VALID)
            self.assert_valid(out)
            receipts.add(json.dumps(json.loads(self.assert_exit(
                self.receipt_of("bob", reversed(ledgers), out, secrets), VALID).stdout)["values"]))
        values, = map(json.loads, receipts)
        self.assertEqual({column: values[column] for column in BOB}, BOB)

    def test_receipts_of_accounts_that_stand_in_one_file_only(self):
        self.assert_exit(self.attest_files(LEDGERS), VALID)
        self.write("receipt.json", self.assert_exit(self.receipt_of("carol", LEDGERS), VALID).stdout)
        self.assert_exit(self.check_receipt("receipt.json"), VALID)
        self.write("fees.csv", LEDGERS["fees.csv"] + "carol,0.01\n")
        self.assert_exit(self.receipt_of("carol", LEDGERS), TROUBLE)

    def test_missing_and_repeated_files(self):
        names = list(LEDGERS)
        self.assert_files_refused(self.attest_files(names[:2]), TROUBLE, "column fee stands in no file",
                                  "--ledger FILE", "header account,fee")
        self.assert_files_refused(self.attest_files(names[1:]), TROUBLE, "account,asset,balance,debt")
        self.assert_files_refused(self.attest_files([*names, "fees.csv"]), TROUBLE,
                                  "fees.csv:1:1: column fee stands in fees.csv already")
        self.assert_files_refused(self.attest_files(LEDGERS, ["reserves.csv"]), TROUBLE, "column insurance",
                                  "--reserves FILE", "header insurance")
        self.assert_files_refused(self.attest_files(LEDGERS, ["insurance.csv"]), TROUBLE, "asset,reserve")
        self.assert_files_refused(self.attest_files(LEDGERS, [*RESERVES, "reserves.csv"]), TROUBLE,
                                  "reserves.csv:1:1: column reserve stands in reserves.csv already")
        self.assert_files_refused(self.attest_files(LEDGERS, []), TROUBLE, "--reserves")

    def test_errors_name_file_and_place(self):
        for name, line, place in (("terms.csv", "bob,TIN,month,1", "terms.csv:5:5"),
                                  ("terms.csv", "bob,TIN,year,1", "terms.csv:5:9"),
                                  ("fees.csv", "alice,1", "fees.csv:4:1"),
                                  ("insurance.csv", "3", "insurance.csv:3:1"),
                                  ("reserves.csv", "LEAD,3", "reserves.csv:4:1")):
            with self.subTest(line):
                content = (LEDGERS | RESERVES)[name]
                self.write(name, content + line + "\n")
                self.assert_files_refused(self.attest_files(LEDGERS), TROUBLE, place)
                self.write(name, content)

    def test_a_reserve_that_is_not_written_is_no_zero(self):
        self.write("reserves.csv", "asset,reserve\nTIN,100.01\n")
        self.assert_files_refused(self.attest_files(LEDGERS), TROUBLE, "reserves.csv: no row for GOLD")
        self.write("insurance.csv", "insurance\n")
        self.write("reserves.csv", RESERVES["reserves.csv"])
        self.assert_files_refused(self.attest_files(LEDGERS), TROUBLE, "insurance.csv: no row for the pool")

    def test_one_of_the_files_can_be_standard_input(self):
        for number, name in enumerate(LEDGERS):
            ledgers = ["-" if name == other else other for other in LEDGERS]
            out, secrets = f"attestation-{number}", f"secrets-{number}"
            self.assert_exit(self.attest_files(ledgers, out=out, secrets=secrets, input=LEDGERS[name]), VALID)
            self.assert_exit(self.receipt_of("bob", ledgers, out, secrets, input=LEDGERS[name]), VALID)
        self.assertEqual(self.attest_files(["assets.csv", "-", "-"], out="x", secrets="y").returncode, USAGE)
        self.assertEqual(self.attest_files(["-", "terms.csv", "fees.csv"], ["-"], out="x", secrets="y").returncode,
                         USAGE)
        self.assertEqual(self.receipt_of("bob", ["-", "-"]).returncode, USAGE)

    def test_options_that_are_given_too_often(self):
        self.assert_files_refused(self.attest_files(["fees.csv"] * 65), USAGE, "more than 64 times")
        process = run(PROVER, "attest", "--policy", "policy.json", "--policy", "policy.json", cwd=self.folder)
        self.assert_files_refused(process, USAGE, "'--policy' is given twice")


if __name__ == "__main__":
    unittest.main()
