"""Query parameters of the list of models."""

from typing import Any

import pytest

from pricebook.api.model_parameters import MAX_IDS
from pricebook.storage.postgres import Database
from tests.support.clients import CatalogClient
from tests.support.seeds.awkward_prices import tokens
from tests.support.seeds.feed_offers import offer


def found(client: CatalogClient, **query: Any) -> list[str]:
    """Return the ids of a list."""
    return [model["id"] for model in client.get("/v1/models", **query).json()["data"]]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ({"provider": ["a", "c"]}, ["a/1", "c/1"]),
        ({"provider": "a,c"}, ["a/1", "c/1"]),
        ({"provider": "b"}, ["b/1"]),
        ({"ids": ["c/1", "a/1", "c/none"]}, ["a/1", "c/1"]),
        ({"ids": "c/1,b/1"}, ["b/1", "c/1"]),
    ],
)
def test_several_values_are_repeated_or_separated_by_commas(
    client: CatalogClient, owner_database: Database, query: dict[str, Any], ids: list[str]
) -> None:
    """An id that no model has is left out, as any model that does not fit."""
    for name in "abc":
        offer(owner_database, f"{name}/1", tokens("1", "2"))

    assert ids == found(client, **query)


def test_unknown_providers_are_named(client: CatalogClient, owner_database: Database) -> None:
    """The first of several that nobody is called."""
    offer(owner_database, "acme/1", tokens("1", "2"))

    answer = client.get("/v1/models", provider=["acme", "acmee"])

    assert 404 == answer.status
    assert "'acmee'. Did you mean 'acme'?" in answer.json()["error"]["message"]


def test_ids_are_limited(client: CatalogClient) -> None:
    """More than a page can hold are refused."""
    assert 400 == client.get("/v1/models", ids=["a/1"] * (MAX_IDS + 1)).status


def test_a_listing_counts_where_no_release_is_known(
    client: CatalogClient, owner_database: Database
) -> None:
    """Dated models come in the order of their dates, and undated ones last, both ways."""
    offer(owner_database, "x/a", tokens("1", "2"), listed_at="2026-09-01T12:00:00Z")
    offer(owner_database, "x/b", tokens("1", "2"), listed_at="2025-01-01T12:00:00Z")
    offer(owner_database, "x/c", tokens("1", "2"))

    assert ["x/a", "x/b", "x/c"] == found(client, sort="-created")
    assert ["x/b", "x/a", "x/c"] == found(client, sort="created")
    assert ["x/a"] == found(client, released_after="2026-08-01")
    assert [] == found(client, released_after="2026-09-01")
    newer = client.get("/v1/models", released_after="2026-08-01").json()
    assert (1, 1) == (newer["meta"]["total"], newer["meta"]["unknown"])
