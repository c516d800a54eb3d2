"""Moonshot's prices, in tables that are tags with lists of cells. US dollars per the row's unit.

Kimi K3 has prices of writing to the cache for five minutes and for an hour; older models tell what
a hit and a miss cost. The page of its Chinese platform is another one, in yuan.
https://platform.kimi.ai/docs/pricing/chat.md, shape last seen 2026-10 as two others read it: fairly
sure.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date

from pricebook.price_pages import PricePage
from pricebook.price_pages.cells import plain
from pricebook.price_pages.reading import Reading, Rules
from pricebook.price_pages.tables import Table
from pricebook.price_pages.words import Phrase, Words, said
from pricebook.price_pages.words import read as read_words

TABLE = re.compile(
    r"<DocTable\s+columns=\{\[(.{1,5000}?)\]\}\s+rows=\{\[(.{1,50000}?)\]\}\s*/>", re.DOTALL
)
TAG = "<DocTable"
TITLE = re.compile(r'title:\s*"([^"]*)"')
ROW = re.compile(r"^\s*\[(.*?)\]\s*,?\s*$", re.MULTILINE)
CELL = re.compile(r'<>(.*?)</>|"((?:[^"\\]|\\.)*)"')
DOLLAR = '{"$"}'
ID = re.compile(r"[a-z0-9][\w.-]*")
UNIT = re.compile(r"1M tokens", re.IGNORECASE)
PHRASES: tuple[Phrase, ...] = (
    (r"input price \(cache hit\)|cached input price", said(side="cache_read")),
    (r"input price \(cache miss\)", said(side="input")),
    (r"cache write price \(ttl 5 ?min\)", said(side="cache_write")),
    (r"cache write price \(ttl 1 ?h\)", said(side="cache_write", conditions={"cache_ttl": "1h"})),
)


def read(text: str, today: date, _known: Collection[str]) -> Reading:
    """Return what the page states."""
    reading, written = Reading(today), list(tables(text))
    for table in written:
        reading.table(table, Rules(ids, phrases=PHRASES, row=of_row), Words())
    if others := text.count(TAG) - len(written):
        reading.unread["tables without titles"] += others
    return reading.settled()


def tables(text: str) -> Iterator[Table]:
    """Yield the tables of a page."""
    for match in TABLE.finditer(text):
        rows = (CELL.findall(row.replace(DOLLAR, "$")) for row in ROW.findall(match[2]))
        cells = tuple(tuple(one or other for one, other in row) for row in rows)
        yield Table((), ("Chat",), tuple(TITLE.findall(match[1])), cells)


def ids(cell: str) -> list[str]:
    """Return the id."""
    text = plain(cell)
    return [text] if ID.fullmatch(text) else []


def of_row(cells: Mapping[str, str]) -> Words | None:
    """Return the unit of a row, which a cell of it names."""
    units = [cell for cell in cells.values() if UNIT.fullmatch(plain(cell))]
    return read_words(f"per {plain(units[0])}") if units else None


page = PricePage(
    provider="moonshot", url="https://platform.kimi.ai/docs/pricing/chat.md", read=read
)
