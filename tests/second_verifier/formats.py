"""docs/format.md: numbers, lines, times, JSON, and the tree over accounts.bin."""
import calendar
import json
import re

from second_verifier.argument import sha256

# ---- numbers, lines, times, JSON -------------------------------------------------------------------

LARGEST_INTEGER = 2**53 - 1
DEEPEST_JSON = 2048
MOST_VALUES = 2**22


def is_decimal(text):
    return len(text) <= 128 and text != "-0" and re.fullmatch(r"-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?", text) is not None


def is_line(text, most):
    return is_text(text) and 1 <= len(text.encode()) <= most and not re.search("[\0-\x1f\x7f-\x9f]", text)


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


def seconds_of(time):
    """Since some day long ago, of the calendar extended to the year 0; counted from March, leap days come last."""
    year, month, day, hour, minute, second = map(int, re.findall("[0-9]+", time))
    year, month = (year, month - 3) if month > 2 else (year - 1, month + 9)
    days = 365 * year + year // 4 - year // 100 + year // 400 + (153 * month + 2) // 5 + day
    return ((days * 24 + hour) * 60 + minute) * 60 + second


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
    return is_line(value, 64)


# ---- accounts.bin and paths (RFC 9162) -------------------------------------------------------------


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
