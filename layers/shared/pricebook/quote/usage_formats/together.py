"""Together AI: OpenAI's chat usage with cached tokens at the top.

https://docs.together.ai/reference/chat-completions
"""

from dataclasses import replace

from pricebook.quote.usage_formats.moonshot import kimi

cached = replace(
    kimi, name="together", title="a Together AI answer", vendors=frozenset({"together"})
)
