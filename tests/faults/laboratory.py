"""Laboratory: copies of one stocked catalogue, in which an operation is interrupted."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from local.home import Home
from local.stores.postgres import Postgres
from migrations.versioned import FOLDER
from pricebook.storage.postgres import Database
from pricebook.storage.writer import writer
from tests.faults.disk import faulty_disk
from tests.faults.nth_call import Fault, injected
from tests.faults.operations import Operation, Place, State, attempt, stock, unfinished
from tests.support.admin_client import AdminClient
from tests.support.databases import created, reset_reader


class Laboratory:
    """Copies of one stocked catalogue and its files, in which an operation is interrupted.

    Args:
        server: a connection that creates databases.
        postgres: the server's process.
        environment: what the template sets, with a database that is copied.
        folder: where files lie.
    """

    def __init__(
        self,
        server: Database,
        postgres: Postgres,
        environment: pytest.MonkeyPatch,
        url: str,
        folder: Path,
    ) -> None:
        self._server = server
        self._postgres = postgres
        self._patch = environment
        self._stocked = url
        self._folder = folder
        self._admin = AdminClient(environment)

    def prepare(self, operation: Operation) -> None:
        """Stock the catalogue, of which each interruption gets a copy."""
        (self._folder / "stock").mkdir()
        stock()
        with self._place(self._stocked, self._folder / "stock") as place:
            operation.prepare(place)

    def undisturbed(self, operation: Operation) -> tuple[list[State], list[str]]:
        """Return the states before an operation, after it and after another; and its calls.

        Of one whose every commit leaves something whole, also the states after each of them.
        """
        stages: list[State] = []
        with self._copy() as place:
            before, fault = operation.state(place), Fault()
            if operation.stepwise:
                fault.committed = lambda: stages.append(operation.state(place))
            with self._disturbed(fault, place):
                operation.do(place)
            after = operation.state(place)
            operation.do(place)
            return [before, after, operation.state(place), *stages], fault.calls

    def interrupted(
        self, operation: Operation, fault: Fault, *, doubted: Callable[[State], bool]
    ) -> tuple[State, State | None, int]:
        """Return the states after a fault and after the next attempt, and the runs left open.

        Args:
            operation: what is interrupted.
            fault: the call that fails.
            doubted: whether an attempt from a state is made, or known to heal.
        """
        with self._copy() as place:
            with self._disturbed(fault, place):
                attempt(operation, place)
            forget()
            left = operation.state(place)
            if not doubted(left):
                return left, None, 0
            operation.do(place)
            return left, operation.state(place), unfinished(place.database)

    @contextmanager
    def _disturbed(self, fault: Fault, place: Place) -> Iterator[None]:
        with (
            injected(fault),
            faulty_disk(fault, place.folder),
            faulty_disk(fault, FOLDER),
        ):
            yield

    @contextmanager
    def _copy(self) -> Iterator[Place]:
        name = self._stocked.partition("?")[0].rpartition("/")[2]
        folder = self._folder / "copy"
        shutil.copytree(self._folder / "stock", folder)
        with (
            created(self._server, self._postgres, name) as url,
            self._place(url, folder) as place,
        ):
            yield place
        shutil.rmtree(folder)

    @contextmanager
    def _place(self, url: str, folder: Path) -> Iterator[Place]:
        """Have everything work on one database inside the block."""
        self._patch.setenv("DATABASE_URL", url)
        forget()
        owner = Database(url)
        yield Place(self._admin, self._home(url, folder), owner, folder)
        owner.close()
        forget()

    @staticmethod
    def _home(url: str, folder: Path) -> Home:
        stores = {"DATABASE_URL": url, "REDIS_URL": os.environ["REDIS_URL"], "DB_SSL": "disable"}
        return Home(stores | {"PRICEBOOK_HOME": str(folder / "home")})


def forget() -> None:
    """Begin anew, as another container does."""
    reset_reader()
    writer().close()
    writer.cache_clear()
