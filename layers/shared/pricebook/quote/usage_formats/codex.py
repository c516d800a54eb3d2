"""Codex `token_count`: cached and reasoning tokens are parts of two totals.

Of a whole event the last turn is read; `total_token_usage` is the sum of all so far.
https://developers.openai.com/codex/cli
"""

from pricebook.quote.usage_formats import Completion, Format, Prompt

token_count = Format(
    name="codex",
    title="a Codex token_count",
    marks=frozenset({"cached_input_tokens", "reasoning_output_tokens"}),
    prompt=Prompt(total=("input_tokens",), cached=("cached_input_tokens",)),
    completion=Completion(total=("output_tokens",), reasoning=("reasoning_output_tokens",)),
    total=("total_tokens",),
    vendors=frozenset({"openai"}),
)
