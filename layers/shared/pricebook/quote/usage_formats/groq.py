"""Groq: OpenAI's chat shape, and how long each step took.

https://console.groq.com/docs/api-reference
"""

from pricebook.quote.usage_formats import Shape
from pricebook.quote.usage_formats.openai import CHAT, CHAT_FREE, PROMPT

chat = Shape(
    name="a Groq answer",
    marks=frozenset({PROMPT}),
    parts=CHAT,
    total="total_tokens",
    free=CHAT_FREE | {"queue_time", "prompt_time", "completion_time", "total_time"},
)
