"""What other sellers charge, and what an operator does with the prices that were held back."""

from collections.abc import Callable
from typing import Any

from pricebook.ledger.documents import refreshing
from pricebook.storage.postgres import Database
from pricebook.sync.run_record import Run
from tests.support.sync_and_query import rows

CANONICAL = "acme/a"
PENDING = (
    "SELECT meter, conditions, old_amount::text, new_amount::text, reason FROM price_reviews"
    " WHERE decision IS NULL ORDER BY meter, conditions"
)


def rival(database: Database, provider: str, amount: str, canonical: str = CANONICAL) -> None:
    """Let another provider sell the input of a canonical model, which is listed, at this price."""
    database.run(
        "WITH sold AS ("
        " INSERT INTO models (provider, provider_model_id, name, canonical_id)"
        " VALUES (:provider, :name, :name, :name) RETURNING id)"
        " INSERT INTO model_prices"
        " (model_id, source, meter, state, amount, currency, published, valid, recorded)"
        " SELECT id, 'database', 'input_tokens', 'known', CAST(:amount AS numeric), 'USD', '',"
        " tstzrange(now(), NULL), tstzrange(now(), NULL) FROM sold",
        provider=provider,
        name=canonical,
        amount=amount,
    )


def decide(database: Database, decision: Callable[..., None]) -> None:
    """Approve or refuse everything that waits, as an operator does."""
    waiting = rows(database, "SELECT id FROM price_reviews WHERE decision IS NULL")
    with refreshing(database):
        decision(database, [review for (review,) in waiting], "ann", None)


def pending(database: Database) -> list[list[Any]]:
    """Return what waits: meter, conditions, the old amount, the new one, and the guard."""
    return rows(database, PENDING)


def held(report: Run) -> dict[str, int]:
    """Return which guards held prices back in a run, and how many each; not those beside them."""
    others = {"card", "siblings"}
    return {guard: count for guard, count in told(report).items() if guard not in others}


def told(report: Run) -> dict[str, int]:
    """Return which guards spoke in a run, and how often."""
    guards = [error for error in report.errors if error["category"] == "guard"]
    return {str(error["sample"]).partition(":")[0]: int(str(error["count"])) for error in guards}
