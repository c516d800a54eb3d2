"""A model across its sellers: who sells it, for how much, and who cannot be compared."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import pytest

from pricebook.storage.postgres import Database
from pricebook.sync import provider_run
from tests.support.clients import CatalogClient
from tests.support.fakes.provider_transport import answering, item
from tests.support.seeds.searchable_models import familiar, stock

NAME = "acme/thing"
ADDRESS = f"/v1/canonical/{NAME}"


def offer(provider: str, prompt: str | None, completion: str | None, **more: Any) -> dict[str, Any]:
    """Return one offer of the thing."""
    fields = {"provider": provider, "id": "thing", "canonical": NAME, "name": "Thing"}
    return {**fields, "prompt": prompt, "completion": completion, **more}


def ranking(client: CatalogClient, **query: Any) -> list[tuple[str, int | None, str | None]]:
    """Return who sells the thing, at which place and price."""
    offers = client.get(ADDRESS, **query).json()["data"]["offers"]
    return [(o["model"]["provider"], o["rank"], o["blended_price"]) for o in offers]


def familiar_ids() -> list[str]:
    """Return the ids of what everybody knows, in order."""
    return sorted({offer["canonical"] for offer in familiar()})


def test_the_cheapest_for_the_mix_comes_first(
    client: CatalogClient, owner_database: Database
) -> None:
    """Three input tokens to one output token, unless the caller says otherwise."""
    stock(
        owner_database,
        [offer("steep", "1", "20"), offer("even", "4", "4"), offer("twin", "4", "4")],
    )

    assert [("even", 1, "4"), ("twin", 1, "4"), ("steep", 3, "5.75")] == ranking(client)
    assert [("steep", 1, "2.9"), ("even", 2, "4"), ("twin", 2, "4")] == ranking(client, mix="9:1")
    assert {"mix": {"input": 3, "output": 1}, "currency": "USD", "per": 1000000}.items() <= (
        client.get(ADDRESS).json()["meta"].items()
    )


def test_free_is_the_cheapest(client: CatalogClient, owner_database: Database) -> None:
    """An offer for nothing is a known zero, and says that it is another variant."""
    stock(owner_database, [offer("paid", "1", "1"), offer("gift", "0", "0", id="thing:free")])

    assert [("gift", 1, "0"), ("paid", 2, "1")] == ranking(client)
    assert ["free", None] == [o["variant"] for o in client.get(ADDRESS).json()["data"]["offers"]]


@pytest.mark.parametrize(
    ("prices", "reason", "meter"),
    [
        ({"prompt": None}, "unknown", "input_tokens"),
        ({"completion": None}, "unknown", "output_tokens"),
        ({"prompt": "dynamic", "completion": "dynamic"}, "dynamic", "input_tokens"),
        ({"completion": "included"}, "included", "output_tokens"),
        ({"completion": "not_offered"}, "not_offered", "output_tokens"),
        ({"currency": "CNY"}, "currency", "input_tokens"),
    ],
)
def test_an_offer_without_a_needed_price_is_unranked(
    client: CatalogClient,
    owner_database: Database,
    prices: Mapping[str, Any],
    reason: str,
    meter: str,
) -> None:
    """Unknown is never zero: such an offer comes last, and says why."""
    stock(owner_database, [offer("vague", "0.1", "0.1") | dict(prices), offer("clear", "9", "9")])

    assert [("clear", 1, "9"), ("vague", None, None)] == ranking(client)
    last = client.get(ADDRESS).json()["data"]["offers"][-1]
    assert {"reason": reason, "meter": meter} == last["unranked"]


def test_a_price_that_the_mix_does_not_need_may_be_unknown(
    client: CatalogClient, owner_database: Database
) -> None:
    """An embedding has no output tokens, and is compared by its input alone."""
    stock(owner_database, [offer("embedder", "2", None)])

    assert [("embedder", None, None)] == ranking(client)
    assert [("embedder", 1, "2")] == ranking(client, mix="1:0")


def test_include_inactive_lists_inactive_offers(
    client: CatalogClient, owner_database: Database
) -> None:
    """An inactive offer stands behind the others, whatever it cost."""
    stock(owner_database, [offer("gone", "1", "1", active=False), offer("here", "2", "2")])

    assert [("here", 1, "2")] == ranking(client)
    assert [("here", 1, "2"), ("gone", None, None)] == ranking(client, include_inactive="true")
    last = client.get(ADDRESS, include_inactive="true").json()["data"]["offers"][-1]
    assert {"reason": "inactive"} == last["unranked"]


@pytest.mark.parametrize(
    "mix", ["3", "3:", "0:0", "-1:1", "a:b", "1:2:3", "1.5:1", "1234567:1", ""]
)
def test_a_wrong_mix_is_400(client: CatalogClient, owner_database: Database, mix: str) -> None:
    """The answer shows what a mix looks like."""
    stock(owner_database, [offer("a", "1", "1")])

    error = client.get(ADDRESS, mix=mix).json()["error"]

    assert ("bad_parameter", "mix") == (error["code"], error["details"]["parameter"])
    assert "such as 3:1" in error["message"]


@pytest.mark.parametrize("path", ["openai/gpt4o", "opnai/gpt-4o", "openai%2Fgpt%204o"])
def test_a_misspelt_id_gets_a_suggestion(
    client: CatalogClient, owner_database: Database, path: str
) -> None:
    """A canonical model that does not exist answers 404 and the id that was probably meant."""
    stock(owner_database, familiar())

    answer = client.get(f"/v1/canonical/{path}")

    assert 404 == answer.status
    assert "Did you mean 'openai/gpt-4o'?" in answer.json()["error"]["message"]


@pytest.mark.parametrize("safe", ["/", ""])
def test_slashes_are_raw_or_encoded(
    client: CatalogClient, owner_database: Database, safe: str
) -> None:
    """Every canonical model has an address."""
    stock(owner_database, [offer("a", "1", "1")])

    assert NAME == client.get(f"/v1/canonical/{quote(NAME, safe=safe)}").json()["data"]["id"]


def test_the_list_has_sellers_and_lowest_prices(
    client: CatalogClient, owner_database: Database
) -> None:
    """Sellers are counted once each; prices and contexts are those of what is sold now."""
    stock(
        owner_database,
        [
            offer("a", "3", "5", context=1000),
            offer("a", "2", "9", id="thing:batch", context=2000),
            offer("b", None, "4"),
            offer("gone", "1", "1", active=False, context=9000),
        ],
    )

    answer = client.get("/v1/canonical").json()

    assert [
        {
            "id": NAME,
            "creator": "acme",
            "name": "Thing",
            "sellers": 3,
            "active_sellers": 2,
            "cheapest": {"prompt": "2", "completion": "4"},
            "max_context_length": 2000,
        }
    ] == answer["data"]
    assert {"total": 1, "page": 1, "page_size": 50}.items() <= answer["meta"].items()


def test_pages_and_filters(client: CatalogClient, owner_database: Database) -> None:
    """Pages link to each other; a part of a name finds a model however it is spelt."""
    stock(owner_database, familiar())

    def ids(**query: Any) -> list[str]:
        return [model["id"] for model in client.get("/v1/canonical", **query).json()["data"]]

    page = client.get("/v1/canonical", creator="openai", page=2, page_size=3)

    assert ids(creator="openai")[3:6] == [model["id"] for model in page.json()["data"]]
    assert 'page=3&page_size=3>; rel="next"' in page.headers["link"]
    assert ["openai/gpt-4o", "openai/gpt-4o-mini", "openai/gpt-4o-2024-05-13"] == ids(q="GPT4o")
    assert ["anthropic/claude-sonnet-4.5"] == ids(q="sonnet 4.5", creator="anthropic")
    assert [] == ids(q="%")
    assert (ids(), []) == (familiar_ids(), ids(q="None"))
    assert [] == ids(q="gpt", creator="anthropic")


def test_a_misspelt_creator_gets_a_suggestion(
    client: CatalogClient, owner_database: Database
) -> None:
    """Who made nothing answers 404 and the name that was probably meant."""
    stock(owner_database, familiar())

    answer = client.get("/v1/canonical", creator="antropic")

    assert 404 == answer.status
    assert "Did you mean 'anthropic'?" in answer.json()["error"]["message"]


def test_a_model_lists_its_siblings(client: CatalogClient, owner_database: Database) -> None:
    """One model tells who else sells the same, as soon as somebody begins or ends to."""
    stock(
        owner_database,
        [offer("a", "1", "2"), offer("b", "3", None), offer("c", "1", "1", active=False)],
    )

    def siblings() -> list[Any]:
        data: list[Any] = client.get("/v1/models/a/thing").json()["data"]["siblings"]
        return data

    before = siblings()
    provider_run.run("openrouter", triggered_by="cli", fetcher=answering(item(NAME)))

    assert [{"id": "b/thing", "provider": "b", "pricing": {"prompt": "3"}}] == before
    assert ["b/thing", f"openrouter/{NAME}"] == [sibling["id"] for sibling in siblings()]


def test_a_model_without_canonical_id_has_no_siblings(
    client: CatalogClient, owner_database: Database
) -> None:
    """Two listings without a canonical model are not the same one."""
    odd = [offer(provider, "1", "1", canonical=None) for provider in ("a", "b")]
    stock(owner_database, odd)

    assert [] == client.get("/v1/models/a/thing").json()["data"]["siblings"]


def test_a_search_finds_what_many_sell_before_its_derivatives(
    client: CatalogClient, owner_database: Database
) -> None:
    """A hobbyist's tune has a name that sorts before the model's own."""
    model = {"canonical": "meta-llama/llama-9-70b", "id": "llama-9-70b", "name": "Llama 9"}
    tunes = [
        offer("hub", "1", "1", id=f"{who}/tune", canonical=f"{who}/llama-9-70b-tune", name="Tune")
        for who in ("aaa", "abc")
    ]
    sellers = [offer(name, "1", "1", **model) for name in ("one", "two", "three")]
    stock(owner_database, [*tunes, *sellers])

    found = client.get("/v1/canonical", q="llama 9 70b").json()

    assert ["meta-llama/llama-9-70b", "aaa/llama-9-70b-tune", "abc/llama-9-70b-tune"] == [
        model["id"] for model in found["data"]
    ]
    assert 3 == found["meta"]["total"]


@pytest.mark.parametrize("words", ["llama 3.3 70b", "claude sonnet", "gpt4o", "grok-4"])
def test_the_first_is_the_model_that_a_search_finds(
    client: CatalogClient, owner_database: Database, words: str
) -> None:
    """A name that just so begins a stranger's id is still the model that people mean by it."""
    strange = offer("hub", "1", "1", id="tee/llama-3.3-70b", canonical="tee/llama-3.3-70b")
    stock(owner_database, [*familiar(), strange])

    [first, *_] = client.get("/v1/canonical", q=words).json()["data"]

    assert first["id"] == client.get("/v1/search", q=words).json()["data"][0]["canonical_id"]
