"""Ollama Cloud's prices, two tables of an HTML page. US dollars per 1M tokens, as it says there.

The second table, under "Peak pricing", has what some models cost in the hours of the sentence above
it, in UTC; a sentence that doubles prices says the same without a table. Where the hours are not
understood these models have no price, for each would be wrong a part of the week. A name without a
tag is the one model of that name that the list has.
https://ollama.com/pricing, shape last seen 2026-09 in copies of the page: sure.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatchcase
from functools import partial

from pricebook.price_pages import PricePage
from pricebook.price_pages.cells import plain
from pricebook.price_pages.html_tables import html_tables
from pricebook.price_pages.reading import Reading, Rules, notes_of
from pricebook.price_pages.tables import Table
from pricebook.price_pages.words import Words
from pricebook.pricing.conditions import WEEK
from pricebook.pricing.meters import MILLION

ID = re.compile(r"[a-z][\w.-]*(?::[\w.-]+)?")
NAMED = re.compile(r"[a-z][a-z0-9.]*(?:-[\w.*:]+)+")
"""Models in a sentence, such as deepseek-v4-*."""
PARTS = re.compile(
    r"<(script|style|table)\b.*?</\1>|</(?:p|h\d|li|div|section)>", re.DOTALL | re.IGNORECASE
)
"""Where a sentence ends, whatever stands at its end."""
TAGS = re.compile(r"<[^>]*>")
PEAK = re.compile(r"\bpeak\b", re.IGNORECASE)
DOUBLED = re.compile(r"\b(?:doubled?|twice|2[x\u00d7])(?!\w)", re.IGNORECASE)
TIMES = re.compile(
    r"\b(\d{1,2})(?::(\d\d))? ?(?:-|\u2013|\u2014|to|and) ?(\d{1,2})(?::(\d\d))?(?= ?UTC|,| and)"
)
WORKDAYS = re.compile(r"mon(?:day)? ?(?:-|\u2013|to|through) ?fri(?:day)?|weekdays", re.IGNORECASE)
MAX_HOUR = 24
STATED = Words(unit="tokens", per=MILLION)


@dataclass(frozen=True, slots=True)
class Peak:
    """Peak hours: of which models, by patterns of ids, and when; None where nobody can tell."""

    models: tuple[str, ...]
    conditions: dict[str, object] | None

    def doubles(self, model_id: str) -> bool:
        """Tell whether a model is one of them; any may be where none is named."""
        return not self.models or any(fnmatchcase(model_id, f"{name}*") for name in self.models)


def read(text: str, today: date, known: Collection[str]) -> Reading:
    """Return what the page states."""
    reading, rules = Reading(today, notes_of(text)), Rules(partial(ids, known))
    tables = [(table, PEAK.search(last_title(table)) is not None) for table in html_tables(text)]
    for table, _ in (one for one in tables if not one[1]):
        reading.table(table, rules, STATED)
    for peak in peaks(text):
        _add(reading, peak)
    for table, _ in (one for one in tables if one[1]):
        _read_peak(reading, table, rules)
    return reading.settled()


def last_title(table: Table) -> str:
    """Return the heading right above a table."""
    return plain(table.sections[-1].title) if table.sections else ""


def _read_peak(reading: Reading, table: Table, rules: Rules) -> None:
    """Read what models cost in peak hours, or take off what they cost besides."""
    when = _when(" ".join(table.above))
    if when:
        reading.table(table, rules, replace(STATED, conditions=when))
        return
    for row in table.rows:
        for model_id in rules.ids(row[0]) if row else ():
            reading.unread[f"{model_id}: its peak hours are not understood"] += 1
            reading.cards.get(model_id, {}).clear()


def ids(known: Collection[str], cell: str) -> list[str]:
    """Return the id; a heading inside the table is none."""
    name = plain(cell)
    tagged = [one for one in known if one.partition(":")[0] == name]
    if ":" not in name and name not in known and len(tagged) == 1:
        return tagged
    return [name] if ID.fullmatch(name) else []


def peaks(text: str) -> Iterator[Peak]:
    """Yield what the sentences on doubled prices say."""
    words = TAGS.sub(" ", PARTS.sub(". ", text))
    for sentence in re.split(r"(?<=[.!?;]) ", " ".join(words.split())):
        if DOUBLED.search(sentence) and "UTC" in sentence:
            names = tuple(n.rstrip("*-.") for n in NAMED.findall(sentence) if re.search(r"\d", n))
            yield Peak(names, _when(sentence))


def _when(sentence: str) -> dict[str, object] | None:
    windows = [_window(match) for match in TIMES.finditer(sentence)]
    if not windows or not all(windows):
        return None
    days = {"weekdays": list(WEEK[:5])} if WORKDAYS.search(sentence) else {}
    return {"utc_windows": windows, **days}


def _window(match: re.Match[str]) -> list[str]:
    start, end = (int(match[1]), int(match[3]))
    if max(start, end) > MAX_HOUR:
        return []
    return [f"{start:02}:{match[2] or '00'}", f"{end:02}:{match[4] or '00'}"]


def _add(reading: Reading, peak: Peak) -> None:
    """Add doubled prices, or take off those of which nobody knows when they hold."""
    for model_id, card in reading.cards.items():
        if not peak.doubles(model_id) or not card:
            continue
        if peak.conditions is None:
            reading.unread[f"{model_id}: its peak hours are not understood"] += 1
            card.clear()
            continue
        for key, price in list(card.items()):
            when = {**price.conditions, **peak.conditions}
            if price.amount:
                doubled = replace(price, amount=price.amount * 2, conditions=when)
                card[key[0], repr(sorted(when.items()))] = doubled


page = PricePage(provider="ollama-cloud", url="https://ollama.com/pricing", read=read)
