"""Gemini: the prompt includes what its cache holds; thoughts and tool prompts come on top.

https://ai.google.dev/api/generate-content#UsageMetadata
"""

from pricebook.quote.usage_formats import STANDARD_TIER, Part, Shape, Word, part

PROMPT, CACHED, TOOLS = "promptTokenCount", "cachedContentTokenCount", "toolUsePromptTokenCount"
CANDIDATES, ANSWERED = "candidatesTokenCount", "responseTokenCount"
MEDIA = {"AUDIO": "audio", "IMAGE": "image", "VIDEO": "video", "DOCUMENT": "file"}
TIERS = {
    "on_demand": STANDARD_TIER,
    "on_demand_flex": "flex",
    "on_demand_priority": "priority",
    "traffic_type_unspecified": STANDARD_TIER,
    "unspecified": STANDARD_TIER,
}

content = Shape(
    name="a Gemini answer",
    marks=frozenset({PROMPT}),
    parts=(
        part(PROMPT, "input_tokens"),
        part(CACHED, "cache_read_tokens", PROMPT),
        part(TOOLS, "input_tokens"),
        *(
            part(f"{details}.{kind}", f"input_{medium}_tokens", total, less)
            for kind, medium in MEDIA.items()
            for details, total, less in (
                ("promptTokensDetails", PROMPT, f"cacheTokensDetails.{kind}"),
                ("toolUsePromptTokensDetails", TOOLS, None),
            )
        ),
        *(
            part(f"cacheTokensDetails.{kind}", f"cache_read_{MEDIA[kind]}_tokens", CACHED)
            for kind in ("AUDIO", "IMAGE", "VIDEO")
        ),
        Part((CANDIDATES, ANSWERED), "output_tokens"),
        *(
            part(f"{details}.{kind}", f"output_{MEDIA[kind]}_tokens", total)
            for kind in ("AUDIO", "IMAGE", "VIDEO")
            for details, total in (
                ("candidatesTokensDetails", CANDIDATES),
                ("responseTokensDetails", ANSWERED),
            )
        ),
        part("thoughtsTokenCount", "reasoning_tokens"),
    ),
    total="totalTokenCount",
    words=(
        Word("trafficType", "service_tier", TIERS),
        Word("serviceTier", "service_tier", TIERS),
    ),
    free=frozenset(
        # no meter counts documents out of a cache: they are charged like its text
        {"cacheTokensDetails.DOCUMENT"}
        | {f"{side}TokensDetails.TEXT" for side in ("prompt", "cache", "candidates", "response")}
        | {"toolUsePromptTokensDetails.TEXT"}
    ),
)
