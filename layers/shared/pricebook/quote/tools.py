"""Tools: what a whole answer tells of tools that its usage object does not count.

A search costs money wherever it is told of, and what no meter counts leaves a quote incomplete.
https://developers.openai.com/api/docs/pricing, https://ai.google.dev/gemini-api/docs/google-search
"""

import re
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
RESULTS = "web_search"
"""Where Z.ai lists what it found."""
GROUNDED = ("groundingMetadata", "grounding_metadata")
QUERIES = ("webSearchQueries", "web_search_queries")
CHUNKS = ("groundingChunks", "grounding_chunks", "imageSearchQueries", "image_search_queries")
GEMINI = re.compile(r"\bgemini-(\d+)")
BY_QUERY = 3
"""The first generation of Gemini that is charged by the query; those before, by the answer."""

type Object = Mapping[str, object]


def with_tools(usage: Usage, answer: Object, model: str) -> Usage:
    """Return usage with the tools that its answer tells of.

    Args:
        usage: what the usage object says; where it counts searches itself, that holds.
        answer: the object that holds it.
        model: whose answer it is.
    """
    steps = [step for step in _objects(answer.get("output")) if _costs(step)]
    grounds = [*map(_grounds, _objects(answer.get("candidates")))]
    has_results = bool(_objects(answer.get(RESULTS)))
    if not (steps or has_results or any(grounds)):
        return usage
    missing = [*usage.missing, *_uncounted(steps)]
    searches = 0
    if all(METERS[count.meter].family != "searches" for count in usage.counts):
        asked = _asked(grounds, model)
        searches = asked + sum(step["type"] == SEARCH for step in steps)
        if has_results or (any(grounds) and not asked):
            missing.append("the answer rests on searches, and its usage counts no web_searches")
    counts = merged((*usage.counts, Count("web_searches", Decimal(searches))))
    return replace(usage, counts=counts, missing=tuple(missing))


def _uncounted(steps: list[Object]) -> Iterator[str]:
    for tool, number in sorted(Counter(str(step["type"]) for step in steps).items()):
        if tool != SEARCH:
            yield f"the answer took {number} {tool}: no meter counts these"


def _costs(step: Object) -> bool:
    action = step.get("action")
    searched = not isinstance(action, dict) or action.get("type", "search") == "search"
    return step.get("type") in UNCOUNTED or (step.get("type") == SEARCH and searched)


def _grounds(candidate: Object) -> dict[str, list[object]]:
    """Return what a candidate of Google's rests on, by its kind."""
    metadata = [inner for key in GROUNDED if isinstance(inner := candidate.get(key), dict)]
    lists = {key: inner[key] for inner in metadata for key in (*QUERIES, *CHUNKS) if inner.get(key)}
    return {key: value for key, value in lists.items() if isinstance(value, list)}


def _asked(grounds: list[dict[str, list[object]]], model: str) -> int:
    """Return how many searches Google charges; none where nothing says so."""
    queries = sum(len(ground.get(key, [])) for ground in grounds for key in QUERIES)
    generation = GEMINI.search(model.casefold())
    if not queries or not generation:
        return 0
    return queries if int(generation[1]) >= BY_QUERY else 1


def _objects(value: object) -> list[Object]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
