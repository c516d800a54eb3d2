"""DeepSeek: OpenAI's chat usage, whose prompt is made up of cache hits and misses.

https://api-docs.deepseek.com/api/create-chat-completion
"""

from dataclasses import replace

from pricebook.quote.usage_formats.openai_chat import chat

hits = replace(
    chat,
    name="deepseek",
    title="a DeepSeek answer",
    marks=frozenset({"prompt_cache_hit_tokens", "prompt_cache_miss_tokens"}),
    prompt=replace(chat.prompt, cached=("prompt_cache_hit_tokens", *chat.prompt.cached)),
    free=chat.free | {"prompt_cache_miss_tokens"},
    vendors=frozenset({"deepseek"}),
)
