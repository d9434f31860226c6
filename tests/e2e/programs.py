"""What the end-to-end tests share: the two programs, a folder for each test, and exchanges to attest."""
import json
import os
import pathlib
import pty
import re
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "circuits" / "samples"
sys.path.insert(0, str(SAMPLES))
import make_sample  # noqa: E402  (found only now)

PROVER = os.environ["ZKSOLV_PROVER"]
VERIFIER = os.environ["ZKSOLV_VERIFIER"]

VALID, REJECTED, USAGE, TROUBLE = range(4)

SHIPPED_FOLDERS = [folder for folder, _, _ in make_sample.SHIPPED]
REPORTED = [r"^  requirement ([a-z_]+)", r"^  (?:no value meets )?advice ([a-z_]+)"]

MINIMUM_CIRCUIT = """\
circuit minimum
index asset { decimals, price }
account balance[asset] : units of asset
policy require price > 0
account require deposit: sum(asset) price * balance >= 10
"""


def run(*command, **options):
    """The finished process, with stdout and stderr as text."""
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False, **options)


def asset(name, **numbers):
    return {"name": name, "decimals": 2, "price": "1", **numbers}


def margin_asset(name, **numbers):
    rates = {"haircut": "0", "maintenance": "0.1", "debt_margin": "0", "lending_cap": "1000000"}
    return asset(name, **rates | numbers)


def policy(circuit, assets, **members):
    params = {"coverage": "1"} if circuit == "spot" else {}
    return {
        "circuit": circuit, "issuer": "Test Exchange", "snapshot": "2026-06-30T00:00:00Z",
        "quote": {"name": "USD", "decimals": 2}, "indexes": {"asset": assets}, "params": params, **members,
    }


class ProgramTest(unittest.TestCase):
    """Each test works in a new folder, removed at its end."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="zksolv-e2e-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def write(self, name, content):
        path = self.folder / name
        if isinstance(content, dict):
            content = json.dumps(content)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def write_exchange(self, policy_object, ledger, reserves=None):
        """Writes the inputs of attest; ledger and reserves are lines, without their headers."""
        headers = {name: ",".join(["account", "asset", *columns]) for name, columns in make_sample.COLUMNS.items()}
        header = headers.get(policy_object["circuit"], headers["spot"])
        self.write("policy.json", policy_object)
        self.write("ledger.csv", "".join(line + "\n" for line in [header, *ledger]))
        if reserves is not None:
            self.write("reserves.csv", "".join(line + "\n" for line in ["asset,reserve", *reserves]))

    def write_small_spot(self):
        """Three accounts, two assets, reserves exactly what is owed."""
        self.write_exchange(policy("spot", [asset("GOLD", price="70.5"), asset("TIN")]),
                            ["alice,GOLD,1.25", "bob,GOLD,2", "bob,TIN,100.01", "carol,TIN,7"],
                            ["GOLD,3.25", "TIN,107.01"])

    def ledgers(self):
        names = sorted(path.name for path in self.folder.glob("ledger_*.csv")) or ["ledger.csv"]
        return [word for name in names for word in ("--ledger", name)]

    def inputs(self):
        """The options that name policy.json and the ledgers and reserves of the folder."""
        reserves = sorted(path.name for path in self.folder.glob("reserves*.csv"))
        return ["--policy", "policy.json", *self.ledgers(),
                *(word for name in reserves for word in ("--reserves", name))]

    def on_terminal(self, *command, watch=lambda process, written: None, stdout=None, env=None):
        """A command whose streams are a terminal, stdout only if it is not given: the status, what it wrote to a pipe
        and what to the terminal. What stands there is shown to `watch` whenever there is more of it."""
        try:
            terminal, side = pty.openpty()
        except OSError as error:
            self.skipTest(f"this system gives no pseudo-terminal: {error}")
        self.addCleanup(os.close, terminal)
        process = subprocess.Popen([str(word) for word in command], cwd=self.folder, stdin=subprocess.DEVNULL,
                                   stdout=side if stdout is None else stdout, stderr=side, env=env)
        os.close(side)
        written = b""
        try:
            while more := os.read(terminal, 4096):
                written += more
                watch(process, written)
        except OSError:  # the other side is closed
            pass
        output, _ = process.communicate()
        return process.returncode, output, written

    def attest(self, *options, out="attestation", secrets="secrets", **process):
        """Attests the inputs of the folder."""
        return run(PROVER, "attest", *self.inputs(), "--out", out, "--secrets", secrets, *options, cwd=self.folder,
                   **process)

    def make_receipt(self, account, *options, attestation="attestation", secrets="secrets", **process):
        return run(PROVER, "receipt", "--secrets", secrets, *self.ledgers(), "--attestation", attestation, "--account",
                   account, *options, cwd=self.folder, **process)

    def verify(self, *options, attestation="attestation", **process):
        return run(VERIFIER, "verify", attestation, *options, cwd=self.folder, **process)

    def check_receipt(self, receipt, *options, attestation="attestation", **process):
        return run(VERIFIER, "receipt", receipt, "--attestation", attestation, *options, cwd=self.folder, **process)

    def assert_exit(self, process, status):
        """Also that nothing was broken in a way no status is for."""
        self.assertEqual(process.returncode, status, f"{process.args}\n{process.stdout}\n{process.stderr}")
        return process

    def assert_valid(self, attestation="attestation"):
        return self.assert_exit(self.verify(attestation=attestation), VALID)

    def assert_nothing_written(self, *but):
        """The folder holds its inputs and no other file, of whatever temporary name."""
        inputs = {"policy.json", "ledger.csv", "reserves.csv", *but}
        self.assertEqual([name for name in os.listdir(self.folder) if name not in inputs], [])

    def assert_refused(self, process, status, *texts):
        """Failed with the status and these texts on stderr, and wrote nothing."""
        self.assert_exit(process, status)
        for text in texts:
            self.assertIn(text, process.stderr)
        self.assert_nothing_written()

    def commitments(self, attestation="attestation"):
        return words(self.folder / attestation / "accounts.bin")

    def proof_words(self, attestation="attestation"):
        return words(self.folder / attestation / "proof.bin")

    def check(self, *options):
        return run(PROVER, "check", *self.inputs(), *options, cwd=self.folder)

    def broken(self, process):
        """Names of the requirements, and of advice, for which it was refused."""
        self.assert_exit(process, REJECTED)
        return {name for pattern in REPORTED for name in re.findall(pattern, process.stderr, re.MULTILINE)}

    def make_exchange(self, folder, broken=None):
        """An exchange as large as the shipped one, but not as the largest."""
        _, accounts, assets = next(shipped for shipped in make_sample.SHIPPED if shipped[0] == folder)
        make_sample.make(self.folder, folder, min(accounts, 100), assets, 2, broken)


def words(path):
    content = pathlib.Path(path).read_bytes()
    return [content[at:at + 32] for at in range(0, len(content), 32)]
