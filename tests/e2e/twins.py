"""Every requirement of the shipped circuits is attached: inputs that break it alone are refused in its name, of two
bounds each, and with that one requirement gone from the text, on both sides, the very same inputs attest and verify."""
import importlib
import json
import re
import unittest

from programs import ROOT, SHIPPED_FOLDERS, VALID, ProgramTest, make_sample
from reference.exchange import Exchange

# On these others rely: their bound is moved out of reach instead.
MOVED = {
    "lent": ("<= lending_cap", "<= 1000 * lending_cap"),
    "utilised": ("<= utilisation_cap", "<= 1000 * utilisation_cap"),
    "open_long": ("<= long_limit", "<= 1000 * long_limit"),
    "open_short": ("<= short_limit", "<= 1000 * short_limit"),
    "funded": ("fund >= total", "1000 * fund >= total"),
}


def without(text, requirement):
    """The circuit less one requirement."""
    if requirement in MOVED:
        twin = text.replace(*MOVED[requirement])
    else:
        twin = re.sub(rf"(account|pool)\s+require {requirement}\b.*?(?=\n\s*\n|\n(?:account|pool)\s+require|\Z)", "",
                      text, flags=re.DOTALL)
    assert twin != text
    return twin


class Twins(ProgramTest):
    def assert_broken_alone(self, circuit, requirement):
        reference = importlib.import_module(f"reference.{circuit}")
        found = reference.evaluate(Exchange(self.folder)).broken(reference.REQUIREMENTS)
        self.assertEqual(found, {requirement})
        self.assertEqual(self.broken(self.check()), {requirement})
        self.assertEqual(self.broken(self.attest()), {requirement})
        self.assertFalse((self.folder / "attestation").exists())

    def attest_twin(self, circuit, requirement):
        text = (ROOT / "circuits" / f"{circuit}.circuit").read_text(encoding="utf-8")
        self.write("twin.circuit", without(text, requirement))
        policy = json.loads((self.folder / "policy.json").read_text(encoding="utf-8"))
        self.write("policy.json", {**policy, "circuit": "./twin.circuit"})
        self.assert_exit(self.attest(), VALID)
        self.assert_valid()

    def test_every_requirement(self):
        for folder in SHIPPED_FOLDERS:
            circuit = make_sample.circuit_of(folder)
            for broken in make_sample.BREAKS[folder]:
                with self.subTest(folder=folder, broken=broken):
                    self.setUp()
                    self.make_exchange(folder, broken)
                    requirement = broken.partition("-")[0]
                    self.assert_broken_alone(circuit, requirement)
                    self.attest_twin(circuit, requirement)

    def test_every_requirement_can_be_broken(self):
        for folder in SHIPPED_FOLDERS:
            text = (ROOT / "circuits" / f"{make_sample.circuit_of(folder)}.circuit").read_text(encoding="utf-8")
            declared = re.findall(r"^(?:account|pool)\s+require (\w+)", text, re.MULTILINE)
            self.assertEqual(sorted(declared), sorted({name.partition("-")[0] for name in make_sample.BREAKS[folder]}))


if __name__ == "__main__":
    unittest.main()
