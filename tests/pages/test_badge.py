"""Badges: the price of a model as a picture, honest where there is no figure."""

from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from pricebook.storage.postgres import Database
from tests.support.pages_client import PagesClient
from tests.support.seeds.awkward_prices import tokens
from tests.support.seeds.feed_offers import listed, offer
from tests.support.seeds.searchable_models import stock

SHELF: list[dict[str, Any]] = [
    {"id": "known", "prompt": "2.5", "completion": "10"},
    {"id": "half", "prompt": "2.5"},
    {"id": "gratis", "prompt": "0", "completion": "0"},
    {"id": "moving", "prompt": "dynamic", "completion": "dynamic"},
    {"id": "silent"},
    {"id": "gone", "prompt": "1", "completion": "2", "active": False},
    {"id": 'evil"><script>', "prompt": "1", "completion": "2"},
]
SAID = {
    "known": "$2.50 in, $10.00 out per 1M",
    "half": "$2.50 in, out unknown per 1M",
    "gratis": "free",
    "moving": "price varies",
    "silent": "price unknown",
    "gone": "no longer sold",
    'evil"><script>': "$1.00 in, $2.00 out per 1M",
}


@pytest.fixture
def pages(environment: pytest.MonkeyPatch, tmp_path: Path, owner_database: Database) -> PagesClient:
    """Give the pages beside a shelf with a model of every kind."""
    stock(owner_database, [{"provider": "one", "canonical": "acme/x", **row} for row in SHELF])
    return PagesClient(environment, tmp_path)


def test_a_badge_has_the_price_or_says_why_not(pages: PagesClient) -> None:
    """Every state has its words, an unknown side is named, and ids are text in valid XML."""
    said = {}
    for name in SAID:
        badge = pages.ask(f"/v1/badge/one/{name}.svg")
        assert (200, "image/svg+xml") == (badge.status, badge.headers["content-type"])
        texts = [it.text for it in ET.fromstring(badge.body).iter() if it.tag.endswith("}text")]  # noqa: S314 - our own picture
        assert f"one/{name}" == texts[0]
        said[name] = texts[1]

    assert said == SAID


def test_a_canonical_model_has_its_cheapest_ordinary_price(pages: PagesClient) -> None:
    """An id that no offer has is a canonical model, whose price is one of several."""
    badge = pages.ask("/v1/badge/acme/x.svg").body.decode()

    assert "acme/x: from $1.00 in, $2.00 out per 1M" in badge


def test_a_contradicting_reseller_is_not_the_price_of_a_model(
    pages: PagesClient, owner_database: Database
) -> None:
    """A seventh of what maker and host ask stands nowhere as the price."""
    claude = "anthropic/claude-9"
    offer(owner_database, "anthropic/claude-nine", tokens("3", "15"), canonical=claude)
    offer(owner_database, "host/claude-9", tokens("2", "10"), canonical=claude)
    listed(owner_database, "shop/a", tokens("0.4", "2"), "confirmed", canonical=claude)

    assert f"{claude}: from $2.00 in" in pages.ask(f"/v1/badge/{claude}.svg").body.decode()


def test_a_badge_of_nothing_is_a_picture_too(pages: PagesClient) -> None:
    """Nobody keeps it, and what was asked for stays text."""
    missing = pages.ask("/v1/badge/no/<b>\x01.svg")

    assert (404, "no-store") == (missing.status, missing.headers["cache-control"])
    assert b"no/&lt;b&gt;?: no such model" in missing.body


def test_a_badge_is_kept_by_caches(pages: PagesClient) -> None:
    """Its ETag stands for what it says, and it may load nothing."""
    badge = pages.ask("/v1/badge/one/known.svg")
    again = pages.ask("/v1/badge/one/known.svg", {"if-none-match": badge.headers["etag"]})

    assert badge.headers["cache-control"].startswith("public, max-age=60,")
    assert "default-src 'none'" == badge.headers["content-security-policy"]
    assert 304 == again.status
    assert 405 == pages.ask("/v1/badge/one/known.svg", method="POST").status


def test_without_a_database_a_badge_says_so(
    pages: PagesClient, environment: pytest.MonkeyPatch
) -> None:
    """It claims neither a price nor that there is no such model."""
    environment.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")
    badge = pages.ask("/v1/badge/never/asked.svg")

    assert (503, True) == (badge.status, b"price unavailable" in badge.body)
