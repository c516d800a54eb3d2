"""Cohere: `billed_units` is what is charged, whatever else was processed.

https://docs.cohere.com/reference/chat, https://docs.cohere.com/reference/rerank
"""

from pricebook.quote.usage_formats import Completion, Format, Prompt

BILLED = "billed_units"

billed = Format(
    name="cohere",
    title="a Cohere answer",
    marks=frozenset(
        f"{BILLED}.{unit}" for unit in ("input_tokens", "search_units", "images", "classifications")
    ),
    prompt=Prompt(total=(f"{BILLED}.input_tokens",)),
    completion=Completion(total=(f"{BILLED}.output_tokens",)),
    counters={f"{BILLED}.search_units": "queries", f"{BILLED}.images": "input_images"},
    free=frozenset({"tokens", "cached_tokens", "api_version", f"{BILLED}.image_tokens"}),
    uncounted=frozenset({f"{BILLED}.classifications"}),
    vendors=frozenset({"cohere"}),
)
