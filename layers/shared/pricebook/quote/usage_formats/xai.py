"""xAI: OpenAI's usage, sources that a search read, and calls of tools that the server ran.

`cost_in_usd_ticks` is what it charged, in ten thousand millionths of a dollar. Reasoning tokens
come on top of a chat completion's, and are part of a response's output.
https://docs.x.ai/docs/api-reference, https://docs.x.ai/developers/cost-tracking
"""

from dataclasses import replace

from pricebook.quote.usage_formats import Format
from pricebook.quote.usage_formats.openai_chat import chat
from pricebook.quote.usage_formats.openai_responses import responses

TOOLS = "server_side_tool_usage_details"
SEARCHES = f"{TOOLS}.web_search_calls"
OTHERS = frozenset(
    f"{TOOLS}.{tool}_calls"
    for tool in ("x_search", "code_interpreter", "file_search", "document_search", "mcp")
)


def _extended(base: Format, name: str, title: str) -> Format:
    return replace(
        base,
        name=name,
        title=title,
        marks=frozenset({"num_sources_used", "cost_in_usd_ticks", "num_server_side_tools_used"}),
        counters={"num_sources_used": "search_sources", SEARCHES: "web_searches"},
        free=base.free | {"cost_in_usd_ticks"},
        uncounted=OTHERS,
        wholes={"num_server_side_tools_used": OTHERS | {SEARCHES}},
        vendors=frozenset({"xai"}),
    )


grok = replace(
    _extended(chat, "xai", "an xAI chat answer"),
    completion=replace(chat.completion, holds_reasoning=False),
)
grok_responses = _extended(responses, "xai_responses", "an xAI responses answer")
