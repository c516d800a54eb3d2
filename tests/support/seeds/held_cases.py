"""Prices on each side of every border of the guards, and which of them are held."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.support.staged_run import BATCH, LONG, StagedRun

PAST, COMING = "[2020-01-01,2021-01-01)", "[2100-01-01,)"
LATER = "[2021-01-01,)"
OUT: dict[str, Any] = {"meter": "output_tokens"}
REQUEST: dict[str, Any] = {"meter": "requests"}
TIER: dict[str, Any] = {"conditions": BATCH}
EURO: dict[str, Any] = {"currency": "EUR"}
TODAY, UP, TWICE = "0.000001", "0.00002", "0.000002"

type Held = tuple[str, str | None, str]
"""The meter, the tier and the guard."""
type Said = tuple[str | None, dict[str, Any]]


def said(amount: str | None = None, **more: Any) -> Said:
    """Return a figure, of an input token in dollars if nothing else is said."""
    return amount, more


def unknown(state: str) -> Said:
    """Return a figure that is not known."""
    return None, {"state": state}


@dataclass
class Case:
    """One model: what is believed of it, what the answer states, and what others charge."""

    was: list[Said]
    states: list[Said]
    held: Sequence[Held] = field(default_factory=list)
    others: list[tuple[str, Said]] = field(default_factory=list)
    reviewed: list[Said] = field(default_factory=list)


def moved(*states: Said, **more: Any) -> Case:
    """Return the case of a model whose input token costs a millionth of a dollar today."""
    return Case([said(TODAY)], list(states), **more)


def first(*states: Said, **more: Any) -> Case:
    """Return the case of a model without any price."""
    return Case([], list(states), **more)


JUMP: list[Held] = [("input_tokens", None, "jump")]
BOTH_JUMP: list[Held] = [*JUMP, ("output_tokens", None, "jump")]
CARD = [said(TODAY), said(TODAY, **OUT)]
CARD_UP = [said(UP), said(UP, **OUT)]

JUMPS = {
    "ten times is believed": moved(said("0.00001")),
    "more than ten times is not": moved(said("0.000010001"), held=JUMP),
    "a tenth is believed": moved(said("0.0000001")),
    "less than a tenth is not": moved(said("0.00000009999"), held=JUMP),
    "a known price becomes free": moved(said(None), held=JUMP),
    "a known price becomes dynamic": moved(unknown("dynamic"), held=JUMP),
    "a free price becomes known": Case([said(None)], [said(UP)]),
    "a known price is gone": moved(said(UP, **OUT)),
    "another currency": moved(said(UP, **EURO)),
    "from nothing": Case([said("0")], [said(TODAY)], JUMP),
    "to nothing": Case(
        [said("1", **REQUEST)], [said("0", **REQUEST)], [("requests", None, "jump")]
    ),
    "after a gap": Case([said(TODAY, valid=PAST)], [said(UP)], JUMP),
    "after a gap that is told": Case(
        [said(TODAY, valid=PAST), (None, {"state": "dynamic", "valid": LATER})], [said(UP)], JUMP
    ),
    "beside the newest of several": Case(
        [said(TODAY, valid=PAST), said(UP, valid=LATER)], [said("0.00015")]
    ),
    "beside one that begins now": Case(
        [said(TODAY, valid="[2020-01-01,{now})"), said(UP, valid="[{now},)")], [said("0.00015")]
    ),
    "beside one that is announced": Case(
        [said(TODAY, valid="[2020-01-01,2100-01-01)"), said(UP, valid=COMING)], [said(UP)], JUMP
    ),
    "beside what an operator says": Case(
        [said(TODAY), said(UP, source="manual", valid=LATER)], [said(UP)], JUMP
    ),
    "beside another meter": Case(
        [said(TODAY), said(UP, valid=LATER, **OUT)], [said(UP), said(UP, **OUT)], JUMP
    ),
    "beside other conditions": Case(
        [said(TODAY), said(UP, valid=LATER, **TIER)], [said(UP), said(UP, **TIER)], JUMP
    ),
    "beside a mistake that was taken back": Case(
        [said(TODAY, recorded=LATER), said(UP, valid=LATER, recorded=PAST)], [said(UP)], JUMP
    ),
    "each of a card by itself": Case(
        [said(TODAY), said(TODAY, **OUT), said(TODAY, **TIER)],
        [said(UP), said(TWICE, **OUT), said("0.0000015", **TIER)],
        JUMP,
    ),
}
CARDS = {
    "a whole card by one factor": Case(CARD, CARD_UP),
    "a card by two factors": Case(CARD, [said(UP), said("0.0000203", **OUT)], BOTH_JUMP),
    "a single price": moved(said(UP), held=JUMP),
    "a part of a card": Case(
        [*CARD, said(TODAY, meter="cache_read_tokens")],
        [*CARD_UP, said(TODAY, meter="cache_read_tokens")],
        BOTH_JUMP,
    ),
    "beside what is no price of the card": Case(
        [
            *CARD,
            said(UP, source="manual"),
            said(None, meter="requests"),
            said(UP, meter="reasoning_tokens", recorded=PAST),
            said(UP, meter="cache_read_tokens", valid=PAST),
            said(UP, meter="cache_write_tokens", valid=COMING),
        ],
        [*CARD_UP, said(None, meter="requests")],
    ),
    "a hundred times": Case(CARD, [said("0.0001"), said("0.0001", **OUT)], BOTH_JUMP),
    "sixty times": Case(CARD, [said("0.00006"), said("0.00006", **OUT)]),
    "a currency that hides in it": Case(
        CARD, [said(UP), said(UP, meter="output_tokens", currency="EUR")], JUMP
    ),
    "away from the market": Case(CARD, CARD_UP, BOTH_JUMP, [
        ("one", said("0.0000049")), ("one", said("0.0000049", **OUT)),
    ]),
    "towards the market": Case(CARD, CARD_UP, [], [
        ("one", said("0.000005")), ("one", said("0.000005", **OUT)),
    ]),
}  # fmt: skip
WITNESSES = {
    "one within a twentieth": moved(said("0.000021"), others=[("one", said(UP))]),
    "one beyond a twentieth": moved(said("0.00002101"), held=JUMP, others=[("one", said(UP))]),
    "two within a quarter": moved(
        said("0.000025"), others=[("one", said(UP)), ("two", said(UP))]
    ),
    "two beyond a quarter": moved(
        said("0.000025001"), held=JUMP, others=[("one", said(UP)), ("two", said(UP))]
    ),
    "one of two within a quarter": moved(
        said("0.000025"), held=JUMP, others=[("one", said(UP)), ("two", said(TODAY))]
    ),
    "two offers of one seller within a quarter": moved(
        said("0.000025"), held=JUMP, others=[("one", said(UP)), ("one", said(UP))]
    ),
    "under other conditions": moved(
        said(UP), held=JUMP,
        others=[("one", said(UP, **TIER)), ("two", said(UP, **TIER)), ("three", said(TODAY))],
    ),
    "in another currency": moved(
        said(UP), held=JUMP, others=[("one", said(UP, **EURO)), ("two", said(UP, **EURO))]
    ),
}  # fmt: skip
FIRST = {
    "beside nobody": first(said("0.001")),
    "thirty times": first(said("0.00003"), others=[("one", said(TODAY))]),
    "more than thirty times": first(
        said("0.00003001"),
        held=[("input_tokens", None, "new price")],
        others=[("one", said(TODAY))],
    ),
    "more than thirty times under conditions": first(
        said("0.00003001", **TIER), others=[("one", said(TODAY))]
    ),
    "400 times what two charge": first(
        said("0.0004", **TIER), others=[("one", said(TODAY)), ("two", said(TODAY))]
    ),
    "more than 400 times what two charge": first(
        said("0.0004001", **TIER),
        held=[("input_tokens", "batch", "unit slip")],
        others=[("one", said(TODAY)), ("two", said(TODAY))],
    ),
    "more than 400 times what two offers of one cost": first(
        said("0.0004001", **TIER), others=[("one", said(TODAY)), ("one", said(TODAY))]
    ),
}
ABSURD = {
    "a token for 0.006": first(said("0.006")),
    "a token for more": first(said("0.0060001"), held=[("input_tokens", None, "absurd")]),
    "a token for 1e-11": first(said("1e-11")),
    "a token for less": first(said("9e-12"), held=[("input_tokens", None, "absurd")]),
    "a token for more of another currency": first(said("1", **EURO)),
    "a request for 5": first(said("5", **REQUEST)),
    "a request for more": first(said("5.01", **REQUEST), held=[("requests", None, "absurd")]),
}
FIGURE: dict[str, Any] = {"decision": "rejected", "reason": "unit slip"}
REJECTED = {
    "this figure": moved(
        said(TWICE), held=[("input_tokens", None, "unit slip")], reviewed=[said(TWICE, **FIGURE)]
    ),
    "a figure without an amount": first(
        said(None), held=[("input_tokens", None, "unit slip")], reviewed=[said(None, **FIGURE)]
    ),
    "another one": moved(
        said(TWICE),
        reviewed=[
            said("0.0000021", **FIGURE),
            said(TWICE, **FIGURE, **OUT),
            said(TWICE, **FIGURE, **TIER),
            said(TWICE, **FIGURE, new_currency="EUR"),
            said(TWICE),
            said(TWICE, decision="approved"),
            said(TWICE, **FIGURE, undone=True),
        ],
    ),
}
CASES = JUMPS | CARDS | WITNESSES | FIRST | ABSURD | REJECTED


def tell(staged: StagedRun, name: str, case: Case) -> None:
    """Let a run meet one case."""
    ours = staged.model(name)
    for amount, more in case.was:
        during = str(more.get("valid", LONG)).format(now=staged.now)
        staged.price(ours, amount, **more | {"valid": during})
    for amount, more in case.states:
        staged.states(ours, amount, **more)
    for number, (seller, (amount, more)) in enumerate(case.others):
        staged.price(staged.model(f"{name} {number}", seller, same_as=name), amount, **more)
    for amount, more in case.reviewed:
        staged.review(ours, amount, **more)
