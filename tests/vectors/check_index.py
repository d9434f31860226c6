#!/usr/bin/env python3
"""The index and the files of primitives follow the schema, every file belongs to a vector, and every reason of a rejection has one:
check_index.py VECTORS STATUS_H"""
import json
import pathlib
import re
import sys

import jsonschema

# No input is known that hashes to a forbidden challenge.
UNREACHABLE = {"challenge"}
# Whom a verifier trusts is his to say: that is tested in tests/e2e.
UNTRUSTED = {"price-untrusted", "reserve-untrusted"}
# A case has a file: that one is missing is tested in tests/e2e/vouchers.py.
MISSING = {"signature-missing", "timestamp-missing"}
VOUCHERS = ("log-proof", "log-consistency", "cms", "timestamp", "age")  # whose cases name reasons too
AT_MOST_BYTES = 8 << 20

vectors, status_h = map(pathlib.Path, sys.argv[1:3])
schema = json.loads((vectors / "schema.json").read_text())
index = json.loads((vectors / "index.json").read_text())
entries = index["vectors"]


def check_schema():
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(index)
    for entry in entries:
        if entry["kind"] not in ("attestation", "receipt"):
            of_kind = {"$schema": schema["$schema"], "$defs": schema["$defs"], "$ref": f"#/$defs/file:{entry['kind']}"}
            jsonschema.Draft202012Validator(of_kind).validate(json.loads((vectors / entry["path"]).read_text()))


def check_files():
    used = {vectors / "index.json", vectors / "schema.json"}
    for entry in entries:
        path = vectors / entry["path"]
        used |= set(path.iterdir()) if path.is_dir() else {path}
    there = {path for path in vectors.rglob("*") if path.is_file()}
    assert used == there, sorted(map(str, used ^ there))
    assert sum(path.stat().st_size for path in there) < AT_MOST_BYTES


def check_reasons():
    reasons = set(re.findall(r'X\(REJECT_\w+, "([a-z-]+)"', status_h.read_text()))
    named = {entry["expect"] for entry in entries}
    for entry in entries:
        if entry["kind"] in VOUCHERS:
            named |= {case["result"] for case in json.loads((vectors / entry["path"]).read_text())["cases"]}
    assert "opening" in reasons and "receipt-path" in reasons
    assert reasons - named == UNREACHABLE | UNTRUSTED | MISSING, reasons ^ named
    assert named - reasons == {"ok"}, named - reasons


def check_names():
    for member in ("name", "path"):
        values = [entry[member] for entry in entries]
        assert len(values) == len(set(values)), sorted(v for v in values if values.count(v) > 1)


check_schema()
check_files()
check_reasons()
check_names()
print(len(entries), "vectors")
