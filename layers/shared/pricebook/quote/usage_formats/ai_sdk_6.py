"""Vercel AI SDK 6: two totals with details; `raw` is the vendor's own object and is not looked at.

https://ai-sdk.dev/docs/reference/ai-sdk-core/generate-text
"""

from pricebook.quote.usage_formats import Completion, Format, Prompt

INPUTS, OUTPUTS = "inputTokenDetails", "outputTokenDetails"

usage = Format(
    name="ai_sdk_6",
    title="a usage of the Vercel AI SDK 6",
    marks=frozenset(
        {
            *(f"{INPUTS}.noCacheTokens", f"{INPUTS}.cacheReadTokens", f"{OUTPUTS}.textTokens"),
            *("inputTokens.total", "inputTokens.noCache"),
        }
    ),
    prompt=Prompt(
        total=("inputTokens", "inputTokens.total"),
        cached=(f"{INPUTS}.cacheReadTokens", "inputTokens.cacheRead"),
        written=(f"{INPUTS}.cacheWriteTokens", "inputTokens.cacheWrite"),
    ),
    completion=Completion(
        total=("outputTokens", "outputTokens.total"),
        reasoning=(f"{OUTPUTS}.reasoningTokens", "outputTokens.reasoning"),
    ),
    total=("totalTokens",),
    free=frozenset(
        {
            *("raw", "cachedInputTokens", "reasoningTokens"),
            *(f"{INPUTS}.noCacheTokens", f"{OUTPUTS}.textTokens"),
            *("inputTokens.noCache", "outputTokens.text"),
        }
    ),
)
