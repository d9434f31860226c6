"""Prices that oracles sign: from price-sign over the policy to the verifier, and what each of them refuses."""
import json
import re
import shlex
import unittest

from programs import (PROVER, REJECTED, ROOT, TROUBLE, USAGE, VALID, VERIFIER, ProgramTest, asset, policy, run)

SNAPSHOT = "2026-06-30T00:00:00Z"
MIDNIGHT = 1782777600


def bare(name, **numbers):
    """A member that leaves its price to the notes."""
    return {key: value for key, value in asset(name, **numbers).items() if key != "price"}


class PriceTest(ProgramTest):
    def make_keys(self, *names):
        for name in names:
            self.assert_exit(run(PROVER, "keygen", "--name", f"{name}.example", "--out", name, cwd=self.folder), VALID)

    def sign(self, key, *options, out, quote="USD", source="A test"):
        return run(PROVER, "price-sign", "--key", key, "--quote", quote, "--source", source, "--out", out, *options,
                   cwd=self.folder)

    def note(self, key, prices, time=SNAPSHOT, quote="USD", out=None):
        """A note of `key` in the file KEY.note."""
        self.write("prices.csv", "".join(f"{line}\n" for line in ["asset,price", *prices]))
        self.assert_exit(self.sign(key, "--csv", "prices.csv", "--time", time, out=out or f"{key}.note", quote=quote),
                         VALID)
        (self.folder / "prices.csv").unlink()

    def write_priced(self, feed, assets=None):
        """A small exchange whose prices are those of one feed."""
        feed = {"field": "asset.price", "latency": 60, **feed}
        self.write_exchange(policy("spot", assets or [bare("GOLD"), bare("TIN")], prices=[feed]),
                            ["alice,GOLD,1.25", "bob,TIN,100.01"], ["GOLD,3.25", "TIN,107.01"])

    def prices(self, *options):
        return json.loads(self.assert_exit(self.verify("--json", *options), VALID).stdout)["prices"]

    def stated(self):
        statement = json.loads((self.folder / "attestation/statement.json").read_text())
        return {member["name"]: member["price"] for member in statement["claim"]["indexes"]["asset"]}

    def assert_rejected(self, reason, detail, *options):
        verdict = json.loads(self.assert_exit(self.verify("--json", *options), REJECTED).stdout)
        self.assertEqual((verdict["reason"], verdict["prices"]), (reason, None))
        self.assertIn(detail, verdict["detail"])


class Attested(PriceTest):
    def test_one_oracle(self):
        self.make_keys("a")
        self.note("a", ["GOLD,70.5", "TIN,0.90", "LEAD,3"])
        self.write_priced({"keys": ["a.pub"], "notes": ["a.note"]})
        self.assert_exit(self.attest(), VALID)
        self.assertEqual(self.stated(), {"GOLD": "70.5", "TIN": "0.9"})
        name = "+".join((self.folder / "a.pub").read_text().split("+")[:2])
        self.assertEqual(self.prices(), {"status": "signed", "feeds": [{
            "index": "asset", "field": "price", "oracles": [name], "quorum": 1, "latency": 60,
            "time_from": SNAPSHOT, "time_to": SNAPSHOT, "declared": [],
            "notes": [{"oracle": name, "source": "A test", "time": SNAPSHOT, "prices": 3}]}]})
        shown = self.assert_exit(self.verify(), VALID).stdout
        self.assertIn("\nprices: signed: with keys that the issuer names (see --oracle)\n", shown)
        self.assertIn("  prices    asset.price: medians of at least 1 of 1 oracle, at most 60 s from the snapshot\n"
                      f"              {name}, {SNAPSHOT}, 3 prices from A test\n", shown)

    def test_two_of_three(self):
        self.make_keys("a", "b", "c")
        self.note("a", ["GOLD,70.5", "TIN,1"], time="2026-06-29T23:59:00Z")
        self.note("b", ["GOLD,71", "TIN,2"], time="2026-06-30T00:01:00Z")
        self.write_priced({"keys": ["a.pub", "b.pub", "c.pub"], "notes": ["a.note", "b.note"], "quorum": 2})
        self.assert_exit(self.attest(), VALID)
        self.assertEqual(self.stated(), {"GOLD": "70.75", "TIN": "1.5"})
        feed = self.prices()["feeds"][0]
        self.assertEqual((len(feed["oracles"]), feed["quorum"], feed["time_from"], feed["time_to"]),
                         (3, 2, "2026-06-29T23:59:00Z", "2026-06-30T00:01:00Z"))

    def test_trusted_oracles(self):
        self.make_keys("a", "b", "other")
        self.note("a", ["GOLD,70.5", "TIN,1"])
        self.write_priced({"keys": ["a.pub", "b.pub"], "notes": ["a.note"], "quorum": 1})
        self.assert_exit(self.attest(), VALID)
        both = ["--oracle", "a.pub", "--oracle", (self.folder / "b.pub").read_text().strip()]
        self.assertEqual(self.prices(*both)["status"], "trusted")
        self.assertIn("\nprices: trusted\n", self.assert_exit(self.verify(*both), VALID).stdout)
        self.assert_rejected("price-untrusted", "prices[0] (asset.price): keys[1]: 'b.example+", "--oracle", "a.pub")
        self.assert_rejected("price-untrusted", "keys[0]: 'a.example+", "--oracle", "other.pub")
        self.assert_exit(self.verify("--oracle", "no-such-file"), TROUBLE)

    def test_declared_prices(self):
        self.write_small_spot()
        self.make_keys("a")
        self.assert_exit(self.attest(), VALID)
        self.assertEqual(self.prices(), {"status": "declared", "feeds": []})
        self.assertIn("\nprices: declared: they are the issuer's word\n", self.verify().stdout)
        self.assert_rejected("price-untrusted", "no prices are signed", "--oracle", "a.pub")

    def test_a_declared_member(self):
        self.make_keys("a")
        self.note("a", ["GOLD,70.5"])
        self.write_priced({"keys": ["a.pub"], "notes": ["a.note"], "declared": ["TIN"]},
                          [bare("GOLD"), asset("TIN", price="1")])
        self.assert_exit(self.attest(), VALID)
        self.assertEqual(self.prices("--oracle", "a.pub")["feeds"][0]["declared"], ["TIN"])
        self.assertIn("declared by the issuer: TIN\n", self.verify().stdout)
        self.assertIn("\nprices: trusted (1 of them is the issuer's word)\n", self.verify("--oracle", "a.pub").stdout)
        shown = self.assert_exit(run(VERIFIER, "show", "attestation", cwd=self.folder), VALID).stdout
        self.assertIn("declared by the issuer: TIN\n", shown)
        self.assert_exit(run(VERIFIER, "report", "attestation", "--out", "page.html", cwd=self.folder), VALID)
        page = (self.folder / "page.html").read_text(encoding="utf-8")
        for part in ("Whose the prices are", "The issuer named the oracles", "Declared by the issuer all the same",
                     "except where this says who signed them", "--trust KEY --log SEEN --oracle KEY</pre>"):
            self.assertIn(part, page)

    def test_check_and_explain_read_the_notes(self):
        self.make_keys("a")
        self.note("a", ["GOLD,70.5", "TIN,1"])
        self.write_priced({"keys": ["a.pub"], "notes": ["a.note"]})
        self.assert_exit(self.check(), VALID)
        self.assert_exit(run(VERIFIER, "explain", "--policy", "policy.json", cwd=self.folder), VALID)
        self.note("a", ["GOLD,70.5"], out="less.note")
        self.write_priced({"keys": ["a.pub"], "notes": ["less.note"]})
        for process in (self.check(), run(VERIFIER, "explain", "--policy", "policy.json", cwd=self.folder)):
            self.assert_exit(process, REJECTED)
            self.assertIn("prices[0] (asset.price): TIN: priced by 0 oracles, not 1", process.stderr)

    def test_changed_afterwards(self):
        """By whoever has the folder: the price is not the one in the notes, or the note not the one signed."""
        self.make_keys("a")
        self.note("a", ["GOLD,70.5", "TIN,1"])
        self.write_priced({"keys": ["a.pub"], "notes": ["a.note"]})
        self.assert_exit(self.attest(), VALID)
        path = self.folder / "attestation/statement.json"
        text = path.read_text(encoding="utf-8")
        receipt = self.assert_exit(self.make_receipt("alice"), VALID).stdout
        self.write("receipt.json", receipt)
        for before, after, reason, detail in (
                ('"price":"70.5"', '"price":"70.50000000000000000000000000000000000001"', "price-value",
                 "GOLD: stated as 70.50000000000000000000000000000000000001; the oracles' median is 70.5"),
                (r'\"mantissa\":\"705\"', r'\"mantissa\":\"706\"', "price-signature",
                 "notes[0]: the signature of 'a.example' does not verify"),
                ('"quorum":1', '"quorum":2', "price-encoding", "quorum: 2, not 1 to the number of keys, 1"),
                ('"declared":[]', '"declared":["LEAD"]', "circuit", "the index has no member 'LEAD'")):
            with self.subTest(reason):
                self.assertEqual(text.count(before), 1)
                path.write_text(text.replace(before, after), encoding="utf-8")
                self.assert_rejected(reason, detail)
                checked = self.assert_exit(self.check_receipt("receipt.json", "--json"), REJECTED)
                self.assertEqual(json.loads(checked.stdout)["reason"], reason)


class Refused(PriceTest):
    """By the prover, with the verifier's reasons and before it reads the ledger."""

    def setUp(self):
        super().setUp()
        self.make_keys("a", "b")

    def assert_reason(self, reason, detail, feed, assets=None):
        self.write_priced(feed, assets)
        self.write("ledger.csv", "no ledger\n")
        process = self.assert_exit(self.attest("--json"), REJECTED if reason.startswith("price-") else TROUBLE)
        result = json.loads(process.stdout)
        self.assertEqual(result["reason"], reason)
        self.assertIn(detail, result["detail"])
        self.assertFalse((self.folder / "attestation").exists())

    def feed(self, *notes, **members):
        return {"keys": ["a.pub"], "notes": list(notes) or ["a.note"], **members}

    def test_time(self):
        self.note("a", ["GOLD,1", "TIN,1"], time="2026-06-30T00:01:01Z")
        self.assert_reason("price-stale", "notes[0]: of 2026-06-30T00:01:01Z, more than 60 s from the snapshot",
                           self.feed())
        self.note("a", ["GOLD,1", "TIN,1"], time="2026-06-29T23:58:59Z", out="before.note")
        self.assert_reason("price-stale", "notes[0]: of 2026-06-29T23:58:59Z", self.feed("before.note"))

    def test_signatures(self):
        self.note("b", ["GOLD,1", "TIN,1"])
        self.assert_reason("price-signature", "notes[0]: not signed by one of the keys", self.feed("b.note"))
        text = (self.folder / "b.note").read_text(encoding="utf-8")
        self.write("unsigned.note", text.split("\n\n", maxsplit=1)[0] + "\n")
        self.assert_reason("price-encoding", "notes[0]: a signed note without an empty line",
                           self.feed("unsigned.note"))
        self.note("a", ["GOLD,1", "TIN,1"])
        text = (self.folder / "a.note").read_text(encoding="utf-8")
        self.write("changed.note", text.replace('"mantissa":"1"', '"mantissa":"2"', 1))
        self.assert_reason("price-signature", "notes[0]: the signature of 'a.example' does not verify",
                           self.feed("changed.note"))

    def test_what_is_priced(self):
        self.note("a", ["GOLD,1"])
        self.assert_reason("price-missing", "prices[0] (asset.price): TIN: priced by 0 oracles, not 1", self.feed())
        self.note("a", ["GOLD,1", "TIN,1"], quote="EUR", out="eur.note")
        self.assert_reason("price-quote", "notes[0]: in 'EUR', not in 'USD'", self.feed("eur.note"))
        self.note("a", ["GOLD,1", "TIN,1"], out="both.note")
        self.assert_reason("price-repeated", "notes[1]: a second one of 'a.example'",
                           self.feed("both.note", "both.note"))
        self.assert_reason("price-missing", "GOLD: priced by 1 oracle, not 2",
                           self.feed("both.note", keys=["a.pub", "b.pub"]))

    def test_policy(self):
        self.note("a", ["GOLD,1", "TIN,1"])
        self.assert_reason("input", "policy.json: indexes.asset[1].price: comes from price notes", self.feed(),
                           [bare("GOLD"), asset("TIN")])
        self.assert_reason("input", "policy.json: indexes.asset[1].price: missing, and the member is declared",
                           self.feed(declared=["TIN"]))
        self.assert_reason("read", "policy.json: prices[0].notes[0]: 'gone.note': No such file", self.feed("gone.note"))


class Signed(PriceTest):
    """price-sign: what it makes of the files of others, and what it refuses of them."""

    PYTH = "e62df6c8b4a85fe1a67db44dc12de5db330f7ac66b72dc658afedf0f4a415b43"
    STREAM = "0003" + "12" * 30

    def setUp(self):
        super().setUp()
        self.make_keys("a")
        self.write("map.csv", "feed,asset,decimals\n"
                              f"0x{self.PYTH.upper()},BTC,\nETH/USD,ETH,8\n7,SOL,8\n0x{self.STREAM},LINK,18\n")

    def text(self, name="out.note"):
        return json.loads((self.folder / name).read_text(encoding="utf-8").split("\n")[0])

    def refuse(self, status, *options):
        process = self.assert_exit(self.sign("a", *options, out="out.note"), status)
        self.assertFalse((self.folder / "out.note").exists())
        return process.stderr

    def pyth(self, **price):
        price = {"price": "6825050000000", "conf": "1", "expo": -8, "publish_time": MIDNIGHT, **price}
        return {"binary": {"encoding": "hex", "data": []},
                "parsed": [{"id": self.PYTH, "price": price, "ema_price": {}, "metadata": {"slot": 1}}]}

    @staticmethod
    def round(answer, updated=MIDNIGHT, words=5, name="ETH/USD"):
        numbers = [2 ** 66 + 1, answer % 2 ** 256, updated, updated, 2 ** 66 + 1][:words]
        return {"jsonrpc": "2.0", "id": name, "result": "0x" + "".join(f"{number:064x}" for number in numbers)}

    def stream(self, price, observed=MIDNIGHT, feed=None, words=9):
        head = [0, 0, 0, 0xe0, 0x220, 0x240, 0]
        report = [int(feed or self.STREAM, 16), observed, observed, 1, 1, observed + 86400, price % 2 ** 256, 1, 1]
        numbers = [*head, 32 * words, *report[:words], 0, 0]
        return {"feedID": "0x" + self.STREAM, "validFromTimestamp": observed, "observationsTimestamp": observed,
                "fullReport": "0x" + "".join(f"{number:064x}" for number in numbers)}

    def test_csv(self):
        self.write("p.csv", "price,asset\n00.0500,TIN\n68250.5,BTC\n3,USD\n")
        process = self.sign("a", "--csv", "p.csv", "--time", SNAPSHOT, out="out.note")
        self.assertEqual(self.assert_exit(process, VALID).stdout, f"signed 3 prices of {SNAPSHOT}\n")
        self.assertEqual(self.text(), {
            "prices": {"BTC": {"exponent": "-1", "mantissa": "682505"}, "TIN": {"exponent": "-2", "mantissa": "5"},
                       "USD": {"exponent": "0", "mantissa": "3"}},
            "quote": "USD", "source": "A test", "time": SNAPSHOT, "version": "zksolv/1 prices"})
        self.assertIn("exists already", self.sign("a", "--csv", "p.csv", "--time", SNAPSHOT, out="out.note").stderr)
        self.assert_exit(self.sign("a", "--csv", "p.csv", "--time", "2026-06-30T02:00:00+02:00", out="b.note"), VALID)
        self.assertEqual(self.text("b.note")["time"], SNAPSHOT)

    def test_csv_refused(self):
        for text, part in (("asset,price\nBTC,0\n", 'p.csv:2:1: "BTC": the price is not above zero'),
                           ("asset,price\nBTC,-1\n", 'p.csv:2:1: "BTC": the price is not above zero'),
                           ("asset,price\nBTC,1e5\n", 'p.csv:2:5: "1e5" is no price'),
                           ("asset,price\nBTC,1\nBTC,1\n", 'p.csv:3:1: "BTC": the asset is priced already'),
                           ("asset,price\n,1\n", "the asset's name is not 1 to 64 bytes"),
                           ("asset,price\nBTC\n", "p.csv:2:1: 1 field; expected 2"),
                           ("asset,cost\nBTC,1\n",
                            'p.csv:1:7: "cost" is no column of this file; expected asset, price'),
                           ("asset,asset\n", "p.csv:1:7: column asset stands there twice"),
                           ("asset\n", "p.csv:1:1: no column price; expected asset, price"),
                           ("asset,price\nBTC," + "1" * 65 + "\n", "the price has more than 64 digits"),
                           ("asset,price\n", "no prices to sign"),
                           ("", "p.csv:1:1: no column asset; expected asset, price")):
            with self.subTest(text[:40]):
                self.write("p.csv", text)
                self.assertIn(part, self.refuse(TROUBLE, "--csv", "p.csv", "--time", SNAPSHOT))

    def test_pyth(self):
        self.write("pyth.json", self.pyth())
        self.assert_exit(self.sign("a", "--pyth", "pyth.json", "--map", "map.csv", out="out.note"), VALID)
        note = self.text()
        self.assertEqual(note["prices"], {"BTC": {"exponent": "-8", "mantissa": "6825050000000"}})
        self.assertEqual(note["time"], SNAPSHOT)

    def test_pyth_refused(self):
        stranger = self.pyth()
        stranger["parsed"][0]["id"] = "00" * 32
        twice = self.pyth()
        twice["parsed"] *= 2
        apart = {"parsed": []}
        for answer, part in (
                (self.pyth(price="-5"), "pyth.json: parsed[0].price.price: the price is not above zero: '-5'"),
                (self.pyth(price="0"), "parsed[0].price.price: the price is not above zero: '0'"),
                (self.pyth(price=5), "parsed[0].price.price: not an integer in a string"),
                (self.pyth(price="1.5"), "parsed[0].price.price: not an integer in a string"),
                (self.pyth(price="1" * 65), "the price has more than 64 digits"),
                (self.pyth(expo=-37), "parsed[0].price.expo: not an integer from -36 to 36: -37"),
                (self.pyth(expo=-2**63), "parsed[0].price.expo: not an integer from -36 to 36: -9223372036854775808"),
                (self.pyth(expo="-8"), "parsed[0].price.expo: not an integer from -36 to 36"),
                (self.pyth(publish_time=0), "parsed[0].price.publish_time: the time is not one after 1970"),
                (self.pyth(publish_time="0"), "parsed[0].price.publish_time: not an integer"),
                (stranger, "parsed[0].id: a feed that the map does not have: '0000"),
                (twice, "pyth.json: parsed[1].price.price: the asset is priced already"),
                (apart, "no prices to sign"), ({}, "parsed: not an array"),
                ({"parsed": [7]}, "parsed[0].id: not a string"),
                ({"parsed": [{"id": self.PYTH}]}, "parsed[0].price: not an object")):
            with self.subTest(part):
                self.write("pyth.json", answer)
                self.assertIn(part, self.refuse(TROUBLE, "--pyth", "pyth.json", "--map", "map.csv"))
        self.write("pyth.json", "{")
        self.assertIn("pyth.json: line 1", self.refuse(TROUBLE, "--pyth", "pyth.json", "--map", "map.csv"))

    def test_chainlink_rounds(self):
        answers = [self.round(181200000000), self.round(15000000000, MIDNIGHT - 60, name=7)]
        self.write("rounds.json", json.dumps(answers))
        self.assert_exit(self.sign("a", "--chainlink", "rounds.json", "--map", "map.csv", out="out.note"), VALID)
        note = self.text()
        self.assertEqual(note["prices"], {"ETH": {"exponent": "-8", "mantissa": "181200000000"},
                                          "SOL": {"exponent": "-8", "mantissa": "15000000000"}})
        self.assertEqual(note["time"], "2026-06-29T23:59:00Z")

    def test_chainlink_streams(self):
        self.write("stream.json", {"report": self.stream(14 * 10 ** 18)})
        self.write("streams.json", {"reports": [self.stream(14 * 10 ** 18)]})
        for name in ("stream", "streams"):
            self.assert_exit(self.sign("a", "--chainlink", f"{name}.json", "--map", "map.csv", out=name), VALID)
            self.assertEqual(self.text(name)["prices"], {"LINK": {"exponent": "-18", "mantissa": str(14 * 10 ** 18)}})

    def test_chainlink_refused(self):
        other = "0004" + "12" * 30
        wrong_words = "result: not the five words of latestRoundData"
        for answer, part in (
                (self.round(-1), "c.json: result: the price is not above zero"),
                (self.round(0), "c.json: result: the price is not above zero"),
                (self.round(2 ** 255 - 1), "the price has more than 64 digits"),
                (self.round(1, 0), "result: the time is not one after 1970"),
                (self.round(1, 2 ** 64), "result: the time is no such number"),
                (self.round(1, words=4), wrong_words), ({**self.round(1), "result": "0x12"}, wrong_words),
                ({**self.round(1), "result": "0x" + "zz" * 160}, wrong_words),
                ({"id": "ETH/USD", "error": {"code": -32000}}, wrong_words),
                (self.round(1, name="DOGE/USD"), "id: a feed that the map does not have: 'DOGE/USD'"),
                (self.round(1, name=self.PYTH), "id: a feed whose decimals the map does not say"),
                (self.round(1, name=None), "id: neither a string nor an integer"),
                ({"report": self.stream(-1)}, "report.fullReport: the price is not above zero"),
                ({"report": self.stream(1, words=7)}, "report.fullReport: not a report of nine words"),
                ({"report": self.stream(1, feed=other)}, "not a report of version 3 of this feed"),
                ({"report": {**self.stream(1), "fullReport": "0x" + "ff" * 256}}, "not a report of nine words"),
                ({"report": {**self.stream(1), "fullReport": "12"}}, "report.fullReport: not whole words"),
                ({"reports": [self.stream(1), {}]}, "reports[1].feedID: not a string"),
                ({"reports": {}}, "reports: not an array")):
            with self.subTest(part):
                self.write("c.json", answer)
                self.assertIn(part, self.refuse(TROUBLE, "--chainlink", "c.json", "--map", "map.csv"))

    def test_spread(self):
        self.write("pyth.json", self.pyth())
        self.write("round.json", self.round(1, MIDNIGHT - 61))
        both = ["--pyth", "pyth.json", "--chainlink", "round.json", "--map", "map.csv"]
        self.assertIn("prices 61 s apart, more than 60 (see --spread)", self.refuse(TROUBLE, *both))
        self.assert_exit(self.sign("a", *both, "--spread", "61", out="out.note"), VALID)
        self.assertEqual(self.text()["time"], "2026-06-29T23:58:59Z")

    def test_map_refused(self):
        self.write("pyth.json", self.pyth())
        for text, part in (("feed,asset\nx,BTC\n0xX,ETH\n", "map.csv: feed \""),
                           ("feed,asset,decimals\nx,BTC,37\n", 'map.csv:2:7: decimals "37"; expected 0 to 36'),
                           ("feed,asset,decimals\nx,BTC,-1\n", 'decimals "-1"; expected 0 to 36'),
                           ("feed,asset\n,BTC\n", "map.csv:2:1: an empty feed")):
            with self.subTest(part):
                self.write("map.csv", text)
                self.assertIn(part, self.refuse(TROUBLE, "--pyth", "pyth.json", "--map", "map.csv"))

    def test_options(self):
        self.write("p.csv", "asset,price\nBTC,1\n")
        self.write("pyth.json", self.pyth())
        for options, part in ((["--time", SNAPSHOT], "nothing to sign"),
                              (["--pyth", "pyth.json"], "--pyth and --chainlink also need --map"),
                              (["--csv", "p.csv", "--map", "map.csv"], "--map goes with"),
                              (["--csv", "p.csv", "--time", "today"], "'--time' takes a time like"),
                              (["--csv", "p.csv", "--spread", "0"], "'--spread' takes a number")):
            with self.subTest(part):
                self.assertIn(part, self.refuse(USAGE, *options))
        self.write("other.csv", "asset,price\nOLD,1\n")
        mixed = "--csv", "other.csv", "--pyth", "pyth.json", "--map", "map.csv"
        for options in (("--csv", "p.csv"), mixed):
            self.assertIn("prices of CSV files have no time: give it with --time", self.refuse(TROUBLE, *options))
        for time, part in ("2026-06-29T23:58:59Z", "prices 61 s apart"), ("1969-12-31T23:59:59Z", "not one after 1970"):
            self.assertIn(part, self.refuse(TROUBLE, *mixed, "--time", time))
        self.assertIn("the prices have a time: leave --time out",
                      self.refuse(TROUBLE, "--pyth", "pyth.json", "--map", "map.csv", "--time", SNAPSHOT))
        self.assertIn("control characters", self.assert_exit(
            self.sign("a", "--csv", "p.csv", "--time", SNAPSHOT, out="out.note", source="a\x01b"), TROUBLE).stderr)


class Documented(PriceTest):
    def test_example(self):
        """The commands of docs/prices.md, in the order in which they stand there."""
        text = (ROOT / "docs/prices.md").read_text(encoding="utf-8").split("## Signing prices")[1]
        commands = re.findall(r"^    (zksolv-(?:.*\\\n)*.*)", text, re.MULTILINE)
        self.assertGreaterEqual(len(commands), 4)
        self.write("prices.csv", "asset,price\nGOLD,70.5\nTIN,1\n")
        self.write_priced({"keys": ["oracle.pub"], "notes": ["prices.note"]})
        for command in commands:
            name, *words = shlex.split(command.replace("\\\n", " "))
            program = {"zksolv-prover": PROVER, "zksolv-verifier": VERIFIER}[name]
            self.assert_exit(run(program, *words, cwd=self.folder), VALID)


if __name__ == "__main__":
    unittest.main()
