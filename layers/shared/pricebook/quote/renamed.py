"""Renamed: what the name by which an offer was found says of its price, beyond the offer itself."""

from collections.abc import Iterator
from dataclasses import replace

from pricebook.pricing.calculate import Quote
from pricebook.pricing.meters import METERS
from pricebook.quote.names import LATEST
from pricebook.quote.request import QuoteRequest

ROUTES = {"floor": "the cheapest", "nitro": "the quickest"}
"""To whom OpenRouter sends a request by the end of the name, whatever that seller charges."""
ONLINE = ":online"
"""What makes OpenRouter search with every request."""


def named(quote: Quote, request: QuoteRequest, model: str) -> Quote:
    """Return a quote with what the name in its request says of the price.

    Args:
        quote: what the offer charges.
        request: what was asked, by which name.
        model: the id of the offer.
    """
    if request.resolved_from is None:
        return quote
    name, step = request.resolved_from, request.resolved_by
    return replace(
        quote,
        assumptions=(*quote.assumptions, *_assumed(name, step, model)),
        missing=(*quote.missing, *_unpriced(name, step, request)),
    )


def _assumed(name: str, step: str | None, model: str) -> Iterator[str]:
    taken = f"the price of {model} was taken"
    route = name.casefold().rpartition(":")[2]
    if step == "suffix" and route in ROUTES:
        yield f"{name} goes to {ROUTES[route]} of several sellers: {taken}"
    if step == "undated" and not name.casefold().endswith(LATEST):
        yield f"{name} is a release that nobody lists: {taken}"


def _unpriced(name: str, step: str | None, request: QuoteRequest) -> Iterator[str]:
    families = {METERS[count.meter].family for count in request.usage.counts}
    online = step == "suffix" and name.casefold().endswith(ONLINE)
    if online and "searches" not in families:
        yield f"{name} searches with every request, and the usage counts no web_searches"
