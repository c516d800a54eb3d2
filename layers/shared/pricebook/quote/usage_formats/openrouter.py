"""OpenRouter: OpenAI's chat usage with searches; `cost` is what it charged.

https://openrouter.ai/docs/use-cases/usage-accounting
"""

from dataclasses import replace

from pricebook.quote.usage_formats.openai_chat import chat

accounted = replace(
    chat,
    name="openrouter",
    title="an OpenRouter answer",
    marks=frozenset({"cost", "cost_details", "is_byok"}),
    counters={"server_tool_use.web_search_requests": "web_searches"},
    free=chat.free | {"cost_details", "is_byok", "server_tool_use.tool_calls_requested"},
    billed=("cost",),
    vendors=frozenset({"openrouter"}),
)
