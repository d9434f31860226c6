"""The second verifier, written from the documents alone, comes to the same verdict for the same reason as the first: on
attestations of every shipped circuit and their receipts, and on changes to each part of them."""
import hashlib
import json
import random
import re
import sys
import unittest

from programs import MINIMUM_CIRCUIT, REJECTED, ROOT, VALID, ProgramTest, asset, make_sample, policy, run

sys.path.insert(0, str(ROOT / "tests"))
import second_verifier  # noqa: E402  (found only now)

SECOND = ROOT / "tests" / "second_verifier.py"


def canonical(statement):
    return second_verifier.canonical_json(statement) + b"\n"


class SecondOpinion(ProgramTest):
    def first_verdict(self, process):
        verdict = json.loads(process.stdout)
        return verdict["reason"] or "ok", verdict.get("segment")

    def assert_same_verdict(self):
        folder = str(self.folder / "attestation")
        verdict = self.first_verdict(self.verify("--json"))
        self.assertEqual(second_verifier.verdict_of(second_verifier.verify_attestation, folder), verdict)
        return verdict

    def assert_same_verdict_on_receipt(self, receipt, attestation="attestation"):
        self.write("receipt.json", receipt)
        verdict = self.first_verdict(self.check_receipt("receipt.json", "--json", attestation=attestation))
        second = second_verifier.verdict_of(second_verifier.verify_receipt, str(self.folder / "receipt.json"),
                                            str(self.folder / attestation))
        self.assertEqual(second, verdict)
        return verdict[0]

    def read(self, name):
        return (self.folder / "attestation" / name).read_bytes()

    def write_part(self, name, content):
        (self.folder / "attestation" / name).write_bytes(content)

    def statement(self):
        return json.loads(self.read("statement.json"))

    def seal(self, statement):
        """Writes a statement whose digests and root are those of the files."""
        accounts, proof = self.read("accounts.bin"), self.read("proof.bin")
        statement["files"] = {"accounts.bin": hashlib.sha256(accounts).hexdigest(),
                              "proof.bin": hashlib.sha256(proof).hexdigest()}
        leaves = [accounts[at:at + 32] for at in range(0, len(accounts), 32)]
        statement["claim"]["root"] = second_verifier.merkle_root(leaves).hex()
        self.write_part("statement.json", canonical(statement))

    def attest_sample(self, circuit, accounts, assets):
        make_sample.make(self.folder, circuit, accounts, assets)
        self.assert_exit(self.attest(), VALID)
        self.assertEqual(self.assert_same_verdict(), ("ok", None))

    def attest_small_spot(self):
        self.write_small_spot()
        self.assert_exit(self.attest(), VALID)

    def test_shipped_circuits(self):
        for circuit in make_sample.COLUMNS:
            for accounts, assets in ((1, 1), (2, 3), (5, 2), (33, 12)):
                with self.subTest(circuit=circuit, accounts=accounts, assets=assets):
                    self.setUp()
                    self.attest_sample(circuit, accounts, assets)

    def test_circuit_of_the_issuer(self):
        self.write("minimum.circuit", MINIMUM_CIRCUIT)
        self.write_exchange(policy("minimum.circuit", [asset("GOLD", price="70.5")]),
                            ["alice,GOLD,10", "bob,GOLD,0.15"])
        self.assert_exit(self.attest(), VALID)
        self.assertEqual(self.assert_same_verdict(), ("ok", None))

    def test_every_string_of_a_proof(self):
        """Every seventh: its lowest or a high bit flipped, the string before it repeated, or no canonical string."""
        self.attest_small_spot()
        statement, sound = self.statement(), self.read("proof.bin")
        reasons = set()
        for at in range(32, len(sound), 7 * 32):
            before, string, after = sound[:at], sound[at:at + 32], sound[at + 32:]
            for changed in (bytes([string[0] ^ 1]) + string[1:], string[:31] + bytes([string[31] ^ 1]),
                            before[-32:], b"\xff" * 32):
                with self.subTest(string=at // 32, changed=changed.hex()):
                    self.write_part("proof.bin", before + changed + after)
                    self.seal(statement)
                    reasons.add(self.assert_same_verdict()[0])
        self.assertLessEqual({"point", "scalar", "product-factor"}, reasons)

    def test_files(self):
        self.attest_small_spot()
        statement, accounts, proof = self.statement(), self.read("accounts.bin"), self.read("proof.bin")
        for name, content, reason in [
            ("accounts.bin", accounts[:-1], "accounts-length"),
            ("accounts.bin", accounts + accounts[:32], "accounts-length"),
            ("accounts.bin", accounts[32:] + accounts[:32], "accounts-digest"),
            ("proof.bin", proof + b"\0", "proof-length"),
            ("proof.bin", b"", "proof-length"),
            ("proof.bin", proof[:-1] + b"\1", "proof-digest"),
        ]:
            with self.subTest(name=name, reason=reason):
                self.write_part(name, content)
                self.assertEqual(self.assert_same_verdict()[0], reason)
                self.write_part("accounts.bin", accounts)
                self.write_part("proof.bin", proof)
        for content, reason in [(accounts[32:] + accounts[:32], "product-factor"),
                                (b"\xff" * 32 + accounts[32:], "commitment")]:
            with self.subTest(reason=reason):
                self.write_part("accounts.bin", content)
                self.seal(statement)
                self.assertEqual(self.assert_same_verdict()[0], reason)

    def test_statements(self):
        self.attest_small_spot()
        sound = self.statement()
        for path, value, reason in [
            ("version", "zksolv/2", "version"),
            ("version", 1, "statement-schema"),
            ("issuer", "Another", "product-factor"),
            ("issuer", "a\x85", "statement-schema"),
            ("created", "2026-02-29T00:00:00Z", "time"),
            ("created", "2024-02-29T00:00:00Z", "product-factor"),
            ("generators", "mine", "generators"),
            ("root", "00" * 32, "root"),
            ("rows", 4, "accounts-length"),
            ("rows", 0, "shape"),
            ("segment_rows", 3, "shape"),
            ("segment_rows", 1, "proof-length"),
            ("circuit/name", "cross_margin", "circuit"),
            ("circuit/text", "circuit spot\n", "circuit"),
            ("params/coverage", "1.0", "number"),
            ("params/coverage", "0.9", "policy"),
            ("params/coverage", "1.01", "product-factor"),
            ("params/cover", "1", "circuit"),
            ("pool/reserve", ["3.25"], "circuit"),
            ("pool/reserve", ["3.25", "-1"], "number"),
            ("pool/reserve", ["3.25", "107"], "product-factor"),
            ("quote/decimals", 37, "number"),
            ("indexes/asset/0/bytes", 9, "proof-length"),
            ("indexes/asset/0/price", "0", "policy"),
            ("indexes/asset/0/haircut", "0", "circuit"),
            ("indexes/asset/0/name", "TIN", "circuit"),
        ]:
            with self.subTest(path=path, value=value):
                statement = json.loads(json.dumps(sound))
                place, (*parents, last) = statement["claim"], [int(w) if w.isdigit() else w for w in path.split("/")]
                for parent in parents:
                    place = place[parent]
                place[last] = value
                self.write_part("statement.json", canonical(statement))
                self.assertEqual(self.assert_same_verdict()[0], reason)

    def test_circuits_with_words_changed(self):
        """Mostly refused, sometimes another circuit, whose proof fails."""
        self.attest_sample("cross_margin", 2, 2)
        sound = self.statement()
        text = sound["claim"]["circuit"]["text"]
        words = re.findall(r"#[^\n]*|\s+|\w+|[<>=]=|.", text[text.index("circuit "):])
        draws, reasons = random.Random("words"), set()
        for _ in range(200):
            changed, at = list(words), draws.randrange(len(words))
            others = draws.choices([*words, "0", "2", "total(", "public", "bytes 3"], k=draws.randrange(3))
            changed[at:at + draws.randrange(2)] = others
            sound["claim"]["circuit"]["text"] = "".join(changed)
            with self.subTest(sound["claim"]["circuit"]["text"]):
                self.write_part("statement.json", canonical(sound))
                reasons.add(self.assert_same_verdict()[0])
        self.assertLessEqual({"circuit", "product-factor"}, reasons)

    def test_encodings_of_a_statement(self):
        self.attest_small_spot()
        sound = self.read("statement.json")
        for content in (sound[:-1], sound + b"\n", b"", b"[]\n", b"{}\n", b"\xef\xbb\xbf" + sound,
                        sound.replace(b":", b": ", 1), sound.replace(b"Test", b"\\u0054est"),
                        sound.replace(b"Test", b"T\\best"), sound.replace(b'"rows":3', b'"rows":3.0'),
                        sound.replace(b'"rows":3', b'"rows":9007199254740992'), sound.replace(b"Test", b"T\xffst"),
                        sound.replace(b"Test", "Tést".encode())):
            with self.subTest(content[:40]):
                self.write_part("statement.json", content)
                self.assert_same_verdict()

    def test_receipts(self):
        self.attest_small_spot()
        sound = json.loads(self.assert_exit(self.make_receipt("bob"), VALID).stdout)
        index, blinding = sound["index"], int.from_bytes(bytes.fromhex(sound["blinding"]), "little")
        for change, reason in [
            ({}, "ok"),
            ({"account": "rob"}, "receipt-opening"),
            ({"account": "bob\n"}, "receipt-schema"),
            ({"values": {"balance": {"GOLD": "2", "TIN": "100"}}}, "receipt-opening"),
            ({"values": {"balance": {"GOLD": "2.0", "TIN": "100.01"}}}, "receipt-value"),
            ({"values": {"balance": {"GOLD": "2.001", "TIN": "100.01"}}}, "receipt-value"),
            ({"values": {"balance": {"GOLD": "0", "TIN": "100.01"}}}, "receipt-value"),
            ({"values": {"balance": {"LEAD": "2"}}}, "receipt-value"),
            ({"values": {"balance": "2"}}, "receipt-value"),
            ({"values": {"reserve": {"GOLD": "2"}}}, "receipt-value"),
            ({"values": {"balance": {}}}, "receipt-schema"),
            ({"blinding": (blinding + second_verifier.ORDER).to_bytes(32, "little").hex()}, "receipt-opening"),
            ({"commitment": "00" * 32}, "receipt-opening"),
            ({"index": (index + 1) % 3}, "receipt-opening"),
            ({"index": 3}, "receipt-path"),
            ({"index": -1}, "receipt-schema"),
            ({"index": 2**63}, "receipt-encoding"),
            ({"path": sound["path"][:-1]}, "receipt-path"),
            ({"path": sound["path"] + ["00" * 32]}, "receipt-path"),
            ({"statement": "00" * 32}, "receipt-statement"),
            ({"version": "zksolv/2 receipt"}, "receipt-version"),
            ({"surplus": 1}, "receipt-schema"),
        ]:
            with self.subTest(change):
                self.assertEqual(self.assert_same_verdict_on_receipt(sound | change), reason)
        elsewhere = sound | {"index": (index + 1) % 3}
        self.assertEqual(self.assert_same_verdict_on_receipt(elsewhere, "attestation/statement.json"), "receipt-path")
        self.assertEqual(self.assert_same_verdict_on_receipt("{} {}"), "receipt-encoding")

    def test_command_line(self):
        self.attest_small_spot()
        self.write("receipt.json", self.assert_exit(self.make_receipt("bob"), VALID).stdout)
        receipt = [SECOND, "receipt", "receipt.json", "--attestation", "attestation"]
        process = self.assert_exit(run(SECOND, "verify", "attestation", cwd=self.folder), VALID)
        self.assertEqual(process.stdout, "valid\n")
        self.assert_exit(run(*receipt, cwd=self.folder), VALID)
        self.write_part("proof.bin", b"")
        self.assertEqual(self.assert_exit(run(*receipt, cwd=self.folder), REJECTED).stdout, "rejected: proof-length\n")
        self.assert_exit(run(SECOND, "verify", "nowhere", cwd=self.folder), 3)
        self.assert_exit(run(SECOND, "verify", cwd=self.folder), 2)


if __name__ == "__main__":
    unittest.main()
