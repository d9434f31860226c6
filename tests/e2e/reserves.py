"""Custodians' reserve statements: made, used, verified and lied about, with both programs."""
import json
import re
import shutil
import unittest

from programs import PROVER, REJECTED, ROOT, TROUBLE, USAGE, VALID, VERIFIER, ProgramTest, asset, policy, run

ISSUER, SNAPSHOT = "Test Exchange", "2026-06-30T00:00:00Z"
# What all accounts of the small exchange are owed.
GOLD, TIN = "7654321.25", "107.01"


class Custodians(ProgramTest):
    """An exchange that owes GOLD and TIN, two custodians with keys, and nothing held yet."""

    def setUp(self):
        super().setUp()
        self.write_exchange(policy("spot", [asset("GOLD", price="70.5"), asset("TIN")]),
                            [f"alice,GOLD,{GOLD}", "bob,TIN,100.01", "carol,TIN,7"])
        for name in ("first", "second"):
            self.assert_exit(run(PROVER, "keygen", "--name", f"{name}.example", "--out", name, cwd=self.folder), VALID)

    def commit(self, name, amounts, *options, key="first", holder=ISSUER, account="vault 7", time=SNAPSHOT,
               status=VALID):
        """Writes NAME.note, and NAME.opening where an amount is hidden."""
        self.write(f"{name}.csv", "".join(line + "\n" for line in ["asset,amount,decimals", *amounts]))
        if "--all-public" not in options:
            options += ("--opening", f"{name}.opening")
        return self.assert_exit(
            run(PROVER, "reserve-commit", "--key", key, "--holder", holder, "--account", account, "--time", time,
                "--amounts", f"{name}.csv", "--out", f"{name}.note", *options, cwd=self.folder), status)

    def use(self, *statements, keys=("first.pub",), age=3600, column="reserve"):
        """The policy names these statements; those with an opening, together with it."""
        written = json.loads((self.folder / "policy.json").read_text())
        written["reserves"] = [{
            "column": column, "keys": list(keys), "age": age,
            "statements": [{"statement": f"{name}.note", "opening": f"{name}.opening"}
                           if (self.folder / f"{name}.opening").exists() else f"{name}.note" for name in statements]}]
        self.write("policy.json", written)

    def attest_new(self, status=VALID, *options):
        shutil.rmtree(self.folder / "attestation", ignore_errors=True)
        (self.folder / "secrets").unlink(missing_ok=True)
        return self.assert_exit(self.attest(*options), status)

    def make_receipt(self):
        self.assert_exit(run(PROVER, "receipt", "--attestation", "attestation", "--account", "bob", "--secrets",
                             "secrets", "--ledger", "ledger.csv", "--out", "receipt", cwd=self.folder), VALID)

    def assert_refused(self, status, reason, *texts):
        """By attest and by check, both before the ledger is read."""
        ledger = self.folder / "ledger.csv"
        kept = ledger.read_bytes()
        ledger.write_text("not a ledger\n")
        for finished in (self.attest(), run(PROVER, "check", *self.inputs(), cwd=self.folder)):
            self.assert_exit(finished, status)
            for text in (reason, *texts):
                self.assertIn(text, finished.stderr)
        ledger.write_bytes(kept)
        self.assertFalse((self.folder / "attestation").exists())

    def verify(self, *options, status=VALID, folder="attestation"):
        return self.assert_exit(run(VERIFIER, "verify", folder, *options, cwd=self.folder), status).stdout

    def verified(self, *options):
        return json.loads(self.verify("--json", *options))["reserves"]

    def named(self, key):
        """The key by its name and id."""
        return "+".join((self.folder / f"{key}.pub").read_text().split("+")[:2])

    def edit_statement(self, edit):
        """Changes the text of the published statement.json."""
        path = self.folder / "attestation" / "statement.json"
        text = path.read_text(encoding="utf-8")
        changed = edit(text)
        self.assertNotEqual(text, changed)
        path.write_text(changed, encoding="utf-8")


class Public(Custodians):
    def test_one_custodian(self):
        self.commit("a", [f"GOLD,{GOLD},", f"TIN,{TIN},"], "--all-public")
        self.use("a")
        self.attest_new()
        self.assertIn("reserves: signed", self.verify())
        claim = json.loads((self.folder / "attestation" / "statement.json").read_text())["claim"]
        self.assertEqual(claim["pool"]["reserve"], [GOLD, TIN])
        self.assertEqual(self.verified(), {"status": "signed", "columns": [
            {"column": "reserve", "hidden": False, "custodians": [self.named("first")], "accounts": 1,
             "age": 3600, "time_from": SNAPSHOT, "time_to": SNAPSHOT}]})

    def test_two_custodians_and_accounts_add_up(self):
        self.commit("a", ["GOLD,7000000,", "TIN,7.01,"], "--all-public")
        self.commit("b", ["GOLD,654321,", "LEAD,3,"], "--all-public", account="vault 8", time="2026-06-29T23:00:00Z")
        self.commit("c", ["GOLD,0.25,", "TIN,100,"], "--all-public", key="second", time="2026-06-30T03:00:00+02:00")
        self.use("a", "b", "c", keys=("first.pub", "second.pub"))
        self.attest_new()
        column = self.verified("--custodian", "first.pub", "--custodian", "second.pub")
        self.assertEqual(column["status"], "trusted")
        self.assertEqual([column["columns"][0][name] for name in ("custodians", "accounts", "time_from", "time_to")],
                         [[self.named("first"), self.named("second")], 3, "2026-06-29T23:00:00Z",
                          "2026-06-30T01:00:00Z"])
        self.assertIn("reserves: trusted", self.verify("--custodian", "first.pub", "--custodian", "second.pub"))

    def test_less_than_is_owed_breaks_the_requirement(self):
        self.commit("a", [f"GOLD,{GOLD},", "TIN,107,"], "--all-public")
        self.use("a")
        finished = self.attest_new(REJECTED)
        self.assertIn("covered[TIN]", finished.stderr)

    def test_declared_reserves_are_called_so(self):
        self.write("reserves.csv", f"asset,reserve\nGOLD,{GOLD}\nTIN,{TIN}\n")
        self.attest_new()
        self.assertIn("reserves: declared", self.verify())
        self.assertEqual(self.verified(), {"status": "declared", "columns": []})
        self.assertIn("rejected: reserve-untrusted", self.verify("--custodian", "first.pub", status=REJECTED))

    def test_a_circuit_without_pool_columns_has_none(self):
        self.write("minimum.circuit", "circuit minimum\nindex asset { decimals, price }\n"
                                      "account balance[asset] : units of asset\n"
                                      "account require some: sum(asset) price * balance >= 1\n")
        written = policy("minimum.circuit", [asset("GOLD"), asset("TIN")])
        self.write("policy.json", written)
        self.attest_new()
        self.assertIn("reserves: none", self.verify())
        self.assertEqual(self.verified("--custodian", "first.pub"), {"status": "none", "columns": []})

    def test_reserves_files_have_what_no_custodian_states(self):
        self.commit("a", [f"GOLD,{GOLD},", f"TIN,{TIN},"], "--all-public")
        self.use("a")
        self.write("reserves.csv", f"asset,reserve\nGOLD,{GOLD}\nTIN,{TIN}\n")
        finished = self.attest_new(TROUBLE)
        self.assertIn("no pool columns that no custodian states: leave --reserves out", finished.stderr)

    def test_some_columns_may_be_signed(self):
        circuit = (ROOT / "circuits" / "spot.circuit").read_text(encoding="utf-8")
        self.write("two.circuit", circuit + "\npool fund : public or committed quote units\n"
                                            "pool require some: fund >= 5\n")
        written = policy("two.circuit", [asset("GOLD", price="70.5"), asset("TIN")], params={"coverage": "1"})
        self.write("policy.json", written)
        self.commit("a", ["USD,5.5,", "GOLD,1,"], "--all-public")
        self.use("a", column="fund")
        finished = self.attest_new(TROUBLE)
        self.assertIn("has pool columns that no custodian states: give their amounts", finished.stderr)
        self.write("reserves.csv", f"asset,reserve\nGOLD,{GOLD}\nTIN,{TIN}\n")
        self.attest_new()
        self.assertIn("reserves: partly signed", self.verify())
        self.assertIn("pool.reserve: declared by the issuer alone",
                      self.verify("--custodian", "first.pub", status=REJECTED))


class Hidden(Custodians):
    def test_hidden_reserves_are_proved_and_shown_to_nobody(self):
        self.commit("a", ["GOLD,7000000,2", "TIN,7.01,2"])
        self.commit("b", ["GOLD,654321.25,2", "TIN,100,"], "--public", "TIN", key="second")
        self.use("a", "b", keys=("first.pub", "second.pub"))
        self.attest_new()
        self.assertIn(f"reserve: hidden, 2 accounts of {self.named('first')}, {self.named('second')}", self.verify())
        self.assertTrue(self.verified()["columns"][0]["hidden"])
        published = b"".join(path.read_bytes() for path in (self.folder / "attestation").iterdir())
        for amount in (700000000, 65432125, 765432125):
            for form in (str(amount), f"{amount / 100:.2f}".removesuffix(".00")):
                self.assertNotIn(form.encode(), published)
            for order in ("little", "big"):
                self.assertNotIn(amount.to_bytes(5, order), published)
        self.assertIn(b'"TIN":{\\"amount\\":\\"100\\"}'.replace(b'"TIN"', b'\\"TIN\\"'), published)
        shown = self.assert_exit(run(VERIFIER, "show", "attestation", cwd=self.folder), VALID).stdout
        self.assertIn(self.named("first"), shown)
        self.assert_exit(run(VERIFIER, "report", "attestation", "--out", "page.html", "--custodian", "first.pub",
                             "--custodian", "second.pub", cwd=self.folder), VALID)
        page = (self.folder / "page.html").read_text(encoding="utf-8")
        for text in ("Whose the reserves are", f"<bdi>{self.named('first')}</bdi>, <bdi>{self.named('second')}</bdi>",
                     "committed, and hidden", "The custodians are those the verifier was told to trust.",
                     "the word of the custodians who have signed them", "--trust KEY --log SEEN --custodian KEY</pre>"):
            self.assertIn(text, page)
        self.assert_exit(run(VERIFIER, "report", "attestation", "--out", "unasked.html", cwd=self.folder), VALID)
        unasked = (self.folder / "unasked.html").read_text(encoding="utf-8")
        self.assertIn("the word of those whom the issuer named as custodians", unasked)
        for path in self.folder.glob("*.opening"):
            self.assertEqual(path.stat().st_mode & 0o777, 0o600)
            for blinding in re.findall(r'"blinding":"([0-9a-f]{64})"', path.read_text()):
                self.assertNotIn(blinding.encode(), published)
                self.assertNotIn(bytes.fromhex(blinding), published)

    def test_requirements_met_exactly_and_missed_by_one_unit(self):
        self.commit("a", [f"GOLD,{GOLD},2", f"TIN,{TIN},2"])
        self.use("a")
        self.attest_new()
        self.verify("--custodian", "first.pub")
        self.commit("b", ["GOLD,7654321.24,2", f"TIN,{TIN},2"])
        self.use("b")
        finished = self.attest_new(REJECTED)
        self.assertIn("covered[GOLD]", finished.stderr)
        self.assertIn("0.01 GOLD", finished.stderr)
        self.assertFalse((self.folder / "attestation").exists())

    def test_check_shows_margins(self):
        self.commit("a", ["GOLD,7654322.25,2", f"TIN,{TIN},2"])
        self.use("a")
        checked = self.assert_exit(run(PROVER, "check", *self.inputs(), "--json", cwd=self.folder), VALID)
        margins = {line["member"]: line["margin"] for line in json.loads(checked.stdout)["requirements"]}
        self.assertEqual(margins, {"GOLD": "1", "TIN": "0"})

    def test_explain_knows_what_is_committed(self):
        self.commit("a", [f"GOLD,{GOLD},2", f"TIN,{TIN},"], "--public", "TIN")
        self.use("a")
        (self.folder / "a.opening").unlink()
        written = json.loads((self.folder / "policy.json").read_text())
        written["reserves"][0]["statements"] = ["a.note"]
        self.write("policy.json", written)
        explained = self.assert_exit(run(VERIFIER, "explain", "--policy", "policy.json", "--json", cwd=self.folder),
                                     VALID)
        numbers = json.loads(explained.stdout)["numbers"]
        self.assertEqual(numbers["pool_numbers"], "stated")
        self.assertIn("reserve", [columns["kind"] for columns in numbers["tables"][1]["columns"]])

    def test_receipts_need_no_opening(self):
        self.commit("a", [f"GOLD,{GOLD},2", f"TIN,{TIN},2"])
        self.use("a")
        self.attest_new()
        (self.folder / "a.opening").unlink()
        self.make_receipt()
        self.assert_exit(run(VERIFIER, "receipt", "receipt", "--attestation", "attestation", cwd=self.folder), VALID)

    def test_commitments_to_the_same_are_different(self):
        seen = set()
        for name in ("a", "b"):
            self.commit(name, [f"GOLD,{GOLD},2", f"TIN,{GOLD},2"])
            seen.update(re.findall(r'"commitment":"([0-9a-f]{64})"', (self.folder / f"{name}.note").read_text()))
        self.assertEqual(len(seen), 4)

    def test_a_sum_that_is_too_wide_is_refused(self):
        written = policy("spot", [asset("GOLD", price="70.5", bytes=3), asset("TIN", bytes=3)])
        self.write("policy.json", written)
        self.commit("a", ["GOLD,100000,2"])
        self.commit("b", ["GOLD,67772.16,2"], account="vault 8")
        self.use("a", "b")
        self.assert_refused(TROUBLE, "policy.json: reserves (reserve): GOLD does not fit its 3 bytes: raise \"bytes\"")


class Refused(Custodians):
    """What the verifier would reject, the prover refuses with the same reason."""

    def test_times(self):
        for time in ("2026-06-29T22:59:59Z", "2026-06-30T01:00:01Z"):
            with self.subTest(time):
                self.commit("a", [f"GOLD,{GOLD},", f"TIN,{TIN},"], "--all-public", time=time)
                self.use("a")
                self.assert_refused(REJECTED, "a reserve statement is too far from the snapshot",
                                    "policy.json: reserves[0] (reserve): statements[0]: first.example states what was "
                                    f"held at {time}")
                (self.folder / "a.note").unlink()
        for time in ("2026-06-29T23:00:00Z", "2026-06-30T01:00:00Z"):
            with self.subTest(time):
                self.commit("a", [f"GOLD,{GOLD},", f"TIN,{TIN},"], "--all-public", time=time)
                self.attest_new()
                self.verify()
                (self.folder / "a.note").unlink()

    def test_keys(self):
        self.commit("a", [f"GOLD,{GOLD},2", f"TIN,{TIN},2"])
        self.use("a", keys=("second.pub",))
        self.assert_refused(REJECTED, "is not signed by one of the custodians that are named", "statements[0]")
        self.use("a", keys=("first.pub", "second.pub"))
        self.assert_refused(REJECTED, "a custodian's statement that is needed is missing",
                            "keys[1]: no statement of second.example")

    def test_holder(self):
        self.commit("a", [f"GOLD,{GOLD},", f"TIN,{TIN},"], "--all-public", holder="Other Exchange")
        self.use("a")
        self.assert_refused(REJECTED, "is about somebody else than the issuer", "'Other Exchange'")

    def test_the_same_account_twice(self):
        self.commit("a", ["GOLD,7654321,", f"TIN,{TIN},"], "--all-public")
        self.commit("b", ["GOLD,0.25,"], "--all-public")
        self.use("a", "b")
        self.assert_refused(REJECTED, "two reserve statements are about the same account", "statements[1]", "'vault 7'")

    def test_decimals(self):
        self.commit("a", [f"GOLD,{GOLD},3", f"TIN,{TIN},2"])
        self.use("a")
        self.assert_refused(REJECTED, "reserves are not the sum of what the custodians signed",
                            "policy.json: reserves[0] (reserve): statements[0]: what is held of GOLD does not fit the "
                            "column's unit, of 2 decimals")

    def test_tampering(self):
        self.commit("a", [f"GOLD,{GOLD},", f"TIN,{TIN},"], "--all-public")
        note = self.folder / "a.note"
        note.write_text(note.read_text().replace(TIN, "907.01"))
        self.use("a")
        self.assert_refused(REJECTED, "is not signed by one of the custodians that are named", "statements[0]")
        note.write_text("nothing signed\n")
        self.assert_refused(REJECTED, "a reserve statement, or what is said of it, is malformed", "statements[0]")

    def test_openings(self):
        self.commit("a", [f"GOLD,{GOLD},2", f"TIN,{TIN},2"])
        self.commit("b", [f"GOLD,{GOLD},2", f"TIN,{TIN},2"])
        self.use("a")
        opening = self.folder / "a.opening"
        good = opening.read_text()
        opening.write_bytes((self.folder / "b.opening").read_bytes())
        self.assert_refused(TROUBLE, "a.opening: the opening of another statement")
        opening.write_text(good.replace(GOLD, "7654321.26"))
        self.assert_refused(TROUBLE, "a.opening: assets.GOLD: amount and blinding do not open the statement's")
        for changed in (good[:-1], good.replace("TIN", "LEAD"), good.replace("opening", "secret"), ""):
            opening.write_text(changed)
            self.assert_refused(TROUBLE, "a.opening: ")
        opening.unlink()
        self.assert_refused(TROUBLE, "a.opening")
        self.use("a")
        self.assert_refused(TROUBLE, "policy.json: reserves (reserve): statements[0]: hides amounts: name its opening")

    def test_columns(self):
        self.commit("a", [f"GOLD,{GOLD},", f"TIN,{TIN},"], "--all-public")
        self.use("a", column="balance")
        self.assert_refused(TROUBLE, "policy.json: reserves[0] (balance): the circuit has no such pool column")

    def test_the_form_of_the_member(self):
        self.commit("a", [f"GOLD,{GOLD},", f"TIN,{TIN},"], "--all-public")
        element = {"column": "reserve", "keys": ["first.pub"], "age": 60, "statements": ["a.note"]}
        for reserves, text in (
                ({}, "reserves: not an array"),
                ([{**element, "age": "60"}], "reserves[0].age: not an integer"),
                ([{**element, "age": -1}], "reserves[0].age: not 0 to 2147483647 seconds: -1"),
                ([{**element, "keys": []}], "reserves[0].keys: not 1 to 64 elements"),
                ([{**element, "statements": [7]}], "reserves[0].statements[0]: not a string"),
                ([{**element, "statements": [{"statement": "a.note"}]}], "reserves[0].statements[0].opening: missing"),
                ([{**element, "statements": ["none.note"]}], "reserves[0].statements[0]: 'none.note'"),
                ([{**element, "statements": [{"statement": "a.note", "opening": "-"}]}], "\"-\" is no file"),
                ([element, element], "reserves: column 'reserve' stands there twice"),
                ([{**element, "note": 1}], "reserves[0].note: not a member the format knows")):
            with self.subTest(text):
                self.write("policy.json", policy("spot", [asset("GOLD"), asset("TIN")], reserves=reserves))
                self.assert_refused(TROUBLE, f"policy.json: {text}" if text[0] == "r" else text)


class Rejected(Custodians):
    """An attestation whose statement was changed afterwards: this check speaks before the proof is looked at."""

    def setUp(self):
        super().setUp()
        self.commit("a", [f"GOLD,{GOLD},2", f"TIN,{TIN},2"])
        self.use("a")
        self.attest_new()

    def assert_rejected(self, reason, *options):
        self.assertIn(f"rejected: {reason}", self.verify(*options, status=REJECTED))

    def test_another_custodian_is_asked_for(self):
        self.assert_rejected("reserve-untrusted", "--custodian", "second.pub")
        self.verify("--custodian", "first.pub")

    def test_another_issuer(self):
        self.edit_statement(lambda text: text.replace(f'"issuer":"{ISSUER}"', '"issuer":"Other Exchange"'))
        self.assert_rejected("reserve-holder")

    def test_another_snapshot(self):
        self.edit_statement(lambda text: text.replace(f'"snapshot":"{SNAPSHOT}"', '"snapshot":"2026-07-01T00:00:00Z"'))
        self.assert_rejected("reserve-stale")

    def test_another_age(self):
        """Within the reach of the statement still: only the proof knows that the claim is another."""
        self.edit_statement(lambda text: text.replace('"age":3600', '"age":3601'))
        self.assert_rejected("product")

    def test_no_statements(self):
        self.edit_statement(lambda text: re.sub(r'"reserves":\[.*?\],"root"', '"reserves":[],"root"', text))
        self.assert_rejected("reserve-missing")

    def test_another_commitment(self):
        other = re.search(r"commitment[^0-9a-f]+([0-9a-f]{64})", (self.folder / "a.note").read_text()).group(1)
        self.edit_statement(lambda text: text.replace(other, other[:-2] + ("00" if other[-2:] != "00" else "10")))
        self.assertRegex(self.verify(status=REJECTED), "rejected: reserve-(encoding|signature)")

    def test_receipts_rest_on_it(self):
        self.make_receipt()
        self.edit_statement(lambda text: text.replace('"age":3600', '"age":2147483648'))
        for options in ((), ("--no-proof",)):
            finished = run(VERIFIER, "receipt", "receipt", "--attestation", "attestation", *options, cwd=self.folder)
            self.assert_exit(finished, REJECTED)
            self.assertIn("reserve-encoding", finished.stdout)


class Commands(Custodians):
    def test_check_shows_what_an_opening_opens(self):
        self.commit("a", ["GOLD,0.5,2", "TIN,12,2"], "--public", "TIN")
        shown = self.assert_exit(run(PROVER, "reserve-check", "--statement", "a.note", cwd=self.folder), VALID).stdout
        self.assertRegex(shown, r"GOLD +- +hidden")
        shown = self.assert_exit(run(PROVER, "reserve-check", "--statement", "a.note", "--opening", "a.opening",
                                     cwd=self.folder), VALID).stdout
        self.assertRegex(shown, r"GOLD +0\.5 +hidden")
        self.assertRegex(shown, r"TIN +12 +public")
        self.assertIn("opening  fits", shown)
        opening = self.folder / "a.opening"
        opening.write_text(opening.read_text().replace('"0.5"', '"0.51"'))
        finished = self.assert_exit(run(PROVER, "reserve-check", "--statement", "a.note", "--opening", "a.opening",
                                        cwd=self.folder), TROUBLE)
        self.assertIn("assets.GOLD: amount and blinding do not open", finished.stderr)
        self.assertNotIn("0.51", finished.stderr + finished.stdout)

    def test_check_names_the_file_that_is_none(self):
        self.commit("a", ["GOLD,0.5,2"])
        finished = self.assert_exit(run(PROVER, "reserve-check", "--statement", "a.opening", "--opening", "a.note",
                                        cwd=self.folder), REJECTED)
        self.assertIn("a.opening: a signed note without an empty line before its signatures", finished.stderr)

    def test_nothing_is_written_over_and_nothing_is_left(self):
        self.write("a.note", "kept")
        self.commit("a", ["GOLD,0.5,2"], status=TROUBLE)
        self.assertEqual((self.folder / "a.note").read_text(), "kept")
        self.assertFalse((self.folder / "a.opening").exists())
        self.write("b.opening", "kept")
        self.commit("b", ["GOLD,0.5,2"], status=TROUBLE)
        self.assertEqual((self.folder / "b.opening").read_text(), "kept")
        self.assertFalse((self.folder / "b.note").exists())

    def test_what_cannot_be_stated(self):
        for amounts, options, text in (
                (["GOLD,1,"], (), "a.csv:2:1: 'GOLD' is to be hidden: its line needs decimals"),
                (["GOLD,1,2"], ("--public", "TIN"), "no line about 'TIN'"),
                (["GOLD,1.005,2"], (), "a.csv:2:6: \"1.005\" has more than 2 decimals"),
                (["GOLD,-1,2"], (), "a.csv:2:6: \"-1\" is no amount"),
                (["GOLD,1e3,2"], (), "a.csv:2:6: \"1e3\" is no amount"),
                (["GOLD,1,37"], (), "a.csv:2:8: \"37\" is no number of decimals; expected 0 to 36"),
                (["GOLD,1,x"], (), "a.csv:2:8: \"x\" is no number of decimals"),
                (["GOLD,340282366920938463463374607431768211456,0"], (), "has 256^16 units of 0 decimals or more"),
                (["GOLD,1,2", "TIN,1,2", "GOLD,2,2"], (), "a.csv:4:1: GOLD has a second line, first on line 2"),
                (["GOLD,1"], (), "a.csv:2:1: 2 fields; expected 3"),
                ([",1,2"], (), "a.csv:2:1: \"\" is no name of an asset"),
                (["GOLD\0,1,2"], (), "a.csv:2:1: \"GOLD\\x00\" is no name of an asset"),
                ([], (), "a.csv: no assets behind the header"),
                (["GOLD,1,2"], ("--public", "GOLD"), "no amount is hidden: leave --opening out")):
            with self.subTest(text):
                self.assertIn(text, self.commit("a", amounts, *options, status=TROUBLE).stderr)
                self.assertEqual(list(self.folder.glob("a.[no]*")), [])
        for text, options in (("--account is not a line", {"account": ""}),
                              ("--holder is not a line", {"holder": "a\nb"}), ("no-such-key", {"key": "no-such-key"})):
            with self.subTest(text):
                self.assertIn(text, self.commit("a", ["GOLD,1,2"], status=TROUBLE, **options).stderr)

    def test_options_that_make_no_sense(self):
        self.assertIn("'--time' takes a time", self.commit("a", ["GOLD,1,2"], time="today", status=USAGE).stderr)
        self.assertIn("--all-public states what --public names",
                      self.commit("a", ["GOLD,1,2"], "--all-public", "--public", "GOLD", status=USAGE).stderr)
        finished = self.assert_exit(
            run(PROVER, "reserve-commit", "--key", "first", "--holder", ISSUER, "--account", "a", "--time", SNAPSHOT,
                "--amounts", "a.csv", "--out", "a.note", "--opening", "-", cwd=self.folder), USAGE)
        self.assertIn("--opening names a file", finished.stderr)

    def test_amounts_from_standard_input_and_a_statement_to_standard_output(self):
        finished = self.assert_exit(
            run(PROVER, "reserve-commit", "--key", "first", "--holder", ISSUER, "--account", "a", "--time", SNAPSHOT,
                "--amounts", "-", "--all-public", "--out", "-", cwd=self.folder, input="asset,amount\nGOLD,07.50\n"),
            VALID)
        self.assertTrue(finished.stdout.startswith(
            '{"account":"a","assets":{"GOLD":{"amount":"7.5"}},"holder":"Test Exchange",'
            '"time":"2026-06-30T00:00:00Z","version":"zksolv/1 reserves"}\n\n\u2014 first.example '))


class Example(ProgramTest):
    """What docs/reserves.md shows."""

    def setUp(self):
        super().setUp()
        example = (ROOT / "docs" / "reserves.md").read_text(encoding="utf-8").split("## Example\n")[1]
        blocks = [re.sub(r"^    ", "", block, flags=re.MULTILINE)
                  for block in re.findall(r"(?:^    .*\n|^\n(?=    \u2014))+", example, flags=re.MULTILINE)]
        self.write("vault.note", blocks[0])
        self.write("vault.opening", blocks[1])

    def test_the_statement_is_opened_and_used(self):
        shown = self.assert_exit(run(PROVER, "reserve-check", "--statement", "vault.note", "--opening",
                                     "vault.opening", cwd=self.folder), VALID).stdout
        self.assertRegex(shown, r"BTC +1\.5 +hidden")
        self.assertRegex(shown, r"USD +1500000\.25 +public")
        key = re.search(r"^    (PeterNeumann\+\S+)$", (ROOT / "docs" / "signatures.md").read_text(encoding="utf-8"),
                        flags=re.MULTILINE).group(1)
        written = policy("spot", [asset("BTC", decimals=8), asset("USD")], issuer="Example Exchange", reserves=[
            {"column": "reserve", "age": 0, "keys": [key],
             "statements": [{"statement": "vault.note", "opening": "vault.opening"}]}])
        self.write_exchange(written, ["alice,BTC,1.5", "bob,USD,1500000.25"])
        self.assert_exit(self.attest(), VALID)
        self.assertIn("reserves: trusted", self.assert_exit(
            run(VERIFIER, "verify", "attestation", "--custodian", key, cwd=self.folder), VALID).stdout)


if __name__ == "__main__":
    unittest.main()
