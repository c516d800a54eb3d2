"""Langfuse's `usage_details`: every usage type is counted once, and their sum is the total.

What an OpenAI answer calls a detail is taken out of `input` and `output` on the way in.
https://langfuse.com/docs/observability/features/token-and-cost-tracking
"""

from pricebook.quote.usage_formats import Completion, Format, Prompt

details = Format(
    name="langfuse",
    title="Langfuse's usage_details",
    marks=frozenset({"input", "output"}),
    prompt=Prompt(
        total=("input",),
        cached=(
            *("cache_read_input_tokens", "input_cached_tokens", "input_cache_read"),
            *("cached_tokens", "cache_read"),
        ),
        written=("cache_creation_input_tokens", "input_cache_creation", "cache_creation"),
        holds_cache=False,
    ),
    completion=Completion(
        total=("output",),
        reasoning=("output_reasoning_tokens", "output_reasoning", "reasoning"),
        holds_reasoning=False,
    ),
    counters={
        "input_audio_tokens": "input_audio_tokens",
        "input_image_tokens": "input_image_tokens",
        "output_audio_tokens": "output_audio_tokens",
        "output_image_tokens": "output_image_tokens",
    },
    total=("total",),
    free=frozenset({"unit"}),
    ambiguous=True,
)
