"""Postgres and Valkey for a machine: embedded ones, or those that the environment names."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from pg8000.exceptions import DatabaseError, InterfaceError
from pg8000.native import Connection
from redis import Redis
from redis.exceptions import RedisError

from local.errors import LocalError
from local.home import Home
from local.stores.postgres import Postgres
from local.stores.valkey import Valkey
from local.terminal import tell
from pricebook.storage.postgres import CONNECTION_ERRORS, connect

WATCH_S = 1
PING_S = 3


@dataclass(frozen=True)
class Addresses:
    """Where the stores are."""

    database: str
    reader: str
    redis: str
    ssl: str


class Stores:
    """Both stores of one home; the embedded ones come back when they are killed."""

    def __init__(self, home: Home) -> None:
        environment = home.environment
        self._database = environment.get("DATABASE_URL", "")
        self._redis = environment.get("REDIS_URL", "")
        self._ssl = environment.get("DB_SSL") or "require"
        self._postgres = None if self._database else Postgres(home.path)
        self._valkey = None if self._redis else Valkey(home.path)
        self._stopping = threading.Event()
        self._watch = threading.Thread(target=self._keep, daemon=True)

    def start(self) -> Addresses:
        """Start the embedded ones and return all addresses."""
        redis = self._valkey.start() if self._valkey else answering(self._redis)
        if self._postgres is None:
            return Addresses(self._database, self._database, redis, self._ssl)
        database = self._postgres.start()
        return Addresses(database, self._postgres.url("pricebook_reader"), redis, "disable")

    def watch(self) -> None:
        """Start an embedded store again whenever it ends."""
        self._watch.start()

    def stop(self) -> None:
        """Stop the embedded ones."""
        self._stopping.set()
        if self._watch.is_alive():
            self._watch.join()
        for store in self._embedded():
            store.stop()

    def _embedded(self) -> list[Postgres | Valkey]:
        return [store for store in (self._postgres, self._valkey) if store is not None]

    def _keep(self) -> None:
        while not self._stopping.wait(WATCH_S):
            for store in self._embedded():
                if not store.running():
                    self._revive(store)

    @staticmethod
    def _revive(store: Postgres | Valkey) -> None:
        name = type(store).__name__
        tell(f"{name} has ended: it is started again.")
        try:
            store.start()
        except (LocalError, OSError) as error:
            tell(str(error))


@contextmanager
def borrowed(home: Home) -> Iterator[Addresses]:
    """Have the stores for a while: those of the running machine, or alone, and stop them then."""
    if home.running():
        yield Stores(home).start()
        return
    with home.alone():
        stores = Stores(home)
        try:
            yield stores.start()
        finally:
            stores.stop()


@contextmanager
def connection(addresses: Addresses) -> Iterator[Connection]:
    """Have a connection to the database as its owner, and close it, which may be lost by then."""
    try:
        database = connect(addresses.database)
    except (InterfaceError, DatabaseError, OSError, ValueError) as error:
        raise LocalError(f"DATABASE_URL cannot be used: {error}") from error
    try:
        yield database
    finally:
        with suppress(*CONNECTION_ERRORS):
            database.close()


def answering(url: str) -> str:
    """Return the address of a Valkey that answers.

    Raises:
        LocalError: it does not.
    """
    try:
        with Redis.from_url(url, socket_connect_timeout=PING_S, socket_timeout=PING_S) as client:
            client.ping()
    except (RedisError, ValueError, OSError) as error:
        raise LocalError(f"REDIS_URL cannot be used: {error}") from error
    return url
