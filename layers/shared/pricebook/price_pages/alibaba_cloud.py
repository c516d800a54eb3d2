"""Alibaba Cloud's prices in Singapore, whose endpoint we name: HTML tables inside Markdown.

US dollars per 1M tokens by the head. A range of prompts is a column; two heads for an output are
two modes. A cell with a discount that ends, or with hours, is no price that lasts: it stays unread,
as do pictures, films and sound. What other regions charge is for other endpoints.
https://www.alibabacloud.com/help/en/model-studio/model-pricing.md, shape last seen 2026-10 in a
copy of the page: sure.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from pricebook.price_pages import PricePage
from pricebook.price_pages.cells import plain
from pricebook.price_pages.html_tables import html_tables
from pricebook.price_pages.reading import SILENCE, Reading, Rules, notes_of
from pricebook.price_pages.tables import Table
from pricebook.price_pages.words import Words, said

REGION = "Singapore"
TAB = re.compile(r'<Tab title="([^"]*)">')
HEADING = re.compile(r"^\s*(#{1,5}) (.*)$", re.MULTILINE)
TAB_LEVEL = 4
"""Level of a tab: below the headings of families, above that of older models in it."""
ESCAPED = re.compile(r"\\<")
ID = re.compile(r"[a-z][\w.-]*")
RANGE = re.compile(r"(\d+)([KM]?)(?:<(?:token|input)s?≤\d+[KM]?)?", re.IGNORECASE)
SIZES = {"": 1, "k": 1_000, "m": 1_000_000}
UNTIERED = ("", "no tiered pricing", "-")
THINKING = re.compile(r"(?<!non-)\bthinking mode\b(?: \(.*\))?", re.IGNORECASE)
PHRASES = (
    (r"non-thinking mode", said()),
    (r"thinking mode(?: \(chain of thought \+ answer\))?", said(conditions={"mode": "thinking"})),
    (r"(?:> )?chain of thought \+ answer", said()),
    (r"per 1 million tokens", said(unit="tokens", per=1_000_000)),
    (r"unit price", said()),
)


def read(text: str, today: date, _known: Collection[str]) -> Reading:
    """Return what the page states for its one region."""
    reading = Reading(today, notes_of(text))
    rules = Rules(ids, phrases=PHRASES, row=of_row)
    for table in html_tables(as_html(text)):
        if any(section.title == REGION for section in table.sections):
            for part in parts(one_head(table)):
                reading.table(part, rules, Words())
    return reading.settled()


def as_html(text: str) -> str:
    """Return a page of tags and Markdown as HTML, as far as its tables and headings go."""
    text = ESCAPED.sub("&lt;", text)
    text = HEADING.sub(lambda m: f"<h{_level(m[1])}>{m[2]}</h{_level(m[1])}>", text)
    return TAB.sub(lambda m: f"<h{TAB_LEVEL}>{m[1]}</h{TAB_LEVEL}>", text)


def _level(marks: str) -> int:
    return len(marks) if len(marks) < TAB_LEVEL else len(marks) + 1


def one_head(table: Table) -> Table:
    """Return a table whose second row names parts of its columns with both names in its head."""
    below = table.rows[0] if table.rows else ()
    if not below or below[0] != table.columns[0] or len(below) != len(table.columns):
        return table
    pairs = zip(table.columns, below, strict=True)
    columns = tuple(" ".join(dict.fromkeys(names)) for names in pairs)
    return replace(table, columns=columns, rows=table.rows[1:])


def parts(table: Table) -> Iterator[Table]:
    """Yield a table in two: models of which only thinking has a price have that for everything."""
    heads = [plain(head) for head in table.columns]
    plains = [n for n, head in enumerate(heads) if "non-thinking mode" in head.lower()]
    only = [row for row in table.rows if plains and all(_silent(row, n) for n in plains)]
    yield replace(table, rows=tuple(row for row in table.rows if row not in only))
    if only:
        columns = tuple(THINKING.sub("", head) for head in heads)
        yield replace(table, columns=columns, rows=tuple(only))


def _silent(row: tuple[str, ...], place: int) -> bool:
    return place < len(row) and SILENCE.fullmatch(plain(row[place])) is not None


def ids(cell: str) -> list[str]:
    """Return the id, behind which remarks may stand."""
    first = next(iter(plain(cell).split()), "")
    return [first] if ID.fullmatch(first) else []


def of_row(cells: Mapping[str, str]) -> Words | None:
    """Return from which length of prompts on a row holds."""
    return prompts(v for k, v in cells.items() if k.lower().startswith("input tokens per request"))


def prompts(ranges: Iterable[str]) -> Words | None:
    """Return what a range such as 32K<Token≤128K says; None where it is not understood."""
    words = plain(next(iter(ranges), "")).replace(" ", "")
    match = RANGE.fullmatch(words)
    if words.lower() in {name.replace(" ", "") for name in UNTIERED}:
        return Words()
    start = int(match[1]) * SIZES[match[2].lower()] if match else None
    if start is None:
        return None
    return Words(conditions={"prompt_tokens_gt": start} if start else {})


page = PricePage(
    provider="alibaba-cloud",
    url="https://www.alibabacloud.com/help/en/model-studio/model-pricing.md",
    read=read,
)
