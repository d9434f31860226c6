#!/usr/bin/env python3
"""zksolv-verifier as its users see it: exit statuses, what goes where, --json, hostile bytes: program.py VERIFIER PROVER"""
import hashlib
import json
import os
import pathlib
import pty
import shutil
import subprocess
import sys
import tempfile
import unittest

VERIFIER, PROVER = map(os.path.abspath, sys.argv[1:3])

POLICY = {
    "circuit": "spot",
    "issuer": "Sample",
    "snapshot": "2026-08-20T00:00:00Z",
    "quote": {"name": "USD", "decimals": 2},
    "params": {"coverage": "1"},
    "indexes": {"asset": [{"name": "BTC", "decimals": 8, "price": "60000"}]},
}


def run(*arguments, **options):
    options.setdefault("stdout", subprocess.PIPE)
    options.setdefault("stderr", subprocess.PIPE)
    return subprocess.run([VERIFIER, *map(str, arguments)], timeout=120, **options)


def canonical(value):
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


class Sample:
    """One attestation and one receipt, made once by the prover."""

    def __init__(self, folder):
        self.folder = folder
        (folder / "policy.json").write_text(json.dumps(POLICY))
        (folder / "ledger.csv").write_text("account,asset,balance\na,BTC,1\nb,BTC,2.5\nc,BTC,0.25\n")
        (folder / "reserves.csv").write_text("asset,reserve\nBTC,4\n")
        self.attestation, self.receipt = folder / "attestation", folder / "receipt.json"
        self.prove("attest", "--policy", "policy.json", "--reserves", "reserves.csv", "--out", "attestation")
        self.prove("receipt", "--attestation", "attestation", "--account", "b", "--out", "receipt.json")

    def prove(self, command, *arguments):
        subprocess.run([PROVER, command, "--ledger", "ledger.csv", "--secrets", "secrets", *arguments],
                       cwd=self.folder, check=True, capture_output=True)

    def copy(self):
        copy = pathlib.Path(tempfile.mkdtemp(dir=self.folder)) / "copy"
        shutil.copytree(self.attestation, copy)
        return copy

    def changed(self, change):
        """A copy whose statement was changed by a function and written in canonical form."""
        copy = self.copy()
        statement = json.loads((copy / "statement.json").read_text())
        change(statement)
        (copy / "statement.json").write_bytes(canonical(statement))
        return copy


class Case(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.sample = Sample(pathlib.Path(cls.temporary.name))

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def gives(self, status, *arguments, **options):
        done = run(*arguments, **options)
        self.assertEqual(done.returncode, status, (arguments, done.stdout, done.stderr))
        return done

    def usage_error(self, *arguments):
        done = self.gives(2, *arguments)
        self.assertEqual(done.stdout, b"")
        self.assertIn(b"zksolv-verifier: error: ", done.stderr)
        self.assertIn(b"try 'zksolv-verifier", done.stderr)


class CommandLine(Case):
    def test_help_and_version(self):
        for command in [], ["verify"], ["receipt"], ["show"], ["audit"]:
            self.assertIn(b"usage: zksolv-verifier", self.gives(0, *command, "--help").stdout)
            self.assertIn(b"zksolv-verifier ", self.gives(0, *command, "--version").stdout)
        self.assertIn(b"--attestation", self.gives(0, "receipt", "-h").stdout)

    def test_usage(self):
        self.usage_error()
        self.usage_error("nothing")
        self.usage_error("--json", "verify", "x")
        self.usage_error("verify")
        self.usage_error("verify", "a", "b")
        self.usage_error("verify", "a", "--surplus")
        self.usage_error("verify", "a", "-x")
        self.usage_error("verify", "a", "--json=1")
        self.usage_error("verify", "a", "--threads")
        for number in "0", "-1", "1025", "1x", "", "99999999999999999999":
            self.usage_error("verify", "a", f"--threads={number}")
        self.usage_error("verify", "a", "--threads", "1", "--threads", "2")
        self.usage_error("receipt", "a")
        self.usage_error("receipt", "-", "--attestation", "-")

    def test_options_stand_anywhere(self):
        s = self.sample
        self.gives(0, "verify", "--json", s.attestation, "--threads=1")
        self.gives(0, "receipt", "-a", s.attestation, s.receipt)
        self.gives(0, "receipt", s.receipt, f"--attestation={s.attestation}")
        self.gives(3, "verify", "--", "--json")

    def test_output_that_cannot_be_written(self):
        with open("/dev/full", "wb") as full:
            done = self.gives(3, "verify", self.sample.attestation, stdout=full)
        self.assertIn(b"cannot write", done.stderr)
        read, write = os.pipe()
        os.close(read)
        self.gives(3, "show", self.sample.attestation, stdout=write)
        os.close(write)
        closed = subprocess.run(f"'{VERIFIER}' verify '{self.sample.attestation}' >&-", shell=True, stderr=subprocess.PIPE)
        self.assertEqual(closed.returncode, 3)

    def test_control_characters_stay_out_of_the_terminal(self):
        done = self.gives(3, "verify", "/nowhere/\x1b[31m\nvalid")
        self.assertNotIn(b"\x1b", done.stderr)
        self.assertEqual(done.stderr.count(b"\n"), 1)
        self.assertNotIn(b"\x1b", self.gives(2, "verify", "x", "\x1b[31m").stderr)

    def test_progress_only_on_a_terminal(self):
        self.assertEqual(self.gives(0, "verify", self.sample.attestation).stderr, b"")
        try:
            master, slave = pty.openpty()
        except OSError as error:
            self.skipTest(f"this system gives no pseudo-terminal: {error}")
        self.gives(0, "verify", self.sample.attestation, stderr=slave)
        os.close(slave)
        shown = os.read(master, 65536)
        os.close(master)
        self.assertIn(b"reading proofs 100%", shown)
        self.assertTrue(shown.endswith(b"\r\x1b[K"))


class Verify(Case):
    def test_valid(self):
        done = self.gives(0, "verify", self.sample.attestation)
        lines = done.stdout.decode().splitlines()
        self.assertEqual(lines[0].split()[0], "valid")
        digest = hashlib.sha256((self.sample.attestation / "statement.json").read_bytes()).hexdigest()
        self.assertIn(digest, done.stdout.decode())
        self.assertIn("3 (accounts, padding included)", done.stdout.decode())

    def test_valid_json(self):
        done = self.gives(0, "verify", self.sample.attestation, "--json")
        said = json.loads(done.stdout)
        self.assertIs(said["valid"], True)
        self.assertIsNone(said["reason"])
        self.assertEqual(said["rows"], 3)
        self.assertEqual(said["circuit"], "spot")
        self.assertIs(said["circuit_is_shipped"], True)
        self.assertEqual(said["issuer"], "Sample")
        self.assertEqual(said["snapshot"], "2026-08-20T00:00:00Z")
        self.assertEqual(said["requirements"],
                         [{"name": "covered", "index": "asset", "scope": "pool",
                           "text": "reserve >= coverage * total(balance)"}])
        self.assertEqual(set(said["timings"]), {"read", "compile", "hash", "proofs"})

    def test_rejected(self):
        copy = self.sample.copy()
        (copy / "proof.bin").write_bytes((copy / "proof.bin").read_bytes() + b"\0")
        done = self.gives(1, "verify", copy)
        self.assertTrue(done.stdout.startswith(b"rejected: proof-length: "))
        said = json.loads(self.gives(1, "verify", copy, "--json").stdout)
        self.assertIs(said["valid"], False)
        self.assertEqual(said["reason"], "proof-length")
        self.assertNotIn("segment", said)

    def test_rejected_names_the_segment(self):
        copy = self.sample.copy()
        proof = bytearray((copy / "proof.bin").read_bytes())
        proof[-32:] = b"\xff" * 32
        (copy / "proof.bin").write_bytes(proof)
        statement = json.loads((copy / "statement.json").read_text())
        statement["files"]["proof.bin"] = hashlib.sha256(proof).hexdigest()
        (copy / "statement.json").write_bytes(canonical(statement))
        self.assertIn(b"(segment 1)", self.gives(1, "verify", copy).stdout)
        said = json.loads(self.gives(1, "verify", copy, "--json").stdout)
        self.assertEqual((said["reason"], said["segment"]), ("scalar", 1))

    def test_missing_files(self):
        for name in "statement.json", "accounts.bin", "proof.bin":
            copy = self.sample.copy()
            (copy / name).unlink()
            done = self.gives(3, "verify", copy)
            self.assertEqual(done.stdout, b"")
            self.assertIn(name.encode(), done.stderr)
            said = json.loads(self.gives(3, "verify", copy, "--json").stdout)
            self.assertEqual((said["valid"], said["reason"]), (False, "read"))

    def test_what_is_no_regular_file(self):
        for name in "statement.json", "accounts.bin", "proof.bin":
            copy = self.sample.copy()
            (copy / name).unlink()
            os.mkfifo(copy / name)
            self.gives(3, "verify", copy)
            (copy / name).unlink()
            (copy / name).mkdir()
            self.gives(3, "verify", copy)

    def test_a_circuit_of_the_same_name_that_is_another(self):
        def change(statement):
            statement["claim"]["circuit"]["text"] += "# harmless\n"

        copy = self.sample.changed(change)
        self.assertIn(b"not the text of a circuit shipped", self.gives(1, "verify", copy).stdout)


class Receipt(Case):
    def test_valid(self):
        s = self.sample
        said = json.loads(self.gives(0, "receipt", s.receipt, "--attestation", s.attestation, "--json").stdout)
        self.assertEqual((said["valid"], said["reason"], said["account"], said["proof_checked"]), (True, None, "b", True))
        self.assertIn(said["index"], range(3))
        for arguments in ["--attestation", s.attestation / "statement.json"], ["--attestation", s.attestation, "--no-proof"]:
            said = json.loads(self.gives(0, "receipt", s.receipt, *arguments, "--json").stdout)
            self.assertEqual((said["valid"], said["proof_checked"]), (True, False))

    def test_shows_the_amounts(self):
        s = self.sample
        lines = self.gives(0, "receipt", s.receipt, "--attestation", s.attestation).stdout.decode().splitlines()
        self.assertIn("  amounts   balance[BTC] 2.5", lines)

    def test_standard_input(self):
        s = self.sample
        with open(s.receipt, "rb") as receipt:
            self.gives(0, "receipt", "-", "--attestation", s.attestation, stdin=receipt)
        with open(s.attestation / "statement.json", "rb") as statement:
            self.gives(0, "receipt", s.receipt, "--attestation", "-", stdin=statement)

    def test_rejected(self):
        s = self.sample
        receipt = json.loads(s.receipt.read_text())
        receipt["values"]["balance"]["BTC"] = "2.6"
        changed = s.folder / "changed.json"
        changed.write_text(json.dumps(receipt))
        done = self.gives(1, "receipt", changed, "--attestation", s.attestation)
        self.assertTrue(done.stdout.startswith(b"rejected: receipt-opening: "))
        said = json.loads(self.gives(1, "receipt", changed, "--attestation", s.attestation, "--json").stdout)
        self.assertEqual((said["valid"], said["reason"]), (False, "receipt-opening"))

    def test_unreadable(self):
        s = self.sample
        self.gives(3, "receipt", s.folder / "nowhere", "--attestation", s.attestation)
        self.gives(3, "receipt", s.receipt, "--attestation", s.folder / "nowhere")


class Show(Case):
    def test_claim(self):
        done = self.gives(0, "show", self.sample.attestation)
        text = done.stdout.decode()
        for expected in "not verified", "Sample", "2026-08-20", "circuit spot", "byte for byte", "60000", "coverage = 1":
            self.assertIn(expected, text)
        self.assertEqual(self.gives(0, "show", self.sample.attestation / "statement.json").stdout, done.stdout)

    def with_comment(self, comment):
        def change(statement):
            statement["claim"]["circuit"]["text"] += comment

        return self.sample.changed(change)

    def test_a_circuit_of_the_same_name_that_is_another(self):
        self.assertIn(b"NOT the text", self.gives(0, "show", self.with_comment("# harmless\n")).stdout)

    def test_characters_that_reorder_a_line(self):
        done = self.gives(1, "show", self.with_comment("# \u202e harmless\n"))
        self.assertIn(b"\\u{202e}", done.stdout)
        self.assertNotIn("\u202e".encode(), done.stdout + done.stderr)

    def test_names_that_look_like_another(self):
        """Or like cells of the table."""
        names = {"BTC ": "BTC\\u{20}", " BTC": "\\u{20}BTC", "BTC  8": "BTC \\u{20}8", "B\u00adTC": "B\\u{ad}TC",
                 "BTC\u3164": "BTC\\u{3164}", "B\u200bTC": "B\\u{200b}TC", "\u00a0BTC": "\\u{a0}BTC",
                 "BTC\U000e0041": "BTC\\u{e0041}", "BTC X": "BTC X"}

        def change(statement):
            claim = statement["claim"]
            claim["indexes"]["asset"] += [{**claim["indexes"]["asset"][0], "name": name} for name in names]
            claim["pool"]["reserve"] += ["0"] * len(names)

        lines = self.gives(0, "show", self.sample.changed(change)).stdout.decode().splitlines()
        table = lines[[line.startswith("asset ") for line in lines].index(True):]
        first = table[0].index("decimals")
        self.assertEqual([line[:first].rstrip(" ") for line in table[2:]], list(names.values()))

    def test_malformed(self):
        copy = self.sample.copy()
        (copy / "statement.json").write_bytes(b"{}\n")
        self.gives(1, "show", copy)
        (copy / "statement.json").unlink()
        self.gives(3, "show", copy)

    def test_numbers_that_do_not_fit(self):
        def change(statement):
            statement["claim"]["params"]["coverage"] = "0.5"

        done = self.gives(1, "show", self.sample.changed(change))
        self.assertIn(b"circuit spot", done.stdout)
        self.assertIn(b"policy check", done.stderr)


class Audit(Case):
    def index(self, *vectors):
        folder = pathlib.Path(tempfile.mkdtemp(dir=self.sample.folder))
        shutil.copytree(self.sample.attestation, folder / "good")
        shutil.copy(self.sample.receipt, folder / "receipt.json")
        shutil.copytree(self.sample.attestation, folder / "short")
        (folder / "short" / "proof.bin").write_bytes(b"")
        (folder / "times.json").write_text('{"valid": ["2026-08-20T00:00:00Z"], "invalid": ["2026-02-29T00:00:00Z"]}')
        self.write(folder, {"version": "zksolv/1 vectors", "vectors": vectors})
        return folder

    def write(self, folder, index):
        (folder / "index.json").write_text(json.dumps(index))

    def vector(self, kind="attestation", path="good", expect="ok", **more):
        return {"name": f"{kind} {path}", "kind": kind, "path": path, "expect": expect, "comment": "a test", **more}

    def test_all_agree(self):
        folder = self.index(self.vector(), self.vector(path="short", expect="proof-length"),
                            self.vector("receipt", "receipt.json", attestation="good"),
                            self.vector("receipt", "receipt.json", attestation="good/statement.json"),
                            self.vector("time", "times.json"))
        done = self.gives(0, "audit", folder)
        self.assertIn(b"5 of 5 vectors", done.stdout)
        self.assertIn(b"proof-length", done.stdout)
        said = json.loads(self.gives(0, "audit", folder, "--json").stdout)
        self.assertEqual((said["valid"], said["count"], said["disagreements"]), (True, 5, 0))

    def test_some_disagree(self):
        folder = self.index(self.vector(), self.vector(path="short"), self.vector(expect="opening", segment=1))
        done = self.gives(1, "audit", folder)
        self.assertIn(b"1 of 3 vectors", done.stdout)
        said = json.loads(self.gives(1, "audit", folder, "--json").stdout)
        self.assertEqual((said["valid"], said["reason"], said["disagreements"]), (False, "vector", 2))
        self.assertEqual([v["agrees"] for v in said["vectors"]], [True, False, False])

    def malformed(self, *vectors):
        said = json.loads(self.gives(1, "audit", self.index(*vectors), "--json").stdout)
        self.assertEqual((said["valid"], said["reason"]), (False, "vector"))
        self.assertNotIn("vectors", said)

    def test_malformed_index(self):
        self.malformed()
        self.malformed(self.vector(expect="nonsense"))
        self.malformed(self.vector(expect="read"))
        self.malformed(self.vector(kind="nonsense"))
        self.malformed(self.vector(surplus=1))
        self.malformed(self.vector(segment=1))
        self.malformed(self.vector("receipt", "receipt.json"))
        self.malformed({"name": "x"})
        self.malformed("x")
        folder = self.index(self.vector())
        (folder / "index.json").write_text("nonsense")
        self.gives(1, "audit", folder)
        self.write(folder, {"version": "zksolv/2 vectors", "vectors": [self.vector()]})
        self.gives(1, "audit", folder)

    def test_paths_stay_within_the_folder(self):
        for path in "../x", "a/../../x", "/etc", "./good", "good/", "a//b", "", ".hidden", "a\\b", "a\nb", "a" * 257:
            self.malformed(self.vector(path=path))
            self.malformed(self.vector("receipt", "receipt.json", attestation=path))

    def test_unreadable(self):
        self.gives(3, "audit", self.sample.folder / "nowhere")
        self.gives(3, "audit", self.index(self.vector(path="nowhere")))
        self.gives(3, "audit", self.index(self.vector("time", "nowhere")))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
