"""Quote request: what one quote is asked for, checked and typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from pricebook.pricing.conditions import DEFAULTED, STATED
from pricebook.pricing.matching import Value, same
from pricebook.quote import fields, usage
from pricebook.quote.fields import DECIDING, FIELDS
from pricebook.quote.measured import Usage
from pricebook.quote.receipt import Receipt
from pricebook.quote.usage_formats import STANDARD_TIER
from pricebook.validation import bad, unknown

type Values = dict[str, Any]
"""The fields of a request, each as it was read; None is not stated."""

BATCH = ("service_tier", "batch")
NOTHING_STATED: Values = dict.fromkeys(sorted(STATED))


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteRequest:
    """One thing to quote.

    Attributes:
        usage: what one request used.
        stated: under which conditions, without those that are the standard.
        requests: how many such requests there were.
        seconds: the length of a clip.
        model: the id of an offer, or of a canonical model.
        canonical: the id of a canonical model.
        at: when it was used; now, where nothing is given.
        known_at: as we knew the prices then; now, where nothing is given. A receipt beats it.
        assume: `earliest` takes the first known price for a time before it.
        currency: what the total is converted to.
        sellers: how many sellers of a canonical model are answered, in short.
        include_variants: whether batch, free, quantised and other such offers compete as well.
        format_stated: whether the request said how its usage is to be read.
        receipt: what an earlier quote was made of.
        resolved_from: the name in the request, where the id is another.
        resolved_by: what knew that name.
    """

    usage: Usage
    stated: Mapping[str, Value]
    requests: int
    seconds: Decimal | None
    model: str | None
    canonical: str | None
    at: datetime | None
    known_at: datetime | None
    assume: str | None
    currency: str | None
    sellers: int | None
    include_variants: bool
    format_stated: bool
    receipt: Receipt | None
    resolved_from: str | None = None
    resolved_by: str | None = None

    def question(self) -> dict[str, object]:
        """Return what the ledger is asked, as JSON."""
        return {
            "model": self.model,
            "canonical": self.canonical,
            "at": self.at and self.at.isoformat(),
            "known_at": self.known_at and self.known_at.isoformat(),
            "assume": self.assume,
            "receipt": self.receipt and self.receipt.prices,
        }


def parse(payload: object) -> QuoteRequest:
    """Read one request.

    Raises:
        BadRequest: a field is missing, unknown, or makes no sense.
    """
    if not isinstance(payload, dict):
        raise bad("The request", "expected an object with a model and usage")
    for field in sorted(payload.keys() - FIELDS):
        raise unknown(field, FIELDS)
    receipt = Receipt.parse(payload.get("receipt"))
    values = _values(payload)
    if receipt:
        if values["model"] == receipt.resolved_from:
            values["model"] = None
        values |= _repeated(values, _values(receipt.fields))
    if (values["model"] is None) == (values["canonical"] is None):
        raise bad(
            "model", "expected the id of a model, or `canonical` with that of a canonical one"
        )
    used = usage.read(
        payload.get("usage"),
        values["usage_format"] or usage.AUTO,
        values["model"] or values["canonical"],
        exact=not receipt or receipt.format_stated,
    )
    return QuoteRequest(
        usage=used,
        stated=_stated(values, used.stated, receipt),
        requests=values["requests"] or 1,
        seconds=values["seconds"],
        model=values["model"],
        canonical=values["canonical"],
        at=values["at"],
        known_at=None if receipt else fields.time("known_at", payload.get("known_at")),
        assume=None if receipt else fields.assume(payload.get("assume")),
        currency=values["currency"],
        sellers=fields.sellers(payload.get("sellers")),
        include_variants=fields.flag("include_variants", payload.get("include_variants")),
        format_stated=receipt.format_stated if receipt else values["usage_format"] is not None,
        receipt=receipt,
        resolved_from=receipt.resolved_from if receipt else None,
        resolved_by=receipt.resolved_by if receipt else None,
    )


def _values(payload: Mapping[str, object]) -> Values:
    """Return the fields that decide an amount."""
    words = {field: fields.word(field, payload[field]) for field in STATED & payload.keys()}
    return (
        NOTHING_STATED
        | words
        | {
            "model": fields.name("model", payload.get("model")),
            "canonical": fields.name("canonical", payload.get("canonical")),
            "at": fields.time("at", payload.get("at")),
            "usage_format": fields.usage_format(payload.get("usage_format")),
            "requests": fields.requests(payload.get("requests")),
            "seconds": fields.seconds(payload.get("seconds")),
            "currency": fields.currency(payload.get("currency")),
        }
    )


def _repeated(values: Values, receipted: Values) -> Values:
    """Return the fields of a receipt, and refuse a request that says something else."""
    for field in sorted(DECIDING):
        if values[field] is not None and not same(values[field], receipted[field]):
            raise bad(field, "the receipt says something else; leave this out")
    return {field: receipted[field] for field in DECIDING}


def _stated(
    values: Values, in_usage: Mapping[str, str], receipt: Receipt | None
) -> dict[str, Value]:
    """Return the conditions of a request: those of its fields, and those that its usage states.

    A request must not contradict its usage, and no usage its receipt. In a batch an answer calls
    its tier the ordinary one.
    """
    stated = {key: values[key] for key in NOTHING_STATED if values[key] is not None}
    for key, value in in_usage.items():
        ordinary = key in DEFAULTED and value == STANDARD_TIER
        if ordinary and (key, stated.get(key)) == BATCH:
            continue
        if key in stated and not same(stated[key], value):
            raise bad(key, f"usage says {value!r}, and this {stated[key]!r}")
        if receipt and key not in stated and not ordinary:
            raise bad(key, f"usage says {value!r}, and its receipt does not")
        if not ordinary:
            stated[key] = value
    return stated
