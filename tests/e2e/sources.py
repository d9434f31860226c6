"""Ledgers where they are: whatever they are read from, the same numbers give the same."""
import gzip
import json
import sqlite3
import subprocess
import unittest

from programs import PROVER, TROUBLE, VALID, ProgramTest, asset, policy, run

ROWS = [("alice", "GOLD", "1.25"), ("bob", "GOLD", "2"), ("bob", "TIN", "100.01"), ("carol", "TIN", "7"),
        ('dora "d", one', "TIN", "0")]


def zstd(content):
    return subprocess.run(["zstd", "-q", "-c"], input=content, capture_output=True, check=True).stdout


class Sources(ProgramTest):
    def setUp(self):
        super().setUp()
        lines = [",".join('"' + field.replace('"', '""') + '"' for field in row) for row in ROWS]
        self.write_exchange(policy("spot", [asset("GOLD", price="70.5"), asset("TIN")]), lines,
                            ["GOLD,3.25", "TIN,107.01"])
        self.csv = (self.folder / "ledger.csv").read_bytes()
        self.expected = self.values_of("ledger.csv")

    def check_ledger(self, *ledger, **process):
        return run(PROVER, "check", "--policy", "policy.json", "--reserves", "reserves.csv", "--ledger", *ledger,
                   "--values", "values", cwd=self.folder, **process)

    def values_of(self, *ledger, **process):
        """What check writes of every account."""
        self.assert_exit(self.check_ledger(*ledger, **process), VALID)
        path = self.folder / "values"
        content = path.read_text()
        path.unlink()
        return content

    def assert_ledger_refused(self, text, *ledger, **process):
        finished = self.assert_exit(self.check_ledger(*ledger, **process), TROUBLE)
        self.assertIn(text, finished.stderr)
        self.assertFalse((self.folder / "values").exists())


class Packed(Sources):
    def test_what_is_packed_is_the_same(self):
        for name, packed in ("ledger.csv.gz", gzip.compress(self.csv)), ("ledger.csv.zst", zstd(self.csv)):
            with self.subTest(name):
                self.write(name, packed)
                self.assertEqual(self.values_of(name), self.expected)
                with open(self.folder / name, "rb") as file:
                    self.assertEqual(self.values_of("-", stdin=file), self.expected)
                self.write("any name", packed)
                self.assertEqual(self.values_of("any name"), self.expected)

    def test_reserves_may_be_packed(self):
        self.write("reserves.csv", gzip.compress((self.folder / "reserves.csv").read_bytes()))
        self.assertEqual(self.values_of("ledger.csv"), self.expected)

    def test_receipts_from_what_is_packed(self):
        self.assert_exit(self.attest(), VALID)
        self.write("ledger.csv", gzip.compress(self.csv))
        receipt = self.assert_exit(self.make_receipt("bob"), VALID).stdout
        self.assert_exit(self.check_receipt("-", input=receipt), VALID)

    def test_what_is_cut_off_is_refused(self):
        for name, packed in ("gzip", gzip.compress(self.csv)), ("zstd", zstd(self.csv)):
            self.write("packed", packed[:-5])
            self.assert_ledger_refused(f"packed: ends inside a {name} stream", "packed")
            with open(self.folder / "packed", "rb") as file:
                self.assert_ledger_refused(f"<stdin>: ends inside a {name} stream", "-", stdin=file)

    def test_findings_have_the_line_of_what_was_packed(self):
        self.write("ledger.csv.gz", gzip.compress(self.csv + b"eve,LEAD,1\n"))
        self.assert_ledger_refused("ledger.csv.gz:7:5: ", "ledger.csv.gz")

    def test_what_unpacks_to_very_much_is_read_in_bounded_memory(self):
        self.write("bomb.gz", gzip.compress(b"x" * (1 << 28), compresslevel=1))
        limited = ["sh", "-c", 'ulimit -v 600000 && exec "$@"', "sh", PROVER, "check", "--policy", "policy.json",
                   "--reserves", "reserves.csv", "--ledger", "bomb.gz", "--threads", "2"]
        process = self.assert_exit(run(*limited, cwd=self.folder), TROUBLE)
        self.assertIn("bomb.gz:1:1: field of more than 4096 bytes", process.stderr)


def json_lines(rows, **options):
    names = ["balance", "account", "asset"]
    return "".join(json.dumps(dict(zip(names, (balance, account, asset))), **options) + "\n"
                   for account, asset, balance in rows)


class JsonLines(Sources):
    def test_lines_are_the_same(self):
        numbers = [(account, asset, int(value) if value.isdecimal() else value) for account, asset, value in ROWS]
        for rows in ROWS, numbers:
            self.write("ledger.ndjson", json_lines(rows))
            self.assertEqual(self.values_of("ledger.ndjson"), self.expected)
            self.assertEqual(self.values_of("-", input=json_lines(rows, sort_keys=True)), self.expected)
            self.write("ledger.ndjson.gz", gzip.compress(json_lines(rows).encode()))
            self.assertEqual(self.values_of("ledger.ndjson.gz", "--threads", "1"), self.expected)

    def test_findings_have_the_line(self):
        for value, text in ((0.5, '"balance" is a number with a point'), ("0.555", '"0.555"'), (-1, '"-1"'),
                            (None, '"balance" is neither')):
            self.write("ledger.ndjson", json_lines([*ROWS, ("eve", "TIN", value)]))
            self.assert_ledger_refused("ledger.ndjson:6:1: ", "ledger.ndjson")
            self.assert_ledger_refused(text, "ledger.ndjson")

    def test_names_are_a_header(self):
        self.write("ledger.ndjson", '{"account": "a", "asset": "TIN", "balanse": "1"}')
        self.assert_ledger_refused("ledger.ndjson:1:1: \"balanse\" is no column of the circuit", "ledger.ndjson")

    def test_what_is_cut_off_is_refused(self):
        self.write("ledger.ndjson", json_lines(ROWS)[:-8])
        self.assert_ledger_refused("ledger.ndjson:5:", "ledger.ndjson")


QUERY = "SELECT account, asset, balance FROM balances ORDER BY place"


class Sqlite(Sources):
    def setUp(self):
        super().setUp()
        with sqlite3.connect(self.folder / "book.db") as self.book:
            self.book.execute("CREATE TABLE balances(place INTEGER PRIMARY KEY, account TEXT, asset TEXT, balance)")
            self.book.executemany("INSERT INTO balances(account, asset, balance) VALUES(?, ?, ?)",
                                  [(*key, int(value) if value.isdecimal() else value) for *key, value in ROWS])
        self.addCleanup(self.book.close)

    def test_a_query_is_the_same(self):
        self.assertEqual(self.values_of("sqlite:book.db", "--query", QUERY), self.expected)
        (self.folder / "book.db").chmod(0o400)
        self.assertEqual(self.values_of("sqlite:book.db", "--query", QUERY, "--threads", "1"), self.expected)
        self.assertEqual(self.values_of("sqlite:book.db", "--query", QUERY.replace("asset, balance", "asset, balance "
                                        "AS balance")), self.expected)

    def test_a_database_that_is_written_to_all_the_time(self):
        self.book.execute("PRAGMA journal_mode = WAL")
        self.book.execute("BEGIN IMMEDIATE")
        self.book.execute("DELETE FROM balances")
        self.assertEqual(self.values_of("sqlite:book.db", "--query", QUERY), self.expected)
        self.book.rollback()

    def test_attested_from_one_and_receipts_from_the_other(self):
        self.assert_exit(self.attest(), VALID)
        receipt = run(PROVER, "receipt", "--secrets", "secrets", "--ledger", "sqlite:book.db", "--query", QUERY,
                      "--attestation", "attestation", "--account", "bob", cwd=self.folder)
        self.assert_exit(self.check_receipt("-", input=self.assert_exit(receipt, VALID).stdout), VALID)

    def test_receipts_for_everybody(self):
        self.assert_exit(self.attest(), VALID)
        self.assert_exit(run(PROVER, "receipts", "--all", "--secrets", "secrets", "--ledger", "sqlite:book.db",
                             "--query", QUERY, "--attestation", "attestation", "--out", "all.sqlite",
                             cwd=self.folder), VALID)
        self.assertTrue((self.folder / "all.sqlite").exists())

    def test_findings_have_row_and_column(self):
        self.book.execute("INSERT INTO balances(account, asset, balance) VALUES('eve', 'TIN', 0.5)")
        self.book.commit()
        self.assert_ledger_refused('sqlite:book.db:6:3: "balance" is REAL: binary floating point', "sqlite:book.db",
                                   "--query", QUERY)
        self.book.execute("UPDATE balances SET balance = '1e3' WHERE account = 'eve'")
        self.book.commit()
        self.assert_ledger_refused("sqlite:book.db:6:3: ", "sqlite:book.db", "--query", QUERY)
        self.book.execute("UPDATE balances SET balance = '1', asset = 'LEAD' WHERE account = 'eve'")
        self.book.commit()
        self.assert_ledger_refused("sqlite:book.db:6:2: ", "sqlite:book.db", "--query", QUERY)

    def test_names_are_a_header(self):
        self.assert_ledger_refused("sqlite:book.db: header lacks account as field 1", "sqlite:book.db", "--query",
                                   "SELECT asset, account, balance FROM balances")
        self.assert_ledger_refused('"place" is no column of the circuit', "sqlite:book.db", "--query",
                                   "SELECT account, asset, balance, place FROM balances")

    def test_queries_and_databases_go_together(self):
        self.assert_ledger_refused("a database needs a query", "sqlite:book.db")
        self.assert_ledger_refused("more queries than databases", "ledger.csv", "--query", QUERY)
        self.assert_ledger_refused("more queries than databases", "sqlite:book.db", "--query", QUERY, "--query", QUERY)
        self.assert_ledger_refused("stands in sqlite:book.db already", "sqlite:book.db", "--query", QUERY, "--ledger",
                                   "ledger.csv")

    def test_nothing_is_written_to_it(self):
        before = (self.folder / "book.db").read_bytes()
        self.assert_ledger_refused("the query is no SELECT", "sqlite:book.db", "--query",
                                   "DELETE FROM balances RETURNING account, asset, balance")
        self.assertEqual((self.folder / "book.db").read_bytes(), before)


class Wide(Sources):
    HEADER = "account,bal_GOLD,bal_TIN\n"
    LINES = "alice,1.25,0\nbob,2,100.01\ncarol,0,7\n\"dora \"\"d\"\", one\",0,0\n"
    NAMES = ["--wide", "bal_{asset}=balance"]

    def test_one_line_per_account_is_the_same(self):
        self.write("wide.csv", self.HEADER + self.LINES)
        self.assertEqual(self.values_of("wide.csv", *self.NAMES), self.expected)
        self.assertEqual(self.values_of("-", *self.NAMES, input=self.HEADER + self.LINES), self.expected)
        self.assertEqual(self.values_of("ledger.csv", *self.NAMES), self.expected)

    def test_receipts(self):
        self.assert_exit(self.attest(), VALID)
        self.write("ledger.csv", self.HEADER + self.LINES)
        receipt = self.assert_exit(self.make_receipt("bob", *self.NAMES), VALID).stdout
        self.assert_exit(self.check_receipt("-", input=receipt), VALID)

    def test_columns_of_nothing_known_are_refused(self):
        self.write("wide.csv", "account,bal_GOLD,bal_LEAD\nalice,1,2\n")
        self.assert_ledger_refused('wide.csv:1:18: "bal_LEAD" matches nothing of --wide', "wide.csv", *self.NAMES)
        self.assert_ledger_refused("is no pattern", "wide.csv", "--wide", "balance")


if __name__ == "__main__":
    unittest.main()
