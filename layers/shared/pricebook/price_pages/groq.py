"""Groq's prices. US dollars per 1M tokens by the head, or per hour or characters by the cell.

https://console.groq.com/docs/models.md, columns last seen 2026-10-04 in a copy of the HTML, and the
Markdown in an excerpt: fairly sure.
"""

from collections.abc import Collection
from datetime import date

from pricebook.price_pages import PricePage
from pricebook.price_pages.cells import plain
from pricebook.price_pages.reading import Reading, Rules, notes_of
from pricebook.price_pages.tables import markdown_tables
from pricebook.price_pages.words import Words, said

HOURS = ((r"(?:/|per) ?hour", said(side="input", medium="audio", unit="hours", per=1)),)


def read(text: str, today: date, _known: Collection[str]) -> Reading:
    """Return what the page states."""
    reading = Reading(today, notes_of(text))
    for table in markdown_tables(text):
        reading.table(table, Rules(ids, phrases=HOURS), Words())
    return reading.settled()


def ids(cell: str) -> list[str]:
    """Return the id, which stands behind the name."""
    return plain(cell).split()[-1:]


page = PricePage(provider="groq", url="https://console.groq.com/docs/models.md", read=read)
