"""Feeds: what each says that a model costs, read as its own clients read it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tests.simulation.names import seller_of
from tests.simulation.oracle import Card

MILLION = 1_000_000

type Cards = Iterator[tuple[str, Card]]


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed.

    Attributes:
        path: where it is.
        cards: reads the sellers' ids of models, and their prices of a million tokens.
    """

    path: str
    cards: Callable[[Any], Cards]


def _openrouter(body: Any) -> Cards:
    for model in body["data"]:
        pricing = model["pricing"]
        yield model["id"], (_million(pricing.get("prompt")), _million(pricing.get("completion")))


def _litellm(body: Any) -> Cards:
    for key, entry in body.items():
        seller, _, name = key.partition("/")
        if name and seller == seller_of(name):
            prompt, completion = (
                entry.get(f"{side}_cost_per_token") for side in ("input", "output")
            )
            yield name, (_million(prompt), _million(completion))


def _models_dev(body: Any) -> Cards:
    for seller, listed in body.items():
        for name, model in listed["models"].items():
            if seller == seller_of(name):
                cost = model.get("cost", {})
                yield name, (_amount(cost.get("input")), _amount(cost.get("output")))


def _genai_prices(body: Any) -> Cards:
    for seller in body:
        for model in seller["models"]:
            name, prices = model["id"], model["prices"]
            if seller["id"] == seller_of(name):
                yield name, (_amount(prices.get("input_mtok")), _amount(prices.get("output_mtok")))


def _amount(figure: Any) -> Decimal | None:
    return None if figure is None else Decimal(figure)


def _million(figure: Any) -> Decimal | None:
    return None if figure is None else Decimal(figure) * MILLION


FEEDS = {
    "openrouter": Feed("/feeds/openrouter/api/v1/models", _openrouter),
    "litellm": Feed("/feeds/litellm/model_prices_and_context_window.json", _litellm),
    "models.dev": Feed("/feeds/models.dev/api.json", _models_dev),
    "genai-prices": Feed("/feeds/genai-prices/data.json", _genai_prices),
}
