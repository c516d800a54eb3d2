"""OpenRouter's Python SDK lists our models and sellers at our prices, and knows our errors."""

import sys
from collections.abc import Iterator
from typing import Any

from compared import CATALOGUE, CHEAPEST, URL, ended, same
from openrouter import OpenRouter, errors

ENDPOINTS = 40
"""Of so many models every seller is compared."""


def main() -> int:
    """Compare the list and the endpoints; return 1 where anything differs."""
    address = f"{URL}/feeds/openrouter/api/v1"
    with OpenRouter(api_key="none", server_url=address) as client:
        page, models = client.models.list(limit=200), []
        while page:
            models += page.result.data
            page = page.next()
        wrong = [model.id for model in models if not sold(model)]
        contested = [model for model in models if model.canonical_slug in CHEAPEST]
        dear = [(model.id, model.pricing) for model in contested if not is_cheapest(model)]
        asked = [model.id for model in models if model.id.count("/") == 1][:: step(len(models))]
        endpoints = list(sellers(client, asked))
        wrong_endpoints = [(name, found) for name, found, right in endpoints if found != right]
        print(f"refused: {refused(client)}")
    return max(
        ended("OpenRouter's Python SDK, models", len(models), wrong, 100),
        ended("OpenRouter's Python SDK, cheapest sellers", len(contested), dear, 100),
        ended("OpenRouter's Python SDK, endpoints", len(endpoints), wrong_endpoints, ENDPOINTS),
    )


def step(models: int) -> int:
    """Return which models are asked for: every so-manieth."""
    return max(models // ENDPOINTS, 1)


def sold(model: Any) -> bool:
    """Whether somebody sells a model at the price of the list."""
    pricing = model.pricing
    return (
        any(
            offer["prompt"] is None  # it has prices under conditions alone
            or (
                same(pricing.prompt, offer["prompt"])
                and same(pricing.completion, offer["completion"])
            )
            for offer in CATALOGUE.values()
            if offer["canonical"] == model.canonical_slug
        )
        or "text" not in model.architecture.output_modalities
    )


def is_cheapest(model: Any) -> bool:
    """Whether a model has the price of its cheapest seller, as computed from the catalogue."""
    found = model.pricing
    return any(
        same(found.prompt, prompt) and same(found.completion, completion)
        for prompt, completion in CHEAPEST[model.canonical_slug]
    )


def sellers(client: OpenRouter, names: list[str]) -> Iterator[tuple[str, object, object]]:
    """Yield each offer of some models: its id, what the SDK says of it, and what we say."""
    for name in names:
        author, slug = name.split("/")
        for endpoint in client.endpoints.list(author=author, slug=slug).data.endpoints:
            model_id = f"{endpoint.tag}/{endpoint.name.partition(' | ')[2]}"
            offer, pricing = CATALOGUE[model_id], endpoint.pricing
            right = all(
                same(found, offer[side]) or offer[side] is None
                for side, found in (("prompt", pricing.prompt), ("completion", pricing.completion))
            )
            context = endpoint.context_length == (offer["context"] or endpoint.context_length)
            yield model_id, (right, context), (True, True)


def refused(client: OpenRouter) -> str:
    """Return what an unknown model is answered with."""
    try:
        client.endpoints.list(author="nobody", slug="has-this")
    except errors.NotFoundResponseError as error:
        return error.message
    sys.exit("an unknown model was found")


if __name__ == "__main__":
    sys.exit(main())
