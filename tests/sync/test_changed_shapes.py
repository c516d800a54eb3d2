"""Answers of another shape, or with prices in words: what an adapter does not read."""

import json
from typing import Any

import pytest

from pricebook.storage.postgres import Database
from pricebook.sync import provider_run
from pricebook.sync.run_record import Run
from tests.support.clients import CatalogClient
from tests.support.fakes.provider_transport import raw
from tests.support.seeds.tampering import reviews, served

pytestmark = pytest.mark.usefixtures("environment")

TIERS = "$1.00 in $2.00 out <= 128K, $2.00 in $4.00 out"
WEEKENDS = f"{TIERS} on Sundays"


def read(slug: str, body: object) -> Run:
    """Synchronise with a provider that answers this."""
    fetcher = raw(json.dumps(body).encode())
    return provider_run.run(slug, triggered_by="cli", fetcher=fetcher)


@pytest.mark.parametrize(
    ("words", "total", "is_complete"),
    [
        (None, "0.2", True),
        ("$1.00 in $2.00 out", "0.2", True),
        (TIERS, "0.4", True),
        (WEEKENDS, "0.2", False),
    ],
)
def test_a_tier_in_unknown_words_makes_a_quote_incomplete(
    client: CatalogClient, words: str | None, total: str, *, is_complete: bool
) -> None:
    """DeepInfra tells only in words that long prompts cost twice as much."""
    pricing = {
        "type": "tokens",
        "cents_per_input_token": "1e-04",
        "cents_per_output_token": "2e-04",
    }
    listed = {"model_name": "acme/a", "type": "text-generation", "tags": []}
    report = read("deepinfra", [{**listed, "pricing": {**pricing, "full": words}}])

    usage = {"model": "deepinfra/acme/a", "usage": {"input_tokens": 200_000}}
    quote = client.post("/v1/quote", usage).json()["data"]
    model = client.get("/v1/models/deepinfra/acme/a").json()["data"]

    assert (total, is_complete) == (quote["total"], quote["complete"])
    assert is_complete == ("prices_incomplete" not in model)
    assert is_complete == ("pricing.full" not in str(report.errors))


def chutes(changed: int) -> dict[str, Any]:
    """Return thirty models of Chutes, the first of them with their prices under another key."""
    models = [
        {"id": f"acme/m{number}", "pricing": {"prompt": 0.1 + number, "completion": 0.4 + number}}
        for number in range(30)
    ]
    for model in models[:changed]:
        prompt, completion = model.pop("pricing").values()  # type: ignore[attr-defined]  # one of two types
        model["price"] = {"input": {"usd": prompt}, "output": {"usd": completion}}
    return {"data": models}


@pytest.mark.parametrize("changed", [20, 30])
def test_another_shape_withdraws_nothing(owner_database: Database, changed: int) -> None:
    """Chutes moved its prices to `price.usd`: the run is held, and what nobody reads is named."""
    read("chutes", chutes(0))
    before = served(owner_database)

    report = read("chutes", chutes(changed))

    assert ("partial", 0) == (report.status, report.prices_changed)
    assert [f"{changed} of 30 priced models lose prices"] == [r[1] for r in reviews(owner_database)]
    assert {"price field ignored: price.input.usd", "price field ignored: price.output.usd"} <= {
        error["sample"] for error in report.errors
    }
    assert {model for model, _ in before} - {model for model, _ in served(owner_database)} == {
        f"chutes/acme/m{number}" for number in range(changed)
    }
