"""LiteLLM's own map, as a test tells it."""

import json
from typing import Any

from pricebook.sync import reference_run
from tests.support.fakes.provider_transport import raw

MAP = "litellm/model_prices_and_context_window.json"
SPEC = {"litellm_provider": "one of many", "max_tokens": "a text"}


def hear(entries: dict[str, Any]) -> None:
    """Synchronise the list with this map; it is only believed if it tells of something."""
    body = json.dumps({"sample_spec": SPEC, **entries}).encode()
    reference_run.run("litellm", triggered_by="cli", fetcher=raw(body))


def entry(provider: str, prompt: float = 1e-06, completion: float = 2e-06, **more: Any) -> Any:
    """Return an entry of LiteLLM's map."""
    prices = {"input_cost_per_token": prompt, "output_cost_per_token": completion}
    return {"litellm_provider": provider, "mode": "chat", **prices, **more}
