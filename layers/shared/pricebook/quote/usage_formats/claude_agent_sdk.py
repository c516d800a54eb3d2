"""Claude Agent SDK: `modelUsage`, the sums of a whole session by model; cached tokens beside input.

https://code.claude.com/docs/en/agent-sdk/cost-tracking
"""

from pricebook.quote.usage_formats import Completion, Format, Prompt

model_usage = Format(
    name="claude_agent_sdk",
    title="the modelUsage of a Claude Agent SDK result",
    marks=frozenset({"cacheCreationInputTokens", "webSearchRequests", "costUSD"}),
    prompt=Prompt(
        total=("inputTokens",),
        cached=("cacheReadInputTokens",),
        written=("cacheCreationInputTokens",),
        holds_cache=False,
    ),
    completion=Completion(total=("outputTokens",)),
    counters={"webSearchRequests": "web_searches"},
    free=frozenset({"contextWindow", "maxOutputTokens"}),
    billed=("costUSD",),
    vendors=frozenset({"anthropic"}),
    summed=True,
)
