"""MiniMax's prices. US dollars, each cell with its unit; the length of a prompt stands by the name.

A price that is struck through is the one before a discount. Songs and voices are not read.
https://platform.minimax.io/docs/guides/pricing-paygo.md, shape last seen 2026-10-07 in copies of
the page: sure.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from pricebook.price_pages import PricePage
from pricebook.price_pages.cells import BREAK, plain
from pricebook.price_pages.reading import Reading, Rules, notes_of
from pricebook.price_pages.tables import Table, markdown_tables
from pricebook.price_pages.words import Words, said
from pricebook.price_pages.words import read as read_words

DISCOUNT = ((r"permanent \d+% off", said()),)
TIERS: Mapping[str, dict[str, object]] = {
    "standard": {},
    "priority": {"service_tier": "priority"},
    "priority service": {"service_tier": "priority"},
}
TAB = re.compile(r'<Tab title="([^"]*)"|(</Tab>)')
ID = re.compile(r"[\w.-]+")
RESOLUTION = re.compile(r"\d{3,4}p", re.IGNORECASE)


def read(text: str, today: date, _known: Collection[str]) -> Reading:
    """Return what the page states."""
    reading, tabs = Reading(today, notes_of(text)), Tabs()
    for table in markdown_tables(text):
        tier = tabs.tier(table)
        if tier is None:
            reading.lost(table, "a tab that no rule knows", (c for row in table.rows for c in row))
            continue
        reading.table(table, Rules(ids, row=of_row), Words(conditions=tier))
    return reading.settled()


@dataclass(slots=True)
class Tabs:
    """Tab that is open; one without tags is a line of its own, and good for the next table."""

    title: str | None = None

    def tier(self, table: Table) -> dict[str, object] | None:
        """Return the tier of the next table; None in a tab that nobody knows."""
        label = "standard"
        for line in table.above:
            tab, words = TAB.search(line), line.strip("* ").lower()
            if tab:
                self.title = None if tab[2] else tab[1].strip("* ").lower()
            elif words in TIERS:
                label = words
        return TIERS.get(label if self.title is None else self.title)


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
