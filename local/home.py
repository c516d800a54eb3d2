"""One home of Pricebook on this machine: its folder, its settings, and what runs there."""

import json
import os
import socket
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from local.errors import LocalError

ROOT = Path(__file__).parent.parent
DEFAULT_PORT = "8080"


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
        self.key = self.path / "issuer.pem"

    @property
    def port(self) -> int:
        """Where `up` listens."""
        return self._number("PRICEBOOK_PORT", DEFAULT_PORT)

    @property
    def connections(self) -> int | None:
        """How many connections the workers may hold, all together."""
        if not self.environment.get("DB_MAX_CONNECTIONS"):
            return None
        return self._number("DB_MAX_CONNECTIONS", "")

    def write(self, running: Running) -> None:
        """Tell the other verbs where the machine is."""
        draft = self.note.with_suffix(".new")
        draft.write_text(json.dumps(asdict(running)))
        draft.rename(self.note)

    def running(self) -> Running | None:
        """Return the machine that runs on this home; what a killed one wrote does not count."""
        if not self.note.exists():
            return None
        facts = Running(**json.loads(self.note.read_text()))
        return facts if psutil.pid_exists(facts.pid) and _answers(facts.port) else None

    def _number(self, name: str, default: str) -> int:
        text = self.environment.get(name) or default
        if not text.isdigit():
            raise LocalError(f"{name} is {text!r}: set it to a whole number.")
        return int(text)


def _answers(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as connection:
        connection.settimeout(1)
        return connection.connect_ex(("127.0.0.1", port)) == 0
