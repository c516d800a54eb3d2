"""The models of an answer as they are written and retired."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.support.staged_run import StagedRun

STANDING = "SELECT name, is_active, unsold, listed_by FROM models ORDER BY 1"
OTHERS: dict[str, Any] = {
    "is_active": False,
    "name": "another",
    "canonical_id": "acme/another",
    "description": "another",
    "context_length": 7,
    "max_output_tokens": 7,
    "modality": "image->image",
    "input_modalities": ["image"],
    "output_modalities": ["image"],
    "capabilities": ["tools"],
    "supported_parameters": ["another"],
    "tokenizer": "another",
    "quantization": "another",
    "license": "another",
    "knowledge_cutoff": date(2001, 1, 1),
    "listed_at": datetime(2001, 1, 1, tzinfo=UTC),
    "release_date": date(2001, 1, 2),
    "deprecation_date": date(2101, 1, 1),
    "deprecated": True,
    "replacement": "another",
    "health_status": "degraded",
    "source_url": "https://another.example",
    "listed_by": ["reference:litellm"],
    "facts_source": {"license": "reference:litellm"},
    "prices_incomplete": True,
    "own_capabilities": ["tools"],
    "unsold": True,
}
"""Another value of each column than a new model has."""
PLAIN: dict[str, Any] = {
    "input_modalities": [],
    "output_modalities": [],
    "capabilities": [],
    "supported_parameters": [],
    "deprecated": False,
    "listed_by": [],
    "facts_source": {},
    "unsold": False,
    "is_new": False,
}


def listed(staged: StagedRun, name: str, **said: Any) -> int:
    """Let the answer have a model as it stands, but for what is said; return its number."""
    now, canonical = said.pop("now", {}), f"acme/{name}".replace(" ", "-")
    model = staged.model(name, **said)
    staged.rows("DELETE FROM incoming WHERE id = :m", m=model)
    offer = {"provider": "ours", "provider_model_id": name, "name": name, "id": model}
    given = {"is_active": True, "was_active": True, "canonical_id": canonical}
    staged.put("incoming", **PLAIN | offer | given | now)
    return model


def test_new_models_are_added(staged: StagedRun) -> None:
    """Only those without a number, which they then have."""
    known = listed(staged, "known")
    new = {"provider": "ours", "provider_model_id": "new", "name": "new", "is_active": True}
    staged.put("incoming", **PLAIN | new)
    staged.statement("models.add_models")

    assert {"new": "added"} == staged.touched()
    ((number, incomplete),) = staged.rows(
        "SELECT id, prices_incomplete FROM models WHERE name = 'new'"
    )
    assert not incomplete
    found = staged.rows("SELECT id, is_new FROM incoming ORDER BY is_new")
    assert [[known, False], [number, True]] == found


def test_every_column_is_written(staged: StagedRun) -> None:
    """Whatever stood there."""
    staged.rows("INSERT INTO canonical_models (id, name) VALUES ('acme/another', 'x')")
    listed(staged, "a", now=OTHERS)
    staged.statement("models.update_models")

    columns = ", ".join(OTHERS)
    (row,) = staged.rows(f"SELECT {columns} FROM models")  # noqa: S608 - our own words
    assert list(OTHERS.values()) == row


def test_why_a_model_is_touched(staged: StagedRun) -> None:
    """It came back, is offered no more, or is told otherwise; a new or unchanged one is left."""
    changed = {"description": "new"}
    off = {"is_active": False}
    listed(staged, "unchanged")
    listed(staged, "new", now={"is_new": True, **changed})
    listed(staged, "updated", now=changed)
    listed(staged, "back", is_active=False, now={"was_active": False})
    listed(staged, "still away", is_active=False, now={"was_active": False, **off, **changed})
    listed(staged, "gone", now=off)
    listed(staged, "listed and not offered", now={"published_prices": [], **off})
    staged.statement("models.update_models")

    assert {
        "updated": "updated",
        "back": "returned",
        "still away": "updated",
        "gone": "deactivated",
        "listed and not offered": "updated",
    } == staged.touched()
    incomplete = "SELECT name FROM models WHERE prices_incomplete"
    assert [] == staged.rows(incomplete)  # where a seller says nothing of that


LISTS = ["reference:litellm"]


@pytest.mark.parametrize(
    ("complete", "beyond", "retired"),
    [
        (True, None, {"only listed", "image-1", "big image"}),
        (True, "image-.*", {"only listed", "big image"}),
        (False, None, set()),
    ],
)
def test_what_only_lists_state_is_retired(
    staged: StagedRun,
    complete: bool,  # noqa: FBT001 - a table of cases
    beyond: str | None,
    retired: set[str],
) -> None:
    """By a whole list of its seller that lacks it, unless that leaves its kind out."""
    for name in ("only listed", "image-1", "big image", "in the answer"):
        staged.model(name, listed_by=LISTS)
    staged.model("its own")
    staged.model("another's", "one", same_as="a", listed_by=LISTS)
    staged.rows("DELETE FROM incoming WHERE name <> 'in the answer'")
    said = {"provider": "ours", "complete": complete, "beyond": beyond}
    staged.statement("models.retire_listed", **said)

    assert dict.fromkeys(retired, "deactivated") == staged.touched()
    for name, *found in staged.rows(STANDING):
        kept = [True, False, [] if name == "its own" else LISTS]
        assert ([False, True, []] if name in retired else kept) == found, name


@pytest.mark.parametrize(
    ("complete", "before", "known"), [(True, None, 0), (False, None, None), (True, 9, 9)]
)
def test_since_when_an_own_list_is_known(
    staged: StagedRun,
    complete: bool,  # noqa: FBT001 - a table of cases
    before: int | None,
    known: int | None,
) -> None:
    """From its first whole answer on; an incomplete one says nothing."""
    since = "UPDATE providers SET own_list_since = now() - CAST(:h AS integer) * interval '1 hour'"
    staged.rows(since + " WHERE slug = 'ours'", h=before)
    staged.statement("models.know_own_list", provider="ours", complete=complete)

    found = "SELECT slug, own_list_since FROM providers WHERE own_list_since IS NOT NULL"
    expected = [] if known is None else [["ours", staged.ago(hours=known)]]
    assert expected == staged.rows(found)


def test_how_many_are_active(staged: StagedRun) -> None:
    """Of its own list."""
    staged.model("a")
    staged.model("away", is_active=False)
    staged.model("of a list", listed_by=LISTS)
    staged.model("another's", "one", same_as="a")

    assert [[1]] == staged.statement("models.count_active", provider="ours")
