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
from pricebook.quote.matching import Call, LedgerPrice
from pricebook.quote.request import QuoteRequest
from pricebook.quote.response import render
from pricebook.storage import reader
from pricebook.validation import bad, unknown

MAX_QUOTES = 1000
MAX_ANSWER_CHARACTERS = 4_000_000
"""How many characters an answer may have; as JSON in JSON it stays below what Lambda sends."""

type Refused = BadRequest | NotFound


@dataclass(frozen=True, slots=True)
class Offer:
    """The prices of one offer; canonical_id is there where that was asked for."""

    model: str
    canonical_id: str | None
    at: datetime
    rates: list[LedgerPrice]


def quote_body(body: str | bytes | None) -> str:
    """Quote what a request asks for.

    A request with `quotes` is a batch: each of them is answered in its place, by a quote or by an
    error, and one that is wrong does not spoil the others.

    Raises:
        BadRequest: the body makes no sense, or the one thing that it asks for.
        NotFound: there is no such model.
        Unavailable: the database cannot answer now.
    """
    payload = _decoded(body)
    if "quotes" in payload:
        return _envelope(_batch(payload))
    (results,) = _answered([_read(payload)])
    if isinstance(results, BadRequest | NotFound):
        raise results
    return _envelope(results)


def _batch(payload: dict[str, Any]) -> list[dict[str, Any]]:
    for field in payload.keys() - {"quotes"}:
        raise unknown(field, ["quotes"], " What a quote needs stands in each of them.")
    asked = payload["quotes"]
    if not isinstance(asked, list) or not 0 < len(asked) <= MAX_QUOTES:
        raise bad("quotes", f"expected a list of one to {MAX_QUOTES} requests")
    results = _answered([_read(item) for item in asked])
    return [_error(item) if isinstance(item, BadRequest | NotFound) else item for item in results]


def _read(payload: object) -> QuoteRequest | Refused:
    try:
        return request.parse(payload)
    except BadRequest as error:
        return error  # it is the answer to this one, and others may stand beside it


def _answered(requests: Sequence[QuoteRequest | Refused]) -> list[dict[str, Any] | Refused]:
    offers = _offers([item for item in requests if isinstance(item, QuoteRequest)])
    return [
        _quoted(item, offers[_key(item)]) if isinstance(item, QuoteRequest) else item
        for item in requests
    ]


def _offers(requests: Sequence[QuoteRequest]) -> dict[str, list[Offer]]:
    """Ask the ledger, once for all that is the same."""
    questions = {_key(item): item.question() for item in requests}
    numbered = list(questions)
    asked = [questions[key] | {"number": number} for number, key in enumerate(numbered)]
    results: dict[str, list[Offer]] = {key: [] for key in numbered}
    for number, model, canonical_id, at, payload in reader.rows(
        "quote.batch.prices", asked=_text(asked)
    ):
        results[numbered[number]].append(Offer(model, canonical_id, at, _rates(payload)))
    return results


def _key(item: QuoteRequest) -> str:
    return _text(item.question())


def _rates(payload: str) -> list[LedgerPrice]:
    return [
        LedgerPrice(number, meter, conditions, state, amount and Decimal(amount), currency, source)
        for number, meter, conditions, state, amount, currency, source in json.loads(
            payload, parse_float=Decimal
        )
    ]


def _quoted(item: QuoteRequest, offers: Sequence[Offer]) -> dict[str, Any] | Refused:
    if not offers:
        name = item.model or item.canonical
        return NotFound(f"Nobody sells {name!r} here. GET /v1/models lists what there is.")
    if item.prices is not None and len(offers[0].rates) != len(set(item.prices)):
        return bad("receipt.prices", f"some of them are no prices of {item.model}")
    rendered = [_rendered(item, offer) for offer in offers]
    if offers[0].canonical_id is None:
        return rendered[0][1]
    ranked = sorted(rendered, key=lambda pair: _rank(*pair))
    return {"canonical_id": offers[0].canonical_id, "sellers": [payload for _, payload in ranked]}


def _rendered(item: QuoteRequest, offer: Offer) -> tuple[Quote, dict[str, Any]]:
    quoted = quote(offer.rates, item.usage, Call(offer.at, item.sizes, item.stated))
    return quoted, render(offer.model, offer.at, offer.rates, quoted, item.usage.read_as)


def _rank(quoted: Quote, payload: dict[str, Any]) -> tuple[object, ...]:
    """Order sellers: complete quotes first, then dollars, then what is cheapest."""
    foreign = "" if quoted.currency in {None, "USD"} else str(quoted.currency)
    unpriced = quoted.total is None
    return bool(quoted.missing), unpriced, foreign, quoted.total or Decimal(), payload["model"]


def _error(refused: Refused) -> dict[str, Any]:
    code = refused.code if isinstance(refused, BadRequest) else "not_found"
    details = {"details": refused.details} if isinstance(refused, BadRequest) else {}
    return {"error": {"code": code, "message": str(refused), **details}}


def _decoded(body: str | bytes | None) -> dict[str, Any]:
    try:
        payload = json.loads(
            body or "", parse_float=Decimal, parse_int=Decimal, parse_constant=_no_number
        )
    except ValueError as error:
        raise bad("body", f"expected JSON; {error}") from None
    except (InvalidOperation, RecursionError):
        raise bad("body", "it nests too deep, or has a number that is too long") from None
    if not isinstance(payload, dict):
        raise bad("body", "expected a JSON object with a model and usage, or with quotes")
    return payload


def _no_number(word: str) -> Never:
    raise ValueError(f"{word} is no number")


def _envelope(data: object) -> str:
    text = _text({"data": data, "meta": {}})
    if len(text) > MAX_ANSWER_CHARACTERS:
        raise bad("quotes", f"the answer would be {len(text)} characters long; ask for fewer")
    return text


def _text(payload: object) -> str:
    return json.dumps(payload, separators=(",", ":"), default=str)
