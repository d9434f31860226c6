"""docs/format.md, statement.json and receipts; docs/protocol.md, section 6: the verifier, in order."""
import functools
import itertools
import os
from fractions import Fraction

from second_verifier.argument import GENERATORS_SEED, Instance, Shape, generator, sha256, sha512
from second_verifier.compiler import compile_claim
from second_verifier.errors import Rejected, demand
from second_verifier.formats import (NotJson, canonical_json, has_members, is_decimal, is_hash, is_integer, is_line,
                                     is_name, is_text, is_time, is_under_root, merkle_root, parse_canonical_json,
                                     parse_json)
from second_verifier.group import ORDER, add, decode_point, decode_scalar, same
from second_verifier.prices import check_prices, has_feed_schema
from second_verifier.public_numbers import COMMITTED, MOST_VALUES_OF_A_NAME
from second_verifier.reserves import check_reserves, has_custody_schema
from second_verifier.sources import is_array

# ---- statement.json --------------------------------------------------------------------------------

LARGEST_STATEMENT = 2**28
UNIT = ("decimals", "bytes")
DEEPEST_VALUES = 3


def has_statement_schema(statement):
    return (has_members(statement, "claim", "files") and has_claim_schema(statement["claim"]) and
            has_members(statement["files"], "accounts.bin", "proof.bin") and
            all(map(is_hash, statement["files"].values())))


def has_claim_schema(claim):
    texts, integers = ("version", "snapshot", "created", "generators", "issuer"), ("rows", "segment_rows")
    return (has_members(claim, *texts, *integers, "root", "circuit", "quote", "indexes", "params", "pool",
                        "prices", "reserves") and
            all(is_text(claim[name]) for name in texts) and all(is_integer(claim[name]) for name in integers) and
            is_line(claim["issuer"], 256) and is_hash(claim["root"]) and
            has_members(claim["circuit"], "name", "text") and all(map(is_text, claim["circuit"].values())) and
            has_quote_schema(claim["quote"]) and
            all(isinstance(claim[group], dict) for group in ("indexes", "params", "pool")) and
            all(map(has_index_schema, claim["indexes"].values())) and
            all(is_text(param) or is_matrix(param) for param in claim["params"].values()) and
            all(map(are_values, claim["pool"].values())) and
            all(is_array(claim[name]) for name in ("prices", "reserves")) and
            all(map(has_feed_schema, claim["prices"])) and all(map(has_custody_schema, claim["reserves"])))


def is_matrix(param):
    return (has_members(param, "sha256", "values") and is_hash(param["sha256"]) and
            isinstance(param["values"], list) and are_values(param["values"]))


def are_values(values):
    """A decimal, or arrays of them: at most 3 deep, those of the same depth of the same length."""
    level = [values]
    for _ in range(DEEPEST_VALUES):
        if not all(isinstance(part, list) for part in level):
            break
        if len({len(part) for part in level}) > 1:
            return False
        level = [part for parts in level for part in parts]
    return len(level) <= MOST_VALUES_OF_A_NAME and all(map(is_text, level))


def has_quote_schema(quote):
    return (has_members(quote, "name", "decimals", "bytes") and is_name(quote["name"]) and
            is_integer(quote["decimals"]) and is_integer(quote["bytes"]))


def has_index_schema(members):
    return isinstance(members, list) and len(members) <= 100000 and all(map(has_member_schema, members))


def has_member_schema(member):
    return (isinstance(member, dict) and is_name(member.get("name")) and
            ("in" not in member or is_name(member["in"])) and
            ("decimals" in member) == ("bytes" in member) and
            all(is_integer(value) if name in UNIT else is_text(value) for name, value in member.items()))


def leaves_of_values(values):
    return [values] if is_text(values) else [leaf for part in values for leaf in leaves_of_values(part)]


def values_of(param):
    return param["values"] if isinstance(param, dict) else param


def is_unit(holder):
    return 0 <= holder["decimals"] <= 36 and 1 <= holder["bytes"] <= 16


def numbers_are_right(claim):
    members = [member for members in claim["indexes"].values() for member in members]
    fields = [value for member in members for name, value in member.items() if name not in ("name", "in", *UNIT)]
    params = [leaf for param in claim["params"].values() for leaf in leaves_of_values(values_of(param))]
    pool = [leaf for values in claim["pool"].values() if values != COMMITTED for leaf in leaves_of_values(values)]
    return (all(map(is_decimal, fields + params + pool)) and
            not any(value.startswith("-") for value in pool) and
            all(map(is_unit, [claim["quote"]] + [member for member in members if "decimals" in member])))


def read_statement(data):
    demand(len(data) <= LARGEST_STATEMENT and data.endswith(b"\n"), "statement-encoding")
    try:
        statement = parse_canonical_json(data[:-1])
    except NotJson as error:
        raise Rejected("statement-encoding", str(error)) from None
    demand(has_statement_schema(statement), "statement-schema")
    claim = statement["claim"]
    demand(claim["version"] == "zksolv/3", "version")
    demand(claim["generators"] == GENERATORS_SEED, "generators")
    demand(is_time(claim["snapshot"]) and is_time(claim["created"]), "time")
    demand(numbers_are_right(claim), "number")
    demand(1 <= claim["rows"] <= 2**32, "shape", "rows")
    demand(claim["segment_rows"] in (2**k for k in range(17)), "shape", "segment_rows")
    return statement


# ---- The verifier, in order ------------------------------------------------------------------------


def read_file(*path):
    with open(os.path.join(*path), "rb") as file:
        return file.read()


def verify_attestation(folder):
    """Returns the statement's bytes, parsed statement and compiled circuit, and accounts.bin; raises Rejected."""
    statement_bytes = read_file(folder, "statement.json")
    statement = read_statement(statement_bytes)
    claim = statement["claim"]
    system, reserves = check_claim(claim)
    accounts, proof = read_file(folder, "accounts.bin"), read_file(folder, "proof.bin")
    segments = [range(first, min(first + claim["segment_rows"], claim["rows"]))
                for first in range(0, claim["rows"], claim["segment_rows"])]
    lengths = [Shape(system.account, len(rows)).length for rows in segments] + [Shape(system.pool, 1).length]
    demand(len(accounts) == 32 * claim["rows"], "accounts-length")
    demand(len(proof) == sum(lengths), "proof-length")
    demand(sha256(accounts).hex() == statement["files"]["accounts.bin"], "accounts-digest")
    demand(sha256(proof).hex() == statement["files"]["proof.bin"], "proof-digest")
    leaves = [accounts[i:i + 32] for i in range(0, len(accounts), 32)]
    demand(merkle_root(leaves).hex() == claim["root"], "root")
    commitments = [decode_point(leaf) for leaf in leaves]
    for number, rows in enumerate(segments):
        demand(None not in commitments[rows.start:rows.stop], "commitment", "", number)
    verify_proofs(canonical_json(claim), system, segments, commitments, reserves, proof, lengths)
    return Attestation(statement_bytes, statement, system, leaves)


def check_claim(claim):
    """What follows from the statement alone: the compiled circuit, and the reserve commitments."""
    system = compile_claim(claim)
    check_matrices(claim, system)
    check_prices(claim, system.circuit)
    return system, check_reserves(claim, system)


def check_matrices(claim, system):
    """Whether each matrix has the digest of its canonical CSV."""
    for declared in system.circuit.params:
        if declared.over:
            matrix = claim["params"][declared.name]
            csv = canonical_csv(declared, claim["indexes"], matrix["values"])
            demand(sha256(csv.encode()).hex() == matrix["sha256"], "matrix-digest", declared.name)


def canonical_csv(declared, indexes, values):
    names = [[member["name"] for member in indexes[index]] for index in declared.over]
    if len(names) == 1:
        lines = [[declared.over[0], declared.name], *zip(names[0], values)]
    else:
        lines = [[*declared.over[:-1], *names[-1]]]
        for combination in itertools.product(*map(enumerate, names[:-1])):
            row = functools.reduce(lambda part, member: part[member[0]], combination, values)
            lines.append([name for _, name in combination] + row)
    return "".join(",".join(map(csv_field, line)) + "\n" for line in lines)


def csv_field(text):
    return '"%s"' % text.replace('"', '""') if set(text) & set(',"\r\n') else text


class Attestation:
    def __init__(self, statement_bytes, statement, system, leaves=None):
        self.digest, self.claim = sha256(statement_bytes).hex(), statement["claim"]
        self.system, self.leaves = system, leaves


def verify_proofs(claim_bytes, system, segments, commitments, reserves, proof, lengths):
    count, at, instances = len(segments), 0, []
    tables = [("account", system.account, [commitments[i] for i in rows], []) for rows in segments]
    tables.append(("pool", system.pool, [functools.reduce(add, commitments)], reserves))
    for number, ((role, table, points, external), length) in enumerate(zip(tables, lengths)):
        instances.append(Instance(claim_bytes, role, number, count, table, points, proof[at:at + length], external))
        at += length
    for instance in instances:
        instance.check()


# ---- Receipt ---------------------------------------------------------------------------------------

LARGEST_RECEIPT = 2**24


def id_scalar(account):
    return int.from_bytes(sha512(b"zksolv/1 account id" + account.encode()), "little") % ORDER


def has_values_schema(values):
    return isinstance(values, dict) and all(has_amounts_schema(amounts, DEEPEST_VALUES) for amounts in values.values())


def has_amounts_schema(amounts, depth):
    """An amount, or objects of amounts: nested so deep at most, never empty."""
    return is_text(amounts) or (isinstance(amounts, dict) and len(amounts) > 0 and depth > 0 and
                                all(map(is_name, amounts)) and
                                all(has_amounts_schema(inner, depth - 1) for inner in amounts.values()))


def amounts_by_members(amounts, members=()):
    """Pairs of the names of members and the amount."""
    if is_text(amounts):
        yield members, amounts
    else:
        for name, inner in amounts.items():
            yield from amounts_by_members(inner, members + (name,))


def has_receipt_schema(receipt):
    hashes = ("blinding", "commitment", "statement")
    return (has_members(receipt, "version", "account", "values", *hashes, "index", "path") and
            is_text(receipt["version"]) and is_line(receipt["account"], 256) and
            has_values_schema(receipt["values"]) and all(is_hash(receipt[name]) for name in hashes) and
            is_integer(receipt["index"]) and receipt["index"] >= 0 and
            isinstance(receipt["path"], list) and len(receipt["path"]) <= 64 and all(map(is_hash, receipt["path"])))


def read_receipt(data):
    demand(len(data) <= LARGEST_RECEIPT, "receipt-encoding")
    try:
        receipt = parse_json(data)
    except NotJson as error:
        raise Rejected("receipt-encoding", str(error)) from None
    demand(has_receipt_schema(receipt), "receipt-schema")
    demand(receipt["version"] == "zksolv/3 receipt", "receipt-version")
    return receipt


def amount_in_units(text, decimals, width):
    """The amount as the integer committed to; rejects what is not an amount of such a column."""
    demand(is_decimal(text) and Fraction(text) > 0, "receipt-value", text)
    units = Fraction(text) * 10**decimals
    demand(units.denominator == 1 and units < 256**width, "receipt-value", text)
    return int(units)


def committed_values(system, values):
    """{committed column: integer} of a receipt's values."""
    held = {}
    for name, amounts in values.items():
        for members, text in amounts_by_members(amounts):
            cell = system.ledger_cells.get((name, members))
            demand(cell is not None, "receipt-value", "no such column: %s %s" % (name, members))
            held[cell.column] = amount_in_units(text, cell.decimals, cell.width)
    return held


def commitment_terms(account, values, blinding):
    return ([(value, generator("A", column)) for column, value in values.items()] +
            [(id_scalar(account), generator("Id")), (blinding, generator("H"))])


def open_attestation(path):
    """Of a folder everything is verified; of a statement.json alone, the statement and its circuit."""
    if os.path.isdir(path):
        return verify_attestation(path)
    data = read_file(path)
    statement = read_statement(data)
    system, _ = check_claim(statement["claim"])
    return Attestation(data, statement, system)


def verify_receipt(path, attestation_path):
    data = read_file(path)
    attestation = open_attestation(attestation_path)
    receipt = read_receipt(data)
    demand(receipt["statement"] == attestation.digest, "receipt-statement")
    held = committed_values(attestation.system, receipt["values"])
    encoding, index = bytes.fromhex(receipt["commitment"]), receipt["index"]
    commitment, blinding = decode_point(encoding), decode_scalar(bytes.fromhex(receipt["blinding"]))
    demand(commitment is not None and blinding is not None, "receipt-opening", "encoding")
    demand(same(commitment, commitment_terms(receipt["account"], held, blinding)), "receipt-opening", "values")
    if attestation.leaves is not None:
        demand(attestation.leaves[index:index + 1] in ([encoding], []), "receipt-opening", "index")
    siblings, root = [bytes.fromhex(s) for s in receipt["path"]], bytes.fromhex(attestation.claim["root"])
    demand(is_under_root(encoding, index, attestation.claim["rows"], siblings, root), "receipt-path")
