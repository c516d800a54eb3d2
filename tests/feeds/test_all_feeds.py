"""What all feeds have in common."""

import re
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal

import pytest

from pricebook.feeds.coverage import priced_feeds
from pricebook.pricing.conditions import CONDITIONS
from pricebook.pricing.meters import METERS
from pricebook.storage.postgres import Database
from tests.support.clients import CatalogClient
from tests.support.litellm_map import entry, hear
from tests.support.paths import LAYER
from tests.support.seeds.awkward_prices import BATCH, tokens
from tests.support.seeds.feed_offers import offer
from tests.support.sync_and_query import rows

PATHS = (
    "openai/v1/models",
    "openrouter/api/v1/models",
    "models.dev/api.json",
    "genai-prices/data.json",
    "portkey/pricing/acme.json",
    "portkey/general/acme.json",
    "langfuse/models.json",
)


def per(figure: str, zeros: int) -> str:
    """Return a figure of ten to the power of so many units as the one of a single unit."""
    return format(Decimal(figure).scaleb(-zeros), "f")


FEEDS = {path.stem for path in (LAYER / "pricebook/feeds").glob("*.py")} - {"__init__", "coverage"}
HEAVY = {
    "httpx",
    "boto3",
    "pricebook.providers",
    "pricebook.sync.provider_run",
    "pricebook.sync.registration",
}


@pytest.mark.parametrize("path", PATHS)
def test_a_feed_is_cached_like_the_catalogue(
    client: CatalogClient, owner_database: Database, path: str
) -> None:
    """Made once, told apart by its ETag, and sent compressed to who can read that."""
    offer(owner_database, "acme/a", tokens("1", "2"), canonical="acme/a", context_length=10)
    first = client.get(f"/feeds/{path}", {"accept-encoding": "gzip"})

    again = client.get(f"/feeds/{path}", {"if-none-match": first.headers["etag"]})

    assert (200, "database", "gzip") == (
        first.status,
        first.headers["x-pricebook-cache"],
        first.headers["content-encoding"],
    )
    assert (304, "memory") == (again.status, again.headers["x-pricebook-cache"])


@pytest.mark.parametrize("path", PATHS)
def test_a_feed_without_a_database_says_so(client: CatalogClient, path: str) -> None:
    """An empty list would look like the truth."""
    assert 503 == client.get(f"/feeds/{path}").status


def test_a_count_survives_the_cache(
    client: CatalogClient, owner_database: Database, reset_process: Callable[[], None]
) -> None:
    """Whoever answers, memory or Valkey, tells what the format cannot say."""
    offer(
        owner_database,
        "acme/a",
        [*tokens("1", "2"), *tokens("1", "2", **BATCH)],
        canonical="acme/a",
    )
    path = "/feeds/openrouter/api/v1/models"
    document = [client.get(path).headers["x-pricebook-inexpressible"]]
    reset_process()
    again = client.get(path)

    assert (["prices=2, models=0"], "valkey") == (document, again.headers["x-pricebook-cache"])
    assert document == [again.headers["x-pricebook-inexpressible"]]


@pytest.mark.parametrize("name", priced_feeds())
def test_a_price_has_one_key(name: str) -> None:
    """The words are those of the registry, and no two rows put two prices under one key."""
    rows = priced_feeds()[name].price_keys
    keys = [(r.key, r.meter, repr(r.conditions), r.extra_conditions, r.hours) for r in rows]

    assert len(keys) == len(set(keys))
    words = {word for r in rows for word in (*r.conditions, *r.extra_conditions, *r.hours)}
    assert {row.meter for row in rows} <= METERS.keys()
    assert words <= CONDITIONS


EXACT = "0.1234567890123456789012"


@pytest.mark.parametrize(
    ("path", "figure"),
    [
        ("openrouter/api/v1/models", f'"{per(EXACT, 6)}"'),
        ("models.dev/api.json", EXACT),
        ("genai-prices/data.json", EXACT),
        ("portkey/pricing/groq.json", per(EXACT, 4)),
        ("langfuse/models.json", per(EXACT, 6)),
        ("litellm/model_prices_and_context_window.json", per(EXACT, 6)),
    ],
)
def test_every_digit_of_a_price_arrives(
    client: CatalogClient, owner_database: Database, path: str, figure: str
) -> None:
    """More digits than a binary float has, without an exponent, in the unit of each format."""
    offer(owner_database, "groq/a", tokens(EXACT, "2"), canonical="acme/a", context_length=10)
    hear({"groq/other": entry("groq")})

    body = client.get(f"/feeds/{path}").body.decode()
    assert re.search(rf": ?{re.escape(figure)}[,}}]", body)


@pytest.mark.parametrize("module", sorted(FEEDS))
def test_a_feed_is_light(module: str) -> None:
    """A cold reader pays for no HTTP client, no AWS client, no adapters and no sync."""
    code = f"import sys, pricebook.api.routes.feeds, pricebook.feeds.{module}; print(*sys.modules)"
    loaded = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code], cwd=LAYER, capture_output=True, text=True, check=True
    ).stdout.split()

    assert set() == HEAVY & set(loaded)


@pytest.mark.parametrize(
    "call", ["rate_cards('[]')", "openrouter_pricing('[]', '{}')", "reference_entries('')"]
)
def test_a_feed_is_planned_for_many_models(owner_database: Database, call: str) -> None:
    """A function that is folded into its statement looks like one row, and is joined row by row."""
    plan = rows(owner_database, f"EXPLAIN SELECT * FROM {call}")  # noqa: S608 - the three lines above

    assert plan[0][0].startswith("Function Scan on " + call.partition("(")[0])
