"""What lists state beside a seller's own list: kept, not sold, and no obstacle to other names."""

import json
from typing import Any

import pytest

from pricebook.storage.postgres import Database
from pricebook.sync import provider_run
from tests.support.clients import CatalogClient
from tests.support.fakes.provider_transport import raw
from tests.support.models_dev_sync import document, entry, listed, sync_models_dev

pytestmark = pytest.mark.usefixtures("environment")
LISTED = listed(
    groq={
        "llama-3.3-70b-versatile": entry(limit={"context": 131_072}),
        "openai/gpt-oss-20b": entry(),
    },
    abacus={"llama-3.3-70b-versatile": entry()},
)


@pytest.fixture(autouse=True)
def keys(environment: pytest.MonkeyPatch) -> None:
    """Let the own lists be read."""
    for name in ("GROQ_API_KEY", "ANTHROPIC_API_KEY"):
        environment.setenv(name, "placeholder")


def read(slug: str, *items: dict[str, Any]) -> None:
    """Read a seller's own list."""
    body = json.dumps({"data": [*items]}).encode()
    provider_run.run(slug, triggered_by="cli", fetcher=raw(body))


@pytest.mark.parametrize("own_first", [True, False])
def test_what_an_own_list_lacks_is_not_sold(
    client: CatalogClient, owner_database: Database, *, own_first: bool
) -> None:
    """In either order of runs the offer is inactive, without a price, and says why."""
    for own in (own_first, not own_first):
        read("groq", {"id": "openai/gpt-oss-20b"}) if own else sync_models_dev(LISTED)

    found = document(owner_database, "groq/llama-3.3-70b-versatile")
    assert (False, {}, None) == (found["is_active"], found["pricing"], found.get("listed_by"))
    answer = client.get("/v1/sources/groq/llama-3.3-70b-versatile").json()
    assert "unsold" == answer["meta"]["inactive_because"]
    assert ["unsold"] == [card["became"] for card in answer["meta"]["cards"]]
    sold = client.get("/v1/sources/groq/openai/gpt-oss-20b").json()
    assert "inactive_because" not in sold["meta"]


def test_a_list_may_say_it_again(owner_database: Database) -> None:
    """Another word of the list about an unsold offer makes it no offer, and an own list does."""
    read("groq", {"id": "other"})
    sync_models_dev(LISTED)
    again = {"llama-3.3-70b-versatile": entry(limit={"context": 5}), "more": entry()}
    sync_models_dev(listed(groq=again))
    found = document(owner_database, "groq/llama-3.3-70b-versatile")
    assert (False, 5) == (found["is_active"], found["context_length"])

    read("groq", {"id": "other"}, {"id": "llama-3.3-70b-versatile"})
    assert document(owner_database, "groq/llama-3.3-70b-versatile")["is_active"]


def test_an_answer_in_part_unsells_nothing(owner_database: Database) -> None:
    """Where half of an own list could not be read, lists add what they state, as before."""
    read("groq", {"id": "other"}, {"id": 5})
    sync_models_dev(LISTED)

    assert document(owner_database, "groq/llama-3.3-70b-versatile")["is_active"]


def test_what_a_seller_states_in_part_is_no_lists_to_withdraw(owner_database: Database) -> None:
    """A list that speaks of the model at others leaves the seller's own offer as it is."""
    read("groq", {"id": "openai/gpt-oss-20b"}, {"id": 5})
    sync_models_dev(listed(abacus={"openai/gpt-oss-20b": entry()}))

    found = document(owner_database, "groq/openai/gpt-oss-20b")
    assert (True, None) == (found["is_active"], found.get("listed_by"))


def test_an_id_is_its_hosts_word(client: CatalogClient) -> None:
    """Who says the id of a host is not given a gateway that copies it."""
    sync_models_dev(LISTED)
    found = client.get("/v1/models/llama-3.3-70b-versatile").json()["data"]
    assert ("groq/llama-3.3-70b-versatile", True) == (found["id"], found["is_active"])

    read("groq", {"id": "openai/gpt-oss-20b"})
    found = client.get("/v1/models/llama-3.3-70b-versatile").json()["data"]
    assert ("groq/llama-3.3-70b-versatile", False) == (found["id"], found["is_active"])


@pytest.mark.parametrize("own_first", [True, False])
def test_other_names_of_what_is_sold(client: CatalogClient, *, own_first: bool) -> None:
    """A name that only lists have for a dated release means that release, prices and all."""
    lists = listed(
        anthropic={
            "claude-3-7-sonnet-latest": entry(),
            "claude-3-7-sonnet-20250219": entry(),
            "claude-3-7-sonnet-20240101": entry(),
        }
    )
    for own in (own_first, not own_first):
        if own:
            read("anthropic", {"id": "claude-3-7-sonnet-20250219"})
        else:
            sync_models_dev(lists)

    right = "anthropic/claude-3-7-sonnet-20250219"
    for route in ("models", "prices", "history", "sources"):
        answer = client.get(f"/v1/{route}/anthropic/claude-3-7-sonnet-latest").json()
        assert ("newest", 200) == (answer["meta"]["resolved_by"], 200)
    usage = {"input_tokens": 1_000_000, "output_tokens": 0}
    quote = client.post(
        "/v1/quote", {"model": "anthropic/claude-3-7-sonnet-latest", "usage": usage}
    ).json()["data"]
    assert (right, True) == (quote["model"], quote["complete"])
    other = client.get("/v1/models/anthropic/claude-3-7-sonnet-20240101").json()["data"]
    assert not other["is_active"]


def test_what_a_list_states_under_another_name(client: CatalogClient) -> None:
    """Vertex lists google/gemini-9-pro, and lists have the price of gemini-9-pro there."""
    read("groq", {"id": "google/gemini-9-pro"})
    sync_models_dev(listed(groq={"gemini-9-pro": entry()}))

    found = client.get("/v1/models/groq/google/gemini-9-pro").json()["data"]
    assert {"prompt": "1", "completion": "2"} == found["pricing"]
    cards = client.get("/v1/sources/groq/google/gemini-9-pro").json()["meta"]["cards"]
    assert [("groq/gemini-9-pro", "taken")] == [(c["listed_as"], c["became"]) for c in cards]

    sync_models_dev(listed(groq={"gemini-9-pro": entry(cost={"input": 3, "output": 4})}))
    found = client.get("/v1/models/groq/google/gemini-9-pro").json()["data"]
    assert {"prompt": "3", "completion": "4"} == found["pricing"]


@pytest.mark.parametrize(
    ("unsold", "sold"),
    [
        ("meta-llama/llama-9-8b:free", "meta-llama/llama-9-8b"),
        ("meta-llama/llama-9-8b:extended", "meta-llama/llama-9-8b"),
        ("meta-llama/llama-9-8b", "meta-llama/llama-9-8b:batch"),
        ("meta-llama/llama-9-8b:ovh", "meta-llama/llama-9-8b:groq"),
        ("meta-llama/llama-9-8b-fp8", "meta-llama/llama-9-8b"),
    ],
)
def test_another_contract_is_no_other_name(client: CatalogClient, unsold: str, sold: str) -> None:
    """A free, long, batched or smaller one costs something else: nobody is given its neighbour."""
    read("groq", {"id": sold})
    sync_models_dev(listed(groq={unsold: entry()}))

    usage = {"input_tokens": 5, "output_tokens": 5}
    answer = client.post("/v1/quote", {"model": f"groq/{unsold}", "usage": usage}).json()
    assert "total" not in answer.get("data", {})


def test_what_a_maker_never_listed_hides_no_other_seller(client: CatalogClient) -> None:
    """Others sell the model, and its name means their offers, as if no list had been wrong."""
    read("anthropic", {"id": "claude-9"})
    unsold = {"claude-5-oss": entry()}
    sync_models_dev(
        listed(
            anthropic=unsold,
            wandb={"anthropic/claude-5-oss": entry()},
            inference={"anthropic/claude-5-oss": entry()},
        )
    )

    usage = {"input_tokens": 1_000_000, "output_tokens": 0}
    for name in ("anthropic/claude-5-oss", "claude-5-oss"):
        quote = client.post("/v1/quote", {"model": name, "usage": usage}).json()["data"]
        sellers = [seller["model"] for seller in quote["sellers"]]
        assert ["inference-net/anthropic/claude-5-oss", "wandb/anthropic/claude-5-oss"] == sellers


def test_what_is_sold_comes_before_what_is_not(client: CatalogClient) -> None:
    """An id that only lists have means the seller's own offer of that model, if there is one."""
    read("groq", {"id": "meta-llama/Llama-9-70B:fast"}, {"id": "meta-llama/Llama-9-8B"})
    sync_models_dev(
        listed(groq={"meta-llama/Llama_9-8B": entry(), "meta-llama/Llama-9-70B-chat": entry()})
    )

    found = client.get("/v1/models/groq/meta-llama/Llama_9-8B").json()["data"]
    assert "groq/meta-llama/Llama-9-8B" == found["id"]
    found = client.get("/v1/models/groq/meta-llama/Llama-9-70B-chat").json()["data"]
    assert not found["is_active"]
