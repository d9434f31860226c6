"""Every reason for which a verifier rejects what vouches for an attestation, each from a folder in which only that is
wrong, with its text."""
import json
import os
import shutil
import unittest

from authorities import AuthorityTest
from programs import PROVER, REJECTED, TROUBLE, USAGE, VALID, run

ISSUER = "issuer.example/solvency"
FILES = {"proof": "statement.tlog-proof", "consistency": "statement.consistency", "cms": "statement.p7s",
         "timestamp": "statement.tsr"}


class VouchersTest(AuthorityTest):
    """Two attestations, the second with everything that vouches for one, and changes to it."""

    def setUp(self):
        super().setUp()
        self.write_small_spot()
        self.make_clock()
        self.make_authority("ca")
        self.make_certificate("bank", "ca")
        self.prove("keygen", "--name", ISSUER, "--out", "key")
        for out in ("first", "attestation"):
            self.assert_exit(self.attest("--sign-key", "key", "--log", "log", out=out, secrets=out + ".secrets"), 0)
        self.sign_cms("bank")
        self.prove("timestamp-request", "attestation", "--out", "request")
        self.answer("request", "answer")
        self.prove("timestamp-attach", "attestation", "answer")
        self.sound = {name: self.path(name).read_bytes() for name in FILES}

    def prove(self, command, *arguments):
        return self.assert_exit(run(PROVER, command, *arguments, cwd=self.folder), 0)

    def sign_cms(self, name):
        self.path("cms").unlink(missing_ok=True)
        self.prove("sign-cms", "attestation", "--cert", f"{name}.pem", "--key", f"{name}.key")

    def path(self, name):
        return self.folder / "attestation" / FILES[name]

    def put(self, name, content):
        self.path(name).write_bytes(content.encode() if isinstance(content, str) else content)

    def proof(self):
        return self.sound["proof"].decode()

    def assert_rejected(self, reason, detail, *options):
        """`detail` ends in "..." where the rest is OpenSSL's."""
        verdict = json.loads(self.assert_exit(self.verify("--json", *options), REJECTED).stdout)
        self.assertIs(verdict["valid"], False)
        self.assertEqual(verdict["reason"], reason)
        if detail.endswith("..."):
            self.assertTrue(verdict["detail"].startswith(detail[:-3]), verdict["detail"])
        else:
            self.assertEqual(verdict["detail"], detail)
        self.assertTrue(self.verify(*options).stdout.startswith(f"rejected: {reason}: "))

    def assert_accepted(self, *options):
        self.assert_exit(self.verify(*options), VALID)

    def test_the_sound_one_is_accepted(self):
        self.assert_accepted("--trust", "key.pub", "--ca", "ca.pem", "--tsa-ca", "time.pem", "--log", "memory",
                             "--max-age", "1h")

    def test_missing(self):
        for name, options, reason in (("proof", ["--trust", "key.pub"], "signature-missing"),
                                      ("cms", ["--ca", "ca.pem"], "signature-missing"),
                                      ("timestamp", ["--tsa-ca", "time.pem"], "timestamp-missing")):
            with self.subTest(name):
                self.assert_accepted(*options)
                self.path(name).unlink()
                self.assert_rejected(reason, f"it has no {FILES[name]}", *options)
                self.assert_accepted()

    def test_malformed_proof(self):
        text = self.proof()
        signature = text.splitlines()[-1]
        for bad, detail in (
            ("", "line 1: not 'c2sp.org/tlog-proof@v1'"),
            (text.replace("@v1", "@v2", 1), "line 1: not 'c2sp.org/tlog-proof@v1'"),
            (text.replace("index 1", "index 01"), "line 2: not 'index' and a decimal number below 2^63"),
            (text.replace("index 1\n", "index 1\nx\n"), "line 3: not a node: 32 bytes in base64"),
            (text.replace("=\n\n", "=\n", 1), "line 4: not a node: 32 bytes in base64"),
            (text.replace("\n2\n", "\n02\n"),
             "the checkpoint: line 2: not a number of entries: decimal, below 2^63, no leading zero"),
            (text[:-1], "the checkpoint: line 5: no line feed at its end"),
            (text.replace(signature + "\n", ""),
             "the checkpoint: line 4: no signature behind the empty line"),
            (text.replace(signature, signature[:-1]),
             "the checkpoint: line 5: the signature is not canonical base64 of 5 to 8192 bytes"),
        ):
            with self.subTest(detail):
                self.put("proof", bad)
                self.assert_rejected("signature-encoding", detail)
                self.assert_rejected("signature-encoding", detail, "--trust", "key.pub")

    def test_other_malformed_files(self):
        for name, bad, reason, detail in (
            ("consistency", "zksolv/2 consistency\n", "signature-encoding", "line 1: not 'zksolv/1 consistency'"),
            ("consistency", self.sound["consistency"] + b"\n", "signature-encoding",
             "line 4: an empty line at the end"),
            ("cms", b"", "signature-encoding", "the CMS signature: empty, or more than 262144 bytes"),
            ("cms", b"nonsense", "signature-encoding", "the CMS signature: not CMS signed data in DER or PEM"),
            ("cms", self.sound["cms"] + b"\0", "signature-encoding",
             "the CMS signature: not CMS signed data in DER or PEM"),
            ("cms", self.sound["timestamp"], "signature-encoding",
             "the CMS signature: not CMS signed data in DER or PEM"),
            ("timestamp", b"", "timestamp-encoding", "the timestamp: empty, or more than 262144 bytes"),
            ("timestamp", self.sound["timestamp"][:-1], "timestamp-encoding",
             "the timestamp: neither a response nor a token of RFC 3161 in DER"),
            ("timestamp", self.sound["cms"], "timestamp-encoding", "the timestamp: what is signed is no timestamp"),
        ):
            with self.subTest(name, detail=detail):
                self.put(name, bad)
                self.assert_rejected(reason, detail)
                self.put(name, self.sound[name])
        self.assert_accepted()

    def test_longer_than_any(self):
        for name, reason in (("proof", "signature-encoding"), ("consistency", "signature-encoding"),
                             ("cms", "signature-encoding"), ("timestamp", "timestamp-encoding")):
            with self.subTest(name):
                self.put(name, b"x" * (1 << 20))
                self.assertEqual(json.loads(self.assert_exit(self.verify("--json"), REJECTED).stdout)["reason"], reason)
                self.put(name, self.sound[name])

    def test_what_is_no_regular_file(self):
        for name in FILES:
            with self.subTest(name):
                self.path(name).unlink()
                os.mkfifo(self.path(name))
                self.assertIn("is not a file", self.assert_exit(self.verify(), TROUBLE).stderr)
                self.path(name).unlink()
                self.path(name).mkdir()
                self.assertIn("is not a file", self.assert_exit(self.verify(), TROUBLE).stderr)
                self.path(name).rmdir()

    def test_a_changed_checkpoint(self):
        self.put("proof", self.proof().replace("\n2\n", "\n3\n"))
        self.assert_rejected("signature-invalid", f"the signature of '{ISSUER}' does not verify", "--trust", "key.pub")

    def test_another_key_of_the_same_name(self):
        self.prove("keygen", "--name", ISSUER, "--out", "stranger")
        self.assert_rejected("signature-untrusted", "signed by 0 of 1 trusted keys, not by 1", "--trust",
                             "stranger.pub")
        # With the id of the trusted key before a signature by another.
        theirs = self.folder / "theirs"
        shutil.copytree(self.folder / "attestation", theirs)
        (theirs / "statement.tlog-proof").unlink()
        self.prove("sign", "theirs", "--sign-key", "stranger", "--log", "log")
        line = (theirs / "statement.tlog-proof").read_text().splitlines()[-1]
        ours = self.proof().splitlines()[-1]
        head = ours.index(ISSUER) + len(ISSUER) + 1
        # Five characters of base64 and two bits hold the id.
        self.put("proof", self.proof().replace(ours, ours[:head + 8] + line[head + 8:]))
        self.assert_rejected("signature-invalid", f"the signature of '{ISSUER}' does not verify", "--trust", "key.pub")

    def test_the_proof_of_another_statement(self):
        other = (self.folder / "first" / "statement.tlog-proof").read_bytes()
        self.put("proof", other)
        self.assert_rejected("log-inclusion",
                             f"the log of 1 entries of '{ISSUER}' has another statement at its entry 0",
                             "--trust", "key.pub")

    def test_another_place_in_the_log(self):
        self.put("proof", self.proof().replace("index 1", "index 0"))
        self.assert_rejected("log-inclusion",
                             f"the log of 2 entries of '{ISSUER}' has another statement at its entry 0",
                             "--trust", "key.pub")

    def test_a_tampered_statement(self):
        statement = self.folder / "attestation" / "statement.json"
        statement.write_text(statement.read_text().replace("Test Exchange", "Best Exchange"))
        self.assert_rejected("log-inclusion",
                             f"the log of 2 entries of '{ISSUER}' has another statement at its entry 1",
                             "--trust", "key.pub")
        self.assert_rejected("signature-invalid", "the CMS signature: ...", "--ca", "ca.pem")
        self.assert_rejected("timestamp-invalid", "the timestamp: ...", "--tsa-ca", "time.pem")

    def test_certificates_nobody_trusts(self):
        self.make_authority("stranger")
        self.assert_rejected("signature-untrusted", "the CMS signature's certificate: unable to get local issuer "
                             "certificate (certificate 0 of its chain)", "--ca", "stranger.pem")
        self.make_certificate("server", "ca", "extendedKeyUsage=serverAuth")
        self.sign_cms("server")
        self.assert_rejected("signature-untrusted",
                             "the CMS signature: its certificate is not for signing documents or mail", "--ca",
                             "ca.pem")
        self.make_certificate("impostor", "bank")
        self.sign_cms("impostor")
        self.assert_rejected("signature-untrusted", "the CMS signature's certificate: ...", "--ca", "ca.pem")

    def test_certificates_at_the_wrong_time(self):
        self.assert_rejected("signature-untrusted", "the CMS signature's certificate: certificate has expired "
                             "(certificate 0 of its chain)", "--ca", "ca.pem", "--at", "2028-06-01T00:00:00Z")
        self.assert_rejected("signature-untrusted", "the CMS signature's certificate: certificate is not yet valid ...",
                             "--ca", "ca.pem", "--at", "2001-01-01T00:00:00Z")
        self.assert_rejected("timestamp-invalid", "the timestamp: ...", "--tsa-ca", "time.pem", "--at",
                             "2028-06-01T00:00:00Z")

    def test_signatures_by_the_wrong_key(self):
        self.make_certificate("other", "ca")
        self.assert_exit(run(PROVER, "sign-cms", "first", "--cert", "bank.pem", "--key", "other.key", cwd=self.folder),
                         TROUBLE)
        self.assertFalse((self.folder / "first" / "statement.p7s").exists())

    def test_timestamps_nobody_trusts(self):
        self.assert_rejected("timestamp-invalid", "the timestamp: ...", "--tsa-ca", "ca.pem")
        self.prove("timestamp-request", "first", "--out", "first.request")
        self.answer("first.request", "first.answer")
        self.put("timestamp", (self.folder / "first.answer").read_bytes())
        self.assert_rejected("timestamp-invalid", "the timestamp: message imprint mismatch", "--tsa-ca", "time.pem")

    def test_age(self):
        created = json.loads(self.verify("--json").stdout)["created"]
        self.assert_rejected("age", f"created: {created} is in the future: it is 2020-01-01T00:00:00Z", "--max-age",
                             "1w", "--at", "2020-01-01T00:00:00Z")
        self.assert_rejected("age", f"created: {created} is ...", "--max-age", "1w", "--at", "2090-01-01T00:00:00Z")

    def test_files_of_trust_that_cannot_be_used(self):
        for options in (["--trust", "nowhere.pub"], ["--trust", "ca.pem"], ["--trust", "a+b"], ["--ca", "nowhere"],
                        ["--ca", "key.pub"], ["--tsa-ca", "key.pub"],
                        ["--trust", "key.pub", "--log", "nowhere/memory"],
                        ["--trust", "key.pub", "--log", "memory", "--log-entries", "key.pub"]):
            with self.subTest(options):
                self.assert_exit(self.verify(*options), TROUBLE)

    def make_the_receipt(self):
        self.write("receipt.json",
                   self.assert_exit(self.make_receipt("bob", secrets="attestation.secrets"), VALID).stdout)

    def receipt_verdict(self, status, *options, **more):
        process = self.check_receipt("receipt.json", "--json", *options, **more)
        return json.loads(self.assert_exit(process, status).stdout)

    def test_a_receipt_says_whose_attestation_it_is_in(self):
        self.make_the_receipt()
        verdict = self.receipt_verdict(VALID)
        self.assertEqual(verdict["signature"], "unchecked")
        self.assertIn("signature: unchecked: anybody", self.check_receipt("receipt.json").stdout)
        options = ("--trust", "key.pub", "--ca", "ca.pem", "--tsa-ca", "time.pem", "--max-age", "1h", "--log", "memory")
        for seen in (0, 2):
            verdict = self.receipt_verdict(VALID, *options)
            self.assertEqual(verdict["signature"], "trusted")
            self.assertEqual((verdict["log"]["checked"], verdict["log"]["seen"]), (True, seen))
            self.assertEqual(verdict["certificate"], {"checked": True, "subject": "CN=bank"})
            self.assertIs(verdict["timestamp"]["checked"], True)
            self.assertIn(verdict["age_of"], ("created", "timestamp"))
        said = self.check_receipt("receipt.json", *options).stdout
        for line in ("\nsignature: trusted\n", "\n  subject   CN=bank\n", f"\n  log       {ISSUER}, entry 2 of 2;"):
            self.assertIn(line, said)

    def test_a_receipt_of_nobodys_attestation(self):
        self.make_the_receipt()
        for name in FILES:
            self.path(name).unlink()
        self.assertEqual(self.receipt_verdict(VALID)["signature"], "none")
        self.assertIn("\nsignature: none: nothing", self.check_receipt("receipt.json").stdout)

    def test_a_receipt_is_rejected_for_what_vouches_for_its_attestation(self):
        self.make_the_receipt()
        self.make_authority("stranger")
        self.prove("keygen", "--name", ISSUER, "--out", "other")
        for options, reason in ((("--trust", "other.pub"), "signature-untrusted"),
                                (("--ca", "stranger.pem"), "signature-untrusted"),
                                (("--tsa-ca", "stranger.pem"), "timestamp-invalid"),
                                (("--max-age", "1s", "--at", "2090-01-01T00:00:00Z"), "age"),
                                (("--oracle", "key.pub"), "price-untrusted"),
                                (("--custodian", "key.pub"), "reserve-untrusted")):
            for proof in ((), ("--no-proof",)):
                with self.subTest(options, proof=proof):
                    self.assertEqual(self.receipt_verdict(REJECTED, *options, *proof)["reason"], reason)
        for name, options, reason in (("proof", ("--trust", "key.pub"), "signature-missing"),
                                      ("cms", ("--ca", "ca.pem"), "signature-missing"),
                                      ("timestamp", ("--tsa-ca", "time.pem"), "timestamp-missing")):
            with self.subTest(name):
                self.put(name, "nonsense")
                encoding = "timestamp-encoding" if name == "timestamp" else "signature-encoding"
                self.assertEqual(self.receipt_verdict(REJECTED)["reason"], encoding)
                self.path(name).unlink()
                self.assertEqual(self.receipt_verdict(REJECTED, *options)["reason"], reason)
                self.put(name, self.sound[name])
                self.receipt_verdict(VALID, *options)

    def test_a_receipt_remembers_a_log_of_what_is_verified(self):
        self.make_the_receipt()
        process = self.check_receipt("receipt.json", "--no-proof", "--trust", "key.pub", "--log", "memory")
        self.assertIn("--log cannot be used with --no-proof", self.assert_exit(process, USAGE).stderr)
        (self.folder / "attestation" / "proof.bin").write_bytes(b"")
        verdict = self.receipt_verdict(REJECTED, "--trust", "key.pub", "--log", "memory")
        self.assertEqual(verdict["reason"], "proof-length")
        self.assertFalse((self.folder / "memory").exists())

    def test_a_receipt_with_a_log_that_was_rewritten(self):
        self.make_the_receipt()
        self.write("memory", "")
        for name, log in (("others", "other.log"), ("more", "other.log")):
            self.assert_exit(self.attest("--sign-key", "key", "--log", log, "--log-memory", "other.memory", out=name,
                                         secrets=name + ".secrets"), 0)
        self.assert_exit(self.verify("--trust", "key.pub", "--log", "memory", attestation="more"), VALID)
        verdict = self.receipt_verdict(REJECTED, "--trust", "key.pub", "--log", "memory")
        self.assertEqual(verdict["reason"], "log-consistency")

    def test_a_receipt_with_a_statement_alone(self):
        self.make_the_receipt()
        alone = {"attestation": "attestation/statement.json"}
        for options in (("--trust", "key.pub"), ("--ca", "ca.pem"), ("--tsa-ca", "time.pem")):
            with self.subTest(options):
                process = self.check_receipt("receipt.json", *options, **alone)
                self.assertIn(f"{options[0]} needs the attestation's folder: 'attestation/statement.json' is a "
                              "statement alone", self.assert_exit(process, USAGE).stderr)
                process = self.check_receipt("receipt.json", *options, attestation="-", input="")
                self.assert_exit(process, USAGE)
        self.assertIsNone(self.receipt_verdict(VALID, **alone)["signature"])
        self.assertIn("signature not looked for", self.check_receipt("receipt.json", **alone).stdout)
        self.assertEqual(self.receipt_verdict(VALID, "--max-age", "1h", **alone)["age_of"], "created")
        for options, reason in ((("--max-age", "1s", "--at", "2090-01-01T00:00:00Z"), "age"),
                                (("--oracle", "key.pub"), "price-untrusted")):
            self.assertEqual(self.receipt_verdict(REJECTED, *options, **alone)["reason"], reason)
        self.assert_exit(self.check_receipt("receipt.json", "--trust", "key.pub", attestation="nowhere"), TROUBLE)


if __name__ == "__main__":
    unittest.main()
