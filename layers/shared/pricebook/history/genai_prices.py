"""Dated lines of genai-prices: entries describe ids by rules, and prices may begin on a day."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain

from pricebook.adapters.fields import day as date_at
from pricebook.history.lines import DatedLine
from pricebook.history.statements import OfferKey, Statement, Timeline, offer_key
from pricebook.references import rows
from pricebook.references.genai_prices import Cards, doors, known_ids
from pricebook.references.matching import Entries, Entry, equal_ids, spellings
from pricebook.references.sellers import Known


def statements(
    lines: Iterable[DatedLine], known: Known, exists_since: Mapping[OfferKey, date]
) -> list[Statement]:
    """Return what the list stated of each offer, by the reader of today's list.

    A rule that describes ids means no id before there was such an offer.

    Args:
        lines: its changes, in the order of their days.
        known: the sellers whose offers are wanted, and the ids that rules may mean.
        exists_since: the first day of an offer, as far as it is known otherwise.
    """
    of_seller: dict[str, list[DatedLine]] = defaultdict(list)
    named: dict[OfferKey, date] = {}
    ids = {slug: set(names) for slug, names in known.ids.items()}
    for line in lines:
        of_seller[line.seller].append(line)
        for slug, model_id in _named(line, known):
            named.setdefault((slug, model_id.lower()), line.day)
            ids.setdefault(slug, set()).add(model_id)
    timeline = Timeline()
    everybody = Known(known.sellers, {slug: sorted(names) for slug, names in ids.items()})
    for seller, changes in of_seller.items():
        _Seller(seller, everybody).replay(changes, timeline)
    births = {key: min(day, exists_since.get(key, day)) for key, day in named.items()}
    since = {**exists_since, **births}
    clipped = (_clipped(each, since) for each in timeline.statements())
    return [statement for statement in clipped if statement]


def _named(line: DatedLine, known: Known) -> Iterator[OfferKey]:
    """Yield the offers that a line names in full: those of the seller's first door."""
    for slug, suffix in doors(line.seller, known)[:1]:
        for model_id in equal_ids(line.fields.get("match")):
            yield slug, f"{model_id}{suffix}"


def _clipped(statement: Statement, exists_since: Mapping[OfferKey, date]) -> Statement | None:
    """Return a statement for the time in which its offer was there, if there is any."""
    if statement.offer.match == "exact":
        return statement
    birth = exists_since.get(offer_key(statement.offer))
    if birth is None or (statement.until and statement.until <= birth):
        return None
    return replace(statement, since=max(statement.since, birth))


@dataclass(slots=True)
class _Seller:
    """The entries of one seller as its days pass."""

    name: str
    known: Known
    entries: dict[str, Entry] = field(default_factory=dict)

    def replay(self, changes: Iterable[DatedLine], timeline: Timeline) -> None:
        """Note what is stated on every day on which something begins or ends."""
        changed: dict[date, list[DatedLine]] = defaultdict(list)
        starting: dict[date, set[str]] = defaultdict(set)
        for line in changes:
            changed[line.day].append(line)
            for start in _starts(line):
                starting[start].add(line.model)
        for day in sorted(changed.keys() | starting.keys()):
            begun = {name: self.entries[name] for name in starting[day] if name in self.entries}
            self._state(day, [*begun.values(), *self._apply(changed.get(day, ()))], timeline)

    def _apply(self, changes: Iterable[DatedLine]) -> Iterator[Entry]:
        """Change the entries, and yield each that changed as it was and as it is."""
        for line in changes:
            before = self.entries.pop(line.model, None)
            if before:
                yield before
            if line.what != "gone":
                match = line.fields.get("match", before and before.fields.get("match"))
                prices = line.fields.get("prices")
                entry = Entry({"id": line.model, "match": match, "prices": prices})
                self.entries[line.model] = entry
                yield entry

    def _state(self, day: date, changed: list[Entry], timeline: Timeline) -> None:
        """Note what is stated of the ids that changed entries mean or meant."""
        # the list keeps the entries that have rules in the order of their ids
        models = Cards(Entries([self.entries[n] for n in sorted(self.entries)]), Entries([]), day)
        for slug, suffix, model_id in self._meant(changed):
            # an older rule may still name an id that has an entry of its own by now
            own = Cards(Entries(self._own(model_id)), Entries([]), day)
            offers = chain(own.of(slug, model_id, suffix), models.of(slug, model_id, suffix))
            offer = next(offers, None)
            key = (slug, f"{model_id}{suffix}".lower())
            timeline.state(day, key, offer and replace(offer, facts={}))

    def _own(self, model_id: str) -> list[Entry]:
        """Return the entry that bears an id as its name, if there is one."""
        entry = self.entries.get(model_id)
        return [entry] if entry else []

    def _meant(self, changed: list[Entry]) -> Iterator[tuple[str, str, str]]:
        """Yield the ids that entries mean by name or by rule: seller, ending, id without it."""
        entries = Entries(changed)
        for slug, suffix in doors(self.name, self.known):
            for model_id in known_ids(self.known, slug, suffix):
                if any(entries.first(spelling) for spelling in spellings(model_id)):
                    yield slug, suffix, model_id


def _starts(line: DatedLine) -> list[date]:
    """Return the days after a change on which one of its prices begins."""
    constraints = [entry.get("constraint") for entry in rows(line.fields.get("prices"))]
    starts = [date_at("start_date")(c) for c in constraints if isinstance(c, dict)]
    return [start for start in starts if start and start > line.day]
