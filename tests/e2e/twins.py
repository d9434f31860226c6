"""Every requirement of the shipped circuits is attached: a ledger that breaks it alone is refused by its name, and with that one
requirement gone from the text, on both sides, the very same ledger attests and verifies."""
import re
import unittest

from programs import REJECTED, ROOT, VALID, ProgramTest, asset, margin_asset, policy

SOUND_POSITIONS = ["buyer,USD,50,0,100,0,100,0", "seller,USD,50,0,0,100,0,100"]
BORROWER = ["lender,USD,50,0,0,0,0,0", "borrower,USD,50,20,0,0,0,0"]

# Requirement, the ledger that breaks it alone, reserves, and the assets' numbers.
BROKEN = {
    "margin": (["poor,USD,9.99,0,100,0,100,0", "seller,USD,50,0,0,100,0,100"], ["USD,60"], {}),
    "backed": (BORROWER, ["USD,79.99"], {}),
    "lent": (BORROWER, ["USD,80"], {"lending_cap": "19.99"}),
    "matched": (["buyer,USD,50,0,100.01,0,100,0", SOUND_POSITIONS[1]], ["USD,100"], {}),
    "entries": (["buyer,USD,50,0,100,0,99.99,0", SOUND_POSITIONS[1]], ["USD,100"], {}),
}


def without(text, requirement):
    """The circuit less one requirement; where another relies on it as a cap, its bound is moved out of reach instead."""
    if requirement == "lent":
        return text.replace("<= lending_cap", "<= 1000 * lending_cap")
    twin = re.sub(rf"(account|pool)\s+require {requirement}\b.*?(?=\n\s*\n|\n(?:account|pool)\s+require|\Z)", "", text,
                  flags=re.DOTALL)
    assert twin != text
    return twin


class Twins(ProgramTest):
    def assert_attached(self, circuit, requirement, assets, ledger, reserves):
        text = (ROOT / "circuits" / f"{circuit}.circuit").read_text(encoding="utf-8")
        self.write_exchange(policy(circuit, assets), ledger, reserves)
        refused = self.attest()
        self.assert_refused(refused, REJECTED, f"requirement {requirement}")
        self.assertEqual(refused.stderr.count("  requirement "), 1, refused.stderr)
        self.write("twin.circuit", without(text, requirement))
        self.write("policy.json", {**policy(circuit, assets), "circuit": "./twin.circuit"})
        self.assert_exit(self.attest(), VALID)
        self.assert_valid()

    def test_cross_margin(self):
        for requirement, (ledger, reserves, numbers) in BROKEN.items():
            with self.subTest(requirement):
                self.setUp()
                self.assert_attached("cross_margin", requirement, [margin_asset("USD", **numbers)], ledger, reserves)

    def test_spot(self):
        self.assert_attached("spot", "covered", [asset("USD")], ["alice,USD,10"], ["USD,9.99"])


if __name__ == "__main__":
    unittest.main()
