"""models.dev. US dollars per million tokens; a long prompt's rates stand in `cost.tiers`.

https://github.com/anomalyco/models.dev#api, shape last seen 2026-08-22.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from pricebook.adapters.fields import count, find
from pricebook.errors import Unreadable
from pricebook.pricing.meters import MILLION
from pricebook.pricing.price import Price
from pricebook.references import BASE, Reference, Told, joined, objects, quoted

URL = "https://models.dev/api.json"
UNIT = "USD per 1M tokens"
OVER_200K = 200_000
MODES = {"service_tier", "speed"}
"""What a request says to get a mode of its own price, which is what we call the condition."""

# Left out: helicone and huggingface, whose prices are those of sellers that it does not name;
# scaleway, whose euros it calls dollars; plans and regional twins, which are other offers.
SELLERS = {
    "alibaba": "alibaba-cloud",
    "amazon-bedrock": "bedrock",
    "anthropic": "anthropic",
    "azure": "azure",
    "baseten": "baseten",
    "cerebras": "cerebras",
    "chutes": "chutes",
    "cloudflare-workers-ai": "cloudflare",
    "cohere": "cohere",
    "deepinfra": "deepinfra",
    "deepseek": "deepseek",
    "fireworks-ai": "fireworks",
    "github-models": "github-models",
    "google": "google",
    "google-vertex": "google-vertex",
    "google-vertex-anthropic": "google-vertex",
    "groq": "groq",
    "inference": "inference-net",
    "io-net": "io-net",
    "minimax": "minimax",
    "mistral": "mistral",
    "moonshotai": "moonshot",
    "nano-gpt": "nano-gpt",
    "nearai": "nearai",
    "nebius": "nebius",
    "novita-ai": "novita",
    "nvidia": "nvidia",
    "ollama-cloud": "ollama-cloud",
    "openai": "openai",
    "openrouter": "openrouter",
    "ovhcloud": "ovhcloud",
    "perplexity": "perplexity",
    "perplexity-agent": "perplexity",
    "poe": "poe",
    "requesty": "requesty",
    "siliconflow": "siliconflow",
    "togetherai": "together",
    "venice": "venice",
    "vercel": "vercel-ai-gateway",
    "xai": "xai",
    "zai": "zai",
    "zenmux": "zenmux",
}
METERS = {
    "input": "input_tokens",
    "output": "output_tokens",
    "reasoning": "reasoning_tokens",
    "cache_read": "cache_read_tokens",
    "cache_write": "cache_write_tokens",
    "input_audio": "input_audio_tokens",
    "output_audio": "output_audio_tokens",
}


def _read(body: Any) -> Iterator[Told]:  # noqa: ANN401 - decoded JSON
    if not isinstance(body, dict):
        raise Unreadable(f"{URL}: the body is {body!r:.200}, expected an object of providers")
    return joined(_entries(body))


def _entries(body: dict[str, Any]) -> Iterator[Told]:
    for name, slug in SELLERS.items():
        for model_id, model in objects(find(body.get(name), "models")).items():
            yield Told(slug, model_id, tuple(_prices(model)))


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


reference = Reference(
    name="models.dev", url=URL, docs_url="https://github.com/anomalyco/models.dev", read=_read
)
