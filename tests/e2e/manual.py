"""The manual pages and --help say the same: commands, their options with letters and values, and what they return."""
import re
import unittest

from programs import PROVER, ROOT, VALID, VERIFIER, ProgramTest, run

HELP_OPTION = re.compile(r"^ +(?:-(\w), )?--([a-z-]+)(?: (\S+))?  ", re.MULTILINE)
PAGE_OPTION = re.compile(r"^(?:\*-(\w)\*, )?\*--([a-z-]+)\*(?: _([^_]+)_(?:\.\.\.)?)?$", re.MULTILINE)


def options(pattern, text):
    return {(letter, name, (value or "").removesuffix("...")) for letter, name, value in pattern.findall(text)}


def sections(text, mark):
    """What stands below each heading, by the heading."""
    parts = re.split(rf"^{mark} (.*)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2]))


class Manual(ProgramTest):
    def help(self, *command):
        return self.assert_exit(run(*command, "--help"), VALID).stdout

    def test_pages(self):
        for program, name in ((PROVER, "zksolv-prover"), (VERIFIER, "zksolv-verifier")):
            page = sections((ROOT / "man" / f"{name}.1.scd").read_text(encoding="utf-8"), "#")
            commands = sections(page["COMMANDS"], "##")
            common = options(PAGE_OPTION, page["OPTIONS OF EVERY COMMAND"])
            listed = re.findall(r"^  ([a-z-]+) +\S", self.help(program).split("\noptions:")[0], re.MULTILINE)
            with self.subTest(name):
                self.assertGreater(len(listed), 3)
                self.assertEqual(list(commands), listed)
                self.assertLess(options(HELP_OPTION, self.help(program)), common)
            for command in listed:
                with self.subTest(f"{name} {command}"):
                    text = self.help(program, command)
                    own = options(PAGE_OPTION, commands[command])
                    self.assertEqual(own | common, options(HELP_OPTION, text))
                    self.assertFalse(own & common)
                    self.assertIn(self.synopsis(text), page["SYNOPSIS"])

    @staticmethod
    def synopsis(text):
        """The first line of --help as a page has it."""
        program, command, *rest = text.splitlines()[0].removeprefix("usage: ").split()
        marked = [re.sub(r"^(\[?)([A-Z|]+)(\]?)(\.*)", r"\1_\2_\3\4", word) for word in rest]
        return " ".join([f"*{program} {command}*", *marked]) + "\n"

    def test_exit_statuses(self):
        for name in ("zksolv-prover", "zksolv-verifier"):
            page = sections((ROOT / "man" / f"{name}.1.scd").read_text(encoding="utf-8"), "#")
            self.assertEqual(re.findall(r"^\*(\d)\*$", page["EXIT STATUS"], re.MULTILINE), ["0", "1", "2", "3"])


if __name__ == "__main__":
    unittest.main()
