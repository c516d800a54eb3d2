"""DeepSeek's prices by the hour, from an HTML page. US dollars per 1M tokens, by the label.

Peak hours stand in a footnote, in UTC: without them neither price is stated, for each is wrong half
of the day. Chinese holidays, which have no peak, are no condition that we have.
https://api-docs.deepseek.com/quick_start/pricing, shape last seen 2026-11-15 as text; how its cells
span rows is as in the page of 2026-08: fairly sure.
"""

import re
from collections.abc import Collection
from datetime import date

from pricebook.price_pages import PricePage
from pricebook.price_pages.cells import plain
from pricebook.price_pages.html_tables import html_tables
from pricebook.price_pages.reading import Place, Reading, Rules, notes_of
from pricebook.price_pages.tables import Table
from pricebook.price_pages.words import Phrase, Words, said
from pricebook.pricing.conditions import WEEK
from pricebook.pricing.meters import MILLION

MARK = re.compile(r"\(\d\)")
PEAK = re.compile(r"(?<!off-)\bpeak hours\b([^.]{1,300})", re.IGNORECASE)
TIMES = re.compile(r"\b(\d{1,2}:\d\d) ?(?:[-\u2013\u2014]|to) ?(\d{1,2}:\d\d)")
ZONE = re.compile(r"\bUTC\b(?! ?[-+\u2212] ?\d)")
OTHER_ZONE = re.compile(r"beijing|UTC ?[-+\u2212] ?\d", re.IGNORECASE)
WORKDAYS = re.compile(r"monday (?:through|to) friday", re.IGNORECASE)
LABELS: tuple[Phrase, ...] = (
    (r"1M input tokens \(cache hit\)", said(side="cache_read", unit="tokens", per=MILLION)),
    (r"1M input tokens \(cache miss\)", said(side="input", unit="tokens", per=MILLION)),
    (r"1M output tokens", said(side="output", unit="tokens", per=MILLION)),
)


def read(text: str, today: date, _known: Collection[str]) -> Reading:
    """Return what the page states."""
    reading = Reading(today, notes_of(text))
    rules = Rules(lambda _cell: [], phrases=(*LABELS, *peak(text)))
    for table in html_tables(text):
        _read(reading, table, rules)
    return reading.settled()


def _read(reading: Reading, table: Table, rules: Rules) -> None:
    heads = [MARK.sub("", plain(head)) for head in table.columns]
    labels = [place for place, head in enumerate(heads) if head.upper() == "MODEL"]
    for row in table.rows:
        # a label that reaches over several columns stands in each of them
        words = " ".join(dict.fromkeys(MARK.sub("", plain(row[n])) for n in labels if n < len(row)))
        if len(labels) > 1 and len(row) == len(heads):
            for place in range(len(labels), len(row)):
                where = Place([heads[place]], heads[place], words)
                reading.cell(table, where, row[place], rules, Words())
        else:
            reading.lost(table, words or "a row", row)


def peak(text: str) -> tuple[Phrase, ...]:
    """Return the phrases for both parts of the day, where the page says when the peak is."""
    for sentence in PEAK.findall(" ".join(plain(text).split())):
        windows = [[clock.zfill(5) for clock in pair] for pair in TIMES.findall(sentence)]
        if windows and ZONE.search(sentence) and not OTHER_ZONE.search(sentence):
            days = {"weekdays": list(WEEK[:5])} if WORKDAYS.search(sentence) else {}
            when = said(conditions={"utc_windows": windows, **days})
            return ((r"off-peak", said()), (r"peak", when))
    return ()


page = PricePage(
    provider="deepseek", url="https://api-docs.deepseek.com/quick_start/pricing", read=read
)
