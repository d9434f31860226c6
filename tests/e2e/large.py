"""large.py CIRCUIT ACCOUNTS ASSETS: attests an exchange of that size, verifies it, and checks receipts of its ends."""
import json
import sys
import unittest

from programs import ProgramTest, make_sample


class Large(ProgramTest):
    def test_attest_verify_receipt(self):
        make_sample.make(self.folder, CIRCUIT, ACCOUNTS, ASSETS)
        self.assert_exit(self.attest(), 0)
        verdict = json.loads(self.assert_exit(self.verify("--json"), 0).stdout)
        self.assertEqual((verdict["valid"], verdict["rows"]), (True, ACCOUNTS))
        last = "house" if CIRCUIT == "cross_margin" else f"customer-{ACCOUNTS}"
        for account in ("customer-" + "1".zfill(len(str(ACCOUNTS))), last):
            self.write("receipt.json", self.assert_exit(self.make_receipt(account), 0).stdout)
            self.assert_exit(self.check_receipt("receipt.json"), 0)


if __name__ == "__main__":
    CIRCUIT, ACCOUNTS, ASSETS = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    unittest.main(argv=sys.argv[:1])
