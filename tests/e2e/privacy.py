"""What an attestation must not tell: the same ledger twice shares nothing, padding looks like customers, secrets stay
private."""
import unittest

from programs import MINIMUM_CIRCUIT, TROUBLE, ProgramTest, asset, make_sample, policy


class Repetition(ProgramTest):
    def test_two_attestations_of_a_ledger_share_nothing(self):
        for circuit in make_sample.COLUMNS:
            with self.subTest(circuit):
                make_sample.make(self.folder, circuit, 40, 3)
                first, second = f"{circuit}-1", f"{circuit}-2"
                for out in (first, second):
                    self.assert_exit(self.attest(out=out, secrets=out + ".secrets"), 0)
                    self.assert_valid(out)
                commitments = self.commitments(first) + self.commitments(second)
                self.assertEqual(len(set(commitments)), 80)
                self.assertEqual(len(self.proof_words(first)), len(self.proof_words(second)))
                self.assertEqual(set(self.proof_words(first)) & set(self.proof_words(second)), set())

    def test_equal_accounts_share_nothing(self):
        self.write_exchange(policy("spot", [asset("GOLD")]), [f"twin-{n},GOLD,1" for n in range(20)], ["GOLD,20"])
        self.assert_exit(self.attest(), 0)
        self.assertEqual(len(set(self.commitments())), 20)

    def test_any_number_of_threads(self):
        make_sample.make(self.folder, "cross_margin", 300, 12)
        for made_with in ("1", "2"):
            out = "by-" + made_with
            self.assert_exit(self.attest("--threads", made_with, out=out, secrets=out + ".secrets"), 0)
            for checked_with in ("1", "2"):
                self.assert_exit(self.verify("--threads", checked_with, attestation=out), 0)


class Padding(ProgramTest):
    def test_padding_looks_like_customers(self):
        self.write_small_spot()
        self.assert_exit(self.attest("--pad-to", "8", out="padded", secrets="padded.secrets"), 0)
        self.write_exchange(policy("spot", [asset("GOLD", price="70.5"), asset("TIN")]),
                            [f"customer-{n},GOLD,{n}" for n in range(1, 9)], ["GOLD,36", "TIN,0.1"])
        self.assert_exit(self.attest(out="full", secrets="full.secrets"), 0)
        for name in ("padded", "full"):
            self.assertIn("rows      8 (accounts", self.assert_valid(name).stdout)
            self.assertEqual(len(set(self.commitments(name))), 8)
        self.assertEqual(len(self.proof_words("padded")), len(self.proof_words("full")))
        self.assertNotIn(b"\0" * 32, self.commitments("padded"))

    def test_customers_of_a_padded_attestation_find_their_accounts(self):
        self.write_small_spot()
        self.assert_exit(self.attest("--pad-to", "50"), 0)
        for account in ("alice", "bob", "carol"):
            self.write("receipt.json", self.assert_exit(self.make_receipt(account), 0).stdout)
            self.assert_exit(self.check_receipt("receipt.json"), 0)

    def test_padding_to_the_number_of_accounts_adds_nothing(self):
        self.write_small_spot()
        self.assert_exit(self.attest("--pad-to", "3"), 0)
        self.assertEqual(len(self.commitments()), 3)

    def test_padding_below_the_number_of_accounts_is_refused(self):
        self.write_small_spot()
        process = self.assert_exit(self.attest("--pad-to", "2"), TROUBLE)
        self.assertIn("--pad-to 2 is less than its 3 accounts", process.stderr)
        self.assert_nothing_written()

    def test_padding_is_refused_where_an_empty_account_breaks_a_requirement(self):
        self.write("minimum.circuit", MINIMUM_CIRCUIT)
        self.write_exchange(policy("minimum.circuit", [asset("GOLD")]), ["alice,GOLD,10", "bob,GOLD,11"])
        process = self.assert_exit(self.attest("--pad-to", "3"), TROUBLE)
        self.assertIn("deposit", process.stderr)
        self.assert_nothing_written("minimum.circuit")
        self.assert_exit(self.attest("--pad-to", "2"), 0)
        self.assert_valid()


class Secrets(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write_small_spot()

    def mode(self, name):
        return (self.folder / name).stat().st_mode & 0o777

    def test_secrets_are_for_their_owner_alone(self):
        self.assert_exit(self.attest(umask=0), 0)
        self.assertEqual(self.mode("secrets"), 0o600)

    def test_secrets_are_never_overwritten(self):
        secrets = self.write("secrets", "precious")
        self.assert_exit(self.attest(), TROUBLE)
        self.assertEqual(secrets.read_text(), "precious")
        self.assertFalse((self.folder / "attestation").exists())

    def test_seeds_are_fresh(self):
        for number in ("1", "2"):
            self.assert_exit(self.attest(out="out-" + number, secrets="secrets-" + number), 0)
        self.assertNotEqual((self.folder / "secrets-1").read_bytes(), (self.folder / "secrets-2").read_bytes())

    def test_encrypted_secrets(self):
        self.write("passphrase", "correct horse\n")
        self.write("wrong", "correct horsf\n")
        self.assert_exit(self.attest("--passphrase-file", "passphrase"), 0)
        self.assertEqual(self.mode("secrets"), 0o600)
        self.assert_valid()
        process = self.assert_exit(self.make_receipt("alice", "--passphrase-file", "wrong"), TROUBLE)
        self.assertIn("passphrase", process.stderr)
        self.assertEqual(process.stdout, "")
        receipt = self.assert_exit(self.make_receipt("alice", "--passphrase-file", "passphrase"), 0)
        self.write("receipt.json", receipt.stdout)
        self.assert_exit(self.check_receipt("receipt.json"), 0)

    def test_damaged_secrets(self):
        self.write("passphrase", "correct horse\n")
        self.assert_exit(self.attest("--passphrase-file", "passphrase"), 0)
        secrets = self.folder / "secrets"
        sound = bytearray(secrets.read_bytes())
        for at in (0, len(sound) // 2, len(sound) - 1):
            damaged = sound[:]
            damaged[at] ^= 1
            secrets.write_bytes(damaged)
            self.assert_exit(self.make_receipt("alice", "--passphrase-file", "passphrase"), TROUBLE)

    def test_messages_hold_no_balance(self):
        process = self.assert_exit(self.attest(), 0)
        for text in ("alice", "100.01", "1.25"):
            self.assertNotIn(text, process.stdout + process.stderr)


if __name__ == "__main__":
    unittest.main()
