"""The index: every model across its sellers in columns, exact, in order, and of one search."""

from typing import Any

from pricebook.catalog import index
from pricebook.serving import cache
from pricebook.storage.postgres import Database
from tests.support.clients import CatalogClient
from tests.support.seeds.awkward_prices import tokens
from tests.support.seeds.feed_offers import listed
from tests.support.seeds.feed_offers import offer as sold
from tests.support.seeds.searchable_models import DOCUMENTS, stock

LATER = 9_999_999_999
"""A generation beyond any that a clock has started."""
STEP = """
SELECT believe(
  id, 'database', 'input_tokens', '{}',
  tstzrange(now() - CAST(:start AS interval), now() - CAST(:end AS interval)),
  'known', CAST(:amount AS numeric), 'USD', 'as published'
)
FROM models WHERE provider_model_id = 'a'
"""

ENDS = """
INSERT INTO reference_facts (model_id, source, deprecation_date)
SELECT id, 'reference:litellm', '2090-03-31' FROM models WHERE provider = 'one'
"""
HELD = """
INSERT INTO price_reviews (
  model_id, source, meter, old_state, old_amount, old_currency, new_state, new_amount,
  new_currency, published, reason, sample
)
SELECT id, 'database', 'input_tokens', 'known', 0.000001, 'USD', 'known', 0.00005, 'USD',
  '50 USD per 1M tokens', 'jump', '1 became 50'
FROM models WHERE provider_model_id = 'a'
"""


def offer(provider: str, canonical: str, **more: Any) -> dict[str, Any]:
    """Return one offer of a model."""
    name = canonical.partition("/")[2]
    return {"provider": provider, "id": name, "canonical": canonical, "name": name, **more}


def table(client: CatalogClient, **query: Any) -> list[tuple[Any, ...]]:
    """Return the offers of the index with their model, provider and prices."""
    data = client.get("/v1/index", **query).json()["data"]
    offers = data["offers"]
    return [
        (data["models"]["id"][model], data["providers"][provider], variant, prompt, completion)
        for model, provider, variant, prompt, completion in zip(
            *(offers[name] for name in ("model", "provider", "variant", "prompt", "completion")),
            strict=True,
        )
    ]


def test_columns_belong_together(client: CatalogClient, owner_database: Database) -> None:
    """The n-th of each column is one offer; the model with the most sellers comes first."""
    stock(
        owner_database,
        [
            offer("alone", "acme/rare", prompt="1", completion="2"),
            offer("one", "acme/common", prompt="2.50", completion="10"),
            offer("two", "acme/common", id="common:free", prompt="0", completion="0"),
        ],
    )

    assert [
        ("acme/common", "one", None, "2.5", "10"),
        ("acme/common", "two", "free", "0", "0"),
        ("acme/rare", "alone", None, "1", "2"),
    ] == table(client)


def test_unknown_is_null(client: CatalogClient, owner_database: Database) -> None:
    """A price that nobody knows is null, and never zero."""
    stock(owner_database, [offer("one", "acme/a", prompt=None, completion="1")])
    data = client.get("/v1/index").json()["data"]

    assert [("acme/a", "one", None, None, "1")] == table(client)
    assert [None] == data["models"]["context_length"] == data["offers"]["cache_read"]
    assert ["known"] == data["offers"]["state"]


def test_pages_and_words_narrow_it(client: CatalogClient, owner_database: Database) -> None:
    """A page has its own rows and numbers them from 0; words fit ids and names."""
    stock(owner_database, [offer("one", f"acme/m{n}", prompt="1") for n in range(5)])
    second = client.get("/v1/index", page=2, page_size=2).json()

    assert (["acme/m2", "acme/m3"], [0, 1]) == (
        second["data"]["models"]["id"],
        second["data"]["offers"]["model"],
    )
    assert {"total": 5, "page": 2, "page_size": 2}.items() <= second["meta"].items()
    assert ["acme/m4"] == client.get("/v1/index", q="M4").json()["data"]["models"]["id"]


def test_a_search_that_finds_nothing_is_empty(
    client: CatalogClient, owner_database: Database
) -> None:
    """Its columns are there, with nothing in them."""
    stock(owner_database, [offer("one", "acme/a", prompt="1")])
    answer = client.get("/v1/index", q="nothing like it")

    assert (200, [], []) == (
        answer.status,
        answer.json()["data"]["models"]["id"],
        answer.json()["data"]["trends"],
    )


def test_whoever_has_it_downloads_it_once(client: CatalogClient, owner_database: Database) -> None:
    """Its ETag stands for its content."""
    stock(owner_database, [offer("one", "acme/a", prompt="1")])
    etag = client.get("/v1/index").headers["etag"]

    assert 304 == client.get("/v1/index", {"if-none-match": etag}).status


def test_a_price_that_moved_has_its_steps(client: CatalogClient, owner_database: Database) -> None:
    """Each step of the last 30 days has its day; the first is the price before them."""
    stock(owner_database, [offer("one", "acme/a"), offer("one", "acme/b", prompt="1")])
    for amount, start, end in (("0.000001", "60 days", "3 days"), ("0.0000005", "3 days", None)):
        owner_database.run(STEP, amount=amount, start=start, end=end)
    owner_database.run(DOCUMENTS)
    [[offer_number, points]] = client.get("/v1/index").json()["data"]["trends"]

    assert (0, ["1", "0.5"]) == (offer_number, [price for _, price in points])


def test_a_doubtful_price_is_marked(client: CatalogClient, owner_database: Database) -> None:
    """A price of which another figure is held says so; a seller's own word has no mark."""
    stock(owner_database, [offer("one", f"acme/{name}", prompt="1") for name in ("a", "b")])
    owner_database.run(HELD)
    owner_database.run(DOCUMENTS)

    assert ["review", None] == client.get("/v1/index").json()["data"]["offers"]["doubt"]


def test_a_seller_that_contradicts_the_others_is_told(
    client: CatalogClient, owner_database: Database
) -> None:
    """Its price is there, and is not the price of the model."""
    claude = {"canonical": "anthropic/claude-9"}
    sold(owner_database, "anthropic/claude-9", tokens("3", "15"), **claude)
    sold(owner_database, "host/claude-9", tokens("2", "10"), **claude)
    listed(owner_database, "shop/a", tokens("0.4", "2"), "confirmed", **claude)

    offers = client.get("/v1/index").json()["data"]["offers"]
    assert [None, None, "contradicting"] == offers["standing"]


def test_an_address_with_the_digest_is_kept_for_good(
    client: CatalogClient, owner_database: Database
) -> None:
    """What it holds never changes: once the index is another, nobody keeps that there."""
    stock(owner_database, [offer("one", "acme/a", prompt="1", completion="2")])
    assert index.current_digest() is None
    etag = client.get("/v1/index").headers["etag"]
    digest = index.current_digest()
    kept = client.get("/v1/index", digest=digest).headers["cache-control"]
    stock(owner_database, [offer("two", "acme/a", prompt="1", completion="2")])
    cache.announce({"all": LATER})
    other = client.get("/v1/index", digest=digest)

    assert f'W/"{digest}"' == etag
    assert "public, max-age=31536000, immutable" == kept
    assert etag != other.headers["etag"]
    assert "immutable" not in other.headers["cache-control"]
    assert 400 == client.get("/v1/index", digest="x").status


def test_an_end_that_lists_state_is_an_end(client: CatalogClient, owner_database: Database) -> None:
    """Most sellers say nothing of it: the index has the same end as the offer's document."""
    stock(owner_database, [offer(seller, "acme/a", prompt="1") for seller in ("one", "two")])
    owner_database.run(ENDS)
    owner_database.run(DOCUMENTS)

    models = client.get("/v1/index").json()["data"]["models"]

    assert ["2090-03-31"] == models["deprecation_date"]
