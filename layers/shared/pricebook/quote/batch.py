"""POST /v1/quote: a request's text in, the answer's text out; one statement for all its quotes."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from pricebook import settings, strict_json
from pricebook.errors import BadRequest, NotFound, Unavailable
from pricebook.pricing.matching import Call
from pricebook.quote import names, offers, request
from pricebook.quote.answer import Answer
from pricebook.quote.exchange import convert, rates_on
from pricebook.quote.offer import Offer
from pricebook.quote.quoting import quote
from pricebook.quote.ranking import competing, ranked
from pricebook.quote.receipt import Rates
from pricebook.quote.renamed import named
from pricebook.quote.request import QuoteRequest
from pricebook.quote.response import compact, render
from pricebook.quote.size import MAX_ANSWER_CHARACTERS, require_size, too_long
from pricebook.quote.summary import summary
from pricebook.quote.volume import require_one_request
from pricebook.storage import reader
from pricebook.strict_json import Limits
from pricebook.validation import bad, unknown

LIMITS = Limits(max_bytes=1024 * 1024, max_depth=32, max_keys=200)
"""Bounds of a body; whole answers of vendors repeat the schemas of tools, which nest."""
MAX_QUOTES = 1000
MAX_SHOWN = 20
"""How many unknown prices a message names."""

type DatedRates = Mapping[date, Rates]
type Refused = BadRequest | NotFound
type Offered = dict[offers.Key, list[offers.Row]]
type Result = dict[str, Any] | Refused


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
    if settings.text("PRICEBOOK_SERVE", "database") == "snapshot":
        raise Unavailable("Answers come from the bundled snapshot now, and quotes do not.")
    if "quotes" in payload:
        results = _batch(payload)
        return _envelope(results, summary(results))
    (result,) = _answered([_parsed(payload)])
    if isinstance(result, BadRequest | NotFound):
        raise result
    return _envelope(result, {})


def _batch(payload: dict[str, Any]) -> list[dict[str, Any]]:
    for field in payload.keys() - {"quotes"}:
        raise unknown(field, ["quotes"], " What a quote needs stands in each of them.")
    items = payload["quotes"]
    if not isinstance(items, list) or not 0 < len(items) <= MAX_QUOTES:
        raise bad("quotes", f"expected a list of one to {MAX_QUOTES} requests")
    results = _answered([_parsed(item) for item in items])
    return [_error(item) if isinstance(item, BadRequest | NotFound) else item for item in results]


def _parsed(payload: object) -> QuoteRequest | Refused:
    try:
        return request.parse(payload)
    except BadRequest as error:
        return error  # it is the answer to this item, and others may stand beside it


def _answered(requests: Sequence[QuoteRequest | Refused]) -> list[Result]:
    """Answer every request, those with the same offers together: a rate card is made once."""
    resolved, rows = _with_offers(requests)
    valid = [item for item in resolved if isinstance(item, QuoteRequest)]
    require_size((item, len(rows[offers.key(item)])) for item in valid)
    rates = _rates(valid, rows)
    results: dict[int, Result] = {}
    alike: dict[offers.Key, list[tuple[int, QuoteRequest]]] = {}
    for place, item in enumerate(resolved):
        if isinstance(item, QuoteRequest):
            alike.setdefault(offers.key(item), []).append((place, item))
        else:
            results[place] = item
    for key, items in alike.items():
        sold = [offers.offer(row, items[0][1].receipt) for row in rows[key]]
        results |= {place: _result(item, sold, rates) for place, item in items}
    return [results[place] for place in range(len(resolved))]


def _with_offers(
    requests: Sequence[QuoteRequest | Refused],
) -> tuple[list[QuoteRequest | Refused], Offered]:
    """Return the requests with the rows of their offers; a name that is no id is resolved."""
    valid = {n: item for n, item in enumerate(requests) if isinstance(item, QuoteRequest)}
    rows = offers.rows(valid.values())
    resolved = list(requests)
    lacking = {n: item for n, item in valid.items() if not rows[offers.key(item)]}
    if lacking:
        renamed = dict(zip(lacking, names.resolve([*lacking.values()]), strict=True))
        named = {n: item for n, item in renamed.items() if isinstance(item, QuoteRequest)}
        rows |= offers.rows(named.values())
        if not reader.rows("catalog.lookup.slugs"):
            raise Unavailable("Nothing was synchronised yet, so nothing can be quoted.")
        gone = {n: names.name_of(i) for n, i in named.items() if not rows[offers.key(i)]}
        errors = names.unknown(gone.values())
        for place, item in (renamed | {n: errors[name] for n, name in gone.items()}).items():
            resolved[place] = item
    return resolved, rows | _released(resolved, rows)


def _released(resolved: list[QuoteRequest | Refused], rows: Offered) -> Offered:
    """Put the newest release in the place of a name that is listed no longer."""
    ended = {
        place: item
        for place, item in enumerate(resolved)
        if isinstance(item, QuoteRequest)
        if item.model and not item.receipt and offers.ended(rows[offers.key(item)])
    }
    released = names.newest(ended)
    offered = offers.rows(released.values())
    for place, item in released.items():
        if not offers.ended(offered[offers.key(item)]):
            resolved[place] = item
    return offered


def _rates(requests: Sequence[QuoteRequest], rows: Offered) -> DatedRates:
    """Return the exchange rates of every day that is converted; a receipt has its own."""
    converted = [item for item in requests if item.currency and not item.receipt]
    return rates_on(row[2].date() for item in converted for row in rows[offers.key(item)])


def _result(item: QuoteRequest, sold: Sequence[Offer], rates: DatedRates) -> Result:
    try:
        _require_prices(item, sold[0])
        require_one_request(item, sold)
    except BadRequest as error:
        return error
    tier = item.stated.get("service_tier")
    wanted = competing(sold, tier, include_variants=item.include_variants)
    if sold[0].canonical_id is None:
        return render(_answer(item, sold[0], rates))
    answers = ranked(_answer(item, offer, rates) for offer in wanted)
    view = compact if item.sellers else render
    return {
        "canonical_id": sold[0].canonical_id,
        "sellers": [view(answer) for answer in answers[: item.sellers]],
        "sellers_total": len(answers),
    }


def _require_prices(item: QuoteRequest, offer: Offer) -> None:
    """Refuse a receipt whose prices are not all known here."""
    if item.receipt is None:
        return
    there = {str(price.id) for price in offer.card.prices}
    if lacking := [str(number) for number in item.receipt.prices if str(number) not in there]:
        raise bad("receipt.prices", f"{offer.model} has no prices {', '.join(lacking[:MAX_SHOWN])}")


def _answer(item: QuoteRequest, offer: Offer, rates: DatedRates) -> Answer:
    sizes = {} if item.seconds is None else {"seconds": item.seconds}
    call = Call(offer.at, sizes, item.stated)
    quoted, cliff = quote(offer, item.usage, call, Decimal(item.requests))
    quoted = named(quoted, item, offer.model)
    converted = None
    if item.currency:
        known = item.receipt.exchange if item.receipt else rates[offer.at.date()]
        converted = convert(quoted.total, quoted.currency, item.currency, known)
    return Answer(item, offer, quoted, cliff, converted)


def _error(refused: Refused) -> dict[str, Any]:
    code = refused.code if isinstance(refused, BadRequest) else "not_found"
    details = {"details": refused.details} if isinstance(refused, BadRequest) else {}
    return {"error": {"code": code, "message": str(refused), **details}}


def _decoded(body: str | bytes | None) -> dict[str, Any]:
    payload = strict_json.decode(body or "", LIMITS, parse_int=Decimal)
    if not isinstance(payload, dict):
        raise bad("body", "expected a JSON object with a model and usage, or with quotes")
    return payload


def _envelope(data: object, meta: dict[str, Any]) -> str:
    text = json.dumps({"data": data, "meta": meta}, separators=(",", ":"), default=str)
    if len(text) > MAX_ANSWER_CHARACTERS:
        raise too_long(len(text))
    return text
