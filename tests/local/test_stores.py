"""What the embedded stores promise: there when they are wanted, whatever happened before."""

import os
import signal
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from redis import Redis

from local.errors import LocalError
from local.home import Home
from local.stores import sockets
from local.stores.addresses import Stores
from local.stores.postgres import Postgres
from local.stores.valkey import Valkey
from pricebook.storage.postgres import connect
from tests.support.probes import soon


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give one home with initialised data."""
    path = tmp_path_factory.mktemp("home")
    yield path
    Postgres(path).forget()
    Valkey(path).forget()


@pytest.fixture
def postgres(home: Path) -> Iterator[Postgres]:
    """Give a server that is not running."""
    server = Postgres(home)
    server.stop()
    yield server
    server.stop()


@pytest.fixture
def own_valkey(home: Path) -> Iterator[Valkey]:
    """Give a cache that is not running."""
    server = Valkey(home)
    yield server
    server.stop()


def query(url: str, sql: str) -> str:
    """Run one statement and return its first value."""
    connection = connect(url)
    rows = connection.run(sql)
    connection.close()
    return str(rows[0][0]) if rows else ""


def pid_of(postgres: Postgres) -> int:
    """Return the process of the server."""
    return int(postgres._pid_file()[0])


def test_postgres_starts_and_stops(postgres: Postgres) -> None:
    """The server speaks UTF-8 and UTC, listens to nobody outside, and stops when it is told to."""
    url = postgres.start()

    assert "18" == query(url, "SHOW server_version").split(".")[0]
    assert ("UTF8", "UTC") == (query(url, "SHOW server_encoding"), query(url, "SHOW timezone"))
    assert "" == query(url, "SHOW listen_addresses")
    assert "reader@/pricebook" in postgres.url("reader")
    postgres.stop()
    assert not postgres.running()


def test_a_second_start_takes_the_server_over(postgres: Postgres, home: Path) -> None:
    """Whoever starts the server of a home that runs already gets the same server."""
    url = postgres.start()
    pid = pid_of(postgres)
    other = Postgres(home)

    assert url == other.start()
    assert pid == pid_of(other)


def test_data_survives_a_kill(postgres: Postgres) -> None:
    """What was committed is there after kill -9, and the next start takes no human."""
    url = postgres.start()
    query(url, "CREATE TABLE kept AS SELECT 1 AS one")
    os.kill(pid_of(postgres), signal.SIGKILL)

    assert soon(lambda: not postgres.running())
    assert "1" == query(postgres.start(), "SELECT one FROM kept")


def test_a_stale_pid_file_is_no_server(postgres: Postgres) -> None:
    """A pid file that names a process of somebody else does not keep the server from starting."""
    postgres.start()
    facts = postgres._pid_file()
    postgres.stop()
    stale = postgres._data / "postmaster.pid"
    stale.write_text("\n".join((str(os.getpid()), *facts[1:], "")))

    assert not postgres.running()
    postgres.start()
    assert os.getpid() != pid_of(postgres)


def test_starting_is_quick(postgres: Postgres) -> None:
    """A start on data that exists takes no second."""
    started = time.monotonic()
    postgres.start()

    assert time.monotonic() - started < 1


def test_private_folders_stay_private(postgres: Postgres, home: Path) -> None:
    """The data is its owner's alone, and no folder around it is opened for it."""
    modes = [parent.stat().st_mode for parent in home.parents]
    postgres.start()

    assert 0o700 == stat.S_IMODE(postgres._data.stat().st_mode)
    assert modes == [parent.stat().st_mode for parent in home.parents]


def test_a_schema_can_be_dumped(postgres: Postgres) -> None:
    """pg_dump comes with the server."""
    query(postgres.start(), "CREATE TABLE dumped (id integer)")

    assert "CREATE TABLE public.dumped" in postgres.dump("--schema-only", "--no-owner")


def test_long_paths_work(tmp_path: Path) -> None:
    """A home too deep for a socket's path gets its sockets elsewhere."""
    deep = tmp_path / ("d" * 100)
    postgres, valkey = Postgres(deep), Valkey(deep)
    url = postgres.start()
    cache = valkey.start()

    assert "1" == query(url, "SELECT 1")
    assert len(cache) < 100
    assert valkey.running()
    valkey.forget()
    postgres.forget()


def test_a_strangers_socket_folder_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that somebody prepared in the temporary folder is not trusted."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    deep = tmp_path / ("d" * 100)
    short = sockets.folder(deep, os.geteuid())
    short.chmod(0o777)

    with pytest.raises(LocalError, match="private folder"):
        sockets.folder(deep, os.geteuid())


def test_forgotten_data_is_gone(tmp_path: Path) -> None:
    """Forgetting stops the server and deletes what it kept."""
    postgres = Postgres(tmp_path)
    postgres.start()
    postgres.forget()

    assert not postgres._data.exists()
    assert not postgres.running()


def test_valkey_is_a_cache(own_valkey: Valkey) -> None:
    """The cache has a limit, drops what was not used, and writes nothing to the disk."""
    with Redis.from_url(own_valkey.start()) as client:
        settings = {name: client.config_get(name)[name] for name in ("maxmemory-policy", "save")}

        assert {"maxmemory-policy": "allkeys-lru", "save": ""} == settings
        assert str(256 * 1024 * 1024) == client.config_get("maxmemory")["maxmemory"]


def test_a_left_valkey_is_taken_over(own_valkey: Valkey, home: Path) -> None:
    """A second start finds the server that runs, and either of the two can stop it."""
    url = own_valkey.start()
    with Redis.from_url(url) as client:
        client.set("kept", "yes")
    other = Valkey(home)

    assert url == other.start()
    with Redis.from_url(url) as client:
        assert b"yes" == client.get("kept")
    other.stop()
    assert soon(lambda: not own_valkey.running())


def test_killed_stores_come_back(home: Path) -> None:
    """While a machine runs, a store that is killed is there again within seconds."""
    stores = Stores(Home({"PRICEBOOK_HOME": str(home)}))
    addresses = stores.start()
    stores.watch()
    assert stores._postgres is not None
    with Redis.from_url(addresses.redis) as client:
        pids = [pid_of(stores._postgres), client.info("server")["process_id"]]
    for pid in pids:
        psutil.Process(pid).kill()
    time.sleep(0.1)

    assert soon(lambda: all(store.running() for store in stores._embedded()))
    assert "1" == query(addresses.database, "SELECT 1")
    stores.stop()
    assert not any(store.running() for store in stores._embedded())


def test_other_servers_can_be_used(home: Path, own_valkey: Valkey) -> None:
    """DATABASE_URL and REDIS_URL stand in for the embedded stores, with DB_SSL as it is set."""
    redis_url = own_valkey.start()
    urls = {"DATABASE_URL": "postgresql://u@h/d", "REDIS_URL": redis_url, "DB_SSL": "prefer"}
    stores = Stores(Home({"PRICEBOOK_HOME": str(home), **urls}))
    addresses = stores.start()

    assert ("postgresql://u@h/d",) * 2 == (addresses.database, addresses.reader)
    assert (redis_url, "prefer") == (addresses.redis, addresses.ssl)
    assert [] == stores._embedded()
