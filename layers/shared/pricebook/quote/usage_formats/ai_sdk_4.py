"""Vercel AI SDK 4: two totals and their sum.

https://v4.ai-sdk.dev/docs/reference/ai-sdk-core/generate-text
"""

from pricebook.quote.usage_formats import Completion, Format, Prompt

usage = Format(
    name="ai_sdk_4",
    title="a usage of the Vercel AI SDK 4",
    marks=frozenset({"promptTokens"}),
    prompt=Prompt(total=("promptTokens",)),
    completion=Completion(total=("completionTokens",)),
    total=("totalTokens",),
)
