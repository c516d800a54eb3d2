"""Which changes a page tells of: the function behind both forms."""

import pytest

from pricebook.storage.postgres import Database
from tests.support.seeds.offers import sell

EVENTS = """
INSERT INTO model_events (model_id, provider, kind, at, details)
SELECT m.id, m.provider, e.kind, CAST(e.at AS timestamptz), '{}'
FROM (VALUES
  (1, 'acme/a', 'new', '2026-01-01T00:00:00Z'), (2, 'acme/b', 'new', '2026-01-01T00:00:00Z'),
  (3, 'other/c', 'removed', '2026-01-01T00:00:01Z'),
  (4, 'acme/a', 'removed', '2026-01-01T00:00:01Z')
) AS e (position, model_id, kind, at)
JOIN models m ON m.model_id = e.model_id
ORDER BY e.position
"""
FOUND = """
SELECT number - (SELECT min(id) FROM model_events) + 1
FROM found_changes(
  CAST(:seller AS text), CAST(:models AS text[]), CAST(:canonical AS text), CAST(:kind AS text),
  CAST(:since AS timestamptz), CAST(:cursor AS text), CAST(:size AS bigint)
)
"""


@pytest.fixture
def told(owner_database: Database) -> Database:
    """Give a database in which two offers are new in one moment, and two go in the next."""
    sell(owner_database, "acme/a", [], "acme/x")
    sell(owner_database, "acme/b", [])
    sell(owner_database, "other/c", [], "acme/x")
    owner_database.run(EVENTS)
    return owner_database


def found(database: Database, **asked: object) -> list[int]:
    """Return which of the four changes are told, in order."""
    everything = dict.fromkeys(("seller", "models", "canonical", "kind", "since", "cursor"))
    rows = database.run(FOUND, **{**everything, "size": 9, **asked})
    return [number for (number,) in rows]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, [4, 3, 2, 1]),
        ({"size": 2}, [4, 3]),
        ({"seller": "acme"}, [4, 2, 1]),
        ({"models": ["acme/b", "other/c"]}, [3, 2]),
        ({"canonical": "acme/x"}, [4, 3, 1]),
        ({"kind": "new"}, [2, 1]),
        ({"since": "2026-01-01T00:00:01Z"}, [4, 3]),
        ({"since": "2026-01-01T00:00:01.000001Z"}, []),
    ],
)
def test_what_is_asked_for_is_told_newest_first(
    told: Database, asked: dict[str, object], expected: list[int]
) -> None:
    """Of one moment what was noted last; since a moment includes the moment."""
    assert expected == found(told, **asked)


def test_a_page_begins_behind_its_cursor(told: Database) -> None:
    """Between changes of one moment too; what the cursor names was told on the page before."""
    cursors = told.run("SELECT cursor_after(at, id) FROM model_events ORDER BY id DESC")

    assert [[3, 2, 1], [2, 1], [1], []] == [found(told, cursor=cursor) for (cursor,) in cursors]
