"""The statements of guards, runs and ledger, changed one by one; the tests that run them notice.

`python -m tests.mutants.statements [sync.reviews ledger.documents.raise ...]`
"""

import sys
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import AbstractContextManager, contextmanager

import pytest

from pricebook.storage import queries
from tests.mutants.asked import TESTS
from tests.mutants.infection import Infection, Variant
from tests.mutants.session import judge
from tests.mutants.sql_operators import SqlMutant, mutants

SUBJECTS = {
    "sync": ("models", "prices", "absences", "reviews", "run_reviews", "ended", "publication"),
    "ledger": ("documents", "exchange_rates"),
    "admin": ("prices",),
}


class Statements:
    """Named statements, and what became of their mutants."""

    asked = TESTS

    def __init__(self, wanted: Sequence[str], part: slice) -> None:
        self.mutants = list(_every(wanted))[part]
        self._variants: dict[str, list[Variant]] = {}
        for mutant in self.mutants:
            variant = Variant(mutant.name, mutant.sql)
            self._variants.setdefault(mutant.address, []).append(variant)
        self._infection = Infection(lambda sql: self._variants.get(sql, ()))

    def watching(self, test: str) -> AbstractContextManager[None]:
        """Find out inside the block which mutants a test can notice."""
        return self._infection.watching(test)

    def tests(self, mutant: SqlMutant) -> AbstractSet[str] | None:
        """Return the tests that can notice a mutant; None if it is no mutant."""
        return self._infection.tests(mutant.name)

    def look_closer(self, mutants: Sequence[SqlMutant]) -> None:
        """Find out where these change anything when tests are watched again."""
        self._infection.watch_closely({mutant.name for mutant in mutants})

    @contextmanager
    def changed(self, mutant: SqlMutant) -> Iterator[None]:
        """Change a statement inside the block."""
        room, subject, name = mutant.address.split(".")
        with pytest.MonkeyPatch.context() as patch:
            patch.setitem(queries.load(room, subject), name, mutant.sql)
            yield


def _every(wanted: Sequence[str]) -> Iterator[SqlMutant]:
    for room, subjects in SUBJECTS.items():
        for subject in subjects:
            for name, sql in queries.load(room, subject).items():
                address = f"{room}.{subject}.{name}"
                if not wanted or address.startswith(tuple(wanted)):
                    yield from mutants(address, sql)


if __name__ == "__main__":
    judge(Statements, sys.argv[1:])
