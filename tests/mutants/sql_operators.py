"""SQL operators: the small changes that are made to a statement, one at a time."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

SWAPS = {
    ">=": ">",
    "<=": "<",
    " > ": " >= ",
    " < ": " <= ",
    "IS NOT DISTINCT FROM": "IS DISTINCT FROM",
    "IS DISTINCT FROM": "IS NOT DISTINCT FROM",
    "IS NOT NULL": "IS NULL",
    "IS NULL": "IS NOT NULL",
    "NOT EXISTS": "EXISTS",
    "NOT IN": "IN",
    "count(DISTINCT": "count(",
    "LEFT JOIN": "JOIN",
    " DESC": "",
    "min(": "max(",
    "max(": "min(",
    "least(": "greatest(",
    "greatest(": "least(",
    "bool_and(": "bool_or(",
    "bool_or(": "bool_and(",
    "true": "false",
    "false": "true",
}
SWAPPED = re.compile("|".join(re.escape(word) for word in sorted(SWAPS, key=len, reverse=True)))
QUOTED = re.compile(r"'[^']*'|--[^\n]*")
CONJUNCT = re.compile(r"\bAND (?!\d)")
"""Where another condition begins."""
BETWEEN = re.compile(r"BETWEEN \S+ $")
SET = re.compile(r"\bSET\b(?P<columns>.*?)(?=\n\s*(FROM|WHERE|RETURNING)\b|\Z)", re.DOTALL)
COLUMN = re.compile(r"\w+ = ")
END = re.compile(
    r"\b(AND|OR|AS|THEN|WHERE|GROUP|ORDER|UNION|HAVING|JOIN|LEFT|CROSS|RETURNING)\b"
    r"|(?<!DISTINCT )\bFROM\b|[,;]"
)


@dataclass(frozen=True, slots=True)
class SqlMutant:
    """One change of one statement.

    Attributes:
        address: the statement.
        change: the text before and after, and which of several like it.
        sql: the statement as it is then.
    """

    address: str
    change: str
    sql: str

    @property
    def name(self) -> str:
        """The name of the change in `survivors.toml`."""
        return f"{self.address}: {self.change}"


def mutants(address: str, sql: str) -> Iterator[SqlMutant]:
    """Yield every mutant of a statement, each with one change."""
    code = QUOTED.sub(lambda match: "\0" * len(match[0]), sql)
    alike: Counter[str] = Counter()
    for start, end, text in [*_swaps(code), *_conjuncts(code), *_columns(code)]:
        change = f"{' '.join(sql[start:end].split())}  =>  {text.strip()}"
        alike[change] += 1
        yield SqlMutant(address, f"{change} #{alike[change]}", sql[:start] + text + sql[end:])


def _swaps(code: str) -> Iterator[tuple[int, int, str]]:
    for match in SWAPPED.finditer(code):
        yield match.start(), match.end(), SWAPS[match[0]]


def _conjuncts(code: str) -> Iterator[tuple[int, int, str]]:
    """Leave out one condition of several."""
    for match in CONJUNCT.finditer(code):
        if not BETWEEN.search(code[: match.start()]):
            yield match.start(), _end(code, match.end(), END), ""


def _columns(code: str) -> Iterator[tuple[int, int, str]]:
    """Leave one column of several as it is."""
    for update in SET.finditer(code):
        place, comma = update.start("columns"), re.compile(",")
        while column := COLUMN.search(code, place, update.end("columns")):
            place = _end(code, column.end(), comma)
            if place < update.end("columns"):
                place += 1
                yield column.start(), place, ""


def _end(code: str, start: int, limit: re.Pattern[str]) -> int:
    """Return where an expression ends that begins at a place."""
    depth = 0
    for place in range(start, len(code)):
        letter = code[place]
        depth += (letter == "(") - (letter == ")")
        if depth < 0 or (depth == 0 and limit.match(code, place)):
            return place
    return len(code)
