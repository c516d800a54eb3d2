"""What a run means for the offers of others: waiting prices; creators' are in cross_reference."""

import json

import pytest

from pricebook.serving import cache
from pricebook.storage.postgres import Database
from pricebook.sync import follow_up, reference_run
from tests.support.fakes.provider_transport import item, raw
from tests.support.seeds.held_prices import held
from tests.support.seeds.resellers import GATEWAY, KEYS, charge, charged, create, listed
from tests.support.sync_and_query import rows, versions

DECIDED = "SELECT decision, decided_by, note FROM price_reviews ORDER BY id"


@pytest.fixture(autouse=True)
def waiting(environment: pytest.MonkeyPatch) -> None:
    """Let a gateway state fifty times what the creator charges, which is held."""
    for key in KEYS:
        environment.setenv(key, "placeholder")
    create()
    assert {"new price": 1} == held(listed("openrouter", item("openai/gpt-5", "0.00005", "")))


def litellm(dollars: float) -> None:
    """Let a list state the gateway's price per token, and four times that for output."""
    costs = {"input_cost_per_token": dollars, "output_cost_per_token": 4 * dollars}
    entry = {"litellm_provider": "openrouter", "mode": "chat"} | costs
    body = json.dumps({GATEWAY: entry}).encode()
    reference_run.run("litellm", triggered_by="cli", fetcher=raw(body))


def test_a_second_source_confirms_what_waits(owner_database: Database) -> None:
    """It holds at once with what the list adds, and the gateway's next run has nothing to write."""
    litellm(0.00005)

    assert {"input_tokens": "50", "output_tokens": "200"} == charged(owner_database)
    assert [["approved", "sync", "confirmed by other sources"]] == rows(owner_database, DECIDED)
    before = versions(owner_database)
    listed("openrouter", item("openai/gpt-5", "0.00005", ""))
    assert before == versions(owner_database)


def test_another_figure_confirms_nothing(owner_database: Database) -> None:
    """A list that states something else leaves the price waiting."""
    litellm(0.000001)

    assert [[None, None, None]] == rows(owner_database, DECIDED)


def test_a_person_who_decides_is_waited_for(owner_database: Database) -> None:
    """Of a seller whose reviews are a person's no source confirms anything."""
    owner_database.run("UPDATE providers SET reviews = 'manual' WHERE slug = 'openrouter'")
    litellm(0.00005)

    assert [[None, None, None]] == rows(owner_database, DECIDED)


def test_what_was_repeated_is_not_repeated_by_another_list(owner_database: Database) -> None:
    """Only the seller's own complete answers count, however long a price has waited."""
    owner_database.run(
        "UPDATE price_reviews SET runs = 99, created_at = now() - interval '9 days',"
        " last_seen_at = now() - interval '1 day'"
    )
    litellm(0.000001)

    assert [[None, None, None]] == rows(owner_database, DECIDED)


def test_a_creators_offer_means_something_for_others(owner_database: Database) -> None:
    """A gateway that states no price charges its new one; what only lists call otherwise is it."""
    charge(owner_database, "0.000002", source="database")
    owner_database.run(
        "INSERT INTO models (provider, provider_model_id, name, canonical_id, is_active, unsold)"
        " VALUES ('openai', 'gpt-5-latest', 'GPT-5', 'openai/gpt-5', false, true)"
    )
    generations = follow_up.write(owner_database, None)

    assert {"input_tokens": "2", "output_tokens": "10"} == charged(owner_database)
    assert {"all", "openrouter"} <= generations.keys()
    assert [["gpt-5-latest", "openai/gpt-5"]] == rows(
        owner_database,
        "SELECT m.provider_model_id, s.model_id FROM models m JOIN models s ON s.id = m.stands_for",
    )


def test_what_follows_is_published_with_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Caches hear of it at once, and places only with the list that has it."""
    told: list[bool] = []
    monkeypatch.setattr(
        cache, "announce", lambda _generations, *, published=True: told.append(published)
    )
    litellm(0.00005)

    assert [False, False] == told
