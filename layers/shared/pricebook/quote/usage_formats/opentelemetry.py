"""OpenTelemetry's `gen_ai.usage.*`: cached and reasoning tokens are parts of two totals.

Older spans say prompt and completion; OpenLLMetry and others join cache and read by a line.
https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-spans
"""

from pricebook.quote.usage_formats import Completion, Format, Prompt

USAGE = "gen_ai.usage"

attributes = Format(
    name="opentelemetry",
    title="OpenTelemetry's gen_ai.usage attributes",
    marks=frozenset({f"{USAGE}.input_tokens", f"{USAGE}.prompt_tokens"}),
    prompt=Prompt(
        total=(f"{USAGE}.input_tokens", f"{USAGE}.prompt_tokens"),
        cached=(
            f"{USAGE}.cache_read.input_tokens",
            f"{USAGE}.cache_read_input_tokens",
            f"{USAGE}.input_tokens.cached",
            f"{USAGE}.details.cache_read_tokens",
        ),
        written=(
            f"{USAGE}.cache_creation.input_tokens",
            f"{USAGE}.cache_creation_input_tokens",
            f"{USAGE}.cache_write_input_tokens",
            f"{USAGE}.input_tokens.cache_write",
            f"{USAGE}.details.cache_write_tokens",
        ),
    ),
    completion=Completion(
        total=(f"{USAGE}.output_tokens", f"{USAGE}.completion_tokens"),
        reasoning=(
            f"{USAGE}.reasoning.output_tokens",
            f"{USAGE}.reasoning_tokens",
            f"{USAGE}.output_tokens.reasoning",
            f"{USAGE}.details.reasoning_tokens",
        ),
    ),
    total=(f"{USAGE}.total_tokens", "llm.usage.total_tokens"),
    partial_total=True,
    free=frozenset({f"{USAGE}.details", "gen_ai.request", "gen_ai.response", "gen_ai.system"}),
    billed=(f"{USAGE}.cost",),
    ambiguous=True,
)
