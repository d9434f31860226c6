"""docs/protocol.md, sections 2 to 5: setup, transcript, shape and the argument of one table."""
import ctypes
import ctypes.util
import functools
import hashlib

from second_verifier.errors import demand
from second_verifier.group import ORDER, decode_point, decode_scalar, inverse, same

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
    """Columns and constraints: `widths` in bytes, the first `committed` columns committed, the next `external` ones
    external; a constraint is a pair of {column: coefficient} and a constant."""

    def __init__(self, widths, committed, constraints, external=0):
        self.widths, self.committed, self.constraints, self.external = widths, committed, constraints, external


def pow2(x):
    return 1 << (x - 1).bit_length()


def log2(power):
    return power.bit_length() - 1


class Shape:
    def __init__(self, table, rows):
        self.cells, self.committed, self.reserves = sum(table.widths), table.committed, int(table.external > 0)
        self.padded_rows, self.padded_cells = pow2(rows), pow2(self.cells)
        self.rounds = log2(self.padded_rows) + log2(self.padded_cells)
        self.columns = max(self.padded_rows, 1 << (self.rounds + 1) // 2)
        self.matrix_rows = -(-self.cells * self.padded_rows // self.columns)
        self.basis = pow2(self.columns + 256 + self.committed + 1 + 3 * self.rounds + 1 + self.reserves)
        self.points = 2 * self.matrix_rows + 2 * log2(self.basis) + 8
        self.scalars = 3 * self.rounds + 6
        self.length = 32 * (self.points + self.scalars)

    def generators(self):
        return ([generator("G", i) for i in range(self.columns)] + [generator("M", i) for i in range(256)] +
                [generator("A", i) for i in range(self.committed)] + [generator("Id")] +
                [generator("K", i) for i in range(3 * self.rounds + 1)] + [generator("R")] * self.reserves)


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

    def __init__(self, claim_bytes, role, number, segments, rows, shape, reserves, proof):
        t = Transcript()
        self.segment = number
        t.absorb("claim", claim_bytes)
        t.absorb("instance", role.encode(), u64(number), u64(segments), u64(rows))
        if reserves:
            absorb_sent(t, "reserves", *reserves)
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
        self.theta_R = self.non_zero(t, "theta R") if reserves else None
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
    for column, power in zip(range(table.committed + table.external), powers(c.kappa_prime)):
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


def check_opening(table, shape, commitments, reserves, proof, c):
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
    u += [c.zeta * c.gamma * inverse(c.theta_R)] if reserves else []

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
    Kc += [(first * c.theta_R * pow(c.kappa_prime, shape.committed + 1 + j, ORDER), reserve.value)
           for j, reserve in enumerate(reserves)]
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
    """One table with its rows, the commitments of its external columns, its proof and its challenges."""

    def __init__(self, claim_bytes, role, number, segments, table, commitments, data, reserves=()):
        self.table, self.commitments, self.reserves = table, commitments, reserves
        self.shape = Shape(table, len(commitments))
        self.proof = Proof(data, self.shape, number)
        self.challenges = Challenges(claim_bytes, role, number, segments, len(commitments), self.shape, reserves,
                                     self.proof)

    def check(self):
        check_products(self.proof, self.challenges)
        check_opening(self.table, self.shape, self.commitments, self.reserves, self.proof, self.challenges)
