#!/usr/bin/env python3
"""How far `zksolv-verifier explain` is off: attests and verifies exchanges of every shipped circuit, and prints what it
took beside what was estimated.

  estimates.py PROVER VERIFIER MAKE_SAMPLE [--accounts N]

Processor seconds of both threads, and peak MiB. The estimate is one machine's: on another, look whether the ratios are
alike.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile

CIRCUITS = ["spot", "cross_margin", "tiered_margin", "loan_to_value", "portfolio_margin", "portfolio_margin_history",
            "pool_vault", "risk_sharing"]


def measure(*command):
    """Processor seconds and peak MiB of a command that succeeds."""
    process = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{process.args}: exit status {process.returncode}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def inputs(folder):
    yield from ("--policy", folder / "policy.json")
    for option in "ledger", "reserves":
        for file in sorted(folder.glob(f"{option}*.csv")):
            yield from (f"--{option}", file)


def compare(options, circuit, folder):
    arguments = ["--circuit", circuit, "--accounts", str(options.accounts), "--assets", "4", str(folder)]
    subprocess.run([sys.executable, options.make_sample, *arguments], check=True)
    out = folder / "attestation"
    measured = {"attest": measure(options.prover, "attest", *inputs(folder), "--out", out, "--secrets",
                                  folder / "secrets", "--threads", "2"),
                "verify": measure(options.verifier, "verify", out, "--threads", "2")}
    said = subprocess.run([options.verifier, "explain", "--attestation", str(out), "--json"], check=True,
                          capture_output=True).stdout
    for work, (seconds, mib) in measured.items():
        estimate = json.loads(said)["numbers"]["estimate"][work]
        print(f"{circuit:26} {work:8} {seconds:8.2f} {estimate['processor_seconds']:8.2f} {mib:8.0f} "
              f"{estimate['memory_mib']:8.0f}", flush=True)


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("prover")
    parser.add_argument("verifier")
    parser.add_argument("make_sample")
    parser.add_argument("--accounts", type=int, default=1000)
    options = parser.parse_args()
    print(f"{'':35} {'seconds':>8} {'estimate':>8} {'MiB':>8} {'estimate':>8}")
    with tempfile.TemporaryDirectory() as scratch:
        for circuit in CIRCUITS:
            compare(options, circuit, pathlib.Path(scratch) / circuit)


if __name__ == "__main__":
    main()
