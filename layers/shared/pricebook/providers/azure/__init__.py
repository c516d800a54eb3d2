"""Azure (Foundry models), from the public retail prices, whose rows are meters and not models.

An offer is a product and its SKU name without the words that say what is counted:
"Azure OpenAI GPT5/5.4 Dz" holds the meters "5.4 inp Dz", "5.4 cd inp Dz" and "5.4 opt Dz".
Deployments (Gl, Dz), fine-tunes (FT) and context bands (ShortCo, L) stay in the name, which no id
of a model joins. US dollars through binary floats, for one region and as many tokens as a row says.
Two of its regions are asked for, the largest of the United States and of Europe, 1,700 rows each:
there are twenty times as many rows, and what is sold by zone or globally costs the same everywhere.
https://learn.microsoft.com/en-us/rest/api/cost-management/retail-prices/azure-retail-prices,
https://prices.azure.com/api/retail/prices, shape last seen 2026-08-22.
"""

from functools import partial

from pricebook.adapters.charges import Charge
from pricebook.adapters.conditions import PriceVariants, verbatim
from pricebook.adapters.fields import required
from pricebook.adapters.pagination import link
from pricebook.adapters.provider import Provider
from pricebook.identity.canonical import Rewrites
from pricebook.pricing.meters import MILLION, THOUSAND
from pricebook.providers.azure.skus import gathered

METERS = {
    "text input": "input_tokens",
    "text output": "output_tokens",
    "text cached input": "cache_read_tokens",
    "text cached write": "cache_write_tokens",
    "image input": "input_image_tokens",
    "image output": "output_image_tokens",
    "image cached input": "cache_read_image_tokens",
    "audio input": "input_audio_tokens",
    "audio output": "output_audio_tokens",
    "audio cached input": "cache_read_audio_tokens",
}
UNITS = {"1K Tokens": THOUSAND, "1M 1M Tokens": MILLION}
dollars = partial(Charge, from_float=True)
CHARGES = (
    *(
        dollars(f"pricing.USD {counted} per {unit}", meter, f"USD per {unit[:2]} tokens", per)
        for counted, meter in METERS.items()
        for unit, per in UNITS.items()
    ),
    dollars("pricing.USD text per 1 Session", "sessions", "USD per session"),
    dollars("pricing.USD text reference per 1 Megapixel", "input_megapixels", "USD per megapixel"),
    dollars("pricing.USD transcribed per 1 Hour Unit", "input_hours", "USD per hour"),
)

SPELLINGS: Rewrites = (
    (r"^gpt-35", "gpt-3.5"),
    (r"^(phi-4|[\w.-]*(instruct|-\d{4}|\db|chat|vision))-\d{1,2}$", r"\1"),
    (r"^(dall-e-\d)-\d\.0$", r"\1"),
    (r"^cohere-", ""),
    # a meter in words: of a fine-tune (ft) or the long context (l) it is no model
    (r" (?=[^/]*$)", "-"),
    (r"^azure openai gpt5/(gpt-)?(?=\d)", "openai/gpt-"),
    (r"^azure openai( media)?/(?=gpt|o\d)(?!.*-ft\b)", "openai/"),
    (r"^azure grok models/(grok-)?(?=\d)(?!.*-l$)", "x-ai/grok-"),
    (r"^azure kimi/(?=k\d)", "moonshotai/kimi-"),
    (r"^cohere models/", "cohere/"),
    (r"-(dz|dzone|data-zone|gl|glbl|global|regnl)$", ""),
    (r"-shortco$", ""),
    (r"^openai/gpt4omini", "openai/gpt-4o-mini"),
    (r"-rt-1217$", "-realtime-preview-2024-12-17"),
    (r"^openai/gpt-rt(-0828)?", "openai/gpt-realtime"),
    (r"^openai/gpt-aud-", "openai/gpt-audio-"),
    (r"^openai/gpt-img-", "openai/gpt-image-"),
    (r"^(openai/(gpt-4|o1))-(8k|1217)$", r"\1"),
    (r"^(x-ai/grok-4\.2)$", r"\g<1>0"),
    (r"^(moonshotai/kimi-k2\.\d)-thinking$", r"\1"),
)

provider = Provider(
    slug="azure",
    name="Azure",
    kind="cloud",
    website="https://azure.microsoft.com/en-us/products/ai-foundry",
    docs_url="https://azure.microsoft.com/en-us/pricing/details/cognitive-services/openai-service",
    api="https://....openai.azure.com",
    sdk="@ai-sdk/azure",
    env=("AZURE_RESOURCE_NAME", "AZURE_API_KEY"),
    names={
        "genai-prices": ("azure",),
        "litellm": ("azure", "azure_ai"),
        "models.dev": ("azure",),
        "portkey": ("azure-ai",),
    },
    other_names={"litellm": ("azure_text",)},
    sells_own=("microsoft",),
    beyond="[^/ ]+",  # what people deploy; its own list has meters
    spellings=SPELLINGS,
    id_prefixes=("azure", "azure-openai"),
    url="https://prices.azure.com/api/retail/prices"
    "?$filter=serviceName%20eq%20'Foundry%20Models'%20and%20priceType%20eq%20'Consumption'"
    "%20and%20(armRegionName%20eq%20'eastus'%20or%20armRegionName%20eq%20'swedencentral')",
    records="Items",
    next_page=link("NextPageLink"),
    gather=gathered,
    fields={"provider_model_id": required("offer")},
    prices=(
        PriceVariants("pricing.rows", (verbatim("region"), verbatim("service_tier")), CHARGES),
    ),
)
