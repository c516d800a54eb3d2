"""Fireworks: OpenAI's chat usage; its own counters of a cache stand in headers or beside it.

https://docs.fireworks.ai/api-reference/post-chatcompletions
"""

from dataclasses import replace

from pricebook.quote.usage_formats.openai_chat import chat

cached = replace(
    chat,
    name="fireworks",
    title="a Fireworks answer",
    marks=frozenset({"fireworks-cached-prompt-tokens", "cached_prompt_tokens"}),
    prompt=replace(
        chat.prompt,
        cached=(
            *chat.prompt.cached,
            "cached_prompt_tokens",
            "fireworks-cached-prompt-tokens",
        ),
    ),
    vendors=frozenset({"fireworks"}),
)
