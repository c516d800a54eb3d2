"""Coverage: what each feed cannot express, for whoever reads the status."""

from pathlib import Path

import pytest

from pricebook import feeds
from pricebook.feeds import coverage
from pricebook.feeds.coverage import priced_feeds
from pricebook.storage.postgres import Database
from tests.support.clients import CatalogClient
from tests.support.paths import LAYER
from tests.support.seeds.awkward_prices import BATCH, OFFERS, Row, tokens
from tests.support.seeds.feed_offers import offer
from tests.support.sync_and_query import rows

COUNTED = "SELECT feed, prices, inexpressible FROM feed_coverage ORDER BY feed"
A_FEED = """
from pricebook.feeds import Feed, PriceKey

feed = Feed("moon", (PriceKey("lunar", "input_tokens"),))
"""


def test_what_feeds_cannot_say_is_told_with_the_status(
    client: CatalogClient, owner_database: Database
) -> None:
    """Of every feed, once a schedule tick has counted it."""
    offer(owner_database, "acme/a", [*tokens("1", "2"), *tokens("1", "2", **BATCH)])

    coverage.measure()

    document = client.get("/v1/status").json()["data"]["feeds"]
    assert sorted(priced_feeds()) == [feed["feed"] for feed in document]
    assert {"feed": "openrouter", "prices": 4, "inexpressible": 2} in document


def test_what_feeds_cannot_say_is_counted_after_every_change(
    owner_database: Database, environment: pytest.MonkeyPatch
) -> None:
    """And not without one."""
    _ = environment
    offer(
        owner_database,
        "acme/a",
        [*tokens("1", "2"), *tokens("1", "2", **BATCH), Row("sessions", "1")],
    )
    offer(owner_database, "acme/auto", OFFERS["24 openrouter/auto"])

    coverage.measure()

    assert [
        ["genai-prices", 7, 3],
        ["langfuse", 7, 5],
        ["litellm", 7, 7],
        ["models.dev", 7, 5],
        ["openrouter", 7, 5],
        ["portkey", 7, 3],
    ] == rows(owner_database, COUNTED)
    moments = rows(owner_database, "SELECT feed, measured_at FROM feed_coverage")
    coverage.measure()
    assert moments == rows(owner_database, "SELECT feed, measured_at FROM feed_coverage")
    offer(owner_database, "acme/b", tokens("1", "2"))
    coverage.measure()
    assert ["langfuse", 9, 5] in rows(owner_database, COUNTED)


def test_the_folder_is_the_list_of_feeds(
    owner_database: Database,
    environment: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """A new file is counted by itself; one without prices is not."""
    (tmp_path / "moon.py").write_text(A_FEED)
    environment.setattr(feeds, "__path__", [*feeds.__path__, str(tmp_path)])
    offer(owner_database, "acme/a", tokens("1", "2"))
    priced_feeds.cache_clear()

    coverage.measure()

    priced_feeds.cache_clear()
    assert ["moon", 2, 1] in rows(owner_database, COUNTED)
    assert "openai" not in [name for name, _, _ in rows(owner_database, COUNTED)]


def test_the_database_hashes_by_every_extra_condition() -> None:
    """Keys are joined with prices by what no feed states apart; the function has the same words."""
    text = (LAYER.parents[1] / "migrations/definitions/keyed_prices.sql").read_text()
    keys = [key for feed in priced_feeds().values() for key in feed.price_keys]
    extra = {word for key in keys for word in (*key.extra_conditions, *key.hours)}

    assert all(f"'{word}'" in text for word in extra)
