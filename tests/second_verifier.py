#!/usr/bin/env python3
"""A second verifier for zksolv/1, written from docs/protocol.md, docs/format.md and docs/circuits.md alone and sharing
no code with the first. It needs Python's standard library and libsodium (for one map onto the group), and is for small
attestations: 65,536 accounts take it a minute.

    second_verifier.py verify DIR
    second_verifier.py receipt FILE --attestation DIR
    second_verifier.py audit VECTORS_DIR

Each prints "valid", or "rejected: REASON" with the segment where one is to blame. Exit status: 0 valid; 1 rejected;
2 usage; 3 a file cannot be read."""

import calendar
import ctypes
import ctypes.util
import functools
import hashlib
import json
import math
import operator
import os
import re
import sys
from fractions import Fraction


class Rejected(Exception):
    def __init__(self, reason, detail="", segment=None):
        super().__init__(reason, detail, segment)
        self.reason, self.detail, self.segment = reason, detail, segment


def demand(holds, reason, detail="", segment=None):
    if not holds:
        raise Rejected(reason, detail, segment)


# ---- Scalars and points (RFC 9496) ---------------------------------------------------------------

ORDER = 2**252 + 27742317777372353535851937790883648493
PRIME = 2**255 - 19
EDWARDS_D = -121665 * pow(121666, -1, PRIME) % PRIME
SQRT_MINUS_ONE = pow(2, (PRIME - 1) // 4, PRIME)
NEUTRAL = (0, 1, 1, 0)  # extended coordinates X, Y, Z, T with x = X/Z, y = Y/Z, T = XY/Z


def inverse(x):
    return pow(x, -1, ORDER)


def decode_scalar(data):
    """None where the encoding is not canonical."""
    x = int.from_bytes(data, "little")
    return x if x < ORDER else None


def inverse_square_root(x):
    """(whether x is a square, the non-negative square root of 1/x), for a non-zero x. Section 4.2."""
    root = pow(x, 3, PRIME) * pow(x, 7 * (PRIME - 5) // 8, PRIME) % PRIME
    check = x * root * root % PRIME
    if check in (PRIME - 1, PRIME - SQRT_MINUS_ONE):
        root = root * SQRT_MINUS_ONE % PRIME
    return check in (1, PRIME - 1), min(root, PRIME - root)


def decode_point(data):
    """Section 4.3.1; None where the encoding is not canonical."""
    s = int.from_bytes(data, "little")
    if s >= PRIME or s & 1:
        return None
    if s == 0:
        return NEUTRAL
    u1, u2 = (1 - s * s) % PRIME, (1 + s * s) % PRIME
    v = (-EDWARDS_D * u1 * u1 - u2 * u2) % PRIME
    radicand = v * u2 * u2 % PRIME
    if radicand == 0:
        return None
    was_square, root = inverse_square_root(radicand)
    x = 2 * s * root * u2 % PRIME
    x = PRIME - x if x & 1 else x
    y = u1 * root * root * u2 * v % PRIME
    t = x * y % PRIME
    return (x, y, 1, t) if was_square and not t & 1 and y != 0 else None


def add(p, q):
    x1, y1, z1, t1 = p
    x2, y2, z2, t2 = q
    a = (y1 - x1) * (y2 - x2) % PRIME
    b = (y1 + x1) * (y2 + x2) % PRIME
    c = 2 * EDWARDS_D * t1 * t2 % PRIME
    d = 2 * z1 * z2 % PRIME
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % PRIME, g * h % PRIME, f * g % PRIME, e * h % PRIME


def is_neutral(p):
    """As an element of ristretto255: any of the four points of the coset (section 4.5)."""
    return p[0] % PRIME == 0 or p[1] % PRIME == 0


def linear_combination(terms):
    """The sum of scalar * point over pairs, by Pippenger's buckets."""
    terms = [(k % ORDER, p) for k, p in terms if k % ORDER and p != NEUTRAL]
    width = 4 if len(terms) < 64 else 6 if len(terms) < 1024 else 8
    result = NEUTRAL
    for shift in range((253 + width - 1) // width * width - width, -1, -width):
        for _ in range(width):
            result = add(result, result)
        buckets = [None] * (1 << width)
        for k, p in terms:
            digit = k >> shift & (1 << width) - 1
            if digit:
                buckets[digit] = p if buckets[digit] is None else add(buckets[digit], p)
        running, total = NEUTRAL, NEUTRAL
        for p in reversed(buckets[1:]):
            running = running if p is None else add(running, p)
            total = add(total, running)
        result = add(result, total)
    return result


def same(point, terms):
    """Whether the point is the linear combination."""
    return is_neutral(linear_combination([(-1, point)] + terms))


# ---- docs/protocol.md, 2: Setup ------------------------------------------------------------------

GENERATORS_SEED = "zksolv/1 generators"
sodium = ctypes.CDLL(ctypes.util.find_library("sodium") or "libsodium.so.23")


def u64(x):
    return x.to_bytes(8, "little")


def sha512(data):
    return hashlib.sha512(data).digest()


def sha256(data):
    return hashlib.sha256(data).digest()


def map_to_group(uniform):
    """The one-way map of RFC 9496, section 4.3.4, from 64 bytes."""
    encoding = ctypes.create_string_buffer(32)
    sodium.crypto_core_ristretto255_from_hash(encoding, uniform)
    return decode_point(encoding.raw)


@functools.cache
def generator(kind, index=0):
    seed, kind = GENERATORS_SEED.encode(), kind.encode()
    return map_to_group(sha512(bytes([len(seed)]) + seed + bytes([len(kind)]) + kind + u64(index)))


# ---- docs/protocol.md, 3: Transcript -------------------------------------------------------------


class Transcript:
    def __init__(self):
        self.state = sha512(b"zksolv/1 transcript")

    def absorb(self, label, *items):
        label = label.encode()
        framed = b"".join(u64(len(item)) + item for item in items)
        self.state = sha512(b"\x00" + self.state + u64(len(label)) + label + u64(len(items)) + framed)

    def challenge(self, label):
        label = label.encode()
        self.state = sha512(b"\x01" + self.state + u64(len(label)) + label)
        return int.from_bytes(sha512(b"\x02" + self.state), "little") % ORDER

    def challenges(self, label, count):
        return [self.challenge(label) for _ in range(count)]


# ---- docs/protocol.md, 4: Shape ------------------------------------------------------------------


class Table:
    """Columns and constraints: `widths` in bytes, the first `committed` columns committed; a constraint is a pair of
    {column: coefficient} and a constant."""

    def __init__(self, widths, committed, constraints):
        self.widths, self.committed, self.constraints = widths, committed, constraints


def pow2(x):
    return 1 << (x - 1).bit_length()


def log2(power):
    return power.bit_length() - 1


class Shape:
    def __init__(self, table, rows):
        self.cells, self.committed = sum(table.widths), table.committed
        self.padded_rows, self.padded_cells = pow2(rows), pow2(self.cells)
        self.rounds = log2(self.padded_rows) + log2(self.padded_cells)
        self.columns = max(self.padded_rows, 1 << (self.rounds + 1) // 2)
        self.matrix_rows = -(-self.cells * self.padded_rows // self.columns)
        self.basis = pow2(self.columns + 256 + self.committed + 1 + 3 * self.rounds + 1)
        self.points = 2 * self.matrix_rows + 2 * log2(self.basis) + 8
        self.scalars = 3 * self.rounds + 6
        self.length = 32 * (self.points + self.scalars)

    def generators(self):
        return ([generator("G", i) for i in range(self.columns)] + [generator("M", i) for i in range(256)] +
                [generator("A", i) for i in range(self.committed)] + [generator("Id")] +
                [generator("K", i) for i in range(3 * self.rounds + 1)])


# ---- docs/protocol.md, 5: The argument -----------------------------------------------------------


class Proof:
    """The strings of one table's proof, decoded and still as the bytes the transcript absorbs."""

    def __init__(self, data, shape, segment):
        self.strings = [data[i:i + 32] for i in range(0, shape.length, 32)]
        self.segment, self.at = segment, 0
        rows, folds = shape.matrix_rows, log2(shape.basis)
        self.D, self.Mc, self.E, self.Gc = self.points(rows), self.point(), self.points(rows), self.point()
        self.V_d, self.V_h, self.V_p, self.T_1, self.T_2 = self.points(5)
        self.folds = [(self.point(), self.point()) for _ in range(folds)]
        self.Z = self.point()
        self.sum = self.scalar()
        self.round_values = [(self.scalar(), self.scalar(), self.scalar()) for _ in range(shape.rounds)]
        self.z_1, self.z_2, self.z_3, self.z, self.z_blinding = (self.scalar() for _ in range(5))

    def take(self, decode, reason):
        string, self.at = self.strings[self.at], self.at + 1
        value = decode(string)
        demand(value is not None, reason, "string %d" % (self.at - 1), self.segment)
        return Sent(value, string)

    def point(self):
        return self.take(decode_point, "point")

    def points(self, count):
        return [self.point() for _ in range(count)]

    def scalar(self):
        return self.take(decode_scalar, "scalar")


class Sent:
    """A point or scalar together with its encoding."""

    def __init__(self, value, encoding):
        self.value, self.encoding = value, encoding


def absorb_sent(transcript, label, *sent):
    transcript.absorb(label, *(s.encoding for s in sent))


def eq_table(challenges):
    """eq(t, i) for every i below 2^|t|; bit j of i belongs to t_j."""
    table = [1]
    for t in challenges:
        table = [x * (1 - t) % ORDER for x in table] + [x * t % ORDER for x in table]
    return table


def eq(t, x):
    product = 1
    for a, b in zip(t, x):
        product = product * (a * b + (1 - a) * (1 - b)) % ORDER
    return product


def powers(x):
    power = 1
    while True:
        yield power
        power = power * x % ORDER


def cubic_at(s0, s1, s2, s3, x):
    """The value at x of the cubic with these values at 0, 1, 2, 3 (Lagrange)."""
    sixth, half = inverse(6), inverse(2)
    return (-s0 * (x - 1) * (x - 2) * (x - 3) * sixth + s1 * x * (x - 2) * (x - 3) * half -
            s2 * x * (x - 1) * (x - 3) * half + s3 * x * (x - 1) * (x - 2) * sixth) % ORDER


class Challenges:
    """Everything the transcript of one table yields, in its order; a forbidden value rejects."""

    def __init__(self, claim_bytes, role, number, segments, rows, shape, proof):
        t = Transcript()
        self.segment = number
        t.absorb("claim", claim_bytes)
        t.absorb("instance", role.encode(), u64(number), u64(segments), u64(rows))
        absorb_sent(t, "digits", *proof.D, proof.Mc)
        self.alpha = t.challenge("alpha")
        demand(not -255 <= self.alpha - ORDER and self.alpha != 0, "challenge", "alpha", number)
        absorb_sent(t, "reciprocals", *proof.E)
        self.rho = t.challenges("rho", log2(shape.padded_rows))
        self.tau = t.challenges("tau", log2(shape.padded_cells))
        self.kappa, self.kappa_prime = t.challenge("kappa"), t.challenge("kappa'")
        self.beta, self.gamma = t.challenge("beta"), t.challenge("gamma")
        absorb_sent(t, "mask", proof.Gc)
        self.lamda = self.non_zero(t, "lambda")
        absorb_sent(t, "sum", proof.sum)
        self.xi = []
        for values in proof.round_values:
            absorb_sent(t, "round", *values)
            self.xi.append(t.challenge("xi"))
        absorb_sent(t, "end values", proof.V_d, proof.V_h, proof.V_p)
        absorb_sent(t, "product", proof.T_1, proof.T_2)
        self.product = t.challenge("product")
        absorb_sent(t, "product response", proof.z_1, proof.z_2, proof.z_3)
        self.eta, self.zeta = t.challenge("eta"), t.challenge("zeta")
        self.chi = self.non_zero(t, "chi")
        self.theta_M = self.non_zero(t, "theta M")
        self.theta_P = self.non_zero(t, "theta P")
        self.theta_K = self.non_zero(t, "theta K")
        self.folds = []
        for left, right in proof.folds:
            absorb_sent(t, "fold", left, right)
            self.folds.append(self.non_zero(t, "fold"))
        absorb_sent(t, "schnorr", proof.Z)
        self.schnorr = t.challenge("schnorr")

    def non_zero(self, transcript, label):
        value = transcript.challenge(label)
        demand(value != 0, "challenge", label, self.segment)
        return value


def folded_constraints(table, c):
    """The weights W of the cells, and const."""
    column_weights, const = [0] * len(table.widths), 0
    for power, (coefficients, constant) in zip(powers(c.kappa), table.constraints):
        const += power * constant
        for column, coefficient in coefficients.items():
            column_weights[column] += power * coefficient
    for column, power in zip(range(table.committed), powers(c.kappa_prime)):
        column_weights[column] += c.kappa_prime * power
    weighted = zip(column_weights, table.widths)
    return [weight * 256**t % ORDER for weight, width in weighted for t in range(width)], const % ORDER


def last_claim(proof, c):
    """The claim of the sumcheck after its last round, s_L."""
    claim = proof.sum.value
    for (s0, s2, s3), xi in zip(proof.round_values, c.xi):
        claim = cubic_at(s0.value, claim - s0.value, s2.value, s3.value, xi)
    return claim


def check_products(proof, c):
    Q, H = generator("Q"), generator("H")
    z_1, z_2, z_3 = proof.z_1.value, proof.z_2.value, proof.z_3.value
    first = [(z_1, Q), (z_2, H), (-c.product, proof.V_d.value)]
    second = [(z_1, proof.V_h.value), (z_3, H), (-c.product, proof.V_p.value)]
    demand(same(proof.T_1.value, first), "product-factor", "", c.segment)
    demand(same(proof.T_2.value, second), "product", "", c.segment)


def check_opening(table, shape, commitments, proof, c):
    row_bits, cell_bits = log2(shape.padded_rows), log2(shape.padded_cells)
    xi_cell, xi_row = c.xi[:cell_bits], c.xi[cell_bits:]
    x_hat = xi_row + xi_cell
    column_weights = eq_table(x_hat[:log2(shape.columns)])
    matrix_row_weights = eq_table(x_hat[log2(shape.columns):])
    rho_weights = eq_table(c.rho)[:len(commitments)]
    cell_weights, const = folded_constraints(table, c)

    e = eq(c.tau + c.rho, xi_cell + xi_row)
    w = eq(c.rho, xi_row) * sum(a * b for a, b in zip(eq_table(xi_cell), cell_weights)) % ORDER
    zeta2 = c.zeta * c.zeta
    T = c.zeta * (proof.sum.value + c.gamma * const * sum(rho_weights)) + zeta2 * (last_claim(proof, c) + e)
    c_d = 1 - zeta2 * c.gamma * w
    c_h = c.eta - zeta2 * (e * c.alpha + c.beta)
    c_p = -zeta2 * e
    e_rest = sum(matrix_row_weights[shape.matrix_rows:])

    u = list(column_weights)
    u += [c.zeta * c.beta * inverse((c.alpha + v) * c.theta_M) for v in range(256)]
    u += [c.zeta * c.gamma * c.kappa_prime * power * inverse(c.theta_P)
          for _, power in zip(range(shape.committed), powers(c.kappa_prime))]
    u += [0]
    scale = c.lamda * inverse(c.theta_K)
    u += [scale * (c.zeta * 2**shape.rounds + zeta2)]
    u += [scale * (c.zeta * 2**shape.rounds * inverse(2) + zeta2 * xi**p) for xi in c.xi for p in (1, 2, 3)]

    # Unrolled, the folds leave <s, basis> and <s, u> and multiply each commitment by what the later folds do to it.
    s = [1]
    for x in c.folds:
        s = [a * b % ORDER for a in s for b in (1, x)]
    after = [1]
    for x in reversed(c.folds):
        after.append(after[-1] * x % ORDER)
    after.reverse()  # after[j]: the product of the challenges from fold j on

    first = after[0]
    Kc = [(first * weight, sent.value) for weight, sent in zip(matrix_row_weights, proof.D)]
    Kc += [(first * c.eta * weight, sent.value) for weight, sent in zip(matrix_row_weights, proof.E)]
    Kc += [(first * c.theta_P * weight, point) for weight, point in zip(rho_weights, commitments)]
    Kc += [(first * c.theta_M, proof.Mc.value), (first * c.theta_K, proof.Gc.value)]
    Kc += [(first * c.chi * T, generator("Q")), (first * c.chi * c_d, proof.V_d.value)]
    Kc += [(first * c.chi * c_h, proof.V_h.value), (first * c.chi * c_p, proof.V_p.value)]
    for (left, right), x, later in zip(proof.folds, c.folds, after[1:]):
        Kc += [(later * x * x, left.value), (later, right.value)]
    implicit = first * c.eta * e_rest * inverse(c.alpha)  # of the rows not sent, along every G

    z, basis = proof.z.value, shape.generators()
    terms = [(z * weight - (c.schnorr * implicit if i < shape.columns else 0), point)
             for i, (weight, point) in enumerate(zip(s, basis))]
    terms += [(z * c.chi * sum(a * b for a, b in zip(s, u)), generator("Q"))]
    terms += [(proof.z_blinding.value, generator("H"))]
    terms += [(-c.schnorr * weight, point) for weight, point in Kc]
    demand(same(proof.Z.value, terms), "opening", "", c.segment)


class Instance:
    """One table with its rows, its proof and its challenges."""

    def __init__(self, claim_bytes, role, number, segments, table, commitments, data):
        self.table, self.commitments = table, commitments
        self.shape = Shape(table, len(commitments))
        self.proof = Proof(data, self.shape, number)
        self.challenges = Challenges(claim_bytes, role, number, segments, len(commitments), self.shape, self.proof)

    def check(self):
        check_products(self.proof, self.challenges)
        check_opening(self.table, self.shape, self.commitments, self.proof, self.challenges)


# ---- docs/circuits.md: Words and Grammar ---------------------------------------------------------

LARGEST_CIRCUIT = 1048576
DEEPEST_FACTOR = 200
FORBIDDEN = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
WORD = re.compile(r"(?P<blank>[ \t\n]+|#[^\n]*)|(?P<name>[A-Za-z_][A-Za-z0-9_]*)|"
                  r"(?P<number>[0-9]+(?:\.[0-9]+)?)(?![A-Za-z0-9_])|(?P<sign>>=|<=|==|[><{}\[\](),:+\-*/])")
KEYWORDS = set("circuit index param account pool policy require pair units of quote integer bytes public decimals sum "
               "total".split())
RELATIONS = {">=": operator.ge, "<=": operator.le, "==": operator.eq, ">": operator.gt, "<": operator.lt}


def refuse(message):
    raise Rejected("circuit", message)


def words_of(text):
    """Pairs of (kind, word): a kind is "name", "number", or a keyword or sign itself."""
    if len(text.encode()) > LARGEST_CIRCUIT or FORBIDDEN.search(text):
        refuse("too long, or a character that is never allowed")
    words, at = [], 0
    while at < len(text):
        match = WORD.match(text, at)
        if not match:
            refuse("no word: %r" % text[at:at + 20])
        kind, word, at = match.lastgroup, match.group(), match.end()
        if kind == "name" and len(word) > 64 or kind == "number" and len(word) > 128:
            refuse("too long a word")
        if kind != "blank":
            words.append((word if kind == "sign" or word in KEYWORDS else kind, word))
    return words + [("end", "")]


class Number:
    def __init__(self, value):
        self.value = value


class Name:
    def __init__(self, name):
        self.name = name


class Terms:
    """x + y - z ...: pairs of sign (1 or -1) and expression."""

    def __init__(self, terms):
        self.terms = terms


class Factors:
    """x * y / z ...: pairs of sign and expression."""

    def __init__(self, factors):
        self.factors = factors


class Sum:
    def __init__(self, index, expression):
        self.index, self.expression = index, expression


class Total:
    """`cover` is None or a pair of "capped" or "backed" and a requirement's name."""

    def __init__(self, expression, cover):
        self.expression, self.cover = expression, cover


class Column:
    """`unit` is "units of", "quote", "integer" or None; `members_of` the index that "units of" names."""

    def __init__(self, name, index):
        self.name, self.index = name, index
        self.unit = self.members_of = self.bytes = self.partner = None


class Requirement:
    def __init__(self, scope, name, index, left, relation, right):
        self.scope, self.name, self.index = scope, name, index
        self.left, self.relation, self.right = left, relation, right


class Parser:
    """One method for each production of the grammar."""

    def __init__(self, text):
        self.words, self.at, self.depth = words_of(text), 0, 0
        self.indexes, self.params, self.columns, self.pool_columns = {}, [], [], []
        self.requirements, self.policies, self.names = [], [], set()

    def peek(self):
        return self.words[self.at][0]

    def take(self, *kinds):
        kind, word = self.words[self.at]
        if kind not in kinds:
            refuse("%s expected at word %d, found %r" % (" or ".join(kinds), self.at, word))
        self.at += 1
        return word

    def accept(self, kind):
        if self.peek() != kind:
            return False
        self.at += 1
        return True

    def list_of(self, element):
        elements = [element()]
        while self.accept(","):
            elements.append(element())
        return elements

    def declare(self, name):
        if name in self.names:
            refuse("declared twice: " + name)
        self.names.add(name)
        return name

    def text(self):
        self.take("circuit")
        self.name = self.take("name")
        while self.peek() != "end":
            keyword = self.take("index", "param", "account", "pool", "policy")
            if keyword == "index":
                self.index()
            elif keyword == "param":
                self.params.append(self.declare(self.take("name")))
            elif keyword == "policy":
                self.take("require")
                self.policies += self.list_of(self.comparison)
            elif self.accept("require"):
                self.requirement(keyword)
            elif keyword == "account":
                self.account_columns()
            else:
                self.pool_column()
        return self

    def index(self):
        name = self.declare(self.take("name"))
        self.take("{")
        fields = [] if self.peek() == "}" else self.list_of(lambda: self.take("decimals", "name"))
        self.take("}")
        for field in fields:
            if field == "name":
                refuse("a field called name: members have that already")
            if field != "decimals":
                self.declare(field)
        if len(fields) != len(set(fields)):
            refuse("a field twice in " + name)
        self.indexes[name] = fields

    def optional_index(self):
        if not self.accept("["):
            return None
        name = self.take("name")
        self.take("]")
        return name

    def column(self):
        return Column(self.declare(self.take("name")), self.optional_index())

    def unit(self, columns):
        unit, members_of = self.take("units", "quote", "integer"), None
        if unit == "units":
            self.take("of")
            members_of = self.take("name")
        elif unit == "quote":
            self.take("units")
        for column in columns:
            column.unit, column.members_of = unit, members_of

    def account_columns(self):
        if self.accept("pair"):
            long = self.column()
            self.take(",")
            columns = [long, self.column()]
            long.partner = columns[1]
            if long.index != columns[1].index:
                refuse("a pair over two indexes")
        else:
            columns = self.list_of(self.column)
        self.take(":")
        self.unit(columns)
        if self.accept(","):
            self.take("bytes")
            digits = self.take("number")
            if not re.fullmatch("[0-9]{1,2}", digits) or not 1 <= int(digits) <= 16:
                refuse("bytes are 1 to 16")
            for column in columns:
                column.bytes = int(digits)
        self.columns += columns

    def pool_column(self):
        column = self.column()
        self.take(":")
        self.take("public")
        if self.peek() in ("units", "quote", "integer"):
            self.unit([column])
        self.pool_columns.append(column)

    def requirement(self, scope):
        name, index = self.take("name"), self.optional_index()
        self.take(":")
        left = self.expression()
        relation = self.take(">=", "<=", "==")
        self.requirements.append(Requirement(scope, name, index, left, relation, self.expression()))

    def comparison(self):
        """A list of expression, relation, expression, ..."""
        chain = [self.expression(), self.take(*RELATIONS), self.expression()]
        while self.peek() in RELATIONS:
            chain += [self.take(*RELATIONS), self.expression()]
        return chain

    def expression(self):
        terms = [(1, self.product())]
        while self.peek() in ("+", "-"):
            terms.append((1 if self.take("+", "-") == "+" else -1, self.product()))
        return terms[0][1] if len(terms) == 1 else Terms(terms)

    def product(self):
        factors = [("*", self.factor())]
        while self.peek() in ("*", "/"):
            factors.append((self.take("*", "/"), self.factor()))
        return factors[0][1] if len(factors) == 1 else Factors(factors)

    def factor(self):
        self.depth += 1
        if self.depth > DEEPEST_FACTOR:
            refuse("nested too deep")
        kind = self.peek()
        word = self.take("number", "name", "-", "(", "sum", "total")
        if kind == "number":
            node = Number(Fraction(word))
        elif kind == "name":
            node = Name(word)
        elif kind == "-":
            node = Terms([(-1, self.factor())])
        elif kind == "(":
            node = self.expression()
            self.take(")")
        elif kind == "sum":
            self.take("(")
            index = self.take("name")
            self.take(")")
            node = Sum(index, self.expression())
        else:
            node = self.total()
        self.depth -= 1
        return node

    def total(self):
        self.take("(")
        expression, cover = self.expression(), None
        if self.accept(","):
            how = self.take("name")
            if how not in ("capped", "backed") or self.take("name") != "by":
                refuse("capped by or backed by expected")
            cover = how, self.take("name")
        self.take(")")
        return Total(expression, cover)


# ---- docs/circuits.md: What is checked before any number is known --------------------------------

PUBLIC, LINEAR, AFFINE = "public", "linear", "affine"
MOST_NAMES, MOST_FIELDS, MOST_REQUIREMENTS, MOST_POLICIES, MOST_COLUMNS = 4096, 256, 1024, 1024, 200000


class Scope:
    """Where an expression stands: in an "account" or "pool" requirement, in a "total", or in a "policy" check. `bound`
    are the indexes with a member in scope; a policy check also gathers in `free` the index over whose members it
    holds."""

    def __init__(self, place, bound, requirement=None, free=None):
        self.place, self.bound, self.requirement, self.free = place, bound, requirement, free


class Circuit:
    """A circuit that is well-formed whatever its numbers are."""

    def __init__(self, text):
        parsed = Parser(text).text()
        self.name, self.indexes, self.params = parsed.name, parsed.indexes, parsed.params
        self.columns, self.pool_columns = parsed.columns, parsed.pool_columns
        self.requirement_list, self.policies = parsed.requirements, parsed.policies
        self.requirements = {requirement.name: requirement for requirement in parsed.requirements}
        self.field_index = {field: index for index, fields in parsed.indexes.items() for field in fields}
        self.account_names = {column.name: column for column in parsed.columns}
        self.pool_names = {column.name: column for column in parsed.pool_columns}
        if (len(parsed.names) > MOST_NAMES or
                any(len(set(fields) - {"decimals"}) > MOST_FIELDS for fields in self.indexes.values()) or
                len(self.requirement_list) > MOST_REQUIREMENTS or len(self.policies) > MOST_POLICIES):
            refuse("beyond a limit")
        if len(self.requirements) < len(self.requirement_list):
            refuse("a requirement declared twice")
        if not self.columns:
            refuse("no account columns")
        self.check_columns()
        for requirement in self.requirement_list:
            if requirement.index is not None and requirement.index not in self.indexes:
                refuse("no such index: " + requirement.index)
            scope = Scope(requirement.scope, {requirement.index} - {None}, requirement)
            self.nature(requirement.left, scope)
            self.nature(requirement.right, scope)
        self.free_index = [self.index_of_policy(chain) for chain in self.policies]

    def check_columns(self):
        for column in self.columns + self.pool_columns:
            if column.index is not None and column.index not in self.indexes:
                refuse("no such index: " + column.index)
            if column.unit == "units" and (column.members_of != column.index or
                                           "decimals" not in self.indexes[column.index]):
                refuse("units of another index, or of one without decimals: " + column.name)

    def index_of_policy(self, chain):
        free = set()
        for expression in chain[::2]:
            self.nature(expression, Scope("policy", set(), free=free))
        if len(free) > 1:
            refuse("a policy check over two indexes")
        return free.pop() if free else None

    def nature(self, x, scope):
        """Whether an expression is public, linear or affine; refuses what is not well-formed."""
        if isinstance(x, Number):
            return PUBLIC
        if isinstance(x, Name):
            return self.nature_of_name(x.name, scope)
        if isinstance(x, Terms):
            natures = {self.nature(term, scope) for _, term in x.terms}
            return natures.pop() if len(natures) == 1 else AFFINE
        if isinstance(x, Factors):
            return self.nature_of_product(x, scope)
        if isinstance(x, Sum):
            if x.index not in self.indexes or x.index in scope.bound:
                refuse("sum over what is no index, or over one in scope already: " + x.index)
            inner = Scope(scope.place, scope.bound | {x.index}, scope.requirement, scope.free)
            return self.nature(x.expression, inner)
        return self.nature_of_total(x, scope)

    def nature_of_name(self, name, scope):
        if name in self.params:
            return PUBLIC
        if name in self.field_index:
            self.check_member_in_scope(self.field_index[name], scope)
            return PUBLIC
        column = self.account_names.get(name) or self.pool_names.get(name)
        if column is None:
            refuse("no such name: " + name)
        private = name in self.account_names
        if scope.place not in (("account", "total") if private else ("pool", "total")):
            refuse("a column where it cannot stand: " + name)
        if column.index is not None:
            self.check_member_in_scope(column.index, scope)
        return LINEAR if private else PUBLIC

    def check_member_in_scope(self, index, scope):
        if index in scope.bound:
            return
        if scope.place != "policy":
            refuse("no member in scope of " + index)
        scope.free.add(index)

    def nature_of_product(self, x, scope):
        nature = self.nature(x.factors[0][1], scope)
        for sign, factor in x.factors[1:]:
            other = self.nature(factor, scope)
            if other != PUBLIC and (sign == "/" or nature != PUBLIC):
                refuse("two private factors, or a private divisor")
            nature = other if nature == PUBLIC else nature
        return nature

    def nature_of_total(self, x, scope):
        if scope.place != "pool":
            refuse("total outside pool requirements, or in another")
        if self.nature(x.expression, Scope("total", scope.bound, scope.requirement)) != LINEAR:
            refuse("total of what is not linear")
        if x.cover is not None:
            how, name = x.cover
            cover = self.requirements.get(name)
            if (cover is None or cover.scope != "pool" or cover is scope.requirement or
                    cover.index is not None and cover.index not in scope.bound or
                    self.mentions_pool(cover) != (how == "backed")):
                refuse("no such cover: " + name)
        return LINEAR

    def mentions_pool(self, requirement):
        waiting = [requirement.left, requirement.right]
        while waiting:
            x = waiting.pop()
            if isinstance(x, Name) and x.name in self.pool_names:
                return True
            if isinstance(x, (Terms, Factors)):
                waiting += [part for _, part in (x.terms if isinstance(x, Terms) else x.factors)]
            elif isinstance(x, (Sum, Total)):
                waiting.append(x.expression)
        return False


# ---- docs/circuits.md: Public numbers and policy checks ------------------------------------------


class Form:
    """sum of coefficient * column + constant; `totals` has for each occurrence of total(x) its multiplier, the
    coefficients of x, and the requirement it relies on as (name, member) or None."""

    def __init__(self, constant=Fraction(0), terms=None, totals=()):
        self.constant, self.terms, self.totals = constant, terms or {}, list(totals)

    def add(self, other, factor=1):
        self.constant += factor * other.constant
        for column, coefficient in other.terms.items():
            self.terms[column] = self.terms.get(column, 0) + factor * coefficient
        self.totals += [(factor * multiplier, x, cover) for multiplier, x, cover in other.totals]
        return self

    def times(self, factor):
        return Form().add(self, factor)

    def is_public(self):
        return not self.terms and not self.totals


class Numbers:
    """The public numbers of a claim, which fit the circuit, and the committed columns they make."""

    def __init__(self, circuit, claim):
        self.circuit, self.claim, self.members = circuit, claim, claim["indexes"]
        self.check_members()
        if set(claim["params"]) != set(circuit.params) or set(claim["pool"]) != set(circuit.pool_names):
            refuse("parameters or pool columns are not those of the circuit")
        for column in circuit.pool_columns:
            if len(claim["pool"][column.name]) != len(self.range_of(column.index)):
                refuse("not one number a member: " + column.name)
        self.values = self.exact_values()
        self.number_columns()

    def check_members(self):
        if set(self.members) != set(self.circuit.indexes):
            refuse("indexes are not those of the circuit")
        for index, fields in self.circuit.indexes.items():
            expected = set(fields) | {"name"} | ({"bytes"} if "decimals" in fields else set())
            members = self.members[index]
            if not members or len({member["name"] for member in members}) < len(members):
                refuse("no members, or two of one name: " + index)
            if any(set(member) != expected for member in members):
                refuse("fields are not those of the circuit: " + index)

    def range_of(self, index):
        """The members of an index by number; of none, the one None."""
        return [None] if index is None else range(len(self.members[index]))

    def exact_values(self):
        """{(name, member number or None): value} of everything public."""
        values = {(name, None): Fraction(text) for name, text in self.claim["params"].items()}
        for field, index in self.circuit.field_index.items():
            if field != "decimals":
                values.update({(field, i): Fraction(member[field]) for i, member in enumerate(self.members[index])})
        for column in self.circuit.pool_columns:
            for i, text in zip(self.range_of(column.index), self.claim["pool"][column.name]):
                values[column.name, i] = Fraction(text)
        return values

    def number_columns(self):
        """Numbers the committed columns, with the decimals and the width of each."""
        self.column_of, self.decimals, self.widths = {}, [], []
        for column in self.circuit.columns:
            for i in self.range_of(column.index):
                self.column_of[column.name, i] = len(self.widths)
                unit = {"decimals": 0, "bytes": 8}
                if column.unit == "quote":
                    unit = self.claim["quote"]
                elif column.unit == "units":
                    unit = self.members[column.index][i]
                self.decimals.append(unit["decimals"])
                self.widths.append(column.bytes or unit["bytes"])
        if len(self.widths) > MOST_COLUMNS:
            refuse("too many columns")

    def form(self, x, scope):
        """The value of an expression; `scope` is {index: member number}."""
        if isinstance(x, Number):
            return Form(x.value)
        if isinstance(x, Name):
            return self.form_of_name(x.name, scope)
        if isinstance(x, Terms):
            form = Form()
            for sign, term in x.terms:
                form.add(self.form(term, scope), sign)
            return form
        if isinstance(x, Factors):
            return self.form_of_product(x, scope)
        if isinstance(x, Sum):
            forms = (self.form(x.expression, scope | {x.index: i}) for i in self.range_of(x.index))
            return functools.reduce(Form.add, forms, Form())
        terms, cover = self.form(x.expression, scope).terms, None
        if x.cover is not None:
            requirement = self.circuit.requirements[x.cover[1]]
            cover = requirement.name, scope.get(requirement.index)
        return Form(Fraction(0), dict(terms), [(Fraction(1), terms, cover)])

    def form_of_name(self, name, scope):
        column = self.circuit.account_names.get(name)
        if column is not None:
            number = self.column_of[name, scope.get(column.index)]
            return Form(Fraction(0), {number: Fraction(1, 10**self.decimals[number])})
        column = self.circuit.pool_names.get(name)
        index = column.index if column is not None else self.circuit.field_index.get(name)
        return Form(self.values[name, scope.get(index)])

    def form_of_product(self, x, scope):
        product = Form(Fraction(1))
        for sign, factor in x.factors:
            form = self.form(factor, scope)
            if sign == "*":
                product = product.times(form.constant) if form.is_public() else form.times(product.constant)
            elif form.constant == 0:
                refuse("division by zero")
            else:
                product = product.times(1 / form.constant)
        return product

    def check_policies(self):
        for chain, index in zip(self.circuit.policies, self.circuit.free_index):
            for i in self.range_of(index):
                demand(self.holds(chain, {} if i is None else {index: i}), "policy", "member %s" % i)

    def holds(self, chain, scope):
        try:
            values = [self.form(x, scope).constant for x in chain[::2]]
        except Rejected:  # a division by zero
            return False
        return all(RELATIONS[sign](a, b) for a, sign, b in zip(values, chain[1::2], values[1:]))


# ---- docs/circuits.md: From text to constraints --------------------------------------------------


def form_of_requirement(numbers, requirement, member):
    scope = {} if requirement.index is None else {requirement.index: member}
    sign = -1 if requirement.relation == "<=" else 1
    form = numbers.form(requirement.left, scope).times(sign).add(numbers.form(requirement.right, scope), -sign)
    form.terms = {column: coefficient for column, coefficient in form.terms.items() if coefficient}
    return form


def check_pairs(numbers, form, is_equality):
    for column in numbers.circuit.columns:
        if column.partner is not None:
            for i in numbers.range_of(column.index):
                both = sum(form.terms.get(numbers.column_of[leg.name, i], 0) for leg in (column, column.partner))
                if both > 0 or is_equality and both:
                    refuse("a pair that can be inflated: " + column.name)


def check_totals(form, covers):
    """No total helps an inequality, but what another requirement bounds. `covers` gives the forms of that."""
    others = Form()
    for multiplier, x, cover in form.totals:
        if cover is None or multiplier <= 0:
            others.add(Form(Fraction(0), x), multiplier)
        elif not any(bounds(terms, x) for terms in covers(*cover)):
            refuse("%s does not bound the total that relies on it" % cover[0])
    if any(coefficient > 0 for coefficient in others.terms.values()):
        refuse("an open total helps")


def bounds(terms, x):
    """Whether for some m > 0 nothing in terms + m * x is positive."""
    least, most = Fraction(0), None
    for column in set(terms) | set(x):
        r, slope = terms.get(column, Fraction(0)), x.get(column, Fraction(0))
        if slope > 0:
            most = -r / slope if most is None else min(most, -r / slope)
        elif slope < 0:
            least = max(least, r / -slope)
        elif r > 0:
            return False
    return most is None or most > 0 and least <= most


def normal_form(form):
    """The coefficients and the constant as integers without common divisor."""
    parts = [*form.terms.values(), form.constant]
    denominator = math.lcm(*(part.denominator for part in parts))
    divisor = math.gcd(*(int(part * denominator) for part in parts)) or 1
    return ({column: int(c * denominator) // divisor for column, c in form.terms.items()},
            int(form.constant * denominator) // divisor)


def range_of_form(coefficients, constant, widths):
    least = constant + sum(c * (256**widths[j] - 1) for j, c in coefficients.items() if c < 0)
    return least, constant + sum(c * (256**widths[j] - 1) for j, c in coefficients.items() if c > 0)


def width_of(largest):
    """The least w >= 1 with largest < 256^w."""
    return max(1, (largest.bit_length() + 7) // 8)


def compile_table(numbers, scope, widths):
    """The table of the account or pool requirements over committed columns of these widths."""
    committed, widths, constraints = len(widths), list(widths), []

    def covers(name, member):
        requirement = numbers.circuit.requirements[name]
        terms = form_of_requirement(numbers, requirement, member).terms
        return [terms] + [{j: -c for j, c in terms.items()}] * (requirement.relation == "==")

    for requirement in numbers.circuit.requirement_list:
        is_equality = requirement.relation == "=="
        for member in numbers.range_of(requirement.index) if requirement.scope == scope else ():
            form = form_of_requirement(numbers, requirement, member)
            check_pairs(numbers, form, is_equality)
            if not is_equality:
                check_totals(form, covers)
            coefficients, constant = normal_form(form)
            least, largest = range_of_form(coefficients, constant, widths)
            if largest < 0 or is_equality and least > 0:
                refuse("%s can never hold" % requirement.name)
            if not is_equality:
                coefficients[len(widths)] = -1
                widths.append(width_of(largest))
                least -= 256**widths[-1] - 1
            if widths[-1] > 31 or not -ORDER < least <= largest < ORDER:
                refuse("%s could wrap" % requirement.name)
            constraints.append((coefficients, constant))
    if len(widths) > MOST_COLUMNS or len(constraints) > MOST_COLUMNS:
        refuse("too many columns or constraints")
    return Table(widths, committed, constraints)


class System:
    """Both tables, and for receipts what each (column name, member name or None) is committed as."""

    def __init__(self, numbers, rows):
        self.account = compile_table(numbers, "account", numbers.widths)
        self.pool = compile_table(numbers, "pool", [width_of(rows * (256**w - 1)) for w in numbers.widths])
        self.ledger_cells = {}
        for column in numbers.circuit.columns:
            for i in numbers.range_of(column.index):
                number = numbers.column_of[column.name, i]
                member = None if i is None else numbers.members[column.index][i]["name"]
                cell = LedgerCell(number, numbers.decimals[number], numbers.widths[number])
                self.ledger_cells[column.name, member] = cell


class LedgerCell:
    def __init__(self, column, decimals, width):
        self.column, self.decimals, self.width = column, decimals, width


def compile_claim(claim):
    circuit = Circuit(claim["circuit"]["text"])
    if circuit.name != claim["circuit"]["name"]:
        refuse("the circuit has another name")
    numbers = Numbers(circuit, claim)
    numbers.check_policies()
    return System(numbers, claim["rows"])


# ---- docs/format.md: numbers, lines, times, JSON -------------------------------------------------

LARGEST_INTEGER = 2**53 - 1
DEEPEST_JSON = 2048
MOST_VALUES = 2**22


def is_decimal(text):
    return len(text) <= 128 and text != "-0" and re.fullmatch(r"-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?", text) is not None


def is_line(text, most):
    return 1 <= len(text.encode()) <= most and not re.search("[\0-\x1f\x7f-\x9f]", text)


def is_hexadecimal(text, size):
    return re.fullmatch("[0-9a-f]*", text) is not None and len(text) == 2 * size


def is_time(text):
    match = re.fullmatch("([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})Z", text)
    if not match:
        return False
    year, month, day, hour, minute, second = map(int, match.groups())
    if not 1 <= month <= 12 or hour > 23 or minute > 59 or second > 59:
        return False
    days = 29 if month == 2 and calendar.isleap(year) else (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]
    return 1 <= day <= days


class NotJson(Exception):
    pass


def object_of_once_named(pairs):
    if len({name for name, _ in pairs}) < len(pairs):
        raise NotJson("a member twice")
    return dict(pairs)


def no_constant(name):
    raise NotJson(name)


def number_in_range(text):
    """An integer of 64 bits, or a real of binary64."""
    number = float(text) if set(text) & set(".eE") else int(text)
    if not abs(number) < float("inf") or isinstance(number, int) and not -2**63 <= number < 2**63:
        raise NotJson("a number out of range")
    return number


def leaves_of(value):
    """Every name, string, number, true, false and null in a value."""
    level, depth = [value], 0
    while level:
        yield from (value for value in level if not isinstance(value, (dict, list)))
        containers = [value for value in level if isinstance(value, (dict, list))]
        if containers and depth == DEEPEST_JSON:
            raise NotJson("nested too deep")
        level = [part for value in containers
                 for part in (value if isinstance(value, list) else [*value, *value.values()])]
        depth += 1


def parse_json(data):
    """An object or array in well-formed UTF-8 with each member name once and no U+0000."""
    if len(re.findall(rb"[\[{,]", re.sub(rb'"(?:[^"\\]|\\.)*"', b'""', data, flags=re.DOTALL))) > MOST_VALUES:
        raise NotJson("too many values")
    try:
        value = json.loads(data.decode(), object_pairs_hook=object_of_once_named, parse_constant=no_constant,
                           parse_int=number_in_range, parse_float=number_in_range)
        if not isinstance(value, (dict, list)):
            raise NotJson("neither object nor array")
        for text in filter(is_text, leaves_of(value)):
            text.encode()  # fails on an unpaired surrogate
            if "\0" in text:
                raise NotJson("U+0000")
        return value
    except (ValueError, RecursionError) as error:
        raise NotJson(str(error)) from None


def canonical_json(value):
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def is_canonical_leaf(value):
    if is_text(value):
        return not re.search("[\0-\x08\x0b-\x1f]", value)
    return is_integer(value) and 0 <= value <= LARGEST_INTEGER


def parse_canonical_json(data):
    value = parse_json(data)
    if canonical_json(value) != data or not all(map(is_canonical_leaf, leaves_of(value))):
        raise NotJson("not canonical")
    return value


def is_text(value):
    return isinstance(value, str)


def is_integer(value):
    return isinstance(value, int) and not isinstance(value, bool)


def has_members(value, *names):
    return isinstance(value, dict) and set(value) == set(names)


def is_hash(value):
    return is_text(value) and is_hexadecimal(value, 32)


def is_name(value):
    return is_text(value) and is_line(value, 64)


# ---- docs/format.md: accounts.bin and paths (RFC 9162) -------------------------------------------


def leaf_hash(leaf):
    return sha256(b"\x00" + leaf)


def node_hash(left, right):
    return sha256(b"\x01" + left + right)


def merkle_root(leaves):
    level = [leaf_hash(leaf) for leaf in leaves]
    while len(level) > 1:
        paired = [node_hash(*level[i:i + 2]) for i in range(0, len(level) - 1, 2)]
        level = paired + level[len(paired) * 2:]
    return level[0]


def is_under_root(leaf, index, size, path, root):
    """Section 2.1.3.2: a sibling stands on the left of an odd index and of a last one."""
    if index >= size:
        return False
    node, last = leaf_hash(leaf), size - 1
    for sibling in path:
        if last == 0:
            return False
        if index & 1 or index == last:
            node = node_hash(sibling, node)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            node = node_hash(node, sibling)
        index, last = index >> 1, last >> 1
    return last == 0 and node == root


# ---- docs/format.md: statement.json --------------------------------------------------------------

LARGEST_STATEMENT = 2**28
UNIT = ("decimals", "bytes")


def has_statement_schema(statement):
    return (has_members(statement, "claim", "files") and has_claim_schema(statement["claim"]) and
            has_members(statement["files"], "accounts.bin", "proof.bin") and
            all(map(is_hash, statement["files"].values())))


def has_claim_schema(claim):
    texts, integers = ("version", "snapshot", "created", "generators", "issuer"), ("rows", "segment_rows")
    return (has_members(claim, *texts, *integers, "root", "circuit", "quote", "indexes", "params", "pool") and
            all(is_text(claim[name]) for name in texts) and all(is_integer(claim[name]) for name in integers) and
            is_line(claim["issuer"], 256) and is_hash(claim["root"]) and
            has_members(claim["circuit"], "name", "text") and all(map(is_text, claim["circuit"].values())) and
            has_quote_schema(claim["quote"]) and
            all(isinstance(claim[group], dict) for group in ("indexes", "params", "pool")) and
            all(map(has_index_schema, claim["indexes"].values())) and all(map(is_text, claim["params"].values())) and
            all(isinstance(values, list) and all(map(is_text, values)) for values in claim["pool"].values()))


def has_quote_schema(quote):
    return (has_members(quote, "name", "decimals", "bytes") and is_name(quote["name"]) and
            is_integer(quote["decimals"]) and is_integer(quote["bytes"]))


def has_index_schema(members):
    return isinstance(members, list) and len(members) <= 100000 and all(map(has_member_schema, members))


def has_member_schema(member):
    return (isinstance(member, dict) and is_name(member.get("name")) and
            ("decimals" in member) == ("bytes" in member) and
            all(is_integer(value) if name in UNIT else is_text(value) for name, value in member.items()))


def is_unit(holder):
    return 0 <= holder["decimals"] <= 36 and 1 <= holder["bytes"] <= 16


def numbers_are_right(claim):
    members = [member for members in claim["indexes"].values() for member in members]
    fields = [value for member in members for name, value in member.items() if name not in ("name", *UNIT)]
    pool = [value for values in claim["pool"].values() for value in values]
    return (all(map(is_decimal, fields + pool + list(claim["params"].values()))) and
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
    demand(claim["version"] == "zksolv/1", "version")
    demand(claim["generators"] == GENERATORS_SEED, "generators")
    demand(is_time(claim["snapshot"]) and is_time(claim["created"]), "time")
    demand(numbers_are_right(claim), "number")
    demand(1 <= claim["rows"] <= 2**32, "shape", "rows")
    demand(claim["segment_rows"] in (2**k for k in range(17)), "shape", "segment_rows")
    return statement


# ---- docs/protocol.md, 6: The verifier, in order -------------------------------------------------


def read_file(*path):
    with open(os.path.join(*path), "rb") as file:
        return file.read()


def verify_attestation(folder):
    """Returns the statement's bytes, parsed statement and compiled circuit, and accounts.bin; raises Rejected."""
    statement_bytes = read_file(folder, "statement.json")
    statement = read_statement(statement_bytes)
    claim = statement["claim"]
    system = compile_claim(claim)
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
    verify_proofs(canonical_json(claim), system, segments, commitments, proof, lengths)
    return Attestation(statement_bytes, statement, system, leaves)


class Attestation:
    def __init__(self, statement_bytes, statement, system, leaves=None):
        self.digest, self.claim = sha256(statement_bytes).hex(), statement["claim"]
        self.system, self.leaves = system, leaves


def verify_proofs(claim_bytes, system, segments, commitments, proof, lengths):
    count, at, instances = len(segments), 0, []
    tables = [("account", system.account, [commitments[i] for i in rows]) for rows in segments]
    tables.append(("pool", system.pool, [functools.reduce(add, commitments)]))
    for number, ((role, table, points), length) in enumerate(zip(tables, lengths)):
        instances.append(Instance(claim_bytes, role, number, count, table, points, proof[at:at + length]))
        at += length
    for instance in instances:
        instance.check()


# ---- docs/format.md: Receipt ---------------------------------------------------------------------

LARGEST_RECEIPT = 2**24


def id_scalar(account):
    return int.from_bytes(sha512(b"zksolv/1 account id" + account.encode()), "little") % ORDER


def has_values_schema(values):
    return isinstance(values, dict) and all(
        is_text(column) or isinstance(column, dict) and column and all(map(is_text, column.values()))
        for column in values.values())


def has_receipt_schema(receipt):
    hashes = ("blinding", "commitment", "statement")
    return (has_members(receipt, "version", "account", "values", *hashes, "index", "path") and
            is_text(receipt["version"]) and is_text(receipt["account"]) and is_line(receipt["account"], 256) and
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
    demand(receipt["version"] == "zksolv/1 receipt", "receipt-version")
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
        for member, text in amounts.items() if isinstance(amounts, dict) else [(None, amounts)]:
            cell = system.ledger_cells.get((name, member))
            demand(cell is not None, "receipt-value", "no such column: %s %s" % (name, member))
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
    return Attestation(data, statement, compile_claim(statement["claim"]))


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


# ---- docs/format.md: Vectors ---------------------------------------------------------------------


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


def id_agrees(case):
    return id_scalar(case["account"]) == decode_scalar(unhex(case["scalar"]))


def shape_agrees(case):
    shape = Shape(Table([1] * case["cells"], case["committed"], []), case["rows"])
    return all(case[name] == value for name, value in (
        ("rounds", shape.rounds), ("row_length", shape.columns), ("matrix_rows", shape.matrix_rows),
        ("folds", log2(shape.basis)), ("points", shape.points), ("words", shape.points + shape.scalars)))


# Of each kind of primitives, whether a case's results are ours, or whether a string is one.
AGREEMENTS = {
    "generators": generator_agrees, "hash-to-group": map_agrees, "transcript": transcript_agrees,
    "merkle": tree_agrees, "commitment": commitment_agrees, "account-id": id_agrees, "shape": shape_agrees,
}
RECOGNISERS = {
    "point": lambda text: is_hexadecimal(text, 32) and decode_point(unhex(text)) is not None,
    "scalar": lambda text: is_hexadecimal(text, 32) and decode_scalar(unhex(text)) is not None,
    "decimal": is_decimal,
    "time": is_time,
}


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
    except (KeyError, TypeError, ValueError):  # members that are missing, or of another type or form
        agreed = False
    demand(agreed, "vector", path)


def is_vector(vector):
    if not isinstance(vector, dict):
        return False
    kind, paths = vector.get("kind"), ["path"] + ["attestation"] * (vector.get("kind") == "receipt")
    optional = {"segment"} if kind in ("attestation", "receipt") else set()
    return (set(vector) - optional == {"name", "kind", "expect", "comment", *paths} and
            (optional or kind in AGREEMENTS or kind in RECOGNISERS) and all(is_path(vector[path]) for path in paths))


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


def audit(folder):
    """Prints a line a vector; rejects where one gives another result than it names."""
    index = read_vectors_json(folder, "index.json")
    demand(has_members(index, "version", "vectors") and index["version"] == "zksolv/1 vectors" and index["vectors"] and
           isinstance(index["vectors"], list) and all(map(is_vector, index["vectors"])), "vector", "index.json")
    different = 0
    for vector in index["vectors"]:
        reason, segment = verdict_of(run_vector, folder, vector)
        agreed = reason == vector["expect"] and vector.get("segment", segment) == segment
        different += not agreed
        print("%-9s %-40s %s" % ("agreed" if agreed else "DIFFERENT", vector["name"], worded(reason, segment)))
    print("%d of %d vectors agreed" % (len(index["vectors"]) - different, len(index["vectors"])))
    demand(different == 0, "vector")


# ---- Command line --------------------------------------------------------------------------------


def worded(reason, segment):
    return reason if segment is None else "%s (segment %d)" % (reason, segment)


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
    sys.setrecursionlimit(2 * DEEPEST_JSON)
    try:
        reason, segment = verdict_of(*parse_command(sys.argv[1:]))
    except OSError as error:
        print("second_verifier: %s" % error, file=sys.stderr)
        sys.exit(3)
    print("valid" if reason == "ok" else "rejected: " + worded(reason, segment))
    sys.exit(0 if reason == "ok" else 1)


if __name__ == "__main__":
    main()
