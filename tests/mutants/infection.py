"""Infection: in which tests a change of SQL changes anything at all.

Wherever a statement runs in a test, its mutants run first, each in a savepoint that is rolled back.
Where one returns the same rows and leaves the same tables as the statement, this test cannot notice
it, whatever it asserts. What the server refuses to plan is no mutant.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import pytest
from pg8000.exceptions import DatabaseError
from pg8000.native import Connection, identifier

from pricebook.storage import extended_query, queries
from pricebook.storage.postgres import Database, _numbered
from tests.mutants.sql_operators import SqlMutant

WRITTEN = re.compile(
    r"\b(?:INTO|(?<!FOR )UPDATE|DELETE FROM|TEMPORARY TABLE)\s+(?!SET\b|SKIP\b)(\w+)"
)
FOLLOWING = ("model_counts", "model_events", "model_access")
"""What triggers write where models and prices change."""
TEMPORARY = ("touched", "incoming", "new_ids")
"""Tables with the ids of models; elsewhere a sequence gives ids, which no rollback resets."""
LIMIT = "SET LOCAL statement_timeout = '5s'"
NO_PLAN, NO_RIGHT = "42", "42501"
"""The class of SQLSTATE of what cannot be planned, and one of it that says nothing of that."""
IDLE = b"I"
TRIES, TRIES_PER_TEST = 60, 6
"""How often a variant is tried, and in each test, to know some tests that are likely to notice."""
ENOUGH = 4
"""So many tests that a variant changes something in are enough to begin with."""

type Effect = tuple[list[list[Any]], list[list[Any]]] | str
"""The rows of a statement and a digest of the tables that it writes, or the SQLSTATE."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One change as it is tried: what is created before, and the statement then."""

    name: str
    sql: str
    before: str = ""


class Infection:
    """The tests in which each mutant changes something."""

    def __init__(self, variants: Callable[[str], Sequence[Variant]]) -> None:
        """Watch what these variants do.

        Args:
            variants: those of one statement, by its name or as SQL.
        """
        self._variants = variants
        self._test = ""
        self._close: set[str] | None = None
        self._looked_at: set[str] = set()
        self._unplanned: set[str] = set()
        self._tries: Counter[str] = Counter()
        self._tries_in_test: Counter[str] = Counter()
        self._running: dict[str, set[str]] = defaultdict(set)
        self._infected: dict[str, set[str]] = defaultdict(set)

    def tests(self, name: str) -> AbstractSet[str] | None:
        """Return the tests that can notice a change, as far as is known; None if it is no mutant.

        They run it, and if they were looked at closely, it does something there.
        """
        if name in self._unplanned:
            return None
        return self._running[name] - (self._looked_at - self._infected[name])

    def likely(self, name: str) -> AbstractSet[str]:
        """Return tests in which a change does something, as far as that is known."""
        return self._infected.get(name, frozenset())

    def look_closer(self, names: Collection[str]) -> None:
        """Find out from now on where these change anything, and no others.

        Args:
            names: after the first time, some of those of the time before.
        """
        self._close = set(names)

    def is_sure(self, test: str) -> bool:
        """Tell whether a test was watched for all that are looked at closely."""
        return test in self._looked_at

    @contextmanager
    def watching(self, test: str) -> Iterator[None]:
        """Try the variants of every statement inside the block."""
        self._test = test
        self._tries_in_test.clear()
        if self._close is not None:
            self._looked_at.add(test)
        execute = Database._execute

        def tried(database: Database, sql: str, params: dict[str, Any]) -> list[list[Any]]:
            if variants := self._untried(sql):
                self._try(database, queries.text(sql), params, variants)
            return execute(database, sql, params)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Database, "_execute", tried)
            yield

    def _untried(self, sql: str) -> list[Variant]:
        """Return the variants of which more is to be known from this test."""
        variants = self._variants(sql)
        for variant in variants:
            self._running[variant.name].add(self._test)
        return [variant for variant in variants if self._is_wanted(variant.name)]

    def _is_wanted(self, name: str) -> bool:
        if name in self._unplanned or self._test in self._infected[name]:
            return False
        if self._close is not None:
            return name in self._close
        return (
            len(self._infected[name]) < ENOUGH
            and self._tries[name] < TRIES
            and self._tries_in_test[name] < TRIES_PER_TEST
        )

    def _try(
        self, database: Database, sql: str, params: Mapping[str, Any], variants: list[Variant]
    ) -> None:
        connection, probe = database._open(), _probe(sql)
        plain = _effect(connection, Variant("", sql), params, probe)
        for variant in variants:
            self._tries[variant.name] += 1
            self._tries_in_test[variant.name] += 1
            changed = _effect(connection, _with_rights(variant, database), params, probe)
            if changed != plain and _is_no_plan(changed):
                self._unplanned.add(variant.name)
            elif isinstance(plain, str) or changed != plain:
                self._infected[variant.name].add(self._test)


def _is_no_plan(effect: Effect) -> bool:
    """Tell whether the server could not plan it; a session without rights cannot tell."""
    return isinstance(effect, str) and effect.startswith(NO_PLAN) and effect != NO_RIGHT


def _with_rights(variant: Variant, database: Database) -> Variant:
    """Return a variant whose definition is created by its owner, whatever the session may do."""
    if not (variant.before and database._role):
        return variant
    before = f"RESET ROLE; {variant.before}; SET ROLE {identifier(database._role)}"
    return replace(variant, before=before)


def _effect(
    connection: Connection, variant: Variant, params: Mapping[str, Any], probe: str
) -> Effect:
    """Return what a variant does, and undo it."""
    idle = connection._transaction_status == IDLE
    connection.run(f"{'BEGIN READ WRITE' if idle else 'SAVEPOINT mutant'}; {LIMIT}")
    try:
        if variant.before:
            connection.run(variant.before)
        return _run(connection, variant.sql, params), connection.run(probe) or []
    except DatabaseError as error:
        return str(error.args[0].get("C", ""))
    finally:
        undo = "ROLLBACK TO SAVEPOINT mutant; RELEASE SAVEPOINT mutant"
        connection.run("ROLLBACK" if idle else undo)


def _run(connection: Connection, sql: str, params: Mapping[str, Any]) -> list[list[Any]]:
    if not params:
        return connection.run(sql) or []
    statement, values = _numbered(sql)
    return extended_query.execute(connection, statement, values(dict(params)))


@cache
def _probe(sql: str) -> str:
    """Return the statement that digests the tables that another one writes."""
    tables = {*WRITTEN.findall(sql), *(["model_prices"] if "believe(" in sql else [])}
    if tables & {"models", "model_prices"}:
        tables.update(FOLLOWING)
    return " UNION ALL ".join(["SELECT ''", *(_digest(table) for table in sorted(tables))])


def _digest(table: str) -> str:
    row = "to_jsonb(t)" if table in TEMPORARY else "(to_jsonb(t) - 'id')"
    return (
        f"SELECT md5(coalesce(string_agg(r, '' ORDER BY r), ''))"  # noqa: S608 - our own names
        f" FROM (SELECT {row}::text AS r FROM {table} t) AS rows"
    )


class WatchedSql:
    """Changes of SQL, and in which tests they can be noticed."""

    def __init__(self, variants: Callable[[str], Sequence[Variant]]) -> None:
        """Watch what these variants do, as `Infection` says."""
        self._infection = Infection(variants)

    def watching(self, test: str) -> AbstractContextManager[None]:
        """Find out inside the block which mutants a test can notice."""
        return self._infection.watching(test)

    def tests(self, mutant: SqlMutant) -> AbstractSet[str] | None:
        """Return the tests that can notice a mutant; None if it is no mutant."""
        return self._infection.tests(mutant.name)

    def likely(self, mutant: SqlMutant) -> AbstractSet[str]:
        """Return tests in which a mutant is known to change something."""
        return self._infection.likely(mutant.name)

    def look_closer(self, mutants: Sequence[SqlMutant]) -> None:
        """Find out all about these, and about no others, in what is watched from now on."""
        self._infection.look_closer({mutant.name for mutant in mutants})

    def is_sure(self, _mutant: SqlMutant, test: str) -> bool:
        """Tell whether all is known about a mutant that is looked at closely in one test."""
        return self._infection.is_sure(test)
