"""OpenAI responses: cached and reasoning tokens are parts of two totals; embeddings as well.

The Agents SDK adds up the requests of a run, which it lists besides.
https://developers.openai.com/api/reference/resources/responses,
https://openai.github.io/openai-agents-python/usage/
"""

from pricebook.quote.usage_formats import Completion, Format, Prompt, Word, media

INPUT, INPUTS = "input_tokens", "input_tokens_details"
OUTPUT, OUTPUTS = "output_tokens", "output_tokens_details"

responses = Format(
    name="openai_responses",
    title="an OpenAI responses answer",
    marks=frozenset({INPUT}),
    prompt=Prompt(
        total=(INPUT,),
        cached=(f"{INPUTS}.cached_tokens",),
        written=(f"{INPUTS}.cache_write_tokens",),
        media=media(f"{INPUTS}.{{}}_tokens", "audio", "image", "video", "file"),
        text=(f"{INPUTS}.text_tokens",),
    ),
    completion=Completion(
        total=(OUTPUT,),
        reasoning=(f"{OUTPUTS}.reasoning_tokens",),
        media=media(f"{OUTPUTS}.{{}}_tokens", "audio", "image", "video"),
        text=(f"{OUTPUTS}.text_tokens",),
    ),
    counters={"requests": "requests"},
    total=("total_tokens",),
    words=(Word("service_tier", "service_tier"),),
    free=frozenset({"request_usage_entries"}),
    vendors=frozenset({"azure", "openai"}),
)
