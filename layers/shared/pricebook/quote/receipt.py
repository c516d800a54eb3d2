"""Receipt: all that decided a quote, so that any installation with the same prices repeats it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from decimal import Decimal, InvalidOperation
from typing import Any, Never, Self, TypeGuard

from pricebook.quote import fields
from pricebook.quote.fields import DECIDING
from pricebook.quote.offer import Facts, Note
from pricebook.validation import bad

MAX_PRICES, MAX_ID_LENGTH, MAX_ID = 1000, 100, 2**63 - 1
MAX_EXPONENT = 60
"""No amount and no rate is so large or so small."""
CHECK_DIGITS = 16
"""How much of a hash tells a receipt that was changed."""
REQUIRED = {"model", "at", "usage_format", "prices", "check"}
KNOWN = (
    REQUIRED
    | DECIDING
    | {"format_stated", "facts", "notes", "exchange", "resolved_from", "resolved_by"}
)

type Rates = Mapping[str, tuple[Decimal, str, str | None]]
"""What one unit of a currency is worth in US dollars, since which day, and who says so."""


def _number(value: object) -> int | str:
    """Return a number as it was before it went through JSON."""
    return int(value) if _is_whole(value) else str(value)


CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), default=_number)
"""Writes the same receipt in the same way."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What an earlier quote was made of.

    Attributes:
        fields: those of the request, with the conditions that its usage stated.
        format_stated: whether the request said how its usage is to be read.
        prices: the ids of all prices that were looked at.
        facts: what was known of the model.
        notes: what was known of single prices besides their amounts, by id.
        exchange: the rates that converted the total.
        resolved_from: the name that was asked for, where the id is another.
        resolved_by: what knew that name.
    """

    fields: Mapping[str, object]
    format_stated: bool
    prices: tuple[int | str, ...]
    facts: Facts
    notes: Mapping[str, Note]
    exchange: Rates
    resolved_from: str | None
    resolved_by: str | None

    @classmethod
    def parse(cls, payload: object) -> Self | None:
        """Read the receipt of a request, where it has one.

        Raises:
            BadRequest: it is none, or was changed.
        """
        if payload is None:
            return None
        if not isinstance(payload, dict) or not payload.keys() >= REQUIRED:
            raise bad("receipt", f"expected an object with {', '.join(sorted(REQUIRED))}")
        if payload.keys() - KNOWN or payload["check"] != check(payload):
            raise bad("receipt", "it is not what a quote gave; send it unchanged")
        decided = {field: payload[field] for field in DECIDING & payload.keys()}
        if "seconds" in decided:
            decided["seconds"] = _decimal(decided["seconds"])
        return cls(
            decided,
            payload.get("format_stated") is True,
            _ids(payload["prices"]),
            _facts(payload.get("facts", {})),
            {key: _note(note) for key, note in _object(payload.get("notes", {})).items()},
            {key: _rate(rate) for key, rate in _object(payload.get("exchange", {})).items()},
            fields.name("receipt.resolved_from", payload.get("resolved_from")),
            fields.name("receipt.resolved_by", payload.get("resolved_by")),
        )


def check(receipt: Mapping[str, object]) -> str:
    """Return what tells whether a receipt was changed."""
    content = {key: value for key, value in receipt.items() if key != "check"}
    return hashlib.sha256(CANONICAL.encode(content).encode()).hexdigest()[:CHECK_DIGITS]


def facts_of(facts: Facts) -> dict[str, Any]:
    """Return what is known of a model, as a receipt has it."""
    return {
        key: value
        for key, value in {
            "input_modalities": [*facts.input_modalities],
            "output_modalities": [*facts.output_modalities],
            "context_length": facts.context_length,
            "listed_until": facts.listed_until and facts.listed_until.isoformat(),
            "prices_incomplete": facts.prices_incomplete,
            "known_from": facts.known_from and facts.known_from.isoformat(),
        }.items()
        if value
    }


def note_of(note: Note) -> dict[str, Any]:
    """Return what is known of a price besides its amount, as a receipt has it."""
    review, upcoming = note.review, note.upcoming
    return {
        key: value
        for key, value in {
            "review": review and [str(review[0]), review[1]],
            "upcoming": upcoming and [upcoming[0] and str(upcoming[0]), upcoming[1]],
            "unconfirmed_since": note.unconfirmed_since,
            "confidence": note.confidence,
            "against": [[source, str(amount)] for source, amount in note.against],
        }.items()
        if value
    }


def _is_whole(value: object) -> TypeGuard[Decimal]:
    """Tell whether a value is a whole number that a receipt may have.

    1e999999 is none: Python takes minutes to write it out.
    """
    return isinstance(value, Decimal) and abs(value) <= MAX_ID and value == value.to_integral()


def _ids(payload: object) -> tuple[int | str, ...]:
    if not isinstance(payload, list) or len(payload) > MAX_PRICES:
        raise bad("receipt.prices", f"expected a list of at most {MAX_PRICES} ids")
    return tuple(_id(value) for value in payload)


def _id(value: object) -> int | str:
    if isinstance(value, str) and 0 < len(value) <= MAX_ID_LENGTH and value.isprintable():
        return value
    if not isinstance(value, Decimal) or not 0 < value <= MAX_ID or value % 1:
        raise bad("receipt.prices", "expected the ids of prices, as a quote has them")
    return int(value)


def _facts(payload: object) -> Facts:
    facts = _object(payload)
    context = facts.get("context_length")
    until, since = (
        fields.time(f"receipt.facts.{edge}", facts.get(edge))
        for edge in ("listed_until", "known_from")
    )
    return Facts(
        _words(facts.get("input_modalities", [])),
        _words(facts.get("output_modalities", [])),
        int(context) if _is_whole(context) else None,
        until and until.astimezone(UTC),
        prices_incomplete=facts.get("prices_incomplete") is True,
        known_from=since and since.astimezone(UTC),
    )


def _note(payload: object) -> Note:
    note = _object(payload)
    review, upcoming = _list(note.get("review"), 2), _list(note.get("upcoming"), 2)
    since, confidence = note.get("unconfirmed_since"), note.get("confidence")
    against = (_list(item, 2) or _refuse() for item in _items(note.get("against", [])))
    return Note(
        review=(_decimal(review[0]), _word(review[1])) if review else None,
        upcoming=(upcoming[0] and _decimal(upcoming[0]), _word(upcoming[1])) if upcoming else None,
        unconfirmed_since=since and _word(since),
        confidence=confidence and _word(confidence),
        against=tuple((_word(source), _decimal(amount)) for source, amount in against),
    )


def _rate(payload: object) -> tuple[Decimal, str, str | None]:
    usd, since, source = _list(payload, 3) or _refuse()
    return _decimal(usd) or _refuse(), _word(since), source and _word(source)


def _object(payload: object) -> dict[str, Any]:
    return payload if isinstance(payload, dict) else _refuse()


def _words(payload: object) -> tuple[str, ...]:
    return tuple(_word(value) for value in _items(payload))


def _items(payload: object) -> list[Any]:
    return payload if isinstance(payload, list) else _refuse()


def _word(value: object) -> str:
    return value if isinstance(value, str) else _refuse()


def _decimal(value: object) -> Decimal:
    try:
        number = Decimal(_word(value))
    except InvalidOperation:
        _refuse()
    usual = number.is_finite() and number >= 0 and abs(number.adjusted()) <= MAX_EXPONENT
    return number if usual else _refuse()


def _list(payload: object, length: int) -> list[Any] | None:
    return payload if isinstance(payload, list) and len(payload) == length else None


def _refuse() -> Never:
    raise bad("receipt", "it is not what a quote gave; send it unchanged")
