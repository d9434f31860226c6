"""Standard streams, --json, places that cannot be written, and interruptions."""
import json
import os
import signal
import subprocess
import unittest

from programs import PROVER, REJECTED, TROUBLE, VERIFIER, ProgramTest, make_sample, run

SHORT_ATTEST = [PROVER, "attest", "-p", "policy.json", "-l", "ledger.csv", "-r", "reserves.csv", "-o", "out",
                "-s", "secrets"]


class Streams(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write_small_spot()

    def test_each_input_can_be_standard_input(self):
        for name in ("policy", "ledger", "reserves"):
            with self.subTest(name):
                paths = {"policy": "policy.json", "ledger": "ledger.csv", "reserves": "reserves.csv"}
                content = (self.folder / paths[name]).read_text()
                paths[name] = "-"
                options = [word for option, path in paths.items() for word in ("--" + option, path)]
                self.assert_exit(run(PROVER, "attest", *options, "--out", name, "--secrets", name + ".secrets",
                                     cwd=self.folder, input=content), 0)
                self.assert_valid(name)

    def test_receipts_through_pipes(self):
        self.assert_exit(self.attest(), 0)
        receipt = self.assert_exit(self.make_receipt("alice", "--out", "-"), 0).stdout
        self.assert_exit(self.check_receipt("-", input=receipt), 0)
        statement = (self.folder / "attestation" / "statement.json").read_text()
        self.write("receipt.json", receipt)
        self.assert_exit(self.check_receipt("receipt.json", attestation="-", input=statement), 0)

    def test_short_options(self):
        self.assert_exit(run(*SHORT_ATTEST, cwd=self.folder), 0)
        self.assert_valid("out")

    def run_into(self, stdout, command):
        return subprocess.run(command, cwd=self.folder, stdout=stdout, stderr=subprocess.PIPE, text=True, check=False)

    def test_full_device(self):
        self.assert_exit(self.attest(), 0)
        self.write("receipt.json", self.make_receipt("alice").stdout)
        receipt = ["receipt", "-s", "secrets", "-l", "ledger.csv", "-a", "attestation", "-i", "alice"]
        for command in [
            [VERIFIER, "verify", "attestation"], [VERIFIER, "verify", "attestation", "--json"],
            [VERIFIER, "receipt", "receipt.json", "--attestation", "attestation"], [VERIFIER, "show", "attestation"],
            [VERIFIER, "--help"], [PROVER, "--version"], [PROVER, *receipt],
        ]:
            with self.subTest(command[1:]), open("/dev/full", "w") as full:
                process = self.run_into(full, command)
                self.assertEqual(process.returncode, TROUBLE)
                self.assertNotEqual(process.stderr, "")

    def test_closed_pipe(self):
        self.assert_exit(self.attest(), 0)
        reader, writer = os.pipe()
        os.close(reader)
        process = self.run_into(writer, [VERIFIER, "show", "attestation"])
        os.close(writer)
        self.assertEqual(process.returncode, TROUBLE)


class Json(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write_small_spot()

    def test_attest(self):
        result = json.loads(self.assert_exit(self.attest("--json", "--pad-to", "5"), 0).stdout)
        self.assertIs(result["valid"], True)
        self.assertEqual((result["circuit"], result["accounts"], result["rows"], result["segments"]), ("spot", 3, 5, 1))
        self.assertEqual(result["requirements"], [{"name": "covered", "index": "asset", "scope": "pool"}])
        self.assertRegex(result["statement"], "^[0-9a-f]{64}$")
        self.assertGreater(result["timings"]["total"], 0)
        self.assertEqual(result["work"]["encodings_of_doubles"], 5)
        self.assertGreater(result["work"]["additions"], 0)

    def test_verify(self):
        attested = json.loads(self.assert_exit(self.attest("--json"), 0).stdout)
        verdict = json.loads(self.assert_exit(self.verify("--json"), 0).stdout)
        self.assertIs(verdict["valid"], True)
        self.assertIsNone(verdict["reason"])
        self.assertEqual((verdict["rows"], verdict["circuit"]), (3, "spot"))
        self.assertNotIn("accounts", verdict)
        self.assertEqual([(r["name"], r["scope"]) for r in verdict["requirements"]], [("covered", "pool")])
        self.assertEqual(verdict["statement"], attested["statement"])
        self.assertTrue(all(seconds >= 0 for seconds in verdict["timings"].values()))

    def test_rejection(self):
        self.assert_exit(self.attest(), 0)
        accounts = self.folder / "attestation" / "accounts.bin"
        accounts.write_bytes(accounts.read_bytes()[:-1])
        process = self.assert_exit(self.verify("--json"), REJECTED)
        verdict = json.loads(process.stdout)
        self.assertEqual((verdict["valid"], verdict["reason"]), (False, "accounts-length"))

    def test_malformed_input(self):
        self.write("ledger.csv", "account,asset,balance\nalice,GOLD,-1\n")
        process = self.attest("--json")
        self.assert_refused(process, TROUBLE, "ledger.csv:2:12")
        result = json.loads(process.stdout)
        self.assertEqual((result["valid"], result["reason"]), (False, "input"))


class Places(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write_small_spot()

    def test_existing_attestation_is_kept(self):
        self.assert_exit(self.attest(), 0)
        before = self.commitments(), self.proof_words()
        process = self.assert_exit(self.attest(secrets="other-secrets"), TROUBLE)
        self.assertIn("attestation", process.stderr)
        self.assertEqual((self.commitments(), self.proof_words()), before)
        self.assertFalse((self.folder / "other-secrets").exists())

    def test_existing_empty_folder_is_kept(self):
        (self.folder / "attestation").mkdir()
        self.assert_exit(self.attest(), TROUBLE)
        self.assertEqual(os.listdir(self.folder / "attestation"), [])
        self.assertFalse((self.folder / "secrets").exists())

    def test_places_that_cannot_be_written(self):
        # Nobody can make files in /proc, not even root; below a file there is no folder.
        for place in ("/proc/attestation", "missing/attestation", "ledger.csv/attestation"):
            with self.subTest(out=place):
                self.assert_refused(self.attest(out=place), TROUBLE)
            with self.subTest(secrets=place):
                self.assert_refused(self.attest(secrets=place), TROUBLE)


class Interruption(ProgramTest):
    def interrupt(self, number):
        """Interrupts attest at its first sign of progress, which it gives on a terminal only."""
        signals = [number]

        def watch(process, written):
            if signals and b"%" in written:
                process.send_signal(signals.pop())

        return self.on_terminal(*SHORT_ATTEST, watch=watch, stdout=subprocess.PIPE)

    def test_interrupted_attest_leaves_nothing(self):
        make_sample.make(self.folder, "cross_margin", 20000, 12)
        for number in (signal.SIGINT, signal.SIGTERM):
            with self.subTest(number):
                status, output, seen = self.interrupt(number)
                self.assertEqual((status, output), (TROUBLE, b""), seen)
                self.assertIn(b"interrupted", seen)
                self.assert_nothing_written()


if __name__ == "__main__":
    unittest.main()
