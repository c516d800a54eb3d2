"""A second reading of the prices of laboratories and a few hosts, straight from the JSON.

Nothing here uses an adapter's rules or words.
"""

import re
from collections import Counter
from decimal import Decimal
from typing import Any

from tests.support.oracles.prices.base_rows import (
    CACHED,
    INPUT,
    OUTPUT,
    Reading,
    Row,
    number,
    per_million,
    row,
    twelve,
)

WRITTEN, IMAGE = "cache_write_tokens", "input_image_tokens"


def unpriced(items: list[Any]) -> Reading:
    """No prices, only models, by their ids or names."""
    for item in items:
        name = item.get("id", item.get("name"))
        yield name.removeprefix("models/").replace("publishers/", "").replace("/models/", "/"), []


def perplexity(items: list[Any]) -> Reading:
    """Dollars per 1M tokens."""
    keys = {"input": INPUT, "output": OUTPUT, "cache_read": CACHED, "cache_write": WRITTEN}
    for item in items:
        yield item["id"], per_million(item["pricing"], keys)


def xai(items: list[Any]) -> Reading:
    """A ten-billionth of a dollar per token; long prompts from a threshold on."""
    keys = {
        "prompt_text_token_price": INPUT,
        "cached_prompt_text_token_price": CACHED,
        "prompt_image_token_price": IMAGE,
        "completion_text_token_price": OUTPUT,
    }
    things = {
        "generated_image_token_price": "output_image_tokens",
        "search_price": "search_sources",
        "image_price": "output_images",
    }
    for item in items:
        result = ten_billionths(item, keys | things, {})
        for one in item.get("pricing", []):
            if one.keys() == {"quality", "resolution", "price_per_image"}:
                cost = number(one["price_per_image"]) / 10_000_000_000
                when = {"quality": one["quality"], "resolution": one["resolution"]}
                result.append(row("output_images", cost, when=when))
        if start := item.get("long_context_threshold"):
            long = {f"{key}_long_context": meter for key, meter in keys.items()}
            result += ten_billionths(item, long, {"prompt_tokens_gt": start - 1})
        yield item["id"], result
        for alias in item.get("aliases", []):
            yield alias, result


def ten_billionths(item: dict[str, Any], keys: dict[str, str], when: object) -> list[Row]:
    """Return what is not zero of some keys."""
    stated = {meter: number(item.get(key)) for key, meter in keys.items()}
    return [row(m, cost / 10_000_000_000, when=when) for m, cost in stated.items() if cost]


def per_token(items: list[Any]) -> Reading:
    """Dollars per token, image, request and hour, as strings."""
    keys = {
        "prompt": INPUT,
        "completion": OUTPUT,
        "input_cache_read": CACHED,
        "image": "input_images",
        "request": "requests",
        "duration_per_hour": "input_hours",
    }
    for item in items:
        stated = {meter: number(item["pricing"].get(key)) for key, meter in keys.items()}
        yield item["id"], [row(meter, cost) for meter, cost in stated.items() if cost]


SIZES = {"k": 1000, "m": 1_000_000}
ALIBABA: dict[str, tuple[str, dict[str, str], int]] = {
    "input_token": (INPUT, {}, 1_000_000),
    "output_token": (OUTPUT, {}, 1_000_000),
    "thinking_input_token": (INPUT, {"mode": "thinking"}, 1_000_000),
    "thinking_output_token": (OUTPUT, {"mode": "thinking"}, 1_000_000),
    "input_token_cache": (CACHED, {}, 1_000_000),
    "input_token_cache_read": (CACHED, {"mode": "explicit cache"}, 1_000_000),
    "input_token_cache_creation_5m": (WRITTEN, {"cache_ttl": "5m"}, 1_000_000),
    "thinking_input_token_cache_creation_5m": (WRITTEN, {"cache_ttl": "5m"}, 1_000_000),
    "input_token_batch": (INPUT, {"service_tier": "batch"}, 1_000_000),
    "thinking_audio_input_token": ("input_audio_tokens", {"mode": "thinking"}, 1_000_000),
    "translate_audio_input_token": ("input_audio_tokens", {"mode": "translation"}, 1_000_000),
    "translate_vision_input_token": ("input_image_tokens", {}, 1_000_000),
    "translate_multi_text_output_token": (OUTPUT, {}, 1_000_000),
    "translate_multi_output_token": ("output_audio_tokens", {}, 1_000_000),
    "image_standard": ("output_images", {}, 1),
    "image_thinking": ("output_images", {"mode": "thinking"}, 1),
    "image_number": ("output_images", {}, 1),
    "cosy_tts_number": ("input_characters", {}, 1000),
    "content_duration": ("input_seconds", {}, 1),
    "video_ratio_720p": ("output_seconds", {"resolution": "720p"}, 1),
    "omni_no_audio_input_token": (INPUT, {}, 1_000_000),
    "omni_audio_input_token": ("input_audio_tokens", {}, 1_000_000),
    "purein_text_output_token": (OUTPUT, {}, 1_000_000),
    "multiin_text_output_token": (OUTPUT, {"mode": "multimodal input"}, 1_000_000),
    "multi_output_token": ("output_audio_tokens", {}, 1_000_000),
}
"""Meter, conditions and quantity of the kinds that the small body holds."""


def alibaba(items: list[Any]) -> Reading:
    """Dollars per what the words say, under the ranges that the words say."""
    for item in items:
        films = "Video" in item.get("inference_metadata", {}).get("response_modality", [])
        result = []
        names = [part["range_name"] or "Default" for part in item["prices"]]
        for name, part in zip(names, item["prices"], strict=True):
            kinds = {one["type"] for one in part["prices"]}
            starts = re.match(r"(\d+)([km]) ?[-<]", name)
            if names.count(name) > 1 or not (starts or re.match("Default|Input<|0-", name)):
                continue
            when = {"prompt_tokens_gt": int(starts[1]) * SIZES[starts[2]]} if starts else {}
            for one in part["prices"]:
                result += alibaba_row(one, kinds, when, films=films)
        costs = Counter(one[:3] for one in set(result))
        yield item["model"], [one for one in result if costs[one[:3]] == 1]


def alibaba_row(
    one: dict[str, Any], kinds: set[str], when: dict[str, Any], *, films: bool
) -> list[Row]:
    """Return the price of one row, if there is one."""
    kind, cost = one["type"], number(one["price"])
    odd = one.get("time_band") == "peak" or one["price_unit"].startswith("CNY")
    if odd or kind not in ALIBABA or cost == Decimal(0):
        return []
    meter, more, per = ALIBABA[kind]
    instead = {kind.removeprefix("thinking_")}
    if kind in {"thinking_audio_input_token", "image_thinking"}:
        instead = {"omni_audio_input_token", "image_standard"}
    if "mode" in more and not instead & kinds - {kind}:
        only = "thinking" in kind
        more = {} if only else more
    meter = "output_seconds" if films else meter
    return [row(meter, twelve(cost / per), when=when | more)]


def io_net(items: list[Any]) -> Reading:
    """Dollars per token as numbers."""
    sides = {"input": INPUT, "output": OUTPUT, "cache_read": CACHED, "cache_write": WRITTEN}
    for item in items:
        costs = {meter: number(item.get(f"{side}_token_price")) for side, meter in sides.items()}
        yield item["id"], [row(meter, twelve(cost)) for meter, cost in costs.items() if cost]


READINGS = {
    "alibaba-cloud": alibaba,
    "baseten": per_token,
    "io-net": io_net,
    "perplexity": perplexity,
    "sambanova": per_token,
    "xai": xai,
} | dict.fromkeys(
    (
        "anthropic",
        "cohere",
        "deepseek",
        "google",
        "google-vertex",
        "lambda",
        "minimax",
        "mistral",
        "moonshot",
        "nvidia",
        "ollama-cloud",
        "openai",
        "ovhcloud",
        "zai",
    ),
    unpriced,
)
LISTINGS = {
    "anthropic.json": 10,
    "baseten.json": 11,
    "cohere.json": 21,
    "deepseek.json": 2,
    "google-gemini.json": 50,
    "google-vertex.json": 10,
    "mistral.json": 57,
    "moonshot.json": 12,
    "nvidia-nim.json": 148,
    "openai.json": 119,
    "perplexity.json": 39,
    "sambanova.json": 11,
    "xai-language-models.excerpt.json": 7,  # with their aliases
    "zai.json": 2,
}
"""How many offers each recorded answer holds, counted apart."""
RECORDED_AS = {"google-gemini": "google", "nvidia-nim": "nvidia", "xai-language-models": "xai"}
"""Whose answer it is, where the name of the file does not begin with the slug."""
