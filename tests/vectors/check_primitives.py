#!/usr/bin/env python3
"""The vectors of primitives, computed again from docs/protocol.md and docs/format.md with Python's integers and hashes and libsodium's
group: check_primitives.py VECTORS"""
import ctypes
import ctypes.util
import datetime
import hashlib
import json
import pathlib
import re
import sys

ORDER = 2**252 + 27742317777372353535851937790883648493
SEED = b"zksolv/1 generators"

sodium = ctypes.CDLL(ctypes.util.find_library("sodium"))
assert sodium.sodium_init() >= 0


def sha256(*pieces):
    return hashlib.sha256(b"".join(pieces)).digest()


def sha512(*pieces):
    return hashlib.sha512(b"".join(pieces)).digest()


def u64(x):
    return x.to_bytes(8, "little")


def scalar(wide):
    return int.from_bytes(wide, "little") % ORDER


def word(x):
    return x.to_bytes(32, "little")


# ---- the group, by libsodium; its multiplication refuses a neutral result, which is returned as what it is ----

def from_uniform(uniform):
    out = ctypes.create_string_buffer(32)
    assert sodium.crypto_core_ristretto255_from_hash(out, uniform) == 0
    return out.raw


def multiply(k, point):
    out = ctypes.create_string_buffer(32)
    return out.raw if sodium.crypto_scalarmult_ristretto255(out, word(k % ORDER), point) == 0 else bytes(32)


def add(a, b):
    out = ctypes.create_string_buffer(32)
    assert sodium.crypto_core_ristretto255_add(out, a, b) == 0
    return out.raw


def is_point(text):
    return sodium.crypto_core_ristretto255_is_valid_point(bytes.fromhex(text)) == 1


def generator(kind, index):
    return from_uniform(sha512(bytes([len(SEED)]), SEED, bytes([len(kind)]), kind.encode(), u64(index)))


# ---- one function a kind: whether a case, or a string, is right ----

def check_generators(case):
    return generator(case["kind"], case["index"]).hex() == case["point"]


def check_hash_to_group(case):
    return from_uniform(bytes.fromhex(case["uniform"])).hex() == case["point"]


def check_transcript(case):
    state = sha512(b"zksolv/1 transcript")
    for step in case["steps"]:
        label = step.get("absorb", step.get("challenge")).encode()
        if "absorb" in step:
            items = [bytes.fromhex(item) for item in step["items"]]
            state = sha512(b"\0", state, u64(len(label)), label, u64(len(items)),
                           *(u64(len(item)) + item for item in items))
        else:
            state = sha512(b"\1", state, u64(len(label)), label)
            if word(scalar(sha512(b"\2", state))).hex() != step["value"]:
                return False
    return True


def split(count):
    return 1 << ((count - 1).bit_length() - 1)


def root(leaves):
    if len(leaves) == 1:
        return sha256(b"\0", leaves[0])
    k = split(len(leaves))
    return sha256(b"\1", root(leaves[:k]), root(leaves[k:]))


def path(index, leaves):
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if index < k:
        return path(index, leaves[:k]) + [root(leaves[k:])]
    return path(index - k, leaves[k:]) + [root(leaves[:k])]


def check_merkle(case):
    leaves = [bytes.fromhex(leaf) for leaf in case["leaves"]]
    paths = [[node.hex() for node in path(i, leaves)] for i in range(len(leaves))]
    return root(leaves).hex() == case["root"] and paths == case["paths"]


def account_id(account):
    return scalar(sha512(b"zksolv/1 account id", account.encode()))


def check_account_id(case):
    return word(account_id(case["account"])).hex() == case["scalar"]


def check_commitment(case):
    sum_ = add(multiply(account_id(case["account"]), generator("Id", 0)),
               multiply(scalar(bytes.fromhex(case["blinding"])), generator("H", 0)))
    for held in case["values"]:
        sum_ = add(sum_, multiply(int(held["value"]), generator("A", held["column"])))
    return sum_.hex() == case["commitment"]


def check_reserve_commitment(case):
    sum_ = add(multiply(int(case["amount"]), generator("R", 0)),
               multiply(scalar(bytes.fromhex(case["blinding"])), generator("H", 0)))
    return sum_.hex() == case["commitment"]


def log2_up(x):
    return (x - 1).bit_length()


def check_shape(case):
    row_bits, cell_bits = log2_up(case["rows"]), log2_up(case["cells"])
    rounds = row_bits + cell_bits
    row_length = max(1 << row_bits, 1 << (rounds + 1) // 2)
    matrix_rows = -(-(case["cells"] << row_bits) // row_length)
    external = case.get("external", 0)
    folds = log2_up(row_length + 256 + case["committed"] + 1 + 3 * rounds + 1 + (external > 0))
    points = 2 * matrix_rows + 2 * folds + 8
    expected = {"rounds": rounds, "row_length": row_length, "matrix_rows": matrix_rows, "folds": folds,
                "points": points, "words": points + 3 * rounds + 6}
    given = {"rows", "cells", "committed"} | case.keys() & {"external"}
    return case.keys() == given | expected.keys() and all(case[name] == value for name, value in expected.items())


def is_scalar(text):
    return re.fullmatch("[0-9a-f]{64}", text) is not None and int.from_bytes(bytes.fromhex(text), "little") < ORDER


def is_decimal(text):
    form = re.fullmatch(r"(?a:-?(0|[1-9]\d*)(\.\d*[1-9])?)", text)
    return form is not None and text != "-0" and len(text) <= 128


def is_time(text):
    if re.fullmatch(r"(?a:\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)", text) is None:
        return False
    try:
        # The year 0000 is a leap year like 2000, and unknown to datetime.
        datetime.datetime.strptime("2000" + text[4:] if text.startswith("0000") else text, "%Y-%m-%dT%H:%M:%SZ")
    except ValueError:
        return False
    return text[17:19] < "60"


CASES = {
    "generators": check_generators, "hash-to-group": check_hash_to_group, "transcript": check_transcript,
    "merkle": check_merkle, "commitment": check_commitment,
    "reserve-commitment": check_reserve_commitment, "account-id": check_account_id, "shape": check_shape,
}
SETS = {"point": is_point, "scalar": is_scalar, "decimal": is_decimal, "time": is_time}


def holds(kind, content):
    if kind in CASES:
        return len(content["cases"]) > 0 and all(map(CASES[kind], content["cases"]))
    return all(map(SETS[kind], content["valid"])) and not any(map(SETS[kind], content["invalid"]))


def main(vectors):
    entries = [entry for entry in json.loads((vectors / "index.json").read_text())["vectors"]
               if entry["kind"] in CASES or entry["kind"] in SETS]
    assert {entry["kind"] for entry in entries} == CASES.keys() | SETS.keys()
    for entry in entries:
        content = json.loads((vectors / entry["path"]).read_text())
        assert holds(entry["kind"], content) == (entry["expect"] == "ok"), entry["name"]


main(pathlib.Path(sys.argv[1]))
