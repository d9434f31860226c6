"""docs/format.md, Vectors."""
import os
import re

from second_verifier.argument import Shape, Table, Transcript, generator, log2, map_to_group
from second_verifier.attestation import commitment_terms, id_scalar, read_file, verify_attestation, verify_receipt
from second_verifier.errors import Rejected, demand
from second_verifier.formats import (NotJson, has_members, is_decimal, is_hexadecimal, is_text, is_time, is_under_root,
                                     merkle_root, parse_json, seconds_of)
from second_verifier.group import decode_point, decode_scalar, encode_point, linear_combination, same
from second_verifier.logs import check_consistency, check_log_proof, read_checkpoint
from second_verifier.notes import read_key

# ---- Vectors ---------------------------------------------------------------------------------------


unhex = bytes.fromhex


def generator_agrees(case):
    return is_point_of(case["point"], generator(case["kind"], case["index"]))


def is_point_of(encoding, point):
    decoded = decode_point(unhex(encoding))
    return decoded is not None and same(decoded, [(1, point)])


def map_agrees(case):
    return is_point_of(case["point"], map_to_group(unhex(case["uniform"])))


def transcript_agrees(case):
    transcript = Transcript()
    for step in case["steps"]:
        if "absorb" in step:
            transcript.absorb(step["absorb"], *map(unhex, step["items"]))
        elif transcript.challenge(step["challenge"]) != decode_scalar(unhex(step["value"])):
            return False
    return True


def tree_agrees(case):
    leaves, root = [unhex(leaf) for leaf in case["leaves"]], unhex(case["root"])
    return merkle_root(leaves) == root and len(case["paths"]) == len(leaves) and all(
        is_under_root(leaf, index, len(leaves), [unhex(node) for node in path], root)
        for index, (leaf, path) in enumerate(zip(leaves, case["paths"])))


def commitment_agrees(case):
    values = {entry["column"]: int(entry["value"]) for entry in case["values"]}
    blinding, point = decode_scalar(unhex(case["blinding"])), decode_point(unhex(case["commitment"]))
    return None not in (blinding, point) and same(point, commitment_terms(case["account"], values, blinding))


def reserve_commitment_agrees(case):
    made = linear_combination([(int(case["amount"]), generator("R")),
                               (decode_scalar(unhex(case["blinding"])), generator("H"))])
    return encode_point(made) == unhex(case["commitment"])


def id_agrees(case):
    return id_scalar(case["account"]) == decode_scalar(unhex(case["scalar"]))


def shape_agrees(case):
    table = Table([1] * case["cells"], case["committed"], [], case.get("external", 0))
    shape = Shape(table, case["rows"])
    possible = table.committed + table.external <= shape.cells and (table.external == 0 or case["rows"] == 1)
    return possible and all(case[name] == value for name, value in (
        ("rounds", shape.rounds), ("row_length", shape.columns), ("matrix_rows", shape.matrix_rows),
        ("folds", log2(shape.basis)), ("points", shape.points), ("words", shape.points + shape.scalars)))


def result_of(check, *arguments):
    try:
        check(*arguments)
    except Rejected as rejection:
        return rejection.reason
    return "ok"


def log_proof_agrees(case):
    keys = [read_key(key) for key in case["keys"]]
    return None not in keys and case["threshold"] >= 1 and case["result"] == result_of(
        check_log_proof, case["file"], unhex(case["statement"]), keys, case["threshold"])


def log_consistency_agrees(case):
    log = [unhex(line) for line in case["log"].splitlines()]
    seen, found = read_checkpoint(case["seen"]), read_checkpoint(case["found"])
    return seen[0] == found[0] and 0 not in (seen[1], found[1]) and case["result"] == result_of(
        check_consistency, seen, found, case["file"], log)


def check_age(time, now, max_age):
    """docs/signatures.md, Age."""
    age = seconds_of(now) - seconds_of(time)
    demand(-300 <= age <= max_age, "age", time)


def age_agrees(case):
    created, timestamp, now = case["created"], case["timestamp"], case["now"]
    older, of = (timestamp, "timestamp") if timestamp != "" and timestamp < created else (created, "created")
    are_times = is_time(created) and is_time(now) and (timestamp == "" or is_time(timestamp))
    return are_times and case["max_age"] >= 0 and case["of"] == of and case["result"] == result_of(
        check_age, older, now, case["max_age"])


# Of each kind of primitives, whether a case's results are ours, or whether a string is one.
AGREEMENTS = {
    "generators": generator_agrees, "hash-to-group": map_agrees, "transcript": transcript_agrees,
    "merkle": tree_agrees, "commitment": commitment_agrees,
    "reserve-commitment": reserve_commitment_agrees, "account-id": id_agrees, "shape": shape_agrees,
    "log-proof": log_proof_agrees, "log-consistency": log_consistency_agrees, "age": age_agrees,
}
RECOGNISERS = {
    "point": lambda text: is_hexadecimal(text, 32) and decode_point(unhex(text)) is not None,
    "scalar": lambda text: is_hexadecimal(text, 32) and decode_scalar(unhex(text)) is not None,
    "decimal": is_decimal,
    "time": is_time,
}


# X.509 is more than the standard library knows: docs/format.md lets a verifier leave these out.
LEFT_OUT = ("cms", "timestamp")


def read_vectors_json(*path):
    try:
        return parse_json(read_file(*path))
    except NotJson as error:
        raise Rejected("vector", str(error)) from None


def check_primitives(kind, path):
    content = read_vectors_json(path)
    try:
        if kind in RECOGNISERS:
            recognise = RECOGNISERS[kind]
            agreed = all(map(recognise, content["valid"])) and not any(map(recognise, content["invalid"]))
        else:
            agreed = all(map(AGREEMENTS[kind], content["cases"]))
    except (KeyError, TypeError, ValueError, AttributeError, Rejected):  # missing members, of other types or forms
        agreed = False
    demand(agreed, "vector", path)


def is_vector(vector):
    if not isinstance(vector, dict):
        return False
    kind, paths = vector.get("kind"), ["path"] + ["attestation"] * (vector.get("kind") == "receipt")
    optional = {"segment"} if kind in ("attestation", "receipt") else set()
    return (set(vector) - optional == {"name", "kind", "expect", "comment", *paths} and
            (optional or kind in (*AGREEMENTS, *RECOGNISERS, *LEFT_OUT)) and all(is_path(vector[path]) for path in paths))


def is_path(value):
    component = r"[A-Za-z0-9_-][A-Za-z0-9_.-]*"
    return is_text(value) and len(value) <= 256 and re.fullmatch(f"{component}(/{component})*", value)


def run_vector(folder, vector):
    path = os.path.join(folder, vector["path"])
    if vector["kind"] == "attestation":
        verify_attestation(path)
    elif vector["kind"] == "receipt":
        verify_receipt(path, os.path.join(folder, vector["attestation"]))
    else:
        check_primitives(vector["kind"], path)


def verdict_of(check, *arguments):
    """("ok", None), or the reason and the segment of a rejection."""
    try:
        check(*arguments)
        return "ok", None
    except Rejected as rejection:
        return rejection.reason, rejection.segment


def worded(reason, segment):
    return reason if segment is None else "%s (segment %d)" % (reason, segment)


def audit(folder):
    """Prints a line a vector; rejects where one gives another result than it names. Kinds left out are said to be."""
    index = read_vectors_json(folder, "index.json")
    demand(has_members(index, "version", "vectors") and index["version"] == "zksolv/1 vectors" and index["vectors"] and
           isinstance(index["vectors"], list) and all(map(is_vector, index["vectors"])), "vector", "index.json")
    left_out = [vector for vector in index["vectors"] if vector["kind"] in LEFT_OUT]
    covered = [vector for vector in index["vectors"] if vector["kind"] not in LEFT_OUT]
    for vector in left_out:
        print("%-9s %-40s %s" % ("left out", vector["name"], "certificates are not checked here"))
    different = 0
    for vector in covered:
        reason, segment = verdict_of(run_vector, folder, vector)
        agreed = reason == vector["expect"] and vector.get("segment", segment) == segment
        different += not agreed
        print("%-9s %-40s %s" % ("agreed" if agreed else "DIFFERENT", vector["name"], worded(reason, segment)))
    print("%d of %d vectors agreed, %d left out" % (len(covered) - different, len(covered), len(left_out)))
    demand(different == 0, "vector")
