"""The statements of guards, runs and ledger, changed one by one; the tests that run them notice.

`python -m tests.mutants.statements [sync.reviews ledger.documents.raise ...]`
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest

from pricebook.storage import queries
from tests.mutants.asked import TESTS
from tests.mutants.infection import Variant, WatchedSql
from tests.mutants.session import judge
from tests.mutants.sql_operators import SqlMutant, mutants

SUBJECTS = {
    "sync": ("models", "prices", "absences", "reviews", "run_reviews", "ended", "publication"),
    "ledger": ("documents", "exchange_rates"),
    "admin": ("prices",),
}


class Statements(WatchedSql):
    """Named statements, and what became of their mutants."""

    asked = TESTS

    def __init__(self, wanted: Sequence[str], part: slice) -> None:
        self.mutants = list(_every(wanted))[part]
        self._variants: dict[str, list[Variant]] = {}
        for mutant in self.mutants:
            variant = Variant(mutant.name, mutant.sql)
            self._variants.setdefault(mutant.address, []).append(variant)
        super().__init__(lambda sql: self._variants.get(sql, ()))

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
