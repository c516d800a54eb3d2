"""Exchange: a total in another currency, by the dated rates that are known."""

from datetime import date
from decimal import Decimal

from pricebook.quote.exchange import convert, rates_on
from pricebook.storage.postgres import Database
from tests.support.clients import CatalogClient

EUR = {"EUR": (Decimal("1.25"), "2026-01-01", "https://example.org")}
RATE = """
INSERT INTO exchange_rates (currency, usd, valid_from, entered_by)
VALUES (:currency, :usd, CAST(:since AS date), 'test')
"""


def test_dollars_become_euros_and_euros_dollars() -> None:
    """By one rate, which is named."""
    euros = convert(Decimal(10), "USD", "EUR", EUR)
    dollars = convert(Decimal(10), "EUR", "USD", EUR)

    assert ("EUR", Decimal(8), EUR, ()) == (euros.currency, euros.total, euros.rates, euros.missing)
    assert ("USD", Decimal("12.5"), EUR) == (dollars.currency, dollars.total, dollars.rates)


def test_any_currency_becomes_any_other() -> None:
    """By two rates; a division is rounded to twelve decimals."""
    both = EUR | {"DBU": (Decimal("0.07"), "2026-01-01", None)}

    found = convert(Decimal(100), "DBU", "EUR", both)

    assert (Decimal("5.6"), both) == (found.total, found.rates)
    third = convert(Decimal(1), "USD", "EUR", {"EUR": (Decimal(3), "2026-01-01", None)})
    assert "0.333333333333" == str(third.total)


def test_a_currency_without_a_rate_is_missing() -> None:
    """There is no total then, and the reason is one that a quote is incomplete for."""
    found = convert(Decimal(10), "USD", "EUR", {})

    assert (None, ("no exchange rate of EUR is known",)) == (found.total, found.missing)


def test_nothing_is_converted_where_nothing_has_to_be() -> None:
    """A total in the currency that was asked for, no total, and one that costs nothing."""
    assert [Decimal(10), None, Decimal()] == [
        convert(total, source, "EUR", {}).total
        for total, source in ((Decimal(10), "EUR"), (None, "USD"), (Decimal(), None))
    ]


def test_the_rate_of_a_day_is_the_last_before_it(
    owner_database: Database, client: CatalogClient
) -> None:
    """One statement for all days; a day before the first rate has none."""
    assert client
    for usd, since in (("1.1", "2026-01-01"), ("1.2", "2026-06-01")):
        owner_database.run(RATE, currency="eur", usd=usd, since=since)

    days = [date(2025, 12, 31), date(2026, 5, 31), date(2026, 6, 1)]
    found = rates_on([*days, *days])

    assert [None, (Decimal("1.1"), "2026-01-01", None), (Decimal("1.2"), "2026-06-01", None)] == [
        found[day].get("EUR") for day in days
    ]
    assert {} == rates_on([])
