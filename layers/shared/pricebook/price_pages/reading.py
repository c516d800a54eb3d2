"""Reading of a price page: the cards of its models, and what in its tables nobody understands."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from pricebook.price_pages import words
from pricebook.price_pages.cells import Amount, amounts, marks, plain
from pricebook.price_pages.tables import Table
from pricebook.price_pages.words import Phrase, Words
from pricebook.pricing.price import Price, PriceState, per_unit

MAX_PUBLISHED_CHARACTERS = 300
MAX_PLACE_CHARACTERS = 200
OTHER_MONEY = re.compile(r"[€£¥] ?[0-9]|\b(?:CNY|RMB|EUR) ?[0-9]")
"""Money other than dollars, which no rule reads."""
NOTE = re.compile(
    r"^[*_ ]*(?:<sup>\s*(\w+)[ .:]+(.+?)</sup>|\[\^([\w-]+)\]:\s*(.+)|\((\d)\)\s+(.+))",
    re.MULTILINE,
)
SILENCE = re.compile(
    r"|[-\u2013\u2014\\/]+|n/?a|not (?:available|applicable|supported)"
    r"|contact (?:us|sales)|limited-time free",
    re.IGNORECASE,
)
"""Cells that say that there is no price, or none that lasts."""
UNIT = re.compile(
    r"(?:/|\bper) ?(?:1 ?M|1,000,000|1 million|million|M|1K|1,000) (?:characters|tokens?)"
    r"|/ ?MTok",
    re.IGNORECASE,
)
MODEL = re.compile(r"(?:api )?model(?: id| name| / api)?|(?:api )?model string(?: for api)?",
                   re.IGNORECASE)  # fmt: skip
STRING = re.compile(r"string|\bid\b", re.IGNORECASE)

type Ids = Callable[[str], list[str]]
"""From the cell of a model to the ids that it means: none where it is no model that is sold."""


@dataclass(frozen=True, slots=True)
class Rules:
    """How the tables of one page are read.

    Args:
        ids: which ids the cell of a model means.
        phrases: words that only this page has.
        ignored: heads of columns and labels of rows that are no price, such as an estimate.
        unsold: cells of models that are not sold, or that have no id.
        row: what the other cells of a row say of its prices, by the heads of their columns; None
            where that is not understood.
    """

    ids: Ids
    phrases: tuple[Phrase, ...] = ()
    ignored: str = r"(?!)"
    unsold: str = r"(?!)"
    row: Callable[[Mapping[str, str]], Words | None] = lambda _cells: Words()

    def ignores(self, text: str) -> bool:
        """Tell whether a column or a row is known to be no price."""
        return re.fullmatch(self.ignored, text, re.IGNORECASE) is not None

    def omits(self, cell: str) -> bool:
        """Tell whether a row is known to be of no model that is sold under an id."""
        return re.search(self.unsold, plain(cell), re.IGNORECASE) is not None

    def read(self, text: str) -> Words | None:
        """Return what words say on this page."""
        return words.read(text, self.phrases)


@dataclass(frozen=True, slots=True)
class Place:
    """Place of a cell: which models it prices, what they are called, and its head or label."""

    ids: list[str]
    model: str
    label: str


@dataclass(slots=True)
class Reading:
    """What a page states, and what of it nobody understood.

    Attributes:
        cards: prices by id, then by meter and conditions.
        names: what the page calls each id.
        unread: places with an amount that was not understood, and how often.
    """

    today: date
    notes: Mapping[str, str] = field(default_factory=dict)
    cards: dict[str, dict[tuple[str, str], Price]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    unread: Counter[str] = field(default_factory=Counter)
    disputed: set[tuple[str, tuple[str, str]]] = field(default_factory=set)

    def table(self, table: Table, rules: Rules, stated: Words) -> None:
        """Read a table whose rows are models.

        Args:
            table: of the page.
            rules: of the page.
            stated: what headings and text say of all its prices, such as the unit.
        """
        heads = [plain(head) for head in table.columns]
        if model_column(table) is None or len(set(heads)) < len(heads):
            what = "no column of models, or two of one name"
            self.lost(table, what, (c for row in table.rows for c in row))
            return
        for row in table.rows:
            self._row(table, row, rules, stated)

    def _row(self, table: Table, row: tuple[str, ...], rules: Rules, stated: Words) -> None:
        heads = [plain(head) for head in table.columns]
        place = model_column(table) or 0
        if len(row) > len(heads) or len(row) <= place:
            self.lost(table, "a row with another number of cells", row)
            return
        cells = dict(zip(heads, row, strict=False))
        ids, said = rules.ids(row[place]), rules.row(cells)
        together = stated.beside(said) if said else None
        if not ids and rules.omits(row[place]):
            return
        if not ids or together is None:
            self.lost(table, plain(row[place]), row)
        else:
            del cells[heads[place]]
            for head, cell in cells.items():
                self.cell(table, Place(ids, plain(row[place]), head), cell, rules, together)

    def cell(self, table: Table, place: "Place", cell: str, rules: Rules, stated: Words) -> None:
        """Read one cell.

        Args:
            table: where it stands.
            place: which models it prices, and under which head or label.
            cell: as it is written.
            rules: of the page.
            stated: what headings, text and the rest of the row say of it.
        """
        sums = amounts(cell)
        if not sums or rules.ignores(place.label):
            if not SILENCE.fullmatch(plain(cell)) and OTHER_MONEY.search(cell):
                self.lost(table, place.label, [cell])
            return
        head = rules.read(place.label)
        prices = self._prices(cell, sums, head, rules, stated) if head else None
        if prices is None:
            self.lost(table, place.label or "a cell", [cell])
            return
        for price in prices:
            for model_id in place.ids:
                self.keep(model_id, place.model, price)

    def _prices(
        self, cell: str, sums: list[Amount], head: Words, rules: Rules, stated: Words
    ) -> list[Price] | None:
        """Return what a cell says today; None where a word of it is not understood."""
        notes = [self.notes[mark] for mark in marks(cell) if mark in self.notes]
        published = " | ".join((plain(cell), *notes))[:MAX_PUBLISHED_CHARACTERS]
        prices: list[Price] = []
        for amount in sums:
            said = rules.read(amount.words) if amount.sign == "$" else None
            together = _together(head, said, stated) if said else None
            meters = words.meters(together) if together else ()
            if together is None or not meters:
                return None
            value = per_unit(amount.figure, per=together.per or 1)
            if value and together.holds(self.today):
                prices += [
                    Price(m, PriceState.KNOWN, published, value, "USD", together.conditions)
                    for m in meters
                ]
        return prices

    def keep(self, model_id: str, name: str, price: Price) -> None:
        """Keep a price of a model, or note that there is another one of it."""
        key = (price.meter, repr(sorted(price.conditions.items())))
        card = self.cards.setdefault(model_id, {})
        self.names.setdefault(model_id, name)
        if card.setdefault(key, price).amount != price.amount:
            self.disputed.add((model_id, key))

    def lost(self, table: Table, what: str, cells: Iterable[str]) -> None:
        """Count a place that was not understood, if it has an amount."""
        if any(amounts(cell) or OTHER_MONEY.search(cell) for cell in cells):
            self.unread[f"{table.place}: {what}"[:MAX_PLACE_CHARACTERS]] += 1

    def settled(self) -> "Reading":
        """Leave out what the page states in two ways, and count it."""
        for model_id, key in self.disputed:
            self.unread[f"{model_id}: {key[0]} is stated in two ways"] += 1
            self.cards[model_id].pop(key, None)
        self.disputed.clear()
        return self


def _together(head: Words, said: Words, stated: Words) -> Words | None:
    """Return what a cell says with its head and its table; the nearer word on a unit counts."""
    if said.side == "cache_storage":
        head = replace(head, side=None)  # it stands in the cell of cached input
    if said.unit:
        head = replace(head, unit=None, per=None)
    cell = head.beside(said)
    if cell and cell.unit:
        stated = replace(stated, unit=None, per=None)
    return cell.beside(stated) if cell else None


def model_column(table: Table) -> int | None:
    """Return which column has the models: the one with the ids, where another has their names."""
    heads = [plain(head) for head in table.columns]
    places = [place for place, head in enumerate(heads) if MODEL.fullmatch(head)]
    exact = [place for place in places if STRING.search(heads[place])]
    return next(iter(exact or places), None)


def notes_of(text: str) -> dict[str, str]:
    """Return the footnotes of a page by their marks."""
    found = ([part for part in match.groups() if part] for match in NOTE.finditer(text))
    return {mark: plain(note) for mark, note in found}


def unit_above(lines: Iterable[str]) -> Words | None:
    """Return the unit that the last of these lines names: "Prices per 1M tokens." says it."""
    for line in reversed(list(lines)):
        if match := UNIT.search(line):
            said = words.read(match[0])
            return Words(unit=said.unit, per=said.per) if said else None
    return None
