"""Together AI's prices. US dollars per 1M tokens by the head, or per unit of a column.

A price with a plus behind it is only where others begin, and is not read; nor is one per film.
https://docs.together.ai/docs/serverless/models.md, shape last seen 2026-10-04 in a copy: sure.
"""

import re
from collections.abc import Collection, Mapping
from datetime import date

from pricebook.price_pages import PricePage
from pricebook.price_pages.cells import plain
from pricebook.price_pages.reading import Reading, Rules, notes_of
from pricebook.price_pages.tables import markdown_tables
from pricebook.price_pages.words import Words
from pricebook.price_pages.words import read as read_words

ID = re.compile(r"[\w.-]+/[\w.:-]+")


def read(text: str, today: date, _known: Collection[str]) -> Reading:
    """Return what the page states."""
    reading = Reading(today, notes_of(text))
    for table in markdown_tables(text):
        reading.table(table, Rules(ids, row=of_row), Words())
    return reading.settled()


def ids(cell: str) -> list[str]:
    """Return the string by which a request names the model."""
    text = plain(cell)
    return [text] if ID.fullmatch(text) else []


def of_row(cells: Mapping[str, str]) -> Words | None:
    """Return the unit that a column names."""
    unit = plain(cells.get("Unit", ""))
    return read_words(f"per {unit}") if unit else Words()


page = PricePage(
    provider="together", url="https://docs.together.ai/docs/serverless/models.md", read=read
)
