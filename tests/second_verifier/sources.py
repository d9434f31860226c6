"""docs/prices.md and docs/reserves.md, what is the same in both: who signed, and when."""
from second_verifier.errors import Rejected, demand
from second_verifier.formats import NotJson, has_members, is_integer, is_text, parse_canonical_json, seconds_of
from second_verifier.notes import read_key, read_note, signers_of

LARGEST_NOTE = 2**22
MOST_KEYS, MOST_NOTES, MOST_ASSETS, LONGEST_AGE = 64, 64, 100000, 2**31 - 1
LONGEST_ARRAY = 100000


def has_source_schema(source, texts, integers, arrays):
    """Whether it has these members and no other, the arrays being of strings."""
    return (has_members(source, *texts, *integers, *arrays) and all(is_text(source[name]) for name in texts) and
            all(is_integer(source[name]) for name in integers) and
            all(is_array(source[name]) and all(map(is_text, source[name])) for name in arrays))


def is_array(value):
    return isinstance(value, list) and len(value) <= LONGEST_ARRAY


def read_keys(texts, reason):
    """The 1 to 64 keys, which are different ones."""
    demand(1 <= len(texts) <= MOST_KEYS, reason, "the number of keys")
    keys = [read_key(text) for text in texts]
    demand(None not in keys and len({key[2] for key in keys}) == len(keys), reason, "keys")
    return keys


def check_bounds(age, notes, reason):
    demand(age <= LONGEST_AGE and 1 <= len(notes) <= MOST_NOTES, reason, "an age, or the number of notes")


def read_signed(note, is_such, reason):
    """The object that a note's text is, the text, and the signatures."""
    try:
        text, signatures = read_note(note, LARGEST_NOTE)
        content = parse_canonical_json(text[:-1].encode())
    except (Rejected, NotJson) as error:
        raise Rejected(reason, str(error)) from None
    demand(is_such(content), reason, "members")
    return content, text, signatures


def only_signer(text, signatures, keys, reason):
    signers = signers_of(text, signatures, keys, reason)
    demand(len(signers) == 1, reason, "signed by %d of the keys" % len(signers))
    return signers.pop()


def is_near(time, snapshot, seconds):
    return abs(seconds_of(time) - seconds_of(snapshot)) <= seconds
