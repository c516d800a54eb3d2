"""Databases of the tests: one per test, copied from a template with every migration."""

import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from pg8000.native import Connection, identifier
from redis import Redis

from local.stores.postgres import Postgres
from pricebook.serving import cache
from pricebook.storage import reader
from pricebook.storage.postgres import Database
from pricebook.storage.writer import writer

type Connect = Callable[[], Connection]
type Fill = Callable[[Callable[[], object]], str]
"""What does some work on a database of its own, and returns its name: each test gets a copy."""

TEMPLATE = "template_pricebook"
EMPTY = pytest.mark.parametrize("template", [TEMPLATE], ids=["empty"])
"""For a test whose file fills a template, and which begins without its rows."""
MEMORY = Path("/dev/shm")  # noqa: S108 - mkdtemp makes a folder of its own there
MIN_FREE_BYTES = 2 << 30
"""Free space that the databases of one session need in memory."""

LEFT: list[str] = []
"""Databases whose tests are over."""


def reset_reader() -> None:
    """Forget everything that the read side keeps in a process."""
    cache.reset()
    reader.reset()


@contextmanager
def stores_set(patch: pytest.MonkeyPatch, url: str, redis_url: str) -> Iterator[None]:
    """Environment of a function that writes, with an empty Valkey; all is forgotten afterwards."""
    patch.setenv("DATABASE_URL", url)
    patch.setenv("DATABASE_ROLE", "pricebook_writer")
    patch.setenv("REDIS_URL", redis_url)
    with Redis.from_url(redis_url) as client:
        client.flushall()
    try:
        yield
    finally:
        reset_reader()
        writer().close()
        writer.cache_clear()


def memory_folder() -> Path | None:
    """Return a folder in memory, if there is room: a database per test writes many files."""
    if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > MIN_FREE_BYTES:
        return MEMORY
    return None


def switch_fsync_off(url: str) -> None:
    """Have a server not wait for its disk: tests need no data after a power cut."""
    database = Database(url)
    for setting in ("fsync", "full_page_writes"):
        database.run(f"ALTER SYSTEM SET {setting} = off")
    database.run("SELECT pg_reload_conf()")
    database.close()


@contextmanager
def created(server: Database, postgres: Postgres, template: str) -> Iterator[str]:
    """Database that is copied from a template, and dropped when two more are made."""
    drop_left(server, keep=1)  # for the backends of the last one Postgres would wait 100 ms
    name = f"test_{uuid.uuid4().hex[:12]}"
    server.run(f"CREATE DATABASE {identifier(name)} TEMPLATE {template} STRATEGY file_copy")
    yield named(postgres.url(), name)
    LEFT.append(name)


def drop_left(server: Database, keep: int = 0) -> None:
    """Drop what earlier tests used, but for the last so many."""
    while len(LEFT) > keep:
        server.run(f"DROP DATABASE {identifier(LEFT[0])} WITH (FORCE)")
        LEFT.pop(0)


def name_of(url: str) -> str:
    """Return the name of the database at a URL."""
    return urlsplit(url).path.removeprefix("/")


def named(url: str, database: str) -> str:
    """Return the URL of another database of the same server."""
    return urlsplit(url)._replace(path=f"/{database}").geturl()
