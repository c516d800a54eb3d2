"""A provider's whole catalogue, and what one mistake makes of all of its prices."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from pricebook.storage.postgres import Database
from tests.support.fakes.provider_transport import item
from tests.support.sync_and_query import rows

MODELS = 30


def catalogue(factor: str = "1", models: int = MODELS, changed: int = MODELS) -> list[Any]:
    """Return models of different prices, the first of them times a factor."""
    return [_priced(number, factor if number < changed else "1") for number in range(models)]


def _priced(number: int, factor: str) -> Any:
    amounts = (Decimal("0.0000001") * (number + 1), Decimal("0.0000004") * (number + 1))
    return item(f"acme/m{number}", *(format(amount * Decimal(factor), "f") for amount in amounts))


def changed(listed: list[Any], change: Callable[[dict[str, Any]], object]) -> list[Any]:
    """Return the same models with another price object."""
    return [{**one, "pricing": change(one["pricing"])} for one in listed]


def served(database: Database) -> dict[tuple[str, str], str]:
    """Return every price that is served without a mark."""
    found = rows(
        database,
        "SELECT m.model_id, p ->> 'meter', p ->> 'amount' FROM models m"
        " CROSS JOIN LATERAL json_array_elements(m.document -> 'prices') AS p"
        " WHERE p -> 'review' IS NULL AND p ->> 'unconfirmed_since' IS NULL",
    )
    return {(model, meter): amount for model, meter, amount in found}


def reviews(database: Database) -> list[list[Any]]:
    """Return the reviews of runs: why, what, and the decision."""
    return rows(database, "SELECT reason, sample, decision FROM run_reviews ORDER BY id")


type Pricing = dict[str, str]


def times(factor: str) -> Callable[[Pricing], Pricing]:
    """Return what multiplies every price."""

    def change(pricing: Pricing) -> Pricing:
        return {
            key: format(Decimal(figure) * Decimal(factor), "f") for key, figure in pricing.items()
        }

    return change


LOST = f"{MODELS} of {MODELS} priced models lose prices"
TAMPERED: dict[str, tuple[Callable[[Pricing], object], str]] = {
    "empty": (lambda _: {}, LOST),
    "null": (lambda _: None, LOST),
    "renamed": (lambda pricing: {f"usd_{key}": pricing[key] for key in pricing}, LOST),
    "zero": (lambda pricing: dict.fromkeys(pricing, "0"), LOST),
    "dynamic": (lambda pricing: dict.fromkeys(pricing, "-1"), LOST),
    **{
        factor: (times(factor), f"all prices x {factor}")
        for factor in ("7.2", "9.9", "0.14", "2.5", "0.5", "1000")
    },
}
"""What a mistake makes of each price object, and how the review of the run says that."""
