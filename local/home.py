"""One home of Pricebook on this machine: its folder, its settings, and what runs there."""

import fcntl
import json
import os
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from local.errors import LocalError

ROOT = Path(__file__).parent.parent
DEFAULT_PORT = "8080"
MAX_PORT = 65_535
SERVED = ("database", "snapshot")


@dataclass(frozen=True)
class Running:
    """A machine that serves this home."""

    pid: int
    port: int
    invoke_url: str

    @property
    def url(self) -> str:
        """Where the HTTP API answers."""
        return f"http://127.0.0.1:{self.port}"


class Home:
    """The folder that PRICEBOOK_HOME names, and what the environment says besides."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        self.environment = environment
        self.path = Path(environment.get("PRICEBOOK_HOME") or ROOT / ".pricebook").resolve()
        self.logs = self.path / "logs"
        self.note = self.path / "machine.json"
        self.lock = self.path / "lock"
        self.key = self.path / "issuer.pem"

    @property
    def port(self) -> int:
        """Where `up` listens."""
        port = self._number("PRICEBOOK_PORT", DEFAULT_PORT)
        if port > MAX_PORT:
            raise LocalError(f"PRICEBOOK_PORT is {port}: set it to a number up to {MAX_PORT}.")
        return port

    @property
    def published(self) -> Path | None:
        """The folder with what is published; a machine that serves the snapshot has none."""
        return None if self.served == "snapshot" else self.path / "published"

    @property
    def served(self) -> str:
        """Where answers come from."""
        served = self.environment.get("PRICEBOOK_SERVE") or SERVED[0]
        if served not in SERVED:
            raise LocalError(f"PRICEBOOK_SERVE is {served!r}: set it to {' or '.join(SERVED)}.")
        return served

    @property
    def connections(self) -> int | None:
        """How many connections the workers may hold, all together."""
        if not self.environment.get("DB_MAX_CONNECTIONS"):
            return None
        return self._number("DB_MAX_CONNECTIONS", "")

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep this home for one program; the lock goes with the process, however it ends.

        Raises:
            LocalError: another program has it, or the folder cannot be used.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            with self.lock.open("a") as file:
                if not _locked(file.fileno()):
                    raise LocalError(self._taken())
                yield
        except OSError as error:
            if error.filename is None or not str(error.filename).startswith(str(self.path)):
                raise
            raise LocalError(
                f"PRICEBOOK_HOME cannot be used: {error.filename}: {error.strerror}."
            ) from error

    def _taken(self) -> str:
        if running := self._noted():
            return f"Pricebook is already running on {self.path}: {running.url}"
        return f"Another command is at work on {self.path}: wait for it to end."

    def write(self, running: Running) -> None:
        """Tell the other verbs of this user where the machine is."""
        draft = self.note.with_suffix(".new")
        draft.unlink(missing_ok=True)
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:  # noqa: PTH123 - a Path would be readable by others for a moment
            json.dump(asdict(running), file)
        draft.rename(self.note)

    def running(self) -> Running | None:
        """Return the machine that runs on this home; what a killed one wrote does not count."""
        noted = self._noted()
        return noted if noted and _answers(noted.port) else None

    def _noted(self) -> Running | None:
        """Return the machine of the note, if its process is there."""
        try:
            facts = Running(**json.loads(self.note.read_text()))
        except (FileNotFoundError, ValueError, TypeError):  # cut, or of another release
            return None
        except OSError as error:
            raise LocalError(f"{self.note} cannot be read: {error.strerror}.") from error
        return facts if psutil.pid_exists(facts.pid) else None

    def _number(self, name: str, default: str) -> int:
        text = self.environment.get(name) or default
        if not text.isdigit():
            raise LocalError(f"{name} is {text!r}: set it to a whole number.")
        return int(text)


def _locked(file: int) -> bool:
    """Take the lock of an open file, unless somebody has it."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _answers(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as connection:
        connection.settimeout(1)
        return connection.connect_ex(("127.0.0.1", port)) == 0
