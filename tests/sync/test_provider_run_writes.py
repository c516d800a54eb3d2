"""What a provider's run makes of a list besides its own words: guards, other lists, creators."""

import json
from dataclasses import replace

import pytest

from pricebook.errors import GuardRefused
from pricebook.providers import registry
from pricebook.storage.postgres import Database
from pricebook.sync import provider_run, reference_run
from pricebook.sync.registration import register
from tests.support.fakes.provider_transport import answering, items, raw
from tests.support.models_dev_sync import document
from tests.support.seeds.resellers import charge, charged, gateway, listed
from tests.support.staged_run import StagedRun
from tests.support.sync_and_query import rows

COSTS = {"prices": {"input_mtok": 3, "output_mtok": 4}, "context_window": 1000}
STATED = [
    {"id": "gpt", "match": {"starts_with": "openai/"}, **COSTS},
    {"id": "old", "match": {"equals": "old"}, **COSTS},
]
"""A rule, and an id: a list that states nothing is not believed."""
CREATED = """
WITH created AS (
  INSERT INTO canonical_models (id, name) VALUES ('openai/gpt-5', 'GPT-5') RETURNING *
)
INSERT INTO models (provider, provider_model_id, name, canonical_id)
SELECT 'openai', 'gpt-5', name, id FROM created
"""


@pytest.fixture
def database(environment: pytest.MonkeyPatch, owner_database: Database) -> Database:
    """Give a connection to a database that knows the providers, whose keys are set."""
    environment.setenv("GROQ_API_KEY", "placeholder")
    register(owner_database)
    return owner_database


def judged(staged: StagedRun, count: int, cut: str | None = None, *, force: bool = False) -> bool:
    """Tell whether so many items are a whole answer of a seller that had four models."""
    fetcher = answering()
    fetcher.truncated_because = cut
    provider = replace(registry()["openrouter"], slug="ours")
    verdict, limits = provider_run._judge(
        staged.database, provider, items(count), fetcher, force=force
    )
    assert str(limits.shrink_floor) == "0.75"
    return verdict.complete


def test_an_answer_is_judged_by_what_its_seller_had(staged: StagedRun) -> None:
    """By the number that an operator set, unless it is forced; what was cut is never whole."""
    for name in range(4):
        staged.model(f"m{name}")
    staged.rows("UPDATE providers SET guards = '{\"shrink_floor\": 0.75}'")

    assert [False, True] == [judged(staged, 2), judged(staged, 3)]
    assert judged(staged, 2, force=True)
    assert not judged(staged, 4, "paging does not end")
    with pytest.raises(GuardRefused):
        judged(staged, 0)


def test_a_new_id_is_what_lists_say_of_it(database: Database) -> None:
    """What a rule of a list says of ids: its price and its facts, from the first run on."""
    rule = raw(json.dumps([{"id": "groq", "models": STATED}]).encode())
    reference_run.run("genai-prices", triggered_by="cli", fetcher=rule)
    listed("groq", {"id": "openai/gpt-new"})

    shown = document(database, "groq/openai/gpt-new")
    assert ({"prompt": "3", "completion": "4"}, 1000) == (shown["pricing"], shown["context_length"])
    assert [["openai/gpt-new"]] == rows(
        database, "SELECT c.name FROM canonical_models c JOIN models m ON m.canonical_id = c.id"
    )


def test_only_a_gateway_charges_what_the_creator_does(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In its own run, before anybody hears of it; a host has prices of its own, or none."""
    monkeypatch.setattr(provider_run, "announce", lambda *_heard: None)
    rows(database, CREATED)
    charge(database, "0.000001", source="database")
    gateway("openai/gpt-5")
    listed("groq", {"id": "openai/gpt-5"})

    assert {"input_tokens": "1"} == charged(database)
    assert {} == charged(database, "groq/openai/gpt-5")
