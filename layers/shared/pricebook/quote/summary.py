"""Summary: what the quotes of a batch cost together, in each currency."""

from collections.abc import Iterable, Mapping
from decimal import Decimal, localcontext
from typing import Any

from pricebook.pricing.calculate import PRECISION, plain


def summary(results: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the sums of a batch, and how many of its quotes are not in them as they should be.

    Of a canonical model the first seller counts.
    """
    quotes = [quote for result in results for quote in [_first(result)]]
    totals: dict[str, Decimal] = {}
    with localcontext(prec=PRECISION):
        for quote in quotes:
            priced = quote.get("converted", quote)
            if "total" in priced and "currency" in priced:
                currency = priced["currency"]
                totals[currency] = totals.get(currency, Decimal()) + Decimal(priced["total"])
    return {
        "totals": {currency: plain(total) for currency, total in sorted(totals.items())},
        "incomplete": sum(quote.get("complete") is False for quote in quotes),
        "failed": sum("error" in quote for quote in quotes),
    }


def _first(result: Mapping[str, Any]) -> Mapping[str, Any]:
    sellers = result.get("sellers")
    return sellers[0] if sellers else result
