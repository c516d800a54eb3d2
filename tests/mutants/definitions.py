"""The views and functions that decide about money and guards, changed one by one.

`python -m tests.mutants.definitions [believe ...]`

What a test notices is first looked for statement by statement, as of the statements themselves; a
mutant is then put into the template of which every test's database is a copy.
"""

import sys
from collections.abc import Collection, Generator, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from migrations.repeatable import NOISE, WORD, Definitions, load
from migrations.versioned import FOLDER
from pricebook.storage import queries
from pricebook.storage.postgres import Database
from tests.mutants.asked import TESTS
from tests.mutants.infection import WRITTEN, Variant, WatchedSql
from tests.mutants.session import judge
from tests.mutants.sql_operators import SqlMutant, mutants
from tests.support.databases import TEMPLATE, named

if TYPE_CHECKING:
    from local.stores.postgres import Postgres

SUBJECTS = {
    "ledger": (
        *("believe", "prices_at", "charged_at", "current_prices", "in_dollars", "priced"),
        *("due_documents", "due_providers", "refuse_to_rewrite_history", "every_price_is_free"),
        *("tell_announced_prices", "found_changes", "found_models", "price_states"),
    ),
    "sync": ("changed_prices", "unconfirmed_since", "end_of_listing", "two_sided"),
    "guards": (
        *("apart", "witnesses", "held_prices", "review_status", "run_review_status"),
        *("guards_are_known", "gravest_doubt", "largest_move"),
    ),
}
BEHIND = {
    "refuse_to_rewrite_history": "model_prices",
    "tell_announced_prices": "model_prices",
    "end_of_listing": "models",
    "price_states": "models",
    "guards_are_known": "providers",
}
"""Functions of triggers, columns and constraints, and the table that they stand behind."""


class Functions(WatchedSql):
    """Views and functions, and what became of their mutants."""

    asked = TESTS

    def __init__(self, wanted: Sequence[str], part: slice) -> None:
        self.mutants = list(_every(wanted))[part]
        super().__init__(self._variants)
        self._by_name: dict[str, list[SqlMutant]] = {}
        for mutant in self.mutants:
            self._by_name.setdefault(mutant.address.partition(".")[2], []).append(mutant)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Generator[None, Any, Any]:
        """Remember the server of the session."""
        given = yield
        if fixturedef.argname == "postgres":
            self._server: Postgres = given
        return given

    @contextmanager
    def changed(self, mutant: SqlMutant) -> Iterator[None]:
        """Change a definition in the template inside the block."""
        name = mutant.address.partition(".")[2]
        url = named(self._server.url(), TEMPLATE)
        _define(url, mutant.sql)
        try:
            yield
        finally:
            _define(url, _definitions().named[name].text)

    def _variants(self, statement: str) -> list[Variant]:
        sql = queries.text(statement)
        return [
            Variant(mutant.name, sql, before=mutant.sql)
            for name in _used(sql)
            for mutant in self._by_name.get(name, ())
        ]


def _define(url: str, sql: str) -> None:
    database = Database(url)
    database.run(sql)
    database.close()


@cache
def _definitions() -> Definitions:
    return load(FOLDER)


@cache
def _used(sql: str) -> Collection[str]:
    """Return the definitions that a statement needs, and those behind the tables it writes."""
    every, found = _definitions(), set[str]()
    left = [sql]
    while left:
        text = left.pop()
        words = set(WORD.findall(NOISE.sub(" ", text.lower())))
        written = set(WRITTEN.findall(text))
        new = {name for name, table in BEHIND.items() if table in written}
        new = (new | (words & every.named.keys())) - found
        found |= new
        left += [every.named[name].text for name in new]
    return frozenset(found)


def _every(wanted: Sequence[str]) -> Iterator[SqlMutant]:
    for room, names in SUBJECTS.items():
        for name in names:
            if not wanted or name in wanted:
                yield from mutants(f"{room}.{name}", _definitions().named[name].text)


if __name__ == "__main__":
    judge(Functions, sys.argv[1:])
