"""Sellers that follow OpenRouter's contract: one answer in its shape, synchronised with each."""

from typing import Any

import pytest

from pricebook.adapters.openrouter_contract import tiered
from pricebook.providers import registry
from pricebook.storage.postgres import Database
from tests.support.documented_answers import synchronise

SELLERS = [slug for slug, provider in registry().items() if provider.offers is tiered]
BASE = {"prompt": "0.0000003", "completion": "0.0000012"}
READ = {"input_tokens": "0.0000003", "output_tokens": "0.0000012"}
ZEROS = dict.fromkeys(("image", "request", "input_cache_read", "input_cache_write"), "0")
LONG = "prompt_tokens_gt=199999"
TIERS = [
    {"prompt": "0.000002", "completion": "0.000012", "image": "0.01", "input_cache_read": "0.1e-6"},
    {"prompt": "0.000004", "completion": "0.000018", "image": "0.02", "min_context": 200000},
]
PLAYED: dict[str, tuple[Any, dict[str, str] | None]] = {
    "zeros": (BASE | ZEROS, READ),
    "free": ({"prompt": "0", "completion": "0"}, {}),
    "numbers": ({"prompt": 3e-07, "completion": 1.2e-06, "image": 0}, READ),
    "exponents": ({"prompt": "3e-7", "completion": "1.2E-06"}, READ),
    "one-side": ({"prompt": "0.0000003", "completion": None}, {"input_tokens": "0.0000003"}),
    "router": ({"prompt": "-1", "completion": "-1"}, dict.fromkeys(READ, "dynamic")),
    "nothing": (None, {}),
    "empty": ({}, {}),
    "new-word": (BASE | {"video_moment": "0.5"}, READ),
    "dollars": (BASE | {"currency": "USD"}, READ),
    "euros": (BASE | {"currency": "EUR"}, None),
    "picture": (BASE | {"image": "0.0003"}, READ | {"input_images": "0.0003"}),
    "picture-of-a-token": (BASE | {"image": "0.0000003"}, READ),
    "picture-of-gold": (BASE | {"image": "25"}, READ),
    "per-million": ({"prompt": "0.3", "completion": "1.2"}, {}),
    "one-tier": ([BASE], READ),
    "two-bases": ([BASE, BASE], None),
    "all": (
        BASE | {"image": "0.0025", "request": "0.001", "input_cache_read": "3e-8"},
        READ | {"input_images": "0.0025", "requests": "0.001", "cache_read_tokens": "0.00000003"},
    ),
    "plural": (
        BASE | {"input_cache_reads": "0.00000003", "input_cache_writes": "0.0000004"},
        READ | {"cache_read_tokens": "0.00000003", "cache_write_tokens": "0.0000004"},
    ),
    "tiers": (
        TIERS,
        {
            "input_tokens": "0.000002",
            "output_tokens": "0.000012",
            "input_images": "0.01",
            "cache_read_tokens": "0.0000001",
            f"input_tokens {LONG}": "0.000004",
            f"output_tokens {LONG}": "0.000018",
        },
    ),
}
"""What an item states, and its prices; None is an item that is refused."""
TOLD = ("video_moment", "pricing.image", "euros", "two-bases", "per-million")


@pytest.mark.parametrize("slug", SELLERS)
def test_every_price_is_right_or_told(
    slug: str, environment: pytest.MonkeyPatch, owner_database: Database
) -> None:
    """A seller's list in the contract's shape is in the ledger, and what is not was told."""
    listed = [{"id": name, "name": name, "pricing": price} for name, (price, _) in PLAYED.items()]
    listed.append({"id": "not-yet", "is_ready": False, "pricing": BASE})
    cards, told = synchronise(slug, {"https://": {"data": listed}}, owner_database, environment)

    assert {name: card for name, (_, card) in PLAYED.items() if card is not None} == cards
    assert [] == [word for word in TOLD if word not in told]


def test_the_family_is_known() -> None:
    """The sellers that are played are those whose lists were seen in this shape."""
    assert len(SELLERS) >= 21
