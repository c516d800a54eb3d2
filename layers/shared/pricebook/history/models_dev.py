"""Dated lines of models.dev: entries may inherit their costs from other entries of the list."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from pricebook.history.lines import DatedLine, by_day
from pricebook.history.statements import OfferKey, Statement, Timeline, offer_key
from pricebook.references import ListedOffer, joined, references, rows
from pricebook.references.sellers import Known

type Entry = tuple[str, str]
"""The list's name of a seller, and the id that it writes there."""
type Cost = Mapping[str, Any]

MAX_DEPTH = 5
"""How many entries may inherit from each other in a row."""


def statements(lines: Iterable[DatedLine], known: Known) -> list[Statement]:
    """Return what the list stated of each offer, by the reader of today's list.

    Args:
        lines: its changes, in the order of their days.
        known: the sellers whose offers are wanted.
    """
    entries, listed, timeline = Entries(), Listed(), Timeline()
    reference = references()["models.dev"]
    for day, changes in by_day(lines):
        changed = entries.apply(changes)
        # by name: the reader makes one offer of two names, of which one may change alone later
        parts = [{name: part} for name, part in entries.body(changed).items()]
        offers = chain.from_iterable(reference.read(part, known) for part in parts)
        for key, offer in listed.replace({f"{seller}/{m}" for seller, m in changed}, offers):
            timeline.state(day, key, offer)
    return timeline.statements()


@dataclass(slots=True)
class Entries:
    """The entries of the list as they stand on a day, and who inherits from whom."""

    fields: dict[Entry, dict[str, Any]] = field(default_factory=dict)
    heirs: dict[Entry, set[Entry]] = field(default_factory=dict)

    def apply(self, changes: Iterable[DatedLine]) -> set[Entry]:
        """Change the entries, and return those that may state something else now."""
        changed = set()
        for line in changes:
            entry = (line.seller, line.model)
            if line.what == "gone":
                self.fields.pop(entry, None)
            elif line.what == "price" and entry in self.fields:
                self.fields[entry] = {**self.fields[entry], "cost": line.fields.get("cost")}
            else:
                self.fields[entry] = line.fields
            if parent := _parent(self.fields.get(entry, {})):
                self.heirs.setdefault(parent, set()).add(entry)
            changed.add(entry)
        return self._with_heirs(changed)

    def _with_heirs(self, changed: set[Entry]) -> set[Entry]:
        """Return entries with all that inherit from them, at whatever distance."""
        reached, newest = set(changed), changed
        while newest:
            newest = {heir for entry in newest for heir in self.heirs.get(entry, ())} - reached
            reached |= newest
        return reached

    def body(self, wanted: Iterable[Entry]) -> dict[str, dict[str, Any]]:
        """Return entries in the shape of the list's own body; those that are gone are left out."""
        body: dict[str, dict[str, Any]] = {}
        for seller, model in wanted:
            if entry := self.fields.get((seller, model)):
                stated = {**entry, "cost": _typed(self.cost((seller, model)))}
                stated |= {"release_date": entry.get("released"), "limit": entry.get("limit")}
                body.setdefault(seller, {"models": {}})["models"][model] = stated
        return body

    def cost(self, entry: Entry, depth: int = 0) -> Cost:
        """Return the costs of an entry, with those that it inherits."""
        stated = self.fields.get(entry, {})
        own = stated.get("cost")
        own = own if isinstance(own, dict) else {}
        parent = _parent(stated)
        if parent is None or depth == MAX_DEPTH:
            return own
        left_out = {str(path) for path in _omitted(stated)}
        if "cost" in left_out:
            return own
        inherited = self.cost(parent, depth + 1)
        return {k: v for k, v in inherited.items() if f"cost.{k}" not in left_out} | own


@dataclass(slots=True)
class Listed:
    """What each entry states; two entries of the list may mean one offer."""

    of_offer: dict[OfferKey, dict[str, ListedOffer]] = field(default_factory=dict)
    meant: dict[str, OfferKey] = field(default_factory=dict)

    def replace(
        self, entries: Iterable[str], offers: Iterable[ListedOffer]
    ) -> Iterator[tuple[OfferKey, ListedOffer | None]]:
        """Yield the offers that entries state anew, None where nothing is stated any more."""
        touched = set()
        for entry in entries:
            if key := self.meant.pop(entry, None):
                self.of_offer[key].pop(entry, None)
                touched.add(key)
        for offer in offers:
            key = offer_key(offer)
            self.meant[offer.listed_as] = key
            self.of_offer.setdefault(key, {})[offer.listed_as] = offer
            touched.add(key)
        for key in touched:
            yield key, next(joined(self.of_offer[key].values()), None)


def _parent(fields: Mapping[str, Any]) -> Entry | None:
    match fields.get("extends"):
        case {"from": str(name)} if "/" in name:
            seller, _, model = name.partition("/")
            return seller, model
    return None


def _omitted(fields: Mapping[str, Any]) -> list[Any]:
    omitted = fields["extends"].get("omit")
    return omitted if isinstance(omitted, list) else []


def _typed(cost: Cost) -> Cost:
    """Return costs whose tiers say that they count the prompt, as the list means without a word."""
    tiers = [
        {**tier, "tier": {"type": "context", **tier["tier"]}}
        for tier in rows(cost.get("tiers"))
        if isinstance(tier.get("tier"), dict)
    ]
    return {**cost, "tiers": tiers} if tiers else cost
