"""Tables for a terminal. Unknown is written so, and a text of the API is never markup."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from rich.table import Table
from rich.text import Text

from pricebook_client.models import Change, Model, Offer, Quote

UNKNOWN = "unknown"


def quotes(found: Iterable[Quote]) -> Table:
    """Return a row for each seller."""
    table = _table("model", "total", "what is missing or assumed")
    for quote in found:
        notes = "; ".join((*quote.missing, *quote.assumptions))
        table.add_row(Text(quote.model), _money(quote.total, quote.currency), Text(notes))
    return table


def models(found: Iterable[Model]) -> Table:
    """Return a row for each model."""
    table = _table("model", "input / 1M", "output / 1M", "context", "name")
    for model in found:
        table.add_row(
            Text(model.id),
            _money(model.input_price, "USD"),
            _money(model.output_price, "USD"),
            UNKNOWN if model.context_length is None else f"{model.context_length:,}",
            Text(model.name),
        )
    return table


def offers(found: Iterable[Offer]) -> Table:
    """Return a row for each seller; one that is gone is marked."""
    table = _table("model", "input / 1M", "output / 1M", "known since", "source")
    for offer in found:
        table.add_row(
            Text(offer.id if offer.is_active else f"{offer.id} (gone)"),
            _money(offer.input_price, "USD"),
            _money(offer.output_price, "USD"),
            Text((offer.known_from or UNKNOWN)[: len("2026-03-15")]),
            Text(offer.source or UNKNOWN),
        )
    return table


def history(changes: Iterable[Mapping[str, Any]]) -> Table:
    """Return a row for each change of a price."""
    table = _table("day", "meter", "before", "after", "source")
    for change in changes:
        table.add_row(
            change["changed_at"][:10],
            Text(change["meter"]),
            _stated(change["previous"]),
            _stated(change["current"]),
            Text(change["source"]),
        )
    return table


def line(change: Change) -> str:
    """Return a change as one line."""
    return f"{change.at:%Y-%m-%d %H:%M}  {change.title}"


def _table(*headings: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def _stated(price: Mapping[str, Any]) -> str:
    if price["state"] != "known":
        return str(price["state"]).replace("_", " ")
    return _money(Decimal(price["amount"]), price.get("currency"))


def _money(amount: Decimal | None, currency: str | None) -> str:
    if amount is None:
        return UNKNOWN
    plain = f"{amount.normalize():f}"
    return f"${plain}" if currency == "USD" else f"{plain} {currency or ''}".rstrip()
