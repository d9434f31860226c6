#!/usr/bin/env python3
"""The second verifier agrees with every vector but those of kinds it leaves out, of which it names each:
check_second.py SECOND_VERIFIER VECTORS"""
import json
import pathlib
import subprocess
import sys

LEFT_OUT = {"cms", "timestamp"}

second, vectors = sys.argv[1], pathlib.Path(sys.argv[2])
index = json.loads((vectors / "index.json").read_text())["vectors"]
done = subprocess.run([sys.executable, second, "audit", str(vectors)], stdout=subprocess.PIPE, text=True, check=False)
print(done.stdout)
assert done.returncode == 0, done.returncode

expected = [("left out" if entry["kind"] in LEFT_OUT else "agreed", entry["name"]) for entry in index]
*lines, total, verdict = done.stdout.splitlines()
said = [(line[:9].rstrip(), line[10:].split()[0]) for line in lines]
left_out = sum(what == "left out" for what, _ in expected)
assert sorted(said) == sorted(expected)
assert total == f"{len(index) - left_out} of {len(index) - left_out} vectors agreed, {left_out} left out", total
assert verdict == "valid", verdict
