"""DeepSeek: OpenAI's chat shape, whose prompt is made up of cache hits and misses.

https://api-docs.deepseek.com/api/create-chat-completion
"""

from pricebook.quote.usage_formats import Shape
from pricebook.quote.usage_formats.openai import CHAT, CHAT_FREE, PROMPT

chat = Shape(
    name="a DeepSeek answer",
    marks=frozenset({PROMPT}),
    parts=CHAT,
    total="total_tokens",
    free=CHAT_FREE | {"prompt_cache_miss_tokens"},
)
