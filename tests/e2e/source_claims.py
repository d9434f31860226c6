"""Claims with signed sources: price notes (docs/prices.md) and custodians' statements (docs/reserves.md), and what both
verifiers say of them."""
import json
import sys

from programs import ROOT, ProgramTest
from signer import Signer, note

sys.path.append(str(ROOT / "tests"))
from second_verifier.attestation import verify_attestation  # noqa: E402  (found only now)
from second_verifier.formats import canonical_json  # noqa: E402
from second_verifier.vectors import verdict_of  # noqa: E402

CIRCUIT = """\
circuit sources
index asset { decimals, price, rate }
account balance[asset] : units of asset
account lent[asset, asset_kind] : units of asset
index asset_kind { }
pool reserve[asset] : public or committed
pool fund : public or committed quote units
pool lots : public or committed
pool given[asset] : public
pool table[asset, asset_kind] : public
pool require covered[asset]: reserve + given + fund + lots >= total(balance)
"""
SNAPSHOT = "2024-03-01T00:00:00Z"
ORACLES = [Signer(f"oracle.example/{letter}") for letter in "abcd"]
CUSTODIANS = [Signer(f"custodian.example/{letter}") for letter in "abc"]


def asset(name, decimals, price):
    return {"name": name, "decimals": decimals, "bytes": 8, "price": price, "rate": "2"}


def claim(**members):
    return {
        "version": "zksolv/3", "issuer": "Example", "snapshot": SNAPSHOT, "created": SNAPSHOT,
        "circuit": {"name": "sources", "text": CIRCUIT}, "quote": {"name": "USD", "decimals": 2, "bytes": 8},
        "indexes": {"asset": [asset("BTC", 8, "68250.5"), asset("ETH", 3, "1812")], "asset_kind": [{"name": "any"}]},
        "params": {}, "pool": {"reserve": ["3.25", "0"], "fund": "7", "lots": "0", "given": ["1", "2"],
                               "table": [["0"], ["0"]]},
        "prices": [], "reserves": [], "rows": 3, "segment_rows": 4, "generators": "zksolv/1 generators",
        "root": "00" * 32, **members,
    }


def text_of(content):
    return canonical_json(content).decode() + "\n"


def price(mantissa, exponent="0"):
    return {"mantissa": mantissa, "exponent": exponent}


def prices(**members):
    """The text of a price note."""
    return text_of({"prices": {"BTC": price("6825050000000", "-8"), "ETH": price("1812")}, "quote": "USD",
                    "source": "Example oracle", "time": SNAPSHOT, "version": "zksolv/1 prices", **members})


def feed(*notes, **members):
    return {"declared": [], "field": "price", "index": "asset", "keys": [oracle.key for oracle in ORACLES[:3]],
            "latency": 60, "notes": list(notes), "quorum": 1, **members}


def holdings(**members):
    """The text of a reserve statement."""
    return text_of({"account": "vault 7", "assets": {"BTC": {"amount": "3.25"}}, "holder": "Example", "time": SNAPSHOT,
                    "version": "zksolv/1 reserves", **members})


def statement(signer=CUSTODIANS[0], **members):
    return note(holdings(**members), signer)


def custody(*statements, keys=CUSTODIANS[:1], **members):
    return {"age": 60, "column": "reserve", "keys": [signer.key for signer in keys], "statements": list(statements),
            **members}


def with_pool(elements, **pool):
    return claim(pool=claim()["pool"] | pool, reserves=elements)


class Sources(ProgramTest):
    def both(self, attestation="attestation"):
        """What both verifiers say of the folder."""
        first = json.loads(self.verify("--json", attestation=attestation).stdout)
        verdict = first["reason"] or "ok", first.get("segment")
        self.assertEqual(verdict_of(verify_attestation, self.folder / attestation), verdict, first)
        return verdict

    def assert_both(self, expected):
        self.assertEqual(self.both()[0], expected)

    def statement(self, attestation="attestation"):
        return json.loads((self.folder / attestation / "statement.json").read_text())

    def assert_claim(self, expected, a_claim):
        """By both verifiers, of the statement alone: what is behind it is missing."""
        folder = self.folder / "attestation"
        folder.mkdir(exist_ok=True)
        files = {"accounts.bin": "00" * 32, "proof.bin": "00" * 32}
        (folder / "statement.json").write_bytes(canonical_json({"claim": a_claim, "files": files}) + b"\n")
        for name in files:
            (folder / name).touch()
        self.assert_both("accounts-length" if expected == "ok" else expected)
