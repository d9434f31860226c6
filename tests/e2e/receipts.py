"""Receipts of everybody: each verifies and is what is made alone, whatever ends a run, and nothing else is touched."""
import contextlib
import csv
import shutil
import signal
import sqlite3
import subprocess
import tarfile
import time
import unittest

from programs import PROVER, TROUBLE, USAGE, VALID, ProgramTest, make_sample, run

OUTS = ("all/", "all.tar", "all.sqlite")


class Receipts(ProgramTest):
    def command(self, out, *options, attestation="attestation", secrets="secrets"):
        return [str(word) for word in (PROVER, "receipts", "--all", "--secrets", secrets, *self.ledgers(),
                                       "--attestation", attestation, "--out", out, *options)]

    def make_receipts(self, out, *options, **inputs):
        return run(*self.command(out, *options, **inputs), cwd=self.folder)

    def index(self, out):
        path = self.folder / (out.rstrip("/") + ".index.csv")
        self.assertEqual(path.stat().st_mode & 0o777, 0o600)
        with open(path, newline="", encoding="utf-8") as lines:
            return {line["account"]: line["name"] for line in csv.DictReader(lines)}

    def receipts(self, out):
        """The text of each receipt by its name."""
        path = self.folder / out
        if out.endswith("/"):
            texts = {str(file.relative_to(path)): file.read_bytes() for file in path.rglob("*.json")}
        elif out.endswith(".tar"):
            with tarfile.open(path) as tar:
                texts = {member.name: tar.extractfile(member).read() for member in tar}
        else:
            with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
                return dict(database.execute("SELECT name, receipt FROM receipts"))
        texts.pop("meta.json")
        self.assertTrue(all(name[:3] == name[3:5] + "/" for name in texts))
        return {name[3:]: text for name, text in texts.items()}

    def check_receipts_of(self, circuit):
        self.make_exchange(circuit)
        self.assert_exit(self.attest("--pad-to", "111"), VALID)
        stored = []
        for out in OUTS:
            self.assert_exit(self.make_receipts(out), VALID)
            stored.append((self.index(out), self.receipts(out)))
        index, receipts = stored[0]
        self.assertEqual(stored, 3 * stored[:1])
        self.assertEqual(set(index.values()), set(receipts))
        accounts = sorted(index)
        for account in (accounts[0], accounts[len(accounts) // 2], accounts[-1]):
            self.write("receipt.json", receipts[index[account]])
            self.assert_exit(self.check_receipt("receipt.json"), VALID)
            self.assertEqual(receipts[index[account]].decode(), self.make_receipt(account).stdout)
        return receipts

    def test_spot(self):
        self.check_receipts_of("spot")

    def test_committed_advice_is_shown(self):
        receipts = self.check_receipts_of("risk_sharing")
        self.assertGreater(len(receipts), 1)

    def make_many(self, accounts=8000):
        make_sample.make(self.folder, "spot", accounts, 2)
        self.assert_exit(self.attest(), VALID)

    def end_early(self, out, sent):
        """Ends a run once it has begun to write; what it says."""
        written = self.folder / out.rstrip("/")
        with subprocess.Popen(self.command(out), cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              text=True) as process:
            while process.poll() is None and not self.has_begun(written):
                time.sleep(0.001)
            process.send_signal(sent)
            return process.communicate()[1], process.returncode

    @staticmethod
    def has_begun(path):
        return len(list(path.iterdir())) > 20 if path.is_dir() else path.exists() and path.stat().st_size > 1 << 16

    def test_killed_and_interrupted_runs_are_gone_on_with(self):
        self.make_many()
        for out in OUTS:
            self.assert_exit(self.make_receipts("whole-" + out), VALID)
            whole = self.receipts("whole-" + out)
            self.assertEqual(len(whole), 8000)
            for sent in (signal.SIGKILL, signal.SIGINT):
                with self.subTest(out, sent=sent):
                    ended = sent.name + "-" + out
                    said, status = self.end_early(ended, sent)
                    if sent == signal.SIGINT and status != VALID:
                        self.assertEqual(status, TROUBLE)
                        self.assertIn("the same command goes on with it", said)
                    self.assert_exit(self.make_receipts(ended), VALID)
                    self.assertEqual(self.receipts(ended), whole)
                    self.assertEqual(self.index(ended), self.index("whole-" + out))
            self.assertIn("of which 8000 were there", self.assert_exit(self.make_receipts(ended), VALID).stdout)

    def test_refused(self):
        self.write_small_spot()
        self.assert_exit(self.attest(), VALID)
        self.assert_exit(self.attest(out="other", secrets="others-secrets"), VALID)
        for out in OUTS:
            with self.subTest(out):
                self.assert_exit(self.make_receipts(out, secrets="others-secrets"), TROUBLE)
                self.assertEqual(list(self.folder.glob("all*")), [])
                self.assert_exit(self.make_receipts(out), VALID)
                before = self.receipts(out)
                process = self.assert_exit(
                    self.make_receipts(out, attestation="other", secrets="others-secrets"), TROUBLE)
                self.assertIn("another attestation", process.stderr)
                self.assertEqual(self.receipts(out), before)
                for path in self.folder.glob("all*"):
                    subprocess.run(["rm", "-r", str(path)], check=True)
        for out in ("all", "-", "all.zip"):
            self.assert_exit(self.make_receipts(out), USAGE)
        self.assert_exit(run(*[word for word in self.command("all/") if word != "--all"], cwd=self.folder), USAGE)

    def test_a_link_in_place_of_the_output_is_not_followed(self):
        self.write_small_spot()
        self.assert_exit(self.attest(), VALID)
        for out in "all.tar", "all.sqlite":
            self.write("elsewhere", "kept")
            (self.folder / out).symlink_to("elsewhere")
            self.assert_exit(self.make_receipts(out), TROUBLE)
            self.assertTrue((self.folder / out).is_symlink())
            self.assertEqual((self.folder / "elsewhere").read_text(), "kept")

    def test_a_full_disk_ends_a_run_and_the_next_goes_on(self):
        """The disk is one in memory, in a mount namespace of its own, and is copied before and after it has room."""
        if subprocess.run(["unshare", "-m", "mount", "-t", "tmpfs", "none", self.folder], capture_output=True,
                          check=False).returncode != 0:
            self.skipTest("this user may not mount, or the system does not let him")
        self.make_many(2500)
        for out in OUTS:
            with self.subTest(out):
                self.assert_exit(self.make_receipts("whole-" + out), VALID)
                whole = self.receipts("whole-" + out)
                script = ["mount -t tmpfs -o size=2m none disk", '"$@" > first 2>&1', "echo $? >> first",
                          "cp -r disk full", "mount -o remount,size=100m disk", '"$@" > second 2>&1',
                          "echo $? >> second", "cp -r disk/. ."]
                (self.folder / "disk").mkdir(exist_ok=True)
                self.assert_exit(run("unshare", "-m", "sh", "-c", "\n".join(script), "sh",
                                     *self.command("disk/" + out, "--index", "all.index.csv"), cwd=self.folder), VALID)
                said, status = (self.folder / "first").read_text().splitlines()
                self.assertEqual(status, str(TROUBLE))
                self.assertRegex(said, rf"^zksolv-prover: error: a file cannot be written: '?disk/{out}'?: .*"
                                       "(No space left on device|database or disk is full)$")
                self.check_beginning(f"full/{out}", whole)
                self.assertTrue((self.folder / "second").read_text().endswith(f"\n{VALID}\n"))
                self.assertEqual(self.receipts(out), whole)
                shutil.rmtree(self.folder / "full")
                (self.folder / "all.index.csv").unlink()

    def check_beginning(self, out, whole):
        """What can be read of it are receipts."""
        if out.endswith(".tar"):
            tar = (self.folder / out).read_bytes()
            self.assertEqual(tar, (self.folder / "whole-all.tar").read_bytes()[:len(tar)])
            return
        if out.endswith(".sqlite"):  # who opens it to write takes back what was in an open transaction
            with contextlib.closing(sqlite3.connect(self.folder / out)) as database:
                database.execute("SELECT count(*) FROM receipts").fetchone()
        begun = self.receipts(out)
        self.assertLess(len(begun), len(whole))
        self.assertLessEqual(begun.items(), whole.items())


if __name__ == "__main__":
    unittest.main()
