"""Ledgers in a PostgreSQL database: the same as from CSV, read only, in one state, and no password is shown."""
import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import unittest

from postgresql_server import Server, find_programs
from programs import PROVER, TROUBLE, VALID, asset, policy, run
from sources import ROWS, Sources

PASSWORD = "Pa55:w/rd"
WRITTEN_PASSWORD = "Pa55%3Aw%2Frd"
QUERY = "SELECT account, asset, balance FROM balances ORDER BY place"
SLOW = "SELECT account, asset, balance FROM balances, pg_sleep(60)"
BROKEN_OFF = ("SELECT 'c' || i AS account, 'TIN' AS asset, 0 AS balance FROM generate_series(1, 1000000) AS i "
              "WHERE i <= 100000 OR pg_sleep(60) IS NOT NULL")
FLOAT = ("binary floating point, which cannot hold most decimals and would be rounded; expected text, integer or "
         "numeric; to take it rounded, write ::numeric behind it")
UNREADABLE = "a file cannot be opened or read"
NO_ADDRESS = ("postgresql: no address: expected postgresql://USER@HOST:PORT/DATABASE, with : / ? # @ % in USER and "
              "PASSWORD written %3A %2F %3F %23 %40 %25")

server = None


def setUpModule():
    global server
    server = Server()
    unittest.addModuleCleanup(server.remove)
    server.make()


def wait_until(holds):
    for _ in range(600):
        if holds():
            return
        time.sleep(0.05)
    raise TimeoutError


def backends(where):
    """Who of the tested program is connected."""
    return server.sql(f"SELECT pid FROM pg_stat_activity WHERE application_name = 'zksolv' AND {where}")


@contextlib.contextmanager
def pretended_server(answer):
    """Takes connections, a list of them, and sends this to each."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        taken = []

        def serve():
            with contextlib.suppress(OSError):
                while True:
                    taken.append(listening.accept()[0])
                    taken[-1].recv(8)
                    taken[-1].sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield listening.getsockname()[1], taken
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            thread.join()
            for connection in taken:
                connection.close()


class Postgresql(Sources):
    def setUp(self):
        super().setUp()
        server.sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public; CREATE TABLE balances(place SERIAL, "
                   "account text, asset varchar(10), balance numeric(38, 18))")
        server.load("balances(account, asset, balance)", [
            ",".join('"' + field.replace('"', '""') + '"' for field in row) for row in ROWS])
        self.ledger = (server.address(), "--query", QUERY)

    def assert_query_refused(self, message, query, address=None, kind="malformed input", **process):
        """Refused with this message and no other, and the password in none."""
        finished = self.check_ledger(address or server.address(), "--query", query, **process)
        self.assert_exit(finished, TROUBLE)
        self.assertEqual(finished.stderr, f"zksolv-prover: error: {kind}: {message}\n")
        self.assertNotIn(PASSWORD, finished.stdout + finished.stderr)
        self.assertFalse((self.folder / "values").exists())

    def assert_unreachable(self, message, address, **process):
        self.assert_query_refused(message, QUERY, address, UNREADABLE, **process)


class Same(Postgresql):
    def test_a_query_is_the_same(self):
        for query in (QUERY, QUERY + " ; \n", "-- all of it\n(" + QUERY + ")", "VALUES " + ", ".join(
                f"('{account}', '{name}', {balance})" for account, name, balance in ROWS)):
            with self.subTest(query):
                if query.startswith("VALUES"):
                    query = f"WITH v(account, asset, balance) AS ({query}) TABLE v"
                self.assertEqual(self.values_of(server.address(), "--query", query), self.expected)
        self.assertEqual(self.values_of(server.address().replace("postgresql:", "postgres:"), "--query", QUERY,
                                        "--threads", "1"), self.expected)

    def test_every_type_that_is_taken(self):
        for kind in "text", "varchar(50)", "char(50)":
            query = f"SELECT account::{kind}, asset::{kind}, balance::{kind} FROM balances ORDER BY place"
            self.assertEqual(self.values_of(server.address(), "--query", query), self.expected, kind)
        server.sql("UPDATE balances SET balance = round(balance)")
        rounded = self.values_of(*self.ledger)
        for kind in "smallint", "integer", "bigint", "numeric":
            query = f"SELECT account, asset, balance::{kind} FROM balances ORDER BY place"
            self.assertEqual(self.values_of(server.address(), "--query", query), rounded, kind)
        server.sql("CREATE DOMAIN amount AS numeric(38, 18)")
        query = "SELECT account, asset, balance::amount FROM balances ORDER BY place"
        self.assertEqual(self.values_of(server.address(), "--query", query), rounded)

    def test_a_join(self):
        server.sql("CREATE TABLE customers(id int, name text); INSERT INTO customers SELECT row_number() OVER (), "
                   "account FROM (SELECT DISTINCT account FROM balances) AS a; CREATE TABLE book AS SELECT place, id, "
                   "asset, (balance * 100)::bigint AS cents FROM balances JOIN customers ON name = account")
        self.assertEqual(self.values_of(server.address(), "--query", "SELECT name AS account, asset, cents / 100.0 AS "
                                        "balance FROM book JOIN customers USING (id) ORDER BY place"), self.expected)

    def test_one_row_per_account(self):
        server.sql("CREATE TABLE wide AS SELECT account, coalesce(sum(balance) FILTER (WHERE asset = 'GOLD'), 0) AS "
                   "\"bal_GOLD\", coalesce(sum(balance) FILTER (WHERE asset = 'TIN'), 0) AS \"bal_TIN\" FROM balances "
                   "GROUP BY account ORDER BY min(place)")
        self.assertEqual(self.values_of(server.address(), "--query", "TABLE wide", "--wide", "bal_{asset}=balance"),
                         self.expected)

    def test_18_decimals(self):
        self.write("policy.json", policy("spot", [asset(name, decimals=18, bytes=16) for name in ("GOLD", "TIN")]))
        self.write("ledger.csv", "account,asset,balance\nalice,GOLD,0.123456789012345678\nbob,TIN,"
                                 "12345678901234567890.000000000000000001\n")
        self.write("reserves.csv", "asset,reserve\nGOLD,1\nTIN,12345678901234567891\n")
        server.sql("TRUNCATE balances")
        server.load("balances(account, asset, balance)", (self.folder / "ledger.csv").read_text().splitlines()[1:])
        self.assertEqual(self.values_of(*self.ledger), self.values_of("ledger.csv"))

    def test_characters_of_all_kinds(self):
        server.sql(r"INSERT INTO balances(account, asset, balance) VALUES (E'\\N', 'TIN', 1), (E'a\\tb', 'TIN', 2), "
                   "('żółw 🐢', 'TIN', 3)")
        self.write("reserves.csv", "asset,reserve\nGOLD,3.25\nTIN,113.01\n")
        self.write("more.csv", self.csv + "\\N,TIN,1\na\\tb,TIN,2\nżółw 🐢,TIN,3\n".encode())
        self.assertEqual(self.values_of(*self.ledger), self.values_of("more.csv"))

    def test_attested_from_one_and_receipts_from_the_other(self):
        self.assert_exit(self.attest(), VALID)
        for account in "bob", "dora \"d\", one":
            command = [PROVER, "receipt", "--secrets", "secrets", "--attestation", "attestation", "--account", account]
            of_database = self.assert_exit(run(*command, "--ledger", *self.ledger, cwd=self.folder), VALID).stdout
            self.assertEqual(of_database, self.make_receipt(account).stdout)
            self.assert_exit(self.check_receipt("-", input=of_database), VALID)

    def test_attested_from_a_database_with_a_password(self):
        address = server.address(f"reader:{WRITTEN_PASSWORD}")
        attested = run(PROVER, "attest", "--policy", "policy.json", "--reserves", "reserves.csv", "--ledger", address,
                       "--query", QUERY, "--out", "attestation", "--secrets", "secrets", cwd=self.folder)
        everybody = run(PROVER, "receipts", "--all", "--secrets", "secrets", "--ledger", address, "--query", QUERY,
                        "--attestation", "attestation", "--out", "all.tar", cwd=self.folder)
        receipt = self.assert_exit(self.make_receipt("bob"), VALID).stdout
        self.assert_exit(self.check_receipt("-", input=receipt), VALID)
        said = "".join(process.stdout + process.stderr for process in map(
            lambda process: self.assert_exit(process, VALID), (attested, everybody)))
        kept = b"".join(path.read_bytes() for path in self.folder.rglob("*") if path.is_file())
        for secret in PASSWORD, WRITTEN_PASSWORD, "postgresql://":
            self.assertNotIn(secret, said)
            self.assertNotIn(secret.encode(), kept)


class Refused(Postgresql):
    def test_what_is_not_exact(self):
        name = server.name()
        for kind, called in (("float4", "real"), ("float8", "double precision")):
            self.assert_query_refused(f'{name}: "balance" is {called}: {FLOAT}',
                                      f"SELECT account, asset, balance::{kind} FROM balances")
        for kind, called in (("uuid", "uuid"), ("boolean", "boolean"), ("text[]", "text[]"),
                             ("timestamptz", "timestamp with time zone"), ("money", "money")):
            self.assert_query_refused(f'{name}: "account" is {called}; expected text, integer or numeric',
                                      f"SELECT NULL::{kind} AS account, asset, balance FROM balances")
        server.sql("UPDATE balances SET balance = NULL WHERE place = 4")
        self.assert_query_refused(f'{name}:4:3: "balance" is NULL; expected text, integer or numeric', QUERY)
        for value in "NaN", "Infinity", "-Infinity":
            self.assert_query_refused(
                f'{name}:1:3: "{value}" is no amount of balance; expected digits like 12.5, or 0',
                f"SELECT account, asset, '{value}'::numeric AS balance FROM balances")

    def test_findings_have_row_and_column(self):
        name = server.name()
        server.sql("UPDATE balances SET balance = 1, asset = 'LEAD' WHERE place = 3")
        finished = self.assert_exit(self.check_ledger(*self.ledger), TROUBLE)
        self.assertIn(f'{name}:3:2: "LEAD"', finished.stderr)
        self.assert_query_refused(f"{name}:1:1: division by zero",
                                  "SELECT account, asset, 1 / (balance - balance) AS balance FROM balances")
        self.assert_query_refused(f'{name}: "place" is no column of the circuit; expected account,asset,balance',
                                  "SELECT account, asset, place FROM balances")

    def test_what_is_no_query(self):
        name = server.name()
        for query in ("INSERT INTO balances(account) VALUES ('eve') RETURNING account, asset, balance",
                      "DELETE FROM balances RETURNING account, asset, balance", "DROP TABLE balances", "",
                      "SHOW ALL", "COPY balances TO STDOUT", "SELECT * INTO taken FROM balances"):
            self.assert_query_refused(f"{name}: the query is no SELECT", query)
        for query in (QUERY + "; " + QUERY, QUERY + "; DROP TABLE balances", "SELECT 1; COMMIT; DROP TABLE balances"):
            self.assert_query_refused(f"{name}: the query is more than one statement", query)
        for query, message in (
                ("SELECT account, asset, balance FROM nothing", 'relation "nothing" does not exist'),
                ("SELECT account, asset balance FROM balances)", 'syntax error at or near ")"'),
                ("SELECT account, asset, balance FROM balances) TO PROGRAM 'touch /tmp/x' --",
                 'syntax error at or near ")"'),
                (QUERY + "; -- all of it", 'syntax error at or near ";"'),
                ("SELECT account, asset, $1 AS balance FROM balances", "there is no parameter $1"),
                ("WITH gone AS (DELETE FROM balances RETURNING account, asset, balance) SELECT * FROM gone",
                 "WITH clause containing a data-modifying statement must be at the top level"),
                (QUERY + " FOR UPDATE", "cannot execute SELECT FOR UPDATE in a read-only transaction")):
            self.assert_query_refused(f"{name}: {message}", query)
        self.assert_query_refused(f"{name}:1:1: cannot execute nextval() in a read-only transaction",
                                  "SELECT nextval('balances_place_seq') AS account, asset, balance FROM balances")
        server.sql("CREATE FUNCTION emptied() RETURNS text LANGUAGE sql AS 'DELETE FROM balances; SELECT ''x'''")
        self.assert_query_refused(f"{name}:1:1: cannot execute DELETE in a read-only transaction",
                                  "SELECT emptied() AS account, asset, balance FROM balances")
        self.assertEqual(server.sql("SELECT count(*) FROM balances"), str(len(ROWS)))

    def test_what_is_very_long(self):
        query = "SELECT repeat('x', 300000000) AS account, asset, balance FROM balances"
        limited = ["sh", "-c", 'ulimit -v 700000 && exec "$@"', "sh", PROVER, "check", "--policy", "policy.json",
                   "--reserves", "reserves.csv", "--ledger", server.address(), "--query", query, "--threads", "2"]
        finished = self.assert_exit(run(*limited, cwd=self.folder), TROUBLE)
        self.assertIn(f"{server.name()}:1:1: field of more than 4096 bytes", finished.stderr)

    def test_queries_and_databases_go_together(self):
        self.assert_ledger_refused(f"{server.name()}: a database needs a query", server.address())
        self.assert_ledger_refused("more queries than databases", *self.ledger, "--query", QUERY)
        self.assert_ledger_refused(f"stands in {server.name()} already", *self.ledger, "--ledger", "ledger.csv")

    def test_notices_are_not_shown(self):
        server.sql("CREATE FUNCTION loud() RETURNS text LANGUAGE plpgsql AS 'BEGIN RAISE WARNING ''heard''; RETURN "
                   "''0''; END'")
        finished = self.check_ledger(server.address(), "--query",
                                     "SELECT account, asset, balance + loud()::int AS balance FROM balances")
        self.assertEqual(self.assert_exit(finished, VALID).stderr, "")


class Connection(Postgresql):
    def test_passwords(self):
        socket_name = f'connection to server on socket "{server.folder}/.s.PGSQL.5432" failed: '
        self.values_of(server.address(f"reader:{WRITTEN_PASSWORD}"), "--query", QUERY)
        self.values_of(server.address("reader"), "--query", QUERY, env=os.environ | {"PGPASSWORD": PASSWORD})
        self.assert_unreachable(f'{server.name()}: {socket_name}FATAL: password authentication failed for user '
                                '"reader"', server.address("reader:Pa55%3Aw%2Frd-"))
        self.assert_unreachable(f"{server.name()}: {socket_name}fe_sendauth: no password supplied",
                                server.address("reader"))

    def test_addresses_that_might_show_a_password(self):
        for address in (server.address(f"reader:{PASSWORD}"), server.address("reader:Pa55%zz"),
                        server.address(options=f"?passwort={WRITTEN_PASSWORD}")):
            self.assert_query_refused(NO_ADDRESS, QUERY, address)

    def test_there_is_no_such_database_or_server(self):
        self.assert_unreachable(
            f'{server.name(database="nobook")}: connection to server on socket "{server.folder}/.s.PGSQL.5432" failed: '
            'FATAL: database "nobook" does not exist', server.address(database="nobook"))
        self.assert_unreachable(
            'postgresql:///book: connection to server on socket "/nowhere/.s.PGSQL.5432" failed: No such file or '
            "directory; Is the server running locally and accepting connections on that socket?",
            f"postgresql://reader:{WRITTEN_PASSWORD}@/book?host=/nowhere")

    def test_no_encryption_where_it_is_wanted(self):
        with pretended_server(b"N") as (port, _):
            self.assert_unreachable(
                f'postgresql://127.0.0.1:{port}/book: connection to server at "127.0.0.1", port {port} failed: server '
                "does not support SSL, but SSL was required",
                f"postgresql://reader:{WRITTEN_PASSWORD}@127.0.0.1:{port}/book?sslmode=require")

    def test_a_server_that_does_not_answer(self):
        with pretended_server(b"") as (port, _):
            since = time.monotonic()
            self.assert_unreachable(
                f"postgresql://127.0.0.1:{port}/book: the server did not answer in time (connect_timeout)",
                f"postgresql://127.0.0.1:{port}/book?connect_timeout=1")
            self.assertLess(time.monotonic() - since, 8)

    def test_a_server_that_answers_nonsense(self):
        with pretended_server(b"R\0\0\0\x08\xff\xff\xff\xff") as (port, _):
            self.assert_unreachable(
                f'postgresql://127.0.0.1:{port}/book: connection to server at "127.0.0.1", port {port} failed: '
                "authentication method 4294967295 not supported", f"postgresql://127.0.0.1:{port}/book?sslmode=disable")


class Ended(Postgresql):
    def start_attest(self, query, address=None):
        command = [PROVER, "attest", "--policy", "policy.json", "--reserves", "reserves.csv", "--ledger",
                   address or server.address(), "--query", query, "--out", "attestation", "--secrets", "secrets"]
        return subprocess.Popen(command, cwd=self.folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def assert_ended(self, process, kind, pattern):
        """With status 3 and this message, and nothing was written."""
        _, said = process.communicate(timeout=60)
        self.assertEqual(process.returncode, TROUBLE)
        self.assertRegex(said, f"^zksolv-prover: error: {kind}: {pattern}\n$")
        self.assert_nothing_written()

    def test_the_server_ends_the_connection(self):
        name = re.escape(server.name())
        with self.start_attest(BROKEN_OFF) as process:
            wait_until(lambda: backends("wait_event = 'PgSleep'"))
            server.sql(f"SELECT pg_terminate_backend({backends('true')})")
            self.assert_ended(process, UNREADABLE,
                              rf"{name}:\d{{4,}}:1: terminating connection due to administrator command")

    def test_the_server_is_killed(self):
        name = re.escape(server.name())
        with self.start_attest(BROKEN_OFF) as process:
            wait_until(lambda: backends("wait_event = 'PgSleep'"))
            os.kill(int(backends("true")), signal.SIGKILL)
            self.assert_ended(process, UNREADABLE,
                              rf"{name}:\d{{4,}}:1: server closed the connection unexpectedly; This probably means the "
                              r"server terminated abnormally; before or while processing the request\.")
        wait_until(server.answers)

    def test_interrupted(self):
        for query in SLOW, BROKEN_OFF:
            with self.subTest(query), self.start_attest(query) as process:
                wait_until(lambda: backends("wait_event = 'PgSleep'"))
                since = time.monotonic()
                process.send_signal(signal.SIGINT)
                self.assert_ended(process, "interrupted", "the ledger was not read to its end")
                self.assertLess(time.monotonic() - since, 5)
                wait_until(lambda: not backends("true"))

    def test_interrupted_while_it_connects(self):
        with pretended_server(b"") as (port, taken):
            process = self.start_attest(QUERY, f"postgresql://127.0.0.1:{port}/book?connect_timeout=0")
            wait_until(lambda: taken)
            process.send_signal(signal.SIGINT)
            self.assert_ended(process, "interrupted", "the ledger was not read to its end")


CIRCUIT = """\
circuit desk
index asset { decimals, price }
account balance[asset] : units of asset
account fee            : quote units
policy require price > 0
account require paid: sum(asset) price * balance >= fee
"""


class OneState(Postgresql):
    def test_several_queries_see_one_state(self):
        """The first one is held up behind a lock, until somebody has written what the second one asks for."""
        self.write("desk.circuit", CIRCUIT)
        self.write("policy.json", policy("desk.circuit", [asset("GOLD"), asset("TIN")]) | {"params": {}})
        server.sql("CREATE TABLE fees(account text, fee numeric); INSERT INTO fees VALUES ('alice', 1)")
        command = [PROVER, "check", "--policy", "policy.json", "--ledger", server.address(), "--query", QUERY,
                   "--ledger", server.address(), "--query", "SELECT account, fee FROM fees"]
        with subprocess.Popen([server.programs / "psql", "-h", server.folder, "-U", "owner", "-d", "book", "-q"],
                              stdin=subprocess.PIPE, text=True, **server.who) as writer:
            writer.stdin.write("BEGIN; LOCK balances; INSERT INTO fees VALUES ('erin', 7);\n")
            writer.stdin.flush()
            wait_until(lambda: server.sql("SELECT 1 FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND granted AND "
                                          "relation = 'balances'::regclass"))
            with subprocess.Popen(command, cwd=self.folder, text=True, stdout=subprocess.PIPE,
                                  stderr=subprocess.PIPE) as process:
                wait_until(lambda: backends("wait_event_type = 'Lock'"))
                writer.stdin.write("COMMIT;\n")
                writer.stdin.close()
                said, failed = process.communicate(timeout=60)
        self.assertIn("4 accounts", said, failed)
        self.assertIn("requirement paid", run(*command, cwd=self.folder).stderr)


if __name__ == "__main__":
    if find_programs() is None:
        print("there is no PostgreSQL server: initdb, postgres and psql are not found")
        sys.exit(77)
    unittest.main()
