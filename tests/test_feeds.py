"""What all feeds have in common."""

import subprocess
import sys
from pathlib import Path

import pytest

from pricebook import coverage
from pricebook.coverage import FEEDS
from pricebook.database import Database
from pricebook.money import CONDITIONS, METERS
from tests.awkward import BATCH, OFFERS, Row, tokens
from tests.feeding import offer
from tests.gateway import Api
from tests.ledger import rows

PATHS = (
    "openai/v1/models",
    "openrouter/api/v1/models",
    "models.dev/api.json",
    "genai-prices/data.json",
    "portkey/pricing/acme.json",
    "portkey/general/acme.json",
    "langfuse/models.json",
)
LAYER = Path(__file__).parents[1] / "layers/shared"
HEAVY = {"httpx", "boto3", "pricebook.providers", "pricebook.sync", "pricebook.runs"}


@pytest.mark.parametrize("path", PATHS)
def test_a_feed_is_cached_like_the_catalogue(api: Api, database: Database, path: str) -> None:
    """Made once, told apart by its ETag, and sent compressed to who can read that."""
    offer(database, "acme/a", tokens("1", "2"), canonical="acme/a", context_length=10)
    first = api.get(f"/feeds/{path}", {"accept-encoding": "gzip"})

    again = api.get(f"/feeds/{path}", {"if-none-match": first.headers["etag"]})

    assert (200, "database", "gzip") == (
        first.status,
        first.headers["x-pricebook-cache"],
        first.headers["content-encoding"],
    )
    assert (304, "memory") == (again.status, again.headers["x-pricebook-cache"])


@pytest.mark.parametrize("path", PATHS)
def test_a_feed_without_a_database_says_so(api: Api, path: str) -> None:
    """An empty list would look like the truth."""
    assert 503 == api.get(f"/feeds/{path}").status


def test_a_count_survives_the_cache(api: Api, database: Database, cold: object) -> None:
    """Whoever answers, memory or Valkey, tells what the format cannot say."""
    offer(database, "acme/a", [*tokens("1", "2"), *tokens("1", "2", **BATCH)], canonical="acme/a")
    path = "/feeds/openrouter/api/v1/models"
    told = [api.get(path).headers["x-pricebook-inexpressible"]]
    assert callable(cold)
    cold()
    again = api.get(path)

    assert (["prices=2, models=0"], "valkey") == (told, again.headers["x-pricebook-cache"])
    assert told == [again.headers["x-pricebook-inexpressible"]]


@pytest.mark.parametrize("feed", FEEDS)
def test_a_spelling_is_said_once(feed: str) -> None:
    """The words are those of the registry, and no two spellings put two prices under one key."""
    spellings = FEEDS[feed]
    keys = [(s.key, s.meter, repr(s.conditions), s.open, s.hours) for s in spellings]

    assert len(keys) == len(set(keys))
    assert {s.meter for s in spellings} <= METERS.keys()
    assert {word for s in spellings for word in (*s.conditions, *s.open, *s.hours)} <= CONDITIONS


def test_what_feeds_cannot_say_is_counted_for_the_status(
    database: Database, environment: pytest.MonkeyPatch
) -> None:
    """After every change, and not without one."""
    _ = environment
    offer(database, "acme/a", [*tokens("1", "2"), *tokens("1", "2", **BATCH), Row("sessions", "1")])
    offer(database, "acme/auto", OFFERS["24 openrouter/auto"])

    coverage.measure()

    counted = "SELECT feed, prices, inexpressible FROM feed_coverage ORDER BY feed"
    assert [
        ["genai-prices", 7, 3],
        ["langfuse", 7, 5],
        ["litellm", 7, 7],
        ["models.dev", 7, 5],
        ["openrouter", 7, 5],
        ["portkey", 7, 3],
    ] == rows(database, counted)
    moments = rows(database, "SELECT feed, measured_at FROM feed_coverage")
    coverage.measure()
    assert moments == rows(database, "SELECT feed, measured_at FROM feed_coverage")
    offer(database, "acme/b", tokens("1", "2"))
    coverage.measure()
    assert ["langfuse", 9, 5] in rows(database, counted)


@pytest.mark.parametrize(
    "module",
    ["genai_prices", "langfuse", "litellm", "models_dev", "openai", "openrouter", "portkey"],
)
def test_a_feed_is_light(module: str) -> None:
    """A cold reader pays for no HTTP client, no AWS client, no adapters and no sync."""
    code = f"import sys, pricebook.routes.feeds, pricebook.feeds.{module}; print(*sys.modules)"
    loaded = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code], cwd=LAYER, capture_output=True, text=True, check=True
    ).stdout.split()

    assert set() == HEAVY & set(loaded)
