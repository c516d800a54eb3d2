"""Amazon Bedrock in us-east-1. US dollars from the public AWS Price List, by name or id.

The list of models must be signed and has no prices; the Price List has ids in newer rows alone. The
base price is what us-east-1 charges; `_Global` is the cheaper profile that may answer anywhere.
A model that is sold by provisioned throughput alone gets none. Long contexts (their threshold is
not told), pictures and seconds stay unread; a zero says nothing.
https://docs.aws.amazon.com/bedrock/latest/APIReference/API_ListFoundationModels.html, shape last
seen 2026-02; the Price List has no recorded body: written from the documented shape.
https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2, shape last seen 2026-09-25
"""

from collections.abc import Iterable
from typing import Any

from pricebook.adapters.fields import (
    Item,
    count,
    find,
    modalities,
    required,
    text,
    words,
)
from pricebook.adapters.provider import Provider
from pricebook.adapters.requests import FetchExtra
from pricebook.aws.iam import sigv4
from pricebook.identity.canonical import Rewrites
from pricebook.providers.bedrock.price_list import CHARGES, by_model

OFFERS = ("AmazonBedrock", "AmazonBedrockFoundationModels")
PRICES = "https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/{}/current/us-east-1/index.json"


def fetch(get: FetchExtra) -> Iterable[Any]:
    """Join each model with what its name costs on demand."""
    items = provider.items(get(provider.url))
    prices = by_model(*(get(PRICES.format(offer), optional=True) for offer in OFFERS))
    for item in items:
        ways = {"ON_DEMAND", "INFERENCE_PROFILE"}.intersection(
            words("inferenceTypesSupported")(item)
        )
        keys = ("modelId", "modelName", "providerName")
        model_id, name, maker = (str(find(item, key)).casefold() for key in keys)
        known = (prices.get(key) for key in (name, f"{maker} {name}", model_id))
        figures = next((price for price in known if price), None)
        yield {**item, "pricing": figures} if ways and figures else item


SPELLINGS: Rewrites = (
    (r"^(us|us-gov|eu|apac|au|ca|jp|global)\.", ""),
    (r"^([a-z0-9]+)\.", r"\1/"),
    (r":(\d+k|mm|512)$", ""),
    (r"-v0:(\d)$", r"-v0.\1"),
    (r"(titan-[\w-]+-v\d):\d$", r"\1"),
    (r"/claude-(instant-)?v(\d):(\d)$", r"/claude-\1\2.\3"),
    # these makers' versions are their own, and not the number that Bedrock adds
    (r"^(cohere/(?:embed|rerank)-(?:[a-z]+-)?v\d+(?:-\d+)?|luma/ray-v\d+):\d+$", r"\1"),
    (r"(?<!titan-embed-text)(?<!titan-embed-image)(-v?\d)?:\d+$", ""),
    (r"(claude-[\w-]+|nova-[\w-]+)-v\d$", r"\1"),
    (r"^deepseek/v3$", "deepseek/deepseek-v3.1"),
    (r"^deepseek/(r1|v\d)", r"deepseek/deepseek-\1"),
    (r"(qwen3-next-80b-a3b)$", r"\1-instruct"),
    (r"(gemma-4-(e?\d+b|26b-a4b))$", r"\1-it"),
)


def reasoning(item: Item) -> tuple[str, ...]:
    """Read whether a model reasons: `embedded` is one that always does, others are switched on.

    The schema of a request says nothing: it has a `reasoningConfig` for Gemma 3 too, and none for
    gpt-oss.
    """
    return ("reasoning",) if isinstance(find(item, "converse.reasoningSupported"), dict) else ()


provider = Provider(
    slug="bedrock",
    name="Amazon Bedrock",
    kind="cloud",
    website="https://aws.amazon.com/bedrock",
    docs_url="https://aws.amazon.com/bedrock/pricing",
    api="https://bedrock-runtime....amazonaws.com",
    sdk="@ai-sdk/amazon-bedrock",
    env=("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION"),
    names={
        "genai-prices": ("aws",),
        "litellm": ("bedrock", "bedrock_converse", "bedrock_mantle"),
        "models.dev": ("amazon-bedrock",),
    },
    sells_own=("amazon",),
    beyond=r"(us|us-gov|eu|apac|au|ca|jp|global)\..+",  # profiles, each with its own price
    spellings=SPELLINGS,
    id_prefixes=("aws-bedrock",),
    url="https://bedrock.us-east-1.amazonaws.com/foundation-models",
    sign=sigv4("bedrock", "us-east-1"),
    records="modelSummaries",
    fetch=fetch,
    fields={
        "provider_model_id": required("modelId"),
        "name": text("modelName"),
        "description": text("description.shortDescription", "description.fullDescription"),
        "max_output_tokens": count("converse.maxTokensMaximum"),
        "input_modalities": modalities("inputModalities"),
        "output_modalities": modalities("outputModalities"),
        "capabilities": reasoning,
        "health_status": text("modelLifecycle.status"),
    },
    prices=CHARGES,
)
