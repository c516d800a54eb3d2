"""xAI's prices. US dollars per 1M tokens by the head; of pictures and films by the cell.

A model with a price for long prompts has two rows, "(< 200k prompt tokens)" and "(≥ 200k prompt
tokens)". Sound is sold by modes and has no model; the premium of priority, the discount of batches
and what an American endpoint adds stand in sentences, and are not read.
https://docs.x.ai/developers/pricing.md, shape last seen 2026-10 in copies of the page: sure.
"""

import re
from collections.abc import Collection, Mapping
from datetime import date

from pricebook.price_pages import PricePage
from pricebook.price_pages.cells import plain
from pricebook.price_pages.reading import Reading, Rules, notes_of
from pricebook.price_pages.tables import Table, markdown_tables
from pricebook.price_pages.words import Words, said
from pricebook.price_pages.words import read as read_words

ID = re.compile(r"([a-z0-9][\w.-]*)((?: \(.*\))?)")
MODELS = re.compile(r"(?:text api|imagine)(?: pricing)?", re.IGNORECASE)
"""Sections with a table whose rows are models of the API."""
PHRASES = (
    (r"(?:/|per) ?im(?:a)?ge?s?\b", said(side="output", medium="image", unit="images", per=1)),
    (r"(?:/|per) ?sec\b", said(side="output", medium="video", unit="seconds", per=1)),
)


def read(text: str, today: date, _known: Collection[str]) -> Reading:
    """Return what the page states."""
    reading = Reading(today, notes_of(text))
    for table in markdown_tables(text):
        if MODELS.fullmatch(last_title(table)):
            reading.table(table, Rules(ids, phrases=PHRASES, row=of_row), Words())
        else:
            cells = (cell for row in table.rows for cell in row)
            reading.lost(table, "a section that no rule knows", cells)
    return reading.settled()


def last_title(table: Table) -> str:
    """Return the heading right above a table."""
    return plain(table.sections[-1].title) if table.sections else ""


def ids(cell: str) -> list[str]:
    """Return the id, which a length of prompts may follow."""
    match = ID.fullmatch(plain(cell))
    return [match[1]] if match else []


def of_row(cells: Mapping[str, str]) -> Words | None:
    """Return the length of prompts that stands behind a model."""
    match = ID.fullmatch(plain(cells.get("Model", "")))
    return read_words(match[2]) if match else Words()


page = PricePage(provider="xai", url="https://docs.x.ai/developers/pricing.md", read=read)
