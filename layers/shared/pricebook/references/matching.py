"""Match rules of genai-prices: which ids an entry means, as its own client decides it.

A regular expression of a list comes from outside and runs once per id: only expressions whose
time is bounded by their form are tried (no repeated groups, at most two open repetitions).
"""

import re
from datetime import date
from functools import cache
from typing import Any

MAX_LENGTH = 200
"""No id and no pattern is longer."""
MAX_DEPTH = 10
MAX_OPEN_REPETITIONS = 2
ATOM = r"(?:\\[dws./+:@*^$?()\[\]{}|-]|[\w/:@,~ -]|\.|\[\^?[\w./:@-]+\])"
QUANTIFIER = r"(?:\{\d{1,2}(?:,\d{0,2})?\}|[?*+])?"
GROUP = r"\((?:\?:)?[\w./:@|\\-]+\)\??"
BOUNDED = re.compile(rf"\^?(?:{ATOM}{QUANTIFIER}|{GROUP})*\$?")
OPEN_REPETITION = re.compile(r"(?<!\\)[*+]|,\}")
COMPACT_DATE = re.compile(r"(?<=-)(20\d\d)(\d\d)(\d\d)(?=-|:|$)")


def matches(rule: object, model_id: str, depth: int = 0) -> bool:
    """Tell whether a rule means an id, which is in lower case; an unknown rule means none."""
    match rule:
        case {"equals": str(text)}:
            return model_id == text.lower()
        case {"starts_with": str(text)}:
            return model_id.startswith(text.lower())
        case {"ends_with": str(text)}:
            return model_id.endswith(text.lower())
        case {"contains": str(text)}:
            return text.lower() in model_id
        case {"regex": str(text)}:
            match = compiled(text)
            return match is not None and bool(match.search(model_id))
    return depth < MAX_DEPTH and _any_or_all(rule, model_id, depth + 1)


def _any_or_all(rule: object, model_id: str, depth: int) -> bool:
    match rule:
        case {"or": [*rules]}:
            return any(matches(inner, model_id, depth) for inner in rules)
        case {"and": [*rules]}:
            return bool(rules) and all(matches(inner, model_id, depth) for inner in rules)
    return False


@cache
def compiled(pattern: str) -> re.Pattern[str] | None:
    """Return a regular expression whose time is bounded, or None."""
    repeated = len(OPEN_REPETITION.findall(pattern))
    if len(pattern) > MAX_LENGTH or repeated > MAX_OPEN_REPETITIONS:
        return None
    if not BOUNDED.fullmatch(pattern):
        return None
    try:
        return re.compile(pattern)
    except re.error:
        return None


def equal_ids(rule: object, depth: int = 0) -> list[str]:
    """Return the ids that a rule names in full."""
    match rule:
        case {"equals": str(model_id)} if model_id.strip():
            return [model_id]
        case {"or": [*rules]} if depth < MAX_DEPTH:
            return [named for inner in rules for named in equal_ids(inner, depth + 1)]
    return []


class Entries:
    """The entries of one seller: the first in the list's order that means an id is taken."""

    def __init__(self, entries: list[dict[str, Any]]) -> None:
        """Set apart the ids that are named in full: most ids need no rule to be tried."""
        self.entries = entries
        self.named: dict[str, int] = {}
        self.described: list[tuple[int, object]] = []
        for place, entry in enumerate(entries):
            rule = entry.get("match")
            for model_id in equal_ids(rule):
                self.named.setdefault(model_id.lower(), place)
            if not (isinstance(rule, dict) and "equals" in rule):
                self.described.append((place, rule))

    def first(self, model_id: str) -> dict[str, Any] | None:
        """Return the entry that means an id, which is in lower case."""
        last = self.named.get(model_id, len(self.entries))
        rules = (
            place for place, rule in self.described if place < last and matches(rule, model_id)
        )
        place = next(rules, last)
        return self.entries[place] if place < len(self.entries) else None


def spellings(model_id: str) -> list[str]:
    """Return an id as the client tries it: in lower case, then with dashes in its date."""
    lower = model_id.lower()[:MAX_LENGTH]
    return list(dict.fromkeys((lower, COMPACT_DATE.sub(_dashed, lower))))


def _dashed(match: re.Match[str]) -> str:
    try:
        return date(*map(int, match.groups())).isoformat()
    except ValueError:
        return match[0]
