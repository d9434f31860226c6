"""A PostgreSQL server for tests: in a temporary folder, on a socket in it alone, and gone when the tests are."""
import ctypes
import os
import pathlib
import pwd
import shutil
import signal
import subprocess
import tempfile
import time

PR_SET_PDEATHSIG = 1
HBA = "local all reader scram-sha-256\nlocal all all trust\n"


def find_programs():
    """Where initdb and its like are; None: nowhere."""
    folders = [*sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), reverse=True),
               *map(pathlib.Path, os.get_exec_path())]
    return next((f for f in folders if all((f / name).exists() for name in ("initdb", "postgres", "psql"))), None)


def unprivileged():
    """What Popen needs to run as somebody whom the server does not refuse: it does so to root."""
    if os.getuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    user = names.get("postgres") or names["nobody"]
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def end_with_parent():
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)


class Server:
    def __init__(self):
        self.programs = find_programs()
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="zksolv-postgresql-"))
        self.data = self.folder / "data"
        self.who = unprivileged()
        self.process = None
        if self.who:
            os.chown(self.folder, self.who["user"], self.who["group"])
        self.folder.chmod(0o755)

    def run(self, program, *options, **process):
        return subprocess.run([self.programs / program, *map(str, options)], capture_output=True, text=True, check=True,
                              cwd=self.folder, **self.who, **process)

    def make(self):
        self.run("initdb", "--pgdata", self.data, "--username=owner", "--auth=trust", "--encoding=UTF8", "--locale=C",
                 "--no-sync")
        (self.data / "pg_hba.conf").write_text(HBA)
        self.start()
        self.sql("CREATE DATABASE book", database="postgres")
        self.sql("CREATE ROLE reader LOGIN PASSWORD 'Pa55:w/rd'; GRANT pg_read_all_data TO reader")

    def start(self):
        with open(self.folder / "log", "ab") as log:
            self.process = subprocess.Popen(
                [self.programs / "postgres", "-D", self.data, "-k", self.folder, "-c", "listen_addresses=", "-c",
                 "fsync=off"], stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=self.folder,
                preexec_fn=end_with_parent, **self.who)
        for _ in range(600):
            if (self.folder / ".s.PGSQL.5432").exists() and self.answers():
                return
            time.sleep(0.05)
        raise RuntimeError((self.folder / "log").read_text())

    def answers(self):
        return subprocess.run([self.programs / "psql", "-h", self.folder, "-U", "owner", "-c", "", "postgres"],
                              check=False, capture_output=True, **self.who).returncode == 0

    def stop(self):
        """At once, as by a power cut."""
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait()

    def remove(self):
        if self.process is not None:
            self.stop()
        shutil.rmtree(self.folder)

    def sql(self, text, database="book"):
        """What statements print: fields with | between them."""
        return self.run("psql", "-h", self.folder, "-U", "owner", "-d", database, "-qAt", "-v", "ON_ERROR_STOP=1",
                        input=text).stdout.strip()

    def load(self, table, lines):
        """Lines of CSV into a table."""
        self.run("psql", "-h", self.folder, "-U", "owner", "-d", "book", "-q", "-c",
                 f"COPY {table} FROM STDIN WITH (FORMAT csv)", input="".join(line + "\n" for line in lines))

    def name(self, database="book"):
        """As messages have the address."""
        return f"postgresql://{str(self.folder).replace('/', '%2F')}/{database}"

    def address(self, who="owner", options="", **name):
        return self.name(**name).replace("//", f"//{who}@", 1) + options
