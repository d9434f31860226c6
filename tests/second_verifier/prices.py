"""docs/prices.md: that prices are the medians of what oracles signed."""
import re
import statistics
from fractions import Fraction

from second_verifier.errors import demand, refuse
from second_verifier.formats import has_members, is_line, is_name, is_text, is_time
from second_verifier.sources import (MOST_ASSETS, check_bounds, has_source_schema, is_near, only_signer, read_keys,
                                     read_signed)

LONGEST_MANTISSA = 64
EXPONENTS = {str(exponent) for exponent in range(-36, 37)}


def has_feed_schema(feed):
    return has_source_schema(feed, ("field", "index"), ("latency", "quorum"), ("declared", "keys", "notes"))


def is_integer_text(text):
    return is_text(text) and text != "-0" and re.fullmatch("-?(0|[1-9][0-9]*)", text) is not None


def is_price(price):
    return (has_members(price, "mantissa", "exponent") and is_integer_text(price["mantissa"]) and
            len(price["mantissa"]) <= LONGEST_MANTISSA and is_text(price["exponent"]) and
            price["exponent"] in EXPONENTS)


def is_price_list(content):
    return (has_members(content, "prices", "quote", "source", "time", "version") and
            isinstance(content["prices"], dict) and 1 <= len(content["prices"]) <= MOST_ASSETS and
            all(map(is_name, content["prices"])) and all(map(is_price, content["prices"].values())) and
            is_name(content["quote"]) and is_line(content["source"], 256) and
            is_text(content["time"]) and is_time(content["time"]) and content["version"] == "zksolv/1 prices")


def value_of(price):
    return int(price["mantissa"]) * Fraction(10)**int(price["exponent"])


def check_prices(claim, circuit):
    last = "", ""
    for feed in claim["prices"]:
        check_place(feed, claim, circuit)
        place = feed["index"], feed["field"]
        demand(last < place, "price-encoding", "the order of feeds")
        last = place
        check_medians(feed, claim["indexes"][feed["index"]], read_price_notes(feed, claim))


def check_place(feed, claim, circuit):
    if circuit.field_index.get(feed["field"]) != feed["index"]:
        refuse("a feed of no field: %s of %s" % (feed["field"], feed["index"]))
    if not set(feed["declared"]) <= {member["name"] for member in claim["indexes"][feed["index"]]}:
        refuse("declared is what is no member of " + feed["index"])


def read_price_notes(feed, claim):
    """The prices of each note, from name to price."""
    demand(feed["declared"] == sorted(set(feed["declared"])), "price-encoding", "the order of what is declared")
    keys = read_keys(feed["keys"], "price-encoding")
    check_bounds(feed["latency"], feed["notes"], "price-encoding")
    demand(1 <= feed["quorum"] <= len(keys), "price-encoding", "quorum")
    signers, notes = set(), []
    for note in feed["notes"]:
        content, text, signatures = read_signed(note, is_price_list, "price-encoding")
        signer = only_signer(text, signatures, keys, "price-signature")
        demand(content["quote"] == claim["quote"]["name"], "price-quote", content["quote"])
        demand(is_near(content["time"], claim["snapshot"], feed["latency"]), "price-stale", content["time"])
        demand(signer not in signers, "price-repeated", signer[0])
        signers.add(signer)
        notes.append(content["prices"])
    return notes


def check_medians(feed, members, notes):
    for member in members:
        name = member["name"]
        if name not in feed["declared"]:
            prices = [value_of(note[name]) for note in notes if name in note]
            demand(len(prices) >= feed["quorum"], "price-missing", name)
            demand(Fraction(member[feed["field"]]) == statistics.median(prices), "price-value", name)
