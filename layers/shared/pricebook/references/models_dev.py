"""models.dev. US dollars per million tokens; a long prompt's rates stand in `cost.tiers`.

https://github.com/anomalyco/models.dev#api, shape last seen 2026-08-22.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from pricebook.adapters.fields import count, day, find, modalities, text
from pricebook.errors import Unreadable
from pricebook.pricing.meters import MILLION
from pricebook.pricing.price import Price
from pricebook.references import BASE, ListedOffer, Reference, joined, objects, quoted, stated
from pricebook.references.sellers import Known

URL = "https://models.dev/api.json"
UNIT = "USD per 1M tokens"
OVER_200K = 200_000
MODES = {"service_tier", "speed"}
"""What a request says to get a mode of its own price, which is what we call the condition."""

METERS = {
    "input": "input_tokens",
    "output": "output_tokens",
    "reasoning": "reasoning_tokens",
    "cache_read": "cache_read_tokens",
    "cache_write": "cache_write_tokens",
    "input_audio": "input_audio_tokens",
    "output_audio": "output_audio_tokens",
}
CAPABILITIES = {
    "reasoning": "reasoning",
    "structured_output": "structured_output",
    "tool_call": "tools",
}


def _read(body: Any, known: Known) -> Iterator[ListedOffer]:  # noqa: ANN401 - decoded JSON
    if not isinstance(body, dict):
        raise Unreadable(f"{URL}: the body is {body!r:.200}, expected an object of providers")
    return joined(_entries(body, known))


def _entries(body: dict[str, Any], known: Known) -> Iterator[ListedOffer]:
    named = known.named("models.dev")
    # an import of history reads bodies of one seller, ten thousand of them
    for name in (name for name in named if name in body):
        seller = named[name][0]
        for model_id, model in objects(find(body.get(name), "models")).items():
            if model_id.strip() == model_id != "":
                believed = "models.dev" not in seller.unpriced_in
                prices = tuple(_prices(model)) if believed else ()
                facts = _facts(model, limited=seller.kind in {"cloud", "lab"})
                yield ListedOffer(seller.slug, model_id, prices, facts, f"{name}/{model_id}")


def _facts(model: dict[str, Any], *, limited: bool) -> dict[str, Any]:
    context = count("limit.context")(model)
    output = count("limit.output")(model)
    takes, gives = (modalities(f"modalities.{side}")(model) for side in ("input", "output"))
    switched = {word for key, word in CAPABILITIES.items() if model.get(key) is True}
    sees = {"vision"} if "image" in takes and "text" in gives else set()
    return stated(
        {
            "name": text("name")(model),
            "context_length": context,
            # a host's limit is often its context once more, which is a placeholder
            "max_output_tokens": output if limited and output != context else None,
            "input_modalities": takes,
            "output_modalities": gives,
            "capabilities": sorted(switched | sees),
            "knowledge_cutoff": _month("knowledge", model),
            "release_date": _month("release_date", model),
            "open_weights": model.get("open_weights") is True,
        }
    )


def _month(key: str, model: dict[str, Any]) -> date | None:
    """Read a date that may lack its day or its month: the first one is meant."""
    written = text(key)(model) or ""
    return day(key)({key: f"{written}-01-01"[: len("2026-01-01")]})


def _prices(model: dict[str, Any]) -> Iterator[Price]:
    yield from _card(model.get("cost"), BASE)
    for mode in objects(find(model, "experimental.modes")).values():
        says = find(mode, "provider.body")
        if isinstance(says, dict) and says and says.keys() <= MODES:
            yield from _card(mode.get("cost"), says)


def _card(cost: object, conditions: Mapping[str, object]) -> Iterator[Price]:
    if not isinstance(cost, dict):
        return
    yield from _rates(cost, conditions)
    for tokens, tier in _tiers(cost):
        yield from _rates(tier, {**conditions, "prompt_tokens_gt": tokens})


def _rates(cost: dict[str, Any], conditions: Mapping[str, object]) -> Iterator[Price]:
    for key, meter in METERS.items():
        yield from quoted(meter, cost.get(key), UNIT, per=MILLION, conditions=conditions)


def _tiers(cost: dict[str, Any]) -> Iterator[tuple[int, dict[str, Any]]]:
    if not isinstance(cost.get("tiers"), list):
        for tier in objects({"tier": cost.get("context_over_200k")}).values():
            yield OVER_200K, tier
        return
    for tier in cost["tiers"]:
        size = count("tier.size")(tier)
        if size and find(tier, "tier.type") == "context":
            yield size, tier


def _dated(body: Any) -> date | None:  # noqa: ANN401 - decoded JSON
    models = (
        m for entry in objects(body).values() for m in objects(find(entry, "models")).values()
    )
    return max(filter(None, (_month("last_updated", model) for model in models)), default=None)


reference = Reference(
    name="models.dev",
    url=URL,
    docs_url="https://github.com/anomalyco/models.dev",
    read=_read,
    dated=_dated,
)
