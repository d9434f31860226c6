"""Who made an attestation, that everybody sees the same one, and when: from the issuer's key to the verdict."""
import json
import shutil
import unittest

from authorities import AuthorityTest
from programs import PROVER, REJECTED, TROUBLE, USAGE, VALID, VERIFIER, ProgramTest, run

ISSUER = "issuer.example/solvency"


class SigningTest(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write_small_spot()
        self.keys = {}

    def prove(self, command, *arguments):
        return run(PROVER, command, *arguments, cwd=self.folder)

    def make_key(self, name, file):
        self.keys[file] = self.assert_exit(self.prove("keygen", "--name", name, "--out", file), 0).stdout.strip()

    def attest_signed(self, out="attestation", key="key", log="log", *options):
        return self.attest("--sign-key", key, "--log", log, *options, out=out, secrets=out + ".secrets")

    def verdict(self, status, *options, attestation="attestation"):
        return json.loads(self.assert_exit(self.verify("--json", *options, attestation=attestation), status).stdout)

    def reject(self, reason, detail, *options, attestation="attestation"):
        verdict = self.verdict(REJECTED, *options, attestation=attestation)
        self.assertEqual((verdict["reason"], verdict["detail"]), (reason, detail))
        shown = self.assert_exit(self.verify(*options, attestation=attestation), REJECTED).stdout
        self.assertTrue(shown.startswith(f"rejected: {reason}: "), shown)
        self.assertNotIn("signature: ", shown)

    def text(self, name):
        return (self.folder / name).read_text()


class Keys(SigningTest):
    def test_a_key_is_private_and_never_overwritten(self):
        self.make_key(ISSUER, "key")
        self.assertEqual((self.folder / "key").stat().st_mode & 0o777, 0o600)
        self.assertEqual(self.text("key.pub"), self.keys["key"] + "\n")
        self.assertRegex(self.keys["key"], r"^issuer\.example/solvency\+[0-9a-f]{8}\+A[A-Za-z0-9+/]{43}$")
        before = self.text("key")
        self.assert_exit(self.prove("keygen", "--name", "another", "--out", "key"), TROUBLE)
        self.assertEqual((self.text("key"), self.text("key.pub")), (before, self.keys["key"] + "\n"))

    def test_a_public_key_is_not_left_without_its_private_one(self):
        self.write("key", "taken")
        self.assert_exit(self.prove("keygen", "--name", "a", "--out", "key"), TROUBLE)
        self.assertFalse((self.folder / "key.pub").exists())

    def test_names(self):
        for name in ("", "a b", "a+b", "a\nb", "x" * 256):
            with self.subTest(name):
                self.assert_exit(self.prove("keygen", "--name", name, "--out", "key"), TROUBLE)
        self.assert_exit(self.prove("keygen", "--name", "a", "--out", "-"), USAGE)
        self.assertFalse((self.folder / "key").exists())


class Unsigned(SigningTest):
    def test_both_programs_say_so(self):
        self.assertIn("signed     NO", self.assert_exit(self.attest(), 0).stdout)
        shown = self.assert_exit(self.verify(), VALID).stdout
        self.assertEqual(shown.splitlines()[:2], ["valid", "signature: none: nothing in the folder says who made it"])
        verdict = self.verdict(VALID)
        self.assertEqual([verdict[name] for name in ("signature", "log", "certificate", "timestamp", "age_of")],
                         ["none", None, None, None, None])

    def test_key_and_log_belong_together(self):
        self.make_key(ISSUER, "key")
        for options in (["--sign-key", "key"], ["--log", "log"], ["--log-memory", "memory"]):
            self.assert_exit(self.attest(*options), USAGE)
        for options in (["--threshold", "1"], ["--log", "memory"], ["--log-entries", "log"], ["--max-age", "1"],
                        ["--max-age", "d"], ["--max-age", "1dd"], ["--max-age", "1234567890s"], ["--at", "today"],
                        ["--trust", "key.pub", "--log-entries", "log"]):
            with self.subTest(options):
                self.assert_exit(self.verify(*options), USAGE)


class Signed(SigningTest):
    def setUp(self):
        super().setUp()
        self.make_key(ISSUER, "key")

    def test_attested_and_signed_at_once(self):
        process = self.assert_exit(self.attest_signed("attestation", "key", "log", "--json"), 0)
        self.assertEqual(json.loads(process.stdout)["signature"], {"name": ISSUER, "index": 0, "size": 1})
        self.assertEqual(self.text("log"), json.loads(process.stdout)["statement"] + "\n")
        for trusted in ("key.pub", self.keys["key"]):
            verdict = self.verdict(VALID, "--trust", trusted)
            self.assertEqual(verdict["signature"], "trusted")
            signer = "+".join(self.keys["key"].split("+")[:2])
            self.assertEqual(verdict["log"], {"checked": True, "signers": [signer], "origin": ISSUER, "index": 0,
                                              "size": 1, "seen": None})
        shown = self.assert_exit(self.verify("--trust", "key.pub"), VALID).stdout.splitlines()
        self.assertEqual(shown[:2], ["valid", "signature: trusted; whether everybody sees this log was not asked "
                                              "(see --log)"])
        self.assertIn(f"  signed by {signer}", shown)
        self.assertIn(f"  log       {ISSUER}, entry 1 of 1", shown)

    def test_unchecked_without_a_key_to_trust(self):
        self.assert_exit(self.attest_signed(), 0)
        self.assertEqual(self.verdict(VALID)["signature"], "unchecked")
        self.assertEqual(self.verdict(VALID)["log"]["checked"], False)
        shown = self.assert_exit(self.verify(), VALID).stdout
        self.assertTrue(shown.startswith("valid\nsignature: unchecked: "), shown)
        shown = self.assert_exit(run(VERIFIER, "show", "attestation", cwd=self.folder), 0).stdout
        self.assertIn(f"  log       {ISSUER}, entry 1 of 1 (unchecked)\n", shown)

    def test_signed_later_is_the_same(self):
        self.assert_exit(self.attest(), 0)
        self.assert_exit(self.prove("sign", "attestation", "--sign-key", "key", "--log", "log"), 0)
        self.assertEqual(self.verdict(VALID, "--trust", "key.pub")["signature"], "trusted")
        proof = self.text("attestation/statement.tlog-proof")
        self.assert_exit(self.prove("sign", "attestation", "--sign-key", "key", "--log", "log"), TROUBLE)
        self.assertEqual(self.text("attestation/statement.tlog-proof"), proof)
        self.assertEqual(len(self.text("log").splitlines()), 1)

    def test_what_is_no_attestation_is_not_signed(self):
        (self.folder / "attestation").mkdir()
        self.write("attestation/statement.json", "{}\n")
        for folder in ("attestation", "attestation/statement.json", "nowhere"):
            self.assert_exit(self.prove("sign", folder, "--sign-key", "key", "--log", "log"), TROUBLE)
        self.assertFalse((self.folder / "log").exists())

    def test_nothing_is_entered_for_a_ledger_that_is_refused(self):
        self.write("reserves.csv", "asset,reserve\nGOLD,3.24\nTIN,107.01\n")
        self.assert_exit(self.attest_signed(), REJECTED)
        self.assertFalse((self.folder / "log").exists() or (self.folder / "key.checkpoints").exists())

    def test_nothing_is_written_with_what_is_no_key(self):
        self.write("bad", "PRIVATE+KEY+a+00000000+" + "A" * 44 + "\n")
        for key, log in (("bad", "log"), ("nowhere", "log"), ("key.pub", "log"), ("key", "policy.json")):
            with self.subTest(key=key, log=log):
                self.assert_exit(self.attest_signed("attestation", key, log), TROUBLE)
                self.assertEqual(list(self.folder.glob("attestation*")), [])

    def test_a_log_restored_from_an_old_copy_is_not_signed(self):
        self.assert_exit(self.attest_signed("first"), 0)
        shutil.copy(self.folder / "log", self.folder / "old")
        self.assert_exit(self.attest_signed("second"), 0)
        old = self.text("old")
        process = self.assert_exit(self.attest_signed("third", "key", "old"), REJECTED)
        self.assertIn("'old' has 1 entries, and 2 were signed before: it is an old copy", process.stderr)
        self.assertFalse((self.folder / "third").exists())
        # Nor one that went on from there by itself.
        self.write("old", old + "00" * 32 + "\n" + "11" * 32 + "\n")
        self.assert_exit(self.attest_signed("third", "key", "old"), REJECTED)
        self.assertFalse((self.folder / "third").exists())
        self.assert_exit(self.attest_signed("third"), 0)
        self.verdict(VALID, "--trust", "key.pub", attestation="third")

    def test_keys_are_counted_up_to_the_threshold(self):
        self.make_key("auditor.example", "auditor")
        self.make_key("bank.example", "bank")
        self.assert_exit(self.attest_signed(), 0)
        everybody = ["--trust", "key.pub", "--trust", "auditor.pub", "--trust", self.keys["bank"]]
        self.reject("signature-untrusted", "signed by 1 of 3 trusted keys, not by 2", *everybody, "--threshold", "2")
        cosign = ["cosign", "attestation", "--trust", "key.pub", "--sign-key"]
        self.assert_exit(self.prove(*cosign, "bank"), 0)
        self.assertEqual(len(self.verdict(VALID, *everybody, "--threshold", "2")["log"]["signers"]), 2)
        self.reject("signature-untrusted", "signed by 2 of 3 trusted keys, not by 3", *everybody, "--threshold", "3")
        self.assert_exit(self.prove(*cosign, "auditor"), 0)
        self.verdict(VALID, *everybody, "--threshold", "3")
        # Others vouch for the log and do not speak for it.
        self.reject("signature-untrusted", f"not signed by a trusted key named '{ISSUER}'", *everybody[2:],
                    "--threshold", "2")
        process = self.assert_exit(self.verify(*everybody, "--trust", "key.pub", "--threshold", "4"), TROUBLE)
        self.assertIn("4 of the trusted keys are to have signed, and 3 are trusted", process.stderr)

    def test_a_cosigner_signs_one_log_of_a_name_and_only_for_who_he_trusts(self):
        self.make_key("auditor.example", "auditor")
        self.make_key("other.example", "other")
        self.assert_exit(self.attest_signed("one"), 0)
        self.assert_exit(self.attest_signed("another", "key", "log-2", "--log-memory", "memory-2"), 0)
        cosign = ["--sign-key", "auditor", "--trust"]
        self.assert_exit(self.prove("cosign", "one", *cosign, "other.pub"), REJECTED)
        self.assert_exit(self.prove("cosign", "one", *cosign, "key.pub"), 0)
        process = self.assert_exit(self.prove("cosign", "another", *cosign, "key.pub"), REJECTED)
        self.assertIn("was rewritten: its 1 entries do not agree with the 1 seen before", process.stderr)
        self.assertNotIn("auditor", self.text("another/statement.tlog-proof"))


class Memory(SigningTest):
    def setUp(self):
        super().setUp()
        self.make_key(ISSUER, "key")
        self.remember = ["--trust", "key.pub", "--log", "memory"]

    def seen(self, attestation, *options):
        return self.verdict(VALID, *self.remember, *options, attestation=attestation)["log"]["seen"]

    def test_a_log_that_grows_is_followed(self):
        for number, before in (("1", 0), ("2", 1), ("3", 2)):
            self.assert_exit(self.attest_signed(number), 0)
            self.assertEqual(self.seen(number), before)
        shown = self.assert_exit(self.verify(*self.remember, attestation="3"), VALID).stdout
        self.assertIn("signature: trusted\n", shown)
        self.assertIn("entry 3 of 3; one log with the 3 entries seen before\n", shown)
        self.assertEqual(self.text("memory").count("\n\n"), 6)

    def test_two_attestations_to_two_customers(self):
        self.assert_exit(self.attest_signed("for-alice"), 0)
        self.assert_exit(self.attest_signed("for-bob", "key", "log-2", "--log-memory", "memory-2"), 0)
        self.assertEqual(self.seen("for-alice"), 0)
        memory = self.text("memory")
        self.reject("log-consistency",
                    f"the log of '{ISSUER}' was rewritten: its 1 entries do not agree with the 1 seen before",
                    *self.remember, attestation="for-bob")
        # Both signed checkpoints are left as evidence.
        self.assertEqual(self.text("memory"), memory)
        self.verdict(VALID, "--trust", "key.pub", attestation="for-bob")

    def test_a_log_that_was_rewritten_and_grew(self):
        self.assert_exit(self.attest_signed("for-alice"), 0)
        self.assert_exit(self.attest_signed("for-bob", "key", "log-2", "--log-memory", "memory-2"), 0)
        self.assert_exit(self.attest_signed("for-carol", "key", "log-2", "--log-memory", "memory-2"), 0)
        self.seen("for-alice")
        self.reject("log-consistency",
                    f"the proof that the log of '{ISSUER}' grew from 1 to 2 entries does not hold: the log was "
                    "rewritten, or the proof damaged", *self.remember, attestation="for-carol")
        self.reject("log-consistency",
                    f"the log of '{ISSUER}' was rewritten: its 2 entries do not agree with the 1 seen before",
                    *self.remember, "--log-entries", "log-2", attestation="for-carol")

    def test_an_older_attestation_needs_the_entries(self):
        self.assert_exit(self.attest_signed("old"), 0)
        self.assert_exit(self.attest_signed("recent"), 0)
        self.seen("recent")
        self.reject("log-consistency",
                    f"the log of '{ISSUER}' has 1 entries here and had 2 when last seen, and nothing shows that "
                    "these are one log: its entries are needed", *self.remember, attestation="old")
        self.assertEqual(self.seen("old", "--log-entries", "log"), 2)

    def test_a_log_without_its_proof_needs_the_entries(self):
        self.assert_exit(self.attest_signed("first"), 0)
        self.seen("first")
        self.assert_exit(self.attest_signed("second"), 0)
        (self.folder / "second" / "statement.consistency").unlink()
        self.reject("log-consistency",
                    f"the log of '{ISSUER}' has 2 entries here and had 1 when last seen, and nothing shows that "
                    "these are one log: its entries are needed", *self.remember, attestation="second")
        self.assertEqual(self.seen("second", "--log-entries", "log"), 1)

    def test_what_is_rejected_is_not_remembered(self):
        self.assert_exit(self.attest_signed(), 0)
        with open(self.folder / "attestation" / "proof.bin", "ab") as proof:
            proof.write(b"\0")
        self.assertEqual(self.verdict(REJECTED, *self.remember)["reason"], "proof-length")
        self.assertFalse((self.folder / "memory").exists())

    def test_what_is_no_memory(self):
        self.assert_exit(self.attest_signed(), 0)
        self.write("memory", "nonsense\n")
        process = self.assert_exit(self.verify(*self.remember), TROUBLE)
        self.assertIn("'memory' is no memory of logs", process.stderr)
        self.assertEqual(self.text("memory"), "nonsense\n")


class Certificates(SigningTest, AuthorityTest):
    def setUp(self):
        super().setUp()
        self.make_authority("ca")
        self.make_certificate("bank", "ca")
        self.assert_exit(self.attest(), 0)

    def sign_cms(self, name="bank", *options):
        return self.prove("sign-cms", "attestation", "--cert", f"{name}.pem", "--key", f"{name}.key", *options)

    def test_ours_and_openssl_agree(self):
        self.assert_exit(self.sign_cms(), 0)
        self.openssl("cms", "-verify", "-binary", "-inform", "DER", "-in", "attestation/statement.p7s", "-content",
                     "attestation/statement.json", "-CAfile", "ca.pem", "-out", "content")
        verdict = self.verdict(VALID, "--ca", "ca.pem")
        self.assertEqual((verdict["signature"], verdict["certificate"]),
                         ("trusted", {"checked": True, "subject": "CN=bank"}))
        verdict = self.verdict(VALID)
        self.assertEqual((verdict["signature"], verdict["certificate"]),
                         ("unchecked", {"checked": False, "subject": "CN=bank"}))
        self.assertIn("  subject   CN=bank\n", self.assert_exit(self.verify("--ca", "ca.pem"), VALID).stdout)
        self.assertIn("  subject   CN=bank (unchecked)\n",
                      self.assert_exit(run(VERIFIER, "show", "attestation", cwd=self.folder), 0).stdout)
        self.assert_exit(self.sign_cms(), TROUBLE)

    def test_one_of_openssl_is_accepted(self):
        for form in ("DER", "PEM"):
            self.openssl("cms", "-sign", "-binary", "-in", "attestation/statement.json", "-signer", "bank.pem",
                         "-inkey", "bank.key", "-md", "sha256", "-outform", form, "-out", "attestation/statement.p7s")
            self.assertEqual(self.verdict(VALID, "--ca", "ca.pem")["signature"], "trusted")

    def test_a_key_under_a_passphrase(self):
        self.openssl("pkcs8", "-topk8", "-in", "bank.key", "-out", "locked.key", "-passout", "pass:correct horse")
        shutil.copy(self.folder / "bank.pem", self.folder / "locked.pem")
        self.write("wrong", "battery staple\n")
        self.write("right", "correct horse\n")
        self.assert_exit(self.sign_cms("locked"), TROUBLE)
        self.assert_exit(self.sign_cms("locked", "--passphrase-file", "wrong"), TROUBLE)
        self.assert_exit(self.sign_cms("locked", "--passphrase-file", "right"), 0)
        self.verdict(VALID, "--ca", "ca.pem")

    def test_both_kinds_of_signature(self):
        self.make_key(ISSUER, "key")
        self.assert_exit(self.sign_cms(), 0)
        self.assert_exit(self.prove("sign", "attestation", "--sign-key", "key", "--log", "log"), 0)
        verdict = self.verdict(VALID, "--trust", "key.pub", "--ca", "ca.pem")
        self.assertEqual((verdict["log"]["checked"], verdict["certificate"]["checked"]), (True, True))


class Timestamps(SigningTest, AuthorityTest):
    def setUp(self):
        super().setUp()
        self.make_clock()
        self.assert_exit(self.attest(), 0)
        self.assert_exit(self.prove("timestamp-request", "attestation", "--out", "request"), 0)
        self.answer("request", "answer")

    def attach(self, *options, answer="answer"):
        return self.prove("timestamp-attach", "attestation", answer, *options)

    def test_asked_for_attached_and_checked(self):
        self.assert_exit(self.attach("--tsa-ca", "time.pem", "--request", "request"), 0)
        self.openssl("ts", "-verify", "-data", "attestation/statement.json", "-in", "attestation/statement.tsr",
                     "-CAfile", "time.pem")
        verdict = self.verdict(VALID, "--tsa-ca", "time.pem", "--max-age", "1h")
        self.assertEqual((verdict["timestamp"]["checked"], verdict["signature"], verdict["age_of"]),
                         (True, "none", "created"))
        self.assertFalse(self.verdict(VALID)["timestamp"]["checked"])
        self.assert_exit(self.attach(), TROUBLE)

    def test_unchecked_it_is_at_least_of_this_statement(self):
        self.assertIn("not checked", self.assert_exit(self.attach(), 0).stdout)
        self.assert_exit(self.attest(out="other", secrets="others"), 0)
        self.assert_exit(self.prove("timestamp-attach", "other", "answer"), REJECTED)
        self.assertFalse((self.folder / "other" / "statement.tsr").exists())

    def test_an_answer_to_another_request(self):
        self.assert_exit(self.prove("timestamp-request", "attestation", "--out", "second"), 0)
        process = self.assert_exit(self.attach("--tsa-ca", "time.pem", "--request", "second"), REJECTED)
        self.assertIn("nonce mismatch", process.stderr)
        self.assert_exit(self.attach("--request", "second"), USAGE)
        self.assertFalse((self.folder / "attestation" / "statement.tsr").exists())

    def test_age_is_that_of_the_older_time(self):
        self.assert_exit(self.attach(), 0)
        created = self.verdict(VALID)["created"]
        self.reject("age", f"created: {created} is in the future: it is 2020-01-01T00:00:00Z", "--max-age", "1d",
                    "--at", "2020-01-01T00:00:00Z")
        later = "2099-01-01T00:00:00Z"
        verdict = self.verdict(REJECTED, "--max-age", "52w", "--at", later)
        self.assertRegex(verdict["detail"], rf"^created: {created} is \d+ seconds before {later}, more than 31449600$")
        shown = self.assert_exit(self.verify("--max-age", "1h"), VALID).stdout
        self.assertIn("  age       counted from what the issuer says under created\n", shown)


if __name__ == "__main__":
    unittest.main()
