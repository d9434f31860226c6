"""Ledgers where they are: whatever they are read from, the same numbers give the same."""
import gzip
import subprocess
import unittest

from programs import PROVER, TROUBLE, VALID, ProgramTest, asset, policy, run

ROWS = [("alice", "GOLD", "1.25"), ("bob", "GOLD", "2"), ("bob", "TIN", "100.01"), ("carol", "TIN", "7"),
        ('dora "d", one', "TIN", "0")]


def zstd(content):
    return subprocess.run(["zstd", "-q", "-c"], input=content, capture_output=True, check=True).stdout


class Sources(ProgramTest):
    def setUp(self):
        super().setUp()
        lines = [",".join('"' + field.replace('"', '""') + '"' for field in row) for row in ROWS]
        self.write_exchange(policy("spot", [asset("GOLD", price="70.5"), asset("TIN")]), lines,
                            ["GOLD,3.25", "TIN,107.01"])
        self.csv = (self.folder / "ledger.csv").read_bytes()
        self.expected = self.values_of("ledger.csv")

    def check_ledger(self, *ledger, **process):
        return run(PROVER, "check", "--policy", "policy.json", "--reserves", "reserves.csv", "--ledger", *ledger,
                   "--values", "values", cwd=self.folder, **process)

    def values_of(self, *ledger, **process):
        """What check writes of every account."""
        self.assert_exit(self.check_ledger(*ledger, **process), VALID)
        path = self.folder / "values"
        content = path.read_text()
        path.unlink()
        return content

    def assert_ledger_refused(self, text, *ledger, **process):
        finished = self.assert_exit(self.check_ledger(*ledger, **process), TROUBLE)
        self.assertIn(text, finished.stderr)
        self.assertFalse((self.folder / "values").exists())


class Packed(Sources):
    def test_what_is_packed_is_the_same(self):
        for name, packed in ("ledger.csv.gz", gzip.compress(self.csv)), ("ledger.csv.zst", zstd(self.csv)):
            with self.subTest(name):
                self.write(name, packed)
                self.assertEqual(self.values_of(name), self.expected)
                with open(self.folder / name, "rb") as file:
                    self.assertEqual(self.values_of("-", stdin=file), self.expected)
                self.write("any name", packed)
                self.assertEqual(self.values_of("any name"), self.expected)

    def test_reserves_may_be_packed(self):
        self.write("reserves.csv", gzip.compress((self.folder / "reserves.csv").read_bytes()))
        self.assertEqual(self.values_of("ledger.csv"), self.expected)

    def test_receipts_from_what_is_packed(self):
        self.assert_exit(self.attest(), VALID)
        self.write("ledger.csv", gzip.compress(self.csv))
        receipt = self.assert_exit(self.make_receipt("bob"), VALID).stdout
        self.assert_exit(self.check_receipt("-", input=receipt), VALID)

    def test_what_is_cut_off_is_refused(self):
        for name, packed in ("gzip", gzip.compress(self.csv)), ("zstd", zstd(self.csv)):
            self.write("packed", packed[:-5])
            self.assert_ledger_refused(f"packed: ends inside a {name} stream", "packed")
            with open(self.folder / "packed", "rb") as file:
                self.assert_ledger_refused(f"<stdin>: ends inside a {name} stream", "-", stdin=file)

    def test_findings_have_the_line_of_what_was_packed(self):
        self.write("ledger.csv.gz", gzip.compress(self.csv + b"eve,LEAD,1\n"))
        self.assert_ledger_refused("ledger.csv.gz:7:5: ", "ledger.csv.gz")

    def test_what_unpacks_to_very_much_is_read_in_bounded_memory(self):
        self.write("bomb.gz", gzip.compress(b"x" * (1 << 28), compresslevel=1))
        limited = ["sh", "-c", 'ulimit -v 600000 && exec "$@"', "sh", PROVER, "check", "--policy", "policy.json",
                   "--reserves", "reserves.csv", "--ledger", "bomb.gz", "--threads", "2"]
        process = self.assert_exit(run(*limited, cwd=self.folder), TROUBLE)
        self.assertIn("bomb.gz:1:1: field of more than 4096 bytes", process.stderr)


if __name__ == "__main__":
    unittest.main()
