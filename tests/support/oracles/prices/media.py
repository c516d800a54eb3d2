"""A second reading of the prices of pictures, films and sounds, and of endpoints of others.

Nothing here uses an adapter's rules or words.
"""

from typing import Any

from tests.support.oracles.prices.base_rows import Reading, number, openrouter_object, row, twelve

SECONDS = {
    "image-to-video": "output_seconds",
    "text-to-music": "output_audio_seconds",
    "speech-to-text": "input_seconds",
}


def fal(items: list[Any]) -> Reading:
    """Dollars for the unit that a row names."""
    for item in items:
        if "endpoint_id" not in item:
            continue
        units: dict[str, tuple[str | None, int]] = {
            "images": ("output_images", 1),
            "megapixels": ("output_megapixels", 1),
            "1000 characters": ("input_characters", 1000),
            "requests": ("requests", 1),
            "seconds": (SECONDS.get(item["metadata"]["category"]), 1),
        }
        costs = {one["unit"]: number(one["unit_price"]) for one in item["prices"]}
        alone = len(item["prices"]) == 1 and item["prices"][0]["currency"] == "USD"
        named = [(units.get(unit, (None, 1)), cost) for unit, cost in costs.items() if alone]
        yield (
            item["endpoint_id"],
            [row(meter, twelve(cost / per)) for (meter, per), cost in named if meter],
        )


def endpoints(items: list[Any]) -> Reading:
    """Dollars per token, under a model and a tag, with overrides; none beside a discount."""
    for item in items:
        if item.get("model_id") and item.get("tag"):
            free = ("prompt", "completion") if item["model_id"].endswith(":free") else ()
            unclear = number(item["pricing"].get("discount"))
            prices = {} if unclear else openrouter_object(item["pricing"], free, {})
            for override in item["pricing"].get("overrides", []):
                when = {"prompt_tokens_gt": override["min_prompt_tokens"]}
                prices |= openrouter_object(override, (), when)
            yield f"{item['model_id']}:{item['tag']}", list(prices.values())


READINGS = {"fal": fal, "openrouter-endpoints": endpoints}
LISTINGS: dict[str, int] = {}
