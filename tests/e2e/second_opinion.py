"""The second verifier, written from the documents alone, comes to the same verdict for the same reason as the first: on
attestations of every shipped circuit and their receipts, and on changes to each part of them. And its compiler makes of
circuits, drawn at random or at the edges of the language, the same columns and constraints."""
import collections
import hashlib
import json
import os
import random
import re
import sys
import unittest

import edge_circuits
from programs import MINIMUM_CIRCUIT, REJECTED, ROOT, VALID, ProgramTest, asset, make_sample, policy, run

sys.path.insert(0, str(ROOT / "tests"))
from random_circuits import random_claim  # noqa: E402  (found only now)
from second_verifier.attestation import verify_attestation, verify_receipt  # noqa: E402
from second_verifier.compiler import System  # noqa: E402
from second_verifier.errors import Rejected  # noqa: E402
from second_verifier.formats import canonical_json, merkle_root  # noqa: E402
from second_verifier.group import ORDER  # noqa: E402
from second_verifier.public_numbers import Numbers  # noqa: E402
from second_verifier.vectors import verdict_of  # noqa: E402
from second_verifier.wellformed import Circuit  # noqa: E402

SECOND = ROOT / "tests" / "second_verifier" / "__main__.py"
DUMP_TABLES = os.environ["ZKSOLV_DUMP_TABLES"]


def canonical(statement):
    return canonical_json(statement) + b"\n"


def with_member(statement, path, value):
    """A copy whose claim has another value at the path."""
    statement = json.loads(json.dumps(statement))
    place, (*parents, last) = statement["claim"], [int(word) if word.isdigit() else word for word in path.split("/")]
    for parent in parents:
        place = place[parent]
    place[last] = value
    return statement


class SecondOpinion(ProgramTest):
    def first_verdict(self, process):
        verdict = json.loads(process.stdout)
        return verdict["reason"] or "ok", verdict.get("segment")

    def assert_same_verdict(self):
        folder = str(self.folder / "attestation")
        verdict = self.first_verdict(self.verify("--json"))
        self.assertEqual(verdict_of(verify_attestation, folder), verdict)
        return verdict

    def assert_same_verdict_on_receipt(self, receipt, attestation="attestation"):
        self.write("receipt.json", receipt)
        verdict = self.first_verdict(self.check_receipt("receipt.json", "--json", attestation=attestation))
        second = verdict_of(verify_receipt, str(self.folder / "receipt.json"), str(self.folder / attestation))
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
        statement["claim"]["root"] = merkle_root(leaves).hex()
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
            for accounts, assets in ((1, 1), (2, 3), (17, 12)):
                with self.subTest(circuit=circuit, accounts=accounts, assets=assets):
                    self.setUp()
                    self.attest_sample(circuit, accounts, assets)

    def test_shipped_circuits_with_several_files(self):
        """And the receipt of each account, which shows committed advice."""
        for circuit in make_sample.IN_MEMORY.keys() - make_sample.COLUMNS.keys():
            with self.subTest(circuit=circuit):
                self.setUp()
                self.attest_sample(circuit, 4, 2)
                first = self.ledgers()[1]
                for account in {line.split(",")[0] for line in (self.folder / first).read_text().splitlines()[1:]}:
                    receipt = json.loads(self.assert_exit(self.make_receipt(account), VALID).stdout)
                    self.assertEqual(self.assert_same_verdict_on_receipt(receipt), "ok")

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
            ("version", "zksolv/1", "version"),
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
                self.write_part("statement.json", canonical(with_member(sound, path, value)))
                self.assertEqual(self.assert_same_verdict()[0], reason)

    def test_statements_with_matrices(self):
        self.attest_sample("portfolio_margin", 2, 2)
        sound = self.statement()
        params, contracts = sound["claim"]["params"], sound["claim"]["indexes"]["contract"]
        values = params["pnl"]["values"]
        for path, value, reason in [
            ("params/pnl/sha256", "00" * 32, "matrix-digest"),
            ("params/pnl/sha256", "00", "statement-schema"),
            ("params/pnl/values/0/0", "0.125", "matrix-digest"),
            ("params/pnl/values/0/0", "0.50", "number"),
            ("params/pnl/values/0/0", 1, "statement-schema"),
            ("params/pnl/values/0", values[0][:-1], "statement-schema"),
            ("params/pnl/values", [row[:-1] for row in values], "circuit"),
            ("params/pnl/values", values[:-1], "circuit"),
            ("params/pnl/values", [values], "circuit"),
            ("params/pnl/values", [[values]], "statement-schema"),
            ("params/pnl/values", "1", "statement-schema"),
            ("params/pnl", "1", "circuit"),
            ("indexes/contract/0/in", "nothing", "circuit"),
            ("indexes/underlying/0/in", contracts[0]["name"], "circuit"),
            ("indexes/contract/0/name", "Ten, \"quoted\"", "matrix-digest"),
        ]:
            with self.subTest(path=path, value=value):
                self.write_part("statement.json", canonical(with_member(sound, path, value)))
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
            ({"blinding": (blinding + ORDER).to_bytes(32, "little").hex()}, "receipt-opening"),
            ({"commitment": "00" * 32}, "receipt-opening"),
            ({"index": (index + 1) % 3}, "receipt-opening"),
            ({"index": 3}, "receipt-path"),
            ({"index": -1}, "receipt-schema"),
            ({"index": 2**63}, "receipt-encoding"),
            ({"path": sound["path"][:-1]}, "receipt-path"),
            ({"path": sound["path"] + ["00" * 32]}, "receipt-path"),
            ({"statement": "00" * 32}, "receipt-statement"),
            ({"version": "zksolv/1 receipt"}, "receipt-version"),
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



class SecondCompiler(ProgramTest):
    def first_tables(self, claims):
        """Of each claim the reason it is refused for, or both tables."""
        self.write("claims.json", json.dumps([claim | {"text": claim["circuit"]["text"]} for claim in claims]))
        lines = self.assert_exit(run(DUMP_TABLES, "claims.json", cwd=self.folder), 0).stdout.splitlines()
        return [result.get("refused") or [as_lists(result[role]) for role in ("account", "pool")]
                for result in map(json.loads, lines)]

    def assert_same_tables(self, claims):
        """And says how often each thing became of them."""
        outcomes = collections.Counter()
        for claim, first in zip(claims, self.first_tables(claims), strict=True):
            with self.subTest(claim=claim):
                second = second_tables(claim)
                self.assertEqual(second, first)
                outcomes[second if isinstance(second, str) else "ok"] += 1
        return outcomes

    def test_random_circuits(self):
        for committed in ([], ["reserve"], ["fund", "reserve"]):
            claims = [random_claim(random.Random(i), committed) for i in range(600)]
            outcomes = self.assert_same_tables(claims)
            self.assertGreater(min(outcomes[word] for word in ("ok", "circuit", "policy")), 30)

    def test_random_circuits_with_words_changed(self):
        draws, claims = random.Random("words"), []
        while len(claims) < 600:
            claim = random_claim(draws)
            if isinstance(second_tables(claim), str):
                continue
            words = re.findall(r"\s+|\w+|[<>=]=|.", claim["circuit"]["text"])
            for _ in range(5):
                changed, at = list(words), draws.randrange(len(words))
                changed[at:at + draws.randrange(2)] = draws.choices([*words, *INSERTIONS], k=draws.randrange(3))
                claims.append(claim | {"circuit": {"name": "drawn", "text": "".join(changed)}})
        outcomes = self.assert_same_tables(claims)
        self.assertGreater(min(outcomes[word] for word in ("ok", "circuit")), 30)

    def assert_outcome(self, outcome, claims):
        for claim, first in zip(claims, self.first_tables(claims), strict=True):
            with self.subTest(claim["circuit"]["text"].removeprefix(edge_circuits.HEAD), pool=claim["pool"]):
                self.assertEqual(first if isinstance(first, str) else "ok", outcome)
        self.assert_same_tables(claims)

    def test_edges(self):
        for outcome, items in (("ok", edge_circuits.SOUND), ("circuit", edge_circuits.REFUSED),
                               ("policy", edge_circuits.BREAK_THE_POLICY)):
            self.assert_outcome(outcome, [edge_circuits.claim(item) for item in items])

    def test_edges_with_committed_pool(self):
        for outcome, items, columns in (
                ("ok", edge_circuits.SOUND_WITH_COMMITTED_POOL, edge_circuits.SOUND_POOL_COLUMNS),
                ("circuit", edge_circuits.REFUSED_WITH_COMMITTED_POOL, edge_circuits.REFUSED_POOL_COLUMNS)):
            self.assert_outcome(outcome, [edge_circuits.claim_with_committed_pool(item) for item in items] +
                                [edge_circuits.claim_with_committed_pool(item, **pool) for item, pool in columns])

    def test_edges_where_the_pool_may_be_committed(self):
        items = edge_circuits.SOUND + edge_circuits.REFUSED + edge_circuits.SOUND_WITH_COMMITTED_POOL
        public = edge_circuits.NUMBERS["pool"]
        for pool in ({}, public, {"fund": public["fund"]}):
            claims = [edge_circuits.claim_with_committed_pool(item, **pool) for item in items]
            outcomes = self.assert_same_tables(claims)
            self.assertGreater(min(outcomes[word] for word in ("ok", "circuit")), 30)


INSERTIONS = ("sum(tier in asset)", "filling", "exactly", "when", "for scenario", "for bracket,", "in asset", "-", "(",
              ")", "largest(1, bracket)", "smallest(1, asset)", "committed", "[tier]", "[scenario]", "[asset, bracket]",
              "total(", "capped by", "backed by", "public", "bytes 3", "0", "count(tier)", "falling(tier)")


def as_lists(table):
    """Of a table of the first compiler: how many columns are committed and external, all their widths, and the
    constraints."""
    return [table["committed"], table["external"], [column["width"] for column in table["columns"]],
            [[[(column, int(factor)) for column, factor in constraint["terms"]], int(constraint["constant"])]
             for constraint in table["constraints"]]]


def second_tables(claim):
    try:
        circuit = Circuit(claim["circuit"]["text"])
        numbers = Numbers(circuit, claim)
        numbers.check_policies()
        system = System(circuit, numbers, claim["rows"])
    except Rejected as rejection:
        return rejection.reason
    return [[table.committed, table.external, table.widths,
             [[sorted(factors.items()), constant] for factors, constant in table.constraints]]
            for table in (system.account, system.pool)]


if __name__ == "__main__":
    unittest.main()
