"""Bedrock Converse: what a cache reads and writes comes on top of `inputTokens`.

https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_TokenUsage.html
"""

from pricebook.quote.usage_formats import Part, Shape, kept, part

WRITTEN = "cacheWriteInputTokens"

converse = Shape(
    name="a Bedrock Converse answer",
    marks=frozenset({"inputTokens"}),
    parts=(
        part("inputTokens", "input_tokens"),
        Part(("cacheReadInputTokens", "cacheReadInputTokenCount"), "cache_read_tokens"),
        Part((WRITTEN, "cacheWriteInputTokenCount"), "cache_write_tokens"),
        kept("cacheDetails.5m", WRITTEN, "5m"),
        kept("cacheDetails.1h", WRITTEN, "1h"),
        part("outputTokens", "output_tokens"),
    ),
    total="totalTokens",
)
