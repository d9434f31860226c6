#!/usr/bin/env python3
"""The command line of the second verifier.

    second_verifier verify DIR
    second_verifier receipt FILE --attestation DIR
    second_verifier audit VECTORS_DIR

Each prints "valid", or "rejected: REASON" with the segment where one is to blame. Exit status: 0 valid; 1 rejected;
2 usage; 3 a file cannot be read."""
import pathlib
import sys

sys.path[0] = str(pathlib.Path(__file__).resolve().parent.parent)  # of the package, which is run as a folder

from second_verifier.attestation import verify_attestation, verify_receipt  # noqa: E402  (found only now)
from second_verifier.vectors import audit, verdict_of, worded  # noqa: E402

DEEPEST_CALLS = 1000000

COMMANDS = {
    "verify DIR": lambda words: (verify_attestation, words[1]),
    "receipt FILE --attestation DIR": lambda words: (verify_receipt, words[1], words[3]),
    "audit VECTORS_DIR": lambda words: (audit, words[1]),
}


def parse_command(words):
    for form, command in COMMANDS.items():
        pattern = form.split()
        if len(words) == len(pattern) and all(a == b for a, b in zip(words, pattern) if not b.isupper()):
            return command(words)
    print(__doc__, file=sys.stderr)
    sys.exit(2)


def main():
    sys.setrecursionlimit(DEEPEST_CALLS)
    try:
        reason, segment = verdict_of(*parse_command(sys.argv[1:]))
    except OSError as error:
        print("second_verifier: %s" % error, file=sys.stderr)
        sys.exit(3)
    print("valid" if reason == "ok" else "rejected: " + worded(reason, segment))
    sys.exit(0 if reason == "ok" else 1)


if __name__ == "__main__":
    main()
