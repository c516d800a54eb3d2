"""Groq: OpenAI's chat usage, and how long each step took.

https://console.groq.com/docs/api-reference
"""

from dataclasses import replace

from pricebook.quote.usage_formats.openai_chat import chat

timed = replace(
    chat,
    name="groq",
    title="a Groq answer",
    marks=frozenset({"queue_time", "prompt_time", "completion_time", "total_time"}),
    free=chat.free | {"queue_time", "prompt_time", "completion_time", "total_time"},
    vendors=frozenset({"groq"}),
)
