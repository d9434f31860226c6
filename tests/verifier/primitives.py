#!/usr/bin/env python3
"""Vectors of primitives, made here from docs/protocol.md with hashlib and libsodium: audit accepts each kind, and refuses it with any one
value changed: primitives.py VERIFIER"""
import copy
import ctypes
import ctypes.util
import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

VERIFIER = sys.argv[1]
ORDER = 2**252 + 27742317777372353535851937790883648493

sodium = ctypes.CDLL(ctypes.util.find_library("sodium"))
assert sodium.sodium_init() >= 0


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
    kinds = [("G", 0), ("G", 300), ("M", 255), ("A", 7), ("K", 1), ("Id", 0), ("Q", 0), ("H", 0)]
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


def shape():
    cases = []
    for rows, cells, committed in (1, 1, 1), (3, 20, 2), (1000, 513, 60), (65536, 1, 0):
        rounds = bits(rows) + bits(cells)
        n = max(1 << bits(rows), 1 << (rounds + 1) // 2)
        matrix_rows = -(-cells * (1 << bits(rows)) // n)
        folds = bits(n + 256 + committed + 1 + 3 * rounds + 1)
        points = 2 * matrix_rows + 2 * folds + 8
        cases.append({"rows": rows, "cells": cells, "committed": committed, "rounds": rounds, "row_length": n,
                      "matrix_rows": matrix_rows, "folds": folds, "points": points, "words": points + 3 * rounds + 6})
    return {"cases": cases}


SETS = {
    "point": {"valid": ["00" * 32, generator("G").hex()], "invalid": ["ff" * 32, "01" + "00" * 31, "00" * 31]},
    "scalar": {"valid": ["00" * 32, (ORDER - 1).to_bytes(32, "little").hex()],
               "invalid": [ORDER.to_bytes(32, "little").hex(), "ff" * 32, ""]},
    "decimal": {"valid": ["0", "-12.5", "0.05"], "invalid": ["", "1.0", "01", "-0", ".5", "1e3", "+1"]},
    "time": {"valid": ["2024-02-29T23:59:59Z"], "invalid": ["2026-02-29T00:00:00Z", "2026-01-01T00:00:00+00:00", ""]},
}
CASES = {"generators": generators, "hash-to-group": hash_to_group, "transcript": transcript, "merkle": merkle,
         "account-id": account_id, "commitment": commitment, "shape": shape}


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
        said = json.loads(done.stdout)
        self.assertEqual(said["vectors"][0]["got"], expected, (content, said))
        self.assertEqual(done.returncode, 0 if expected == "ok" else 1)

    def test_cases(self):
        for kind, make in CASES.items():
            with self.subTest(kind):
                self.assert_gives(kind, make(), "ok")

    def test_each_value_changed(self):
        given = {"rows", "cells", "committed"}  # sizes of a shape; they may well give the same other sizes
        for kind, make in CASES.items():
            for case in make()["cases"]:
                for other in changed(case):
                    if all(case[name] == other[name] for name in given & set(case)):
                        with self.subTest(kind):
                            self.assert_gives(kind, {"cases": [other]}, "vector")

    def test_sets(self):
        for kind, content in SETS.items():
            with self.subTest(kind):
                self.assert_gives(kind, content, "ok")
                for valid in content["valid"]:
                    self.assert_gives(kind, {**content, "invalid": [valid]}, "vector")
                for invalid in content["invalid"]:
                    self.assert_gives(kind, {**content, "valid": [invalid]}, "vector")

    def test_malformed(self):
        for kind, make in CASES.items():
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
