"""Exchange: a total in another currency, by the rates that were known on its day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext

from pricebook.pricing.calculate import PRECISION
from pricebook.quote.receipt import Rates
from pricebook.storage import reader

DOLLAR = "USD"
DECIMALS = Decimal("1e-12")
"""How exact a converted amount is: a division has no end."""


@dataclass(frozen=True, slots=True)
class Converted:
    """A total in another currency, and the rates that made it; no total where one is missing."""

    currency: str
    total: Decimal | None
    rates: Rates
    missing: tuple[str, ...] = ()


def rates_on(days: Iterable[date]) -> dict[date, Rates]:
    """Return what every currency was worth on each day."""
    wanted = sorted(set(days))
    rates: dict[date, dict[str, tuple[Decimal, str, str | None]]] = {day: {} for day in wanted}
    if wanted:
        for day, currency, usd, since, source in reader.rows(
            "quote.batch.exchange_rates", days=[day.isoformat() for day in wanted]
        ):
            rates[date.fromisoformat(day)][currency] = (Decimal(usd), since, source)
    return dict(rates)


def convert(total: Decimal | None, source: str | None, target: str, rates: Rates) -> Converted:
    """Convert a total.

    Args:
        total: in the currency `source`; None is unknown.
        source: None where nothing costs money.
        target: the currency that is asked for.
        rates: what currencies are worth in US dollars.
    """
    if total is None or source in {None, target}:
        return Converted(target, total, {})
    needed = [code for code in (source, target) if code and code.upper() != DOLLAR]
    lacking = [code for code in needed if code.upper() not in rates]
    if lacking:
        missing = tuple(f"no exchange rate of {code} is known" for code in lacking)
        return Converted(target, None, {}, missing)
    used = {code.upper(): rates[code.upper()] for code in needed}
    with localcontext(prec=PRECISION):
        worth = {DOLLAR: Decimal(1)} | {code: rate[0] for code, rate in used.items()}
        amount = total * worth[str(source).upper()] / worth[target.upper()]
        return Converted(target, amount.quantize(DECIMALS), used)


def codes(rates: Mapping[str, object]) -> list[str]:
    """Return the currencies that rates are known of."""
    return sorted(rates)
