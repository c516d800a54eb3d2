"""Voyage AI: all tokens of what is embedded or ranked, as one total; pictures count by the pixel.

https://docs.voyageai.com/reference/embeddings-api
"""

from pricebook.quote.usage_formats import Format, Prompt

embedded = Format(
    name="voyage",
    title="a Voyage AI answer",
    marks=frozenset({"image_pixels"}),
    prompt=Prompt(total=("total_tokens",)),
    free=frozenset({"text_tokens"}),
    uncounted=frozenset({"image_pixels"}),
    vendors=frozenset({"jina", "voyage"}),
)
