"""What the second verifier makes of price notes and of custodians' statements: docs/prices.md and docs/reserves.md, with
one claim for each thing that can be wrong."""
import json
import pathlib
import sys
import unittest

from signer import Signer, note

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1]))
from second_verifier.argument import generator  # noqa: E402  (found only now)
from second_verifier.attestation import check_claim, read_statement  # noqa: E402
from second_verifier.formats import canonical_json  # noqa: E402
from second_verifier.group import encode_point, is_neutral, linear_combination, same  # noqa: E402
from second_verifier.vectors import verdict_of  # noqa: E402

CIRCUIT = """\
circuit sources
index asset { decimals, price, rate }
account balance[asset] : units of asset
account lent[asset, asset_kind] : units of asset
index asset_kind { }
pool reserve[asset] : public or committed
pool fund : public or committed quote units
pool lots : public or committed
pool given[asset] : public
pool table[asset, asset_kind] : public
pool require covered[asset]: reserve + given + fund + lots >= total(balance)
"""
SNAPSHOT = "2024-03-01T00:00:00Z"
ORACLES = [Signer(f"oracle.example/{letter}") for letter in "abcd"]
CUSTODIANS = [Signer(f"custodian.example/{letter}") for letter in "abc"]
RENAMED = Signer("renamed.example", seed=ORACLES[0].name)


def asset(name, decimals, price):
    return {"name": name, "decimals": decimals, "bytes": 8, "price": price, "rate": "2"}


def claim(**members):
    return {
        "version": "zksolv/3", "issuer": "Example", "snapshot": SNAPSHOT, "created": SNAPSHOT,
        "circuit": {"name": "sources", "text": CIRCUIT}, "quote": {"name": "USD", "decimals": 2, "bytes": 8},
        "indexes": {"asset": [asset("BTC", 8, "68250.5"), asset("ETH", 3, "1812")], "asset_kind": [{"name": "any"}]},
        "params": {}, "pool": {"reserve": ["3.25", "0"], "fund": "7", "lots": "0", "given": ["1", "2"],
                               "table": [["0"], ["0"]]},
        "prices": [], "reserves": [], "rows": 3, "segment_rows": 4, "generators": "zksolv/1 generators",
        "root": "00" * 32, **members,
    }


def text_of(content):
    return canonical_json(content).decode() + "\n"


def verdict(a_claim):
    """Of the statement alone."""
    return verdict_of(check_claim, a_claim)[0]


# ---- Prices ----


def price(mantissa, exponent="0"):
    return {"mantissa": mantissa, "exponent": exponent}


def prices(**members):
    """The text of a price note."""
    return text_of({"prices": {"BTC": price("6825050000000", "-8"), "ETH": price("1812")}, "quote": "USD",
                    "source": "Example oracle", "time": SNAPSHOT, "version": "zksolv/1 prices", **members})


def feed(*notes, **members):
    return {"declared": [], "field": "price", "index": "asset", "keys": [oracle.key for oracle in ORACLES[:3]],
            "latency": 60, "notes": list(notes), "quorum": 1, **members}


def btc_and_eth(btc, eth):
    return prices(prices={name: value for name, value in (("BTC", btc), ("ETH", eth)) if value is not None})


SOUND_NOTE = note(prices(), ORACLES[0])
OTHER_NOTE = note(prices(), ORACLES[1])


def changed(text, old, new):
    assert text.count(old) == 1, (text, old)
    return text.replace(old, new)


class Prices(unittest.TestCase):
    def assert_verdict(self, expected, *feeds):
        self.assertEqual(verdict(claim(prices=list(feeds))), expected)

    def assert_note(self, expected, text, *signers):
        self.assert_verdict(expected, feed(note(text, *(signers or ORACLES[:1]))))

    def test_sound(self):
        self.assert_verdict("ok")
        self.assert_verdict("ok", feed(SOUND_NOTE))
        self.assert_verdict("ok", feed(SOUND_NOTE, OTHER_NOTE, quorum=2))
        self.assert_note("ok", prices(), ORACLES[0], ORACLES[0], ORACLES[3])

    def test_medians(self):
        lower, higher = price("681", "2"), price("68401")
        for sound, values in [
            (True, [lower, higher]), (True, [price("1"), price("682505", "-1"), price("7", "36")]),
            (True, [price("-3"), price("136504")]), (True, [None, price("682505", "-1"), None]),
            (False, [lower]), (False, [higher, higher]), (False, [lower, price("682505", "-1")]),
            (False, [price("682505000000000000000000000000000000001", "-34")]),
        ]:
            with self.subTest(values=values):
                notes = [note(btc_and_eth(value, price("1812")), oracle) for value, oracle in zip(values, ORACLES)]
                self.assert_verdict("ok" if sound else "price-value", feed(*notes))

    def test_quorum_counts_each_member_apart(self):
        notes = [note(btc_and_eth(price("682505", "-1"), eth), oracle)
                 for oracle, eth in zip(ORACLES, (price("1812"), None, price("1812")))]
        self.assert_verdict("ok", feed(*notes, quorum=2))
        self.assert_verdict("price-missing", feed(*notes, quorum=3))
        self.assert_verdict("ok", feed(*notes, quorum=3, declared=["ETH"]))
        self.assert_verdict("price-missing", feed(notes[1]))

    def test_declared_is_the_word_of_the_issuer(self):
        text = btc_and_eth(price("1"), price("1812"))
        self.assert_note("price-value", text)
        self.assert_verdict("ok", feed(note(text, ORACLES[0]), declared=["BTC"]))
        self.assert_verdict("ok", feed(SOUND_NOTE, declared=["BTC", "ETH"]))
        self.assert_verdict("price-encoding", feed(SOUND_NOTE, declared=["ETH", "BTC"]))
        self.assert_verdict("price-encoding", feed(SOUND_NOTE, declared=["ETH", "ETH"]))
        self.assert_verdict("circuit", feed(SOUND_NOTE, declared=["ETC"]))

    def test_places(self):
        rates = feed(note(btc_and_eth(price("2"), price("2")), ORACLES[0]), field="rate")
        self.assert_verdict("ok", feed(SOUND_NOTE), rates)
        self.assert_verdict("price-encoding", rates, feed(SOUND_NOTE))
        self.assert_verdict("price-encoding", feed(SOUND_NOTE), feed(SOUND_NOTE))
        self.assert_verdict("circuit", feed(SOUND_NOTE, field="decimals"))
        self.assert_verdict("circuit", feed(SOUND_NOTE, field="name"))
        self.assert_verdict("circuit", feed(SOUND_NOTE, index="asset_kind"))
        self.assert_verdict("circuit", feed(SOUND_NOTE, index="reserve"))

    def test_keys_and_bounds(self):
        first, second, third = (oracle.key for oracle in ORACLES[:3])
        for expected, members in [
            ("ok", {"keys": [third, first]}), ("ok", {"quorum": 1, "latency": 0}), ("ok", {"latency": 2**31 - 1}),
            ("price-encoding", {"keys": []}), ("price-encoding", {"keys": [first, first]}),
            ("price-encoding", {"keys": [first, RENAMED.key]}), ("price-encoding", {"keys": [first, second + "="]}),
            ("price-encoding", {"keys": [first] + ["any"] * 64}), ("price-encoding", {"quorum": 0}),
            ("price-encoding", {"keys": [first, second], "quorum": 3}), ("price-encoding", {"latency": 2**31}),
            ("price-encoding", {"notes": []}), ("price-encoding", {"notes": [SOUND_NOTE] * 65}),
        ]:
            with self.subTest(members=members):
                self.assert_verdict(expected, feed(SOUND_NOTE) | members)

    def test_as_many_keys_as_there_can_be(self):
        signers = [Signer(f"oracle.example/{i}") for i in range(65)]
        for count, expected in ((64, "ok"), (65, "price-encoding")):
            self.assert_verdict(expected, feed(note(prices(), signers[0]), keys=[s.key for s in signers[:count]]))

    def test_texts(self):
        for expected, text in [
            ("ok", prices(source="x" * 256)), ("ok", btc_and_eth(price("682505", "-1"), price("1812")) ),
            ("price-encoding", prices(source="")), ("price-encoding", prices(source="x" * 257)),
            ("price-encoding", prices(quote="")), ("price-encoding", prices(quote=1)),
            ("price-encoding", prices(time="2024-02-30T00:00:00Z")), ("price-encoding", prices(time=1)),
            ("price-encoding", prices(version="zksolv/1 reserves")), ("price-encoding", prices(surplus="")),
            ("price-encoding", prices(prices={})), ("price-encoding", prices(prices=[])),
            ("price-encoding", prices(prices={"": price("1")})),
            ("price-encoding", prices(prices={"x" * 65: price("1")})),
            ("price-encoding", prices(prices={"BTC": "1"})),
            ("price-encoding", "[]\n"), ("price-encoding", prices() + "\n"), ("price-encoding", "x\n"),
            ("price-encoding", prices().replace(":", ": ", 1)), ("price-encoding", prices() + "{}\n"),
        ]:
            with self.subTest(text):
                self.assert_note(expected, text)

    def test_numbers_of_prices(self):
        """Of an asset the circuit does not have, so that only the form matters."""
        for mantissa, exponent, sound in [
            ("0", "0", True), ("-1", "36", True), ("9" * 64, "-36", True), ("-" + "9" * 63, "0", True),
            ("9" * 65, "0", False), ("-" + "9" * 64, "0", False), ("01", "0", False), ("-0", "0", False),
            ("", "0", False), ("1.5", "0", False), ("+1", "0", False), (1, "0", False), ("1", "37", False),
            ("1", "-37", False), ("1", "-0", False), ("1", "00", False), ("1", "", False), ("1", 0, False),
        ]:
            with self.subTest(mantissa=mantissa, exponent=exponent):
                quoted = json.loads(prices())["prices"] | {"ZEC": price(mantissa, exponent)}
                self.assert_note("ok" if sound else "price-encoding", prices(prices=quoted))

    def test_members_of_a_price(self):
        for members in ({"mantissa": "1"}, {"exponent": "1"}, price("1") | {"sign": "1"}):
            with self.subTest(members):
                quoted = json.loads(prices())["prices"] | {"ZEC": members}
                self.assert_note("price-encoding", prices(prices=quoted))

    def test_notes_may_be_longer_than_checkpoints(self):
        def padded(letters):
            """A note with one more signature of so many letters, of nobody."""
            return SOUND_NOTE + f"\u2014 {'x' * letters} AAAAAAA=\n"
        room = 2**22 - len(padded(0).encode())
        self.assert_verdict("ok", feed(padded(room)))
        self.assert_verdict("price-encoding", feed(padded(room + 1)))

    def test_signatures(self):
        line = ORACLES[0].line(prices())
        broken = ORACLES[0].line(prices(source="another"))
        for expected, a_note in [
            ("price-signature", note(prices(), ORACLES[3])),
            ("price-signature", note(prices(), RENAMED)),
            ("price-signature", note(prices(), ORACLES[0], ORACLES[1])),
            ("price-signature", prices() + "\n" + broken),
            ("price-signature", prices() + "\n" + line + broken),
            ("price-signature", changed(SOUND_NOTE, "Example oracle", "Another oracle")),
            ("price-encoding", prices()), ("price-encoding", prices() + line), ("price-encoding", SOUND_NOTE[:-1]),
            ("price-encoding", changed(SOUND_NOTE, "\u2014", "-")),
        ]:
            with self.subTest(a_note):
                self.assert_verdict(expected, feed(a_note))

    def test_quote(self):
        self.assert_note("price-quote", prices(quote="EUR"))

    def test_times(self):
        """The snapshot is the first second behind a leap day."""
        for expected, time, latency in [
            ("ok", "2024-02-29T23:59:00Z", 60), ("price-stale", "2024-02-29T23:58:59Z", 60),
            ("ok", "2024-03-01T00:01:00Z", 60), ("price-stale", "2024-03-01T00:01:01Z", 60),
            ("ok", SNAPSHOT, 0), ("price-stale", "2024-03-01T00:00:01Z", 0),
            ("ok", "2024-02-29T00:00:00Z", 86400), ("price-stale", "2024-02-29T00:00:00Z", 86399),
            ("ok", "2023-03-01T00:00:00Z", 366 * 86400), ("price-stale", "2023-03-01T00:00:00Z", 366 * 86400 - 1),
            ("price-stale", "0000-01-01T00:00:00Z", 2**31 - 1), ("price-stale", "9999-12-31T23:59:59Z", 2**31 - 1),
        ]:
            with self.subTest(time=time, latency=latency):
                self.assert_verdict(expected, feed(note(prices(time=time), ORACLES[0]), latency=latency))

    def test_repeated(self):
        again = note(prices(time="2024-03-01T00:00:01Z"), ORACLES[0])
        self.assert_verdict("price-repeated", feed(SOUND_NOTE, OTHER_NOTE, again))
        rates = feed(note(btc_and_eth(price("2"), price("2")), ORACLES[0]), field="rate")
        self.assert_verdict("ok", feed(SOUND_NOTE), rates)


# ---- Reserves ----


def holdings(**members):
    """The text of a reserve statement."""
    return text_of({"account": "vault 7", "assets": {"BTC": {"amount": "3.25"}}, "holder": "Example", "time": SNAPSHOT,
                    "version": "zksolv/1 reserves", **members})


def statement(signer=CUSTODIANS[0], **members):
    return note(holdings(**members), signer)


def custody(*statements, keys=CUSTODIANS[:1], **members):
    return {"age": 60, "column": "reserve", "keys": [signer.key for signer in keys], "statements": list(statements),
            **members}


def hidden(units, blinding, decimals=8):
    commitment = linear_combination([(units, generator("R")), (blinding, generator("H"))])
    return {"commitment": encode_point(commitment).hex(), "decimals": decimals}


def with_pool(elements, **pool):
    return claim(pool=claim()["pool"] | pool, reserves=elements)


class Reserves(unittest.TestCase):
    def assert_verdict(self, expected, *elements, **pool):
        self.assertEqual(verdict(with_pool(list(elements), **pool)), expected)

    def assert_statement(self, expected, text, *signers):
        self.assert_verdict(expected, custody(note(text, *(signers or CUSTODIANS[:1]))))

    def test_sound(self):
        self.assert_verdict("ok")
        self.assert_verdict("ok", custody(statement()))
        self.assert_statement("ok", holdings(), CUSTODIANS[0], CUSTODIANS[0], CUSTODIANS[1])

    def test_sums(self):
        def of(amount, signer=CUSTODIANS[0], account="vault 7", name="BTC"):
            return statement(signer, account=account, assets={name: {"amount": amount}})
        first, second = CUSTODIANS[:2]
        for expected, statements in [
            ("ok", [of("3"), of("0.25", second)]), ("ok", [of("3"), of("0.25", account="8"), of("0", second)]),
            ("ok", [of("3.25"), of("0", second, name="ETH")]), ("ok", [of("3.25"), of("9", second, name="USD")]),
            ("reserve-value", [of("3"), of("0.2500000001", second)]), ("reserve-value", [of("1"), of("2", second)]),
            ("reserve-value", [of("3.25"), of("1", second, name="ETH")]),
        ]:
            with self.subTest(statements=statements):
                self.assert_verdict(expected, custody(*statements, keys=(first, second)))

    def test_columns_without_index_are_of_the_quote_currency(self):
        def fund(amount, **members):
            return custody(statement(assets={"BTC": {"amount": "1"}, "USD": {"amount": amount}}), column="fund", **members)
        self.assert_verdict("ok", fund("7"))
        self.assert_verdict("reserve-value", fund("6"))
        self.assert_verdict("ok", custody(statement(), column="lots"))

    def test_places(self):
        self.assert_verdict("circuit", custody(statement(), column="table"))
        self.assert_verdict("circuit", custody(statement(), column="balance"))
        self.assert_verdict("circuit", custody(statement(), column="vault"))
        given = custody(statement(account="8", assets={"BTC": {"amount": "1"}, "ETH": {"amount": "2"}}), column="given")
        self.assert_verdict("ok", given, custody(statement()))
        self.assert_verdict("reserve-encoding", custody(statement()), given)
        self.assert_verdict("reserve-encoding", given, given)

    def test_keys_and_bounds(self):
        first, second = CUSTODIANS[0].key, Signer("second.example", seed=CUSTODIANS[0].name).key
        for expected, members in [
            ("ok", {"age": 0}), ("ok", {"age": 2**31 - 1}), ("reserve-encoding", {"age": 2**31}),
            ("reserve-encoding", {"keys": []}), ("reserve-encoding", {"keys": [first, second]}),
            ("reserve-encoding", {"keys": [first[:-4]]}), ("reserve-encoding", {"statements": []}),
            ("reserve-encoding", {"statements": [statement()] * 65}),
        ]:
            with self.subTest(members=members):
                self.assert_verdict(expected, custody(statement()) | members)

    def test_texts(self):
        amount = {"amount": "1"}
        for expected, text in [
            ("ok", holdings(account="x" * 256)), ("reserve-encoding", holdings(account="x" * 257)),
            ("reserve-encoding", holdings(account="")), ("reserve-encoding", holdings(account=7)),
            ("reserve-encoding", holdings(holder="")), ("reserve-encoding", holdings(holder=7)),
            ("reserve-encoding", holdings(time="2024-03-01")), ("reserve-encoding", holdings(time=0)),
            ("reserve-encoding", holdings(version="zksolv/1 prices")), ("reserve-encoding", holdings(surplus="")),
            ("reserve-encoding", holdings(assets={})), ("reserve-encoding", holdings(assets=[])),
            ("reserve-encoding", holdings(assets={"": amount})), ("reserve-encoding", "{}\n"),
            ("reserve-encoding", holdings().replace(":", ": ", 1)), ("reserve-encoding", holdings()[:-1]),
        ]:
            with self.subTest(text):
                self.assert_statement(expected, text)

    def test_holdings(self):
        """Of an asset the circuit does not have, so that only the form matters."""
        point = hidden(5, 6)["commitment"]
        for sound, held in [
            (True, {"amount": "0"}), (True, {"amount": "9" * 128}), (True, {"commitment": point, "decimals": 36}),
            (True, {"commitment": "00" * 32, "decimals": 0}),
            (False, {}), (False, {"amount": "-1"}), (False, {"amount": "1.0"}), (False, {"amount": 1}),
            (False, {"amount": "9" * 129}), (False, {"commitment": point}), (False, {"decimals": 1}),
            (False, {"commitment": point, "decimals": 37}), (False, {"commitment": point, "decimals": "1"}),
            (False, {"commitment": point, "decimals": 8, "amount": "1"}),
            (False, {"commitment": "01" + "00" * 31, "decimals": 8}), (False, {"commitment": "00", "decimals": 8}),
            (False, {"commitment": point.upper(), "decimals": 8}), (False, "1"),
        ]:
            with self.subTest(held=held):
                self.assert_statement("ok" if sound else "reserve-encoding",
                                      holdings(assets={"BTC": {"amount": "3.25"}, "ZEC": held}))

    def test_signatures(self):
        broken = CUSTODIANS[0].line(holdings(account="8"))
        for expected, a_note in [
            ("reserve-signature", statement(CUSTODIANS[2])),
            ("reserve-signature", note(holdings(), *CUSTODIANS[:2])),
            ("reserve-signature", holdings() + "\n" + broken),
            ("reserve-signature", note(holdings(), CUSTODIANS[0]) + broken),
            ("reserve-encoding", holdings()),
        ]:
            with self.subTest(a_note):
                self.assert_verdict(expected, custody(a_note, keys=CUSTODIANS[:2]))

    def test_holder(self):
        self.assert_statement("reserve-holder", holdings(holder="Another"))

    def test_times(self):
        for expected, time in [("ok", "2024-02-29T23:59:00Z"), ("reserve-stale", "2024-02-29T23:58:59Z"),
                               ("ok", "2024-03-01T00:01:00Z"), ("reserve-stale", "2024-03-01T00:01:01Z")]:
            with self.subTest(time):
                self.assert_statement(expected, holdings(time=time))

    def test_repeated(self):
        other = statement(account="8", assets={"ETH": {"amount": "0"}})
        self.assert_verdict("ok", custody(statement(), other))
        self.assert_verdict("reserve-repeated", custody(statement(), other, statement(assets={"ETH": {"amount": "0"}})))
        same_account_elsewhere = statement(CUSTODIANS[1], assets={"ETH": {"amount": "0"}})
        self.assert_verdict("ok", custody(statement(), same_account_elsewhere, keys=CUSTODIANS[:2]))

    def test_repeated_for_another_column_by_a_key_of_another_name(self):
        renamed = Signer("custodian.example/renamed", seed=CUSTODIANS[0].name)
        given = {"BTC": {"amount": "1"}, "ETH": {"amount": "2"}}
        for account, expected in (("vault 7", "reserve-repeated"), ("vault 8", "ok")):
            first = custody(statement(renamed, assets=given, account=account), column="given", keys=[renamed])
            self.assert_verdict(expected, first, custody(statement()))

    def test_key_without_statement(self):
        self.assert_verdict("reserve-missing", custody(statement(), keys=CUSTODIANS[:2]))

    # ---- Committed columns ----

    def test_commitments(self):
        """Those of several custodians add up, with what they say in public, in the order of declaration."""
        first = statement(assets={"BTC": hidden(5, 6), "ETH": {"amount": "1.5"}, "USD": {"amount": "9"}})
        second = statement(CUSTODIANS[1], assets={"BTC": hidden(7, 8), "ETH": hidden(4, 5, 3)})
        third = statement(account="fund", assets={"USD": hidden(11, 12, 2), "BTC": {"amount": "0.123456789"}})
        lots = statement(account="lots", assets={"USD": {"amount": "13"}, "BTC": hidden(1, 2)})
        elements = [custody(third, column="fund"), custody(lots, column="lots"),
                    custody(first, second, keys=CUSTODIANS[:2])]
        system, points = check_claim(with_pool(elements, reserve="committed", fund="committed", lots="committed"))
        expected = [(12, 14), (1504, 5), (11, 12), (13, 0)]
        self.assertEqual(len(points), len(expected))
        for point, (units, blinding) in zip(points, expected):
            terms = [(units, generator("R")), (blinding, generator("H"))]
            self.assertTrue(same(point.value, terms))
            self.assertEqual(point.encoding, encode_point(linear_combination(terms)))
        self.assertEqual(system.pool.external, 4)
        totals = 2
        self.assertEqual(system.pool.committed, totals + 2)
        self.assertEqual(system.pool.widths[system.pool.committed:system.pool.committed + 4], [8, 8, 8, 8])

    def test_nothing_listed_is_the_neutral_element(self):
        element = custody(statement(assets={"BTC": hidden(5, 6)}))
        _, points = check_claim(with_pool([element], reserve="committed"))
        self.assertEqual([is_neutral(point.value) for point in points], [False, True])
        self.assertEqual(points[1].encoding, bytes(32))

    def test_committed_values(self):
        most = str(256**16 - 1)
        for expected, held in [
            ("ok", hidden(5, 6)), ("reserve-value", hidden(5, 6, 7)),
            ("ok", {"amount": "0.00000001"}), ("reserve-value", {"amount": "0.000000001"}),
            ("ok", {"amount": most[:-8] + "." + most[-8:]}), ("reserve-value", {"amount": most}),
        ]:
            with self.subTest(held=held):
                self.assert_verdict(expected, custody(statement(assets={"BTC": held})), reserve="committed")

    def test_hidden_amounts_in_public_columns(self):
        self.assert_verdict("reserve-value", custody(statement(assets={"BTC": hidden(325000000, 6)})))
        self.assert_verdict("reserve-value", custody(statement(), statement(account="8", assets={"BTC": hidden(0, 0)})))

    def test_committed_columns_need_custodians(self):
        self.assert_verdict("reserve-missing", reserve="committed")
        self.assert_verdict("reserve-missing", custody("x", column="fund"), reserve="committed")
        self.assert_verdict("circuit", custody(statement(), column="given"), given="committed")


# ---- statement.json ----


class Schema(unittest.TestCase):
    def assert_verdict(self, expected, a_claim):
        files = {"accounts.bin": "00" * 32, "proof.bin": "00" * 32}
        data = canonical_json({"claim": a_claim, "files": files}) + b"\n"
        self.assertEqual(verdict_of(read_statement, data)[0], expected)

    def test_sources(self):
        element, a_feed = custody("x"), feed("x")
        for member, source, others in [
            ("prices", a_feed, {"declared": [1], "field": 1, "index": [], "keys": "", "latency": "1", "notes": [[]],
                                "quorum": "1"}),
            ("reserves", element, {"age": "1", "column": 1, "keys": {}, "statements": [1]}),
        ]:
            self.assert_verdict("ok", claim(**{member: [source, source]}))
            self.assertEqual(set(others), set(source))
            without = [{name: value for name, value in source.items() if name != left_out} for left_out in source]
            for wrong in [source | {name: value} for name, value in others.items()] + without + [
                    source | {"surplus": 1}, "x"]:
                with self.subTest(member, wrong=wrong):
                    self.assert_verdict("statement-schema", claim(**{member: [wrong]}))
            self.assert_verdict("statement-schema", claim(**{member: source}))

    def test_lengths_of_arrays(self):
        for count, expected in ((100000, "ok"), (100001, "statement-schema")):
            self.assert_verdict(expected, claim(prices=[feed(*[""] * count)]))
            self.assert_verdict(expected, claim(reserves=[custody(*[""] * count)]))
            self.assert_verdict(expected, claim(reserves=[custody()] * count))

    def test_committed(self):
        self.assert_verdict("ok", with_pool([], reserve="committed"))
        self.assert_verdict("number", with_pool([], reserve=["committed"]))
        self.assert_verdict("number", with_pool([], reserve="Committed"))


if __name__ == "__main__":
    unittest.main()
