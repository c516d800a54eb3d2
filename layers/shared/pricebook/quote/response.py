"""Response: a quote in the API's words. Amounts are exact decimal strings; unknown is left out."""

from datetime import UTC
from decimal import Decimal, localcontext
from typing import Any

from pricebook.pricing.calculate import PRECISION, Bounds, Line, plain
from pricebook.pricing.matching import LedgerPrice
from pricebook.quote.answer import Answer
from pricebook.quote.cliff import Cliff
from pricebook.quote.exchange import Converted
from pricebook.quote.offer import Offer
from pricebook.quote.receipt import check, facts_of, note_of


def render(answer: Answer) -> dict[str, Any]:
    """Return a quote as JSON; its receipt pins everything that decided."""
    quote, request = answer.quote, answer.request
    return {
        **_head(answer),
        "at": answer.offer.at.isoformat(),
        "usage_format": request.usage.usage_format,
        **_known({"requests": request.requests if request.requests != 1 else None}),
        **_amounts(answer),
        "lines": [_line(line, answer.offer) for line in quote.lines],
        "assumptions": quote.assumptions,
        "missing": answer.missing,
        **_known({"next_cliff": answer.cliff and _cliff(answer.cliff)}),
        "receipt": _receipt(answer),
    }


def compact(answer: Answer) -> dict[str, Any]:
    """Return a quote in short: what it costs, and what is missing."""
    return {
        **_head(answer),
        **_amounts(answer),
        **_known({"missing": list(answer.missing) or None}),
    }


def _head(answer: Answer) -> dict[str, Any]:
    request, offer = answer.request, answer.offer
    return _known(
        {
            "model": offer.model,
            "variant": offer.variant,
            "standing": offer.standing,
            "resolved_from": request.resolved_from,
            "resolved_by": request.resolved_by,
        }
    )


def _amounts(answer: Answer) -> dict[str, Any]:
    quote = answer.quote
    return {"complete": not answer.missing} | _known(
        {
            "total": _plain(quote.total),
            "currency": quote.currency,
            "range": _range(quote.bounds),
            "converted": answer.converted and _converted(answer.converted),
        }
    )


def _line(line: Line, offer: Offer) -> dict[str, Any]:
    price = line.price
    view: dict[str, Any] = {
        "meter": line.count.meter,
        "quantity": plain(line.count.quantity),
        "state": price.state if price else "unknown",
        "amount": _plain(line.amount),
        "range": _range(line.bounds),
        "cache_ttl": line.count.cache_ttl,
        "step": line.count.step or None,
    }
    if price:
        note = offer.note(price)
        review = note.review
        view |= {
            "charged_as": price.meter if price.meter != line.count.meter else None,
            "unit_price": _plain(price.amount),
            "currency": price.currency,
            "conditions": price.conditions,
            "factors": [_factor(factor) for factor in line.factors] or None,
            "source": price.source,
            "price_id": price.id,
            "review": review and {"amount": plain(review[0]), "since": review[1]},
            "unconfirmed_since": note.unconfirmed_since,
            "confidence": note.confidence,
        }
    return _known(view)


def _factor(price: LedgerPrice) -> dict[str, Any]:
    return _known(
        {"factor": _plain(price.amount), "conditions": price.conditions, "price_id": price.id}
    )


def _cliff(cliff: Cliff) -> dict[str, Any]:
    with localcontext(prec=PRECISION):
        adds = cliff.total_then - cliff.total_before
    return {
        "at_prompt_tokens": int(cliff.at_prompt_tokens),
        "total_before": plain(cliff.total_before),
        "total_then": plain(cliff.total_then),
        "adds": plain(adds),
    }


def _converted(converted: Converted) -> dict[str, Any]:
    rates = [
        _known({"currency": code, "usd": plain(usd), "valid_from": since, "source": source})
        for code, (usd, since, source) in converted.rates.items()
    ]
    return _known(
        {"currency": converted.currency, "total": _plain(converted.total), "rates": rates}
    )


def _receipt(answer: Answer) -> dict[str, Any]:
    request, offer = answer.request, answer.offer
    notes = {price: note_of(note) for price, note in offer.notes.items()}
    rates = answer.converted.rates if answer.converted else {}
    receipt = {
        "model": offer.model,
        "at": offer.at.astimezone(UTC).isoformat(),
        "usage_format": request.usage.usage_format,
        **request.stated,
        **_known(
            {
                "resolved_from": request.resolved_from,
                "resolved_by": request.resolved_by,
                "format_stated": request.format_stated or None,
                "requests": request.requests if request.requests != 1 else None,
                "seconds": request.seconds,
                "currency": request.currency,
                "facts": facts_of(offer.facts) or None,
                "notes": notes or None,
                "exchange": {
                    code: [str(usd), since, source] for code, (usd, since, source) in rates.items()
                }
                or None,
            }
        ),
        "prices": [price.id for price in offer.card.prices],
    }
    return {**receipt, "check": check(receipt)}


def _range(bounds: Bounds | None) -> dict[str, str] | None:
    if bounds is None or bounds[0] == bounds[1]:
        return None
    return {"low": plain(bounds[0]), "high": plain(bounds[1])}


def _plain(number: Decimal | None) -> str | None:
    return None if number is None else plain(number)


def _known(view: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in view.items() if value is not None}
