"""MiniMax's prices. US dollars, each cell with its unit; the length of a prompt stands by the name.

A price that is struck through is the one before a discount. Songs and voices are not read.
https://platform.minimax.io/docs/guides/pricing-paygo.md, cells last seen 2026-10-06 in a copy, its
headings but not its tabs: fairly sure.
"""

import re
from collections.abc import Collection, Mapping
from datetime import date

from pricebook.price_pages import PricePage
from pricebook.price_pages.cells import BREAK, plain
from pricebook.price_pages.reading import Reading, Rules, notes_of
from pricebook.price_pages.tables import Table, markdown_tables
from pricebook.price_pages.words import Words, said
from pricebook.price_pages.words import read as read_words

DISCOUNT = ((r"permanent \d+% off", said()),)
TIER = re.compile(r"priority(?: service)?", re.IGNORECASE)
ID = re.compile(r"[\w.-]+")
RESOLUTION = re.compile(r"\d{3,4}p", re.IGNORECASE)


def read(text: str, today: date, _known: Collection[str]) -> Reading:
    """Return what the page states."""
    reading = Reading(today, notes_of(text))
    for table in markdown_tables(text):
        reading.table(table, Rules(ids, row=of_row), Words(conditions=tier(table)))
    return reading.settled()


def tier(table: Table) -> dict[str, object]:
    """Return the tier of a table, by the tab above it."""
    named = any(TIER.fullmatch(line.strip("* ")) for line in table.above)
    return {"service_tier": "priority"} if named else {}


def ids(cell: str) -> list[str]:
    """Return the name in the first line of a cell, which is the id."""
    first = plain(BREAK.split(cell)[0])
    return [first] if ID.fullmatch(first) else []


def of_row(cells: Mapping[str, str]) -> Words | None:
    """Return what the lines under a name say, and the resolution of a film."""
    model = cells.get("Model", "")
    below = read_words(" ".join(plain(line) for line in BREAK.split(model)[1:]), DISCOUNT)
    size = plain(cells.get("Resolution", ""))
    if not below or not size:
        return below
    film = Words(side="output", medium="video", conditions={"resolution": size.lower()})
    return below.beside(film) if RESOLUTION.fullmatch(size) else None


page = PricePage(
    provider="minimax", url="https://platform.minimax.io/docs/guides/pricing-paygo.md", read=read
)
