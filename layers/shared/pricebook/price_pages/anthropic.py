"""Anthropic's prices. US dollars per MTok in each cell; models by their names, without ids.

A name means every id that is known of it, with any date. What was retired is sold no more. A row
may say until or from which day it holds. Fast mode and batches have tables of their own; long
prompts cost the same.
https://platform.claude.com/docs/en/about-claude/pricing.md, shape last seen 2026-10-04 in a copy:
sure.
"""

import re
from collections.abc import Collection, Mapping
from datetime import date
from functools import partial

from pricebook.price_pages import PricePage, words
from pricebook.price_pages.cells import plain
from pricebook.price_pages.reading import Reading, Rules, notes_of
from pricebook.price_pages.tables import markdown_tables
from pricebook.price_pages.words import DAY, Words

NAME = re.compile(r"claude ([a-z]+) (\d+(?:\.\d+)?)")
OLD_NAME = re.compile(r"claude (\d+(?:\.\d+)?) ([a-z]+)")
REMARK = re.compile(r"\([^()]*(?:deprecated|limited|preview)[^()]*\)", re.IGNORECASE)
DAYS = re.compile(rf"\(?((?:through|until|starting|from) {DAY})\)?", re.IGNORECASE)
DATED = re.compile(r"-(?:\d{8}|latest|0)$")
NAMED_SINCE = 4
"""The first generation whose ids have the family in front of the version."""
OTHERS = re.compile(r"AWS|Foundry|tool|example|managed|session|caching", re.IGNORECASE)
"""Sections with amounts that are no price of a model: accounts, tools, sums worked out."""


def read(text: str, today: date, known: Collection[str]) -> Reading:
    """Return what the page states."""
    reading = Reading(today, notes_of(text))
    rules = Rules(partial(ids, known), unsold="retired", row=days)
    for table in markdown_tables(text):
        if not OTHERS.search(table.place):
            fast = {"speed": "fast"} if re.search(r"fast mode", table.place, re.IGNORECASE) else {}
            reading.table(table, rules, Words(conditions=fast))
    return reading.settled()


def days(cells: Mapping[str, str]) -> Words | None:
    """Return until or from which day a row holds, as the cell of its model says."""
    match = DAYS.search(plain(cells.get("Model", "")))
    return words.read(match[1]) if match else Words()


def ids(known: Collection[str], cell: str) -> list[str]:
    """Return the ids of the models that a cell names."""
    named = [
        base
        for name in re.split(r" / |, (?:and )?", DAYS.sub("", plain(cell)))
        for base in _bases(name)
    ]
    return [i for base in named for i in ([k for k in known if DATED.sub("", k) == base] or [base])]


def _bases(name: str) -> list[str]:
    text = " ".join(REMARK.sub("", name).lower().split())
    if match := NAME.fullmatch(text):
        version = match[2].replace(".", "-")
        old = int(match[2].partition(".")[0]) < NAMED_SINCE
        return [f"claude-{version}-{match[1]}" if old else f"claude-{match[1]}-{version}"]
    match = OLD_NAME.fullmatch(text)
    return [f"claude-{match[1].replace('.', '-')}-{match[2]}"] if match else []


page = PricePage(
    provider="anthropic",
    url="https://platform.claude.com/docs/en/about-claude/pricing.md",
    read=read,
)
