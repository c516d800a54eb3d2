"""Perplexity. US dollars per 1M tokens, through binary floats; the answer names that unit itself.

Mostly models of others, resold. The fees of Perplexity's own searches are not in the list. The
Router's list, in private preview, answers few keys: its page is read instead.
https://docs.perplexity.ai, shape last seen 2026-08-10. `created` is always 0.
"""

from functools import partial

from pricebook.adapters.charges import Charge, Unit
from pricebook.adapters.fields import equals, required
from pricebook.adapters.provider import Provider
from pricebook.pricing.meters import MILLION

UNIT = Unit("pricing.unit", "usd_per_1m_tokens")
tokens = partial(
    Charge,
    unit="USD per 1M tokens",
    per=MILLION,
    from_float=True,
    when=equals(UNIT.path, UNIT.expected),
)

provider = Provider(
    slug="perplexity",
    name="Perplexity",
    kind="aggregator",
    website="https://www.perplexity.ai",
    docs_url="https://docs.perplexity.ai/getting-started/pricing",
    api="https://api.perplexity.ai",
    sdk="@ai-sdk/perplexity",
    names={
        "genai-prices": ("perplexity",),
        "litellm": ("perplexity",),
        "models.dev": ("perplexity", "perplexity-agent"),
        "portkey": ("perplexity-ai",),
    },
    sells_own=("perplexity",),
    beyond="sonar.*|perplexity/.*",  # its own list is of its API for agents, not of its Router
    spellings=((r"^perplexity/", ""),),
    url="https://api.perplexity.ai/v1/models",
    key="PERPLEXITY_API_KEY",
    fields={"provider_model_id": required("id")},
    prices=(
        UNIT,
        tokens("pricing.input", "input_tokens"),
        tokens("pricing.output", "output_tokens"),
        tokens("pricing.cache_read", "cache_read_tokens"),
        tokens("pricing.cache_write", "cache_write_tokens"),
    ),
)
