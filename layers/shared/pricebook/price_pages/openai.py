"""OpenAI's prices. US dollars per 1M tokens, as a line above the tables says; tiers are tabs.

Long contexts begin where the page says so in words. Fast is what the request and the lists call
priority. Training, tools and estimates per minute are not read.
https://developers.openai.com/api/docs/pricing.md, shape last seen 2026-10-04 in a copy of the page:
sure.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from pricebook.price_pages import PricePage
from pricebook.price_pages.cells import plain
from pricebook.price_pages.reading import Reading, Rules, notes_of, unit_above
from pricebook.price_pages.tables import Table, markdown_tables
from pricebook.price_pages.words import Phrase, Words, said

TIERS: Mapping[str, dict[str, object]] = {
    "standard": {},
    "batch": {"service_tier": "batch"},
    "flex": {"service_tier": "flex"},
    "fast": {"service_tier": "priority"},
    "priority": {"service_tier": "priority"},
    "ultrafast": {"service_tier": "ultrafast"},
}
TIER = re.compile(r"(\w+)(?: pricing data)?")
SECTION = re.compile(r"[A-Z][\w-]*(?: [\w-]+)* (?:models|sessions|tokens)|Tools|Fine-?tuning")
OTHERS = re.compile(r"Tools|Fine-?tuning")
LONG = re.compile(r"long context: ?> ?(\d+)K", re.IGNORECASE)
ID = re.compile(r"[a-z0-9][\w.-]*")
CONTEXT = re.compile(r"\([^()]*context length\)")


@dataclass(slots=True)
class Tabs:
    """Section and tab in which a table stands; None is a tab that nobody knows."""

    section: str = ""
    tier: dict[str, object] | None = None
    unit: Words | None = None

    def move(self, table: Table) -> None:
        """Go on to the next table: a section begins with its standard tab."""
        for line in table.above:
            tier = TIER.fullmatch(line)
            if SECTION.fullmatch(line):
                self.section, self.tier = line, {}
            elif tier and (tier[1].lower() in TIERS or "pricing data" in line):
                self.tier = TIERS.get(tier[1].lower())
        self.unit = unit_above(table.above) or self.unit


def read(text: str, today: date, _known: Collection[str]) -> Reading:
    """Return what the page states."""
    reading, tabs = Reading(today, notes_of(text)), Tabs(tier={})
    begins = LONG.search(text)
    rules = Rules(ids, phrases=long_context(begins[1] if begins else None),
                  ignored="estimated cost|training|use case|category", row=modality)  # fmt: skip
    for table in markdown_tables(text):
        tabs.move(table)
        if OTHERS.fullmatch(tabs.section):
            continue
        if tabs.tier is None or any(re.match("training", c, re.IGNORECASE) for c in table.columns):
            reading.lost(table, "a tab that no rule knows", (c for row in table.rows for c in row))
            continue
        unit = tabs.unit or Words()
        reading.table(table, rules, Words(unit=unit.unit, per=unit.per, conditions=tabs.tier))
    return reading.settled()


def long_context(thousands: str | None) -> tuple[Phrase, ...]:
    """Return the phrase for prompts beyond a number of thousands of tokens, where it is known."""
    if thousands is None:
        return ()
    return ((r"long context", said(conditions={"prompt_tokens_gt": int(thousands) * 1000})),)


def modality(cells: Mapping[str, str]) -> Words | None:
    """Return what the column of modalities says of a row."""
    word = plain(cells.get("Modality", "text")).lower()
    return Words(medium=word) if word in {"text", "audio", "image"} else None


def ids(cell: str) -> list[str]:
    """Return the id in a cell; a name that is none is left out."""
    text = CONTEXT.sub("", plain(cell)).strip()
    return [text] if ID.fullmatch(text) else []


page = PricePage(
    provider="openai", url="https://developers.openai.com/api/docs/pricing.md", read=read
)
