"""Tools: what a whole answer tells of tools that its usage object does not count.

A search costs money wherever it is told of, and what no meter counts leaves a quote incomplete.
https://developers.openai.com/api/docs/pricing, https://ai.google.dev/gemini-api/docs/google-search
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from pricebook.pricing.meters import METERS, Count
from pricebook.quote.measured import Usage
from pricebook.quote.measuring import merged

SEARCH = "web_search_call"
"""A step of a response that searched, or that opened or read what was found, which is free."""
UNCOUNTED = ("code_interpreter_call", "file_search_call", "image_generation_call", "shell_call")
FOUND = "web_search"
"""Where Z.ai lists what it found."""
GROUNDED = ("groundingMetadata", "grounding_metadata")
SOURCES = ("webSearchQueries", "web_search_queries", "groundingChunks", "grounding_chunks")

type Object = Mapping[str, object]


def with_tools(usage: Usage, answer: Object) -> Usage:
    """Return usage with the tools that its answer tells of.

    Args:
        usage: what the usage object says; where it counts searches itself, that holds.
        answer: the object that holds it.
    """
    steps = [step for step in _objects(answer.get("output")) if _costs(step)]
    found = _objects(answer.get(FOUND))
    grounded = bool(found) or any(map(_is_grounded, _objects(answer.get("candidates"))))
    if not steps and not grounded:
        return usage
    counted = any(METERS[count.meter].family == "searches" for count in usage.counts)
    searches = 0 if counted else sum(step["type"] == SEARCH for step in steps)
    return replace(
        usage,
        counts=merged((*usage.counts, Count("web_searches", Decimal(searches)))),
        missing=(*usage.missing, *_uncounted(steps, grounded=grounded and not counted)),
    )


def _uncounted(steps: list[Object], *, grounded: bool) -> Iterator[str]:
    for tool, number in sorted(Counter(str(step["type"]) for step in steps).items()):
        if tool != SEARCH:
            yield f"the answer took {number} {tool}: no meter counts these"
    if grounded:
        yield "the answer rests on searches, and its usage counts no web_searches"


def _costs(step: Object) -> bool:
    action = step.get("action")
    searched = not isinstance(action, dict) or action.get("type", "search") == "search"
    return step.get("type") in UNCOUNTED or (step.get("type") == SEARCH and searched)


def _is_grounded(candidate: Object) -> bool:
    told = [inner for key in GROUNDED if isinstance(inner := candidate.get(key), dict)]
    return any(inner.get(key) for inner in told for key in SOURCES)


def _objects(value: object) -> list[Object]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
