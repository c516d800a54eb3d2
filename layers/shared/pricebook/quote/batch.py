"""POST /v1/quote: a request's text in, the answer's text out; one statement for all its quotes."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Never

from pricebook.errors import BadRequest, NotFound
from pricebook.quote import request
from pricebook.quote.calculate import Quote, quote
from pricebook.quote.matching import Call, Rate
from pricebook.quote.request import Order
from pricebook.quote.response import bill
from pricebook.storage import reader
from pricebook.validation import bad, unknown

BATCH = 1000
LONGEST = 4_000_000
"""How many characters an answer may have; as JSON in JSON it stays below what Lambda sends."""

type Refused = BadRequest | NotFound


@dataclass(frozen=True, slots=True)
class Offer:
    """The prices of one offer; canonical_id is there where that was asked for."""

    model: str
    canonical_id: str | None
    at: datetime
    rates: list[Rate]


def answer(body: str | bytes | None) -> str:
    """Quote what a request asks for.

    A request with `quotes` is a batch: each of them is answered in its place, by a quote or by an
    error, and one that is wrong does not spoil the others.

    Raises:
        BadRequest: the body makes no sense, or the one thing that it asks for.
        NotFound: there is no such model.
        Unavailable: the database cannot answer now.
    """
    told = _decoded(body)
    if "quotes" in told:
        return _envelope(_batch(told))
    (found,) = _answered([_read(told)])
    if isinstance(found, BadRequest | NotFound):
        raise found
    return _envelope(found)


def _batch(told: dict[str, Any]) -> list[dict[str, Any]]:
    for field in told.keys() - {"quotes"}:
        raise unknown(field, ["quotes"], " What a quote needs stands in each of them.")
    asked = told["quotes"]
    if not isinstance(asked, list) or not 0 < len(asked) <= BATCH:
        raise bad("quotes", f"expected a list of one to {BATCH} requests")
    found = _answered([_read(one) for one in asked])
    return [_error(one) if isinstance(one, BadRequest | NotFound) else one for one in found]


def _read(told: object) -> Order | Refused:
    try:
        return request.read(told)
    except BadRequest as error:
        return error  # it is the answer to this one, and others may stand beside it


def _answered(orders: Sequence[Order | Refused]) -> list[dict[str, Any] | Refused]:
    offers = _offers([one for one in orders if isinstance(one, Order)])
    return [_quoted(one, offers[_key(one)]) if isinstance(one, Order) else one for one in orders]


def _offers(orders: Sequence[Order]) -> dict[str, list[Offer]]:
    """Ask the ledger, once for all that is the same."""
    questions = {_key(one): one.question() for one in orders}
    numbered = list(questions)
    asked = [questions[key] | {"number": number} for number, key in enumerate(numbered)]
    found: dict[str, list[Offer]] = {key: [] for key in numbered}
    for number, model, canonical_id, at, told in reader.rows(
        "quote.batch.prices", asked=_text(asked)
    ):
        found[numbered[number]].append(Offer(model, canonical_id, at, _rates(told)))
    return found


def _key(one: Order) -> str:
    return _text(one.question())


def _rates(told: str) -> list[Rate]:
    return [
        Rate(number, meter, conditions, state, amount and Decimal(amount), currency, source)
        for number, meter, conditions, state, amount, currency, source in json.loads(
            told, parse_float=Decimal
        )
    ]


def _quoted(one: Order, offers: Sequence[Offer]) -> dict[str, Any] | Refused:
    if not offers:
        name = one.model or one.canonical
        return NotFound(f"Nobody sells {name!r} here. GET /v1/models lists what there is.")
    if one.prices is not None and len(offers[0].rates) != len(set(one.prices)):
        return bad("receipt.prices", f"some of them are no prices of {one.model}")
    bills = [_bill(one, offer) for offer in offers]
    if offers[0].canonical_id is None:
        return bills[0][1]
    ranked = sorted(bills, key=lambda pair: _rank(*pair))
    return {"canonical_id": offers[0].canonical_id, "sellers": [told for _, told in ranked]}


def _bill(one: Order, offer: Offer) -> tuple[Quote, dict[str, Any]]:
    quoted = quote(offer.rates, one.usage, Call(offer.at, one.sizes, one.said))
    return quoted, bill(offer.model, offer.at, offer.rates, quoted, one.usage.read_as)


def _rank(quoted: Quote, told: dict[str, Any]) -> tuple[object, ...]:
    """Order sellers: complete quotes first, then dollars, then what is cheapest."""
    foreign = "" if quoted.currency in {None, "USD"} else str(quoted.currency)
    unpriced = quoted.total is None
    return bool(quoted.missing), unpriced, foreign, quoted.total or Decimal(), told["model"]


def _error(refused: Refused) -> dict[str, Any]:
    code = refused.code if isinstance(refused, BadRequest) else "not_found"
    details = {"details": refused.details} if isinstance(refused, BadRequest) else {}
    return {"error": {"code": code, "message": str(refused), **details}}


def _decoded(body: str | bytes | None) -> dict[str, Any]:
    try:
        told = json.loads(
            body or "", parse_float=Decimal, parse_int=Decimal, parse_constant=_no_number
        )
    except ValueError as error:
        raise bad("body", f"expected JSON; {error}") from None
    except (InvalidOperation, RecursionError):
        raise bad("body", "it nests too deep, or has a number that is too long") from None
    if not isinstance(told, dict):
        raise bad("body", "expected a JSON object with a model and usage, or with quotes")
    return told


def _no_number(word: str) -> Never:
    raise ValueError(f"{word} is no number")


def _envelope(data: object) -> str:
    text = _text({"data": data, "meta": {}})
    if len(text) > LONGEST:
        raise bad("quotes", f"the answer would be {len(text)} characters long; ask for fewer")
    return text


def _text(told: object) -> str:
    return json.dumps(told, separators=(",", ":"), default=str)
