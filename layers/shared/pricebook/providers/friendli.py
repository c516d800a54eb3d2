"""Friendli Serverless. US dollars per token, as text or number; zero says nothing.

Some items say `prompt` and `completion` where others say `input` and `output`.
https://api.friendli.ai/serverless/v1/models, shape last seen 2026-09-26.
"""

from functools import partial

from pricebook.adapters.charges import Charge
from pricebook.adapters.fields import (
    Item,
    Reader,
    capability_flags,
    count,
    count_below,
    day,
    find,
    instant,
    required,
    text,
)
from pricebook.adapters.provider import Provider

tokens = partial(Charge, unit="USD per token", from_float=True)


def agreeing(name: str, other: str) -> Reader[bool]:
    """Predicate: an item has the price under one name alone, or the same under both."""

    def read(item: Item) -> bool:
        stated = (find(item, f"pricing.{key}") for key in (name, other))
        return len({str(value) for value in stated if value is not None}) <= 1

    return read


SAME_INPUT, SAME_OUTPUT = agreeing("prompt", "input"), agreeing("completion", "output")

provider = Provider(
    slug="friendli",
    name="Friendli",
    kind="host",
    website="https://friendli.ai",
    docs_url="https://friendli.ai/docs/guides/serverless_endpoints/pricing",
    api="https://api.friendli.ai/serverless/v1",
    env=("FRIENDLI_TOKEN",),
    names={"litellm": ("friendliai",), "models.dev": ("friendli",)},
    url="https://api.friendli.ai/serverless/v1/models",
    fields={
        "provider_model_id": required("id"),
        "name": text("name"),
        "context_length": count("context_length"),
        "max_output_tokens": count_below("max_completion_tokens", "context_length"),
        "capabilities": capability_flags(
            {
                "functionality.tool_call": "tools",
                "functionality.structured_output": "structured_output",
            }
        ),
        "license": text("license"),
        "listed_at": instant("created"),
        "deprecation_date": day("deprecation_date"),
        "source_url": text("hugging_face_url"),
    },
    prices=(
        tokens("pricing.prompt", "input_tokens", when=SAME_INPUT),
        tokens("pricing.completion", "output_tokens", when=SAME_OUTPUT),
        tokens("pricing.input", "input_tokens", when=SAME_INPUT),
        tokens("pricing.output", "output_tokens", when=SAME_OUTPUT),
        tokens("pricing.input_cache_read", "cache_read_tokens"),
        tokens("pricing.input_cache_write", "cache_write_tokens"),
    ),
)
