"""Venice. US dollars per 1M tokens or characters, or per thing; a zero says nothing.

https://docs.venice.ai/api-reference/endpoint/models/list, shape last seen 2026-08-22.
"""

from functools import partial

from pricebook.adapters.charges import Charge
from pricebook.adapters.conditions import Each, above
from pricebook.adapters.fields import (
    count,
    day,
    gives,
    holds,
    instant,
    marked,
    required,
    takes,
    text,
    true,
)
from pricebook.adapters.provider import Provider
from pricebook.adapters.reshape import changed, listed
from pricebook.identity.canonical import CHAT_ONLY, Rewrites
from pricebook.pricing.meters import MILLION, THOUSAND
from pricebook.providers.venice.media import clips, more_pictures, pictures

AT, CAN = "model_spec.pricing", "model_spec.capabilities.supports"
SEES = marked({f"{CAN}Vision": "image", f"{CAN}AudioInput": "audio", f"{CAN}VideoInput": "video"})
DOES = {"FunctionCalling": "tools", "Reasoning": "reasoning", "ResponseSchema": "structured_output"}
TTS, usd = holds("type", "tts"), partial(Charge, dust=True)
token = partial(usd, unit="USD per 1M tokens", per=MILLION, only=holds("type", "embedding", "text"))
TOLD = ("input", "output", "cache_input", "cache_write")
TOKENS = dict(zip(TOLD, ("input", "output", "cache_read", "cache_write"), strict=True))
LONG = tuple(token(f"pricing.{key}.usd", f"{kind}_tokens") for key, kind in TOKENS.items())

SPELLINGS: Rewrites = (
    (r"^e2ee-", ""),
    (r"-p$", ""),
    (r"^(zai-org|z-ai|openai|google|nvidia|xiaomi)-(?=glm|gpt|gemma|nemotron|mimo)", ""),
    (r"^(gpt-5|grok-4|minimax-m2)(\d)", r"\1.\2"),
    (r"^(claude-[\w.-]+|deepseek-v4-[\w-]+|kimi-k3)-fast(-api)?$", r"\1"),
    (r"(instruct)-turbo$", r"\1"),
    *CHAT_ONLY,
)

provider = Provider(
    slug="venice",
    name="Venice",
    kind="host",
    website="https://venice.ai",
    docs_url="https://docs.venice.ai/overview/pricing",
    api="https://api.venice.ai/api/v1",
    names={"litellm": ("veniceai",), "models.dev": ("venice",)},
    spellings=SPELLINGS,
    url="https://api.venice.ai/api/v1/models?type=all",
    offers=lambda item: [changed(item, f"{AT}.durations", lambda d: listed(d, "max_seconds"))],
    fields={
        "provider_model_id": required("id"),
        "name": text("model_spec.name"),
        "context_length": count("model_spec.availableContextTokens"),
        "max_output_tokens": count("model_spec.maxCompletionTokens"),
        "input_modalities": lambda item: (*takes("type")(item), *SEES(item)),
        "output_modalities": gives("type"),
        "capabilities": marked({f"{CAN}{key}": ability for key, ability in DOES.items()}),
        "listed_at": instant("created"),
        "deprecation_date": day("model_spec.deprecation.date"),
        "offered": lambda item: not true("model_spec.offline")(item),
    },
    prices=(
        *(token(f"{AT}.{key}.usd", f"{kind}_tokens") for key, kind in TOKENS.items()),
        *pictures(AT, "usd", dust=True, only=holds("type", "image", "inpaint", "upscale")),
        more_pictures(f"{AT}.inputImages", usd),
        clips(f"{AT}.durations", usd),
        Each(f"{AT}.extended", (above("context_token_threshold"),), LONG, lone=True),
        usd(f"{AT}.input.usd", "input_characters", "USD per 1M characters", per=MILLION, only=TTS),
        usd(f"{AT}.per_thousand_characters.usd", "input_characters", "USD per 1K", per=THOUSAND),
        usd(f"{AT}.per_audio_second.usd", "input_seconds", "USD per second"),
        usd(f"{AT}.per_second.usd", "output_audio_seconds", "USD per second"),
        usd(f"{AT}.generation.usd", "output_clips", "USD per clip", only=holds("type", "music")),
    ),
    price_object=AT,
    unpriced=frozenset({"diem", "vcu"}),
)
