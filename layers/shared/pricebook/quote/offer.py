"""Offer: what the ledger and the catalogue know of one seller's model at one time."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import lru_cache

from pricebook.pricing.matching import LedgerPrice, Value
from pricebook.pricing.rate_card import RateCard

type Marks = tuple[tuple[str, re.Pattern[str]], ...]
"""Kinds of offers, each with what tells it from a name."""

MAX_NAMES = 16_384
"""How many answers about names a process remembers."""
VARIANTS: Marks = (
    ("batch", re.compile(r"[:-]batch$")),
    ("free", re.compile(r"[:-]free$")),
    ("flex", re.compile(r"[:-]flex$")),
    ("priority", re.compile(r"[:-]priority$")),
    ("routed", re.compile(r":(beta|exacto|extended|floor|nitro|online|thinking)$")),
    ("quantised", re.compile(r"[-_:](awq|fp4|fp8|gptq|int4|int8|mxfp4|nvfp4|w4a16)(?=[-_:]|$)")),
    ("provisioned", re.compile(r"(^|[-_:/])(provisioned|ptu)([-_:]|$)|:\d+:(\d+k|mm)$")),
)
"""What tells from a name that an offer is not the ordinary one of its seller."""
SEARCHING = (("searches", re.compile(r"search-(api|preview)|\bsonar\b|deep-research")),)
"""Models that search with every request, whether or not anybody asks them to."""
THINKING = "thinking"
"""The mode in which a model thinks, where its output has a price of its own then."""
MEDIA = ("audio", "image", "video")
NAMED_OUTPUT = (
    ("image", re.compile(r"gpt-image|dall-e|\bimagen\b|\bflux\b|stable-diffusion|seedream")),
    ("audio", re.compile(r"\btts\b")),
)
NAMED_INPUT = (("audio", re.compile(r"transcribe|whisper|voxtral-mini-transcribe")),)
"""Models with one medium by their name; lists call the text of a picture's prompt an output too."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the catalogue says of a model.

    Attributes:
        input_modalities: what goes in; empty is unknown.
        output_modalities: what comes out; empty is unknown.
        context_length: how many tokens a prompt may have.
        listed_until: when its seller stopped listing it.
        prices_incomplete: whether its seller names prices that nobody could read.
        known_from: since when a price is known, where that is later than what was asked of.
    """

    input_modalities: tuple[str, ...] = ()
    output_modalities: tuple[str, ...] = ()
    context_length: int | None = None
    listed_until: datetime | None = None
    prices_incomplete: bool = False
    known_from: datetime | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """What is known of a price besides its amount.

    Attributes:
        review: an amount that waits for a decision, and since when it is published.
        upcoming: an amount that is announced (None is unknown), and from when on.
        unconfirmed_since: since when the seller's list lacks the price.
        confidence: `single` where one list alone states it, `disputed` where others state another.
        against: those others, each with its amount.
    """

    review: tuple[Decimal, str] | None = None
    upcoming: tuple[Decimal | None, str] | None = None
    unconfirmed_since: str | None = None
    confidence: str | None = None
    against: tuple[tuple[str, Decimal], ...] = ()


NOTHING = Note()


@dataclass(frozen=True, slots=True)
class Offer:
    """One seller's model.

    Attributes:
        model: its id.
        canonical_id: the model that the request named, where that is not this one.
        at: when it is quoted.
        card: its prices then.
        facts: what is known of the model.
        notes: what is known of single prices besides their amounts, by the price's id.
        doubt: of a seller among others 0 where it is ordinary, 1 where nobody vouches for its
            price, 2 where the price contradicts the maker and most others.
    """

    model: str
    canonical_id: str | None
    at: datetime
    card: RateCard
    facts: Facts = field(default_factory=Facts)
    notes: Mapping[str, Note] = field(default_factory=dict)
    doubt: int = 0

    @property
    def standing(self) -> str | None:
        """What is said of a seller that is no ordinary one."""
        return (None, "unvouched", "contradicting")[self.doubt]

    def note(self, price: LedgerPrice) -> Note:
        """Return what is known of a price besides its amount."""
        return self.notes.get(str(price.id), NOTHING) if self.notes else NOTHING

    @property
    def variant(self) -> str | None:
        """Which kind of offer this is besides the ordinary one, by its name."""
        return _first(VARIANTS, self.model)

    @property
    def searches(self) -> bool:
        """Whether the model searches the web with every request."""
        return _first(SEARCHING, self.model) is not None

    @property
    def writes(self) -> bool:
        """Whether words come out: what only embeds or ranks takes many texts in one request."""
        return self.card.charges("output_tokens")

    def sole_medium(self, side: str) -> str | None:
        """Return the one medium of what goes in, or comes out, where it is not text."""
        if named := _first(NAMED_INPUT if side == "input" else NAMED_OUTPUT, self.model):
            return named
        facts = self.facts
        known = facts.input_modalities if side == "input" else facts.output_modalities
        return known[0] if len(known) == 1 and known[0] in MEDIA else None

    def media_beside_text(self, side: str) -> list[str]:
        """Return the media besides text that cost money by the token, whatever the facts say."""
        return [kind for kind in MEDIA if self.card.charges(f"{side}_{kind}_tokens")]


@lru_cache(MAX_NAMES)
def _first(marks: Marks, name: str) -> str | None:
    """Return the first kind whose mark is in a name."""
    folded = name.casefold()
    return next((kind for kind, mark in marks if mark.search(folded)), None)


def stated_by(
    offer: Offer, stated: Mapping[str, Value], *, thought: bool = False
) -> dict[str, Value]:
    """Return the conditions of a request without the tier that the offer itself is.

    Args:
        offer: what is charged.
        stated: what the request states.
        thought: whether the model thought, which some sellers charge otherwise.
    """
    tier = offer.variant
    modes = {price.conditions.get("mode") for price in offer.card.prices} if thought else set()
    mode: dict[str, Value] = {"mode": THINKING} if THINKING in modes else {}
    given = {k: value for k, value in stated.items() if k != "service_tier" or value != tier}
    return mode | given
