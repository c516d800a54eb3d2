"""A model across its sellers: whose price stands for it, and who comes behind."""

from pricebook.storage.postgres import Database
from tests.support.clients import CatalogClient
from tests.support.seeds.awkward_prices import tokens
from tests.support.seeds.feed_offers import listed, offer


def test_a_seller_in_doubt_stands_behind_the_ordinary_ones(
    client: CatalogClient, owner_database: Database
) -> None:
    """A seventh of the maker's price is listed and told apart, and is no price of the model."""
    claude = "anthropic/claude-9"
    offer(owner_database, claude, tokens("3", "15"), canonical=claude)
    offer(owner_database, "host/claude-9", tokens("2", "10"), canonical=claude)
    listed(owner_database, "shop/a", tokens("0.4", "2"), "confirmed", canonical=claude)
    listed(owner_database, "shop/b", tokens("1.9", "9"), "disputed", canonical=claude)

    ranked = client.get(f"/v1/canonical/{claude}").json()["data"]["offers"]
    assert [
        ("host/claude-9", 1, "ordinary"),
        (claude, 2, "ordinary"),
        ("shop/b", 3, "unvouched"),
        ("shop/a", 4, "contradicting"),
    ] == [(o["model"]["id"], o["rank"], o["standing"]) for o in ranked]
    (row,) = client.get("/v1/canonical", q="claude 9").json()["data"]
    assert {"prompt": "2", "completion": "10"} == row["cheapest"]


def test_a_seller_in_doubt_prices_what_nobody_else_does(
    client: CatalogClient, owner_database: Database
) -> None:
    """One doubtful price is better than none."""
    listed(owner_database, "shop/only", tokens("1", "2"), "single", canonical="acme/only")

    (row,) = client.get("/v1/canonical", q="only").json()["data"]
    assert {"prompt": "1", "completion": "2"} == row["cheapest"]
