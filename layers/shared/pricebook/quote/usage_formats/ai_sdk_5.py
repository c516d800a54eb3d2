"""Vercel AI SDK 5: cached and reasoning tokens are parts of two totals.

With Anthropic's models, `inputTokens` leaves the cached ones out, and what a cache took stands
beside the usage object.
https://v5.ai-sdk.dev/docs/reference/ai-sdk-core/generate-text
"""

from dataclasses import replace

from pricebook.quote.usage_formats import Completion, Format, Prompt

WRITTEN = (
    "providerMetadata.anthropic.cacheCreationInputTokens",
    "providerMetadata.bedrock.usage.cacheWriteInputTokens",
)
"""Where a result tells what a cache took."""

usage = Format(
    name="ai_sdk_5",
    title="a usage of the Vercel AI SDK 5",
    marks=frozenset({"inputTokens"}),
    prompt=Prompt(total=("inputTokens",), cached=("cachedInputTokens",), written=WRITTEN),
    completion=Completion(total=("outputTokens",), reasoning=("reasoningTokens",)),
    total=("totalTokens",),
    partial_total=True,
    ambiguous=True,
)
usage_of_anthropic = replace(
    usage,
    prompt=replace(usage.prompt, holds_cache=False),
    vendors=frozenset({"anthropic", "bedrock"}),
)
