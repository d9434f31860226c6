#!/usr/bin/env python3
"""The tool writes the folder that is in the repository, byte for byte: check_repeat.py MAKE_VECTORS INPUTS VECTORS"""
import pathlib
import subprocess
import sys
import tempfile

BY_HAND = {"schema.json"}


def files(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def main(tool, inputs, vectors):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([tool, inputs, folder], check=True)
        made = files(pathlib.Path(folder))
    kept = files(pathlib.Path(vectors))
    for name in BY_HAND:
        del kept[name]
    differences = sorted(name for name in made.keys() | kept.keys() if made.get(name) != kept.get(name))
    for name in differences:
        what = "not made any more" if name not in made else "not in the repository" if name not in kept else "differs"
        print(f"{name}: {what}")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
