"""However `make migrate` ends, it ends in one sentence, and nothing is half done."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from migrations.session import LOCK
from pricebook.storage.postgres import Database
from tests.support.database_dump import tables
from tests.support.paths import ROOT
from tests.support.probes import soon

SESSIONS = """
SELECT pid FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND wait_event = 'advisory'
"""
END = "SELECT pg_terminate_backend(:session)"

type Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def empty(empty_database_url: str) -> Iterator[Database]:
    """Give the database that shall be migrated."""
    owner = Database(empty_database_url)
    yield owner
    owner.close()


@pytest.fixture
def start(empty_database_url: str, redis_url: str, tmp_path: Path) -> Iterator[Start]:
    """Give what starts the verb on that database."""
    stores = {"DATABASE_URL": empty_database_url, "REDIS_URL": redis_url, "DB_SSL": "disable"}
    environment = os.environ | stores | {"PRICEBOOK_HOME": str(tmp_path)}
    started: list[subprocess.Popen[str]] = []
    # a shell lets what it starts in the background ignore Ctrl-C, and so would the verb
    inherited = signal.signal(signal.SIGINT, signal.default_int_handler)

    def process(*words: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "local", "migrate", *words]
        path = {"PYTHONPATH": "layers/shared:."}
        started.append(
            subprocess.Popen(  # noqa: S603 - our own interpreter
                command, cwd=ROOT, env=environment | path, stdout=-1, stderr=-2, text=True
            )
        )
        return started[-1]

    yield process
    signal.signal(signal.SIGINT, inherited)
    for each in started:
        each.kill()
        each.communicate()


def ended(process: subprocess.Popen[str]) -> tuple[int, list[str]]:
    """Wait for the end, and return the exit code and what was printed."""
    output, _ = process.communicate(timeout=60)
    return process.returncode, output.splitlines()


def test_it_prints_what_it_did(start: Start, empty: Database) -> None:
    """One line per migration and per definition; nothing to do is said, too."""
    code, lines = ended(start())
    again = ended(start())

    assert (0, "applied  0101_roles") == (code, lines[0])
    assert "applied  definition model_documents" in lines
    assert (0, ["the database is up to date"]) == again
    assert "models" in tables(empty)


def test_an_interrupt_is_said(start: Start, empty: Database) -> None:
    """Ctrl-C leaves nothing, says so, and the next run may begin at once."""
    empty.run("SELECT pg_advisory_lock(:lock)", lock=LOCK)
    process = start()
    assert soon(lambda: bool(empty.run(SESSIONS)))
    process.send_signal(signal.SIGINT)

    assert (1, ["Interrupted. What was under way is rolled back. Run it again."]) == ended(process)
    assert set() == tables(empty)
    assert soon(lambda: not empty.run(SESSIONS))


def test_a_session_that_ends_is_said(start: Start, empty: Database) -> None:
    """Where the server ends the session there is no traceback, and nothing is left."""
    empty.run("SELECT pg_advisory_lock(:lock)", lock=LOCK)
    process = start()
    assert soon(lambda: bool(empty.run(SESSIONS)))
    [[session]] = empty.run(SESSIONS)
    empty.run(END, session=session)
    code, lines = ended(process)

    assert 1 == code
    assert [] == lines[:-1]
    assert lines[-1].startswith(("The database refused: terminating", "The connection to the"))
    assert set() == tables(empty)


@pytest.mark.parametrize("count", ["0", "-1"])
def test_less_than_one_is_refused(start: Start, empty: Database, count: str) -> None:
    """DOWN=0 neither undoes nor applies anything."""
    sentence = "DOWN is how many migrations to undo: 1 or more."

    assert (1, [sentence]) == ended(start(f"--down={count}"))
    assert set() == tables(empty)


def test_there_may_be_nothing_to_undo(start: Start) -> None:
    """An empty database has no last migration, which is said."""
    assert (0, ["there is nothing to undo"]) == ended(start("--down", "1"))
