"""Perplexity's prices of its Router. US dollars per 1M tokens by the head, without a sign in cells.

Writing to the cache costs what a head says, or else as much as input. The Router's own list,
https://api.perplexity.ai/router/v1/models, has the same prices for the few who may see it.
https://docs.perplexity.ai/docs/router/models.md, shape last seen 2026-10 as others read it: fairly
sure.
"""

import re
from collections.abc import Collection
from dataclasses import replace
from datetime import date

from pricebook.price_pages import PricePage
from pricebook.price_pages.cells import plain
from pricebook.price_pages.reading import Reading, Rules, notes_of
from pricebook.price_pages.tables import Table, markdown_tables
from pricebook.price_pages.words import Words, said
from pricebook.pricing.meters import MILLION

ID = re.compile(r"[\w.-]+/[\w.:-]+")
PER_MILLION = r"\(\$ ?(?:/|per) ?1M(?: tokens)?\)"
PHRASES = ((PER_MILLION, said(unit="tokens", per=MILLION)),)
BARE = re.compile(r"[0-9]+(?:\.[0-9]+)?")


def read(text: str, today: date, _known: Collection[str]) -> Reading:
    """Return what the page states."""
    reading = Reading(today, notes_of(text))
    for table in markdown_tables(text):
        reading.table(signed(table), Rules(ids, phrases=PHRASES), Words())
    return reading.settled()


def signed(table: Table) -> Table:
    """Return a table with the sign of its heads before each bare figure below them."""
    dollars = [re.search(PER_MILLION, plain(head)) is not None for head in table.columns]
    rows = tuple(
        tuple(
            f"${cell}" if place < len(dollars) and dollars[place] and BARE.match(cell) else cell
            for place, cell in enumerate(row)
        )
        for row in table.rows
    )
    return replace(table, rows=rows)


def ids(cell: str) -> list[str]:
    """Return the id: creator and model."""
    text = plain(cell)
    return [text] if ID.fullmatch(text) else []


page = PricePage(
    provider="perplexity", url="https://docs.perplexity.ai/docs/router/models.md", read=read
)
