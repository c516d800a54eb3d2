"""One empty database with as many connections as a test wants, and migrations that it may spoil."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pg8000.native import Connection

from migrations.versioned import FOLDER
from pricebook.storage.postgres import connect
from tests.support.databases import Connect


@pytest.fixture
def opened(empty_database_url: str) -> Iterator[Connect]:
    """Give connections to one empty database, and close them all."""
    connections: list[Connection] = []

    def another() -> Connection:
        connections.append(connect(empty_database_url))
        return connections[-1]

    yield another
    for connection in connections:
        connection.close()


@pytest.fixture
def connection(opened: Connect) -> Connection:
    """Give one connection to an empty database."""
    return opened()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a copy of the migrations that a test may spoil."""
    ignored = shutil.ignore_patterns("*.py", "__pycache__")
    return Path(shutil.copytree(FOLDER, tmp_path / "migrations", ignore=ignored))
