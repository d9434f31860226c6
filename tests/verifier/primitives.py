#!/usr/bin/env python3
"""Vectors of primitives, made here from docs/protocol.md and docs/signatures.md with hashlib and libsodium: audit
and the second verifier accept each kind, and refuse it with any one value changed: primitives.py VERIFIER"""
import copy
import ctypes
import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1]))
from e2e.signer import Signer, base64_of, sodium  # noqa: E402  (found only now)
from second_verifier.vectors import LEFT_OUT, check_primitives, result_of  # noqa: E402

VERIFIER = sys.argv[1]
ORDER = 2**252 + 27742317777372353535851937790883648493


def sha512(*pieces):
    return hashlib.sha512(b"".join(pieces)).digest()


def u64(x):
    return x.to_bytes(8, "little")


def word(x):
    return (x % ORDER).to_bytes(32, "little")


def scalar(wide):
    return int.from_bytes(wide, "little") % ORDER


# ---- the group, by libsodium ----

def from_uniform(uniform):
    point = ctypes.create_string_buffer(32)
    assert sodium.crypto_core_ristretto255_from_hash(point, uniform) == 0
    return point.raw


def generator(kind, index=0):
    seed = b"zksolv/1 generators"
    return from_uniform(sha512(bytes([len(seed)]), seed, bytes([len(kind)]), kind.encode(), u64(index)))


def multiply(k, point):
    out = ctypes.create_string_buffer(32)
    assert sodium.crypto_scalarmult_ristretto255(out, word(k), point) == 0
    return out.raw


def add(a, b):
    out = ctypes.create_string_buffer(32)
    assert sodium.crypto_core_ristretto255_add(out, a, b) == 0
    return out.raw


# ---- one file of each kind ----

def generators():
    kinds = [("G", 0), ("G", 300), ("M", 255), ("A", 7), ("K", 1), ("Id", 0), ("Q", 0), ("H", 0), ("R", 0)]
    return {"cases": [{"kind": k, "index": i, "point": generator(k, i).hex()} for k, i in kinds]}


def hash_to_group():
    uniform = sha512(b"any")
    return {"cases": [{"uniform": uniform.hex(), "point": from_uniform(uniform).hex()}]}


def transcript():
    state = sha512(b"zksolv/1 transcript")
    steps = []
    for label, items in ("first", [b"", b"\x01\x02"]), ("second", []):
        body = b"".join(u64(len(item)) + item for item in items)
        state = sha512(b"\x00", state, u64(len(label)), label.encode(), u64(len(items)), body)
        steps.append({"absorb": label, "items": [item.hex() for item in items]})
        state = sha512(b"\x01", state, u64(len("c")), b"c")
        steps.append({"challenge": "c", "value": word(scalar(sha512(b"\x02", state))).hex()})
    return {"cases": [{"steps": steps}]}


def tree(leaves):
    """The root, and the path of each leaf."""
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest(), [[]]
    left = 1 << ((len(leaves) - 1).bit_length() - 1)
    (a, of_a), (b, of_b) = tree(leaves[:left]), tree(leaves[left:])
    return hashlib.sha256(b"\x01" + a + b).digest(), [p + [b] for p in of_a] + [p + [a] for p in of_b]


def merkle():
    cases = []
    for count in 1, 2, 3, 5, 8:
        leaves = [sha512(bytes([i]))[:32] for i in range(count)]
        root, paths = tree(leaves)
        cases.append({"leaves": [leaf.hex() for leaf in leaves], "root": root.hex(),
                      "paths": [[node.hex() for node in path] for path in paths]})
    return {"cases": cases}


def id_scalar(account):
    return scalar(sha512(b"zksolv/1 account id", account.encode()))


def account_id():
    return {"cases": [{"account": a, "scalar": word(id_scalar(a)).hex()} for a in ("alice", "žofie")]}


def commitment():
    values, blinding = [(0, 5), (3, 2**128 - 1)], scalar(sha512(b"blinding"))
    point = add(multiply(id_scalar("alice"), generator("Id")), multiply(blinding, generator("H")))
    for column, value in values:
        point = add(point, multiply(value, generator("A", column)))
    return {"cases": [{"account": "alice", "values": [{"column": c, "value": str(v)} for c, v in values],
                       "blinding": word(blinding).hex(), "commitment": point.hex()}]}


def bits(x):
    return (x - 1).bit_length()


def shape_case(rows, cells, committed, external):
    rounds = bits(rows) + bits(cells)
    n = max(1 << bits(rows), 1 << (rounds + 1) // 2)
    matrix_rows = -(-cells * (1 << bits(rows)) // n)
    folds = bits(n + 256 + committed + 1 + 3 * rounds + 1 + (external > 0))
    points = 2 * matrix_rows + 2 * folds + 8
    case = {"rows": rows, "cells": cells, "committed": committed, "rounds": rounds, "row_length": n,
            "matrix_rows": matrix_rows, "folds": folds, "points": points, "words": points + 3 * rounds + 6}
    return {**case, "external": external} if external > 0 else case


def shape():
    sizes = [(1, 1, 1, 0), (3, 20, 2, 0), (1000, 513, 60, 0), (65536, 1, 0, 0), (1, 9, 0, 9), (1, 400, 194, 206),
             (1, 400, 195, 1)]
    return {"cases": [shape_case(*size) for size in sizes]}


# ---- logs: docs/signatures.md ----

ISSUER, AUDITOR = Signer("issuer.example"), Signer("auditor.example")
DIGESTS = [hashlib.sha256(bytes([i])).digest() for i in range(5)]


def checkpoint(digests):
    return f"{ISSUER.name}\n{len(digests)}\n{base64_of(tree(digests)[0])}\n"


def proof_file(text, index, path, *signers):
    nodes = "".join(base64_of(node) + "\n" for node in path)
    return (f"c2sp.org/tlog-proof@v1\nindex {index}\n{nodes}\n{text}\n" +
            "".join(signer.line(text) for signer in signers))


def log_proof_case(file, result="ok", threshold=1, keys=(ISSUER,), statement=DIGESTS[3]):
    return {"statement": statement.hex(), "keys": [signer.key for signer in keys], "threshold": threshold, "file": file,
            "result": result}


def sound_proof(*signers):
    return proof_file(checkpoint(DIGESTS), 3, tree(DIGESTS)[1][3], *signers)


def log_proof():
    return {"cases": [log_proof_case(sound_proof(ISSUER)),
                      log_proof_case(sound_proof(AUDITOR, ISSUER), threshold=2, keys=(ISSUER, AUDITOR))]}


def consistency_proof(digests, size, is_whole=True):
    """RFC 9162, section 2.1.4.1."""
    if size == len(digests):
        return [] if is_whole else [tree(digests)[0]]
    left = 1 << ((len(digests) - 1).bit_length() - 1)
    if size <= left:
        return consistency_proof(digests[:left], size, is_whole) + [tree(digests[left:])[0]]
    return consistency_proof(digests[left:], size - left, False) + [tree(digests[:left])[0]]


def consistency_file(*sizes):
    return "zksolv/1 consistency\n" + "\n".join(
        f"from {size}\n" + "".join(base64_of(node) + "\n" for node in consistency_proof(DIGESTS, size))
        for size in sizes)


def log_consistency_case(seen, found, file="", log=(), result="ok"):
    return {"seen": checkpoint(seen), "found": checkpoint(found), "file": file,
            "log": "".join(digest.hex() + "\n" for digest in log), "result": result}


def log_consistency():
    return {"cases": [log_consistency_case(DIGESTS[:3], DIGESTS, consistency_file(4, 3)),
                      log_consistency_case(DIGESTS, DIGESTS[:2], consistency_file(4, 3), DIGESTS)]}


def rejected_logs():
    """Cases of the two kinds that are rejected, each for one reason."""
    sound, text = sound_proof(ISSUER), checkpoint(DIGESTS)
    other = DIGESTS[:2] + [DIGESTS[4], DIGESTS[3], DIGESTS[2]]
    yield "log-proof", log_proof_case(sound.replace("@v1", "@v2"), "signature-encoding")
    yield "log-proof", log_proof_case(sound.replace(ISSUER.line(text), AUDITOR.line(text)), "signature-untrusted")
    yield "log-proof", log_proof_case(sound_proof(AUDITOR, ISSUER), "signature-untrusted", 2)
    yield "log-proof", log_proof_case(sound, "signature-untrusted", 2, (ISSUER, ISSUER))
    yield "log-proof", log_proof_case(sound_proof(AUDITOR), "signature-untrusted", keys=(AUDITOR,))
    yield "log-proof", log_proof_case(sound.replace("\n5\n", "\n6\n"), "signature-invalid")
    yield "log-proof", log_proof_case(sound, "log-inclusion", statement=DIGESTS[2])
    yield "log-proof", log_proof_case(sound.replace("index 3", "index 2"), "log-inclusion")
    yield "log-proof", log_proof_case(proof_file(text, 3, tree(DIGESTS)[1][3][:-1], ISSUER), "log-inclusion")
    rejected = {"result": "log-consistency"}
    yield "log-consistency", log_consistency_case(DIGESTS, other, **rejected)
    yield "log-consistency", log_consistency_case(other[:3], DIGESTS, consistency_file(3), **rejected)
    yield "log-consistency", log_consistency_case(DIGESTS[:3], DIGESTS, consistency_file(4), **rejected)
    yield "log-consistency", log_consistency_case(DIGESTS[:3], DIGESTS, **rejected)
    yield "log-consistency", log_consistency_case(DIGESTS, DIGESTS[:3], consistency_file(3), **rejected)
    yield "log-consistency", log_consistency_case(other[:3], DIGESTS, consistency_file(3), DIGESTS, **rejected)
    yield "log-consistency", log_consistency_case(DIGESTS[:3], DIGESTS, "zksolv/1\n", result="signature-encoding")


# ---- vouchers under certificates: files that were made once ----

VOUCHERS = pathlib.Path(__file__).resolve().parents[1] / "vectors" / "inputs" / "vouchers"
PRESENT = "2026-08-20T12:00:00Z"


def voucher_case(statement, file, authorities, result, **more):
    return {"statement": statement, "file": file, "authorities": (VOUCHERS / f"{authorities}.pem").read_text(),
            "at": PRESENT, "result": result, **more}


def cms_case(name, result="ok", authorities="authority"):
    statement = (VOUCHERS / "statement.json").read_text()
    return voucher_case(statement, (VOUCHERS / f"{name}.p7s").read_bytes().hex(), authorities, result)


def timestamp_case(name, result="ok", authorities="authority", **more):
    statement = hashlib.sha256((VOUCHERS / "statement.json").read_bytes()).hexdigest()
    return voucher_case(statement, (VOUCHERS / f"{name}.tsr").read_bytes().hex(), authorities, result, **more)


def cms():
    pem = (VOUCHERS / "p256-pem.p7s").read_text()
    return {"cases": [cms_case("p256"), {**cms_case("p256-pem"), "file": pem},
                      cms_case("p256", "signature-untrusted", "stranger"), cms_case("changed", "signature-invalid")]}


def timestamp():
    return {"cases": [timestamp_case("granted", time="2026-08-20T00:00:05Z"),
                      timestamp_case("rejected", "timestamp-encoding"),
                      timestamp_case("token", "timestamp-invalid", "stranger")]}


def age_case(now, max_age, result="ok", of="created", timestamp="", created="2026-08-20T00:00:00Z"):
    return {"created": created, "timestamp": timestamp, "now": now, "max_age": max_age, "result": result, "of": of}


def age():
    """One second too old, all of them: a second more would do."""
    before, after, now = "2026-08-19T23:59:59Z", "2026-08-20T00:00:01Z", "2026-08-20T00:01:00Z"
    return {"cases": [age_case(now, 59, "age"), age_case(now, 60, "age", "timestamp", before),
                      age_case(now, 59, "age", timestamp=after)]}


SETS = {
    "point": {"valid": ["00" * 32, generator("G").hex()], "invalid": ["ff" * 32, "01" + "00" * 31, "00" * 31]},
    "scalar": {"valid": ["00" * 32, (ORDER - 1).to_bytes(32, "little").hex()],
               "invalid": [ORDER.to_bytes(32, "little").hex(), "ff" * 32, ""]},
    "decimal": {"valid": ["0", "-12.5", "0.05"], "invalid": ["", "1.0", "01", "-0", ".5", "1e3", "+1"]},
    "time": {"valid": ["2024-02-29T23:59:59Z"], "invalid": ["2026-02-29T00:00:00Z", "2026-01-01T00:00:00+00:00", ""]},
}
CASES = {"generators": generators, "hash-to-group": hash_to_group, "transcript": transcript, "merkle": merkle,
         "account-id": account_id, "commitment": commitment, "shape": shape, "log-proof": log_proof,
         "log-consistency": log_consistency, "age": age}
UNDER_CERTIFICATES = {"cms": cms, "timestamp": timestamp}  # which the second verifier leaves out


def changed(value):
    """Every value that differs from this one in one leaf."""
    if isinstance(value, dict):
        for name in value:
            yield from ({**value, name: other} for other in changed(value[name]))
    elif isinstance(value, list):
        for i in range(len(value)):
            yield from (value[:i] + [other] + value[i + 1:] for other in changed(value[i]))
    elif isinstance(value, int):
        yield value + 1
    else:
        yield value[:-1] + ("0" if value[-1:] != "0" else "1")


class Primitives(unittest.TestCase):
    def assert_gives(self, kind, content, expected):
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, "cases.json").write_text(json.dumps(content))
            vector = {"name": kind, "kind": kind, "path": "cases.json", "expect": "ok", "comment": "made here"}
            index = {"version": "zksolv/1 vectors", "vectors": [vector]}
            pathlib.Path(folder, "index.json").write_text(json.dumps(index))
            done = subprocess.run([VERIFIER, "audit", folder, "--json"], capture_output=True, timeout=60)
            if kind not in LEFT_OUT:
                second = result_of(check_primitives, kind, pathlib.Path(folder, "cases.json"))
                self.assertEqual(second, expected, content)
        said = json.loads(done.stdout)
        self.assertEqual(said["vectors"][0]["got"], expected, (content, said))
        self.assertEqual(done.returncode, 0 if expected == "ok" else 1)

    def test_cases(self):
        self.assertEqual(set(UNDER_CERTIFICATES), set(LEFT_OUT))
        for kind, make in (CASES | UNDER_CERTIFICATES).items():
            with self.subTest(kind):
                self.assert_gives(kind, make(), "ok")

    def test_each_value_changed(self):
        given = {"rows", "cells", "committed", "external"}  # sizes of a shape; they may well give the same other sizes
        for kind, make in CASES.items():
            for case in make()["cases"]:
                for other in changed(case):
                    if all(case[name] == other[name] for name in given & set(case)):
                        with self.subTest(kind):
                            self.assert_gives(kind, {"cases": [other]}, "vector")

    def test_impossible_shapes(self):
        self.assert_gives("shape", {"cases": [shape_case(2, 9, 1, 0)]}, "ok")
        for size in (2, 9, 1, 1), (1, 9, 10, 0), (1, 9, 0, 10), (1, 9, 9, 1):
            with self.subTest(size):
                self.assert_gives("shape", {"cases": [shape_case(*size)]}, "vector")

    def test_rejected_logs(self):
        for kind, case in rejected_logs():
            with self.subTest(kind, case=case):
                self.assert_gives(kind, {"cases": [case]}, "ok")
                self.assert_gives(kind, {"cases": [{**case, "result": "ok"}]}, "vector")

    def test_other_results_under_certificates(self):
        for kind, make in UNDER_CERTIFICATES.items():
            for case in make()["cases"]:
                reasons = {"ok", *(other["result"] for other in make()["cases"])} - {case["result"]}
                for reason in reasons:
                    with self.subTest(kind, result=reason):
                        self.assert_gives(kind, {"cases": [{**case, "result": reason}]}, "vector")

    def test_other_members_under_certificates(self):
        for kind, make in UNDER_CERTIFICATES.items():
            sound = make()["cases"][0]
            others = [{**sound, "at": "2060-01-01T00:00:00Z"}, {**sound, "at": PRESENT[:-1]},
                      {**sound, "authorities": "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"},
                      {**sound, "authorities": ""}, {**sound, "file": sound["file"][:-1]},
                      {**sound, "file": sound["file"][:-2]}, {**sound, "file": sound["file"].upper()},
                      {**sound, "statement": sound["statement"].replace("f", "e")}]
            for other in others:
                with self.subTest(kind):
                    self.assert_gives(kind, {"cases": [other]}, "vector")
        with_time = {**timestamp_case("rejected", "timestamp-encoding"), "time": "2026-08-20T00:00:05Z"}
        for case in with_time, {**timestamp()["cases"][0], "time": "2026-08-20T00:00:06Z"}, timestamp_case("granted"):
            self.assert_gives("timestamp", {"cases": [case]}, "vector")

    def test_ages(self):
        created = "2026-08-20T00:00:00Z"
        for case in (age_case("2026-08-20T00:01:00Z", 60), age_case("2026-08-19T23:55:00Z", 0),
                     age_case("2026-08-19T23:54:59Z", 1 << 40, "age"), age_case(created, 0, timestamp=created),
                     age_case(created, 1, of="timestamp", timestamp="2026-08-19T23:59:59Z")):
            with self.subTest(case=case):
                self.assert_gives("age", {"cases": [case]}, "ok")
                self.assert_gives("age", {"cases": [{**case, "result": "ok" if case["result"] == "age" else "age"}]},
                                  "vector")
                self.assert_gives("age", {"cases": [{**case, "max_age": -1}]}, "vector")

    def test_sets(self):
        for kind, content in SETS.items():
            with self.subTest(kind):
                self.assert_gives(kind, content, "ok")
                for valid in content["valid"]:
                    self.assert_gives(kind, {**content, "invalid": [valid]}, "vector")
                for invalid in content["invalid"]:
                    self.assert_gives(kind, {**content, "valid": [invalid]}, "vector")

    def test_malformed(self):
        for kind, make in (CASES | UNDER_CERTIFICATES).items():
            self.assert_gives(kind, {}, "vector")
            self.assert_gives(kind, {"cases": ["x"]}, "vector")
            for name in make()["cases"][0]:
                content = copy.deepcopy(make())
                del content["cases"][0][name]
                self.assert_gives(kind, content, "vector")
                content["cases"][0][name] = None
                self.assert_gives(kind, content, "vector")
        for kind, content in SETS.items():
            self.assert_gives(kind, {"valid": content["valid"]}, "vector")
            self.assert_gives(kind, {**content, "valid": [1]}, "vector")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
