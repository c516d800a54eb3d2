"""Gemini Interactions: totals with a name of their own, and lists by modality.

https://ai.google.dev/api/interactions-api
"""

from pricebook.quote.usage_formats import Completion, Format, Media, Prompt
from pricebook.quote.usage_formats.gemini import KINDS, UNNAMED, both


def _details(name: str) -> Media:
    return {kind: both(f"{name}.{kind}", f"{name}.{word}") for kind, word in KINDS.items()}


INPUTS, CACHES = "inputTokensByModality", "cachedTokensByModality"
OUTPUTS, TOOLS = "outputTokensByModality", "toolUseTokensByModality"

interaction = Format(
    name="gemini_interactions",
    title="a Gemini interaction",
    marks=frozenset(both("totalInputTokens")),
    prompt=Prompt(
        total=both("totalInputTokens"),
        cached=both("totalCachedTokens"),
        media=_details(INPUTS),
        text=both(f"{INPUTS}.text"),
        cached_media={kind: paths for kind, paths in _details(CACHES).items() if kind != "file"},
        cached_text=both(f"{CACHES}.text", f"{CACHES}.document"),
        unspecified=both(*(f"{INPUTS}.{word}" for word in UNNAMED)),
        beside=both("totalToolUseTokens"),
        beside_media=_details(TOOLS),
    ),
    completion=Completion(
        total=both("totalOutputTokens"),
        reasoning=both("totalThoughtTokens", "totalReasoningTokens"),
        media={kind: paths for kind, paths in _details(OUTPUTS).items() if kind != "file"},
        text=both(f"{OUTPUTS}.text"),
        unspecified=both(*(f"{OUTPUTS}.{word}" for word in UNNAMED)),
        holds_reasoning=False,
    ),
    counters=dict.fromkeys(both("groundingToolCount.google_search"), "web_searches")
    | dict.fromkeys(both("groundingToolCount.google_maps"), "map_searches"),
    total=both("totalTokens"),
    free=frozenset(both(f"{TOOLS}.text")),
    vendors=frozenset({"google", "google-vertex"}),
)
