"""Z.ai's prices. US dollars per 1M tokens or image, as a line above says; ids are the names.

Storage of cached input is free for a time, which is no price. Films and agents have units of their
own, and are read where the cell names one.
https://docs.z.ai/guides/overview/pricing.md, columns last seen 2026-10-06 in a copy; the line with
the unit was not copied: fairly sure.
"""

import re
from collections.abc import Collection
from datetime import date

from pricebook.price_pages import PricePage
from pricebook.price_pages.cells import plain
from pricebook.price_pages.reading import Reading, Rules, notes_of, unit_above
from pricebook.price_pages.tables import Table, markdown_tables
from pricebook.price_pages.words import Words
from pricebook.price_pages.words import read as read_words

PRICES = re.compile(r"Prices? (per [^.]+)", re.IGNORECASE)
ID = re.compile(r"[a-z0-9][\w.-]*")


def read(text: str, today: date, _known: Collection[str]) -> Reading:
    """Return what the page states."""
    reading, unit = Reading(today, notes_of(text)), Words()
    for table in markdown_tables(text):
        unit = stated_unit(table) or unit
        reading.table(table, Rules(ids), unit)
    return reading.settled()


def stated_unit(table: Table) -> Words | None:
    """Return the unit that a line above a table names: nothing of it where that is not known."""
    lines = [match[1] for line in table.above if (match := PRICES.match(line))]
    if not lines:
        return unit_above(table.above)
    words = read_words(lines[-1])
    return Words(unit=words.unit, per=words.per) if words else Words()


def ids(cell: str) -> list[str]:
    """Return the id: the name in lower case."""
    text = plain(cell).lower().replace(" ", "-")
    return [text] if ID.fullmatch(text) else []


page = PricePage(provider="zai", url="https://docs.z.ai/guides/overview/pricing.md", read=read)
