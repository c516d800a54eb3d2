"""Our own adapter reads our OpenRouter feed, and finds the prices that the feed was made of."""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import httpx

from pricebook.feeds.openrouter import feed as priced_feed
from pricebook.pricing.meters import METERS
from pricebook.pricing.price import Figure
from pricebook.providers import registry

SELLER = "openrouter"
METERS_SAID = {key.meter for key in priced_feed.price_keys}
CONDITIONS_SAID = {
    word
    for key in priced_feed.price_keys
    for word in (*key.conditions, *key.extra_conditions, *key.hours)
}

type Key = tuple[str, str, str]
type Prices = dict[Key, tuple[str, Decimal]]


def main() -> int:
    """Return 1 where a price is another one, too many, or lost without a reason."""
    with httpx.Client(base_url=sys.argv[1], timeout=60) as client:
        feed = client.get(
            "/feeds/openrouter/api/v1/models",
            params={"provider": SELLER, "output_modalities": "all", "overrides": True},
        ).raise_for_status()
        listed = client.get("/v1/catalog", params={"provider": SELLER}).raise_for_status()
    items = json.loads(feed.text, parse_float=Figure)["data"]
    found, told = dict(read(items)), dict(known(listed.json()["data"]))
    wrong = [key for key in found if told.get(key) != found[key]]
    lost = {key: reason(key, told[key][0], items) for key in told.keys() - found.keys()}
    for key in [*wrong, *(key for key, why in lost.items() if not why)]:
        print(f"{key}: read {found.get(key)}, told {told.get(key)}")
    for why, count in Counter(why for why in lost.values() if why).items():
        print(f"{count} prices are not in the feed: {why}")
    unexplained = len(wrong) + sum(not why for why in lost.values())
    print(f"{len(items)} models, {len(found)} prices read back: {unexplained} unexplained")
    return int(bool(unexplained) or not found)


def read(items: list[dict[str, Any]]) -> Iterator[tuple[Key, tuple[str, Decimal]]]:
    """Yield what the adapter makes of the feed, per unit."""
    for listing in registry()[SELLER].map(items).listings:
        for price in listing.prices:
            key = (listing.provider_model_id, price.meter, words(price.conditions))
            yield key, (str(price.state), price.amount or Decimal())


def known(models: list[dict[str, Any]]) -> Iterator[tuple[Key, tuple[str, Decimal]]]:
    """Yield what the catalogue has of the same models, per unit."""
    for model in models:
        for price in model["prices"]:
            key = (model["provider_model_id"], price["meter"], words(price["conditions"]))
            amount = Decimal(price.get("amount") or 0) / METERS[price["meter"]].per
            yield key, (price["state"], amount)


def reason(key: Key, state: str, items: list[dict[str, Any]]) -> str | None:
    """Return why the format cannot say a price, if it cannot."""
    model, meter, conditions = key
    if state not in {"known", "free"}:
        return f"it is {state}"
    if meter not in METERS_SAID:
        return f"the format has no word for {meter}"
    if strange := json.loads(conditions).keys() - CONDITIONS_SAID:
        return f"the format has no word for {', '.join(sorted(strange))}"
    return None if any(item["id"] == model for item in items) else "its model has no price of text"


def words(conditions: Any) -> str:
    """Return conditions as something to compare."""
    return json.dumps(dict(conditions), sort_keys=True)


if __name__ == "__main__":
    sys.exit(main())
