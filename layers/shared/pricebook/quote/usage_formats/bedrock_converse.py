"""Bedrock Converse: what a cache reads and writes comes on top of `inputTokens`.

https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_TokenUsage.html
"""

from pricebook.quote.usage_formats import Completion, Format, Prompt, Word

converse = Format(
    name="bedrock_converse",
    title="a Bedrock Converse answer",
    marks=frozenset({"inputTokens"}),
    prompt=Prompt(
        total=("inputTokens",),
        cached=("cacheReadInputTokens", "cacheReadInputTokenCount"),
        written=("cacheWriteInputTokens", "cacheWriteInputTokenCount"),
        written_for={"5m": ("cacheDetails.5m",), "1h": ("cacheDetails.1h",)},
        holds_cache=False,
    ),
    completion=Completion(total=("outputTokens",)),
    total=("totalTokens",),
    partial_total=True,
    words=(
        Word("serviceTier.type", "service_tier"),
        Word("performanceConfig.latency", "speed"),
    ),
    ambiguous=True,
    vendors=frozenset({"bedrock"}),
)
