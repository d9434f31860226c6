#!/usr/bin/env python3
"""Writes files as rows of C, {name..., length, text}.

embed.py circuits OUTPUT CIRCUIT...: the circuits' texts, by the circuit's name.
embed.py samples OUTPUT DEPFILE CIRCUIT...: whatever stands in samples/NAME beside each circuit, by the circuit's name
and the file's; the depfile makes a build follow what is added to a folder, too.
"""
import pathlib
import sys


def literal(line):
    escaped = line.decode("utf-8").replace("\\", "\\\\").replace('"', '\\"')
    for character, escape in (("\t", "\\t"), ("\r", "\\r"), ("\n", "\\n")):
        escaped = escaped.replace(character, escape)
    return f'     "{escaped}"'


def row(path, *names):
    text = path.read_bytes()
    quoted = ", ".join(f'"{name}"' for name in names)
    return f"    {{{quoted}, {len(text)},\n" + "\n".join(map(literal, text.splitlines(True) or [b""])) + "},\n"


def embed_circuits(output, circuits):
    output.write_text("".join(row(path, path.stem) for path in circuits), encoding="utf-8")


def embed_samples(output, depfile, circuits):
    folders = [path.parent / "samples" / path.stem for path in circuits]
    files = [path for folder in folders for path in sorted(folder.glob("*")) if path.is_file()]
    output.write_text("".join(row(path, path.parent.name, path.name) for path in files), encoding="utf-8")
    followed = {folder.parent for folder in folders} | set(folders) | set(files)
    needed = " ".join(str(path).replace(" ", "\\ ") for path in sorted(followed) if path.exists())
    depfile.write_text(f"{output}: {needed}\n", encoding="utf-8")


if __name__ == "__main__":
    kind, *paths = sys.argv[1:]
    paths = list(map(pathlib.Path, paths))
    if kind == "circuits":
        embed_circuits(paths[0], paths[1:])
    else:
        embed_samples(paths[0], paths[1], paths[2:])
