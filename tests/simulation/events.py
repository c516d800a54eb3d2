"""Events against states: their sum is what changed, and none tells a change that was none."""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from tests.simulation.names import ONLY_LISTED, UNPRICED, seller_of
from tests.simulation.oracle import Card

SIDES = {"input_tokens": 0, "output_tokens": 1}
ARRIVALS = {"new", "returned"}
PRICES = {"price", "source"}


@dataclass(frozen=True, slots=True)
class Event:
    """What a reader is told of one model.

    Attributes:
        name: the seller's id.
        kind: what happened.
        moves: the prices that changed, if any.
        at: when it is told.
    """

    name: str
    kind: str
    moves: list[dict[str, Any]]
    at: datetime


def contradictions(
    before: Mapping[str, Card],
    after: Mapping[str, Card],
    events: Iterable[Event],
    opening: Container[str],
) -> list[str]:
    """Return where events and states differ.

    Args:
        before: the written prices of what was sold.
        after: those of what is sold now.
        events: what was told between.
        opening: sellers that may have been read for the first time, which is no news.
    """
    told: dict[str, list[Event]] = {}
    for event in events:
        told.setdefault(event.name, []).append(event)
    names = sorted(told.keys() | (before.keys() ^ after.keys()) | _changed(before, after))
    known = (name for name in names if name in told or seller_of(name) not in opening)
    return [text for name in known for text in _of(name, before, after, told.get(name, []))]


def _changed(before: Mapping[str, Card], after: Mapping[str, Card]) -> set[str]:
    return {name for name in before.keys() & after.keys() if before[name] != after[name]}


def _of(
    name: str, before: Mapping[str, Card], after: Mapping[str, Card], events: list[Event]
) -> Iterator[str]:
    kinds = [event.kind for event in events]
    if name in before and name in after:
        yield from _moved(name, before[name], after[name], events)
    elif name in before and kinds != ["removed"]:
        yield f"{name} is gone, and what is told is {kinds}"
    elif name in after and (len(kinds) != 1 or not ARRIVALS.issuperset(kinds)):
        yield f"{name} is there, and what is told is {kinds}"
    elif name not in before and name not in after and not _announcements(events):
        yield f"{name} is not sold, and what is told is {kinds}"


def _moved(name: str, before: Card, after: Card, events: list[Event]) -> Iterator[str]:
    card = list(before)
    for event in events:
        if event.kind not in PRICES:
            yield f"{name} was sold all the time, and what is told is {event.kind}"
        for side, previous, current in _moves(event):
            if card[side] != previous or previous == current:
                yield f"{name} moved from {card[side]}, and what is told is {previous} to {current}"
            card[side] = current
    if any(not _untold(name, *pair) for pair in zip(card, after, strict=True)):
        yield f"{name} costs {after}, and events sum up to {tuple(card)}"


def _untold(name: str, summed: Decimal | None, charged: Decimal | None) -> bool:
    """Tell whether a difference is none, or is what a price list knows or forgot."""
    return summed == charged or (
        name.endswith((UNPRICED, ONLY_LISTED)) and None in (summed, charged)
    )


def _moves(event: Event) -> Iterator[tuple[int, Decimal | None, Decimal | None]]:
    """Yield side, former and present amount of what changed, and not of what is announced."""
    for move in event.moves:
        begun = datetime.fromisoformat(move["effective_at"]) <= event.at
        if begun and not move["conditions"] and move["meter"] in SIDES:
            amounts = (move[when].get("amount") for when in ("previous", "current"))
            previous, current = (None if a is None else Decimal(a) for a in amounts)
            yield SIDES[move["meter"]], previous, current


def _announcements(events: list[Event]) -> bool:
    return all(event.kind == "price" and not list(_moves(event)) for event in events)
