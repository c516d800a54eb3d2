"""Quotes of offers that stand in no ledger: what the tests of quoting share."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pricebook.pricing.calculate import Quote
from pricebook.pricing.matching import Call
from pricebook.pricing.rate_card import RateCard
from pricebook.quote import quoting
from pricebook.quote.cliff import Cliff
from pricebook.quote.offer import Facts, Note, Offer
from tests.support.seeds.awkward_prices import Row
from tests.support.seeds.rate_cards import NOON, card
from tests.support.usage_reader import read


def offer(
    rows: str | list[Row] | RateCard,
    model: str = "acme/model",
    facts: Facts | None = None,
    notes: Mapping[str, Note] | None = None,
) -> Offer:
    """Return an offer with these prices, or with those of one of awkward_prices."""
    prices = rows if isinstance(rows, RateCard) else card(rows)
    return Offer(model, None, NOON, prices, facts or Facts(), notes or {})


def quoted(
    sold: Offer, payload: dict[str, Any], number: int = 1, **stated: str | bool
) -> tuple[Quote, Cliff | None]:
    """Quote a usage object at an offer."""
    used = read(payload, model=sold.model)
    call = Call(NOON, {}, {**used.stated, **stated})
    return quoting.quote(sold, used, call, Decimal(number))


def quote_of(sold: Offer, payload: dict[str, Any], number: int = 1, **stated: str | bool) -> Quote:
    """Return the quote without its cliff."""
    return quoted(sold, payload, number, **stated)[0]
