"""An independent reading of whole answers: every price, computed again straight from the JSON.

The recorded answers lie beside a checkout of the team, under ../shared; where they are absent,
the small bodies of this folder are read alone, and the others are skipped.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from pricebook.adapters.listing import Listing
from pricebook.adapters.offers import separate
from pricebook.adapters.provider import Mapped
from pricebook.pricing.price import Figure
from pricebook.providers import registry
from tests.support.oracles.prices import (
    base_rows,
    clouds,
    contract,
    europe,
    gateways,
    hosts,
    labs,
    media,
    named_rows,
    vercel,
)
from tests.support.oracles.prices.base_rows import Row, row

HERE = Path(__file__).parent
RECORDED = HERE.parents[2] / "shared/providers/recorded"
PARTS = (hosts, labs, clouds, vercel, contract, gateways, europe, named_rows, media)
READINGS = base_rows.READINGS | {k: v for part in PARTS for k, v in part.READINGS.items()}
RECORDED_AS = labs.RECORDED_AS | clouds.RECORDED_AS
LISTINGS = {
    "chutes.2025-09-09.json": 66,
    "chutes.json": 1,
    "deepinfra.json": 17,
    "groq.2025-09-09.json": 21,
    "groq.json": 9,
    "huggingface.2025-09-09.json": 249,
    "huggingface.json": 7,
    "novita.2025-09-09.json": 59,
    "novita.2026-07-15.trimmed.json": 13,
    "novita.json": 16,
    "openrouter.2025-05-23.json": 321,
    "openrouter.2025-12-02.json": 335,
    "openrouter.2026-05-22.json": 356,
    "openrouter.2026-08-16.json": 413,
    "openrouter.2026-08-21.json": 419,
    "openrouter.json": 421,
    "together.json": 90,
    **{name: count for part in PARTS for name, count in part.LISTINGS.items()},
}
"""How many offers each recorded answer holds, counted apart; every one must be listed."""
ABSENT = "the recorded answers are not there"
OTHER_LISTS = ("openai-models", "management-list", "pricing-doc-examples")
"""Addresses of a provider that its adapter does not read, and prices without their model."""
FORMER = {RECORDED / f"{name}.json" for name in ("cloudflare-ai-gateway", "nebius", "parasail")}
"""Lists of a provider that has another one with prices, which the adapter reads."""
UNCLEAR = {"pricing.rows.USD text per 1K Tokens", "pricing.input", "pricing.output"}
"""Prices of which nobody says what they count: of a fine-tuned model at Azure, and of a model that
transcribes at Together."""
IN_PROSE = {"description", "pricing.full"}
"""Prices in words: of songs at OpenRouter, and of long prompts and pictures at DeepInfra."""


def slug(file: Path) -> str:
    """Return whose answer a file holds."""
    name = file.name.split(".")[0]
    return RECORDED_AS.get(name, name)


def recordings() -> list[Path]:
    """Return the small bodies and the recorded answers, whether these are there or not."""
    recorded = {*RECORDED.glob("*.json"), *(RECORDED / name for name in LISTINGS)}
    files = [*sorted((HERE / "bodies").iterdir()), *sorted(recorded)]
    report = [file for file in files if not any(other in file.name for other in OTHER_LISTS)]
    return [file for file in report if slug(file) in READINGS and file not in FORMER]


def readings() -> list[Any]:
    """Return each of them as a parameter, which is skipped where it is not there."""
    return [
        pytest.param(
            file,
            id=f"{file.parent.name}/{file.name}",
            marks=pytest.mark.skipif(not file.exists(), reason=ABSENT),
        )
        for file in recordings()
    ]


def mapped(file: Path) -> Mapped:
    """Map a file with the adapter that its name tells."""
    provider = registry()[slug(file)]
    return provider.map(provider.items(json.loads(file.read_text(), parse_float=Figure)))


def sold(file: Path, listings: list[Listing]) -> list[Any]:
    """Return the items that are listed; what the small bodies hold besides is broken on purpose."""
    items = registry()[slug(file)].items(json.loads(file.read_text(), parse_float=Figure))
    if file.parent == RECORDED or registry()[slug(file)].gather is not separate:
        return list(items)  # what is gathered has no name before that
    names = {name for listing in listings for name in (listing.provider_model_id, listing.name)}
    names |= {name.rpartition(":")[0] for name in names}
    dicts = [item for item in items if isinstance(item, dict)]
    return [
        item for item in dicts if {called(item), item.get("id"), item.get("name")} & (names - {""})
    ]


def called(item: dict[str, Any]) -> str:
    """Return what a provider calls a model, wherever it writes that."""
    keys = ("id", "endpoint_id", "externalAlias", "model_id", "model_name", "model", "name")
    name = next((item[key] for key in keys if key in item), "")
    return str(name).removeprefix("models/").replace("publishers/", "").replace("/models/", "/")


def report(listing: Listing) -> list[Row]:
    """Return the adapter's prices in the form of the second reading."""
    return sorted(
        row(price.meter, price.amount, str(price.state), price.conditions)
        for price in listing.prices
    )


@pytest.mark.parametrize("file", readings())
def test_prices_one_by_one(file: Path) -> None:
    """Every offer of an answer is listed, with exactly the prices that the answer publishes."""
    listings = mapped(file).listings
    expected = {
        offer: sorted(prices) for offer, prices in READINGS[slug(file)](sold(file, listings))
    }

    assert expected == {listing.provider_model_id: report(listing) for listing in listings}


def test_every_list_is_read_twice() -> None:
    """A list of which there is one reading alone could be wrong unseen; test_bedrock.py has one."""
    assert set(registry()) - READINGS.keys() == {"bedrock"}


@pytest.mark.skipif(not RECORDED.exists(), reason=ABSENT)
def test_nothing_is_lost() -> None:
    """A recorded answer has all of its offers, no reject, and no price that nobody reads."""
    results = {file.name: mapped(file) for file in recordings() if file.parent == RECORDED}
    rendered = {name: len(result.listings) for name, result in results.items()}

    assert {name: LISTINGS[name] for name in results} == rendered
    assert [] == [reject for result in results.values() for reject in result.rejects]
    assert (
        set()
        == {path for result in results.values() for path in result.unread} - UNCLEAR - IN_PROSE
    )
