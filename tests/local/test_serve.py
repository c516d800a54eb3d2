"""`make serve`: what a team's server promises besides what the functions promise."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from local.commands.serve import read
from local.errors import LocalError
from local.home import Home
from tests.support.fakes.token_issuer import AUDIENCE
from tests.support.paths import ROOT

PATIENCE_S = 60


@dataclass
class Served:
    """A server that runs, and where."""

    process: subprocess.Popen[str]
    url: str


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@pytest.fixture
def served(empty_database_url: str, redis_url: str, tmp_path: Path) -> Iterator[Served]:
    """Give a server on an empty database, whose providers are all out of reach."""
    port = free_port()
    environment = os.environ | {
        "DATABASE_URL": empty_database_url,
        "REDIS_URL": redis_url,
        "DB_SSL": "disable",
        "PRICEBOOK_BIND": "127.0.0.2",
        "PRICEBOOK_HOME": str(tmp_path),
        "PRICEBOOK_PORT": str(port),
        "PRICEBOOK_UPSTREAM": "http://127.0.0.1:9",
        "PYTHONPATH": os.pathsep.join((".", "layers/shared")),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "local", "serve"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    yield Served(process, f"http://127.0.0.2:{port}")
    process.kill()
    process.communicate()


def wait(url: str) -> httpx.Response:
    """Return the first answer of a server that starts."""
    deadline = time.monotonic() + PATIENCE_S
    while True:
        try:
            return httpx.get(f"{url}/health", timeout=PATIENCE_S)
        except httpx.TransportError:
            assert time.monotonic() < deadline
            time.sleep(0.2)


@pytest.mark.slow
def test_a_team_is_served(served: Served) -> None:
    """It migrates, binds where it is told, keeps operators out without an issuer, and logs."""
    health = wait(served.url)
    refused = httpx.get(f"{served.url}/v1/admin/providers?secret=1", timeout=PATIENCE_S)
    with pytest.raises(httpx.TransportError):
        httpx.get(served.url.replace("127.0.0.2", "127.0.0.1"))
    served.process.send_signal(signal.SIGTERM)
    output, _ = served.process.communicate(timeout=PATIENCE_S)
    lines = [json.loads(line) for line in output.splitlines() if line.startswith("{")]

    assert {"status": "ok", "database": "ok", "cache": "ok"} == health.json()["data"]
    assert (401, 0) == (refused.status_code, served.process.returncode)
    assert ("GET", "/v1/admin/providers", 401) == (
        *(lines[-1]["method"], lines[-1]["path"], lines[-1]["status"]),
    )
    assert {"time", "client", "ms", "bytes", "user_agent"} <= lines[-1].keys()
    assert "secret" not in output
    assert "eyJ" not in output, "a token was printed"


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({}, "DATABASE_URL is not set"),
        ({"DATABASE_URL": "x", "TOKEN_ISSUER": "https://a.example"}, "belong together"),
        ({"DATABASE_URL": "x", "TOKEN_AUDIENCE": AUDIENCE}, "belong together"),
    ],
)
def test_what_is_missing_is_said(given: dict[str, str], reason: str) -> None:
    """Half of an issuer would let anybody's tokens in, or nobody's."""
    with pytest.raises(LocalError, match=reason):
        read(Home(given))


def test_the_defaults_are_careful() -> None:
    """Only this machine reaches it, and certificates are checked, unless somebody says so."""
    service = read(Home({"DATABASE_URL": "postgresql://db.example/pricebook"}))

    assert ("127.0.0.1", "verify-full") == (service.host, service.addresses.ssl)
    assert "https://issuer.invalid" == service.tokens["TokenIssuer"]
