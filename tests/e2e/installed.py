"""What meson install installs, and other programs made with it: the libraries, as they are found by pkg-config."""
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

from programs import ROOT, SAMPLES, VALID, ProgramTest, run

PREFIX = "usr/local"
# What each library exports, by the headers that declare it.
LIBRARIES = {"verify": ["status.h", "verify.h"], "prove": ["status.h", "sign.h", "prove.h"]}
DECLARED = re.compile(r"^(?!static)[a-z].*?\b(zks_\w+)\([^;{]*\);", re.MULTILINE | re.DOTALL)


def setUpModule():  # pylint: disable=invalid-name
    """Installs once, for all tests."""
    folder = tempfile.TemporaryDirectory(prefix="zksolv-installed-")
    unittest.addModuleCleanup(folder.cleanup)
    Installed.root = pathlib.Path(folder.name) / PREFIX
    installed = run(os.environ["MESON"], "install", "-C", os.environ["ZKSOLV_BUILD"], "--no-rebuild", "--quiet",
                    "--destdir", folder.name)
    if installed.returncode != 0:
        raise RuntimeError(installed.stdout + installed.stderr)


class Installed(ProgramTest):
    root = None

    def find(self, name):
        """The one file of this name."""
        found = [path for path in self.root.rglob(name) if path.parent.name != "circuits" or name.endswith(".circuit")]
        self.assertEqual(len(found), 1, (name, found))
        return found[0]

    def library(self, name):
        return self.find(f"libzksolv-{name}.so")

    def compile(self, source, library, *options):
        """A program of examples/ with the installed library."""
        environment = os.environ | {"PKG_CONFIG_PATH": self.find(f"zksolv-{library}.pc").parent}
        flags = run("pkg-config", f"--define-variable=prefix={self.root}", "--cflags", "--libs", *options,
                    f"zksolv-{library}", env=environment)
        self.assert_exit(flags, 0)
        program = self.folder / source.stem
        self.assert_exit(run(*os.environ["ZKSOLV_CC"].split(), "-std=c17", "-Wall", "-Wextra", "-Werror", source, "-o",
                             program, *flags.stdout.split()), 0)
        return program

    def run_examples(self, *options, **process):
        attest = self.compile(ROOT / "examples" / "attest.c", "prove", *options)
        verify = self.compile(ROOT / "examples" / "verify.c", "verify", *options)
        inputs = [SAMPLES / "spot" / name for name in ("policy.json", "ledger.csv", "reserves.csv")]
        attested = run(attest, *inputs, "attestation", "secrets", cwd=self.folder, **process)
        self.assertRegex(self.assert_exit(attested, 0).stdout, r"^attested \d+ accounts\n$")
        verified = run(verify, "attestation", cwd=self.folder, **process)
        self.assertRegex(self.assert_exit(verified, 0).stdout, r"^valid: .*, \d+ rows, circuit spot\n$")
        self.assertIn("reading commitments", verified.stderr)
        proof = self.folder / "attestation" / "proof.bin"
        proof.write_bytes(proof.read_bytes()[:-1] + b"\xff")
        self.assertIn("rejected: proof-digest", run(verify, "attestation", cwd=self.folder, **process).stdout)

    def test_examples_with_shared_libraries(self):
        self.run_examples(env=os.environ | {"LD_LIBRARY_PATH": self.library("verify").parent})

    def test_examples_with_static_libraries(self):
        copy = self.folder / "static"
        shutil.copytree(self.root, copy, symlinks=True)
        self.root = copy
        for library in copy.rglob("*.so*"):
            library.unlink()
        self.run_examples("--static")

    def test_the_documented_example(self):
        text = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
        source = self.write("least.c", re.search(r"```c\n(.*?)```", text, re.DOTALL).group(1))
        least = self.compile(source, "verify")
        refused = run(least, "nowhere", cwd=self.folder,
                      env=os.environ | {"LD_LIBRARY_PATH": self.library("verify").parent})
        self.assert_exit(refused, 1)
        self.assertIn("nowhere", refused.stdout)

    def test_exported_functions(self):
        for name, headers in LIBRARIES.items():
            with self.subTest(name):
                text = "".join(self.find(header).read_text(encoding="utf-8") for header in headers)
                declared = set(DECLARED.findall(re.sub(r"/\*.*?\*/|^#.*?[^\\]$", "", text, flags=re.DOTALL | re.MULTILINE)))
                symbols = run("nm", "-D", "--defined-only", self.library(name)).stdout
                exported = {line.split()[-1] for line in symbols.splitlines()}
                self.assertGreater(len(declared), 4)
                self.assertEqual(exported, declared)

    def test_names_of_libraries(self):
        for name in LIBRARIES:
            with self.subTest(name):
                library = self.library(name)
                self.assertRegex(os.readlink(library), rf"^libzksolv-{name}\.so\.\d+")
                dynamic = run("readelf", "-d", library).stdout
                soname = re.search(r"SONAME.*\[(.*)\]", dynamic).group(1)
                self.assertRegex(soname, rf"^libzksolv-{name}\.so\.\d+$")
                self.assertTrue((library.parent / soname).exists())

    def test_programs(self):
        for name in ("zksolv-prover", "zksolv-verifier"):
            program = self.root / "bin" / name
            self.assertIn(name, self.assert_exit(run(program, "--version"), VALID).stdout)
            needed = run("readelf", "-d", program).stdout
            self.assertNotIn("libzksolv", needed)

    def test_what_is_read(self):
        shipped = self.root / "share" / "zksolv" / "circuits"
        for path in [*(ROOT / "circuits").glob("*.circuit"), *(ROOT / "circuits").glob("*.md")]:
            self.assertEqual((shipped / path.name).read_bytes(), path.read_bytes())
        documents = self.root / "share" / "doc" / "zksolv"
        for name in ["README.md", "LICENSE", "CHANGELOG.md", *(f"docs/{path.name}" for path in (ROOT / "docs").iterdir())]:
            self.assertEqual((documents / name).read_bytes(), (ROOT / name).read_bytes())

    def test_completions(self):
        folder = self.root / "share" / "bash-completion" / "completions"
        for name in ("zksolv-prover", "zksolv-verifier"):
            self.assertEqual((folder / name).read_bytes(), (ROOT / "completions" / "zksolv.bash").read_bytes())
        self.assertTrue((self.root / "share" / "zsh" / "site-functions" / "_zksolv").exists())

    def test_manual_pages(self):
        if shutil.which("scdoc") is None:
            self.skipTest("without scdoc no manual pages")
        for source in (ROOT / "man").glob("*.scd"):
            page = self.root / "share" / "man" / f"man{source.stem[-1]}" / source.stem
            self.assertTrue(page.read_text(encoding="utf-8").startswith('.\\" Generated by scdoc'))


if __name__ == "__main__":
    unittest.main()
