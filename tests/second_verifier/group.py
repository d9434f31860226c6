"""Scalars and points of ristretto255 (RFC 9496)."""

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
    """(whether x is a square, a square root of 1/x), for a non-zero x; of 0 (False, 0). Section 4.2."""
    root = pow(x, 3, PRIME) * pow(x, 7 * (PRIME - 5) // 8, PRIME) % PRIME
    check = x * root * root % PRIME
    if check in (PRIME - 1, PRIME - SQRT_MINUS_ONE):
        root = root * SQRT_MINUS_ONE % PRIME
    return check in (1, PRIME - 1), root


INVERSE_ROOT_A_MINUS_D = inverse_square_root(-1 - EDWARDS_D)[1]


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


def encode_point(p):
    """Section 4.3.2."""
    x, y, z, t = p
    u1, u2 = (z + y) * (z - y) % PRIME, x * y % PRIME
    root = inverse_square_root(u1 * u2 * u2)[1]
    den1, den2 = root * u1 % PRIME, root * u2 % PRIME
    z_inverse, den_inverse = den1 * den2 * t % PRIME, den2
    if t * z_inverse % PRIME & 1:
        x, y, den_inverse = y * SQRT_MINUS_ONE, x * SQRT_MINUS_ONE, den1 * INVERSE_ROOT_A_MINUS_D
    y = -y if x * z_inverse % PRIME & 1 else y
    s = den_inverse * (z - y) % PRIME
    return (PRIME - s if s & 1 else s).to_bytes(32, "little")


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
