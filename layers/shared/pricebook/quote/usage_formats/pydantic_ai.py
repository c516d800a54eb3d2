"""Pydantic AI and genai-prices: cached and media tokens are parts of two totals.

The names of the numbers are those of our meters, which do not overlap: a quote says what the other
reading would cost. `details` repeat what the vendor's answer said.
https://ai.pydantic.dev/api/usage, https://github.com/pydantic/genai-prices
"""

from pricebook.quote.usage_formats import Completion, Format, Prompt, media

usage = Format(
    name="pydantic_ai",
    title="a Pydantic AI usage",
    marks=frozenset(
        {
            *("cache_read_tokens", "cache_write_tokens", "cache_audio_read_tokens"),
            *("cache_write_5m_tokens", "cache_write_1h_tokens", "output_reasoning_tokens"),
            *("input_audio_tokens", "output_audio_tokens", "input_text_tokens"),
            *("request_tokens", "requests", "tool_calls", "details.reasoning_tokens"),
        }
    ),
    prompt=Prompt(
        total=("input_tokens", "request_tokens"),
        cached=("cache_read_tokens",),
        written=("cache_write_tokens",),
        written_for={"5m": ("cache_write_5m_tokens",), "1h": ("cache_write_1h_tokens",)},
        media=media("input_{}_tokens", "audio", "image", "video"),
        text=("input_text_tokens",),
        cached_media={
            kind: (f"cache_{kind}_read_tokens", f"cache_read_{kind}_tokens")
            for kind in ("audio", "image", "video")
        },
        cached_text=("cache_text_read_tokens",),
    ),
    completion=Completion(
        total=("output_tokens", "response_tokens"),
        reasoning=("output_reasoning_tokens", "details.reasoning_tokens"),
        media=media("output_{}_tokens", "audio", "image", "video"),
        text=("output_text_tokens",),
    ),
    counters={"requests": "requests", "web_searches": "web_searches"},
    total=("total_tokens",),
    free=frozenset({"details", "input_tool_tokens", "tool_calls"}),
    ambiguous=True,
)
