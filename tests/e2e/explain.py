"""Circuits in plain words, and the numbers that follow from a policy: what is printed, and that it is so."""
import json
import unittest

from programs import (REJECTED, SAMPLES, SHIPPED_FOLDERS, TROUBLE, USAGE, VALID, VERIFIER, ProgramTest, asset,
                      make_sample, policy, run)

POOL_FREE_CIRCUIT = """\
circuit thirds
index asset { decimals, price }
param share
account balance[asset] : units of asset
account owed : quote units
policy require share > 0
account advice worst[asset] at least price * balance - owed
account require deposit: sum(asset) price * balance >= share * owed / 3
account require bounded[asset]: worst <= 1000
"""


class Explain(ProgramTest):
    def explain(self, *arguments, **options):
        return run(VERIFIER, "explain", *arguments, cwd=self.folder, **options)

    def explained(self, *arguments):
        return json.loads(self.assert_exit(self.explain(*arguments, "--json"), VALID).stdout)

    def write_pool_free(self, *assets, share="2"):
        self.write("thirds.circuit", POOL_FREE_CIRCUIT)
        self.write("policy.json", policy("thirds.circuit", list(assets) or [asset("TIN", price="1.5")],
                                         params={"share": share}))

    # ---- circuits

    def test_shipped_circuits(self):
        for folder in SHIPPED_FOLDERS:
            with self.subTest(folder):
                name = make_sample.circuit_of(folder)
                text = self.assert_exit(self.explain(name), VALID).stdout
                said = self.explained(name)
                self.assertEqual((said["circuit"], said["origin"]), (name, "shipped"))
                self.assertNotIn("numbers", said)
                for item in said["requirements"] + said["advice"]:
                    self.assertIn(item["name"], text)
                    self.assertIn(item["holds_for"], " ".join(text.split()))
                self.assertLessEqual(max(map(len, text.splitlines())), 80)
                self.assertEqual(self.explained(SAMPLES.parent / f"{name}.circuit"), said)

    def test_words(self):
        said = self.explained("portfolio_margin")
        risk = said["advice"][0]
        self.assertEqual(risk["holds_for"], "every account, for every underlying")
        self.assertEqual(risk["words"],
                         "at least each of these, and 0: (1) the sum, over every contract in the underlying, of (addon "
                         "x (long + short) - pnl x (long - short)), for every scenario; (2) the sum, over every "
                         "contract in the underlying, of short_minimum x short")
        self.assertIn("only overstate", risk["choice"])
        by_name = {requirement["name"]: requirement for requirement in said["requirements"]}
        self.assertEqual(by_name["backed"]["relies_on"],
                         [{"total": "all accounts' debt", "requirement": "lent", "pool_numbers": False}])
        self.assertEqual(by_name["lent"]["words"], "all accounts' debt is at most lending_cap")
        self.assertEqual((by_name["lent"]["unit"], by_name["lent"]["holds_for"]),
                         ("units of asset", "all accounts together, for every asset"))
        self.assertEqual([column["pair"] for column in said["columns"]], [None, None, "short", "long", None])
        self.assertEqual(said["revealed"]["receipt"], ["collateral", "debt", "long", "short"])
        self.assertIn({"text": "0 <= haircut <= 1", "words": "haircut is at least 0 and at most 1, for every asset"},
                      said["policy"])

    def test_origin(self):
        self.write("mine.circuit", POOL_FREE_CIRCUIT)
        self.assertEqual(self.explained("mine.circuit")["origin"], "unknown")
        text = (SAMPLES.parent / "spot.circuit").read_text() + "# harmless\n"
        self.assertEqual(json.loads(self.explain("-", "--json", input=text).stdout)["origin"], "differs")
        self.assertIn("NOT the text", self.explain("-", input=text).stdout)

    # ---- numbers

    def test_sizes_are_those_of_attestations(self):
        for folder in SHIPPED_FOLDERS:
            with self.subTest(folder):
                for file in self.folder.glob("*.*"):
                    file.unlink()
                self.make_exchange(folder)
                self.assert_exit(self.attest("--threads", "2", out=folder, secrets=f"{folder}.secrets"), VALID)
                (self.folder / f"{folder}.secrets").unlink()
                sizes = {name: (self.folder / folder / f"{name}.bin").stat().st_size for name in ("accounts", "proof")}
                exact = self.explained("--attestation", folder)["numbers"]
                self.assertEqual(exact["pool_numbers"], "stated")
                self.assertEqual((exact["sizes"]["accounts_bin"], exact["sizes"]["proof_bin"]),
                                 (sizes["accounts"], sizes["proof"]))
                assumed = self.explained("--policy", "policy.json", "--accounts", exact["accounts"])["numbers"]
                self.assertEqual(assumed["pool_numbers"], "assumed")
                self.assertEqual(assumed["sizes"]["accounts_bin"], sizes["accounts"])
                self.assertEqual(assumed["tables"][0], exact["tables"][0])
                self.assertGreaterEqual(assumed["sizes"]["proof_bin"], sizes["proof"])
                self.assertLessEqual(assumed["sizes"]["proof_bin"], 1.15 * sizes["proof"])
                self.assertEqual(self.explained(make_sample.circuit_of(folder), "--policy", "policy.json",
                                                "--accounts", exact["accounts"])["numbers"], assumed)

    def test_without_pool_numbers_a_policy_is_exact(self):
        self.write_pool_free()
        self.write("ledger_1.csv", "account,asset,balance\nalice,TIN,100\nbob,TIN,7.5\n")
        self.write("ledger_2.csv", "account,owed\nalice,20\n")
        self.assert_exit(self.attest(), VALID)
        numbers = self.explained("--policy", "policy.json", "--accounts", "2")["numbers"]
        self.assertEqual(numbers["pool_numbers"], "none")
        self.assertEqual(numbers["sizes"], {
            "segments": 1, "accounts_bin": 64, "proof_bin": (self.folder / "attestation/proof.bin").stat().st_size})

    def test_inequalities(self):
        self.write_pool_free(asset("TIN", price="1.5"), asset("GOLD", price="70"), asset("IRON"), asset("LEAD"))
        numbers = self.explained("--policy", "policy.json")["numbers"]
        deposit, bounded = numbers["requirements"]
        self.assertEqual(numbers["quote"], "USD")
        self.assertEqual((deposit["instances"], bounded["instances"]), (1, 4))
        self.assertEqual(deposit["shown"][0]["text"],
                         "1.5 x balance[TIN] + 70 x balance[GOLD] + balance[IRON] + balance[LEAD] >= 2/3 x owed")
        self.assertEqual([shown["name"] for shown in bounded["shown"]],
                         ["bounded[TIN]", "bounded[GOLD]", "bounded[IRON]"])
        self.assertEqual(bounded["shown"][0]["text"], "worst[TIN] <= 1000")
        text = self.explain("--policy", "policy.json").stdout
        self.assertIn("the quote currency is USD:\n", text)
        self.assertIn("  and 1 more of bounded\n", text)
        self.assertIn("Attestation of 1,048,576 accounts", text)
        self.assertIn("  accounts.bin  33,554,432 bytes\n", text)
        self.assertRegex(text, r"(?m)^ledger +balance +4 +8 +32$")

    def test_widths_and_bits(self):
        self.write_pool_free()
        account = self.explained("--policy", "policy.json")["numbers"]["tables"][0]
        # deposit, times 600: 9 balance - 4 owed - slack; bounded: 10^6 - worst, in thousandths; worst: the largest.
        top = 256**8 - 1
        self.assertEqual([(run["kind"], run["name"], run["count"], run["cells"]) for run in account["columns"]],
                         [("ledger", "balance", 1, 8), ("ledger", "owed", 1, 8), ("advice", "worst", 1, 9),
                          ("slack", "", 3, 10 + 9 + 3)])
        self.assertEqual((account["cells"], account["slack_bytes"], account["constraints"]), (47, 22, 3))
        # worst - 15 balance + 10 owed - slack
        self.assertEqual(account["largest"], {"constraint": "worst[TIN], bound 1",
                                              "bits": (15 * top + 256**10 - 1).bit_length()})

    def test_pool_numbers_are_left_open(self):
        self.write_small_spot()
        self.assert_exit(self.attest(), VALID)
        covered = self.explained("--policy", "policy.json")["numbers"]["requirements"][0]
        self.assertEqual(covered["shown"][0]["text"], "(pool numbers) >= total(balance[GOLD])")
        covered = self.explained("--attestation", "attestation/statement.json")["numbers"]["requirements"][0]
        self.assertEqual(covered["shown"][0]["text"], "3.25 >= total(balance[GOLD])")

    def test_pool_columns_that_may_be_committed(self):
        text = "circuit c account a : integer pool b : public%s pool c : public pool require r: b + c >= total(a)\n"
        for tail, said, hidden in (("", "published", False), (" or committed", "published or committed", True)):
            with self.subTest(said):
                self.write("c.circuit", text % tail)
                whole = self.explained("c.circuit")
                self.assertEqual([column.get("may_be_committed") for column in whole["columns"]],
                                 [None, hidden, False])
                self.assertEqual("columns of the pool that custodians have committed to" in whole["revealed"]["hidden"],
                                 hidden)
                printed = self.explain("c.circuit").stdout
                self.assertRegex(printed, fr"(?m)^b +number +{said} +-$")
                self.assertRegex(printed, r"(?m)^c +number +published +-$")

    def test_committed_pool_columns_are_left_open(self):
        self.write_small_spot()
        self.assert_exit(self.attest(), VALID)
        statement = self.folder / "attestation" / "statement.json"
        declared = '"reserve":["3.25","107.01"]'
        self.assertIn(declared, statement.read_text())
        statement.write_text(statement.read_text().replace(declared, '"reserve":"committed"'))
        numbers = self.explained("--attestation", "attestation")["numbers"]
        self.assertEqual(numbers["requirements"][0]["shown"][0]["text"], "reserve[GOLD] >= total(balance[GOLD])")
        self.assertEqual([(run["kind"], run["name"], run["count"], run["cells"])
                          for run in numbers["tables"][1]["columns"][:2]],
                         [("total", "balance", 2, 18), ("reserve", "reserve", 2, 16)])
        shown = self.assert_exit(run(VERIFIER, "show", "attestation", cwd=self.folder), VALID).stdout
        self.assertIn("\nreserve is committed, and hidden\n", shown)
        self.assertRegex(shown, r"(?m)^asset +decimals +bytes +price$")

    def test_estimate_grows_and_names_its_machine(self):
        path = SAMPLES / "cross_margin" / "policy.json"
        small, large = (self.explained("--policy", path, "--accounts", n)["numbers"]["estimate"] for n in (1000, 10**7))
        for work in ("attest", "verify"):
            for figure in ("processor_seconds", "memory_mib"):
                self.assertLess(0, small[work][figure])
                self.assertLess(small[work][figure], large[work][figure])
        self.assertIn(small["machine"], " ".join(self.explain("--policy", path).stdout.split()))

    # ---- what is wrong

    def assert_wrong(self, status, *texts, arguments):
        process = self.assert_exit(self.explain(*arguments), status)
        self.assertEqual(process.stdout, "")
        for text in texts:
            self.assertIn(text, process.stderr)

    def test_wrong_circuits(self):
        self.write("wrong.circuit", POOL_FREE_CIRCUIT.replace("share * owed", "shre * owed"))
        self.assert_wrong(USAGE, "wrong.circuit:8:", "'shre' is not declared", "write 'share'",
                          arguments=["wrong.circuit"])
        self.write("bytes.circuit", b"circuit \xff\x00")
        self.assert_wrong(USAGE, "bytes.circuit:1:", arguments=["bytes.circuit"])
        self.write("long.circuit", b"#" * ((1 << 20) + 1))
        self.assert_wrong(USAGE, arguments=["long.circuit"])
        self.assert_wrong(TROUBLE, "spott", "did you mean", arguments=["spott"])
        self.assert_wrong(TROUBLE, arguments=["."])

    def test_wrong_policies(self):
        self.write_pool_free(share="0")
        self.assert_wrong(USAGE, '"share > 0" does not hold', arguments=["--policy", "policy.json"])
        self.assert_wrong(USAGE, "policy.json", arguments=["spot", "--policy", "policy.json"])
        self.write("policy.json", "{")
        self.assert_wrong(USAGE, "policy.json", arguments=["--policy", "policy.json"])
        self.assert_wrong(TROUBLE, "nowhere", arguments=["--policy", "nowhere"])
        self.write("policy.json", policy("nowhere.circuit", []))
        self.assert_wrong(TROUBLE, "nowhere.circuit", arguments=["--policy", "policy.json"])

    def test_numbers_that_could_wrap(self):
        self.write_pool_free(asset("TIN", bytes=16, decimals=36, price="1" + "0" * 70))
        self.assert_wrong(USAGE, "could reach the group order", arguments=["--policy", "policy.json"])

    def test_assumed_numbers_are_named_where_they_do_not_fit(self):
        self.write("capped.circuit", "circuit capped index asset { decimals } account a[asset] : units of asset\n"
                                     "pool b : public pool require c: 5 >= b + sum(asset) total(a)\n")
        self.write("policy.json", policy("capped.circuit", [{"name": "TIN", "decimals": 2}]))
        self.assert_wrong(USAGE, "can never hold", "taken as 1000000000000000 each",
                          arguments=["--policy", "policy.json"])

    def test_names_stay_plain(self):
        self.write_pool_free(asset("T\u202eIN  X"))
        text = self.assert_exit(self.explain("--policy", "policy.json"), VALID).stdout
        self.assertIn("balance[T\\u{202e}IN \\u{20} X]", text)
        self.assertNotIn("\u202e", text)

    def test_wrong_attestations(self):
        self.write_small_spot()
        self.assert_exit(self.attest(), VALID)
        statement = self.folder / "attestation" / "statement.json"
        statement.write_text(statement.read_text().replace('"coverage":"1"', '"coverage":"0.5"'))
        self.assert_wrong(REJECTED, "policy check", arguments=["--attestation", "attestation"])
        statement.write_text("{}\n")
        self.assert_wrong(REJECTED, arguments=["--attestation", "attestation"])
        self.assert_wrong(TROUBLE, arguments=["--attestation", "nowhere"])

    def test_usage(self):
        for arguments in ([], ["spot", "--accounts", "5"], ["spot", "--attestation", "a"],
                          ["--policy", "p", "--attestation", "a"], ["-", "--policy", "-"], ["a", "b"],
                          ["--policy", "p", "--accounts", "0"], ["--policy", "p", "--accounts", "4294967296"]):
            with self.subTest(arguments):
                self.assert_wrong(USAGE, "try 'zksolv-verifier explain --help'", arguments=arguments)
        self.assertIn("usage: zksolv-verifier explain [CIRCUIT] [OPTION]...", self.explain("--help").stdout)


if __name__ == "__main__":
    unittest.main()
