"""Rate cards and what usage costs by them: pure, so that the tests of prices need no store."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal

from pricebook.pricing.calculate import Quote, calculate, plain
from pricebook.pricing.matching import Call, LedgerPrice
from pricebook.pricing.meters import METERS, Count
from pricebook.pricing.price import per_unit
from pricebook.pricing.rate_card import RateCard
from tests.support.seeds.awkward_prices import OFFERS, Row

NOON = datetime(2026, 6, 3, 12, tzinfo=UTC)
"""A Wednesday."""


def prices(rows: Iterable[Row]) -> list[LedgerPrice]:
    """Return rows as a quote takes them, numbered from 1."""
    return [
        LedgerPrice(
            number,
            row.meter,
            row.conditions,
            row.state,
            amount(row),
            row.currency if row.figure else None,
            "manual",
        )
        for number, row in enumerate(rows, 1)
    ]


def card(offer: str | list[Row]) -> RateCard:
    """Return the rate card of rows, or of an offer of tests.support.seeds.awkward_prices."""
    return RateCard(prices(OFFERS[offer] if isinstance(offer, str) else offer))


def counts(used: Mapping[str, int | str]) -> list[Count]:
    """Return counts; `cache_write_tokens 1h` are kept for an hour."""
    return [
        Count(meter, Decimal(quantity), ttl or None)
        for name, quantity in used.items()
        for meter, _, ttl in [name.partition(" ")]
    ]


def priced(
    offer: str | list[Row],
    used: Mapping[str, int | str],
    stated: Mapping[str, str | bool] | None = None,
    at: datetime = NOON,
    **sizes: int,
) -> Quote:
    """Price counts at an offer, with sizes that they do not tell: the `seconds` of a clip."""
    known = {name: Decimal(size) for name, size in sizes.items()}
    return calculate(card(offer), counts(used), Call(at, known, stated or {}))


def shown(number: Decimal | None) -> str | None:
    """Return an amount as a person writes it."""
    return None if number is None else plain(number)


def amounts(quote: Quote) -> dict[str, str | None]:
    """Return what each line costs."""
    return {line.count.meter: shown(line.amount) for line in quote.lines}


def amount(row: Row) -> Decimal | None:
    """Return what one unit costs, where that is known."""
    known = row.state == "known" and row.figure is not None
    return per_unit(Decimal(row.figure or 0), per=METERS[row.meter].per) if known else None
