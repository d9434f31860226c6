"""docs/reserves.md: that reserves are what custodians signed, and the commitments to those that are hidden."""
from fractions import Fraction

from second_verifier.argument import Sent, generator
from second_verifier.errors import demand, refuse
from second_verifier.formats import has_members, is_decimal, is_hash, is_integer, is_line, is_name, is_text, is_time
from second_verifier.group import decode_point, encode_point, linear_combination
from second_verifier.sources import (MOST_ASSETS, check_bounds, has_source_schema, is_near, only_signer, read_keys,
                                     read_signed)

MOST_DECIMALS, MOST_UNITS = 36, 256**16


def has_custody_schema(element):
    return has_source_schema(element, ("column",), ("age",), ("keys", "statements"))


def is_holding(held):
    if has_members(held, "amount"):
        return is_text(held["amount"]) and is_decimal(held["amount"]) and not held["amount"].startswith("-")
    return (has_members(held, "commitment", "decimals") and is_hash(held["commitment"]) and
            decode_point(bytes.fromhex(held["commitment"])) is not None and
            is_integer(held["decimals"]) and held["decimals"] <= MOST_DECIMALS)


def is_reserve_statement(content):
    return (has_members(content, "account", "assets", "holder", "time", "version") and
            isinstance(content["assets"], dict) and 1 <= len(content["assets"]) <= MOST_ASSETS and
            all(map(is_name, content["assets"])) and all(map(is_holding, content["assets"].values())) and
            is_line(content["account"], 256) and is_line(content["holder"], 256) and
            is_text(content["time"]) and is_time(content["time"]) and content["version"] == "zksolv/1 reserves")


def check_reserves(claim, system):
    """The reserve commitments of the columns that are committed, in order."""
    committed = system.numbers.committed_pool
    elements = {element["column"] for element in claim["reserves"]}
    for column in committed:
        demand(column.name in elements, "reserve-missing", column.name)
    custody, commitments, last = Custody(claim), {}, ""
    for element in claim["reserves"]:
        column = system.circuit.pool_names.get(element["column"])
        if column is None or len(column.over) > 1:
            refuse("custody of no pool column over one index or none: " + element["column"])
        demand(last < element["column"], "reserve-encoding", "the order of columns")
        last = element["column"]
        statements = custody.read(element)
        if column in committed:
            commitments[column.name] = reserve_commitments(column, system.numbers, claim, statements)
        else:
            check_public_sums(column, claim, statements)
    return [point for column in committed for point in commitments[column.name]]


class Custody:
    """Reads the statements of one element after the other; of all together no two are about one account, or the same."""

    def __init__(self, claim):
        self.claim, self.accounts, self.texts = claim, set(), set()

    def read(self, element):
        """The assets of each statement."""
        keys = read_keys(element["keys"], "reserve-encoding")
        check_bounds(element["age"], element["statements"], "reserve-encoding")
        signers, statements = set(), []
        for statement in element["statements"]:
            content, text, signatures = read_signed(statement, is_reserve_statement, "reserve-encoding")
            signer = only_signer(text, signatures, keys, "reserve-signature")
            demand(content["holder"] == self.claim["issuer"], "reserve-holder", content["holder"])
            demand(is_near(content["time"], self.claim["snapshot"], element["age"]), "reserve-stale", content["time"])
            account = signer[2], content["account"]
            demand(account not in self.accounts, "reserve-repeated", content["account"])
            demand(text not in self.texts, "reserve-repeated", "a text again")
            self.accounts.add(account)
            self.texts.add(text)
            signers.add(signer)
            statements.append(content["assets"])
        demand(len(signers) == len(keys), "reserve-missing", "a key that signed nothing")
        return statements


def held_by_member(column, claim, statements):
    """For each member its name and what the statements have of it."""
    names = [member["name"] for index in column.over for member in claim["indexes"][index]] or [claim["quote"]["name"]]
    return [(name, [assets[name] for assets in statements if name in assets]) for name in names]


def check_public_sums(column, claim, statements):
    values = claim["pool"][column.name]
    for (name, held), value in zip(held_by_member(column, claim, statements), values if column.over else [values]):
        demand(all("amount" in one for one in held), "reserve-value", "a hidden amount of " + name)
        demand(Fraction(value) == sum(Fraction(one["amount"]) for one in held), "reserve-value", name)


def reserve_commitments(column, numbers, claim, statements):
    members = numbers.combinations(column.over)
    return [reserve_commitment(name, held, numbers.unit_of(column, member)["decimals"])
            for (name, held), member in zip(held_by_member(column, claim, statements), members)]


def reserve_commitment(name, held, decimals):
    """X, as what everybody has seen."""
    hidden = [one for one in held if "commitment" in one]
    units = [Fraction(one["amount"]) * 10**decimals for one in held if "amount" in one]
    demand(all(one["decimals"] == decimals for one in hidden), "reserve-value", "the decimals of " + name)
    demand(all(amount.denominator == 1 and amount < MOST_UNITS for amount in units), "reserve-value", name)
    commitments = [(1, decode_point(bytes.fromhex(one["commitment"]))) for one in hidden]
    point = linear_combination(commitments + [(int(sum(units)), generator("R"))])
    return Sent(point, encode_point(point))
