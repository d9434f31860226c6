"""What is different on a terminal: colours of verdicts, findings and heads of tables, and the progress line."""
import os
import signal
import time
import unittest

from programs import PROVER, REJECTED, TROUBLE, USAGE, VALID, VERIFIER, ProgramTest, make_sample, run

GOOD, BAD, HEAD = (f"\x1b[{code}m%s\x1b[0m" for code in ("1;32", "1;31", "1"))
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "NO_COLOR"} | {"TERM": "xterm"}


class Colors(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write_small_spot()
        self.assert_exit(self.attest(), VALID)

    def break_attestation(self):
        accounts = self.folder / "attestation" / "accounts.bin"
        accounts.write_bytes(accounts.read_bytes()[:-1])

    def seen(self, *command, **variables):
        """The status of a command, and what is seen on its terminal."""
        status, _, written = self.on_terminal(*command, env=ENVIRONMENT | variables)
        return status, written.decode().replace("\r\n", "\n")

    def verify_on_terminal(self, *options, **variables):
        return self.seen(VERIFIER, "verify", "attestation", *options, **variables)[1]

    def test_verdicts(self):
        self.assertIn(GOOD % "valid" + "\n", self.verify_on_terminal())
        self.break_attestation()
        self.assertIn(BAD % "rejected" + ": accounts-length", self.verify_on_terminal())

    def test_table(self):
        status, written = self.seen(PROVER, "check", *self.inputs())
        self.assertEqual(status, VALID)
        self.assertIn(HEAD % "requirement", written)
        self.assertIn(GOOD % "holds", written)
        self.write("reserves.csv", "asset,reserve\nGOLD,3.25\nTIN,107\n")
        status, written = self.seen(PROVER, "check", *self.inputs())
        self.assertEqual(status, REJECTED)
        self.assertIn(BAD % "broken", written)
        self.assertIn(BAD % "error:", written)

    def test_findings(self):
        policy = (self.folder / "policy.json").read_text()
        self.write("policy.json", policy.replace('"spot"', '"own.circuit"'))
        self.write("own.circuit", "circuit own\nindex asset { decimals }\nerror: x\n")
        status, written = self.seen(PROVER, "check", *self.inputs())
        self.assertEqual(status, TROUBLE)
        self.assertIn(HEAD % "own.circuit:3:1: " + BAD % "error:", written)
        self.assertIn("\n    error: x\n", written)

    def test_when(self):
        for variables, options, colored in [
            ({}, [], True), ({"NO_COLOR": "1"}, [], False), ({"NO_COLOR": ""}, [], True), ({"TERM": "dumb"}, [], False),
            ({"TERM": ""}, [], False), ({}, ["--color=never"], False), ({"NO_COLOR": "1"}, ["--color=always"], True),
            ({"NO_COLOR": "1"}, ["--color", "auto"], False),
        ]:
            with self.subTest(variables=variables, options=options):
                self.assertEqual(GOOD % "valid" in self.verify_on_terminal(*options, **variables), colored)

    def test_no_terminal(self):
        self.assertNotIn("\x1b", self.verify().stdout)
        self.assertTrue(self.verify("--color=always").stdout.startswith(GOOD % "valid"))
        self.assertNotIn("\x1b", self.verify("--color=always", "--json").stdout)
        self.assertEqual(self.verify("--color=never").stdout.splitlines()[:-1], self.verify().stdout.splitlines()[:-1])
        self.assertNotIn("\x1b", run(VERIFIER, "verify", "nowhere", cwd=self.folder).stderr)

    def test_usage(self):
        for options in (["--color=sometimes"], ["--color"], ["--color="]):
            with self.subTest(options):
                process = self.assert_exit(self.verify(*options), USAGE)
                self.assertIn("--color", process.stderr)


class Progress(ProgramTest):
    def test_rate_and_time_left(self):
        """The slowest kernels in one thread, held up for more than a second while they commit."""
        make_sample.make(self.folder, "cross_margin", 20000, 12)
        signals = [signal.SIGINT, signal.SIGSTOP]

        def watch(process, written):
            if len(signals) == 2 and b"commit" in written:
                process.send_signal(signals.pop())
                time.sleep(1.2)
                process.send_signal(signal.SIGCONT)
            elif len(signals) == 1 and b" left" in written:
                process.send_signal(signals.pop())

        status, _, written = self.on_terminal(
            PROVER, "attest", *self.inputs(), "--out", "attestation", "--secrets", "secrets", "--threads", "1",
            watch=watch, env=ENVIRONMENT | {"ZKSOLV_CPU": "portable"})
        self.assertEqual(status, TROUBLE, written)
        self.assertRegex(written, rb"\r\x1b\[Kcommit \d+%, \d+(\.\d)?k? rows/s, \d+ s left\r")


if __name__ == "__main__":
    unittest.main()
