"""A ledger goes in, an attestation comes out, the verifier accepts it, and customers find their accounts in it."""
import csv
import json
import shutil
import unittest

from programs import PROVER, SAMPLES, VERIFIER, ProgramTest, make_sample, run


class Lifecycle(ProgramTest):
    def accounts(self):
        with open(self.folder / "ledger.csv", newline="") as ledger:
            return list(dict.fromkeys(line["account"] for line in csv.DictReader(ledger)))

    def held_by(self, account):
        """The amounts of an account, of every column, without zeros."""
        values = {}
        with open(self.folder / "ledger.csv", newline="") as ledger:
            for line in csv.DictReader(ledger):
                if line.pop("account") == account:
                    member = line.pop("asset")
                    for column, amount in line.items():
                        if amount != "0":
                            values.setdefault(column, {})[member] = amount
        return values

    def check_everything(self, circuit, accounts):
        self.assert_exit(self.attest(), 0)
        verdict = json.loads(self.assert_exit(self.verify("--json"), 0).stdout)
        self.assertEqual((verdict["valid"], verdict["circuit"], verdict["rows"]), (True, circuit, accounts))
        ids = self.accounts()
        self.assertEqual(len(ids), accounts)
        for account in {ids[0], ids[len(ids) // 2], ids[-1]}:
            self.check_customer(account)

    def check_customer(self, account):
        receipt = self.write("receipt.json", self.assert_exit(self.make_receipt(account), 0).stdout)
        self.assertEqual(json.loads(receipt.read_text())["values"], self.held_by(account))
        for attestation, proof_checked in [("attestation", True), ("attestation/statement.json", False)]:
            process = self.assert_exit(self.check_receipt("receipt.json", "--json", attestation=attestation), 0)
            verdict = json.loads(process.stdout)
            self.assertEqual((verdict["valid"], verdict["account"]), (True, account))
            self.assertIs(verdict["proof_checked"], proof_checked)

    def check_sizes(self, circuit):
        for accounts in (1, 2, 3, 1000):
            for assets in (1, 12):
                with self.subTest(accounts=accounts, assets=assets):
                    make_sample.make(self.folder, circuit, accounts, assets)
                    self.check_everything(circuit, accounts)
                    shutil.rmtree(self.folder / "attestation")
                    (self.folder / "secrets").unlink()

    def test_spot_of_every_small_size(self):
        self.check_sizes("spot")

    def test_cross_margin_of_every_small_size(self):
        self.check_sizes("cross_margin")

    def test_segments_of_few_rows(self):
        make_sample.make(self.folder, "spot", 11, 3)
        made = json.loads(self.assert_exit(self.attest("--segment-rows", "4", "--json"), 0).stdout)
        self.assertEqual(made["segments"], 3)
        self.assert_exit(self.verify(), 0)
        for rows, message in (("3", "--segment-rows 3 is not a power of two"), ("0", "takes a number 1 .. 65536"),
                              ("131072", "takes a number 1 .. 65536")):
            process = self.assert_exit(self.attest("--segment-rows", rows, out="other", secrets="other.secrets"), 2)
            self.assertIn(message, process.stderr)

    def test_shipped_samples(self):
        for circuit, accounts in (("spot", 250), ("cross_margin", 2500)):
            with self.subTest(circuit):
                self.folder = self.folder / circuit
                shutil.copytree(SAMPLES / circuit, self.folder)
                self.check_everything(circuit, accounts)
                self.folder = self.folder.parent

    def test_show_gives_the_claim_and_no_verdict(self):
        self.write_small_spot()
        self.assert_exit(self.attest(), 0)
        for target in ("attestation", "attestation/statement.json"):
            shown = self.assert_exit(run(VERIFIER, "show", target, cwd=self.folder), 0).stdout
            for text in ("Test Exchange", "2026-06-30T00:00:00Z", "circuit spot", "GOLD", "70.5", "107.01",
                         "not verified"):
                self.assertIn(text, shown)
            self.assertNotIn("alice", shown)

    def test_receipt_of_nobody(self):
        self.write_small_spot()
        self.assert_exit(self.attest(), 0)
        process = self.assert_exit(self.make_receipt("dave"), 3)
        self.assertIn("no account of that id", process.stderr)
        self.assertEqual(process.stdout, "")

    def test_receipt_of_another_attestation(self):
        self.write_small_spot()
        self.assert_exit(self.attest(), 0)
        self.assert_exit(self.attest(out="other", secrets="others-secrets"), 0)
        self.write("receipt.json", self.assert_exit(self.make_receipt("alice"), 0).stdout)
        process = self.assert_exit(self.check_receipt("receipt.json", "--json", attestation="other"), 1)
        self.assertEqual(json.loads(process.stdout)["reason"], "receipt-statement")
        self.assert_exit(self.make_receipt("alice", secrets="others-secrets"), 3)

    def test_receipt_of_a_changed_ledger(self):
        self.write_small_spot()
        self.assert_exit(self.attest(), 0)
        ledger = self.folder / "ledger.csv"
        ledger.write_text(ledger.read_text().replace("alice,GOLD,1.25", "alice,GOLD,1.24"))
        self.assert_exit(self.make_receipt("alice"), 3)

    def test_receipt_file_is_private_and_never_overwritten(self):
        self.write_small_spot()
        self.assert_exit(self.attest(), 0)
        self.assert_exit(self.make_receipt("bob", "--out", "bob.json"), 0)
        receipt = self.folder / "bob.json"
        self.assertEqual(receipt.stat().st_mode & 0o777, 0o600)
        before = receipt.read_bytes()
        self.assert_exit(self.make_receipt("carol", "--out", "bob.json"), 3)
        self.assertEqual(receipt.read_bytes(), before)
        self.assert_exit(self.check_receipt("bob.json"), 0)

    def test_changed_bytes_are_rejected(self):
        self.write_small_spot()
        self.assert_exit(self.attest(), 0)
        for name in ("statement.json", "accounts.bin", "proof.bin"):
            path = self.folder / "attestation" / name
            sound = path.read_bytes()
            for at in range(0, len(sound), max(1, len(sound) // 24)):
                with self.subTest(name, at=at):
                    path.write_bytes(sound[:at] + bytes([sound[at] ^ 1]) + sound[at + 1:])
                    verdict = json.loads(self.assert_exit(self.verify("--json"), 1).stdout)
                    self.assertIs(verdict["valid"], False)
                    self.assertIsInstance(verdict["reason"], str)
            path.write_bytes(sound)
        self.assert_valid()

    def test_changed_receipt_is_rejected(self):
        self.write_small_spot()
        self.assert_exit(self.attest(), 0)
        sound = json.loads(self.assert_exit(self.make_receipt("bob"), 0).stdout)
        for change, reason in [
            ({"account": "rob"}, "receipt-opening"),
            ({"values": {"balance": {"GOLD": "2", "TIN": "100"}}}, "receipt-opening"),
            ({"values": {"balance": {"GOLD": "100.01", "TIN": "2"}}}, "receipt-opening"),
            ({"values": {"balance": {"LEAD": "2"}}}, "receipt-value"),
            ({"statement": "00" * 32}, "receipt-statement"),
            ({"version": "zksolv/1 receipt"}, "receipt-version"),
            ({"surplus": 1}, "receipt-schema"),
        ]:
            with self.subTest(change):
                self.write("receipt.json", sound | change)
                process = self.assert_exit(self.check_receipt("receipt.json", "--json"), 1)
                self.assertEqual(json.loads(process.stdout)["reason"], reason)

    def test_programs_say_who_they_are(self):
        for program, name in ((PROVER, "zksolv-prover"), (VERIFIER, "zksolv-verifier")):
            version = self.assert_exit(run(program, "--version"), 0).stdout
            self.assertRegex(version, rf"^{name} \d+\.\d+\.\d+\n$")
            self.assertIn(name, self.assert_exit(run(program, "--help"), 0).stdout)


if __name__ == "__main__":
    unittest.main()
