"""What the verbs of the command line promise to the person who types them."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from local.commands.provider_choice import chosen
from local.commands.sync_progress import lines
from local.errors import LocalError
from local.home import Home, Running
from local.stores.postgres import Postgres
from local.stores.valkey import Valkey
from tests.support.paths import ROOT

pytestmark = pytest.mark.slow

NOBODY = "http://127.0.0.1:9"
ANSWER = {
    "provider": "groq",
    "status": "partial",
    "dry_run": True,
    "fetched": 12,
    "added": 2,
    "updated": 0,
    "unchanged": 9,
    "rejected": 1,
    "deactivated": 0,
    "returned": 0,
    "prices_changed": 1,
    "prices_held": 2,
    "duration_ms": None,
    "errors": [
        {"category": "validation", "count": 1, "sample": "id is null", "what_to_do": "Look at it."}
    ],
    "price_changes": [
        {
            "model_id": "groq/a",
            "meter": "input_tokens",
            "conditions": {},
            "old": {"state": "known", "amount": "2"},
            "new": {"state": "known", "amount": "1"},
        }
    ],
}


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Give an environment with a home and a free port, whose providers are all out of reach."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    yield os.environ | {
        "PRICEBOOK_HOME": str(tmp_path),
        "PRICEBOOK_PORT": str(port),
        "PRICEBOOK_UPSTREAM": NOBODY,
        "PRICEBOOK_PAGES": "skip",
        "PYTHONPATH": os.pathsep.join((".", "layers/shared")),
    }
    Postgres(tmp_path).forget()
    Valkey(tmp_path).forget()


def verb(environment: dict[str, str], *words: str) -> subprocess.Popen[str]:
    """Start a verb of the command line."""
    return subprocess.Popen(  # noqa: S603 - our own interpreter
        [sys.executable, "-m", "local", *words],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def serving(environment: dict[str, str], seconds: float) -> Running:
    """Wait until the machine of a home serves, and return where."""
    home = Home(environment)
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if running := home.running():
            return running
        time.sleep(0.02)
    pytest.fail(f"nothing serves after {seconds} seconds")


def test_up_serves_until_it_is_told_to_stop(environment: dict[str, str]) -> None:
    """It serves within seconds, refuses a second one, survives kill -9, and stops what it began."""
    with verb(environment, "up") as killed:
        first = serving(environment, 60)
        assert "not_found" == httpx.get(f"{first.url}/nothing").json()["error"]["code"]
        with verb(environment, "up") as second:
            told, _ = second.communicate()
        assert (1, f"already running on {environment['PRICEBOOK_HOME']}: {first.url}") == (
            second.returncode,
            told.strip().removeprefix("Pricebook is "),
        )
        killed.kill()
    with verb(environment, "up") as stopped:
        assert first.port == serving(environment, 60).port
        stopped.send_signal(signal.SIGTERM)
        told, _ = stopped.communicate(timeout=60)

    assert (0, "Stopping.") == (stopped.returncode, told.splitlines()[-1]), told
    assert Home(environment).running() is None
    assert not Postgres(Home(environment).path).running()
    assert not Valkey(Home(environment).path).running()


def test_of_two_at_the_same_moment_one_serves(environment: dict[str, str]) -> None:
    """Whoever comes second gets one sentence, and spoils nothing of the first."""
    with verb(environment, "up") as one, verb(environment, "up") as other:
        running = serving(environment, 60)
        first, second = (one, other) if running.pid == one.pid else (other, one)
        told, _ = second.communicate(timeout=60)
        assert 1 == second.returncode
        assert (1, 0) == (len(told.splitlines()), told.count("Traceback")), told
        assert "not_found" == httpx.get(f"{running.url}/nothing").json()["error"]["code"]
        first.send_signal(signal.SIGTERM)
        said, _ = first.communicate(timeout=60)

    assert 0 == first.returncode
    assert len(said.splitlines()) <= 40
    assert "eyJ" not in said


def test_a_taken_port_is_named(environment: dict[str, str]) -> None:
    """Where the port is taken, nothing is started, and the message says what to set."""
    taken = ("127.0.0.1", int(environment["PRICEBOOK_PORT"]))
    with socket.create_server(taken), verb(environment, "up") as process:
        told, _ = process.communicate()

    assert 1 == process.returncode
    assert told.startswith(f"Port {environment['PRICEBOOK_PORT']} is taken by ")
    assert f"(process {os.getpid()}): set PRICEBOOK_PORT." in told


def test_migrate_needs_no_machine(environment: dict[str, str]) -> None:
    """Migrations can be tried, applied and undone while nothing runs, and nothing runs after."""
    said = []
    for words in (["--dry-run"], [], [], ["--down", "1"]):
        with verb(environment, "migrate", *words) as process:
            said.append(process.communicate()[0].splitlines()[-1].split()[0])

    assert ["would", "applied", "the"] == said[:3]
    # and what no longer fits is dropped with it
    assert said[3] in {"undone", "dropped"}
    assert not Postgres(Home(environment).path).running()


def test_down_forgets_only_what_is_ours(environment: dict[str, str]) -> None:
    """Nothing is deleted without a yes or with somebody's database; then only our own files."""
    home = Home(environment)
    (home.path / "mine.txt").write_text("mine")
    Postgres(home.path).start()
    with verb(environment | {"DATABASE_URL": "postgresql://h/d"}, "down", "--yes") as process:
        told, _ = process.communicate()
    assert (1, "DATABASE_URL is set") == (process.returncode, told.partition(",")[0])

    with verb(environment, "down", "--yes") as process:
        told, _ = process.communicate()
    assert (0, f"Deleted the data of {home.path}.") == (process.returncode, told.strip())
    assert ["mine.txt"] == [path.name for path in home.path.iterdir()]


def test_an_unknown_provider_is_corrected(tmp_path: Path) -> None:
    """A misspelt provider is answered with the nearest name."""
    home = Home({"PRICEBOOK_HOME": str(tmp_path)})

    assert ["groq"] == chosen(home, "groq")
    with pytest.raises(LocalError, match=r"no provider 'depinfra'\. Did you mean 'deepinfra'"):
        chosen(home, "depinfra")


def test_providers_without_their_key_are_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What needs a key waits for it and says so; with recorded answers nothing needs one."""
    environment = {"PRICEBOOK_HOME": str(tmp_path)}

    assert "groq" not in chosen(Home(environment), None)
    assert "set GROQ_API_KEY" in capsys.readouterr().out
    assert "groq" in chosen(Home(environment | {"GROQ_API_KEY": "k"}), None)
    assert "groq" in chosen(Home(environment | {"PRICEBOOK_UPSTREAM": NOBODY}), None)


def test_a_run_reads_well() -> None:
    """A run's counts, its errors with what to do, and what a dry run would change are told."""
    counts, problem, change = lines(ANSWER)

    assert counts == (
        "groq                 partial  12 fetched, 2 added, 9 unchanged, 1 rejected,"
        " 1 prices changed, 2 held for review (dry run: nothing was written)"
    )
    assert "  1 x validation: id is null\n    Look at it." == problem
    assert "  price changed: groq/a input_tokens -50 % to 1" == change
    [counts, *_] = lines(ANSWER | {"dry_run": False, "duration_ms": 1240})
    assert counts.endswith(" 2 held for review in 1.2 s")
