"""Offers: the prices and facts of everything that one request names, out of one statement."""

import json
from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from pricebook.pricing.matching import LedgerPrice
from pricebook.pricing.meters import METERS
from pricebook.pricing.rate_card import RateCard
from pricebook.quote.offer import NOTHING, Facts, Note, Offer
from pricebook.quote.receipt import Receipt
from pricebook.quote.request import QuoteRequest
from pricebook.storage import reader

type Row = Sequence[Any]
"""model, canonical id, time, facts and prices of one offer, the last two as JSON."""
type Key = tuple[Hashable, ...]


def rows(requests: Iterable[QuoteRequest]) -> dict[Key, list[Row]]:
    """Ask the ledger, once for all that is the same; return the rows by `key`."""
    by_key = {key(request): request for request in requests}
    numbered = list(by_key)
    entries = [by_key[name].question() | {"number": n} for n, name in enumerate(numbered)]
    rows_by_name: dict[Key, list[Row]] = {name: [] for name in numbered}
    if entries:
        for number, *row in reader.rows("quote.batch.prices", asked=_text(entries)):
            rows_by_name[numbered[number]].append(row)
    return rows_by_name


def ended(sold: Sequence[Row]) -> bool:
    """Tell whether this is one offer that its seller listed no longer at that time."""
    return len(sold) == 1 and bool(json.loads(sold[0][3])["listed_until"])


def key(request: QuoteRequest) -> Key:
    """Return what requests share that are answered by the same rows: all that a question has."""
    named = request.model, request.canonical, request.assume
    return *named, request.at, request.known_at, request.receipt and request.receipt.prices


def offer(row: Row, receipt: Receipt | None) -> Offer:
    """Return one offer, with the facts of a receipt where there is one."""
    model, canonical_id, at, facts, prices = row
    known, priced = json.loads(facts), json.loads(prices, parse_float=Decimal)
    return Offer(
        model,
        canonical_id,
        at,
        RateCard([_price(price) for price in priced]),
        receipt.facts if receipt else _facts(known),
        receipt.notes if receipt else _notes(known, priced),
        known["doubt"] or 0,
    )


def _facts(known: Mapping[str, Any]) -> Facts:
    until, since = known["listed_until"], known["known_from"]
    return Facts(
        tuple(known["input_modalities"]),
        tuple(known["output_modalities"]),
        known["context_length"],
        datetime.fromisoformat(until) if until else None,
        prices_incomplete=known["prices_incomplete"],
        known_from=datetime.fromisoformat(since) if since else None,
    )


def _price(values: Sequence[Any]) -> LedgerPrice:
    number, meter, conditions, state, amount, currency, source, *_ = values
    return LedgerPrice(
        number, meter, conditions, state, amount and Decimal(amount), currency, source
    )


def _notes(known: Mapping[str, Any], priced: Iterable[Sequence[Any]]) -> dict[str, Note]:
    """Return what is known of single prices, by their ids."""
    guarded = _guarded(known)
    notes = {}
    for number, meter, conditions, *_, confidence, against in priced:
        per = METERS[meter].per
        note = Note(
            **guarded.get(_place(meter, conditions), {}),
            confidence=confidence,
            against=tuple(
                (item["source"], Decimal(item["amount"]) / per) for item in against or ()
            ),
        )
        if note != NOTHING:
            notes[str(number)] = note
    return notes


def _guarded(known: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return what the guards know of prices, by their meter and conditions."""
    notes: dict[str, dict[str, Any]] = {}
    for meter, conditions, amount, since in known["reviews"] or ():
        notes.setdefault(_place(meter, conditions), {})["review"] = (Decimal(amount), since)
    for meter, conditions, amount, since in known["announced"] or ():
        upcoming = (amount and Decimal(amount), since)
        notes.setdefault(_place(meter, conditions), {})["upcoming"] = upcoming
    for meter, conditions, since in known["unconfirmed"] or ():
        notes.setdefault(_place(meter, conditions), {})["unconfirmed_since"] = since
    return notes


def _place(meter: str, conditions: object) -> str:
    return f"{meter} {json.dumps(conditions, sort_keys=True, default=str)}"


def _text(payload: object) -> str:
    return json.dumps(payload, separators=(",", ":"), default=str)
