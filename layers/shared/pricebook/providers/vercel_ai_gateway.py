"""Vercel AI Gateway. US dollars as strings: per token, image, second, and 1000 searches.

https://vercel.com/docs/ai-gateway/models-and-providers, shape last seen in the middle of 2026.
"""

from pricebook.conditions import Each, above, given
from pricebook.money import THOUSAND
from pricebook.pricing import Charge
from pricebook.provider import Provider
from pricebook.reading import can, count, day, gives, instant, required, takes, text

TOKENS = {
    "pricing.input": "input_tokens",
    "pricing.output": "output_tokens",
    "pricing.input_cache_read": "cache_read_tokens",
    "pricing.input_cache_write": "cache_write_tokens",
}
TIERS = (above("min", until="max", inclusive=True),)
SECOND = Charge("pricing.cost_per_second", "output_seconds", "USD per second")

provider = Provider(
    slug="vercel-ai-gateway",
    name="Vercel AI Gateway",
    kind="aggregator",
    website="https://vercel.com/ai-gateway",
    docs_url="https://vercel.com/ai-gateway/models",
    url="https://ai-gateway.vercel.sh/v1/models",
    fields={
        "provider_model_id": required("id"),
        "name": text("name"),
        "description": text("description"),
        "context_length": count("context_window"),
        "max_output_tokens": count("max_tokens"),
        "input_modalities": takes("type", "tags"),
        "output_modalities": gives("type", "tags"),
        "capabilities": can("tags"),
        "listed_at": instant("created"),
        "release_date": day("released"),
        "source_url": lambda item: f"https://vercel.com/ai-gateway/models/{item['id']}",
    },
    prices=(
        *(
            Each(f"{path}_tiers", TIERS, (Charge("pricing.cost", meter, "USD per token"),))
            for path, meter in TOKENS.items()
        ),
        *(Charge(path, meter, "USD per token") for path, meter in TOKENS.items()),
        Charge("pricing.image", "output_images", "USD per image"),
        Charge("pricing.web_search", "web_searches", "USD per 1000 searches", per=THOUSAND),
        Each("pricing.video_duration_pricing", (given("resolution"), given("audio")), (SECOND,)),
    ),
    unpriced=frozenset({"varies_by_provider"}),
)
