"""Every whole body that is built after runs, and what it takes to have them all."""

from tests.support.fakes.provider_transport import item
from tests.support.litellm_map import entry, hear
from tests.support.sync_and_query import run

COUNT = "/feeds/openrouter/api/v1/models/count"
WHOLE = (
    "/v1/index",
    "/feeds/openai/v1/models",
    "/feeds/openrouter/api/v1/models",
    "/feeds/litellm/model_prices_and_context_window.json",
    "/feeds/models.dev/api.json",
    "/feeds/models.dev/models.json",
    "/feeds/models.dev/catalog.json",
    "/feeds/genai-prices/data.json",
    "/feeds/langfuse/models.json",
    COUNT,
)
"""Paths of what is kept."""
LISTS = ("/v1/catalog", *WHOLE)
"""Paths of what is published, besides the snapshots."""


def stock() -> None:
    """Sell a model, and have LiteLLM's map."""
    run(item("acme/a", context_length=8192))
    hear({"openrouter/acme/a": entry("openrouter")})
