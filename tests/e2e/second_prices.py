"""Both verifiers come to the same verdict on price notes: docs/prices.md, with one claim for each thing that can be
wrong, and attestations with signed prices."""
import json
import unittest

from programs import VALID, asset, policy
from signer import Signer, note
from source_claims import ORACLES, SNAPSHOT, Sources, claim, feed, price, prices

RENAMED = Signer("renamed.example", seed=ORACLES[0].name)
SOUND_NOTE = note(prices(), ORACLES[0])
OTHER_NOTE = note(prices(), ORACLES[1])


def btc_and_eth(btc, eth):
    return prices(prices={name: value for name, value in (("BTC", btc), ("ETH", eth)) if value is not None})


def changed(text, old, new):
    assert text.count(old) == 1, (text, old)
    return text.replace(old, new)


class Prices(Sources):
    def assert_verdict(self, expected, *feeds):
        self.assert_claim(expected, claim(prices=list(feeds)))

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
            ("ok", prices(source="x" * 256)), ("ok", btc_and_eth(price("682505", "-1"), price("1812"))),
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
            ("1", [], False),
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


class AttestedPrices(Sources):
    def attest_prices(self, out, *mantissas):
        """A small exchange with these prices of GOLD, and none of TIN. What it became."""
        self.write("oracles.pub", "".join(oracle.key + "\n" for oracle in ORACLES[:3]))
        notes = [f"{out} {number}.note" for number, _ in enumerate(mantissas)]
        for name, mantissa, oracle in zip(notes, mantissas, ORACLES):
            self.write(name, note(prices(prices={"GOLD": price(mantissa)}), oracle))
        feeds = [{"field": "asset.price", "keys": ["oracles.pub"], "latency": 60, "quorum": 2, "declared": ["TIN"],
                  "notes": notes}]
        gold, tin = asset("GOLD"), asset("TIN", price="0.5")
        del gold["price"]
        self.write_exchange(policy("spot", [gold, tin], snapshot=SNAPSHOT, prices=feeds),
                            ["alice,GOLD,1.25", "bob,TIN,2"], ["GOLD,1.25", "TIN,2"])
        self.assert_exit(self.attest(out=out, secrets="secrets of " + out), VALID)
        self.assertEqual(self.both(out), ("ok", None))
        return self.statement(out)["claim"]["indexes"]["asset"][0]["price"]

    def test_medians(self):
        self.assertEqual(self.attest_prices("three", "70", "73", "1812"), "73")
        self.assertEqual(self.attest_prices("two", "70", "73"), "71.5")


if __name__ == "__main__":
    unittest.main()
