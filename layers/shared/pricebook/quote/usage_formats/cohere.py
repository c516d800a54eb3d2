"""Cohere: `billed_units` is what is charged, whatever else was processed.

https://docs.cohere.com/reference/chat, https://docs.cohere.com/reference/rerank
"""

from pricebook.quote.usage_formats import Shape, part

BILLED = "billed_units"

billed = Shape(
    name="a Cohere answer",
    marks=frozenset(
        f"{BILLED}.{unit}" for unit in ("input_tokens", "search_units", "images", "classifications")
    ),
    parts=(
        part(f"{BILLED}.input_tokens", "input_tokens"),
        part(f"{BILLED}.output_tokens", "output_tokens"),
        part(f"{BILLED}.search_units", "queries"),
        part(f"{BILLED}.images", "input_images"),
    ),
    free=frozenset({"tokens", "cached_tokens", "api_version"}),
    uncounted=frozenset({f"{BILLED}.classifications"}),
)
