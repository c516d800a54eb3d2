"""Cloudflare AI Gateway, its catalogue of models of others. US dollars per 1M tokens as numbers.

A model has one price object for each seller, in one of three forms: flat; short and long prompts,
with a threshold beside them; under and over 200 or 512 thousand tokens. Models of Workers AI stand
there too and are left to their own list. Zero says nothing.
https://developers.cloudflare.com/ai-gateway, shape last seen 2026-10.
"""

from functools import partial

from pricebook.adapters.charges import Charge
from pricebook.adapters.conditions import PriceVariants, prompt_above
from pricebook.adapters.fields import count, inputs_of_kind, outputs_of_kind, required
from pricebook.adapters.pagination import counted
from pricebook.adapters.provider import Provider
from pricebook.pricing.meters import MILLION
from pricebook.providers.cloudflare_ai_gateway.bands import by_seller, of_others

PAGE = 50
tokens = partial(Charge, unit="USD per 1M tokens", per=MILLION, from_float=True)
CHARGES = (
    tokens("pricing.input_tokens", "input_tokens"),
    tokens("pricing.output_tokens", "output_tokens"),
    tokens("pricing.input_cached_tokens", "cache_read_tokens"),
    tokens("pricing.input_cache_creation_tokens", "cache_write_tokens"),
)


provider = Provider(
    slug="cloudflare-ai-gateway",
    name="Cloudflare AI Gateway",
    kind="aggregator",
    website="https://developers.cloudflare.com/ai-gateway",
    docs_url="https://developers.cloudflare.com/ai-gateway/features/unified-billing",
    api="https://gateway.ai.cloudflare.com/v1/${CLOUDFLARE_ACCOUNT_ID}/default/compat",
    env=("CLOUDFLARE_ACCOUNT_ID", "CLOUDFLARE_API_KEY"),
    names={"models.dev": ("cloudflare-ai-gateway",)},
    url="https://api.cloudflare.com/client/v4/accounts/ACCOUNT/ai/catalog/models"
    f"?page=1&per_page={PAGE}",
    key="CLOUDFLARE_API_KEY",
    account="CLOUDFLARE_ACCOUNT_ID",
    records="result",
    next_page=counted("result_info.total_count", PAGE),
    gather=of_others,
    offers=by_seller,
    fields={
        "provider_model_id": required("model_id"),
        "context_length": count("context_length"),
        "input_modalities": inputs_of_kind("task"),
        "output_modalities": outputs_of_kind("task"),
    },
    prices=(*CHARGES, PriceVariants("pricing.tiers", (prompt_above("above"),), CHARGES)),
)
