"""Google's prices of the Gemini API: tables of labels, below the ids of a model and its tier.

US dollars per 1M tokens, as the head of the paid tier says. A cell may have prices by length of the
prompt, by medium and by day. The free tier is no price; searches beyond a free number are not read.
https://ai.google.dev/gemini-api/docs/pricing.md.txt, shape last seen 2026-10-04 in a copy of the
page: sure.
"""

import re
from collections.abc import Collection, Mapping
from datetime import date

from pricebook.price_pages import PricePage
from pricebook.price_pages.cells import plain
from pricebook.price_pages.reading import Place, Reading, Rules, notes_of
from pricebook.price_pages.tables import Section, Table, markdown_tables
from pricebook.price_pages.words import Words

TIERS: Mapping[str, dict[str, object]] = {
    "standard": {},
    "batch": {"service_tier": "batch"},
    "flex": {"service_tier": "flex"},
    "priority": {"service_tier": "priority"},
}
ID = re.compile(r"`([a-z0-9][\w.-]*)`")
PAID = re.compile(r"paid tier", re.IGNORECASE)
MODEL_LEVEL = 2
FIRST_LINES = 2
"""The ids of a model stand in the first line under its name."""
RULES = Rules(lambda _cell: [])


def read(text: str, today: date, _known: Collection[str]) -> Reading:
    """Return what the page states."""
    reading = Reading(today, notes_of(text))
    for table in markdown_tables(text):
        _read(reading, table)
    return reading.settled()


def _read(reading: Reading, table: Table) -> None:
    models = [ids(section) for section in table.sections if section.level == MODEL_LEVEL]
    below = [s.title.lower() for s in table.sections if s.level > MODEL_LEVEL]
    paid = [place for place, head in enumerate(table.columns) if PAID.search(head)]
    head = RULES.read(plain(table.columns[paid[0]])) if len(paid) == 1 else None
    tier = TIERS.get(below[-1]) if below else {}
    if not models or not models[0] or head is None or tier is None:
        reading.lost(table, "not a table of one model", (c for row in table.rows for c in row))
        return
    stated = Words(unit=head.unit, per=head.per, conditions=tier)
    for row in table.rows:
        if len(row) == len(table.columns):
            place = Place(models[0], table.sections[0].title, plain(row[0]))
            reading.cell(table, place, row[paid[0]], RULES, stated)
        else:
            reading.lost(table, "a row with another number of cells", row)


def ids(section: Section) -> list[str]:
    """Return the ids under the name of a model."""
    return [found for line in section.lines[:FIRST_LINES] for found in ID.findall(line)]


page = PricePage(
    provider="google", url="https://ai.google.dev/gemini-api/docs/pricing.md.txt", read=read
)
