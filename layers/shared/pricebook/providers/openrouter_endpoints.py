"""OpenRouter's endpoints without data retention: what it charges for a model at each seller.

US dollars per token as strings; the seller's own price may be another. Whether a discount is taken
off already is told in two ways, so that beside one no price is read. An endpoint is a model and a
tag, which names the seller and often the quantisation. Who answers in time less than nine times in
ten is called degraded; without a key latency is unknown. Endpoints that keep what is sent stand on
a page for each model, which is not asked for.
https://openrouter.ai/docs/api-reference/endpoints, shape last seen 2026-09.
"""

from collections.abc import Iterable

from pricebook.adapters.charges import figure
from pricebook.adapters.fields import (
    Item,
    capabilities,
    count,
    count_below,
    find,
    required,
    text,
    words,
)
from pricebook.adapters.openrouter_list import list_prices, without_discount
from pricebook.adapters.provider import Provider
from pricebook.adapters.reshape import replaced

UNKNOWN = "unknown"
LEAST_UPTIME = 90
"""Per cent of the last half hour, below which an endpoint is degraded."""


def named(item: Item) -> Iterable[Item]:
    """Name an endpoint by its model and its tag; without one of them it has no name."""
    parts = [text(key)(item) for key in ("model_id", "tag")]
    name = ":".join(part for part in parts if part) if all(parts) else None
    return [replaced(item | {"id": name}, "pricing", without_discount)]


def quantization(item: Item) -> str | None:
    """Read the quantisation, where it is known."""
    return None if (name := text("quantization")(item)) == UNKNOWN else name


def health(item: Item) -> str | None:
    """Read whether it answers: `up`, `degraded` or `down`, from its status and its uptime."""
    status, uptime = (figure(find(item, key), key) for key in ("status", "uptime_last_30m"))
    if uptime == 0:
        return "down"
    if status is None and uptime is None:
        return None
    sound = status in (None, 0) and (uptime is None or uptime >= LEAST_UPTIME)
    return "up" if sound else "degraded"


def costs_nothing(item: Item) -> bool:
    """Tell whether a zero means free: only where the model's name says so."""
    return str(item.get("model_id")).endswith(":free")


provider = Provider(
    slug="openrouter-endpoints",
    name="OpenRouter endpoints",
    kind="aggregator",
    website="https://openrouter.ai",
    docs_url="https://openrouter.ai/docs/features/zdr",
    api="https://openrouter.ai/api/v1",
    sdk="@openrouter/ai-sdk-provider",
    env=("OPENROUTER_API_KEY",),
    spellings=((r"^([^:]+(?::free)?):.*$", r"\1"),),
    url="https://openrouter.ai/api/v1/endpoints/zdr",
    offers=named,
    fields={
        "provider_model_id": required("id"),
        "name": text("name"),
        "description": text("provider_name"),
        "context_length": count("context_length"),
        "max_output_tokens": count_below("max_completion_tokens", "context_length"),
        "capabilities": capabilities("supported_parameters"),
        "supported_parameters": words("supported_parameters"),
        "quantization": quantization,
        "health_status": health,
    },
    prices=list_prices(free=costs_nothing),
    unpriced=frozenset({"pricing.discount"}),
)
