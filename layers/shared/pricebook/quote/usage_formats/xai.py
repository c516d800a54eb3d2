"""xAI: OpenAI's shapes, sources that a search read, and calls of tools that the server ran.

`cost_in_usd_ticks` is what it charged, and is not looked at. Where the total says so, reasoning
tokens come on top of the completion's.
https://docs.x.ai/docs/api-reference, https://docs.x.ai/developers/cost-tracking
"""

from pricebook.quote.usage_formats import Shape, part
from pricebook.quote.usage_formats.openai import (
    CHAT,
    CHAT_FREE,
    INPUT,
    PROMPT,
    RESPONSES,
    RESPONSES_FREE,
)

TOOLS = "server_side_tool_usage_details"
MORE = (
    part("num_sources_used", "search_sources"),
    part(f"{TOOLS}.web_search_calls", "web_searches"),
)
FREE = frozenset({"cost_in_usd_ticks", "num_server_side_tools_used"})
UNCOUNTED = frozenset(
    f"{TOOLS}.{tool}_calls"
    for tool in ("x_search", "code_interpreter", "file_search", "document_search", "mcp")
)

chat = Shape(
    name="an xAI chat answer",
    marks=frozenset({PROMPT}),
    parts=(*CHAT, *MORE),
    total="total_tokens",
    free=CHAT_FREE | FREE,
    uncounted=UNCOUNTED,
)
responses = Shape(
    name="an xAI responses answer",
    marks=frozenset({INPUT}),
    parts=(*RESPONSES, *MORE),
    total="total_tokens",
    free=RESPONSES_FREE | FREE,
    uncounted=UNCOUNTED,
)
