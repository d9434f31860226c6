"""Completion in bash, as the shell drives it: COMP_WORDS and COMP_CWORD in, COMPREPLY out."""
import subprocess
import unittest

from programs import PROVER, ROOT, VERIFIER, ProgramTest

COMPLETIONS = ROOT / "completions"
SCRIPT = """
set -u
source "$1"
shift
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_zksolv "$1" "${!#}" "${COMP_WORDS[COMP_CWORD - 1]}"
[ ${#COMPREPLY[@]} -eq 0 ] || printf '%s\\n' "${COMPREPLY[@]}"
"""


class Bash(ProgramTest):
    def complete(self, *words):
        """What the last word may become."""
        process = subprocess.run(["bash", "--norc", "-c", SCRIPT, "bash", COMPLETIONS / "zksolv.bash", *words],
                                 cwd=self.folder, capture_output=True, text=True, check=True)
        self.assertEqual(process.stderr, "")
        return sorted(process.stdout.splitlines())

    def test_commands(self):
        self.assertEqual(self.complete(PROVER, "at"), ["attest"])
        self.assertLess({"attest", "check", "new", "--help", "--version"}, set(self.complete(PROVER, "")))
        self.assertEqual(self.complete(VERIFIER, "ver"), ["verify"])
        self.assertEqual(self.complete(VERIFIER, "--v"), ["--version"])
        self.assertEqual(self.complete(VERIFIER, "at"), [])

    def test_options(self):
        self.assertEqual(self.complete(PROVER, "attest", "--pa"), ["--pad-to", "--passphrase-file"])
        self.assertLess({"--json", "--color", "--help"}, set(self.complete(VERIFIER, "verify", "attestation", "--")))
        self.assertEqual(self.complete(VERIFIER, "show", "--no-"), [])
        self.assertEqual(self.complete(VERIFIER, "nonsense", "--"), [])

    def test_circuits(self):
        shipped = sorted(path.stem for path in (ROOT / "circuits").glob("*.circuit"))
        for option in ("--circuit", "-c"):
            self.assertEqual(self.complete(PROVER, "new", option, ""), shipped)
        self.assertEqual(self.complete(PROVER, "new", "--circuit", "=", "cross"), ["cross_margin"])

    def test_files(self):
        for name in ("policy.json", "pool of reserves.csv", "other"):
            self.write(name, "")
        self.assertEqual(self.complete(PROVER, "check", "--policy", "po"), ["policy.json", "pool of reserves.csv"])
        self.assertEqual(self.complete(PROVER, "check", "-r", "po"), ["policy.json", "pool of reserves.csv"])
        self.assertEqual(self.complete(VERIFIER, "verify", "--json", "o"), ["other"])
        self.assertEqual(self.complete(VERIFIER, "receipt", "other", "--attestation", "=", "o"), ["other"])
        self.assertEqual(self.complete(PROVER, "circuits", "o"), [])

    def test_values(self):
        self.assertEqual(self.complete(VERIFIER, "verify", "--color", "="), ["always", "auto", "never"])
        self.assertEqual(self.complete(VERIFIER, "verify", "--color", "=", "n"), ["never"])
        self.write("4", "")
        self.assertEqual(self.complete(VERIFIER, "verify", "--threads", ""), [])

    def test_what_is_no_option_stays_text(self):
        self.write("x", "")
        for word in ("--a/b", "-.", "--a$(touch y)", "--a\n"):
            self.complete(VERIFIER, "show", word, "x")
        self.assertFalse((self.folder / "y").exists())

    def test_complete_is_registered(self):
        shown = subprocess.run(["bash", "--norc", "-c", f"source '{COMPLETIONS}/zksolv.bash'; complete -p"], check=True,
                               capture_output=True, text=True).stdout
        for program in ("zksolv-prover", "zksolv-verifier"):
            self.assertIn(f"complete -F _zksolv {program}\n", shown)


if __name__ == "__main__":
    unittest.main()
