"""A quote in the API's words: amounts are exact decimal strings, what is unknown is left out."""

from datetime import datetime
from decimal import Decimal, localcontext
from typing import Any

from pricebook.quote.calculate import PRECISION, Cliff, Line, Quote
from pricebook.quote.matching import LedgerPrice


def render(
    model: str, at: datetime, rates: list[LedgerPrice], quoted: Quote, read_as: str
) -> dict[str, Any]:
    """Return a quote as JSON.

    Its receipt pins every price that was looked at, whatever is believed later.

    Args:
        model: whose prices these are.
        at: when they were in force.
        rates: all that there were.
        quoted: the quote.
        read_as: what the usage was taken for.
    """
    return _known(
        {
            "model": model,
            "at": at.isoformat(),
            "usage_read_as": read_as,
            "complete": not quoted.missing,
            "total": _plain(quoted.total),
            "currency": quoted.currency,
            "lines": [_line(line) for line in quoted.lines],
            "assumptions": quoted.assumptions,
            "missing": quoted.missing,
            "next_cliff": quoted.cliff and _cliff(quoted.cliff),
            "receipt": {
                "model": model,
                "at": at.isoformat(),
                "prices": [rate.id for rate in rates],
            },
        }
    )


def _line(line: Line) -> dict[str, Any]:
    rate = line.rate
    payload: dict[str, Any] = {
        "meter": line.count.meter,
        "quantity": _plain(line.count.quantity),
        "state": rate.state if rate else "unknown",
        "amount": _plain(line.amount),
    }
    if rate:
        payload |= {
            "charged_as": rate.meter if rate.meter != line.count.meter else None,
            "unit_price": _plain(rate.amount),
            "currency": rate.currency,
            "conditions": rate.conditions,
            "factors": [_factor(factor) for factor in line.factors] or None,
            "source": rate.source,
            "price_id": rate.id,
        }
    return _known(payload)


def _factor(rate: LedgerPrice) -> dict[str, Any]:
    return _known(
        {"factor": _plain(rate.amount), "conditions": rate.conditions, "price_id": rate.id}
    )


def _cliff(cliff: Cliff) -> dict[str, Any]:
    with localcontext(prec=PRECISION):
        adds = cliff.total_then - cliff.total_before
    return {
        "at_prompt_tokens": int(cliff.at_prompt_tokens),
        "total_before": _plain(cliff.total_before),
        "total_then": _plain(cliff.total_then),
        "adds": _plain(adds),
    }


def _plain(number: Decimal | None) -> str | None:
    """Return every digit, without an exponent and without zeros that say nothing."""
    if number is None:
        return None
    with localcontext(prec=PRECISION):
        return format(number.normalize(), "f")


def _known(payload: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in payload.items() if value is not None}
