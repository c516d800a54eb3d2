"""Venice. US dollars per 1M tokens or characters, or per thing; a zero says nothing.

https://docs.venice.ai/api-reference/endpoint/models/list, shape last seen 2026-08-22.
"""

from functools import partial

from pricebook.adapters.charges import Charge
from pricebook.adapters.conditions import PriceVariants, prompt_above
from pricebook.adapters.fields import (
    capability_flags,
    count,
    day,
    equals,
    inputs_of_kind,
    instant,
    modality_flags,
    outputs_of_kind,
    required,
    text,
    true,
)
from pricebook.adapters.provider import Provider
from pricebook.adapters.reshape import as_rows, replaced
from pricebook.identity.canonical import CHAT_ONLY, Rewrites
from pricebook.pricing.meters import MILLION, THOUSAND
from pricebook.providers.venice.media import clips, more_pictures, pictures

AT, CAN = "model_spec.pricing", "model_spec.capabilities"
INPUTS = modality_flags(
    {
        f"{CAN}.supportsVision": "image",
        f"{CAN}.supportsAudioInput": "audio",
        f"{CAN}.supportsVideoInput": "video",
    }
)
CAPABILITIES = {
    f"{CAN}.supportsFunctionCalling": "tools",
    f"{CAN}.supportsReasoning": "reasoning",
    f"{CAN}.supportsResponseSchema": "structured_output",
}
SPEECH, usd = equals("type", "tts"), partial(Charge, from_float=True)
tokens = partial(
    usd, unit="USD per 1M tokens", per=MILLION, when=equals("type", "embedding", "text")
)
TOKENS = (
    tokens(f"{AT}.input.usd", "input_tokens"),
    tokens(f"{AT}.output.usd", "output_tokens"),
    tokens(f"{AT}.cache_input.usd", "cache_read_tokens"),
    tokens(f"{AT}.cache_write.usd", "cache_write_tokens"),
)
LONG = (
    tokens("pricing.input.usd", "input_tokens"),
    tokens("pricing.output.usd", "output_tokens"),
    tokens("pricing.cache_input.usd", "cache_read_tokens"),
    tokens("pricing.cache_write.usd", "cache_write_tokens"),
)
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
    offers=lambda item: [replaced(item, f"{AT}.durations", lambda d: as_rows(d, "max_seconds"))],
    fields={
        "provider_model_id": required("id"),
        "name": text("model_spec.name"),
        "context_length": count("model_spec.availableContextTokens"),
        "max_output_tokens": count("model_spec.maxCompletionTokens"),
        "input_modalities": lambda item: (*inputs_of_kind("type")(item), *INPUTS(item)),
        "output_modalities": outputs_of_kind("type"),
        "capabilities": capability_flags(CAPABILITIES),
        "listed_at": instant("created"),
        "deprecation_date": day("model_spec.deprecation.date"),
        "offered": lambda item: not true("model_spec.offline")(item),
    },
    prices=(
        *TOKENS,
        *pictures(AT, "usd", from_float=True, when=equals("type", "image", "inpaint", "upscale")),
        more_pictures(f"{AT}.inputImages", usd),
        clips(f"{AT}.durations", usd),
        PriceVariants(
            f"{AT}.extended", (prompt_above("context_token_threshold"),), LONG, single=True
        ),
        usd(
            f"{AT}.input.usd", "input_characters", "USD per 1M characters", per=MILLION, when=SPEECH
        ),
        usd(f"{AT}.per_thousand_characters.usd", "input_characters", "USD per 1K", per=THOUSAND),
        usd(f"{AT}.per_audio_second.usd", "input_seconds", "USD per second"),
        usd(f"{AT}.per_second.usd", "output_audio_seconds", "USD per second"),
        usd(f"{AT}.generation.usd", "output_clips", "USD per clip", when=equals("type", "music")),
    ),
    price_object=AT,
    unpriced=frozenset({"diem", "vcu"}),
)
