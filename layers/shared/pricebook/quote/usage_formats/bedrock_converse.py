"""Bedrock Converse: what a cache reads and writes comes on top of `inputTokens`.

The last part of a streamed InvokeModel calls each a count.

https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_TokenUsage.html
"""

from pricebook.quote.usage_formats import Completion, Format, Prompt, Word

converse = Format(
    name="bedrock_converse",
    title="a Bedrock Converse answer",
    marks=frozenset({"inputTokens", "inputTokenCount"}),
    prompt=Prompt(
        total=("inputTokens", "inputTokenCount"),
        cached=("cacheReadInputTokens", "cacheReadInputTokenCount"),
        written=("cacheWriteInputTokens", "cacheWriteInputTokenCount"),
        written_for={"5m": ("cacheDetails.5m",), "1h": ("cacheDetails.1h",)},
        holds_cache=False,
    ),
    completion=Completion(total=("outputTokens", "outputTokenCount")),
    total=("totalTokens",),
    partial_total=True,
    words=(
        Word("serviceTier.type", "service_tier"),
        Word("performanceConfig.latency", "speed"),
    ),
    free=frozenset({"firstByteLatency", "invocationLatency"}),
    ambiguous=True,
    vendors=frozenset({"bedrock"}),
)
