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


def matches(rule: object, model_id: str) -> bool:
    """Tell whether a rule means an id, which is in lower case; an unknown rule means none."""
    return _Alternatives([rule]).mean(model_id)


class _Alternatives:
    """Rules of which one is enough, sorted by what they look at: each kind is one look at an id."""

    def __init__(self, rules: list[object], depth: int = 0) -> None:
        """Take rules apart; those that nobody knows, or that lie too deep, mean no id."""
        self.names: set[str] = set()
        self.beginnings: tuple[str, ...] = ()
        self.ends: tuple[str, ...] = ()
        self.parts: list[str] = []
        self.patterns: list[re.Pattern[str]] = []
        self.together: list[list[_Alternatives]] = []
        for rule in rules:
            self._add(rule, depth)
        self.is_rare = bool(self.parts or self.patterns or self.together)

    def _add(self, rule: object, depth: int) -> None:
        match rule:
            case {"equals": str(text)}:
                self.names.add(text.lower())
            case {"starts_with": str(text)}:
                self.beginnings += (text.lower(),)
            case {"ends_with": str(text)}:
                self.ends += (text.lower(),)
            case {"contains": str(text)}:
                self.parts.append(text.lower())
            case {"regex": str(text)}:
                self.patterns += filter(None, [compiled(text)])
            case _ if depth < MAX_DEPTH:
                self._add_several(rule, depth + 1)

    def _add_several(self, rule: object, depth: int) -> None:
        match rule:
            case {"or": [*rules]}:
                for each in rules:
                    self._add(each, depth)
            case {"and": [*rules]} if rules:
                self.together.append([_Alternatives([each], depth) for each in rules])

    def mean(self, model_id: str) -> bool:
        """Tell whether one of the rules means an id."""
        return (
            model_id in self.names
            or model_id.startswith(self.beginnings)
            or model_id.endswith(self.ends)
            or (self.is_rare and self._mean_by_rare_rules(model_id))
        )

    def _mean_by_rare_rules(self, model_id: str) -> bool:
        return (
            any(part in model_id for part in self.parts)
            or any(pattern.search(model_id) for pattern in self.patterns)
            or any(all(rule.mean(model_id) for rule in rules) for rules in self.together)
        )


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


class Entry:
    """One entry of a list and the ids that it means, taken apart once however often it is tried."""

    def __init__(self, fields: dict[str, Any]) -> None:
        """Set apart the ids that are named in full: most ids need no rule to be tried."""
        rule = fields.get("match")
        self.fields = fields
        self.named = [model_id.lower() for model_id in equal_ids(rule)]
        self.described = not (isinstance(rule, dict) and "equals" in rule)
        self.rules = _Alternatives([rule])


class Entries:
    """The entries of one seller: the first in the list's order that means an id is taken."""

    def __init__(self, entries: list[Entry]) -> None:
        """Note where each entry stands."""
        self.entries = entries
        self.named: dict[str, int] = {}
        for place, entry in enumerate(entries):
            for model_id in entry.named:
                self.named.setdefault(model_id, place)
        self.described = [(place, e.rules) for place, e in enumerate(entries) if e.described]

    def first(self, model_id: str) -> dict[str, Any] | None:
        """Return the entry that means an id, which is in lower case."""
        last = self.named.get(model_id, len(self.entries))
        rules = (place for place, rules in self.described if place < last and rules.mean(model_id))
        place = next(rules, last)
        return self.entries[place].fields if place < len(self.entries) else None


def spellings(model_id: str) -> list[str]:
    """Return an id as the client tries it: in lower case, then with dashes in its date."""
    lower = model_id.lower()[:MAX_LENGTH]
    return list(dict.fromkeys((lower, COMPACT_DATE.sub(_dashed, lower))))


def _dashed(match: re.Match[str]) -> str:
    try:
        return date(*map(int, match.groups())).isoformat()
    except ValueError:
        return match[0]
