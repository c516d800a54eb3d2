"""Dated bodies: what one seller's own list answered on some days, read by its adapter of today."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pricebook.adapters.listing import Listing
from pricebook.adapters.provider import Provider
from pricebook.errors import Unreadable
from pricebook.history.statements import OfferKey, Statement, Timeline, offer_key
from pricebook.providers import registry
from pricebook.references import ListedOffer
from pricebook.references.sellers import Known
from pricebook.settings import SHRINK_FLOOR
from pricebook.sync.fetch import read_json

FACTS = ("name", "context_length", "max_output_tokens")
"""What is kept of an offer that is sold no more, beside its release."""


@dataclass(frozen=True, slots=True)
class DatedBodies:
    """Answers of one seller's list, each of one day.

    Attributes:
        provider: the seller.
        bodies: what it answered, by the day.
    """

    provider: Provider
    bodies: Mapping[date, bytes]
    source = "database"
    """The source of its prices: the seller's own word."""
    by_rule = False
    superseded = 0

    @property
    def name(self) -> str:
        """What people call it."""
        return self.provider.slug

    @property
    def seller(self) -> str:
        """The only one of whom it tells."""
        return self.provider.slug

    @property
    def lines(self) -> int:
        """How many answers there are."""
        return len(self.bodies)

    @property
    def first_day(self) -> date:
        """The day of the first answer."""
        return min(self.bodies)

    @property
    def last_day(self) -> date:
        """The day of the last one."""
        return max(self.bodies)

    @property
    def digest(self) -> str:
        """SHA-256 of the answers with their days."""
        digest = hashlib.sha256()
        for day, body in sorted(self.bodies.items()):
            digest.update(f"{day} {len(body)} ".encode() + body)
        return digest.hexdigest()

    def statements(self, _known: Known, _since: Mapping[OfferKey, date]) -> Sequence[Statement]:
        """Return what the seller stated of each offer, from a day until another.

        Raises:
            Unreadable: a body is no answer of this list, or lacks half of the one before.
        """
        timeline, sold = Timeline(), set[OfferKey]()
        for day, body in sorted(self.bodies.items()):
            offers, unread = self._offers(day, body)
            if len(offers) < SHRINK_FLOOR * len(sold):
                raise Unreadable(
                    f"the answer of {self.name} of {day} lists fewer than half of the models of the"
                    " one before: leave it out if it was cut"
                )
            for key in sold - offers.keys() - unread:
                timeline.state(day, key, None)
            for key, offer in offers.items():
                timeline.state(day, key, offer)
            sold = {*offers, *(sold & unread)}
        return timeline.statements()

    def _offers(self, day: date, body: bytes) -> tuple[dict[OfferKey, ListedOffer], set[OfferKey]]:
        """Return what an answer offers, and which offers cannot be read in it."""
        mapped = self.provider.map(self.provider.items(self._decoded(day, body)))
        listed = [self._offer(listing) for listing in mapped.listings if listing.offered]
        if not listed:
            raise Unreadable(f"the answer of {self.name} of {day} lists nothing")
        unread = {(self.name, (r.provider_model_id or "").lower()) for r in mapped.rejects}
        # of an id that stands twice the first counts, as in a run
        return {offer_key(offer): offer for offer in reversed(listed)}, unread

    def _decoded(self, day: date, body: bytes) -> Any:  # noqa: ANN401 - decoded JSON
        if self.provider.decode:
            return self.provider.decode(self.provider.url, body)
        try:
            return read_json(body)
        except (ValueError, RecursionError) as error:
            raise Unreadable(f"the answer of {self.name} of {day} is no JSON: {error}") from error

    def _offer(self, listing: Listing) -> ListedOffer:
        facts = {name: getattr(listing, name) for name in FACTS}
        released = listing.release_date and listing.release_date.isoformat()
        known = {k: v for k, v in (facts | {"release_date": released}).items() if v is not None}
        name = listing.provider_model_id
        return ListedOffer(self.name, name, listing.prices, known, listed_as=name)


def dated_bodies(slug: str, bodies: Mapping[date, bytes]) -> DatedBodies:
    """Return the dated answers of a seller's list.

    Args:
        slug: the seller.
        bodies: each as it came, by the day; of a list of pages all of them in one.

    Raises:
        Unreadable: there is no such seller, or its list is not one answer.
    """
    provider = registry().get(slug)
    if provider is None:
        raise Unreadable(f"there is no provider {slug!r}")
    if provider.fetch:
        raise Unreadable(f"the list of {slug} is joined from several addresses: no body holds it")
    return DatedBodies(provider, bodies)
