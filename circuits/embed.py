#!/usr/bin/env python3
"""embed.py OUTPUT CIRCUIT...: writes the circuits' texts as rows {name, length, text} of C."""
import pathlib
import sys


def literal(line):
    escaped = line.decode("utf-8").replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t").replace("\n", "\\n")
    return f'     "{escaped}"'


def row(path):
    text = path.read_bytes()
    return f'    {{"{path.stem}", {len(text)},\n' + "\n".join(map(literal, text.splitlines(True))) + "},\n"


output, *circuits = map(pathlib.Path, sys.argv[1:])
output.write_text("".join(map(row, circuits)), encoding="utf-8")
