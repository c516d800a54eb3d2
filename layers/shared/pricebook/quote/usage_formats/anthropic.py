"""Anthropic messages: what a cache reads and writes comes on top of `input_tokens`.

Thinking is charged as output, and a fetched page by its tokens alone. Where there are `iterations`,
each was a call of its own, and the totals hold the last one only.
https://platform.claude.com/docs/en/api/messages,
https://platform.claude.com/docs/en/build-with-claude/compaction
"""

from pricebook.quote.usage_formats import STANDARD_TIER, Completion, Format, Prompt, Word

messages = Format(
    name="anthropic",
    title="an Anthropic answer",
    marks=frozenset({"input_tokens"}),
    prompt=Prompt(
        total=("input_tokens",),
        cached=("cache_read_input_tokens",),
        written=("cache_creation_input_tokens",),
        written_for={
            "5m": ("cache_creation.ephemeral_5m_input_tokens",),
            "1h": ("cache_creation.ephemeral_1h_input_tokens",),
        },
        holds_cache=False,
    ),
    completion=Completion(total=("output_tokens",)),
    counters={"server_tool_use.web_search_requests": "web_searches"},
    total=("total_tokens",),
    partial_total=True,
    words=(
        Word("service_tier", "service_tier"),
        Word("speed", "speed"),
        Word("inference_geo", "region", {"global": STANDARD_TIER, "not_available": STANDARD_TIER}),
    ),
    free=frozenset(
        {
            "output_tokens_details",
            "server_tool_use.web_fetch_requests",
            "server_tool_use.tool_search_requests",
        }
    ),
    uncounted=frozenset({"server_tool_use.code_execution_requests"}),
    vendors=frozenset({"anthropic", "bedrock", "google-vertex"}),
)
