"""OpenRouter: OpenAI's chat shape; `cost` is what it charged, and is not looked at.

https://openrouter.ai/docs/use-cases/usage-accounting
"""

from pricebook.quote.usage_formats import Shape, part
from pricebook.quote.usage_formats.openai import CHAT, CHAT_FREE, PROMPT

chat = Shape(
    name="an OpenRouter answer",
    marks=frozenset({PROMPT}),
    parts=(*CHAT, part("server_tool_use.web_search_requests", "web_searches")),
    total="total_tokens",
    free=CHAT_FREE | {"cost", "cost_details", "is_byok"},
)
