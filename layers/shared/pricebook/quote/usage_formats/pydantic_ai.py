"""Pydantic AI and genai-prices: cached and audio tokens are parts of two totals.

The names of the numbers are those of our meters, which do not overlap: a quote says what the other
reading would cost. `details` repeat what the vendor's answer said.
https://ai.pydantic.dev/api/usage
"""

from pricebook.quote.usage_formats import Completion, Format, Prompt

usage = Format(
    name="pydantic_ai",
    title="a Pydantic AI usage",
    marks=frozenset(
        {
            *("cache_read_tokens", "cache_write_tokens", "cache_audio_read_tokens"),
            *("input_audio_tokens", "output_audio_tokens"),
            *("request_tokens", "requests", "tool_calls", "details.reasoning_tokens"),
        }
    ),
    prompt=Prompt(
        total=("input_tokens", "request_tokens"),
        cached=("cache_read_tokens",),
        written=("cache_write_tokens",),
        media={"audio": ("input_audio_tokens",)},
        cached_media={"audio": ("cache_audio_read_tokens", "cache_read_audio_tokens")},
    ),
    completion=Completion(
        total=("output_tokens", "response_tokens"),
        reasoning=("details.reasoning_tokens",),
        media={"audio": ("output_audio_tokens",)},
    ),
    counters={"requests": "requests"},
    total=("total_tokens",),
    free=frozenset({"details", "tool_calls"}),
    ambiguous=True,
)
