"""Vercel AI SDK 4: two totals and their sum; what a cache took stands beside them.

https://v4.ai-sdk.dev/docs/reference/ai-sdk-core/generate-text
"""

from pricebook.quote.usage_formats import Completion, Format, Prompt
from pricebook.quote.usage_formats.ai_sdk_5 import WRITTEN

usage = Format(
    name="ai_sdk_4",
    title="a usage of the Vercel AI SDK 4",
    marks=frozenset({"promptTokens"}),
    prompt=Prompt(total=("promptTokens",), written=WRITTEN, holds_cache=False),
    completion=Completion(total=("completionTokens",)),
    total=("totalTokens",),
    partial_total=True,
)
