"""Vertex AI: Gemini's usage, with the kind of traffic.

https://docs.cloud.google.com/vertex-ai/generative-ai/docs/reference/rest/v1/GenerateContentResponse
"""

from dataclasses import replace

from pricebook.quote.usage_formats import Word
from pricebook.quote.usage_formats.gemini import TIERS, both, content

traffic = replace(
    content,
    name="vertex",
    title="a Vertex AI answer",
    marks=frozenset(both("trafficType")),
    words=(
        *content.words,
        *(Word(path, "service_tier", TIERS) for path in both("trafficType")),
    ),
    vendors=frozenset({"google-vertex"}),
)
