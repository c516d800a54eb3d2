"""Gemini: the prompt includes what its cache holds; thoughts and tool prompts come on top.

REST and JavaScript write camelCase, Python and logs snake_case.
https://ai.google.dev/api/generate-content#UsageMetadata
"""

import re

from pricebook.quote.usage_formats import (
    STANDARD_TIER,
    Completion,
    Format,
    Media,
    Paths,
    Prompt,
    Word,
)

TIERS = {
    "on_demand": STANDARD_TIER,
    "on_demand_flex": "flex",
    "on_demand_priority": "priority",
    "traffic_type_unspecified": STANDARD_TIER,
    "unspecified": STANDARD_TIER,
    "service_tier_unspecified": STANDARD_TIER,
}
KINDS = {"audio": "audio", "image": "image", "video": "video", "file": "document"}
UNNAMED = ("modality_unspecified", "unspecified")


def snake(path: str) -> str:
    """Return a path as Python writes it."""
    return re.sub(r"(?<=[a-z])([A-Z])", lambda found: "_" + found[1].lower(), path)


def details(*names: str) -> Media:
    """Return where the media of a total lie."""
    return {kind: both(*(f"{name}.{word}" for name in names)) for kind, word in KINDS.items()}


def both(*paths: str) -> Paths:
    """Return paths in either spelling."""
    return tuple(dict.fromkeys(spelling for path in paths for spelling in (path, snake(path))))


PROMPTS, CACHES, TOOLS = "promptTokensDetails", "cacheTokensDetails", "toolUsePromptTokensDetails"
OUTPUTS = ("candidatesTokensDetails", "responseTokensDetails")
CACHED_MEDIA = {kind: paths for kind, paths in details(CACHES).items() if kind != "file"}
"""No meter counts documents out of a cache: they are charged like its text."""

content = Format(
    name="gemini",
    title="a Gemini answer",
    marks=frozenset(both("promptTokenCount")),
    prompt=Prompt(
        total=both("promptTokenCount"),
        cached=both("cachedContentTokenCount"),
        media=details(PROMPTS),
        text=both(f"{PROMPTS}.text"),
        cached_media=CACHED_MEDIA,
        cached_text=both(f"{CACHES}.text", f"{CACHES}.document"),
        unspecified=both(*(f"{PROMPTS}.{word}" for word in UNNAMED)),
        beside=both("toolUsePromptTokenCount"),
        beside_media=details(TOOLS),
    ),
    completion=Completion(
        total=both("candidatesTokenCount", "responseTokenCount"),
        reasoning=both("thoughtsTokenCount"),
        media={kind: paths for kind, paths in details(*OUTPUTS).items() if kind != "file"},
        text=both(*(f"{name}.text" for name in OUTPUTS)),
        unspecified=both(*(f"{name}.{word}" for name in OUTPUTS for word in UNNAMED)),
        holds_reasoning=False,
    ),
    total=both("totalTokenCount"),
    words=tuple(Word(path, "service_tier", TIERS) for path in both("serviceTier")),
    free=frozenset(
        both(f"{TOOLS}.text", *(f"{name}.{word}" for name in (CACHES, TOOLS) for word in UNNAMED))
    ),
    vendors=frozenset({"google"}),
)
