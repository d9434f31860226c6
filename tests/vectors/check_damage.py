#!/usr/bin/env python3
"""audit disagrees where an expectation or a file is changed: check_damage.py VERIFIER VECTORS"""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

verifier, vectors = sys.argv[1], pathlib.Path(sys.argv[2])
index = json.loads((vectors / "index.json").read_text())
valid = [entry for entry in index["vectors"] if entry["expect"] == "ok"]


def audit(folder, entries):
    """Exit status and, by name, whether each vector agrees."""
    (folder / "index.json").write_text(json.dumps({**index, "vectors": entries}))
    done = subprocess.run([verifier, "audit", "--json", str(folder)], stdout=subprocess.PIPE)
    answer = json.loads(done.stdout) if done.stdout else {}
    return done.returncode, {vector["name"]: vector["agrees"] for vector in answer.get("vectors", [])}


def expect(outcome, status, agrees, entries):
    assert outcome == (status, {entry["name"]: agrees for entry in entries}), outcome


def other_expectation(entry):
    """One that is wrong by as little as can be."""
    if "segment" in entry:
        return {**entry, "segment": entry["segment"] + 1}
    return {**entry, "expect": "opening" if entry["expect"] == "ok" else "ok"}


def flip(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def spoil_primitives(path):
    content = json.loads(path.read_text())
    if "cases" in content:
        content["cases"].append({})
    else:
        content["valid"].append(content["invalid"][0])
    path.write_text(json.dumps(content))


def with_damage(damage, entries, status=1):
    """A copy of the folder after damage to all entries: none agrees, and audit ends so."""
    with tempfile.TemporaryDirectory() as copy:
        folder = pathlib.Path(copy) / "vectors"
        shutil.copytree(vectors, folder)
        for entry in entries:
            damage(folder / entry["path"])
        outcome = audit(folder, entries)
        expect(outcome, status, False, entries if status == 1 else [])


def main():
    attestations = [entry for entry in valid if entry["kind"] == "attestation"]
    receipts = [entry for entry in valid if entry["kind"] == "receipt"]
    primitives = [entry for entry in valid if entry["kind"] not in ("attestation", "receipt")]
    with tempfile.TemporaryDirectory() as copy:
        folder = pathlib.Path(copy) / "vectors"
        shutil.copytree(vectors, folder)
        expect(audit(folder, valid), 0, True, valid)
        changed = [other_expectation(entry) for entry in index["vectors"]]
        expect(audit(folder, changed), 1, False, changed)
        expect(audit(folder, [{**valid[0], "expect": "unheard-of"}]), 1, False, [])
        expect(audit(folder, [{**valid[0], "path": "../" + valid[0]["path"]}]), 1, False, [])
        expect(audit(folder, []), 1, False, [])
    for name in ("statement.json", "accounts.bin", "proof.bin"):
        with_damage(lambda folder: flip(folder / name), attestations)
        with_damage(lambda folder: (folder / name).unlink(), attestations, status=3)
    with_damage(flip, receipts)
    with_damage(spoil_primitives, primitives)


main()
