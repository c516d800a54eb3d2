"""Dated exchange rates: what one unit of a currency is worth in US dollars, from a day on."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pricebook.errors import UnprocessableRequest
from pricebook.storage.postgres import Database

CURRENCY = re.compile(r"[A-Za-z]{3,20}")
NO_CURRENCY = {"USD", "XXX"}
"""Dollars need no rate, and a factor on prices has no currency."""
MIN_USD, MAX_USD = Decimal("1e-9"), Decimal("1e6")
"""No money is worth less or more in dollars: beyond lies a slip of the pen."""
ADDRESS = re.compile(r"https?://\S+")


@dataclass(frozen=True, kw_only=True)
class ExchangeRate:
    """What one unit of a currency is worth, from a day on.

    Args:
        currency: as the prices in the ledger have it: CNY, EUR, credits.
        usd: US dollars for one unit.
        valid_from: the first day, in UTC; it is valid until the next day that has a rate.
        entered_by: who says so.
        source_url: where they read it.
        note: what else is to be known.
    """

    currency: str
    usd: Decimal
    valid_from: date
    entered_by: str
    source_url: str | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        """Refuse what is no rate.

        Raises:
            UnprocessableRequest: which word is wrong, and what fits.
        """
        if not CURRENCY.fullmatch(self.currency) or self.currency.upper() in NO_CURRENCY:
            raise _wrong("currency", self.currency, "a currency other than USD, such as CNY")
        if not self.usd.is_finite() or not MIN_USD <= self.usd <= MAX_USD:
            fitting = f"US dollars for one unit, from {MIN_USD:f} to {MAX_USD:f}"
            raise _wrong("usd", str(self.usd), fitting)
        if self.source_url is not None and not ADDRESS.fullmatch(self.source_url):
            raise _wrong("source_url", self.source_url, "an address that begins with https://")


def write(database: Database, rate: ExchangeRate) -> None:
    """Store a rate and touch the models whose documents it changes, inside `refreshing`.

    A rate of the same currency and day takes the place of the one before, which stays on record. A
    rate of a later day changes documents when that day comes.
    """
    database.run(
        "ledger.exchange_rates.enter",
        currency=rate.currency,
        usd=format(rate.usd, "f"),
        valid_from=rate.valid_from.isoformat(),
        source_url=rate.source_url,
        note=rate.note,
        entered_by=rate.entered_by,
    )
    database.run("ledger.exchange_rates.touch_exchanged", currency=rate.currency)


def _wrong(parameter: str, given: str, fitting: str) -> UnprocessableRequest:
    return UnprocessableRequest(
        f"{parameter} is {given!r}, expected {fitting}.",
        code="bad_parameter",
        details={"parameter": parameter},
    )
