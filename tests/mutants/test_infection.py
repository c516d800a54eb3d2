"""Where a changed statement does something else, on a real Postgres."""

from contextlib import suppress

import pytest
from pg8000.exceptions import DatabaseError

from pricebook.storage.postgres import Database
from tests.mutants.infection import Infection, Variant

pytestmark = pytest.mark.slow

CHANGES = {
    "SELECT count(*) FROM meters": {
        "other rows": "SELECT 0",
        "the same rows": "SELECT count(name) FROM meters",
        "no plan": "SELECT count(*) FROM metres",
    },
    "DELETE FROM meters": {"refused as before": "DELETE FROM meters WHERE true"},
}


@pytest.fixture
def infection() -> Infection:
    """Give what knows the changes of two statements."""
    return Infection(lambda sql: [Variant(*change) for change in CHANGES.get(sql, {}).items()])


@pytest.fixture
def reader(database_url: str) -> Database:
    """Give a connection that may write nothing."""
    return Database(database_url, role="pricebook_reader")


def watch(infection: Infection, database: Database, sql: str) -> None:
    """Run a statement in a test `t`, whatever the server says to it."""
    with infection.watching("t"), suppress(DatabaseError):
        database.run(sql)


@pytest.mark.parametrize(
    ("change", "tests"), [("other rows", {"t"}), ("the same rows", set()), ("no plan", None)]
)
def test_only_tests_in_which_a_change_does_something_are_left(
    infection: Infection, reader: Database, change: str, tests: set[str] | None
) -> None:
    """Others cannot notice it; what cannot be planned is no change."""
    infection.look_closer(CHANGES["SELECT count(*) FROM meters"])
    watch(infection, reader, "SELECT count(*) FROM meters")
    reader.close()

    assert tests == infection.tests(change)
    assert infection.is_sure("t")


def test_what_is_refused_as_it_is_may_be_noticed(infection: Infection, reader: Database) -> None:
    """A session without a right cannot tell whether the change can be planned."""
    watch(infection, reader, "DELETE FROM meters")
    reader.close()

    assert {"t"} == infection.tests("refused as before")


def test_before_a_closer_look_every_test_that_runs_it_may_notice(
    infection: Infection, reader: Database
) -> None:
    """What was found out by then only tells which tests are likelier to."""
    watch(infection, reader, "SELECT count(*) FROM meters")
    reader.close()

    assert ({"t"}, {"t"}) == (infection.tests("the same rows"), infection.tests("other rows"))
    assert (set(), {"t"}) == (infection.likely("the same rows"), infection.likely("other rows"))
