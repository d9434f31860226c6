#!/usr/bin/env python3
"""Times whole attestations and verifications, by stage, their peak memory, and the ratios between them.

  whole_runs.py PROVER VERIFIER MAKE_SAMPLE KERNELS [--full] [--repeat N]

Without --full the ledgers have 2^12, 2^16 and 2^18 accounts; with it 2^20 too. Each figure is the median of N runs
(default 3). Absolute times are this machine's and this moment's; the ratios below them carry over.

The floor of a run is what its counted work would take if it did nothing else: each count times the nanoseconds its
kernel takes alone (KERNELS --json), shared among the threads, and the run's own times for reading and hashing.
"""
import argparse
import csv
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

THREADS = len(os.sched_getaffinity(0))
ATTEST = ["read", "check", "commit", "hash", "rows", "sumcheck", "opening", "write"]
VERIFY = ["read", "compile", "hash", "proofs"]
# Circuits with large account tables, and accounts.
SAMPLES = [("portfolio_margin", 20000), ("pool_vault", 20000), ("tiered_margin", 20000), ("risk_sharing", 5000)]


def run(command, environment=None):
    """The JSON a program prints, and its peak memory in MiB (at least that of the process which starts it)."""
    with tempfile.TemporaryFile() as printed:
        process = subprocess.Popen([str(word) for word in command], stdout=printed,
                                   env={**os.environ, **(environment or {})})
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            sys.exit(f"{process.args}: exit status {process.returncode}")
        printed.seek(0)
        return json.load(printed), used.ru_maxrss / 1024


def inputs(folder):
    yield from ("--policy", f"{folder}/policy.json")
    for option in "ledger", "reserves":
        for file in sorted(pathlib.Path(folder).glob(f"{option}*.csv")):
            yield from (f"--{option}", file)


def columns(seconds):
    return " ".join(f"{each:8.3f}" for each in seconds)


def heads(names):
    return " ".join(f"{name:>8}" for name in names)


def list_more_assets(folder, total):
    """Adds members to policy and reserves that nobody holds, until there are `total`."""
    with open(f"{folder}/policy.json", encoding="utf-8") as file:
        policy = json.load(file)
    members = policy["indexes"]["asset"]
    with open(f"{folder}/reserves.csv", "a", encoding="utf-8", newline="") as file:
        reserves = csv.writer(file, lineterminator="\n")
        for number in range(len(members), total):
            members.append({**members[-1], "name": f"LISTED{number}"})
            reserves.writerow([f"LISTED{number}", "1"])
    with open(f"{folder}/policy.json", "w", encoding="utf-8") as file:
        json.dump(policy, file)


class Bench:
    def __init__(self, options, scratch):
        self.options, self.scratch = options, scratch
        self.runs = 0
        self.prices = run([options.kernels, "--json"])[0]["nanoseconds"]
        self.floors = []  # name, floor, attest
        self.verified = []  # name, seconds of each stage, seconds, peak MiB

    def floor(self, result):
        """Seconds below which this attestation could not be."""
        work = sum(count * self.prices[kind] for kind, count in result["work"].items())
        return 1e-9 * work / THREADS + result["timings"]["read"] + result["timings"]["hash"]

    def ledger(self, circuit, accounts, assets, listed=0):
        folder = f"{self.scratch}/{circuit}-{accounts}-{assets}-{listed}"
        if not os.path.isdir(folder):
            subprocess.run([sys.executable, self.options.make_sample, "--circuit", circuit, "--accounts", str(accounts),
                            "--assets", str(assets), folder], check=True)
            if listed:
                list_more_assets(folder, listed)
        return folder

    def attest(self, folder, environment):
        self.runs += 1
        out, secrets = f"{self.scratch}/out-{self.runs}", f"{self.scratch}/secrets-{self.runs}"
        result, memory = run([self.options.prover, "attest", *inputs(folder), "--out", out, "--secrets", secrets,
                              "--threads", THREADS, "--json"], environment)
        return out, result, memory

    def measure(self, name, folder, environment=None):
        """Prints a row; returns the median seconds of attest and of verify."""
        attested, verified, floors, peaks = [], [], [], []
        for _ in range(self.options.repeat):
            out, result, memory = self.attest(folder, environment)
            checked, memory_to_verify = run([self.options.verifier, "verify", out, "--threads", THREADS, "--json"],
                                            environment)
            floors.append(self.floor(result))
            attested.append([result["timings"][stage] for stage in [*ATTEST, "total"]])
            verified.append([checked["timings"][stage] for stage in VERIFY])
            verified[-1].append(sum(verified[-1]))
            peaks.append((memory, memory_to_verify))
            subprocess.run(["rm", "-rf", out], check=True)
        *stages, attest = [statistics.median(column) for column in zip(*attested)]
        *verify_stages, verify = [statistics.median(column) for column in zip(*verified)]
        peak, verify_peak = [max(column) for column in zip(*peaks)]
        print(f"{name:34} {columns(stages)} | {attest:8.3f} {peak:8.0f}", flush=True)
        self.verified.append((name, verify_stages, verify, verify_peak))
        if environment is None:  # the prices are those of the processor's best
            self.floors.append((name, statistics.median(floors), attest))
        return attest, verify

    def print_verified(self):
        print(f"\n{'seconds (median)':34} {heads(VERIFY)} |   verify peak MiB")
        for name, stages, seconds, peak in self.verified:
            print(f"{name:34} {columns(stages)} | {seconds:8.3f} {peak:8.0f}")

    def print_floors(self):
        print(f"\n{'attest against its floor':34}    floor   attest   attest / floor")
        for name, floor, attested in self.floors:
            print(f"{name:34} {floor:8.3f} {attested:8.3f} {attested / floor:8.2f}")


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("prover")
    parser.add_argument("verifier")
    parser.add_argument("make_sample")
    parser.add_argument("kernels")
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    top = 20 if options.full else 18
    with tempfile.TemporaryDirectory() as scratch:
        bench = Bench(options, scratch)
        print(f"{'seconds (median)':34} {heads(ATTEST)} |   attest peak MiB")
        spot = {}
        for bits in (12, 16, 18, 20)[: 4 if options.full else 3]:
            spot[bits] = bench.measure(f"spot, 2^{bits} x 10", bench.ledger("spot", 1 << bits, 10))
        margin = bench.measure(f"cross_margin, 2^{top} x 20", bench.ledger("cross_margin", 1 << top, 20))
        listed = bench.measure("the same, 483 listed", bench.ledger("cross_margin", 1 << top, 20, 483))
        portable = bench.measure("portable: spot, 2^16 x 10", bench.ledger("spot", 1 << 16, 10),
                                 {"ZKSOLV_CPU": "portable"})
        for circuit, accounts in SAMPLES:
            bench.measure(f"{circuit}, {accounts:,} x 4", bench.ledger(circuit, accounts, 4))
        bench.print_verified()
        bench.print_floors()
    print("\nratios")
    print(f"  483 listed assets over 20, attest            {listed[0] / margin[0]:6.2f}")
    print(f"  spot 2^{top} over 2^{top - 2}, attest               {spot[top][0] / spot[top - 2][0]:6.2f}")
    print(f"  attest over verify, spot 2^{top}                {spot[top][0] / spot[top][1]:6.2f}")
    print(f"  portable over this processor's best, 2^16    {portable[0] / spot[16][0]:6.2f}")
    print(f"  microseconds an account, attest, spot 2^{top}   {1e6 * spot[top][0] / (1 << top):6.2f}")


if __name__ == "__main__":
    main()
