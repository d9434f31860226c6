"""What the prover refuses, how it says so, and that it then leaves nothing behind."""
import json
import unittest

from programs import (MINIMUM_CIRCUIT, PROVER, REJECTED, TROUBLE, USAGE, VERIFIER, ProgramTest, asset, margin_asset,
                      policy, run)


class BrokenRequirements(ProgramTest):
    def write_borrowers(self, insolvent):
        """So many accounts whose debts exceed their collateral by 0.5 and more each, among sound ones."""
        ledger = ["sound-1,USD,10,0,0,0,0,0"]
        ledger += [f"poor-{n},USD,{n},{n}.50,0,0,0,0" for n in range(1, insolvent + 1)]
        ledger += ["sound-2,USD,10,9.99,0,0,0,0"]
        self.write_exchange(policy("cross_margin", [margin_asset("USD")]), ledger, ["USD,100000"])

    def test_insolvent_account_is_named_with_its_shortfall(self):
        self.write_borrowers(1)
        process = self.attest()
        self.assert_refused(process, REJECTED, "margin: broken by 1 account\n", "poor-1  short by 0.5 USD")
        self.assertNotIn("sound", process.stderr)

    def test_first_twenty_insolvent_accounts_are_named(self):
        self.write_borrowers(25)
        process = self.attest("--json")
        self.assert_refused(process, REJECTED, "broken by 25 accounts", "poor-20  short by", "and 5 more")
        self.assertNotIn("poor-21", process.stderr)
        result = json.loads(process.stdout)
        self.assertEqual((result["valid"], result["reason"]), (False, "requirement"))
        breach, = result["breaches"]
        self.assertEqual((breach["requirement"], breach["scope"], breach["count"]), ("margin", "account", 25))
        self.assertEqual(breach["first"], [{"account": f"poor-{n}", "shortfall": "0.5 USD"} for n in range(1, 21)])

    def test_margin_is_exact(self):
        # 0.1 maintenance on 100 long, opened at today's price: 10 of collateral is enough.
        positions = ["buyer,USD,{},0,100,0,100,0", "seller,USD,50,0,0,100,0,100"]
        for collateral, status in (("10", 0), ("9.99", REJECTED)):
            with self.subTest(collateral):
                self.write_exchange(policy("cross_margin", [margin_asset("USD")]),
                                    [line.format(collateral) for line in positions], ["USD,60"])
                process = self.assert_exit(self.attest(), status)
                if status == REJECTED:
                    self.assert_refused(process, REJECTED, "buyer  short by 0.01 USD")
                else:
                    self.assert_valid()
                    self.setUp()

    def check_reserves(self, policy_object, ledger, enough, one_unit_short, requirement):
        self.write_exchange(policy_object, ledger, [f"TIN,{one_unit_short}"])
        self.assert_refused(self.attest(), REJECTED, requirement)
        self.write_exchange(policy_object, ledger, [f"TIN,{enough}"])
        self.assert_exit(self.attest(), 0)
        self.assert_valid()

    def test_spot_reserves_one_unit_short(self):
        self.check_reserves(policy("spot", [asset("TIN")]), ["a,TIN,0.10", "b,TIN,0.23"], "0.33", "0.32", "covered")

    def test_spot_reserves_with_a_coverage_ratio(self):
        self.check_reserves(policy("spot", [asset("TIN")], params={"coverage": "1.05"}), ["a,TIN,1"], "1.05", "1.04",
                            "covered")

    def test_cross_margin_reserves_one_unit_short(self):
        self.check_reserves(policy("cross_margin", [margin_asset("TIN")]), ["a,TIN,30,10,0,0,0,0", "b,TIN,1,0,0,0,0,0"],
                            "21", "20.99", "backed")

    def check_pool(self, ledger, requirement, **numbers):
        self.write_exchange(policy("cross_margin", [margin_asset("USD", **numbers)]), ledger, ["USD,100000"])
        self.assert_refused(self.attest(), REJECTED, f"requirement {requirement}", "(pool)")

    def test_loans_over_their_cap(self):
        self.check_pool(["a,USD,30,10.01,0,0,0,0"], "lent", lending_cap="10")

    def test_unmatched_positions(self):
        self.check_pool(["a,USD,30,0,1,0,0,0", "b,USD,30,0,0,0.99,0,0"], "matched")

    def test_unmatched_entries(self):
        self.check_pool(["a,USD,30,0,1,0,1,0", "b,USD,30,0,0,1,0,1.01"], "entries")


class MalformedInput(ProgramTest):
    LEDGER = "account,asset,balance\nalice,GOLD,1.25\nbob,GOLD,2\nbob,TIN,100\n"

    def refuse_ledger(self, ledger, *texts):
        self.write_small_spot()
        self.write("ledger.csv", ledger)
        self.assert_refused(self.attest(), TROUBLE, *texts)

    def test_ledger_errors_name_their_place(self):
        for line, place in [
            ("carol,TIN,-1", "ledger.csv:5:11"),
            ("carol,TIN,1.234", "ledger.csv:5:11"),
            ("carol,TIN,1e3", "ledger.csv:5:11"),
            ("carol,TIN,", "ledger.csv:5:11"),
            ("carol,TIN,99999999999999999999", "ledger.csv:5:11"),
            ("carol,LEAD,1", "ledger.csv:5:7"),
            (",TIN,1", "ledger.csv:5:1"),
            ("x" * 257 + ",TIN,1", "ledger.csv:5:1"),
            ("bob,TIN,3", "ledger.csv:5:5"),
            ("carol,TIN", "ledger.csv:5:"),
            ("carol,TIN,1,1", "ledger.csv:5:"),
        ]:
            with self.subTest(line):
                self.refuse_ledger(self.LEDGER + line + "\n", place)

    def test_ledger_with_a_wrong_header(self):
        self.refuse_ledger(self.LEDGER.replace("balance", "blance"), "ledger.csv:1:15", "blance", "balance")

    def test_ledger_without_accounts(self):
        self.refuse_ledger("account,asset,balance\n", "ledger.csv")

    def test_other_forms_of_csv(self):
        self.write_small_spot()
        plain = (self.folder / "ledger.csv").read_text()
        quoted = "\n".join(",".join(f'"{field}"' for field in line.split(",")) for line in plain.splitlines()) + "\n"
        for number, form in enumerate([b"\xef\xbb\xbf" + plain.encode(), plain.replace("\n", "\r\n").encode(),
                                       quoted.encode(), plain.rstrip("\n").encode()]):
            with self.subTest(form[:24]):
                self.write("ledger.csv", form)
                self.assert_exit(self.attest(out=f"out-{number}", secrets=f"secrets-{number}"), 0)
                receipt = self.make_receipt("bob", attestation=f"out-{number}", secrets=f"secrets-{number}")
                values = json.loads(self.assert_exit(receipt, 0).stdout)["values"]
                self.assertEqual(values, {"balance": {"GOLD": "2", "TIN": "100.01"}})

    def refuse_policy(self, change, *texts):
        self.write_small_spot()
        path = self.folder / "policy.json"
        self.write("policy.json", json.loads(path.read_text()) | change)
        self.assert_refused(self.attest(), TROUBLE, *texts)

    def test_failed_policy_check(self):
        self.refuse_policy({"params": {"coverage": "0.99"}}, "coverage")
        self.refuse_policy({"indexes": {"asset": [asset("GOLD", price="0"), asset("TIN")]}}, "price")

    def test_malformed_policy(self):
        self.refuse_policy({"params": {"coverage": 1.5}}, "coverage")
        self.refuse_policy({"circuit": "spott"}, "spott", "spot")
        self.refuse_policy({"snapshot": "yesterday"}, "snapshot")
        self.refuse_policy({"surplus": "1"}, "surplus")

    def test_circuit_that_does_not_compile(self):
        self.write("bad.circuit", MINIMUM_CIRCUIT.replace("balance >= 10", "balances >= 10"))
        self.write_exchange(policy("bad.circuit", [asset("GOLD")]), ["alice,GOLD,10"])
        process = self.assert_exit(self.attest(), TROUBLE)
        self.assertIn("bad.circuit:5:", process.stderr)
        self.assert_nothing_written("bad.circuit")

    def test_reserves_errors_name_their_place(self):
        self.write_small_spot()
        self.write("reserves.csv", "asset,reserve\nGOLD,3.25\nTIN,many\n")
        self.assert_refused(self.attest(), TROUBLE, "reserves.csv:3:5")
        (self.folder / "reserves.csv").unlink()
        self.assert_refused(self.attest(), TROUBLE, "--reserves")

    def test_missing_files(self):
        self.assert_exit(self.attest(), TROUBLE)
        self.assert_exit(self.verify(), TROUBLE)
        self.write_small_spot()
        self.assert_exit(self.check_receipt("receipt.json"), TROUBLE)
        self.assert_nothing_written()


class Usage(ProgramTest):
    def test_usage_errors(self):
        for command in [
            [PROVER], [VERIFIER], [PROVER, "prove"], [VERIFIER, "attest"],
            [PROVER, "attest", "--sead", "1"], [VERIFIER, "verify", "--fast", "DIR"],
            [PROVER, "attest"], [VERIFIER, "verify"], [VERIFIER, "verify", "one", "two"],
            [VERIFIER, "receipt", "r.json"], [VERIFIER, "verify", "DIR", "--threads", "0"],
            [VERIFIER, "verify", "DIR", "--threads", "two"], [PROVER, "receipt", "--account"],
        ]:
            with self.subTest(command[1:]):
                process = self.assert_exit(run(*command, cwd=self.folder), USAGE)
                self.assertEqual(process.stdout, "")
                self.assertIn("--help", process.stderr)

    def test_one_input_only_can_be_standard_input(self):
        self.write_small_spot()
        process = run(PROVER, "attest", "-p", "-", "-l", "-", "-r", "reserves.csv", "-o", "out", "-s", "secrets",
                      cwd=self.folder, input="")
        self.assert_refused(process, USAGE)


if __name__ == "__main__":
    unittest.main()
