"""The imported past against the lists' own histories, where the facts are at hand."""

from datetime import date
from decimal import Decimal
from urllib.parse import quote

import pytest

from pricebook.history import bundle, importer
from pricebook.sync.listed_sellers import listed_sellers
from tests.support.clients import CatalogClient
from tests.support.oracles.list_history import Base, ListHistory, genai_prices, models_dev
from tests.support.paths import ROOT

FACTS = ROOT.parent / "shared" / "history"
PAIRS = 250
"""Of each list."""

pytestmark = pytest.mark.skipif(not FACTS.is_dir(), reason="the facts are not here")


def served(client: CatalogClient, model: str, day: date) -> Base:
    """Return the base price of a model on a day."""
    path = f"/v1/prices/{quote(model, safe='/')}"
    answer = client.get(path, at=f"{day.isoformat()}T12:00:00Z").json()
    pricing = answer["data"]["pricing"] if "data" in answer else {}
    prompt, completion = (pricing.get(key) for key in ("prompt", "completion"))
    return prompt and Decimal(prompt), completion and Decimal(completion)


def sellers(name: str) -> dict[str, str]:
    """Return our slugs of the sellers whose prices in a list are believed, by its names."""
    return {
        called: seller.slug
        for seller in reversed(listed_sellers().values())
        if name not in seller.unpriced_in
        for called in seller.names.get(name, ())
    }


def test_the_past_is_what_the_lists_said(client: CatalogClient) -> None:
    """Of 500 random offers and days 99 of 100 have the price that a list stated on that day."""
    importer.run(bundle.bundled(), imported_by="cli")
    lists: list[ListHistory] = [
        models_dev(FACTS / "models_dev.jsonl.gz"),
        genai_prices(FACTS / "genai_prices.jsonl.gz"),
    ]
    slugs = {each.name: sellers(each.name) for each in lists}

    def stated(model: str, day: date) -> list[Base | None]:
        slug, _, model_id = model.partition("/")
        return [
            each.on((called, model_id), day)
            for each in lists
            for called, own in slugs[each.name].items()
            if own == slug
        ]

    differing, compared = [], 0
    for each in lists:
        for (called, model_id), day, _ in each.pairs(PAIRS, seed=20261128):
            if slug := slugs[each.name].get(called):
                compared += 1
                price = served(client, f"{slug}/{model_id}", day)
                if price not in stated(f"{slug}/{model_id}", day):
                    differing.append((f"{slug}/{model_id}", day, price))

    assert compared > PAIRS
    assert len(differing) <= compared / 100, "\n".join(map(str, differing))
