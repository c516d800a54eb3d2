"""Laboratory: copies of one stocked catalogue, in which an operation is interrupted."""

import pytest

from local.stores.postgres import Postgres
from pricebook.storage.postgres import Database
from pricebook.storage.writer import writer
from tests.faults.nth_call import Fault, injected
from tests.faults.operations import Operation, State, attempt, state, unfinished
from tests.support.admin_client import AdminClient
from tests.support.databases import created, reset_reader


class Laboratory:
    """Copies of one stocked catalogue, in which an operation is interrupted."""

    def __init__(
        self, server: Database, postgres: Postgres, patch: pytest.MonkeyPatch, stocked: str
    ) -> None:
        self._server = server
        self._postgres = postgres
        self._patch = patch
        self._stocked = stocked
        self.admin = AdminClient(patch)

    def undisturbed(self, operation: Operation) -> tuple[list[State], int]:
        """Return the states before an operation, after it and after another; and its calls."""
        with self._copy() as database:
            before, fault = state(database), Fault()
            with injected(fault):
                operation(self.admin)
            after = state(database)
            operation(self.admin)
            return [before, after, state(database)], len(fault.calls)

    def interrupted(self, operation: Operation, fault: Fault) -> tuple[State, State, int]:
        """Return the states after a fault and after the next attempt, and the runs left open."""
        with self._copy() as database:
            with injected(fault):
                attempt(operation, self.admin)
            forget()
            after = state(database)
            operation(self.admin)
            return after, state(database), unfinished(database)

    def _copy(self) -> "Copy":
        return Copy(self._server, self._postgres, self._stocked, self._patch)


class Copy:
    """One copy of the stocked catalogue, which everything works on inside the block."""

    def __init__(
        self,
        server: Database,
        postgres: Postgres,
        stocked: str,
        patch: pytest.MonkeyPatch,
    ) -> None:
        self._created = created(server, postgres, stocked)
        self._patch = patch

    def __enter__(self) -> Database:
        """Make the copy."""
        url = self._created.__enter__()
        self._patch.setenv("DATABASE_URL", url)
        forget()
        self._owner = Database(url)
        return self._owner

    def __exit__(self, *_: object) -> None:
        """Drop it."""
        self._owner.close()
        forget()
        self._created.__exit__(None, None, None)


def forget() -> None:
    """Begin anew, as another container does."""
    reset_reader()
    writer().close()
    writer.cache_clear()
