"""Both verifiers come to the same verdict on custodians' statements: docs/reserves.md, with one claim for each thing
that can be wrong, and attestations with reserves that custodians hide."""
import hashlib
import unittest

from programs import PROVER, VALID, asset, policy, run
from signer import Signer, note
from source_claims import CUSTODIANS, SNAPSHOT, Sources, claim, custody, holdings, statement, with_pool

from second_verifier.argument import Shape, generator
from second_verifier.attestation import check_claim
from second_verifier.formats import canonical_json
from second_verifier.group import encode_point, is_neutral, linear_combination, same

FUNDED_CIRCUIT = """\
circuit funded
index asset { decimals, price }
account balance[asset] : units of asset
pool reserve[asset] : public or committed
pool fund : public or committed quote units
pool require covered: sum(asset) price * reserve + fund >= sum(asset) price * total(balance)
pool require funded: fund >= 3
"""


def hidden(units, blinding, decimals=8):
    commitment = linear_combination([(units, generator("R")), (blinding, generator("H"))])
    return {"commitment": encode_point(commitment).hex(), "decimals": decimals}


class Reserves(Sources):
    def assert_verdict(self, expected, *elements, **pool):
        self.assert_claim(expected, with_pool(list(elements), **pool))

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
        def fund(amount):
            assets = {"BTC": {"amount": "1"}, "USD": {"amount": amount}}
            return custody(statement(assets=assets), column="fund")
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

    def test_repeated_with_the_signature_of_another_key(self):
        """Each signature of a note makes a note of its own, for one column or for two."""
        twice = [statement(signer, assets={"USD": {"amount": "7"}}) for signer in CUSTODIANS[:2]]
        self.assert_verdict("reserve-repeated", custody(*twice, column="fund", keys=CUSTODIANS[:2]))
        self.assert_verdict("reserve-repeated", custody(twice[0], column="fund"),
                            custody(twice[1], column="lots", keys=CUSTODIANS[1:2]))
        other = statement(CUSTODIANS[1], assets={"USD": {"amount": "0"}})
        self.assert_verdict("ok", custody(twice[0], other, column="fund", keys=CUSTODIANS[:2]))

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


class AttestedReserves(Sources):
    def hold(self, name, amounts, *options):
        """A custodian's statement and opening, as an element of a policy names them."""
        custodian = "custodian.example/" + name
        self.assert_exit(run(PROVER, "keygen", "--name", custodian, "--out", name, cwd=self.folder), VALID)
        self.write(name + ".csv", "asset,amount,decimals\n" + amounts)
        files = ["--key", name, "--amounts", name + ".csv", "--out", name + ".note"]
        self.assert_exit(run(PROVER, "reserve-commit", "--holder", "Test Exchange", "--account", "7",
                             "--time", SNAPSHOT, *files, *options, cwd=self.folder), VALID)
        return name + ".note"

    def hide(self, name, amounts, *options):
        opening = name + ".opening"
        return {"statement": self.hold(name, amounts, "--opening", opening, *options), "opening": opening}

    def attest_reserves(self, out, circuit, elements):
        assets = [asset("GOLD", price="7"), asset("TIN")]
        self.write_exchange(policy(circuit, assets, snapshot=SNAPSHOT, reserves=elements),
                            ["alice,GOLD,1.25", "bob,TIN,2", "carol,TIN,5.01"])
        self.assert_exit(self.attest(out=out, secrets="secrets of " + out), VALID)
        self.assertEqual(self.both(out), ("ok", None))

    def test_two_custodians(self):
        """One of whom states an amount."""
        statements = [self.hide("north", "GOLD,1.25,2\nTIN,2,2\n", "--public", "TIN"),
                      self.hide("south", "TIN,5.01,2\nLEAD,1,0\n")]
        element = {"column": "reserve", "keys": ["north.pub", "south.pub"], "age": 0, "statements": statements}
        self.attest_reserves("attestation", "spot", [element])
        self.assertEqual(self.statement()["claim"]["pool"], {"reserve": "committed"})
        self.assert_pool_is_proved()

    def assert_pool_is_proved(self):
        """Every ninth string of the pool's proof, and the last, is what it has to be."""
        sound, path = self.statement(), self.folder / "attestation" / "proof.bin"
        proof, reasons = path.read_bytes(), set()
        system, _ = check_claim(sound["claim"])
        pool = len(proof) - Shape(system.pool, 1).length
        for at in [*range(pool + 32, len(proof), 9 * 32), len(proof) - 32]:
            with self.subTest(string=(at - pool) // 32):
                changed = proof[:at] + proof[at - 32:at] + proof[at + 32:]
                path.write_bytes(changed)
                files = sound["files"] | {"proof.bin": hashlib.sha256(changed).hexdigest()}
                self.write("attestation/statement.json", canonical_json(sound | {"files": files}) + b"\n")
                reason, segment = self.both()
                self.assertEqual(segment, 1)
                reasons.add(reason)
        self.assertLessEqual({"product-factor", "opening"}, reasons)

    def test_columns_of_their_own_custodians(self):
        """Declared in another order than that of their names; both hidden, or one."""
        self.write("funded.circuit", FUNDED_CIRCUIT)

        def element(column, name, held):
            return {"column": column, "keys": [name + ".pub"], "age": 0, "statements": [held]}
        secret = element("reserve", "north", self.hide("north", "GOLD,1.25,2\n"))
        stated = element("reserve", "east", self.hold("east", "GOLD,1.25,2\n", "--all-public"))
        fund = element("fund", "south", self.hide("south", "USD,9.5,2\n"))
        for out, reserve, expected in [("secret", secret, "committed"), ("stated", stated, ["1.25", "0"])]:
            with self.subTest(out):
                self.attest_reserves(out, "funded.circuit", [fund, reserve])
                self.assertEqual(self.statement(out)["claim"]["pool"], {"fund": "committed", "reserve": expected})


if __name__ == "__main__":
    unittest.main()
