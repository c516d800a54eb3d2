"""The embedded PostgreSQL: real, private to one home, there again after every kind of end."""

import os
import pwd
import shlex
import shutil
import subprocess
import time
from pathlib import Path

import psutil

from local.errors import LocalError
from local.stores import os_account, sockets

DATABASE = "pricebook"
SSL_REQUEST = b"\x00\x00\x00\x08\x04\xd2\x16\x2f"  # the shortest question that Postgres answers
SOCKET = ".s.PGSQL.5432"
PATIENCE_S = 30


class Postgres:
    """One server on the data of one home; a server that a killed process left is taken over."""

    def __init__(self, home: Path) -> None:
        self._home = home.resolve()
        self._home.mkdir(parents=True, exist_ok=True)
        self.log = self._home / "logs" / "postgres.log"
        self.log.parent.mkdir(exist_ok=True)
        self._data = os_account.data_folder(self._home)
        self._binaries = os_account.binaries()

    def start(self) -> str:
        """Start the server unless it runs, and return the address of the database."""
        if not self._data.exists():
            self._create()
        self._require_access()
        deadline = time.monotonic() + PATIENCE_S
        while not self.running():
            if time.monotonic() > deadline:
                raise LocalError(f"Postgres does not start; the end of {self.log}:\n{self._tail()}")
            self._launch()
        return self.url()

    def url(self, user: str = "postgres") -> str:
        """Return the address of the database for a user."""
        return f"postgresql://{user}@/{DATABASE}?host={self._socket_folder()}"

    def running(self) -> bool:
        """Tell whether the server is ready and answers."""
        facts = self._pid_file()
        if len(facts) < 8 or facts[7].strip() != "ready":  # noqa: PLR2004 - the file's last line
            return False
        return self._alive() and sockets.ask(Path(facts[4]) / SOCKET, SSL_REQUEST) == b"N"

    def stop(self) -> None:
        """Stop the server at once, sessions included; data stays."""
        if self._alive():
            stopped = self._run("pg_ctl", "stop", "-D", self._data, "-m", "fast", "-w", "-t", "10")
            if stopped.returncode != 0:
                self._run("pg_ctl", "stop", "-D", self._data, "-m", "immediate", "-w")

    def forget(self) -> None:
        """Stop the server and delete its data."""
        self.stop()
        if self._data.exists():
            for folder in {self._socket_folder(), self._data}:
                shutil.rmtree(folder)
        if self._data.parent.parent == os_account.STATE:
            shutil.rmtree(self._data.parent, ignore_errors=True)

    def dump(self, *options: str, database: str = DATABASE) -> str:
        """Return what pg_dump writes about a database."""
        address = ("-h", str(self._socket_folder()), "-U", "postgres", *options, database)
        return self._demand("pg_dump", *address, stdout=subprocess.PIPE)

    def _create(self) -> None:
        """Make the data beside its place and move it there, so that half of it never counts."""
        os_account.make_folder(self._data.parent)
        draft = self._data.with_name("postgres.new")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        os.chown(draft, os_account.owner(self._data), -1)
        self._demand(
            *("initdb", "-D", draft, "-U", "postgres", "--auth=trust", "--encoding=UTF8"),
            *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"),
            *("--set=timezone=UTC", "--set=log_timezone=UTC"),
        )
        create = f"CREATE DATABASE {DATABASE};\n"
        self._demand("postgres", "--single", "-D", draft, "postgres", stdin=create)
        draft.rename(self._data)

    def _launch(self) -> None:
        if self._alive() or self._leftovers():
            time.sleep(0.05)  # somebody starts it, it recovers, or a killed one's sessions end
            return
        (self._data / "postmaster.pid").unlink(missing_ok=True)
        (self._socket_folder() / f"{SOCKET}.lock").unlink(missing_ok=True)
        folder = shlex.quote(str(self._socket_folder()))
        options = f"-c listen_addresses='' -c unix_socket_permissions=0700 -k {folder}"
        if self._run("pg_ctl", "start", "-D", self._data, "-s", "-w", "-o", options).returncode:
            time.sleep(0.5)

    def _leftovers(self) -> bool:
        """Tell whether processes of a killed server still work on the data."""
        return any(step.info["cwd"] == str(self._data) for step in psutil.process_iter(["cwd"]))

    def _alive(self) -> bool:
        """Tell whether the process that the pid file names is our server and not a later one."""
        facts = self._pid_file()
        try:
            return bool(facts) and str(self._data) in psutil.Process(int(facts[0])).cmdline()
        except psutil.NoSuchProcess:
            return False

    def _pid_file(self) -> list[str]:
        try:
            return (self._data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []

    def _socket_folder(self) -> Path:
        return sockets.folder(self._data, os_account.owner(self._data))

    def _require_access(self) -> None:
        if os.geteuid() not in (0, os_account.owner(self._data)):
            raise LocalError(
                f"{self._data} belongs to another user: run as that user or as root,"
                " or set PRICEBOOK_HOME to a folder of your own."
            )

    def _demand(
        self, program: str, *arguments: str | Path, stdout: int | None = None, stdin: str = ""
    ) -> str:
        done = self._run(program, *arguments, stdout=stdout, stdin=stdin)
        if done.returncode != 0:
            raise LocalError(f"{program} failed; the end of {self.log}:\n{self._tail()}")
        return done.stdout

    def _run(
        self, program: str, *arguments: str | Path, stdout: int | None = None, stdin: str = ""
    ) -> subprocess.CompletedProcess[str]:
        """Run one of PostgreSQL's programs as the account that owns the data."""
        owner = os_account.owner(self._data)
        root = os.geteuid() == 0
        with self.log.open("a") as log:
            return subprocess.run(
                [self._binaries / program, *arguments],
                input=stdin,
                stdout=stdout or log,
                stderr=log,
                text=True,
                check=False,
                cwd="/",
                env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
                user=owner if root else None,
                group=pwd.getpwuid(owner).pw_gid if root else None,
                extra_groups=[] if root else None,
            )

    def _tail(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-8:])
