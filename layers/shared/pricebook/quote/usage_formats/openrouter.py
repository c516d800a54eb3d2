"""OpenRouter: OpenAI's usage, of chat or of responses, with searches; `cost` is what it charged.

https://openrouter.ai/docs/use-cases/usage-accounting
"""

from dataclasses import replace

from pricebook.quote.usage_formats import Format
from pricebook.quote.usage_formats.openai_chat import chat
from pricebook.quote.usage_formats.openai_responses import responses


def _accounted(base: Format) -> Format:
    return replace(
        base,
        name="openrouter",
        title="an OpenRouter answer",
        marks=frozenset({"cost", "is_byok"}),
        counters={"server_tool_use.web_search_requests": "web_searches"},
        free=base.free | {"cost_details", "is_byok", "server_tool_use.tool_calls_requested"},
        billed=("cost",),
        vendors=frozenset({"openrouter"}),
    )


accounted = _accounted(chat)
accounted_responses = _accounted(responses)
