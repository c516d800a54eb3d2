"""Anthropic: what a cache reads and writes comes on top of `input_tokens`.

Thinking is charged as output, and a fetched page by its tokens alone. `iterations` is not known
here: what each one charges may not be in the totals.
https://platform.claude.com/docs/en/api/messages
"""

from pricebook.quote.usage_formats import STANDARD_TIER, Shape, Word, kept, part

WRITTEN = "cache_creation_input_tokens"

messages = Shape(
    name="an Anthropic answer",
    marks=frozenset({"input_tokens"}),
    parts=(
        part("input_tokens", "input_tokens"),
        part("cache_read_input_tokens", "cache_read_tokens"),
        part(WRITTEN, "cache_write_tokens"),
        kept("cache_creation.ephemeral_5m_input_tokens", WRITTEN, "5m"),
        kept("cache_creation.ephemeral_1h_input_tokens", WRITTEN, "1h"),
        part("output_tokens", "output_tokens"),
        part("server_tool_use.web_search_requests", "web_searches"),
    ),
    words=(
        Word("service_tier", "service_tier"),
        Word("speed", "speed"),
        Word("inference_geo", "region", {"global": STANDARD_TIER, "not_available": STANDARD_TIER}),
    ),
    free=frozenset({"output_tokens_details", "server_tool_use.web_fetch_requests"}),
)
