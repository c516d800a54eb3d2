"""Moonshot: OpenAI's chat usage with cached tokens at the top.

https://platform.moonshot.ai/docs/api/chat
"""

from dataclasses import replace

from pricebook.quote.usage_formats.openai_chat import chat

kimi = replace(
    chat,
    name="moonshot",
    title="a Moonshot answer",
    marks=frozenset({"cached_tokens"}),
    prompt=replace(chat.prompt, cached=("cached_tokens", *chat.prompt.cached)),
    vendors=frozenset({"moonshot"}),
)
