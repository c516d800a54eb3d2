"""Announced prices: at their moment every answer changes at once, whoever keeps it."""

import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from pricebook.storage.postgres import Database
from tests.support.clients import CatalogClient, Response
from tests.support.fakes.provider_transport import item
from tests.support.litellm_map import MAP, entry, hear
from tests.support.passing_time import pass_time
from tests.support.sync_and_query import run

MODEL = "openrouter/acme/a"
ANNOUNCE = """
SELECT believe(
  id, 'database', 'input_tokens', '{}', tstzrange(now() + interval '1 hour', NULL),
  'known', 0.000005, 'USD', '', NULL, now()
) FROM models
"""
READINGS: dict[str, Callable[[Any], Any]] = {
    f"/v1/models/{MODEL}": lambda body: body["data"]["pricing"]["prompt"],
    "/v1/models": lambda body: body["data"][0]["pricing"]["prompt"],
    "/v1/catalog": lambda body: body["data"][0]["pricing"]["prompt"],
    f"/v1/prices/{MODEL}": lambda body: body["data"]["pricing"]["prompt"],
    "/v1/canonical/acme/a": lambda body: body["data"]["offers"][0]["model"]["pricing"]["prompt"],
    "/v1/index": lambda body: body["data"]["offers"]["prompt"][0],
    "/feeds/openrouter/api/v1/models": lambda body: (
        Decimal(body["data"][0]["pricing"]["prompt"]) * 10**6
    ),
    "/feeds/models.dev/api.json": lambda body: body["openrouter"]["models"]["acme/a"]["cost"][
        "input"
    ],
    f"/feeds/{MAP}": lambda body: round(body[MODEL]["input_cost_per_token"] * 10**6, 6),
}
"""Where each answer has dollars per million tokens of input."""


@pytest.fixture
def announced(client: CatalogClient, owner_database: Database) -> CatalogClient:
    """Announce that a million tokens cost 5 dollars in an hour, and 1 until then."""
    run(item("acme/a", "0.000001", "0.000001", context_length=8192))
    hear({MODEL: entry("openrouter")})
    owner_database.run(ANNOUNCE)
    return client


def answers(api: CatalogClient) -> dict[str, Response]:
    """Ask every address."""
    return {path: api.get(path) for path in READINGS}


def read(answers: dict[str, Response]) -> dict[str, Decimal]:
    """Return what each answer says that input costs."""
    return {path: Decimal(str(READINGS[path](got.json()))) for path, got in answers.items()}


def quoted(api: CatalogClient) -> str:
    """Return what a thousand tokens cost."""
    asked = {"model": MODEL, "usage": {"input_tokens": 1000}}
    total: str = api.post("/v1/quote", asked).json()["data"]["total"]
    return total


def test_everything_changes_at_the_moment(
    announced: CatalogClient, owner_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lists, documents, feeds and quotes, out of every cache, and before any tick of the clock."""
    before = answers(announced)
    assert dict.fromkeys(READINGS, Decimal(1)) == read(before)
    assert {"memory"} == {got.headers["x-pricebook-cache"] for got in answers(announced).values()}
    assert "0.001" == quoted(announced)

    pass_time(owner_database, "1 hour")
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 3600)
    after = answers(announced)

    assert dict.fromkeys(READINGS, Decimal(5)) == read(after)
    assert {"database"} == {got.headers["x-pricebook-cache"] for got in after.values()}
    assert "0.005" == quoted(announced)
    for path, got in before.items():
        assert got.headers["etag"] != after[path].headers["etag"], path


@pytest.mark.parametrize(
    ("left_s", "kept"),
    [
        (660, "public, max-age=60, stale-while-revalidate=600, stale-if-error=86400"),
        (659, "public, max-age=60, stale-if-error=86400"),
        (40.5, "public, max-age=40, stale-if-error=86400"),
    ],
)
def test_nobody_keeps_an_answer_past_the_moment(
    announced: CatalogClient,
    owner_database: Database,
    monkeypatch: pytest.MonkeyPatch,
    left_s: float,
    kept: str,
) -> None:
    """What a browser or an edge may keep ends where the announced price begins."""
    ((begins,),) = owner_database.run(
        "SELECT floor(extract(epoch FROM at))::bigint FROM next_change"
    )
    monkeypatch.setattr(time, "time", lambda: begins - left_s)

    assert kept == announced.get("/v1/models").headers["cache-control"]
