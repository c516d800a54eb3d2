"""The models of an answer: identified, named and described before anything of them is written."""

import json
from typing import Any

import pytest

from tests.support.staged_run import LONG, StagedRun

STAGED = """
SELECT provider_model_id, id IS NOT NULL, is_new, unsold, deprecated, canonical_id, description
FROM incoming ORDER BY 1
"""
NAMES = "SELECT name FROM canonical_models WHERE id = :id"


def stage(staged: StagedRun, *listings: dict[str, Any]) -> None:
    """Let the answer have these offers."""
    staged.rows("DROP TABLE incoming")
    plain: dict[str, Any] = {"name": "A", "offered": True, "capabilities": [], "prices": []}
    told = json.dumps([plain | listing for listing in listings])
    staged.statement("models.stage_models", provider="ours", listings=told)


def test_offers_are_identified(staged: StagedRun) -> None:
    """By their ids at this seller, and as an operator says; what ends today is deprecated."""
    for canonical in ("acme/listed", "acme/told", "acme/all", "acme/others"):
        staged.rows("INSERT INTO canonical_models (id, name) VALUES (:c, 'x')", c=canonical)
    staged.model("a", pins={"description": "pinned"})
    staged.model("b")
    staged.model("c", "one", same_as="told")
    for alias, seller, canonical in (
        ("a", "ours", "told"),
        ("a", None, "all"),
        ("new", None, "all"),
        ("c", "one", "others"),
    ):
        told = {
            "alias": alias,
            "provider": seller,
            "canonical_id": f"acme/{canonical}",
            "reason": "r",
        }
        staged.put("model_aliases", **told)
    today = staged.now.date()
    stage(
        staged,
        {"provider_model_id": "a", "canonical_id": "acme/listed", "deprecation_date": str(today)},
        {"provider_model_id": "new", "canonical_id": "acme/listed", "description": "said"},
        {"provider_model_id": "c", "canonical_id": "acme/listed"},
    )

    assert [
        ["a", True, False, False, True, "acme/told", "pinned"],
        ["c", False, False, False, False, "acme/listed", None],
        ["new", False, False, False, False, "acme/all", "said"],
    ] == staged.rows(STAGED)


def test_only_new_ids_are_new(staged: StagedRun) -> None:
    """Those that this seller never listed."""
    staged.statement("listed_offers.stage_tables")
    staged.model("a")
    staged.put("incoming", provider="ours", provider_model_id="b")
    staged.statement("models.find_new_ids")

    assert [["ours", "b"]] == staged.rows("SELECT * FROM new_ids")


@pytest.mark.parametrize(
    ("before", "listed", "name"),
    [
        (None, ["acme/x", "Longer name", "Long name"], "Long name"),
        (None, ["acme/xyz", "acme/x"], "acme/x"),
        ("acme/x", ["X"], "X"),
        ("acme/x", ["other/x"], "acme/x"),
        ("X", ["Y"], "X"),
        ("X", ["acme/x"], "X"),
    ],
)
def test_the_first_name_for_people_stays(
    staged: StagedRun, before: str | None, listed: list[str], name: str
) -> None:
    """The shortest of an answer; it takes the place of an id, and nothing takes its place."""
    if before:
        staged.rows("INSERT INTO canonical_models (id, name) VALUES ('acme/x', :n)", n=before)
    for number, said in enumerate(listed):
        offer = {"provider": "ours", "provider_model_id": f"{number}", "name": said}
        staged.put("incoming", canonical_id="acme/x", **offer)
    staged.put("incoming", provider="ours", provider_model_id="unknown", name="Z")
    staged.statement("models.identify")

    assert [[name]] == staged.rows(NAMES, id="acme/x")
    if name == before:
        assert [["0"]] == staged.rows("SELECT xmax::text FROM canonical_models")  # nor is it locked


FACTS: dict[str, Any] = {
    "name": "Listed",
    "context_length": 1000,
    "max_output_tokens": 100,
    "input_modalities": ["text", "image"],
    "output_modalities": ["text"],
    "capabilities": ["streaming", "tools"],
    "knowledge_cutoff": "2025-01-01",
    "release_date": "2025-06-01",
}
COLUMNS = [name for name in FACTS if name != "name"]
TOLD: dict[str, Any] = {
    "context_length": 2000,
    "max_output_tokens": 200,
    "input_modalities": ["text"],
    "output_modalities": ["text"],
    "capabilities": ["json"],
    "knowledge_cutoff": "2024-01-01",
    "release_date": "2024-06-01",
}


def described(
    staged: StagedRun, facts: dict[str, Any], seller: str = "ours", **said: Any
) -> dict[str, Any]:
    """Return what becomes of an offer of which a list states these facts."""
    name = said.pop("provider_model_id", "offer")
    offer = {"provider": seller, "provider_model_id": name}
    listed = {"source": "reference:litellm", "listed_as": name, "match": "exact", "prices": []}
    staged.put("listed_offers", facts=facts, stated=LONG, **listed, **offer)
    plain: dict[str, Any] = {
        "listed_by": [],
        "pins": {},
        "capabilities": [],
        "own_capabilities": [],
    }
    given = plain | {"name": "Told", "input_modalities": [], "output_modalities": []} | said
    staged.put("incoming", **given, **offer)
    staged.statement("models.overlay_facts")
    sql = "SELECT to_jsonb(i) FROM incoming i WHERE i.provider_model_id = :name"
    ((row,),) = staged.rows(sql, name=name)
    return dict(row)


def test_what_a_seller_does_not_say_comes_from_lists(staged: StagedRun) -> None:
    """Each fact, and whose word it is; vision follows from what goes in."""
    row = described(staged, FACTS, supported_parameters=None)

    told = {name: FACTS[name] for name in COLUMNS}
    told |= {"capabilities": ["streaming", "tools", "vision"], "supported_parameters": []}
    told |= {"name": "Told", "modality": "text+image->text"}
    told["facts_source"] = dict.fromkeys(COLUMNS, "reference:litellm")
    assert told == {name: row[name] for name in told}


def test_what_a_seller_says_stays(staged: StagedRun) -> None:
    """No list is heard where the seller speaks."""
    row = described(staged, {**FACTS, "capabilities": ["json"]}, own_capabilities=["json"], **TOLD)

    told = TOLD | {"name": "Told", "modality": "text->text", "facts_source": {}}
    assert told == {name: row[name] for name in told}


def test_a_seller_that_never_says_a_word_leaves_it_to_lists(staged: StagedRun) -> None:
    """What it states of any of its models is its own to state; each word is told once."""
    staged.model("other", own_capabilities=["tools"])
    row = described(
        staged, FACTS | {"capabilities": ["json", "streaming", "tools"]}, capabilities=["json"]
    )

    assert ["json", "streaming", "vision"] == row["capabilities"]
    assert "reference:litellm" == row["facts_source"]["capabilities"]


def test_what_only_lists_state_has_their_name(staged: StagedRun) -> None:
    """Or its id, where they have none."""
    lists = ["reference:litellm"]
    assert "Listed" == described(staged, FACTS, listed_by=lists)["name"]
    nameless = described(staged, {}, listed_by=lists, provider_model_id="b")
    assert ("b", {}) == (nameless["name"], nameless["facts_source"])


@pytest.mark.parametrize("pinned", [[], ["vision"], ["tools"]])
def test_pinned_capabilities_stay(staged: StagedRun, pinned: list[str]) -> None:
    """An operator's word is neither replaced nor added to."""
    facts = FACTS | {"input_modalities": ["text"]}
    row = described(staged, facts, capabilities=pinned, pins={"capabilities": pinned})

    assert pinned == row["capabilities"]
    assert "capabilities" not in row["facts_source"]


@pytest.mark.parametrize(
    ("takes", "gives", "modality", "can"),
    [
        (["image"], ["text"], "image->text", ["vision"]),
        (["image"], ["image"], "image->image", []),
        (["text"], [], None, []),
        ([], ["text"], None, []),
    ],
)
def test_vision_follows_from_what_goes_in_and_comes_out(
    staged: StagedRun, takes: list[str], gives: list[str], modality: str | None, can: list[str]
) -> None:
    """A picture goes in and text comes out; where one side is unknown, so is the way."""
    row = described(staged, {}, input_modalities=takes, output_modalities=gives)

    assert (modality, can) == (row["modality"], row["capabilities"])


def test_vision_is_told_once(staged: StagedRun) -> None:
    """Where a list says it as well."""
    row = described(staged, FACTS | {"capabilities": ["vision"]}, "one")

    assert ["vision"] == row["capabilities"]
