"""Cloudflare's prices of Workers AI. US dollars, each with its unit in the cell.

A minute of sound may come in or go out, and a picture too: the page does not say, so they are not
read. The neurons beside them are another way to say the same.
https://developers.cloudflare.com/workers-ai/platform/pricing/index.md, shape last seen in the
repository of Cloudflare's documentation, 2025: fairly sure.
"""

from collections.abc import Collection
from datetime import date

from pricebook.price_pages import PricePage
from pricebook.price_pages.cells import plain
from pricebook.price_pages.reading import Reading, Rules, notes_of
from pricebook.price_pages.tables import markdown_tables
from pricebook.price_pages.words import Words, said

PHRASES = ((r"in tokens", said()), (r"per image\b", lambda _match: None))
PLAN = "free allocation|overage pricing"


def read(text: str, today: date, _known: Collection[str]) -> Reading:
    """Return what the page states."""
    reading = Reading(today, notes_of(text))
    for table in markdown_tables(text):
        if not any(ids(cell) for row in table.rows for cell in row[:1]):
            continue  # what a plan allows is no price of a model
        reading.table(table, Rules(ids, phrases=PHRASES), Words())
    return reading.settled()


def ids(cell: str) -> list[str]:
    """Return the id, which begins with an at sign."""
    text = plain(cell)
    return [text] if text.startswith("@") and " " not in text else []


page = PricePage(
    provider="cloudflare",
    url="https://developers.cloudflare.com/workers-ai/platform/pricing/index.md",
    read=read,
)
