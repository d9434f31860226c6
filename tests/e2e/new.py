"""The shipped circuits are listed, and each comes with inputs that work as the program says."""
import json
import os
import shlex
import unittest

from programs import PROVER, ROOT, SAMPLES, TROUBLE, USAGE, VERIFIER, ProgramTest, run

PROGRAMS = {"zksolv-prover": PROVER, "zksolv-verifier": VERIFIER}
CIRCUITS = {path.stem: path for path in (ROOT / "circuits").glob("*.circuit")}


def files_of(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


class Circuits(ProgramTest):
    def test_every_circuit_is_listed(self):
        lines = self.assert_exit(run(PROVER, "circuits"), 0).stdout.splitlines()
        self.assertEqual(sorted(line for line in lines if not line.startswith(" ")), sorted(CIRCUITS))
        self.assertIn("  proves margin (account), backed[asset] (pool), lent[asset] (pool), matched[asset] (pool), "
                      "entries (pool)", lines)

    def test_json_holds_their_texts(self):
        listed = json.loads(self.assert_exit(run(PROVER, "circuits", "--json"), 0).stdout)["circuits"]
        self.assertEqual({circuit["name"] for circuit in listed}, set(CIRCUITS))
        for circuit in listed:
            with self.subTest(circuit["name"]):
                text = CIRCUITS[circuit["name"]].read_text(encoding="utf-8")
                self.assertEqual(circuit["text"], text)
                about = circuit["about"].split()
                self.assertGreater(len(about), 3)
                self.assertEqual(about, text.replace("#", " ").split()[:len(about)])
                for requirement in circuit["requirements"]:
                    over = f"[{', '.join(requirement['indexes'])}]" if requirement["indexes"] else ""
                    self.assertIn(f"{requirement['scope']} require {requirement['name']}{over}:", text)

    def test_takes_no_operand(self):
        self.assert_exit(run(PROVER, "circuits", "spot"), USAGE)


class New(ProgramTest):
    def new(self, circuit, folder="trial", **options):
        return run(PROVER, "new", "--circuit", circuit, folder, cwd=self.folder, **options)

    def test_every_circuit_has_inputs_that_do_what_is_printed(self):
        for circuit in CIRCUITS:
            with self.subTest(circuit):
                printed = self.assert_exit(self.new(circuit, circuit), 0).stdout
                folder = self.folder / circuit
                self.assertEqual(files_of(folder), files_of(SAMPLES / circuit))
                self.assertEqual(json.loads((folder / "policy.json").read_text())["circuit"], circuit)
                commands = [shlex.split(line) for line in printed.splitlines() if line.startswith("  ")]
                self.assertEqual([command[1] for command in commands], ["check", "attest", "verify"])
                for program, *arguments in commands:
                    self.assert_exit(run(PROGRAMS[program], *arguments, cwd=folder), 0)

    def test_unknown_circuits(self):
        for name, nearest in (("spott", "spot"), ("cross-margin", "cross_margin"), ("", None), ("x" * 5000, None)):
            with self.subTest(name):
                process = self.assert_exit(self.new(name), USAGE)
                self.assertEqual("did you mean" in process.stderr, nearest is not None)
                if nearest is not None:
                    self.assertIn(f'did you mean "{nearest}"?', process.stderr)
        self.assertEqual(os.listdir(self.folder), [])

    def test_what_exists_is_kept(self):
        self.write("file", "mine")
        (self.folder / "folder").mkdir()
        (self.folder / "link").symlink_to("nowhere")
        before = sorted(os.listdir(self.folder))
        for name in ("file", "folder", "link", "folder/", "."):
            with self.subTest(name):
                self.assertIn("exists already", self.assert_exit(self.new("spot", name), TROUBLE).stderr)
        self.assertEqual(sorted(os.listdir(self.folder)), before)
        self.assertEqual(os.listdir(self.folder / "folder"), [])
        self.assertEqual((self.folder / "file").read_text(), "mine")

    def test_places_that_cannot_be_written(self):
        for name in ("missing/trial", "/proc/trial", ""):
            with self.subTest(name):
                self.assert_exit(self.new("spot", name), TROUBLE)
        self.assertEqual(os.listdir(self.folder), [])

    def test_usage(self):
        for command in (["new"], ["new", "trial"], ["new", "--circuit", "spot"], ["new", "-c", "spot", "a", "b"]):
            with self.subTest(command):
                self.assert_exit(run(PROVER, *command, cwd=self.folder), USAGE)
        self.assertEqual(os.listdir(self.folder), [])


if __name__ == "__main__":
    unittest.main()
