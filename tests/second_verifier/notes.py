"""docs/signatures.md, Notes: texts signed with Ed25519 keys."""
import base64
import hashlib
import re

from second_verifier.errors import Rejected, demand
from second_verifier.group import EDWARDS_D, NEUTRAL, ORDER, PRIME, SQRT_MINUS_ONE, add, linear_combination

# ---- Ed25519 (RFC 8032) ----------------------------------------------------------------------------


def recover_x(y, sign):
    """None where there is no such point. Section 5.1.3."""
    square = (y * y - 1) * pow(EDWARDS_D * y * y + 1, -1, PRIME) % PRIME
    x = pow(square, (PRIME + 3) // 8, PRIME)
    x = x if x * x % PRIME == square else x * SQRT_MINUS_ONE % PRIME
    if x * x % PRIME != square or (x == 0 and sign):
        return None
    return x if x & 1 == sign else PRIME - x


def decode(data):
    number = int.from_bytes(data, "little")
    y, sign = number % 2**255, number >> 255
    x = recover_x(y, sign) if y < PRIME else None
    return None if x is None else (x, y, 1, x * y % PRIME)


def encode(point):
    x, y, z, _ = point
    x, y = x * pow(z, -1, PRIME) % PRIME, y * pow(z, -1, PRIME) % PRIME
    return (y | (x & 1) << 255).to_bytes(32, "little")


def multiply(scalar, point):
    result = NEUTRAL
    for bit in bin(scalar)[2:]:
        result = add(result, result)
        result = add(result, point) if bit == "1" else result
    return result


BASE = decode((4 * pow(5, -1, PRIME) % PRIME).to_bytes(32, "little"))
ONE = encode(NEUTRAL)


def is_public_key(data):
    point = decode(data)
    return point is not None and data != ONE and encode(multiply(ORDER, point)) == ONE


def is_signed(public_key, text, signature):
    """`public_key` is one."""
    r, s = signature[:32], int.from_bytes(signature[32:], "little")
    challenge = int.from_bytes(hashlib.sha512(r + public_key + text).digest(), "little")
    return len(signature) == 64 and s < ORDER and r != ONE and r == encode(
        linear_combination([(s, BASE), (-challenge, decode(public_key))]))


# ---- Notes -----------------------------------------------------------------------------------------


def malformed(condition, what):
    demand(condition, "signature-encoding", what)


def from_base64(text, *lengths):
    malformed(re.fullmatch(r"([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?", text), "base64")
    data = base64.b64decode(text)
    malformed(base64.b64encode(data).decode() == text and len(data) in lengths, "the length or spare bits of base64")
    return data


def number_of(text):
    malformed(re.fullmatch(r"0|[1-9][0-9]*", text, re.ASCII) and int(text) < 2**63, "a number")
    return int(text)


def is_name(name):
    return name != "" and "+" not in name and not any(letter.isspace() for letter in name)


def lines_of(text):
    malformed(text.endswith("\n"), "the end of a line")
    return text[:-1].split("\n")


def read_note(text, most_bytes=2**17):
    """The text, and name, id and signature of each line."""
    malformed(len(text.encode()) <= most_bytes and not re.search(r"[\0-\x09\x0b-\x1f]", text), "a character")
    end = text.rfind("\n\n")
    malformed(end >= 0 and text.endswith("\n"), "no empty line")
    signatures = []
    for line in lines_of(text[end + 2:]) if text[end + 2:] else []:
        dash, name, encoded = (line.split(" ") + [""] * 3)[:3]
        malformed(dash == "\u2014" and is_name(name) and line.count(" ") == 2, "a signature")
        signature = from_base64(encoded, *range(5, 8193))
        signatures.append((name, signature[:4], signature[4:]))
    malformed(1 <= len(signatures) <= 100, "the number of signatures")
    return text[:end + 1], signatures


def read_key(text):
    """(name, id, public key); None where it is none."""
    parts = text.split("+", 2)
    if len(parts) != 3 or not is_name(parts[0]) or len(parts[0].encode()) > 255:
        return None
    try:
        typed = from_base64(parts[2], 33)
    except Rejected:
        return None
    identity = hashlib.sha256(parts[0].encode() + b"\n" + typed).digest()[:4]
    return (parts[0], identity, typed[1:]) if typed[0] == 1 and identity.hex() == parts[1] and is_public_key(
        typed[1:]) else None


def signers_of(text, signatures, keys, reason):
    """Those of the keys that have signed; rejects where a line that has the name and id of one does not verify."""
    signers = set()
    for name, identity, signature in signatures:
        for key in keys:
            if key[:2] == (name, identity):
                demand(is_signed(key[2], text.encode(), signature), reason, name)
                signers.add(key)
    return signers
